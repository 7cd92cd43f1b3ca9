//! A keychain in memory, for tests: forgets everything when it goes, and has the troubles it is told to have.

use crate::{Item, Vault, VaultTrouble};
use async_trait::async_trait;
use lectern_model::Secret;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A keychain in memory.
#[derive(Debug, Default)]
pub struct MemoryVault {
    inside: Mutex<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    items: BTreeMap<String, Secret>,
    trouble: Option<VaultTrouble>,
}

impl MemoryVault {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that holds items already, by name.
    #[must_use]
    pub fn holding(items: impl IntoIterator<Item = (String, String)>) -> Self {
        let items = items.into_iter().map(|(name, words)| (name, Secret::new(words))).collect();
        Self { inside: Mutex::new(Inside { items, trouble: None }) }
    }

    /// Every item by name, in the clear: for handing a test's keychain to another process.
    #[must_use]
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.lock().items.iter().map(|(name, secret)| (name.clone(), secret.reveal().to_owned())).collect()
    }

    /// From now on every request ends with this trouble; none: all is well again.
    pub fn set_trouble(&self, trouble: Option<VaultTrouble>) {
        self.lock().trouble = trouble;
    }

    /// Forgets everything, as when a system was set up anew.
    pub fn empty(&self) {
        self.lock().items.clear();
    }

    /// Holds these items again, by name.
    pub fn put_back(&self, items: impl IntoIterator<Item = (String, String)>) {
        self.lock().items.extend(items.into_iter().map(|(name, words)| (name, Secret::new(words))));
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn well(&self) -> Result<MutexGuard<'_, Inside>, VaultTrouble> {
        let inside = self.lock();
        match &inside.trouble {
            Some(trouble) => Err(trouble.clone()),
            None => Ok(inside),
        }
    }
}

#[async_trait]
impl Vault for MemoryVault {
    async fn get(&self, item: &Item) -> Result<Option<Secret>, VaultTrouble> {
        Ok(self.well()?.items.get(&item.name()).cloned())
    }

    async fn set(&self, item: &Item, secret: &Secret) -> Result<(), VaultTrouble> {
        self.well()?.items.insert(item.name(), secret.clone());
        Ok(())
    }

    async fn remove(&self, item: &Item) -> Result<(), VaultTrouble> {
        self.well()?.items.remove(&item.name());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::MemoryVault;
    use crate::{Item, Vault, VaultTrouble};
    use lectern_model::{AccountId, Secret};

    #[tokio::test]
    async fn has_the_trouble_it_is_told_to_have_and_keeps_what_it_held() {
        let vault = MemoryVault::new();
        let item = Item::Account { database: "d".to_owned(), account: AccountId(7) };
        vault.set(&item, &Secret::from("token")).await.unwrap();
        vault.set_trouble(Some(VaultTrouble::Locked));
        assert_eq!(vault.get(&item).await, Err(VaultTrouble::Locked));
        vault.set_trouble(None);
        assert_eq!(vault.get(&item).await, Ok(Some(Secret::from("token"))));
        assert!(!format!("{vault:?}").contains("token\""));
        let copy = MemoryVault::holding(vault.contents());
        assert_eq!(copy.get(&item).await, Ok(Some(Secret::from("token"))));
    }
}
