//! Credentials of accounts: in the keychain and nowhere else.

use super::Accounts;
use crate::Core;
use crate::keychain;
use async_trait::async_trait;
use lectern_connectors::CredentialKeeper;
use lectern_model::{AccountId, Failure, FailureKind, Problem, Secret};
use lectern_vault::{Item, Vault, VaultTrouble};
use std::sync::Arc;

/// Keeps the credentials of one account.
pub(super) struct VaultKeeper {
    vault: Arc<dyn Vault>,
    item: Item,
}

impl VaultKeeper {
    pub(super) fn new(core: &Core, account: AccountId) -> Self {
        Self { vault: Arc::clone(&core.vault), item: keychain::account_item(core, account) }
    }
}

#[async_trait]
impl CredentialKeeper for VaultKeeper {
    async fn load(&self) -> Result<Secret, Failure> {
        let missing = || {
            let words = "This account's sign-in is not in the keychain any more. Sign in again; nothing else is lost.";
            Failure::without_effect(FailureKind::SignInNeeded, words)
        };
        self.vault.get(&self.item).await.map_err(|trouble| failure(&trouble))?.ok_or_else(missing)
    }

    async fn save(&self, credentials: &Secret) -> Result<(), Failure> {
        self.vault.set(&self.item, credentials).await.map_err(|trouble| failure(&trouble))
    }
}

impl Accounts {
    pub(super) async fn keep_credentials(&self, id: AccountId, secret: &Secret) -> Result<(), Problem> {
        let item = keychain::account_item(&self.core, id);
        self.core.vault.set(&item, secret).await.map_err(|trouble| keychain::problem(&trouble))
    }

    pub(super) async fn forget_credentials(&self, id: AccountId) -> Result<(), Problem> {
        let item = keychain::account_item(&self.core, id);
        self.core.vault.remove(&item).await.map_err(|trouble| keychain::problem(&trouble))
    }
}

/// The keychain's trouble says nothing about the sign-in: it is tried again.
fn failure(trouble: &VaultTrouble) -> Failure {
    Failure::without_effect(FailureKind::Server, trouble.to_string())
}
