//! What becomes of a delivery when something happens to it. Pure: a state, an event and a moment give a transition.
//!
//! ```text
//! planned ┐                          ┌─ sent ── (final; may be marked as deleted there)
//! due     ├─ claimed ─> sending ─────┼─ due (the platform asked to wait between steps)
//! retry   ┘     │          │         ├─ retry(at)   certainly not sent, tried again by itself
//!               │          │         ├─ failed      certainly not sent, a person must do something
//!               └─ missed ─┘         └─ in doubt ── found ─> sent
//!                  too late, or somebody            absent ─> retry
//!                  else answered:                   cannot tell ─> a person looks
//!                  a person decides
//!
//! planned, missed, failed, retry ── a person moves it ─> planned at another time
//! failed for want of a sign-in ── signed in again ─> due, or missed where it is too late
//! planned ── handed to the platform's own scheduler ─> held (see `held`)
//! changes and deletions ── the same; they may be done twice, and are looked for by reading back what they change
//! ```
//!
//! Three rules carry the rest. What may have been seen by others is never sent again before the platform, or a person,
//! said that it is not there. Nothing goes out later than a person allows: a planned post after its grace, any other a
//! day after its time, none after its *never after*; that is looked at when it is claimed, and again before every step
//! that others can see (see `late`). And nothing planned goes out before its time.

mod held;
mod late;
mod person;
mod transition;
mod words;

pub(crate) use held::{HeldEvent, Offer};
use late::{Hour, hour, missed, put_off};
use lectern_connectors::Step;
use lectern_model::{
    DeliveryKind, DeliveryState, Effect, Failure, FailureKind, Found, HeldWish, MissedWhy, Published, Timestamp,
};
pub(crate) use person::PAST_ITS_LAST;
use transition::to;
pub(crate) use transition::{Event, Standing, Transition};

/// Servers lag: a post in doubt is not looked for earlier than this many seconds after the cut.
const LOOK_AFTER: i64 = 5;
/// Seconds to the next try when there was no way through. Such tries do not count.
const LINE_PAUSE: i64 = 60;
/// Seconds to the next try after the first, second, third and every later attempt that counts.
const PAUSES: [i64; 3] = [30, 120, 600];
const LONGEST_PAUSE: i64 = 3600;
/// What could not go out for this many seconds is not sent without asking.
const TOO_LATE: i64 = late::TOO_LATE;

/// What comes of `event`.
///
/// # Errors
/// The event does not fit the state; the words say why, for the person who asked.
pub(crate) fn settle(from: &Standing, event: Event, now: Timestamp) -> Result<Transition, &'static str> {
    if let DeliveryState::Held { .. } = from.state {
        return of_held(from, event, now);
    }
    match event {
        Event::Claimed => claimed(from, now),
        Event::Waits { until } => waits(from, until, now),
        Event::BeforeIsThere => before_is_there(from, now),
        Event::AnsweredMeanwhile { words } => late::held(from, words),
        Event::Begins => begins(from, now),
        Event::FoundAtStart { changing } => found_at_start(from, changing, now),
        Event::Stepped { changing, outcome } => match &from.state {
            DeliveryState::Sending { .. } => Ok(stepped(from, changing, outcome, now)),
            _ => Err("It is not being sent."),
        },
        Event::Looked(answer) => looked(from, answer, now),
        Event::PersonLooked { there } => person::looked(from, there, now),
        Event::PersonRetries { anyway } => person::retries(from, anyway, now),
        Event::PersonMoves { at, never_after } => person::moves(from, at, never_after, now),
        Event::PersonStops => person::stops(from),
        Event::SignedInAgain => signed_in_again(from, now),
        Event::Deleted => deleted(from, now),
        Event::AccountRemoved => account_removed(from),
        Event::Held(event) => held::settle_held(from, event, now),
    }
}

/// What its platform holds is not ours to send: whatever a person wants is told to the platform first.
fn of_held(from: &Standing, event: Event, now: Timestamp) -> Result<Transition, &'static str> {
    let by_taking_back = false;
    match event {
        Event::Held(event) => held::settle_held(from, event, now),
        Event::PersonLooked { there } => held::looked_by_person(from, there, now),
        Event::PersonRetries { anyway } => held::wished(from, HeldWish::SendNow { anyway }, now),
        Event::PersonMoves { at: Some(at), never_after } => {
            held::wished(from, HeldWish::Move { at, never_after, by_taking_back }, now)
        }
        Event::PersonMoves { at: None, .. } => held::wished(from, HeldWish::SendNow { anyway: true }, now),
        Event::PersonStops => held::wished(from, HeldWish::Stop, now),
        Event::SignedInAgain => held::signed_in_again(from, now),
        Event::AccountRemoved => held::account_removed(from, now),
        _ => Err("Its platform holds it."),
    }
}

