//! A data folder that is gone afterwards.

use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of its own for one desk, removed when it is dropped.
#[derive(Debug)]
pub struct TempDesk {
    folder: TempDir,
}

impl TempDesk {
    /// A fresh, empty folder.
    ///
    /// # Errors
    /// The system gives none.
    pub fn new() -> io::Result<Self> {
        Ok(Self { folder: tempfile::Builder::new().prefix("lectern-desk-").tempdir()? })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Every file below it that holds `words` somewhere in its bytes: a secret should be found in none.
    ///
    /// # Errors
    /// A file could not be read.
    pub fn files_with(&self, words: &str) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if holds(&std::fs::read(&path)?, words.as_bytes()) {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    !words.is_empty() && bytes.windows(words.len()).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::TempDesk;

    #[test]
    fn words_are_found_in_folders_below() {
        let desk = TempDesk::new().unwrap();
        std::fs::create_dir(desk.path().join("logs")).unwrap();
        std::fs::write(desk.path().join("logs/one.log"), b"\0before hunter2 after").unwrap();
        std::fs::write(desk.path().join("other"), b"nothing").unwrap();
        assert_eq!(desk.files_with("hunter2").unwrap().len(), 1);
        assert!(desk.files_with("hunter3").unwrap().is_empty());
    }
}
