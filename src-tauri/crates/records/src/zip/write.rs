//! Writing.

use super::{Listed, WIDE_32, directory, local_header};
use std::fmt;
use std::io::{self, Write};

/// A single file does not fit: four gigabytes is the most.
#[derive(Debug)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("One file would be larger than four gigabytes. Choose fewer records.")
    }
}

impl std::error::Error for TooLarge {}

/// A ZIP being written.
pub(crate) struct Zip<W> {
    out: W,
    at: u64,
    files: Vec<Listed>,
}

impl<W: Write> Zip<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, at: 0, files: Vec::new() }
    }

    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let size = u32::try_from(bytes.len()).ok().filter(|size| *size < WIDE_32);
        let size = size.ok_or_else(|| io::Error::other(TooLarge))?;
        let file = Listed { name: name.to_owned(), crc: crc32fast::hash(bytes), size, offset: self.at };
        let header = local_header(&file);
        self.out.write_all(&header)?;
        self.out.write_all(bytes)?;
        self.at += header.len() as u64 + u64::from(size);
        self.files.push(file);
        Ok(())
    }

    /// Writes the list and gives back what was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&directory(&self.files, self.at))?;
        self.out.flush()?;
        Ok(self.out)
    }
}