/// Whether the moment it must not go out after lies ahead, where there is one.
fn in_time(from: &Standing, now: Timestamp) -> bool {
    from.never_after.is_none_or(|last| now <= last)
}

fn claimed(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    may_be_claimed(from)?;
    Ok(match hour(from, now) {
        Hour::Now => to(from, DeliveryState::Sending { since: now }, None),
        other => put_off(from, other),
    })
}

fn waits(from: &Standing, until: Timestamp, now: Timestamp) -> Result<Transition, &'static str> {
    may_be_claimed(from)?;
    Ok(match hour(from, now) {
        Hour::Now => to(from, from.state.clone(), Some(until)).noted(words::WAITS),
        other => put_off(from, other),
    })
}

/// Its own time begins here: a thread that began in time is not torn apart.
fn before_is_there(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::Planned { .. } | DeliveryState::Due => Ok(to(from, DeliveryState::Due, Some(now)).due_from(now)),
        _ => Err("It does not wait for the part before it."),
    }
}

fn may_be_claimed(from: &Standing) -> Result<(), &'static str> {
    match &from.state {
        DeliveryState::Planned { .. } | DeliveryState::Due | DeliveryState::Retry { .. } => Ok(()),
        _ => Err("It is not to be sent now."),
    }
}

/// The steps before this one may have taken long.
fn begins(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    let DeliveryState::Sending { .. } = &from.state else { return Err("It is not being sent.") };
    Ok(match hour(from, now) {
        Hour::Now => to(from, from.state.clone(), None),
        other => put_off(from, other),
    })
}

fn found_at_start(from: &Standing, changing: bool, now: Timestamp) -> Result<Transition, &'static str> {
    let DeliveryState::Sending { .. } = &from.state else { return Err("It was not being sent.") };
    if !changing {
        return Ok(to(from, DeliveryState::Due, Some(now)).noted(words::STOPPED_BEFORE));
    }
    let why = Failure::in_doubt(FailureKind::Unreachable, words::stopped_within(from.kind));
    Ok(in_doubt(from, why, now))
}

fn stepped(from: &Standing, changing: bool, outcome: Result<Step, Failure>, now: Timestamp) -> Transition {
    match outcome {
        Ok(Step::Continue(progress)) => Transition { progress: Some(progress), ..to(from, from.state.clone(), None) },
        Ok(Step::Wait { progress, until }) => {
            Transition { progress: Some(progress), ..to(from, DeliveryState::Due, Some(until)).noted(words::WAITING) }
        }
        Ok(Step::Done(published)) => sent(from, published, now).counted().noted(words::sent(from.kind)),
        // A conflict means that something like it is there already: perhaps our own earlier try.
        Err(why) if changing && (why.effect == Effect::Maybe || why.what == FailureKind::Conflict) => {
            in_doubt(from, why, now).counted()
        }
        Err(why) => not_sent(from, why, now),
    }
}

fn sent(from: &Standing, published: Published, now: Timestamp) -> Transition {
    // What can be read back is read back at once: that is the proof.
    let reads_back = from.kind == DeliveryKind::Post && !published.remote_id.is_empty();
    to(from, DeliveryState::Sent { at: now, published, deleted_at: None }, reads_back.then_some(now))
}

fn in_doubt(from: &Standing, why: Failure, now: Timestamp) -> Transition {
    let next_look_at = now.plus_seconds(LOOK_AFTER);
    let note = words::in_doubt(from.kind, &why);
    let state = DeliveryState::InDoubt { since: now, why, ask: false, next_look_at };
    to(from, state, Some(next_look_at)).noted(note)
}

/// Certainly not sent: tried again where that can help by itself.
fn not_sent(from: &Standing, why: Failure, now: Timestamp) -> Transition {
    if !why.passes() {
        let note = words::failed(from.kind, &why);
        return to(from, DeliveryState::Failed { why }, None).counted().noted(note);
    }
    let pause = pause_after(from.attempts);
    let (at, counts) = match &why.what {
        FailureKind::Unreachable => (now.plus_seconds(LINE_PAUSE), false),
        FailureKind::RateLimited { until: Some(until) } => ((*until).max(now.plus_seconds(1)), true),
        FailureKind::QuotaSpent => (now.plus_seconds(LONGEST_PAUSE), true),
        _ => (now.plus_seconds(pause), true),
    };
    if from.never_after.is_some_and(|last| at > last) {
        return missed(from, MissedWhy::NeverAfter, words::no_more_time(&why)).counted();
    }
    let note = words::retry(from.kind, &why);
    let transition = to(from, DeliveryState::Retry { at, why }, Some(at)).noted(note);
    if counts { transition.counted() } else { transition }
}

