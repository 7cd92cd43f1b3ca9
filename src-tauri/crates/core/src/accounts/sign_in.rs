//! Sign-ins under way. Each has a ticket until it is done, cancelled, or too old.
//!
//! Fields may be answered while a browser is waited for, and a person may cancel at any time. The connector's flow is
//! one thing that only one of these can use at once: whoever comes interrupts the wait for the browser and takes its
//! turn; the wait goes on afterwards, or ends with what came of it.

use super::{Accounts, problem_of};
use lectern_connectors::{BeginSignIn, SignedIn};
use lectern_model::{
    AccountHealth, AccountId, Change, Code, IdentityId, IdentityKind, PlatformKey, Problem, Secret, SignInStep,
    Timestamp,
};
use lectern_store::{AccountFacts, StoreError, Writer};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How long a sign-in may take, in seconds.
const PATIENCE: i64 = 600;

/// Most sign-ins under way at once; the oldest makes room.
const MOST: usize = 8;

/// Every sign-in under way.
#[derive(Default)]
pub(super) struct Tickets(Mutex<HashMap<String, Arc<Ticket>>>);

/// One sign-in under way.
struct Ticket {
    platform: PlatformKey,
    identity: IdentityId,
    /// The account whose sign-in lapsed.
    again: Option<AccountId>,
    begun_at: Timestamp,
    flow: tokio::sync::Mutex<Box<dyn BeginSignIn>>,
    /// Grows when somebody wants the flow, or the sign-in is over.
    interrupts: watch::Sender<u64>,
    /// What came of it.
    outcome: Mutex<Option<SignInStep>>,
}

impl Tickets {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Ticket>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, ticket: &str) -> Result<Arc<Ticket>, Problem> {
        let over = || Problem::new(Code::NotFound, "This sign-in is over. Nothing was saved; begin it again.");
        self.lock().get(ticket).cloned().ok_or_else(over)
    }

    fn add(&self, ticket: Ticket) -> String {
        let name = format!("{:032x}", rand::random::<u128>());
        let now = ticket.begun_at;
        let mut tickets = self.lock();
        tickets.retain(|_, old| {
            let fresh = now.since(old.begun_at).abs() < PATIENCE * 1000;
            if !fresh {
                old.end(too_late());
            }
            fresh
        });
        let oldest = tickets.iter().min_by_key(|(_, old)| old.begun_at).map(|(name, _)| name.clone());
        if let Some(oldest) = oldest.filter(|_| tickets.len() >= MOST)
            && let Some(old) = tickets.remove(&oldest)
        {
            old.end(too_late());
        }
        tickets.insert(name.clone(), Arc::new(ticket));
        name
    }
}

impl Ticket {
    fn interrupt(&self) {
        self.interrupts.send_modify(|count| *count += 1);
    }

    fn end(&self, step: SignInStep) {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(step);
        self.interrupt();
    }

