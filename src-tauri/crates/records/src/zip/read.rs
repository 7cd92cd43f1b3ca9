//! Reading from the front, and looking at every byte.

use super::{LOCAL, Listed, directory, local_header};
use std::io::{self, Read};

/// A file, as it was found.
pub(crate) struct FileRead {
    /// Its name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its check sum fits, and what stands before it is as it was written.
    pub(crate) whole: bool,
}

/// Length of what stands before a file's name.
const FIXED: usize = 30;

/// Hands every file to `each`, in order. Answers what is wrong with the ZIP itself, where something is.
pub(crate) fn read(mut from: impl Read, mut each: impl FnMut(FileRead)) -> io::Result<Option<String>> {
    let mut files: Vec<Listed> = Vec::new();
    let mut at = 0_u64;
    let mut start = [0_u8; 4];
    loop {
        if !fill(&mut from, &mut start)? {
            return Ok(Some(after(&files)));
        }
        if u32::from_le_bytes(start) != LOCAL {
            break;
        }
        let Some((file, bytes, whole)) = next(&mut from, at)? else { return Ok(Some(after(&files))) };
        at += local_header(&file).len() as u64 + bytes.len() as u64;
        each(FileRead { name: file.name.clone(), bytes, whole });
        files.push(file);
    }
    let mut rest = start.to_vec();
    from.read_to_end(&mut rest)?;
    let as_written = rest == directory(&files, at);
    Ok((!as_written).then(|| if is_directory(&rest) { LIST.to_owned() } else { after(&files) }))
}

const LIST: &str = "The list of files at the end of the ZIP is not as it was written.";

fn is_directory(rest: &[u8]) -> bool {
    rest.starts_with(&super::CENTRAL.to_le_bytes()) || rest.starts_with(&super::END.to_le_bytes())
}

fn after(files: &[Listed]) -> String {
    match files.last() {
        Some(file) => format!("The ZIP cannot be read beyond {}.", file.name),
        None => "This is not a ZIP file as Lectern writes it.".to_owned(),
    }
}

/// The next file; none where the ZIP ends within it.
fn next(from: &mut impl Read, offset: u64) -> io::Result<Option<(Listed, Vec<u8>, bool)>> {
    let mut fixed = [0_u8; FIXED];
    let (signature, rest) = fixed.split_at_mut(4);
    signature.copy_from_slice(&LOCAL.to_le_bytes());
    if !fill(from, rest)? {
        return Ok(None);
    }
    let long = |at: usize| fixed.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b));
    let short = |at: usize| fixed.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u16::from_le_bytes(*b));
    let mut name = vec![0; usize::from(short(26))];
    if !fill(from, &mut name)? {
        return Ok(None);
    }
    let found: Vec<u8> = fixed.iter().chain(&name).copied().collect();
    let size = long(22);
    let name = String::from_utf8_lossy(&name).into_owned();
    let file = Listed { name, crc: long(14), size, offset };
    let mut bytes = Vec::new();
    from.take(u64::from(size)).read_to_end(&mut bytes)?;
    let whole =
        found == local_header(&file) && crc32fast::hash(&bytes) == file.crc && bytes.len() as u64 == u64::from(size);
    Ok(Some((file, bytes, whole)))
}

/// Fills a place; false where there is not enough.
fn fill(from: &mut impl Read, place: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(place) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
