//! What a person does about a post that its platform holds. A wish is stored first, told to the platform then, and done
//! here only once the platform gave the post back.

use super::super::person::{PAST_ITS_LAST, due_now, there_somewhere};
use super::super::{Event, Standing, Transition, in_time, look_again, settle, to, words};
use super::{Held, Offer, REST, planned_here, waiting};
use lectern_model::{DeliveryState, Effect, Failure, FailureKind, HeldStage, HeldWish, Timestamp};

pub(super) fn told(
    from: &Standing,
    held: &Held<'_>,
    told: HeldWish,
    outcome: Result<(), Failure>,
    now: Timestamp,
) -> Result<Transition, &'static str> {
    // A person may have wished something else meanwhile; what counts is the last word.
    let HeldStage::Wished { wish, since, .. } = held.stage else { return Err("Nothing is to be told of it.") };
    let trouble = match (outcome, told) {
        (Ok(()), HeldWish::Move { at, by_taking_back: false, .. }) if told == *wish => {
            return Ok(waiting(from, at, held.remote_id.to_owned()).noted(words::MOVED_THERE));
        }
        (Ok(()), HeldWish::Move { at, by_taking_back: false, .. }) => {
            let moved = Held { at, ..Held::of(from)? };
            return Ok(to(from, moved.state(held.stage.clone()), Some(now)));
        }
        (Ok(()), _) => return Ok(back_here(from, held, *wish, now)),
        (Err(trouble), _) => trouble,
    };
    let refused = trouble.effect == Effect::None && !trouble.passes() && trouble.what != FailureKind::SignInNeeded;
    let (next, wish) = match *wish {
        HeldWish::Move { at, never_after, by_taking_back: false } if refused && told == *wish => {
            (now, HeldWish::Move { at, never_after, by_taking_back: true })
        }
        wish => (look_again(*since, &trouble, now).0, wish),
    };
    let note = words::not_told(&trouble);
    let stage = HeldStage::Wished { wish, since: *since, trouble: trouble.words };
    Ok(to(from, held.state(stage), Some(next)).noted(note))
}

/// The platform does not have it any more: what a person wished is done here.
pub(super) fn back_here(from: &Standing, held: &Held<'_>, wish: HeldWish, now: Timestamp) -> Transition {
    let rests = planned_here(from, Some(now.plus_seconds(REST)));
    let event = match wish {
        HeldWish::Back => return rests.noted(words::TAKEN_BACK),
        HeldWish::Stop => Event::PersonStops,
        HeldWish::SendNow { anyway } => Event::PersonRetries { anyway },
        HeldWish::Move { at, never_after, .. } => Event::PersonMoves { at: Some(at), never_after },
    };
    let planned = Standing { state: DeliveryState::Planned { at: from.due_at.min(held.at) }, ..from.clone() };
    match settle(&planned, event, now) {
        Ok(done) => Transition { progress: Some(serde_json::Value::Null), ..done },
        // Its *never after* passed meanwhile: then it is missed in its turn.
        Err(_) => rests,
    }
}

/// A person wishes something else than that its platform sends it at its time.
pub(in super::super) fn wished(from: &Standing, wish: HeldWish, now: Timestamp) -> Result<Transition, &'static str> {
    let held = Held::of(from)?;
    match held.stage {
        HeldStage::HandingOver => {
            return Err("It is being handed to its platform at this moment. Try again in a moment.");
        }
        HeldStage::Asking { .. } => {
            return Err("It may wait on its platform already. Once that is known, it can be changed or stopped.");
        }
        // Coming back is the least of all wishes.
        HeldStage::Wished { .. } if wish == HeldWish::Back => return Ok(to(from, from.state.clone(), Some(now))),
        HeldStage::Waiting | HeldStage::Wished { .. } => {}
    }
    if let HeldWish::SendNow { anyway: false } = wish
        && !in_time(from, now)
    {
        return Err(PAST_ITS_LAST);
    }
    let stage = HeldStage::Wished { wish, since: now, trouble: String::new() };
    let mut asked = to(from, held.state(stage), Some(now)).noted(words::wished(&wish));
    if let HeldWish::Move { at, never_after, .. } = wish {
        (asked.standing.due_at, asked.standing.never_after) = (at, never_after);
    }
    Ok(asked)
}

/// A person looked for what nobody else could find.
pub(in super::super) fn looked_by_person(
    from: &Standing,
    there: bool,
    now: Timestamp,
) -> Result<Transition, &'static str> {
    let held = Held::of(from)?;
    let HeldStage::Asking { ask: true, .. } = held.stage else {
        return Err("Lectern is still asking the platform whether it is there.");
    };
    let early = now < held.at;
    Ok(match (there, early) {
        (true, true) => waiting(from, held.at, String::new()).noted(words::PERSON_FOUND_HELD),
        (true, false) => there_somewhere(from, now),
        (false, true) => {
            let mut kept = planned_here(from, None).noted(words::PERSON_MISSED_HELD);
            kept.offer = Some(Offer { at: None, why: Some(words::PERSON_MISSED_HELD.to_owned()) });
            kept
        }
        (false, false) => {
            let due = due_now(from, now).noted(words::person_missed(from.kind));
            Transition { progress: Some(serde_json::Value::Null), ..due }
        }
    })
}

/// Its account is signed in anew: what could not be asked or told is tried at once.
pub(in super::super) fn signed_in_again(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    match Held::of(from)?.stage {
        HeldStage::Asking { .. } | HeldStage::Wished { .. } => Ok(to(from, from.state.clone(), Some(now))),
        HeldStage::HandingOver | HeldStage::Waiting => Err("It does not wait for a sign-in."),
    }
}

/// Its account is removed while the platform still holds it, or may: a person must look.
pub(in super::super) fn account_removed(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    let held = Held::of(from)?;
    if let HeldStage::HandingOver = held.stage {
        return Err("It is being handed over at this moment.");
    }
    let why = Failure::without_effect(FailureKind::Gone, words::REMOVED_HELD);
    let stage = HeldStage::Asking { since: now, why, ask: true };
    Ok(to(from, held.state(stage), None).noted(words::REMOVED_HELD))
}