    fn outcome(&self) -> Option<SignInStep> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Accounts {
    /// Begins a sign-in. `identity`: who the account will speak as; none: the library. `again`: the account whose
    /// sign-in lapsed; it keeps its number and everything that was read.
    ///
    /// # Errors
    /// Not even a first question can be asked; nothing was saved.
    pub async fn begin_sign_in(
        &self,
        platform: &PlatformKey,
        identity: Option<IdentityId>,
        again: Option<AccountId>,
    ) -> Result<SignInStep, Problem> {
        let connector = self.core.connector(platform)?;
        let (identities, account) = self
            .core
            .read(move |reader| Ok((reader.identities()?, again.map(|id| reader.account(id)).transpose()?)))
            .await?;
        let library = || identities.iter().find(|known| known.kind == IdentityKind::Library).map(|known| known.id);
        let identity = match identity {
            Some(id) if !identities.iter().any(|known| known.id == id) => None,
            Some(id) => Some(id),
            None => account.as_ref().map(|account| account.identity).or_else(library),
        };
        let identity = identity.ok_or_else(|| Problem::new(Code::NotFound, "This identity is not here any more."))?;
        if account.as_ref().is_some_and(|account| account.platform != *platform) {
            return Err(Problem::new(Code::BadInput, "That account is on another platform. Nothing was changed."));
        }
        let begun = connector.sign_in().begin(&self.core.wire, &self.core.clock.as_now(), account.as_ref()).await;
        let flow = begun.map_err(problem_of)?;
        let step = flow.step();
        let ticket = self.tickets.add(Ticket {
            platform: platform.clone(),
            identity,
            again,
            begun_at: self.core.clock.now(),
            flow: tokio::sync::Mutex::new(flow),
            interrupts: watch::Sender::default(),
            outcome: Mutex::default(),
        });
        Ok(with_ticket(step, &ticket))
    }

    /// Answers the fields of the step that is shown.
    ///
    /// # Errors
    /// What was wrong with the answer; the same step can be answered again.
    pub async fn answer_sign_in(&self, name: &str, fields: BTreeMap<String, String>) -> Result<SignInStep, Problem> {
        let ticket = self.tickets.find(name)?;
        ticket.interrupt();
        let mut flow = ticket.flow.lock().await;
        if let Some(outcome) = ticket.outcome() {
            return Ok(outcome);
        }
        match flow.answer(fields).await.map_err(problem_of)? {
            None => Ok(with_ticket(flow.step(), name)),
            Some(signed_in) => {
                let group = flow.group();
                let account = self.finish(&ticket, signed_in, &group).await?;
                Ok(self.over(name, &ticket, SignInStep::Done { account }))
            }
        }
    }

    /// Waits until the browser came back, or the sign-in is over in another way.
    ///
    /// # Errors
    /// There is no such sign-in. What goes wrong in the browser is the step `Failed`.
    pub async fn wait_for_browser(&self, name: &str) -> Result<SignInStep, Problem> {
        let ticket = self.tickets.find(name)?;
        let mut interrupts = ticket.interrupts.subscribe();
        let ends_at = ticket.begun_at.plus_seconds(PATIENCE);
        loop {
            let mut flow = ticket.flow.lock().await;
            if let Some(outcome) = ticket.outcome() {
                return Ok(outcome);
            }
            interrupts.mark_unchanged();
            let came = tokio::select! {
                came = flow.browser() => came,
                _ = interrupts.changed() => continue,
                () = self.core.clock.wait_until(ends_at) => {
                    if self.core.clock.now() < ends_at {
                        continue;
                    }
                    return Ok(self.over(name, &ticket, too_late()));
                }
            };
            let group = flow.group();
            let step = match came {
                Ok(signed_in) => match self.finish(&ticket, signed_in, &group).await {
                    Ok(account) => SignInStep::Done { account },
                    Err(problem) => SignInStep::Failed { problem },
                },
                Err(failure) => SignInStep::Failed { problem: problem_of(failure) },
            };
            return Ok(self.over(name, &ticket, step));
        }
    }

    /// Ends a sign-in without an account.
    pub fn cancel_sign_in(&self, name: &str) {
        if let Some(ticket) = self.tickets.lock().remove(name) {
            let problem = Problem::new(Code::Cancelled, "The sign-in was stopped. Nothing was saved.");
            ticket.end(SignInStep::Failed { problem });
        }
    }

    fn over(&self, name: &str, ticket: &Ticket, step: SignInStep) -> SignInStep {
        self.tickets.lock().remove(name);
        ticket.end(step.clone());
        step
    }

    async fn finish(&self, ticket: &Ticket, signed_in: SignedIn, group: &str) -> Result<AccountId, Problem> {
        self.keep_account(&ticket.platform, ticket.identity, ticket.again, signed_in, group).await
    }

    /// Keeps what a sign-in came to: a new account, or new facts and credentials of one that is here.
    pub(super) async fn keep_account(
        &self,
        platform: &PlatformKey,
        identity: IdentityId,
        again: Option<AccountId>,
        signed_in: SignedIn,
        group: &str,
    ) -> Result<AccountId, Problem> {
        let (facts, credentials) = split(signed_in);
        let (key, remote_id) = (platform.clone(), facts.remote_id.clone());
        let known = self.core.read(move |reader| reader.account_by_remote(&key, &remote_id)).await?;
        if again.is_some() && known != again {
            let words = format!(
                "This is another account: {}. Sign in with the one that needs it. Nothing was changed.",
                facts.handle
            );
            return Err(Problem::new(Code::Rejected, words));
        }
        let id = match known {
            Some(id) => self.renew(id, facts, credentials).await?,
            None => {
                let facts = self.told_apart(platform, facts).await?;
                self.add(platform, identity, facts, credentials, group).await?
            }
        };
        self.forget_session(id);
        self.roll_changed();
        Ok(id)
    }

    /// Practice desks are all called alike: from the second on, the name gets a number.
    async fn told_apart(&self, platform: &PlatformKey, mut facts: AccountFacts) -> Result<AccountFacts, Problem> {
        if !self.core.connectors.get(platform).is_some_and(|connector| connector.describe().practice) {
            return Ok(facts);
        }
        let all = self.core.read(|reader| reader.accounts()).await?;
        let taken = |name: &str| all.iter().any(|one| one.platform == *platform && one.name == name);
        if taken(&facts.name) {
            let free = (2..).map(|number| format!("{} {number}", facts.name)).find(|name| !taken(name));
            facts.name = free.unwrap_or(facts.name);
        }
        Ok(facts)
    }

    /// New credentials are kept before anything else changes: without them the account is as it was.
    async fn renew(&self, id: AccountId, facts: AccountFacts, secret: Option<Secret>) -> Result<AccountId, Problem> {
        if let Some(secret) = secret {
            self.keep_credentials(id, &secret).await?;
        }
        // Whoever begins from now on has the new credentials, and so has what is sent as soon as the write is done.
        self.forget_session(id);
        let (renewed, now) = (self.renewed, self.core.clock.now());
        let goes_on = self
            .core
            .write(move |writer| {
                writer.update_account(id, &facts)?;
                writer.set_health(id, &AccountHealth::New, None)?;
                renewed(writer, id, now)
            })
            .await?;
        if goes_on {
            self.core.changed(Change::Outbox);
            self.core.changed(Change::Inbox);
        }
        Ok(id)
    }

    async fn add(
        &self,
        platform: &PlatformKey,
        identity: IdentityId,
        facts: AccountFacts,
        secret: Option<Secret>,
        group: &str,
    ) -> Result<AccountId, Problem> {
        let (platform, group, now) = (platform.clone(), crate::text::clean_line(group), self.core.clock.now());
        let add = move |writer: &Writer<'_>| -> Result<AccountId, StoreError> {
            writer.add_account(&platform, identity, &facts, &group, now)
        };
        let id = self.core.write(add).await?;
        let Some(secret) = secret else { return Ok(id) };
        if let Err(problem) = self.keep_credentials(id, &secret).await {
            // An account without its credentials is of no use to anybody.
            self.core.write(move |writer| writer.forget_new_account(id)).await?;
            return Err(problem);
        }
        Ok(id)
    }
}

fn split(signed_in: SignedIn) -> (AccountFacts, Option<Secret>) {
    let facts = AccountFacts {
        remote_id: signed_in.remote_id,
        handle: signed_in.handle,
        name: signed_in.name,
        server: signed_in.server,
        facts: signed_in.facts,
        avatar_url: signed_in.avatar_url,
        lapses_at: signed_in.lapses_at,
    };
    (facts, signed_in.credentials)
}

fn with_ticket(step: SignInStep, name: &str) -> SignInStep {
    let name = name.to_owned();
    match step {
        SignInStep::AskFields { title, fields, .. } => SignInStep::AskFields { ticket: name, title, fields },
        SignInStep::OpenBrowser { url, fields, .. } => SignInStep::OpenBrowser { ticket: name, url, fields },
        over => over,
    }
}

fn too_late() -> SignInStep {
    let words = "The sign-in took longer than ten minutes and was stopped. Nothing was saved; begin it again.";
    SignInStep::Failed { problem: Problem::new(Code::Cancelled, words) }
}
