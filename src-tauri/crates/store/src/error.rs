//! What can go wrong on disk.

/// Kinds of trouble that need different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreTrouble {
    /// The key does not open the file, or the file is no database.
    WrongKey,
    /// Written by a newer Lectern.
    NewerSchema,
    /// Damaged.
    Damaged,
    /// The disk is full.
    DiskFull,
    /// The folder or file cannot be written.
    ReadOnly,
    /// Not there.
    NotFound,
    /// Anything else.
    Other,
}

/// A failed read or write.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct StoreError {
    /// What it means.
    pub what: StoreTrouble,
    /// Plain words; never the content of a row.
    pub words: String,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self { what: StoreTrouble::Other, words: error.to_string() }
    }
}
