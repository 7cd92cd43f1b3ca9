//! Accounts and sessions for tests.

use crate::{MONDAY_NINE, ManualClock};
use lectern_connectors::{CredentialKeeper, Session, SignedIn};
use lectern_model::{Account, AccountHealth, AccountId, IdentityId, PlatformKey};
use lectern_net::Wire;
use std::sync::Arc;

/// The account number 1 that a sign-in on `platform` leads to, as the engine would store it.
#[must_use]
pub fn account(platform: &str, signed_in: &SignedIn) -> Account {
    Account {
        id: AccountId(1),
        platform: PlatformKey::from(platform),
        identity: IdentityId(1),
        remote_id: signed_in.remote_id.clone(),
        handle: signed_in.handle.clone(),
        name: signed_in.name.clone(),
        server: signed_in.server.clone(),
        facts: signed_in.facts.clone(),
        avatar_url: signed_in.avatar_url.clone(),
        health: AccountHealth::New,
        last_checked_at: None,
        sign_in_lapses_at: signed_in.lapses_at,
        group: String::new(),
        added_at: MONDAY_NINE,
    }
}

/// A session for `account` over `wire`, with a clock and a keeper.
#[must_use]
pub fn session(account: Account, wire: &Wire, clock: &Arc<ManualClock>, keeper: Arc<dyn CredentialKeeper>) -> Session {
    Session::new(account, wire.clone(), clock.now_fn(), keeper)
}
