//! When a draft is to go out, and moving that.

use super::Outbox;
use super::settle::Event;
use crate::free_times::FURTHEST;
use lectern_model::{DeliveryId, Problem, Timestamp, When};
use lectern_store::Plan;

/// A moment that passed no more than this many seconds ago is now: choosing and clicking takes a while.
const AS_GOOD_AS_NOW: i64 = 5 * 60;

impl Outbox {
    /// Gives a planned, missed, failed or waiting one another time.
    ///
    /// # Errors
    /// `BadInput` where the time has passed or its *never after* comes before it; `Stale` where it is on its way, may
    /// be there, or was sent. Nothing was changed.
    pub async fn move_to(
        &self,
        delivery: DeliveryId,
        at: Timestamp,
        never_after: Option<Timestamp>,
    ) -> Result<(), Problem> {
        let plan = plan(When::At { at }, never_after, self.core.clock.now())?;
        self.decide_with_followers(delivery, Event::PersonMoves { at: plan.at, never_after: plan.never_after }).await
    }
}

/// No moment is kept that is further away than this, in seconds: a year with a slip of the finger in it.
const YEARS: i64 = 10 * 366 * 24 * 60 * 60;

/// Refuses a moment that a post must not go out after, where it is too far away to be meant.
///
/// # Errors
/// `BadInput` where it is more than ten years away.
pub fn limit(never_after: Option<Timestamp>, now: Timestamp) -> Result<(), Problem> {
    match never_after.is_some_and(|last| last > now.plus_seconds(YEARS)) {
        true => Err(Problem::field(
            "never_after",
            "The moment it must not go out after is more than ten years away. Look at its year.",
        )),
        false => Ok(()),
    }
}

/// What a person chose, where it can be kept to.
pub fn plan(when: When, never_after: Option<Timestamp>, now: Timestamp) -> Result<Plan, Problem> {
    let at = match when {
        // Each account has its own time then; see `slots`.
        When::Now | When::Queue => None,
        When::At { at } if at > now.plus_seconds(FURTHEST) => {
            return Err(Problem::field("when", "This is more than five years away. Choose an earlier time."));
        }
        When::At { at } if at > now => Some(at),
        When::At { at } if at >= now.plus_seconds(-AS_GOOD_AS_NOW) => None,
        When::At { .. } => {
            return Err(Problem::field("when", "This time has passed. Choose a later one, or send it now."));
        }
    };
    if never_after.is_some_and(|last| last < at.unwrap_or(now)) {
        let words = match at {
            Some(_) => "It must not go out after a moment that comes before its time. Change one of them.",
            None => "The moment it must not go out after has passed. Change it, or take it away.",
        };
        return Err(Problem::field("never_after", words));
    }
    limit(never_after, now)?;
    Ok(Plan { at, never_after })
}

#[cfg(test)]
mod tests;
