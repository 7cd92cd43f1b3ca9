//! An account at work: its facts, its credentials, and the wire.

use async_trait::async_trait;
use lectern_model::{Account, Failure, Secret, Timestamp};
use lectern_net::{Now, Wire};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Keeps an account's credentials in the keychain. Implemented by the engine over the vault.
#[async_trait]
pub trait CredentialKeeper: Send + Sync {
    /// Reads them; a JSON text whose form is the connector's own.
    ///
    /// # Errors
    /// The keychain's trouble, in plain words, without effect on the platform.
    async fn load(&self) -> Result<Secret, Failure>;

    /// Keeps new ones, before the old ones are forgotten.
    ///
    /// # Errors
    /// As for `load`.
    async fn save(&self, credentials: &Secret) -> Result<(), Failure>;
}

/// An account at work. One per account and process, so that refreshes of single-use tokens queue behind one lock.
pub struct Session {
    /// The account.
    pub account: Account,
    /// The way out.
    pub wire: Wire,
    /// The clock.
    pub now: Now,
    /// The keychain.
    pub keeper: Arc<dyn CredentialKeeper>,
    /// Held while credentials are read, refreshed and kept. Caches them once read.
    pub credentials: Mutex<Option<Secret>>,
    /// Room for what a connector keeps in memory only (for example a DPoP nonce).
    pub scratch: std::sync::Mutex<serde_json::Value>,
}

impl Session {
    /// A session for an account.
    #[must_use]
    pub fn new(account: Account, wire: Wire, now: Now, keeper: Arc<dyn CredentialKeeper>) -> Self {
        Self {
            account,
            wire,
            now,
            keeper,
            credentials: Mutex::new(None),
            scratch: std::sync::Mutex::new(serde_json::Value::Null),
        }
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// The credentials, from memory or the keychain.
    ///
    /// # Errors
    /// The keychain's trouble.
    pub async fn credentials(&self) -> Result<Secret, Failure> {
        let mut held = self.credentials.lock().await;
        if let Some(secret) = held.as_ref() {
            return Ok(secret.clone());
        }
        let secret = self.keeper.load().await?;
        *held = Some(secret.clone());
        Ok(secret)
    }
}