fn pause_after(attempts: u32) -> i64 {
    usize::try_from(attempts).ok().and_then(|n| PAUSES.get(n)).copied().unwrap_or(LONGEST_PAUSE)
}

fn looked(from: &Standing, answer: Result<Found, Failure>, now: Timestamp) -> Result<Transition, &'static str> {
    let DeliveryState::InDoubt { since, why, ask, .. } = &from.state else { return Err("It is not in doubt.") };
    Ok(match answer {
        Ok(Found::Found(published)) => sent(from, published, now).noted(words::found(from.kind)),
        // It was refused because something like it is there, and yet ours is not: sending again would go round in circles.
        Ok(Found::Absent) if why.what == FailureKind::Conflict => {
            to(from, DeliveryState::Failed { why: why.clone() }, None).noted(words::failed(from.kind, why))
        }
        Ok(Found::Absent) => {
            to(from, DeliveryState::Retry { at: now, why: why.clone() }, Some(now)).noted(words::absent(from.kind))
        }
        Ok(Found::CannotTell) => {
            let state = DeliveryState::InDoubt { since: *since, why: why.clone(), ask: true, next_look_at: now };
            to(from, state, None).noted(words::cannot_tell(from.kind))
        }
        Err(trouble) => {
            let (next_look_at, ask_now) = look_again(*since, &trouble, now);
            let ask = *ask || ask_now;
            let state = DeliveryState::InDoubt { since: *since, why: why.clone(), ask, next_look_at };
            to(from, state, Some(next_look_at)).noted(words::could_not_look(from.kind, &trouble))
        }
    })
}

/// When to look again after the platform could not be asked, and whether a person should be asked meanwhile.
fn look_again(since: Timestamp, trouble: &Failure, now: Timestamp) -> (Timestamp, bool) {
    let in_doubt_for = now.since(since) / 1000;
    let pause = match in_doubt_for {
        ..300 => 30,
        300..3600 => 300,
        _ => LONGEST_PAUSE,
    };
    let at = match trouble.what {
        FailureKind::RateLimited { until: Some(until) } => until.max(now.plus_seconds(1)),
        _ => now.plus_seconds(pause),
    };
    (at, !trouble.passes() || in_doubt_for > TOO_LATE)
}

/// What failed for want of a sign-in, and for nothing else, goes on.
fn signed_in_again(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::Failed { why } if why.what != FailureKind::SignInNeeded => {
            Err("It did not fail for want of a sign-in.")
        }
        DeliveryState::Failed { .. } => {
            if let late @ Hour::Late(_) = hour(from, now) {
                return Ok(put_off(from, late));
            }
            let mut due = to(from, DeliveryState::Due, Some(now)).noted(words::SIGNED_IN_AGAIN);
            due.standing.attempts = 0;
            Ok(due)
        }
        _ => Err("It does not wait for a sign-in."),
    }
}

fn deleted(from: &Standing, now: Timestamp) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::Sent { at, published, deleted_at: None } => {
            let state = DeliveryState::Sent { at: *at, published: published.clone(), deleted_at: Some(now) };
            Ok(to(from, state, None).noted(words::DELETED))
        }
        DeliveryState::Sent { .. } => Err("It was deleted already."),
        _ => Err("It was not sent, so there is nothing to delete."),
    }
}

fn account_removed(from: &Standing) -> Result<Transition, &'static str> {
    match &from.state {
        DeliveryState::InDoubt { since, why, next_look_at, .. } => {
            let (since, why, next_look_at) = (*since, why.clone(), *next_look_at);
            let state = DeliveryState::InDoubt { since, why, ask: true, next_look_at };
            Ok(to(from, state, None).noted(words::REMOVED_IN_DOUBT))
        }
        DeliveryState::Sent { .. } | DeliveryState::Cancelled => Err("It is settled already."),
        DeliveryState::Sending { .. } => Err("It is being sent at this moment."),
        _ => Ok(to(from, DeliveryState::Cancelled, None).noted(words::removed(from.kind))),
    }
}

#[cfg(test)]
mod tests;
