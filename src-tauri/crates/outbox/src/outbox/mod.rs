//! Deliveries: every draft goes out exactly once per account.
//!
//! ```text
//! queue    checks, then ONE transaction: the draft is queued and every account has its delivery
//! ===== durable line: from here a crash loses nothing =====
//! worker   claims what is due (commits `sending` before any byte leaves), runs the connector's steps
//! doubt    asks the platform about what may be there, before anything is sent again
//! settle   pure: what becomes of a delivery (see there for the states)
//! plan     when a draft is to go out, and moving that
//! slots    the weekly queue of an account: its next free time
//! threads  a later part of a thread goes out once the part before it is there
//! turns    what is late goes out one after the other, never in a burst
//! held     what its platform's own scheduler sends: handed over, moved, taken back, looked for
//! whole    a whole post is moved, sent or stopped at once
//! pause    everything waits
//! back     what was not sent becomes a draft again
//! renewed  an account was signed in to anew: what waited for that goes on
//! after    what follows once a post is there: the answered conversation, the account's health
//! proof    what was sent is read back and compared; our own copy of it is kept
//! changes  edits and deletions of what was sent: the same way out, the same states
//! record   what was sent, changed or deleted is written in the log, in the transaction that settles it
//! rewrite  what was not sent goes out in other words
//! pages    the outbox as pages show it
//! ```

mod after;
mod answered;
mod back;
mod changes;
mod doubt;
mod edit;
mod held;
mod on_record;
mod overrule;
mod pages;
pub mod pause;
mod person;
mod plan;
pub mod points;
mod proof;
mod queue;
mod renewed;
mod rewrite;
mod settle;
mod slots;
mod threads;
mod turns;
mod whole;
mod worker;

use crate::delivery_view::{delivery_view, with_logs};
use crate::outgoing::Shaping;
pub use back::same;
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_core::media::Media;
use lectern_core::settings;
use lectern_model::{AccountId, Change, DeliveryId, DeliveryState, DeliveryView, Problem};
use lectern_store::{DeliveryChange, DeliveryRow, Reader, StoreError, Writer};
pub use plan::{limit, plan};
pub use renewed::signed_in_again;
use settle::{Event, Offer, Standing, Transition, settle};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;
pub use whole::{Refusal, can_move, can_stop, check_ahead};

/// Most deliveries in one list.
const MOST: u32 = 500;
const USUAL: u32 = 50;
/// Why nothing is claimed.
const PAUSED: &str = "Everything is paused.";

/// Deliveries: every draft goes out exactly once per account.
pub struct Outbox {
    core: Arc<Core>,
    accounts: Arc<Accounts>,
    media: Arc<Media>,
    shaping: Shaping,
    /// Wakes the worker before its time.
    nudge: Notify,
    /// Accounts that something is being sent for or asked about now.
    busy: Mutex<BTreeSet<AccountId>>,
    /// One of them is free again.
    freed: Notify,
    /// The disk refused what a round came to.
    stuck: AtomicBool,
}

impl Outbox {
    /// An outbox over an open store. Nothing is sent before [`Outbox::run`] or [`Outbox::work_once`].
    #[must_use]
    pub fn new(shaping: Shaping) -> Self {
        let (core, accounts, media) =
            (Arc::clone(&shaping.core), Arc::clone(&shaping.accounts), Arc::clone(&shaping.media));
        Self {
            core,
            accounts,
            media,
            shaping,
            nudge: Notify::new(),
            busy: Mutex::default(),
            freed: Notify::new(),
            stuck: AtomicBool::new(false),
        }
    }

    /// Deliveries, newest first, with the end of their logs. A `limit` of 0 means 50; 500 at most.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self, needs_you: bool, limit: u32) -> Result<Vec<DeliveryView>, Problem> {
        let limit = if limit == 0 { USUAL } else { limit.min(MOST) };
        let rows = self.core.read(move |reader| with_logs(reader, reader.deliveries(needs_you, limit)?)).await?;
        Ok(rows.into_iter().map(|(row, log)| delivery_view(&self.core, &row, log)).collect())
    }

    /// Looks at the deliveries again now, without waiting for the next moment.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// Carries out one event of one delivery: reads it, settles it and stores the outcome in one transaction.
    /// `Err` inside: the event does not fit any more, in words for a person.
    async fn transition(&self, id: DeliveryId, event: Event) -> Result<Result<Moved, &'static str>, Problem> {
        let now = self.core.clock.now();
        let moved = self.core.write(move |writer| move_on(writer, id, event, now)).await?;
        if let Ok(moved) = &moved {
            self.tell(moved);
        }
        Ok(moved)
    }

    /// Looks at the clock again and, where it is still time, marks that a step that others can see begins. `false`:
    /// it must not begin; what became of the delivery instead is stored.
    async fn begin_changing(&self, id: DeliveryId) -> Result<bool, Problem> {
        let now = self.core.clock.now();
        let begun = self.core.write(move |writer| {
            let Ok(moved) = move_on(writer, id, Event::Begins, now)? else { return Ok(None) };
            let begun = matches!(moved.row.delivery.state, DeliveryState::Sending { .. });
            if begun {
                writer.begin_changing(id)?;
            }
            Ok(Some((begun, moved)))
        });
        let Some((begun, moved)) = begun.await? else { return Ok(false) };
        if !begun {
            self.tell(&moved);
        }
        Ok(begun)
    }

    fn tell(&self, moved: &Moved) {
        self.core.changed(Change::Outbox);
        if matches!(moved.row.delivery.state, DeliveryState::Sent { .. }) {
            self.core.changed(Change::Records);
        }
        if moved.row.delivery.conversation.is_some() {
            self.core.changed(Change::Inbox);
        }
    }

    fn busy(&self) -> std::sync::MutexGuard<'_, BTreeSet<AccountId>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A delivery after a transition, as it is stored now.
