//! Accounts, identities and sign-ins.

use crate::Core;
use lectern_model::{
    AccountId, AccountView, Identity, IdentityId, ImportOutcome, PlatformKey, PlatformView, Problem, SignInStep,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Accounts, identities and sign-ins.
pub struct Accounts {
    core: Arc<Core>,
}

impl Accounts {
    /// Identities.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn identities(&self) -> Result<Vec<Identity>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Adds (id 0) or changes an identity.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn save_identity(&self, identity: Identity) -> Result<Identity, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Every account, in the order they were added.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn list(&self) -> Result<Vec<AccountView>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Puts an account in a group of feeds.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn set_group(&self, account: AccountId, group: &str) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Changes who an account speaks as.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn set_identity(&self, account: AccountId, identity: IdentityId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn begin_sign_in(
        &self,
        platform: &PlatformKey,
        identity: Option<IdentityId>,
        again: Option<AccountId>,
    ) -> Result<SignInStep, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Answers its fields.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn answer_sign_in(&self, ticket: &str, fields: BTreeMap<String, String>) -> Result<SignInStep, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Waits until the browser came back.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn wait_for_browser(&self, ticket: &str) -> Result<SignInStep, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Imports a list of subscriptions.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn import_subscriptions(&self, text: &str) -> Result<ImportOutcome, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// All subscriptions as a list that other readers take.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn export_subscriptions(&self) -> Result<String, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Platforms that can be signed in to.
    #[must_use]
    pub fn platforms(&self) -> Vec<PlatformView> {
        Vec::new()
    }

    /// Ends a sign-in without an account.
    pub fn cancel_sign_in(&self, ticket: &str) {
        let _ = ticket;
    }
}
