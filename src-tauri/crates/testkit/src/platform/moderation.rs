//! Hiding what others wrote, reporting it, and blocking them.

use super::state::State;
use super::{Operation, ScriptedPlatform};
use async_trait::async_trait;
use lectern_connectors::{Blocking, Moderation, Reported, Reporting, Session};
use lectern_model::{Account, EmergencyKind, Failure, FailureKind};
use serde_json::Value;

impl ScriptedPlatform {
    /// Whether it lets messages be hidden.
    pub fn moderates(&self, moderates: bool) {
        self.with(|state| state.moderates = moderates);
    }

    /// Whether it lets people be blocked.
    pub fn blocks(&self, blocks: bool) {
        self.with(|state| state.blocks = blocks);
    }

    /// Whether it takes reports.
    pub fn takes_reports(&self, takes: bool) {
        self.with(|state| state.takes_reports = takes);
    }

    /// What was reported there, oldest first.
    #[must_use]
    pub fn reports(&self) -> Vec<(String, EmergencyKind)> {
        self.with(|state| state.reports.clone())
    }

    /// Whether a person is blocked there.
    #[must_use]
    pub fn has_blocked(&self, person: &str) -> bool {
        self.with(|state| state.blocked.contains(person))
    }

    /// Whether a message is hidden there.
    #[must_use]
    pub fn hides(&self, id: &str) -> bool {
        self.with(|state| state.hidden.contains(id))
    }
}

#[async_trait]
impl Moderation for ScriptedPlatform {
    fn does(&self) -> String {
        "Only the person who wrote it still sees it.".to_owned()
    }

    async fn hide(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        self.run(Operation::Hide, session, |state| {
            known(state, remote_id)?;
            state.hidden.insert(remote_id.to_owned());
            Ok(())
        })
        .await
    }

    async fn restore(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        self.run(Operation::Restore, session, |state| {
            known(state, remote_id)?;
            state.hidden.remove(remote_id);
            Ok(())
        })
        .await
    }

    async fn is_hidden(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<bool, Failure> {
        self.run(Operation::IsHidden, session, |state| {
            known(state, remote_id)?;
            Ok(state.hidden.contains(remote_id))
        })
        .await
    }
}

#[async_trait]
impl Blocking for ScriptedPlatform {
    fn does(&self) -> String {
        "They cannot answer this account any more.".to_owned()
    }

    async fn block(&self, session: &Session, person: &str) -> Result<(), Failure> {
        self.run(Operation::Block, session, |state| {
            state.blocked.insert(person.to_owned());
            Ok(())
        })
        .await
    }

    async fn unblock(&self, session: &Session, person: &str) -> Result<(), Failure> {
        self.run(Operation::Unblock, session, |state| {
            state.blocked.remove(person);
            Ok(())
        })
        .await
    }

    async fn is_blocked(&self, session: &Session, person: &str) -> Result<bool, Failure> {
        self.run(Operation::IsBlocked, session, |state| Ok(state.blocked.contains(person))).await
    }
}

#[async_trait]
impl Reporting for ScriptedPlatform {
    fn to(&self, _account: &Account) -> String {
        "Scripted".to_owned()
    }

    fn does(&self, _account: &Account) -> String {
        "Its moderators get the message and who wrote it.".to_owned()
    }

    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure> {
        let (id, kind) = (reported.remote_id.to_owned(), reported.kind);
        self.run(Operation::Report, session, move |state| {
            known(state, &id)?;
            state.reports.push((id, kind));
            Ok(format!("Taken as report {}.", state.reports.len()))
        })
        .await
    }
}

fn known(state: &State, id: &str) -> Result<(), Failure> {
    let there = state.messages.iter().any(|message| message.post.remote_id == id && !message.ours);
    let gone = || Failure::without_effect(FailureKind::Gone, "This message is not there any more.");
    there.then_some(()).ok_or_else(gone)
}
