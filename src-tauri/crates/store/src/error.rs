//! What can go wrong on disk.

use rusqlite::{ErrorCode, ffi};
use std::io;

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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct StoreError {
    /// What it means.
    pub what: StoreTrouble,
    /// Plain words; never the content of a row.
    pub words: String,
}

impl StoreError {
    /// An error with words.
    #[must_use]
    pub fn new(what: StoreTrouble, words: impl Into<String>) -> Self {
        Self { what, words: words.into() }
    }

    /// What was named is not there any more.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(StoreTrouble::NotFound, format!("{what} is not here any more."))
    }
}

impl StoreTrouble {
    fn words(self) -> &'static str {
        match self {
            Self::WrongKey => "The key does not open this database. Nothing was changed.",
            Self::NewerSchema => "This database was written by a newer Lectern. Nothing was changed.",
            Self::Damaged => "The database is damaged. Nothing was deleted.",
            Self::DiskFull => "The disk is full. This was not saved; what was saved before is safe.",
            Self::ReadOnly => "The data folder cannot be written. What was saved before is safe.",
            Self::NotFound => "That is not here any more.",
            Self::Other => "The database could not be used. What was saved before is safe.",
        }
    }
}

impl From<StoreTrouble> for StoreError {
    fn from(what: StoreTrouble) -> Self {
        Self::new(what, what.words())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let what = match &error {
            rusqlite::Error::QueryReturnedNoRows => StoreTrouble::NotFound,
            rusqlite::Error::SqliteFailure(failure, _) => trouble_of(failure),
            _ => StoreTrouble::Other,
        };
        match (what, &error) {
            // SQLite's own words name tables and columns, never values.
            (StoreTrouble::Other, rusqlite::Error::SqliteFailure(failure, words)) => {
                let words = words.clone().unwrap_or_else(|| failure.to_string());
                Self::new(what, format!("The database could not be used ({words}). What was saved before is safe."))
            }
            (StoreTrouble::Other, rusqlite::Error::SqlInputError { msg, .. }) => {
                Self::new(what, format!("The database could not be asked ({msg})."))
            }
            _ => what.into(),
        }
    }
}

fn trouble_of(failure: &ffi::Error) -> StoreTrouble {
    match failure.code {
        // The file that readers and the writer share could not be made as large as it must be.
        _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => StoreTrouble::DiskFull,
        ErrorCode::DiskFull => StoreTrouble::DiskFull,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => StoreTrouble::ReadOnly,
        ErrorCode::DatabaseCorrupt => StoreTrouble::Damaged,
        ErrorCode::NotADatabase => StoreTrouble::WrongKey,
        _ => StoreTrouble::Other,
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let what = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => StoreTrouble::DiskFull,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => StoreTrouble::ReadOnly,
            Kind::NotFound => StoreTrouble::NotFound,
            _ => return Self::new(StoreTrouble::Other, format!("A file could not be used ({}).", error.kind())),
        };
        what.into()
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        // The details could hold the content of a row.
        Self::new(StoreTrouble::Other, "A part of the database could not be read as what it should be.")
    }
}

#[cfg(test)]
mod tests {
    use super::{StoreError, StoreTrouble};
    use rusqlite::ffi;

    fn trouble(code: i32) -> StoreTrouble {
        StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)).what
    }

    #[test]
    fn what_sqlite_says_is_told_apart() {
        for (code, what) in [
            (ffi::SQLITE_FULL, StoreTrouble::DiskFull),
            (ffi::SQLITE_IOERR_SHMSIZE, StoreTrouble::DiskFull),
            (ffi::SQLITE_READONLY, StoreTrouble::ReadOnly),
            (ffi::SQLITE_READONLY_DIRECTORY, StoreTrouble::ReadOnly),
            (ffi::SQLITE_CANTOPEN, StoreTrouble::ReadOnly),
            (ffi::SQLITE_CORRUPT, StoreTrouble::Damaged),
            (ffi::SQLITE_NOTADB, StoreTrouble::WrongKey),
            (ffi::SQLITE_IOERR_READ, StoreTrouble::Other),
        ] {
            assert_eq!(trouble(code), what, "{code}");
        }
    }
}
