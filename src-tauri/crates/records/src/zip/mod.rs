//! A ZIP with one way to write it: files stored as they are, no times, no extra fields, the list at the end. Every byte
//! of it follows from the names and contents of its files, so that the reader can tell any that was changed, also one
//! that other programs would overlook.

mod read;
mod write;

pub(crate) use read::read;
pub use write::TooLarge;
pub(crate) use write::Zip;

/// A file of the ZIP, as its list says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    name: String,
    crc: u32,
    size: u32,
    offset: u64,
}

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;
/// Version 4.5 of the format, names in UTF-8, stored, 1 January 1980.
const COMMON: [u16; 5] = [45, 0x0800, 0, 0, 0x0021];
/// Where a number does not fit and stands in a wider field.
const WIDE_32: u32 = u32::MAX;
const WIDE_16: u16 = u16::MAX;

/// What stands before a file's bytes.
fn local_header(file: &Listed) -> Vec<u8> {
    let mut bytes = LOCAL.to_le_bytes().to_vec();
    put_facts(&mut bytes, file);
    put_16(&mut bytes, 0);
    bytes.extend_from_slice(file.name.as_bytes());
    bytes
}

fn put_facts(bytes: &mut Vec<u8>, file: &Listed) {
    COMMON.into_iter().for_each(|field| put_16(bytes, field));
    for field in [file.crc, file.size, file.size] {
        bytes.extend_from_slice(&field.to_le_bytes());
    }
    put_16(bytes, u16::try_from(file.name.len()).unwrap_or(WIDE_16));
}

fn put_16(bytes: &mut Vec<u8>, field: u16) {
    bytes.extend_from_slice(&field.to_le_bytes());
}

/// The list at the end, which begins at `start`.
fn directory(files: &[Listed], start: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    files.iter().for_each(|file| put_listed(&mut bytes, file));
    let (size, count) = (bytes.len() as u64, files.len() as u64);
    let narrow_count = u16::try_from(count).unwrap_or(WIDE_16);
    let (narrow_size, narrow_start) = (narrow(size), narrow(start));
    if narrow_count == WIDE_16 || narrow_size == WIDE_32 || narrow_start == WIDE_32 {
        let end = start + size;
        bytes.extend_from_slice(&END_64.to_le_bytes());
        bytes.extend_from_slice(&44_u64.to_le_bytes());
        [45_u16, 45].into_iter().for_each(|field| put_16(&mut bytes, field));
        bytes.extend_from_slice(&[0; 8]);
        [count, count, size, start].into_iter().for_each(|field| bytes.extend_from_slice(&field.to_le_bytes()));
        bytes.extend_from_slice(&LOCATOR_64.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&end.to_le_bytes());
        bytes.extend_from_slice(&1_u32.to_le_bytes());
    }
    bytes.extend_from_slice(&END.to_le_bytes());
    [0, 0, narrow_count, narrow_count].into_iter().for_each(|field| put_16(&mut bytes, field));
    [narrow_size, narrow_start].into_iter().for_each(|field| bytes.extend_from_slice(&field.to_le_bytes()));
    put_16(&mut bytes, 0);
    bytes
}

fn put_listed(bytes: &mut Vec<u8>, file: &Listed) {
    let offset = narrow(file.offset);
    bytes.extend_from_slice(&CENTRAL.to_le_bytes());
    put_16(bytes, 45);
    put_facts(bytes, file);
    put_16(bytes, if offset == WIDE_32 { 12 } else { 0 });
    // No comment, first disk, no attributes.
    bytes.extend_from_slice(&[0; 10]);
    bytes.extend_from_slice(&offset.to_le_bytes());
    bytes.extend_from_slice(file.name.as_bytes());
    if offset == WIDE_32 {
        [1, 8].into_iter().for_each(|field| put_16(bytes, field));
        bytes.extend_from_slice(&file.offset.to_le_bytes());
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(WIDE_32)
}

#[cfg(test)]
mod tests;
