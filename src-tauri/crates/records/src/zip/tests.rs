use super::{Listed, Zip, directory, read};
use proptest::prelude::*;
use std::io::{Cursor, Read as _};

fn made(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = Zip::new(Vec::new());
    for (name, bytes) in files {
        zip.add(name, bytes).unwrap();
    }
    zip.finish().unwrap()
}

/// A file's name, its bytes, and whether it is as it was written.
type Found = (String, Vec<u8>, bool);

fn found(bytes: &[u8]) -> (Vec<Found>, Option<String>) {
    let mut files = Vec::new();
    let wrong = read(bytes, |file| files.push((file.name, file.bytes, file.whole))).unwrap();
    (files, wrong)
}

fn some_files() -> Vec<(String, Vec<u8>)> {
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    vec![file("records.jsonl", b"one\ntwo\n"), file("media/a.png", &[0, 1, 2]), file("empty", b"")]
}

#[test]
fn another_program_reads_it() {
    let mut archive = zip::ZipArchive::new(Cursor::new(made(&some_files()))).unwrap();
    for (n, (name, bytes)) in some_files().iter().enumerate() {
        let mut file = archive.by_index(n).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        assert_eq!((file.name(), &content), (name.as_str(), bytes));
    }
}

#[test]
fn more_files_than_the_old_format_counts() {
    let files: Vec<_> = (0..66_000).map(|n| (format!("media/{n}"), vec![b'x'])).collect();
    let bytes = made(&files);
    assert_eq!(found(&bytes).1, None);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), 66_000);
    assert_eq!(archive.by_index(65_999).unwrap().name(), "media/65999");
}

#[test]
fn beyond_four_gigabytes_the_wide_fields_are_used() {
    let far = Listed { name: "far".to_owned(), crc: 1, size: 2, offset: 1 << 33 };
    let bytes = directory(&[far], (1 << 33) + 35);
    let wide: [u8; 8] = (1_u64 << 33).to_le_bytes();
    assert!(bytes.windows(8).any(|part| part == wide), "the wide offset of the file");
    let wide: [u8; 8] = ((1_u64 << 33) + 35).to_le_bytes();
    assert!(bytes.windows(8).any(|part| part == wide), "the wide offset of the list");
}

#[test]
fn what_was_written_is_found_again() {
    let files: Vec<_> = some_files().into_iter().map(|(name, bytes)| (name, bytes, true)).collect();
    assert_eq!(found(&made(&some_files())), (files, None));
}

proptest! {
    #[test]
    fn any_changed_byte_is_seen(at in 0_usize..10_000, bit in 0..8_u8) {
        let mut bytes = made(&some_files());
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let (files, wrong) = found(&bytes);
        prop_assert!(wrong.is_some() || files.iter().any(|(_, _, whole)| !whole), "byte {at}");
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut with_start = super::LOCAL.to_le_bytes().to_vec();
        with_start.extend(&bytes);
        let _ = found(&with_start);
        prop_assert!(found(&bytes).1.is_some());
    }
}
