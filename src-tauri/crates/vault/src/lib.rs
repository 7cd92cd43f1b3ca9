//! The only user of the operating system's keychain.
//!
//! A keychain may ask the person something and then blocks for as long as they think, and it must not be called from
//! inside an async task. So one thread owns it: requests go there by channel, answers come back by a oneshot, and
//! whoever asks waits with a time limit. A thread that hangs is left behind and the next request gets a fresh one.
//!
//! Below the thread stand two layers: what an item *is* ([`pieces`]: long ones are kept in several pieces where the
//! system has little room) and where its bytes *go* ([`backend`]: one store for each operating system).

mod backend;
mod item;
mod memory;
mod pieces;
mod trouble;
mod worker;

pub use item::Item;
pub use memory::MemoryVault;
pub use trouble::VaultTrouble;
pub use worker::SystemVault;

use async_trait::async_trait;
use lectern_model::Secret;

/// Keeps credentials.
#[async_trait]
pub trait Vault: Send + Sync {
    /// Reads an item; none where there is none.
    ///
    /// # Errors
    /// The keychain's trouble.
    async fn get(&self, item: &Item) -> Result<Option<Secret>, VaultTrouble>;

    /// Keeps an item, and reads it back to be sure.
    ///
    /// # Errors
    /// The keychain's trouble; what was kept before is then still there, or nothing.
    async fn set(&self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble>;

    /// Removes an item. One that is not there is removed already.
    ///
    /// # Errors
    /// The keychain's trouble.
    async fn remove(&self, item: &Item) -> Result<(), VaultTrouble>;

    /// Finds out whether anything can be kept, by keeping and removing something: a keychain that was never made
    /// answers reads with "no entry" and fails only when it is written.
    ///
    /// # Errors
    /// The keychain's trouble.
    async fn probe(&self) -> Result<(), VaultTrouble> {
        let item = Item::Probe;
        self.set(&item, &Secret::from("probe")).await?;
        self.remove(&item).await
    }
}

/// The keychain of this computer: Secret Service, macOS Keychain or Windows Credential Manager.
#[must_use]
pub fn system() -> SystemVault {
    SystemVault::new(std::sync::Arc::new(backend::system), worker::PATIENCE)
}
