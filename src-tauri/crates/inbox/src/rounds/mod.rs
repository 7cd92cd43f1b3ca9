//! The rounds: when each account is looked at.
//!
//! Every account has a loop of its own: look at its feed and its conversations, then wait until the next look is due,
//! the platform's stream says that something came, or somebody asks. Looks of one account never overlap, and only a few
//! accounts are looked at side by side. What is waited for is a moment of the wall clock that is compared anew at least
//! every minute: computers sleep, and clocks jump.

mod pace;

use crate::feeds::Feeds;
use crate::inbox::{Inbox, NoLook};
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_model::{Account, AccountHealth, AccountId, Change, Code, Failure, FailureKind, Problem, Timestamp};
use pace::{Outcome, Pace};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// Accounts looked at side by side.
const AT_ONCE: usize = 6;

/// A stream that stands this long is open.
const STREAM_OPEN: Duration = Duration::from_secs(5);

/// Seconds between a look and the one that the stream asks for: busy streams say something every second.
const CALM: i64 = 5;

/// Seconds before a stream that was cut is opened again.
const STREAM_AGAIN: i64 = 60;

/// Seconds between two readings of an account's facts.
const REFRESH: i64 = 24 * 60 * 60;

/// The rounds.
pub struct Rounds {
    core: Arc<Core>,
    accounts: Arc<Accounts>,
    feeds: Arc<Feeds>,
    inbox: Arc<Inbox>,
    turns: Mutex<HashMap<AccountId, Arc<Turn>>>,
    seats: Semaphore,
    /// Looks under way.
    fetching: AtomicU32,
}

/// What is known of one account's looks.
#[derive(Default)]
struct Turn {
    /// Held during a look.
    looking: tokio::sync::Mutex<Rest>,
    /// Somebody wants a look now.
    nudge: Notify,
    /// Whether a loop attends to this account.
    attended: AtomicBool,
}

/// Until when an account is left alone, and since when its facts are known.
#[derive(Debug, Default)]
struct Rest {
    until: Option<Timestamp>,
    refreshed_at: Option<Timestamp>,
}

/// Why the wait for the next look ended.
enum Woken {
    /// It is time, or somebody asked.
    Look,
    /// The stream said something.
    News,
    /// This account has no stream.
    NoStream,
    /// The stream broke.
    Cut,
}

impl Rounds {
    /// The rounds over accounts, feeds and conversations.
    pub fn new(core: Arc<Core>, accounts: Arc<Accounts>, feeds: Arc<Feeds>, inbox: Arc<Inbox>) -> Self {
        Self {
            core,
            accounts,
            feeds,
            inbox,
            turns: Mutex::default(),
            seats: Semaphore::new(AT_ONCE),
            fetching: AtomicU32::new(0),
        }
    }

    /// Keeps a loop for every account, for as long as the desk is open.
    pub async fn run(self: Arc<Self>) {
        let mut roll = self.accounts.roll();
        loop {
            roll.mark_unchanged();
            match self.core.read(|reader| reader.accounts()).await {
                Ok(accounts) => accounts.iter().for_each(|account| self.attend_to(account)),
                Err(problem) => tracing::warn!(%problem, "the accounts could not be read"),
            }
            if roll.changed().await.is_err() {
                return;
            }
            // Those that were removed notice it by looking.
            self.turns().values().for_each(|turn| turn.nudge.notify_one());
        }
    }

    fn attend_to(self: &Arc<Self>, account: &Account) {
        let turn = self.turn(account.id);
        if turn.attended.swap(true, Ordering::SeqCst) {
            return;
        }
        let (rounds, id) = (Arc::clone(self), account.id);
        self.core.tasks.spawn(async move {
            let _attended = Attended { rounds: &rounds, account: id };
            rounds.attend(id, &turn).await;
        });
    }

