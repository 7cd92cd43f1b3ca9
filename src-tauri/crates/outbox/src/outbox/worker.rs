//! The loop that sends. Per account one delivery at a time, accounts side by side.
//!
//! A delivery is `sending` on disk before the connector's first step. Before a step that others can see begins, that
//! too is written down. So whatever interrupts a step (a crash, a full disk), what is found afterwards tells whether
//! the post may be there.

use super::answered::Answered;
use super::settle::Event;
use super::{Moved, Outbox, held, pause, points};
use lectern_connectors::{Connector, MediaBytes, Publish, Session, Step};
use lectern_core::moment::{words_of, zone_of};
use lectern_model::{
    AccountId, Code, Delivery, DeliveryId, DeliveryKind, DeliveryState, Failure, FailureKind, HeldStage, Problem,
    Timestamp,
};
use lectern_store::DeliveryRow;
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;

/// No step takes longer: `net` ends every exchange much earlier, and this ends whatever it does not know of.
pub(super) const STEP_PATIENCE: Duration = Duration::from_secs(300);
/// The same where a video goes up: on a slow line that takes long, and `net` ends it by its size.
const FILM_PATIENCE: Duration = Duration::from_secs(3 * 60 * 60);
/// More steps than this are a connector that goes round in circles.
pub(super) const MOST_STEPS: usize = 200;
/// Seconds until the worker looks again in any case: laptops sleep, clocks jump.
const LOOK_AGAIN: i64 = 60;
/// Seconds without a new round after the disk refused one.
const STUCK_PAUSE: i64 = 30;
/// Nothing but a planned post waits longer than this many seconds.
const LONGEST_WAIT: i64 = 25 * 60 * 60;

type Round<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

