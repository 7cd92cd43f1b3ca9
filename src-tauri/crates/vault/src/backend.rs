//! The calls that may block, and the store each system has.

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
pub(crate) type Open = fn() -> Result<Box<dyn Backend>, VaultTrouble>;

/// This system's keychain.
pub(crate) fn system() -> Result<Box<dyn Backend>, VaultTrouble> {
    Ok(Box::new(Keyring { store: store()? }))
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

struct Keyring {
    store: Arc<keyring_core::CredentialStore>,
}

impl Keyring {
    fn entry(&self, item: &Item) -> Result<keyring_core::Entry, VaultTrouble> {
        let label = item.label();
        // Only the Secret Service knows labels; the others refuse what they do not know.
        let modifiers = HashMap::from([("label", label.as_str())]);
        let modifiers = if cfg!(target_os = "linux") { Some(&modifiers) } else { None };
        Ok(self.store.build(SERVICE, &item.name(), modifiers)?)
    }
}

impl Backend for Keyring {
    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultTrouble> {
        match self.entry(item)?.get_password() {
            Ok(words) => Ok(Some(Secret::new(words))),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn set(&mut self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
        Ok(self.entry(item)?.set_password(secret.reveal())?)
    }

    fn remove(&mut self, item: &Item) -> Result<(), VaultTrouble> {
        match self.entry(item)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