    /// The loop of one account. Ends when the account is gone.
    async fn attend(&self, id: AccountId, turn: &Turn) {
        let Some(mut pace) = self.pace(id).await else { return };
        let mut stream_at = Some(Timestamp::default());
        loop {
            let offline = self.accounts.offline();
            let outcome = match self.look(id, turn).await {
                Ok(()) => Outcome::Well,
                Err(NoLook::Desk(problem)) if problem.code == Code::NotFound => return,
                Err(NoLook::Desk(_)) => Outcome::Failed,
                Err(NoLook::Platform(failure)) => Outcome::of(&failure),
            };
            if outcome == Outcome::Well && offline {
                // The line is back: everybody looks.
                self.turns().values().for_each(|turn| turn.nudge.notify_one());
            }
            let ended_at = self.core.clock.now();
            let probe = self.accounts.probes_line(id);
            let next = pace.next(outcome, ended_at, probe, rand::random());
            match self.wait(id, turn, next, &mut stream_at, &pace, ended_at).await {
                Woken::News => self.core.clock.wait_until(ended_at.plus_seconds(CALM)).await,
                Woken::NoStream | Woken::Cut | Woken::Look => {}
            }
        }
    }

    async fn pace(&self, id: AccountId) -> Option<Pace> {
        let session = self.accounts.session(id).await.ok()?;
        let connector = self.core.connectors.get(&session.account.platform)?;
        let feed = connector.feed().map(|feed| feed.every());
        let inbox = connector.inbox().map(|inbox| inbox.every());
        Some(Pace::new(feed.into_iter().chain(inbox).min()?))
    }

    /// Waits for the next look. While the stream stands, looks by the clock are rare.
    async fn wait(
        &self,
        id: AccountId,
        turn: &Turn,
        next: Timestamp,
        stream_at: &mut Option<Timestamp>,
        pace: &Pace,
        from: Timestamp,
    ) -> Woken {
        let mut next = next;
        loop {
            let now = self.core.clock.now();
            if now >= next || now < from {
                return Woken::Look;
            }
            let streaming = pace.is_well() && stream_at.is_some_and(|at| now >= at);
            let wake = match *stream_at {
                Some(at) if pace.is_well() && at > now => next.min(at),
                _ => next,
            };
            let woken = tokio::select! {
                () = turn.nudge.notified() => Woken::Look,
                () = self.core.clock.wait_until(wake) => continue,
                woken = self.news(id, &mut next, pace, from), if streaming => woken,
            };
            self.accounts.note_live(id, false);
            match woken {
                Woken::NoStream => *stream_at = None,
                Woken::Cut => *stream_at = Some(self.core.clock.now().plus_seconds(STREAM_AGAIN)),
                Woken::Look | Woken::News => return woken,
            }
        }
    }

    /// Waits for the account's stream; once it stands, the next look by the clock is put off.
    async fn news(&self, id: AccountId, next: &mut Timestamp, pace: &Pace, from: Timestamp) -> Woken {
        let Ok(session) = self.accounts.session(id).await else { return Woken::Look };
        let Some(connector) = self.core.connectors.get(&session.account.platform) else { return Woken::NoStream };
        let Some(inbox) = connector.inbox() else { return Woken::NoStream };
        let stream = inbox.wait_for_news(&session);
        tokio::pin!(stream);
        let heard = tokio::select! {
            heard = &mut stream => heard,
            () = tokio::time::sleep(STREAM_OPEN) => {
                self.accounts.note_live(id, true);
                *next = pace.with_stream(from);
                tokio::select! {
                    heard = &mut stream => heard,
                    () = self.until(*next) => return Woken::Look,
                }
            }
        };
        match heard {
            Ok(true) => Woken::News,
            Ok(false) => Woken::NoStream,
            Err(_) => Woken::Cut,
        }
    }

    async fn until(&self, at: Timestamp) {
        while self.core.clock.now() < at {
            self.core.clock.wait_until(at).await;
        }
    }