impl Outbox {
    /// Settles what a crash interrupted: what was being sent is in doubt if others may see it, else it is due again.
    /// Says whether there was any. Called once, when the desk opens and before anything is sent.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn recover_at_start(&self) -> Result<bool, Problem> {
        Ok(self.recover_left().await? > 0)
    }

    /// Sends and asks for ever. Ends when it is dropped; what was under way then is settled at the next start.
    pub async fn run(&self) {
        let mut rounds: Vec<Round<'_>> = Vec::new();
        let mut not_before = Timestamp(i64::MIN);
        let mut roll = self.accounts.roll();
        loop {
            let now = self.core.clock.now();
            if self.stuck.swap(false, Ordering::SeqCst) {
                not_before = now.plus_seconds(STUCK_PAUSE);
            }
            // A clock that was set back does not make the pause longer.
            let paused = now < not_before && not_before < now.plus_seconds(2 * STUCK_PAUSE);
            let next = if paused { not_before } else { self.begin_rounds(&mut rounds).await };
            let ended = any_ends(&mut rounds);
            tokio::select! {
                () = ended => {}
                () = self.nudge.notified() => {}
                // A new sign-in lets what waited for it go on. Pending for ever once the accounts are gone.
                Ok(()) = roll.changed() => {}
                () = self.core.clock.wait_until(next) => {}
            }
        }
    }

    /// Sends and asks what is due at this moment, once, and returns when all of it came to an end. Answers how many
    /// deliveries were looked at; tests call it until that is none.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn work_once(&self) -> Result<usize, Problem> {
        let mut rounds: Vec<Round<'_>> = Vec::new();
        let due = self.due(self.core.clock.now()).await?;
        let count = due.values().map(VecDeque::len).sum();
        self.push_rounds(due, &mut rounds);
        while !rounds.is_empty() {
            any_ends(&mut rounds).await;
        }
        Ok(count)
    }

    /// Begins a round for every account that has something due and is not at work; answers when to look again.
    async fn begin_rounds<'a>(&'a self, rounds: &mut Vec<Round<'a>>) -> Timestamp {
        // The same moment for what is due and for what comes next: a clock that moves on between would hide one.
        let now = self.core.clock.now();
        let next = match self.due(now).await {
            Ok(due) => {
                self.push_rounds(due, rounds);
                self.core.read(|reader| reader.next_delivery_at()).await
            }
            Err(problem) => Err(problem),
        };
        let latest = now.plus_seconds(LOOK_AGAIN);
        match next {
            // What is due but busy is begun when its account's round ends.
            Ok(next) => next.filter(|at| *at > now).map_or(latest, |at| at.min(latest)),
            Err(problem) => {
                tracing::warn!(%problem, "deliveries could not be read");
                latest
            }
        }
    }

    fn push_rounds<'a>(&'a self, due: BTreeMap<AccountId, VecDeque<DeliveryId>>, rounds: &mut Vec<Round<'a>>) {
        for (account, deliveries) in due {
            if let Some(turn) = Turn::take(self, account) {
                rounds.push(Box::pin(async move {
                    for delivery in deliveries {
                        if let Err(problem) = self.work_on(delivery).await {
                            // Whatever was under way is found as `sending` in the next round and settled as after a crash.
                            tracing::warn!(%delivery, %problem, "a delivery could not be stored");
                            self.stuck.store(true, Ordering::SeqCst);
                        }
                    }
                    drop(turn);
                }));
            }
        }
    }

    /// What is due now, by account, what was due first before the others. Only what sends nothing new while all is paused.
    async fn due(&self, now: Timestamp) -> Result<BTreeMap<AccountId, VecDeque<DeliveryId>>, Problem> {
        self.recover_left().await?;
        let latest = now.plus_seconds(LONGEST_WAIT);
        if self.core.read(pause::stored).await?.is_some() {
            self.call_back_late(now).await?;
        }
        let core = Arc::clone(&self.core);
        let rows = self.core.read(move |reader| {
            let paused = pause::stored(reader)?.is_some();
            let mut rows = reader.deliveries_to_wake(now, latest, paused)?;
            if !paused {
                rows.extend(held::to_offer(reader, &core, now)?);
            }
            Ok(rows)
        });
        let rows = rows.await?;
        points::reached("after_due_read");
        let mut due: BTreeMap<AccountId, VecDeque<DeliveryId>> = BTreeMap::new();
        for row in rows {
            due.entry(row.delivery.account).or_default().push_back(row.delivery.id);
        }
        Ok(due)
    }

    /// Settles what is marked as being sent while nobody sends it: after a crash, or where the outcome could not be
    /// stored. Answers how many there were.
    async fn recover_left(&self) -> Result<usize, Problem> {
        let rows = self.core.read(|reader| reader.deliveries_sending()).await?;
        let mut settled = 0;
        for row in rows {
            let Some(_turn) = Turn::take(self, row.delivery.account) else { continue };
            // Read again under the turn: its round may have ended since.
            let id = row.delivery.id;
            let row = self.core.read(move |reader| reader.delivery(id)).await?;
            if let DeliveryState::Held { stage: HeldStage::HandingOver, .. } = row.delivery.state {
                self.recover_held(&row).await?;
                settled += 1;
            }
            if let DeliveryState::Sending { .. } = row.delivery.state {
                let _ = self.transition(id, Event::FoundAtStart { changing: row.changing }).await?;
                settled += 1;
            }
        }
        Ok(settled)
    }

    async fn work_on(&self, id: DeliveryId) -> Result<(), Problem> {
        let row = self.core.read(move |reader| reader.delivery(id)).await?;
        if self.may_hand_over(&row) {
            return self.hand_over(row).await;
        }
        match row.delivery.state {
            DeliveryState::Planned { .. } | DeliveryState::Due | DeliveryState::Retry { .. } => self.send_now(id).await,
            DeliveryState::Held { .. } => self.tend(row).await,
            DeliveryState::InDoubt { .. } => self.look(row).await,
            DeliveryState::Sent { .. } => self.read_back(row).await,
            _ => Ok(()),
        }
    }

    /// Claims a delivery and runs its steps to an end.
    async fn send_now(&self, id: DeliveryId) -> Result<(), Problem> {
        let Ok(claimed) = self.transition(id, Event::Claimed).await? else { return Ok(()) };
        points::reached("after_claim_commit");
        let DeliveryState::Sending { .. } = claimed.row.delivery.state else { return Ok(()) };
        let moved = match self.way_out(&claimed.row).await {
            Ok((connector, session)) if claimed.row.delivery.kind != DeliveryKind::Post => {
                self.carry_out(&*connector, &session, claimed.row).await?
            }
            Ok((connector, session)) => match connector.publish() {
                Some(publish) => match self.answered_meanwhile(&*connector, &session, &claimed.row.delivery).await {
                    Ok(Some(other)) => self.hold(id, other).await?,
                    Ok(None) => match self.join_thread(publish, &session, claimed.row.delivery).await {
                        Ok(delivery) => self.run_steps(publish, &session, delivery).await?,
                        Err(failure) => self.give_up(id, failure).await?,
                    },
                    Err(failure) => self.give_up(id, failure).await?,
                },
                None => self.give_up(id, cannot_publish()).await?,
            },
            Err(failure) => self.give_up(id, failure).await?,
        };
        match moved {
            Some(moved) => self.follow_up(moved).await,
            None => Ok(()),
        }
    }

    async fn run_steps(
        &self,
        publish: &dyn Publish,
        session: &Session,
        mut delivery: Delivery,
    ) -> Result<Option<Moved>, Problem> {
        let id = delivery.id;
        for _ in 0..MOST_STEPS {
            let changing = publish.next_step_changes(&delivery);
            if changing {
                points::reached("before_changing_commit");
                if !self.begin_changing(id).await? {
                    return Ok(None);
                }
                points::reached("before_send");
            } else {
                points::reached("before_step");
            }
            let outcome = self.one_step(publish, session, &delivery).await;
            points::reached(if changing { "after_answer" } else { "after_upload_step" });
            let goes_on = matches!(outcome, Ok(Step::Continue(_)));
            if !goes_on {
                points::reached("before_settle_commit");
            }
            let Ok(moved) = self.transition(id, Event::Stepped { changing, outcome }).await? else { return Ok(None) };
            if !goes_on {
                points::reached("after_settle_commit");
                return Ok(Some(moved));
            }
            points::reached("after_progress_commit");
            delivery = moved.row.delivery;
        }
        self.give_up(id, in_circles()).await
    }

    async fn one_step(&self, publish: &dyn Publish, session: &Session, delivery: &Delivery) -> Result<Step, Failure> {
        let media: &dyn MediaBytes = &*self.media;
        let step = publish.step(session, delivery, media);
        let film = delivery.outgoing.media.iter().any(|media| media.video.is_some());
        let patience = if film { FILM_PATIENCE } else { STEP_PATIENCE };
        tokio::time::timeout(patience, step).await.unwrap_or_else(|_| {
            Err(Failure::in_doubt(FailureKind::Unreachable, "The platform did not answer in time."))
        })
    }

    /// Ends an attempt before, or between, its steps.
    pub(super) async fn give_up(&self, id: DeliveryId, failure: Failure) -> Result<Option<Moved>, Problem> {
        Ok(self.transition(id, Event::Stepped { changing: false, outcome: Err(failure) }).await?.ok())
    }

    /// Holds a reply until a person has seen what somebody else answered.
    async fn hold(&self, id: DeliveryId, other: Answered) -> Result<Option<Moved>, Problem> {
        let at = other.at;
        self.core.write(move |writer| writer.set_answer_seen(id, at)).await?;
        let zone = zone_of(&self.shaping.settings.read().await?);
        let words = format!("Somebody answered before you, {}: “{}”", words_of(at, &zone), other.text);
        Ok(self.transition(id, Event::AnsweredMeanwhile { words }).await?.ok())
    }

    /// The connector and the session of a delivery's account.
    pub(super) async fn way_out(&self, row: &DeliveryRow) -> Result<(Arc<dyn Connector>, Arc<Session>), Failure> {
        let connector = self.core.connectors.get(&row.platform).ok_or_else(cannot_publish)?;
        let session = self.accounts.session(row.delivery.account).await.map_err(no_session)?;
        Ok((Arc::clone(connector), session))
    }
}