struct Moved {
    row: DeliveryRow,
}

/// One transition inside a transaction.
fn move_on(
    writer: &Writer<'_>,
    id: DeliveryId,
    event: Event,
    now: lectern_model::Timestamp,
) -> Result<Result<Moved, &'static str>, StoreError> {
    let mut row = writer.delivery(id)?;
    let event = match event {
        Event::Claimed if threads::waits(&row) => return Ok(Err("The part before it is not there yet.")),
        Event::Claimed => match turns::claim(writer, &row, now)? {
            Some(event) => event,
            None => return Ok(Err(PAUSED)),
        },
        Event::Held(event) => match held::under_pause(writer, event)? {
            Some(event) => Event::Held(event),
            None => return Ok(Err(PAUSED)),
        },
        event => event,
    };
    let from = standing(writer, &row)?;
    let Transition { mut standing, mut wake_at, progress, note, offer } = match settle(&from, event, now) {
        Ok(transition) => transition,
        Err(words) => return Ok(Err(words)),
    };
    if let (DeliveryState::Missed { .. }, DeliveryState::Due) = (&from.state, &standing.state) {
        standing.due_at = turns::after_others(writer, &row, now)?;
        wake_at = Some(standing.due_at);
    }
    let change = DeliveryChange {
        state: standing.state.clone(),
        wake_at,
        attempts: standing.attempts,
        due_at: standing.due_at,
        scheduled: standing.scheduled,
        never_after: standing.never_after,
        progress: progress.clone(),
        note,
    };
    writer.change_delivery(id, &change, now)?;
    offered(writer, &row, &standing, offer, now)?;
    let first_sent = matches!(standing.state, DeliveryState::Sent { deleted_at: None, .. });
    if on_record::is_news(&from.state, &standing.state) {
        on_record::keep(writer, &row, &standing.state, now)?;
    }
    if first_sent {
        changes::carried_out(writer, &row, now)?;
    }
    if let (true, Some(conversation)) = (first_sent, row.delivery.conversation) {
        writer.conversation_answered(conversation, row.delivery.queued_at, now)?;
    }
    if first_sent {
        threads::let_go(writer, id, standing.due_at, now)?;
    }
    row.delivery.state = standing.state;
    row.delivery.attempts = standing.attempts;
    row.delivery.scheduled = standing.scheduled;
    row.delivery.never_after = standing.never_after;
    row.due_at = standing.due_at;
    row.wake_at = wake_at;
    row.changing = false;
    if let Some(progress) = progress {
        row.delivery.progress = progress;
    }
    Ok(Ok(Moved { row }))
}

/// When it is next offered to its platform's scheduler. What is planned anew is offered at once.
fn offered(
    writer: &Writer<'_>,
    row: &DeliveryRow,
    to: &Standing,
    offer: Option<Offer>,
    now: lectern_model::Timestamp,
) -> Result<(), StoreError> {
    let DeliveryState::Planned { at } = to.state else { return Ok(()) };
    match offer {
        Some(offer) => writer.offer_next(row.delivery.id, offer.at, offer.why.as_deref()),
        None if row.delivery.state != (DeliveryState::Planned { at }) => {
            writer.offer_next(row.delivery.id, Some(now), None)
        }
        None => Ok(()),
    }
}

fn standing(reader: &Reader<'_>, row: &DeliveryRow) -> Result<Standing, StoreError> {
    Ok(Standing {
        state: row.delivery.state.clone(),
        attempts: row.delivery.attempts,
        due_at: row.due_at,
        scheduled: row.delivery.scheduled,
        never_after: row.delivery.never_after,
        grace: i64::from(settings::stored(reader)?.missed_grace_minutes) * 60,
        kind: row.delivery.kind,
    })
}