    /// One whole look at an account: its feed, then its conversations, then a gap.
    async fn look(&self, id: AccountId, turn: &Turn) -> Result<(), NoLook> {
        let mut rest = turn.looking.lock().await;
        let now = self.core.clock.now();
        if let Some(until) = rest.until.filter(|until| *until > now && until.since(now) < REFRESH * 1000) {
            let words = "The platform asked Lectern to wait. It looks again by itself.";
            return Err(Failure::without_effect(FailureKind::RateLimited { until: Some(until) }, words).into());
        }
        let Ok(_seat) = self.seats.acquire().await else { return Ok(()) };
        let _fetching = Fetching::begin(self);
        let looked = self.look_at(id).await;
        match &looked {
            Ok(()) => {
                self.accounts.note_success(id).await;
                rest.until = None;
                let stale = rest.refreshed_at.is_none_or(|at| now.since(at).abs() >= REFRESH * 1000);
                if stale && self.accounts.refresh(id).await.is_ok() {
                    rest.refreshed_at = Some(now);
                }
            }
            Err(NoLook::Platform(failure)) => {
                self.accounts.note_failure(id, failure).await;
                if let FailureKind::RateLimited { until } = failure.what {
                    rest.until = until.or(Some(now.plus_seconds(CALM * 60)));
                }
            }
            Err(NoLook::Desk(problem)) => tracing::info!(account = %id, %problem, "a look came to nothing"),
        }
        looked
    }

    async fn look_at(&self, id: AccountId) -> Result<(), NoLook> {
        let session = self.accounts.session(id).await?;
        let feed = self.feeds.look(&session).await;
        // Without a sign-in, a line or a store, the other half would fail alike.
        if let Err(NoLook::Desk(_)) = &feed {
            return feed.map(drop);
        }
        if let Err(NoLook::Platform(failure)) = &feed
            && matches!(
                failure.what,
                FailureKind::SignInNeeded | FailureKind::Unreachable | FailureKind::RateLimited { .. }
            )
        {
            return feed.map(drop);
        }
        self.inbox.check(id).await?;
        feed?;
        self.feeds.fill_newest_gap(&session).await
    }

    /// One whole look at an account now, whatever its loop does.
    ///
    /// # Errors
    /// Why it could not be asked.
    pub async fn look_now(&self, id: AccountId) -> Result<(), Problem> {
        let turn = self.turn(id);
        match self.look(id, &turn).await {
            Ok(()) => Ok(()),
            Err(NoLook::Platform(failure)) => Err(failure.into()),
            Err(NoLook::Desk(problem)) => Err(problem),
        }
    }

    /// Every account is looked at as soon as there is a seat; nobody waits for it.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn look_at_all(self: &Arc<Self>) -> Result<(), Problem> {
        let accounts = self.core.read(|reader| reader.accounts()).await?;
        for account in accounts {
            let turn = self.turn(account.id);
            if turn.attended.load(Ordering::SeqCst) {
                turn.nudge.notify_one();
                continue;
            }
            let rounds = Arc::clone(self);
            self.core.tasks.spawn(async move {
                // Whatever it came to stands at the account.
                let _ = rounds.look(account.id, &turn).await;
            });
        }
        Ok(())
    }

    /// Whether anything is being fetched now.
    pub fn fetching(&self) -> bool {
        self.fetching.load(Ordering::SeqCst) > 0
    }

    fn turn(&self, id: AccountId) -> Arc<Turn> {
        Arc::clone(self.turns().entry(id).or_default())
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<AccountId, Arc<Turn>>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a look while it lasts.
struct Fetching<'r>(&'r Rounds);

impl<'r> Fetching<'r> {
    fn begin(rounds: &'r Rounds) -> Self {
        if rounds.fetching.fetch_add(1, Ordering::SeqCst) == 0 {
            rounds.core.changed(Change::Line);
        }
        Self(rounds)
    }
}

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        if self.0.fetching.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.core.changed(Change::Line);
        }
    }
}

/// However a loop ends, another one may attend to the account afterwards.
struct Attended<'r> {
    rounds: &'r Rounds,
    account: AccountId,
}

impl Drop for Attended<'_> {
    fn drop(&mut self) {
        self.rounds.turns().remove(&self.account);
    }
}

/// When every account was last up to date; none: one of them never was.
pub fn up_to_date_at(accounts: &[Account]) -> Option<Timestamp> {
    accounts.iter().map(|account| account.last_checked_at).min().flatten()
}

/// How many accounts are not well.
pub fn unwell(accounts: &[Account]) -> u32 {
    let unwell = accounts.iter().filter(|account| !matches!(account.health, AccountHealth::New | AccountHealth::Well));
    u32::try_from(unwell.count()).unwrap_or(u32::MAX)
}
