//! Accounts, identities and sign-ins.
//!
//! ```text
//! session        one per account and process, so that refreshes of single-use tokens queue behind one lock
//! keeper         its credentials, in the keychain and nowhere else
//! sign_in        a ticket per sign-in under way: fields answered, or a browser waited for
//! health         what the last exchange came to, and whether there is a line at all
//! subscriptions  lists of feeds, in and out
//! ```

mod health;
mod keeper;
mod remove;
mod sign_in;
mod subscriptions;

use crate::Core;
use crate::text::clean_line;
use health::Line;
use keeper::VaultKeeper;
use lectern_connectors::{Connector, Session};
use lectern_model::{
    Account, AccountId, AccountView, Change, Code, Identity, IdentityId, IdentityKind, Part, PlatformView, Problem,
    Timestamp,
};
use lectern_store::{Reader, StoreError, Writer};
use sign_in::Tickets;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What else happens in the transaction that stores a new sign-in of an account that is here; says whether anything
/// did. Handed in from above, because this feature knows no other.
pub type Renewed = fn(&Writer<'_>, AccountId, Timestamp) -> Result<bool, StoreError>;

/// Accounts, identities and sign-ins.
pub struct Accounts {
    core: Arc<Core>,
    renewed: Renewed,
    sessions: Mutex<HashMap<AccountId, Arc<Session>>>,
    tickets: Tickets,
    /// Accounts whose stream is open.
    live: Mutex<HashSet<AccountId>>,
    line: Mutex<Line>,
    /// Grows when an account was added, signed in to anew, or removed.
    roll: watch::Sender<u64>,
}

impl Accounts {
    /// Accounts over one core. `renewed` runs in the transaction in which a sign-in is renewed.
    pub fn new(core: Arc<Core>, renewed: Renewed) -> Self {
        Self {
            core,
            renewed,
            sessions: Mutex::default(),
            tickets: Tickets::default(),
            live: Mutex::default(),
            line: Mutex::default(),
            roll: watch::Sender::default(),
        }
    }

    /// Identities, the oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn identities(&self) -> Result<Vec<Identity>, Problem> {
        self.core.read(|reader| reader.identities()).await
    }

    /// Adds (id 0) or changes an identity.
    ///
    /// # Errors
    /// `BadInput` with the field at fault, `NotFound`, or what the disk said.
    pub async fn save_identity(&self, identity: Identity) -> Result<Identity, Problem> {
        let name = clean_line(&identity.name);
        if name.is_empty() {
            return Err(Problem::field("name", "An identity needs a name, so that people can tell who speaks."));
        }
        if !is_colour(&identity.colour) {
            return Err(Problem::field("colour", "Choose a colour like #1c6455."));
        }
        let identity = Identity { name, ..identity };
        let saved = identity.clone();
        let id = self.core.write(move |writer| writer.save_identity(&identity)).await?;
        self.core.changed(Change::Accounts);
        Ok(Identity { id, ..saved })
    }

    /// Every account, in the order they were added.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self) -> Result<Vec<AccountView>, Problem> {
        let read = |reader: &Reader<'_>| Ok::<_, StoreError>((reader.accounts()?, reader.identities()?));
        let (accounts, identities) = self.core.read(read).await?;
        let live = self.live().clone();
        Ok(accounts.into_iter().map(|account| self.view(account, &identities, &live)).collect())
    }

    fn view(&self, account: Account, identities: &[Identity], live: &HashSet<AccountId>) -> AccountView {
        let connector = self.core.connectors.get(&account.platform);
        let described = connector.map(|connector| connector.describe());
        let limits = connector.and_then(|connector| connector.publish()).map(|publish| publish.limits(&account));
        let who = identities.iter().find(|identity| identity.id == account.identity).cloned();
        let schedule = connector.and_then(|connector| connector.schedule(&account.facts));
        let holds_ahead = schedule.map(|schedule| u32::try_from(schedule.soonest()).unwrap_or(u32::MAX));
        let mut parts = connector.map(|connector| parts(&**connector)).unwrap_or_default();
        parts.extend(holds_ahead.map(|_| Part::Schedule));
        let moderation = connector.and_then(|connector| connector.moderation(&account.facts));
        parts.extend(moderation.map(|_| Part::Moderation));
        AccountView {
            parts,
            limits,
            holds_ahead,
            practice: described.as_ref().is_some_and(|described| described.practice),
            subscription: described.as_ref().is_some_and(|described| described.subscription),
            who: who.unwrap_or_else(nobody),
            live: live.contains(&account.id),
            account,
        }
    }

    /// Puts an account in a group of feeds. Empty: none.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn set_group(&self, account: AccountId, group: &str) -> Result<(), Problem> {
        let group = clean_line(group);
        self.core
            .write(move |writer| {
                writer.account(account)?;
                writer.set_account_group(account, &group)
            })
            .await?;
        self.core.changed(Change::Accounts);
        Ok(())
    }

    /// Changes who an account speaks as.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn set_identity(&self, account: AccountId, identity: IdentityId) -> Result<(), Problem> {
        self.core
            .write(move |writer| {
                writer.account(account)?;
                if !writer.identities()?.iter().any(|known| known.id == identity) {
                    return Err(StoreError::not_found("This identity"));
                }
                writer.set_account_identity(account, identity)
            })
            .await?;
        self.core.changed(Change::Accounts);
        Ok(())
    }

    /// Platforms that can be signed in to, in the order the sign-in page shows them.
    #[must_use]
    pub fn platforms(&self) -> Vec<PlatformView> {
        let known = self.core.platform_order.iter().filter_map(|key| self.core.connectors.get(key));
        known.map(|connector| PlatformView { parts: parts(&**connector), ..connector.describe() }).collect()
    }

    /// An account at work.
    ///
    /// # Errors
    /// `NotFound` where it was removed; or what the disk said.
    pub async fn session(&self, id: AccountId) -> Result<Arc<Session>, Problem> {
        if let Some(session) = self.sessions().get(&id) {
            return Ok(Arc::clone(session));
        }
        let account = self.core.read(move |reader| reader.account(id)).await?;
        let session = Arc::new(self.new_session(account));
        Ok(Arc::clone(self.sessions().entry(id).or_insert(session)))
    }

    fn new_session(&self, account: Account) -> Session {
        let keeper = Arc::new(VaultKeeper::new(&self.core, account.id));
        Session::new(account, self.core.wire.clone(), self.core.clock.as_now(), keeper)
    }

    /// The session of an account begins anew with what is stored and kept now.
    fn forget_session(&self, id: AccountId) {
        self.sessions().remove(&id);
    }

    /// Reads an account's facts again (limits, names), at most daily. Best effort: the stored ones stay.
    pub async fn refresh(&self, id: AccountId) -> Result<(), Problem> {
        let session = self.session(id).await?;
        let connector = self.core.connector(&session.account.platform)?;
        let Ok(fresh) = connector.sign_in().refresh(&session).await else { return Ok(()) };
        if fresh == session.account {
            return Ok(());
        }
        let facts = health::facts_of(fresh);
        self.core.write(move |writer| writer.update_account(id, &facts)).await?;
        drop(session);
        let mut sessions = self.sessions();
        // Somebody else at work keeps the old one: two sessions would refresh the same single-use token.
        if sessions.get(&id).is_some_and(|session| Arc::strong_count(session) == 1) {
            sessions.remove(&id);
        }
        drop(sessions);
        self.core.changed(Change::Accounts);
        Ok(())
    }

    /// Changes whenever an account was added, signed in to anew, or removed.
    pub fn roll(&self) -> watch::Receiver<u64> {
        self.roll.subscribe()
    }

    fn roll_changed(&self) {
        self.roll.send_modify(|count| *count += 1);
        self.core.changed(Change::Accounts);
        self.core.changed(Change::Line);
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<AccountId, Arc<Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn live(&self) -> MutexGuard<'_, HashSet<AccountId>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a platform offers: what parts its connector returns.
pub fn parts(connector: &dyn Connector) -> Vec<Part> {
    let react = connector.react().is_some();
    let offered = [
        (Part::Feed, connector.feed().is_some()),
        (Part::Inbox, connector.inbox().is_some()),
        (Part::Publish, connector.publish().is_some()),
        (Part::Like, react),
        (Part::Boost, react),
    ];
    offered.into_iter().filter(|(_, there)| *there).map(|(part, _)| part).collect()
}

fn is_colour(colour: &str) -> bool {
    colour.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// Foreign keys keep an account's identity; this stands in only where a page reads between two changes.
fn nobody() -> Identity {
    Identity { id: IdentityId(0), kind: IdentityKind::Personal, name: String::new(), colour: "#4c535b".to_owned() }
}

/// A failure as the answer to a form: the field at fault is shown.
fn problem_of(failure: lectern_model::Failure) -> Problem {
    let field = match &failure.what {
        lectern_model::FailureKind::Rejected { field, .. } => field.clone(),
        _ => None,
    };
    match field {
        Some(field) => Problem { code: Code::Rejected, ..Problem::field(&field, failure.words) },
        None => Problem::from(failure),
    }
}
