//! What a person's word does. It counts as "now": what a person sends anew is late only after a day, not after the grace
//! of what was planned.

use super::{Standing, Transition, sent, to, words};
use lectern_model::{DeliveryKind, DeliveryState, Published, Timestamp};

/// Why one is not sent again without asking twice.
pub(crate) const PAST_ITS_LAST: &str =
    "The moment it must not go out after has passed. It was not sent; it can be sent anyway, moved, or left unsent.";
const ON_ITS_WAY: &str = "It is on its way already.";
const MAY_BE_THERE: &str = "It may be there already. It is not sent again before that is known.";
const SENT: &str = "It was sent already.";
const HELD: &str = "Its platform holds it. It is told first.";
const STOPPED: &str = "It was stopped. Edit it again to send it.";

pub(super) fn looked(from: &Standing, there: bool, now: Timestamp) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::InDoubt { ask: true, .. } if there => Ok(there_somewhere(from, now)),
        DeliveryState::InDoubt { ask: true, .. } => Ok(due_now(from, now).noted(words::person_missed(from.kind))),
        DeliveryState::InDoubt { .. } => Err("Lectern is still asking the platform whether it is there."),
        _ => Err("It is not in doubt any more."),
    }
}

pub(super) fn retries(from: &Standing, anyway: bool, now: Timestamp) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::Planned { .. }
        | DeliveryState::Failed { .. }
        | DeliveryState::Missed { .. }
        | DeliveryState::Retry { .. } => {
            let past = from.never_after.is_some_and(|last| now > last);
            if past && !anyway {
                return Err(PAST_ITS_LAST);
            }
            let mut due = due_now(from, now).noted(words::PERSON_RETRIES);
            due.standing.never_after = from.never_after.filter(|_| !past);
            Ok(due)
        }
        DeliveryState::InDoubt { .. } => Err(MAY_BE_THERE),
        DeliveryState::Sent { .. } => Err(SENT),
        DeliveryState::Cancelled => Err(STOPPED),
        DeliveryState::Held { .. } => Err(HELD),
        DeliveryState::Due | DeliveryState::Sending { .. } => Err(ON_ITS_WAY),
    }
}

pub(super) fn moves(
    from: &Standing,
    at: Option<Timestamp>,
    never_after: Option<Timestamp>,
    now: Timestamp,
) -> Result<Transition, &'static str> {
    if from.kind != DeliveryKind::Post {
        return Err("Changes and deletions are done at once. It can be tried again, or stopped.");
    }
    match &from.state {
        DeliveryState::Planned { .. }
        | DeliveryState::Missed { .. }
        | DeliveryState::Failed { .. }
        | DeliveryState::Retry { .. } => {
            let mut moved = match at {
                Some(at) => to(from, DeliveryState::Planned { at }, Some(at)).due_from(at),
                None => due_now(from, now),
            };
            moved.standing.scheduled = at.is_some();
            moved.standing.never_after = never_after;
            Ok(moved.noted(words::PERSON_MOVES))
        }
        DeliveryState::InDoubt { .. } => Err(MAY_BE_THERE),
        DeliveryState::Sent { .. } => Err(SENT),
        DeliveryState::Cancelled => Err(STOPPED),
        DeliveryState::Held { .. } => Err(HELD),
        DeliveryState::Due | DeliveryState::Sending { .. } => Err(ON_ITS_WAY),
    }
}

/// It is there, and nobody knows under which address.
pub(super) fn there_somewhere(from: &Standing, now: Timestamp) -> Transition {
    let published = Published { remote_id: String::new(), url: None };
    sent(from, published, now).noted(words::person_found(from.kind))
}

pub(super) fn due_now(from: &Standing, now: Timestamp) -> Transition {
    let mut due = to(from, DeliveryState::Due, Some(now)).due_from(now);
    due.standing.scheduled = false;
    due
}

pub(super) fn stops(from: &Standing) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::Planned { .. }
        | DeliveryState::Due
        | DeliveryState::Retry { .. }
        | DeliveryState::Failed { .. }
        | DeliveryState::Missed { .. } => {
            Ok(to(from, DeliveryState::Cancelled, None).noted(words::person_stops(from.kind)))
        }
        DeliveryState::Cancelled => Err("It was stopped already."),
        DeliveryState::Sent { .. } => Err("It was sent already. It can be deleted there instead."),
        DeliveryState::Sending { .. } => Err("It is being sent at this moment and cannot be stopped any more."),
        DeliveryState::InDoubt { .. } => {
            Err("It may be there already. Once that is known it can be stopped, or deleted there.")
        }
        DeliveryState::Held { .. } => Err(HELD),
    }
}
