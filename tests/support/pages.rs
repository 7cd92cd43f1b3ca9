//! What a database file holds behind its cipher: every page, live or not, and every page in its write-ahead log.
//!
//! A page is encrypted on its own with AES-256 in CBC mode. Its last 80 bytes are the start value (16) and the check sum
//! (64); the first page begins with 16 bytes of salt in clear.

use std::path::Path;

use aes::Aes256;
use cbc::Decryptor;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};

const PAGE: usize = 4096;
const RESERVED: usize = 80;
const SALT: usize = 16;
/// What stands before the pages of a write-ahead log, and before each page.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// All that stands in a database and its write-ahead log, in clear.
///
/// # Panics
/// The files are not what this key opens.
pub fn decrypted(database: &Path, key: &[u8; 32]) -> Vec<u8> {
    let file = std::fs::read(database).expect("there is a database");
    assert!(file.len().is_multiple_of(PAGE), "whole pages");
    let mut clear: Vec<u8> = Vec::new();
    for (number, page) in file.chunks(PAGE).enumerate() {
        clear.extend(page_of(page, number == 0, key));
    }
    assert!(clear.starts_with(&[0x10, 0x00]), "the first page says how long pages are: the key is right");
    let log = std::fs::read(database.with_extension("db-wal")).unwrap_or_default();
    for frame in log.get(LOG_HEADER..).unwrap_or_default().chunks_exact(FRAME_HEADER + PAGE) {
        let first = frame[..4] == [0, 0, 0, 1];
        clear.extend(page_of(&frame[FRAME_HEADER..], first, key));
    }
    clear
}

fn page_of(page: &[u8], first: bool, key: &[u8; 32]) -> Vec<u8> {
    let (content, reserved) = page.split_at(PAGE - RESERVED);
    let mut content = content[if first { SALT } else { 0 }..].to_vec();
    let start: [u8; 16] = reserved[..16].try_into().expect("sixteen bytes");
    let cipher = Decryptor::<Aes256>::new(key.into(), &start.into());
    cipher.decrypt_padded::<NoPadding>(&mut content).expect("whole blocks");
    content
}

/// Whether some bytes hold a word, whatever its case.
#[must_use]
pub fn holds(bytes: &[u8], word: &str) -> bool {
    let word = word.to_lowercase();
    bytes.to_ascii_lowercase().windows(word.len()).any(|part| part == word.as_bytes())
}
