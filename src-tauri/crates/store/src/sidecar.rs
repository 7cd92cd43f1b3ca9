//! `desk.json`: the little in clear text that stands beside the database, so that a wrong key and a damaged file can
//! be told apart, and a recovery code can be checked without touching the database. It holds no secret: from a salted
//! SHA-256 of 256 random bits the key cannot be found.

use crate::{DatabaseKey, StoreError, backups_folder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What `desk.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sidecar {
    /// Names the database.
    pub database: String,
    /// Makes the check different for every database.
    pub salt: String,
    /// Salted hash of the key.
    pub key_check: String,
}

/// Where the sidecar of a database is.
#[must_use]
pub fn sidecar_path(database: &Path) -> PathBuf {
    database.with_file_name("desk.json")
}

impl Sidecar {
    /// One for a new database.
    #[must_use]
    pub fn for_key(key: &DatabaseKey) -> Self {
        let salt = hex(&rand::random::<[u8; 16]>());
        let key_check = check(&salt, key);
        Self { database: hex(&rand::random::<[u8; 16]>()), salt, key_check }
    }

    /// Whether this key is the database's.
    #[must_use]
    pub fn fits(&self, key: &DatabaseKey) -> bool {
        check(&self.salt, key) == self.key_check
    }

    /// Reads the one beside a database, or its copy beside the backups; none where both are gone or cannot be
    /// understood.
    #[must_use]
    pub fn read(database: &Path) -> Option<Self> {
        let read = |path: PathBuf| serde_json::from_slice(&std::fs::read(path).ok()?).ok();
        read(sidecar_path(database)).or_else(|| read(copy_path(database)))
    }

    /// Puts it beside a database, and a copy beside the backups: without it the keychain's item cannot be found.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write(&self, database: &Path) -> Result<(), StoreError> {
        std::fs::create_dir_all(backups_folder(database))?;
        self.write_to(&sidecar_path(database))?;
        self.write_to(&copy_path(database))
    }

    /// Whole or not at all.
    fn write_to(&self, path: &Path) -> Result<(), StoreError> {
        let fresh = path.with_extension("json.new");
        let mut file = File::create(&fresh)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)?;
        Ok(())
    }
}

fn copy_path(database: &Path) -> PathBuf {
    backups_folder(database).join("desk.json")
}

fn check(salt: &str, key: &DatabaseKey) -> String {
    let mut hash = Sha256::new();
    hash.update(b"lectern key check\0");
    hash.update(salt.as_bytes());
    hash.update(key.bytes());
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::Sidecar;
    use crate::DatabaseKey;

    #[test]
    fn it_knows_its_key_and_survives_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("lectern.db");
        let key = DatabaseKey::fresh();
        let sidecar = Sidecar::for_key(&key);
        sidecar.write(&database).unwrap();
        assert_eq!(Sidecar::read(&database).unwrap(), sidecar);
        assert!(sidecar.fits(&key));
        assert!(!sidecar.fits(&DatabaseKey::fresh()));
        let text = std::fs::read_to_string(folder.path().join("desk.json")).unwrap();
        assert!(!text.contains(key.to_hex().as_str()));
    }

    #[test]
    fn a_broken_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("desk.json"), "{").unwrap();
        assert!(Sidecar::read(&folder.path().join("lectern.db")).is_none());
    }
}
