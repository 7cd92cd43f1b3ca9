//! Deliveries: every draft goes out exactly once per account.
//!
//! ```text
//! queue    checks, then ONE transaction: the draft is queued and every account has its delivery
//! ===== durable line: from here a crash loses nothing =====
//! worker   claims what is due (commits `sending` before any byte leaves), runs the connector's steps
//! doubt    asks the platform about what may be there, before anything is sent again
//! settle   pure: what becomes of a delivery (see there for the states)
//! renewed  an account was signed in to anew: what waited for that goes on
//! after    what follows once a post is there: our own copy of it, the answered conversation
//! ```

mod after;
mod doubt;
mod person;
pub(crate) mod points;
mod queue;
mod renewed;
mod settle;
mod worker;

use crate::Core;
use crate::accounts::Accounts;
use crate::delivery_view::{delivery_view, with_logs};
use crate::media::Media;
use crate::outgoing::Shaping;
pub(crate) use renewed::signed_in_again;
use lectern_model::{AccountId, Change, DeliveryId, DeliveryState, DeliveryView, Problem};
use lectern_store::{DeliveryChange, DeliveryRow, StoreError, Writer};
use settle::{Event, Standing, Transition, settle};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Most deliveries in one list.
const MOST: u32 = 500;
const USUAL: u32 = 50;

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
    /// The disk refused what a round came to.
    stuck: AtomicBool,
}

impl Outbox {
    /// An outbox over an open store. Nothing is sent before [`Outbox::run`] or [`Outbox::work_once`].
    #[must_use]
    pub(crate) fn new(shaping: Shaping) -> Self {
        let (core, accounts, media) =
            (Arc::clone(&shaping.core), Arc::clone(&shaping.accounts), Arc::clone(&shaping.media));
        Self {
            core,
            accounts,
            media,
            shaping,
            nudge: Notify::new(),
            busy: Mutex::default(),
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
            self.core.changed(Change::Outbox);
            if moved.row.delivery.conversation.is_some() {
                self.core.changed(Change::Inbox);
            }
        }
        Ok(moved)
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
    let from = Standing { state: row.delivery.state.clone(), attempts: row.delivery.attempts, due_at: row.due_at };
    let Transition { standing, wake_at, progress, note } = match settle(&from, event, now) {
        Ok(transition) => transition,
        Err(words) => return Ok(Err(words)),
    };
    let change = DeliveryChange {
        state: standing.state.clone(),
        wake_at,
        attempts: standing.attempts,
        due_at: standing.due_at,
        progress: progress.clone(),
        note,
    };
    writer.change_delivery(id, &change, now)?;
    let first_sent = matches!(standing.state, DeliveryState::Sent { deleted_at: None, .. });
    if let (true, Some(conversation)) = (first_sent, row.delivery.conversation) {
        writer.conversation_answered(conversation, row.delivery.queued_at, now)?;
    }
    row.delivery.state = standing.state;
    row.delivery.attempts = standing.attempts;
    row.due_at = standing.due_at;
    row.changing = false;
    if let Some(progress) = progress {
        row.delivery.progress = progress;
    }
    Ok(Ok(Moved { row }))
}
