//! How accounts are doing, and whether there is a line at all.

use super::Accounts;
use lectern_model::{Account, AccountHealth, AccountId, Change, Failure, FailureKind, Timestamp};
use lectern_store::AccountFacts;
use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

/// Seconds between two tellings that accounts were looked at and are still well.
const TOLD: i64 = 60;

/// What the last exchanges said about the line.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Whether each account's server was reached.
    reached: HashMap<AccountId, bool>,
    /// When it was last told that accounts were looked at.
    told_at: Timestamp,
}

impl Accounts {
    /// An exchange with an account's platform went well.
    pub async fn note_success(&self, id: AccountId) {
        let was_offline = self.note_reached(id, true);
        let now = self.core.clock.now();
        let well = AccountHealth::Well;
        let stored = self.core.write(move |writer| {
            let before = writer.account(id)?.health;
            writer.set_health(id, &well, Some(now))?;
            Ok(before != well)
        });
        let changed = stored.await.unwrap_or(false);
        if changed || was_offline || self.telling_is_due(now) {
            self.core.changed(Change::Accounts);
        }
        self.core.changed(Change::Line);
    }

    /// An exchange with an account's platform failed.
    pub async fn note_failure(&self, id: AccountId, failure: &Failure) {
        self.note_reached(id, failure.what != FailureKind::Unreachable);
        let health = health_of(failure);
        let stored = self.core.write(move |writer| {
            let before = writer.account(id)?.health;
            // Only a new sign-in, or an exchange that went well, ends the need for one.
            let kept = matches!(before, AccountHealth::SignInNeeded { .. });
            if before == health || (kept && !matches!(health, AccountHealth::SignInNeeded { .. })) {
                return Ok(false);
            }
            writer.set_health(id, &health, None)?;
            Ok(true)
        });
        if stored.await.unwrap_or(false) {
            self.core.changed(Change::Accounts);
        }
        self.core.changed(Change::Line);
    }

    /// Whether no server at all was reached by the last exchange of each account.
    pub fn offline(&self) -> bool {
        let line = self.line();
        !line.reached.is_empty() && line.reached.values().all(|reached| !reached)
    }

    /// The server, where only one is called and it was not reached: a dead server looks like a dead line then, and
    /// only what is certain is said.
    pub fn silent_server(&self) -> Option<String> {
        let unreached: Vec<AccountId> = self.line().reached.keys().copied().collect();
        let sessions = self.sessions();
        let mut servers: Vec<String> = unreached
            .iter()
            .filter_map(|id| sessions.get(id))
            .map(|session| host_of(&session.account.server))
            .collect();
        drop(sessions);
        servers.sort();
        servers.dedup();
        let only = servers.pop().filter(|server| servers.is_empty() && !server.is_empty());
        only.filter(|_| self.offline())
    }

    /// Whether this account is the one that looks whether the line is back: one is enough.
    pub fn probes_line(&self, id: AccountId) -> bool {
        !self.offline() || self.line().reached.keys().min() == Some(&id)
    }

    /// An account's stream opened or closed.
    pub fn note_live(&self, id: AccountId, live: bool) {
        let mut all = self.live();
        let changed = if live { all.insert(id) } else { all.remove(&id) };
        drop(all);
        if changed {
            self.core.changed(Change::Accounts);
        }
    }

    pub(super) fn forget_line(&self, id: AccountId) {
        self.line().reached.remove(&id);
    }

    /// Whether there was no line before.
    fn note_reached(&self, id: AccountId, reached: bool) -> bool {
        let before = self.offline();
        let practice = self.sessions().get(&id).is_some_and(|session| {
            self.core.connectors.get(&session.account.platform).is_some_and(|connector| connector.describe().practice)
        });
        // The practice desk is always there and says nothing about the line.
        if !practice {
            self.line().reached.insert(id, reached);
        }
        before
    }

    fn telling_is_due(&self, now: Timestamp) -> bool {
        let mut line = self.line();
        let due = now.since(line.told_at).abs() >= TOLD * 1000;
        if due {
            line.told_at = now;
        }
        due
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host of a server's address.
fn host_of(server: &str) -> String {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}

fn health_of(failure: &Failure) -> AccountHealth {
    let words = failure.words.clone();
    match failure.what {
        FailureKind::SignInNeeded => AccountHealth::SignInNeeded { words },
        FailureKind::RateLimited { until } => AccountHealth::Waiting { until, words },
        FailureKind::QuotaSpent => AccountHealth::Waiting { until: None, words },
        _ => AccountHealth::Trouble { words },
    }
}

/// What of an account a sign-in or a refresh may change.
pub(super) fn facts_of(account: Account) -> AccountFacts {
    AccountFacts {
        remote_id: account.remote_id,
        handle: account.handle,
        name: account.name,
        server: account.server,
        facts: account.facts,
        avatar_url: account.avatar_url,
        lapses_at: account.sign_in_lapses_at,
    }
}
