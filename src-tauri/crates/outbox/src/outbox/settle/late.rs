//! Whether it is time: not before a planned post's moment, and not later than a person allows.

use super::{Standing, Transition, to, words};
use lectern_model::{DeliveryState, MissedWhy, Timestamp};

/// What nobody planned is not sent more than this many seconds after its time without asking.
pub(super) const TOO_LATE: i64 = 24 * 60 * 60;
/// What is late by no more than these seconds is in time: the worker looks once a minute at least.
const IN_TIME: i64 = 60;

/// What the clock says about sending one now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hour {
    /// The clock was set back before its moment.
    Early,
    /// It may go out.
    Now,
    /// It may not go out by itself any more.
    Late(MissedWhy),
}

pub(super) fn hour(from: &Standing, now: Timestamp) -> Hour {
    if from.never_after.is_some_and(|last| now > last) {
        return Hour::Late(MissedWhy::NeverAfter);
    }
    if from.scheduled && now < from.due_at {
        return Hour::Early;
    }
    let patience = if from.scheduled { from.grace.max(IN_TIME) } else { TOO_LATE };
    if now.since(from.due_at) > patience * 1000 { Hour::Late(MissedWhy::Late) } else { Hour::Now }
}

/// What becomes of one that may not go out now.
pub(super) fn put_off(from: &Standing, hour: Hour) -> Transition {
    match hour {
        Hour::Early | Hour::Now => {
            to(from, DeliveryState::Planned { at: from.due_at }, Some(from.due_at)).noted(words::EARLY)
        }
        Hour::Late(why) => {
            let note = match why {
                MissedWhy::NeverAfter => words::PAST_ITS_LAST,
                MissedWhy::Late if from.scheduled => words::MISSED_PLAN,
                MissedWhy::Late | MissedWhy::NotThere | MissedWhy::Answered => words::missed(from.kind),
            };
            missed(from, why, note)
        }
    }
}

pub(super) fn missed(from: &Standing, why: MissedWhy, note: impl Into<String>) -> Transition {
    to(from, DeliveryState::Missed { due_at: from.due_at, why }, None).noted(note)
}

/// A reply that somebody else was faster than: a person decides whether it is needed still.
pub(super) fn held(from: &Standing, words: String) -> Result<Transition, &'static str> {
    let DeliveryState::Sending { .. } = &from.state else { return Err("It is not being sent.") };
    Ok(missed(from, MissedWhy::Answered, words))
}
