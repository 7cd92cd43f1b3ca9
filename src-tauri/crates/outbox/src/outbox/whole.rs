//! What a person decides about a whole post: all of its deliveries that stand at one moment, in one transaction.

use super::plan::plan;
use super::settle::{Event, PAST_ITS_LAST};
use super::{Outbox, move_on};
use lectern_model::{CalendarLimit, Change, Code, DeliveryState, DraftId, HeldStage, Problem, Timestamp, When};
use lectern_store::{DeliveryRow, StoreError};

const GONE: &str = "It was moved or changed meanwhile. Nothing was done; look at it again.";

/// A post, and the moment that those of its deliveries stand at that are meant; none: all of them.
pub(crate) type Whole = (DraftId, Option<Timestamp>);

/// Why nothing was done.
pub enum Refusal {
    /// It stands otherwise by now.
    Stale(&'static str),
    /// The moment it must not go out after would be passed.
    PastItsLast(Timestamp),
    /// The same, for one that is to go out now.
    PastNow,
}

impl Refusal {
    /// As a problem, where the moment needs no telling.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Stale(words) => Problem::new(Code::Stale, *words),
            Self::PastItsLast(_) | Self::PastNow => Problem::new(Code::Stopped, PAST_ITS_LAST),
        }
    }
}

/// Nothing is moved into the past: who wants it out now says so.
///
/// # Errors
/// `BadInput` where the moment has passed or is more than five years away.
pub fn check_ahead(at: Timestamp, now: Timestamp) -> Result<(), Problem> {
    if at <= now {
        return Err(Problem::field("to", "This time has passed. Choose a later one. It stays where it was."));
    }
    plan(When::At { at }, None, now).map(|_| ())
}

impl Outbox {
    /// Gives a post another time. Answers how many deliveries were moved, and when the first of them stood.
    ///
    /// # Errors
    /// `BadInput` where the time has passed, or what the disk said.
    pub async fn move_whole(
        &self,
        post: Whole,
        at: Timestamp,
        limit: CalendarLimit,
    ) -> Result<Result<(usize, Timestamp), Refusal>, Problem> {
        check_ahead(at, self.core.clock.now())?;
        let last = move |row: &DeliveryRow| match limit {
            CalendarLimit::Keep => row.delivery.never_after,
            CalendarLimit::Change { never_after } => never_after,
        };
        self.whole(post, can_move, move |row| match last(row) {
            Some(last) if last < at => Err(Refusal::PastItsLast(last)),
            never_after => Ok(Event::PersonMoves { at: Some(at), never_after }),
        })
        .await
    }

    /// Sends a post now, to every account that it has not gone out to.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn send_whole(&self, post: Whole, anyway: bool) -> Result<Result<usize, Refusal>, Problem> {
        let now = self.core.clock.now();
        let sent = self.whole(post, can_move, move |row| match row.delivery.never_after {
            Some(last) if last < now && !anyway => Err(Refusal::PastNow),
            _ => Ok(Event::PersonRetries { anyway }),
        });
        Ok(sent.await?.map(|(count, _)| count))
    }

    /// Stops a post, for every account that it has not gone out to.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn drop_whole(&self, post: Whole) -> Result<Result<usize, Refusal>, Problem> {
        Ok(self.whole(post, can_stop, |_| Ok(Event::PersonStops)).await?.map(|(count, _)| count))
    }

    async fn whole(
        &self,
        (draft, due): Whole,
        fits: fn(&DeliveryState) -> bool,
        event: impl Fn(&DeliveryRow) -> Result<Event, Refusal> + Send + 'static,
    ) -> Result<Result<(usize, Timestamp), Refusal>, Problem> {
        let now = self.core.clock.now();
        let done = self.core.write(move |writer| {
            let mut rows = writer.deliveries_of_draft(draft)?;
            rows.retain(|row| due.is_none_or(|due| row.due_at == due));
            let open: Vec<&DeliveryRow> = rows.iter().filter(|row| fits(&row.delivery.state)).collect();
            let Some(first) = open.iter().map(|row| row.due_at).min() else { return Ok(Err(why_not(&rows))) };
            let events = open.iter().map(|row| event(row)).collect::<Result<Vec<_>, _>>();
            let events = match events {
                Ok(events) => events,
                Err(refusal) => return Ok(Err(refusal)),
            };
            for (row, event) in open.iter().zip(events) {
                if let Err(words) = move_on(writer, row.delivery.id, event, now)? {
                    // Nothing of it is kept.
                    return Err(StoreError::not_found(words));
                }
            }
            Ok(Ok((open.len(), first)))
        });
        let done = done.await?;
        if done.is_ok() {
            self.core.changed(Change::Outbox);
            self.core.changed(Change::Inbox);
            self.nudge();
        }
        Ok(done)
    }
}

/// What may be moved, may also be sent now.
pub fn can_move(state: &DeliveryState) -> bool {
    matches!(
        state,
        DeliveryState::Planned { .. }
            | DeliveryState::Missed { .. }
            | DeliveryState::Failed { .. }
            | DeliveryState::Retry { .. }
            | DeliveryState::Held { stage: HeldStage::Waiting | HeldStage::Wished { .. }, .. }
    )
}

/// Whether it can be stopped.
pub fn can_stop(state: &DeliveryState) -> bool {
    can_move(state) || matches!(state, DeliveryState::Due)
}

fn why_not(rows: &[DeliveryRow]) -> Refusal {
    let any = |fits: fn(&DeliveryState) -> bool| rows.iter().any(|row| fits(&row.delivery.state));
    Refusal::Stale(if any(|state| matches!(state, DeliveryState::Held { .. })) {
        "Its platform may hold it already. Once that is known, it can be moved or stopped."
    } else if any(|state| matches!(state, DeliveryState::InDoubt { .. })) {
        "It may be out already. Once that is known, it can be moved or stopped."
    } else if any(|state| matches!(state, DeliveryState::Due | DeliveryState::Sending { .. })) {
        "It is on its way by now. Nothing was changed."
    } else if any(|state| matches!(state, DeliveryState::Sent { .. })) {
        "It was sent already, and what was sent stays. Copy it to send it again."
    } else {
        GONE
    })
}
