//! Credentials kept in memory.

use crate::wire::lock;
use async_trait::async_trait;
use lectern_connectors::CredentialKeeper;
use lectern_model::{Failure, FailureKind, Secret};
use std::sync::{Arc, Mutex};

/// A keeper that remembers everything it was given, and fails on demand.
#[derive(Debug, Default)]
pub struct MemoryKeeper {
    kept: Mutex<Vec<Secret>>,
    trouble: Mutex<Option<Failure>>,
}

impl MemoryKeeper {
    /// An empty one.
    #[must_use]
    pub fn empty() -> Arc<Self> {
        Arc::new(Self::default())
    }

    /// One that holds `credentials`.
    #[must_use]
    pub fn holding(credentials: &str) -> Arc<Self> {
        let keeper = Self::default();
        lock(&keeper.kept).push(Secret::from(credentials));
        Arc::new(keeper)
    }

    /// What it holds now.
    #[must_use]
    pub fn held(&self) -> Option<Secret> {
        lock(&self.kept).last().cloned()
    }

    /// Everything it was ever given, oldest first.
    #[must_use]
    pub fn history(&self) -> Vec<Secret> {
        lock(&self.kept).clone()
    }

    /// Makes `load` and `save` fail with `trouble` until told `None`.
    pub fn trouble(&self, trouble: Option<Failure>) {
        *lock(&self.trouble) = trouble;
    }

    fn check(&self) -> Result<(), Failure> {
        lock(&self.trouble).clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl CredentialKeeper for MemoryKeeper {
    async fn load(&self) -> Result<Secret, Failure> {
        self.check()?;
        self.held().ok_or_else(|| {
            Failure::without_effect(FailureKind::SignInNeeded, "There are no credentials for this account.")
        })
    }

    async fn save(&self, credentials: &Secret) -> Result<(), Failure> {
        self.check()?;
        lock(&self.kept).push(credentials.clone());
        Ok(())
    }
}
