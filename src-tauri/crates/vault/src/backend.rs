//! The calls that may block, and the store each system has.

use crate::pieces::Pieces;
use crate::{Item, VaultTrouble};
use lectern_model::Secret;
use std::collections::HashMap;
use std::sync::Arc;

/// The name under which items are filed.
const SERVICE: &str = "org.lectern.desk";

/// A keychain as the worker thread uses it. Every call may block.
pub(crate) trait Backend: Send {
    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultTrouble>;
    fn set(&mut self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble>;
    fn remove(&mut self, item: &Item) -> Result<(), VaultTrouble>;
}

/// Opens a backend on the thread that will own it.
pub(crate) type Open = Arc<dyn Fn() -> Result<Box<dyn Backend>, VaultTrouble> + Send + Sync>;

/// Bytes by name, as the operating systems' stores keep them. Every call may block.
pub(crate) trait Drawer: Send {
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, VaultTrouble>;
    fn write(&mut self, name: &str, label: &str, bytes: &[u8]) -> Result<(), VaultTrouble>;
    /// What is not there is cleared already.
    fn clear(&mut self, name: &str) -> Result<(), VaultTrouble>;
}

/// Most bytes of one entry. Windows: `CRED_MAX_CREDENTIAL_BLOB_SIZE`, less than some sign-ins need.
const LARGEST: usize = if cfg!(target_os = "windows") { 2560 } else { usize::MAX };

/// This system's keychain.
pub(crate) fn system() -> Result<Box<dyn Backend>, VaultTrouble> {
    Ok(Box::new(Pieces::new(Keyring { store: store()? }, LARGEST)))
}

#[cfg(target_os = "linux")]
fn store() -> Result<Arc<keyring_core::CredentialStore>, VaultTrouble> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<keyring_core::CredentialStore>, VaultTrouble> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn store() -> Result<Arc<keyring_core::CredentialStore>, VaultTrouble> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn store() -> Result<Arc<keyring_core::CredentialStore>, VaultTrouble> {
    Err(VaultTrouble::NoKeychain)
}

/// What a system's store is told about a new entry beside its name. Each refuses what it does not know.
fn modifiers(label: &str) -> HashMap<&'static str, &str> {
    if cfg!(target_os = "linux") {
        HashMap::from([("label", label)])
    } else if cfg!(target_os = "windows") {
        // The default would travel with the person's profile to other computers, where the data folder is not.
        HashMap::from([("persistence", "Local")])
    } else {
        HashMap::new()
    }
}

struct Keyring {
    store: Arc<keyring_core::CredentialStore>,
}

impl Keyring {
    fn entry(&self, name: &str, label: &str) -> Result<keyring_core::Entry, VaultTrouble> {
        Ok(self.store.build(SERVICE, name, Some(&modifiers(label)))?)
    }
}

// Bytes and not "passwords": Windows keeps the latter in two bytes for each letter, and so only half as many.
impl Drawer for Keyring {
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, VaultTrouble> {
        match self.entry(name, name)?.get_secret() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn write(&mut self, name: &str, label: &str, bytes: &[u8]) -> Result<(), VaultTrouble> {
        Ok(self.entry(name, label)?.set_secret(bytes)?)
    }

    fn clear(&mut self, name: &str) -> Result<(), VaultTrouble> {
        match self.entry(name, name)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
