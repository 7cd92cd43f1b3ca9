//! Opening, one writer, many readers.

use crate::StoreError;
use rusqlite::Connection;

/// A snapshot to read from.
pub struct Reader<'c> {
    pub(crate) conn: &'c Connection,
}

/// One transaction to write in; committed when the closure returns `Ok`, rolled back otherwise.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> std::ops::Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

/// The open store.
pub struct Store {}

impl Store {
    /// Reads. Blocks: call from a blocking task.
    ///
    /// # Errors
    /// What the disk said.
    pub fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let _ = read;
        Err(StoreError { what: crate::StoreTrouble::Other, words: String::new() })
    }

    /// Writes in one IMMEDIATE transaction. Blocks: call from a blocking task.
    ///
    /// # Errors
    /// What the disk said; nothing of the transaction is kept.
    pub fn write<T>(&self, write: impl FnOnce(&Writer<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let _ = write;
        Err(StoreError { what: crate::StoreTrouble::Other, words: String::new() })
    }
}