/// Why there is no session, as a failure of the attempt.
pub(super) fn no_session(problem: Problem) -> Failure {
    let what = match problem.code {
        Code::NotFound => FailureKind::Gone,
        Code::SignInNeeded => FailureKind::SignInNeeded,
        // The keychain or the disk: worth another try.
        _ => FailureKind::Server,
    };
    Failure::without_effect(what, problem.message)
}

pub(super) fn cannot_publish() -> Failure {
    Failure::without_effect(FailureKind::Permission, "Nothing can be published by this account.")
}

pub(super) fn in_circles() -> Failure {
    let words = "Publishing did not come to an end after many steps.";
    Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words)
}

/// One account's turn: nobody else sends or asks for it while this is held.
pub(super) struct Turn<'a> {
    outbox: &'a Outbox,
    account: AccountId,
}

impl<'a> Turn<'a> {
    fn take(outbox: &'a Outbox, account: AccountId) -> Option<Self> {
        // Made only where the turn is free: one that is dropped gives the turn back.
        let free = outbox.busy().insert(account);
        free.then(|| Self { outbox, account })
    }

    /// Waits until it is free.
    pub(super) async fn wait_for(outbox: &'a Outbox, account: AccountId) -> Self {
        loop {
            // Listening first: it may be freed between the look and the wait.
            let freed = outbox.freed.notified();
            let mut freed = std::pin::pin!(freed);
            freed.as_mut().enable();
            if let Some(turn) = Self::take(outbox, account) {
                return turn;
            }
            freed.await;
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.outbox.busy().remove(&self.account);
        self.outbox.freed.notify_waiters();
    }
}

/// Runs all rounds until one of them ends, and takes those that ended away. Pending while there is none.
async fn any_ends(rounds: &mut Vec<Round<'_>>) {
    std::future::poll_fn(|context| {
        let before = rounds.len();
        rounds.retain_mut(|round| round.as_mut().poll(context).is_pending());
        if rounds.len() < before { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
