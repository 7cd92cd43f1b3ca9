//! What becomes of a post that is handed to its platform's own scheduler. Pure, as all of `settle`.
//!
//! ```text
//! planned ─ offered ─> handing over ─┬─ waiting ── its time passed, looked for ─┬─> sent
//!    ▲                               ├─ sent (the platform did not wait)        ├─> waiting, where it is still there
//!    │  not taken, or not reached    ├─> planned, here                          └─> missed, where it is not
//!    │                               └─ asking: it may be there ─ waiting, sent, absent (planned), or a person looks
//!    │
//!    └── back ◄─ wished ◄── a person stops, moves or sends it, edits it, or pauses everything
//! ```
//!
//! What a person wishes is stored first and told to the platform then. Only what the platform gave back, or certainly
//! does not have, is anything else than held: so what it holds and what this computer sends are never two posts.

mod wished;

use super::{Standing, Transition, look_again, pause_after, sent, to, words};
use lectern_connectors::HoldStep;
use lectern_model::{
    DeliveryKind, DeliveryState, Effect, Failure, FailureKind, FoundHeld, HeldStage, HeldWish, MissedWhy, Timestamp,
};
pub(super) use wished::{account_removed, looked_by_person, signed_in_again, wished};
use wished::{back_here, told};

/// Seconds after its time at which it is first looked for.
const LOOK_AFTER: i64 = 20;
/// Servers send late: nothing is certainly not there before this many seconds after its time.
const SURE_AFTER: i64 = 180;
/// Nor is anything, from this many seconds before its time on.
const NEAR: i64 = 60;
/// Seconds until what was taken back is offered again: who took it back has something in mind.
const REST: i64 = 120;
/// After so many tries this computer keeps it.
const MOST_TRIES: u32 = 5;
/// Seconds to the next offer where only a person can help.
const LATER: i64 = 3600;

/// What happened to a post on its way to, or at, its platform's scheduler.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum HeldEvent {
    /// The worker is about to hand it over; the platform takes what is more than this many seconds ahead.
    HandsOver { soonest: i64 },
    /// The step that hands it over is about to begin. `paused`: everything is.
    Begins { soonest: i64, paused: bool },
    /// It was found as being handed over while nobody does: a crash interrupted it.
    FoundAtStart { changing: bool },
    /// A step ended.
    Stepped { changing: bool, outcome: Result<HoldStep, Failure> },
    /// The platform was asked where it is.
    Looked(Result<FoundHeld, Failure>),
    /// The platform was told of a wish.
    Told { wish: HeldWish, outcome: Result<(), Failure> },
    /// It is to come back to this computer.
    TakesBack,
}

/// When a planned one is next offered to its platform.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    /// None: this computer keeps it.
    pub at: Option<Timestamp>,
    /// Why it does.
    pub why: Option<String>,
}

/// What a held delivery is.
struct Held<'a> {
    at: Timestamp,
    remote_id: &'a str,
    stage: &'a HeldStage,
}

impl<'a> Held<'a> {
    fn of(from: &'a Standing) -> Result<Self, &'static str> {
        match &from.state {
            DeliveryState::Held { at, remote_id, stage } => Ok(Self { at: *at, remote_id, stage }),
            _ => Err("Its platform does not hold it any more."),
        }
    }

    /// Whether "not there" may only mean that it is on its way just now.
    fn unsure(&self, now: Timestamp) -> bool {
        now >= self.at.plus_seconds(-NEAR) && now < self.at.plus_seconds(SURE_AFTER)
    }

    fn state(&self, stage: HeldStage) -> DeliveryState {
        DeliveryState::Held { at: self.at, remote_id: self.remote_id.to_owned(), stage }
    }
}

pub(super) fn settle_held(from: &Standing, event: HeldEvent, now: Timestamp) -> Result<Transition, &'static str> {
    if let HeldEvent::HandsOver { soonest } = event {
        return hands_over(from, soonest, now);
    }
    let held = Held::of(from)?;
    match event {
        HeldEvent::HandsOver { .. } => Err("It is with its platform already."),
        HeldEvent::Begins { soonest, paused } => begins(from, &held, (soonest, paused), now),
        HeldEvent::FoundAtStart { changing } => found_at_start(from, &held, changing, now),
        HeldEvent::Stepped { changing, outcome } => match held.stage {
            HeldStage::HandingOver => Ok(stepped(from, &held, changing, outcome, now)),
            _ => Err("It is not being handed over."),
        },
        HeldEvent::Looked(answer) => looked(from, &held, answer, now),
        HeldEvent::Told { wish, outcome } => told(from, &held, wish, outcome, now),
        HeldEvent::TakesBack => wished(from, HeldWish::Back, now),
    }
}

fn hands_over(from: &Standing, soonest: i64, now: Timestamp) -> Result<Transition, &'static str> {
    let DeliveryState::Planned { at } = from.state else { return Err("It is not planned any more.") };
    let fits = from.kind == DeliveryKind::Post && from.scheduled && at == from.due_at;
    if !fits || from.never_after.is_some_and(|last| last < at) || at <= now.plus_seconds(soonest) {
        return Err("Its platform would not hold it.");
    }
    Ok(to(from, DeliveryState::Held { at, remote_id: String::new(), stage: HeldStage::HandingOver }, None))
}

/// The steps before this one may have taken long, and a person may have paused everything.
fn begins(
    from: &Standing,
    held: &Held<'_>,
    (soonest, paused): (i64, bool),
    now: Timestamp,
) -> Result<Transition, &'static str> {
    let HeldStage::HandingOver = held.stage else { return Err("It is not being handed over.") };
    Ok(if paused || held.at <= now.plus_seconds(soonest) {
        planned_here(from, Some(now.plus_seconds(REST)))
    } else {
        to(from, from.state.clone(), None)
    })
}

fn found_at_start(
    from: &Standing,
    held: &Held<'_>,
    changing: bool,
    now: Timestamp,
) -> Result<Transition, &'static str> {
    let HeldStage::HandingOver = held.stage else { return Err("It was not being handed over.") };
    if !changing {
        return Ok(planned_here(from, Some(now)).noted(words::STOPPED_BEFORE));
    }
    let why = Failure::in_doubt(FailureKind::Unreachable, words::STOPPED_HANDING_OVER);
    Ok(asking(from, held, why, now))
}

fn stepped(
    from: &Standing,
    held: &Held<'_>,
    changing: bool,
    outcome: Result<HoldStep, Failure>,
    now: Timestamp,
) -> Transition {
    match outcome {
        Ok(HoldStep::Continue(progress)) => {
            Transition { progress: Some(progress), ..to(from, from.state.clone(), None) }
        }
        Ok(HoldStep::Wait { progress, until }) => {
            Transition { progress: Some(progress), ..planned_here(from, Some(until)) }
        }
        Ok(HoldStep::Held(remote_id)) => waiting(from, held.at, remote_id).counted().noted(words::HELD),
        Ok(HoldStep::Published(published)) => sent(from, published, now).counted().noted(words::HELD_NOT),
        Err(why) if changing && (why.effect == Effect::Maybe || why.what == FailureKind::Conflict) => {
            asking(from, held, why, now).counted()
        }
        Err(why) => not_handed_over(from, why, now),
    }
}

/// Certainly not there: offered again where that can help, else this computer keeps it.
fn not_handed_over(from: &Standing, why: Failure, now: Timestamp) -> Transition {
    let next = match &why.what {
        FailureKind::Unreachable => now.plus_seconds(NEAR),
        FailureKind::RateLimited { until: Some(until) } => (*until).max(now.plus_seconds(1)),
        FailureKind::QuotaSpent | FailureKind::SignInNeeded => now.plus_seconds(LATER),
        _ => now.plus_seconds(pause_after(from.attempts)),
    };
    let may_pass = why.passes() || why.what == FailureKind::SignInNeeded;
    let counts = why.what != FailureKind::Unreachable;
    if may_pass && (!counts || from.attempts < MOST_TRIES) {
        let planned = planned_here(from, Some(next)).noted(words::not_handed_over(&why));
        return if counts { planned.counted() } else { planned };
    }
    let mut kept = planned_here(from, None).noted(words::kept_here(&why));
    kept.offer = Some(Offer { at: None, why: Some(why.words) });
    kept.standing.attempts = 0;
    kept
}

fn planned_here(from: &Standing, offered: Option<Timestamp>) -> Transition {
    let mut planned = to(from, DeliveryState::Planned { at: from.due_at }, Some(from.due_at));
    planned.progress = Some(serde_json::Value::Null);
    planned.offer = Some(Offer { at: offered, why: None });
    planned
}

fn waiting(from: &Standing, at: Timestamp, remote_id: String) -> Transition {
    to(from, DeliveryState::Held { at, remote_id, stage: HeldStage::Waiting }, Some(at.plus_seconds(LOOK_AFTER)))
}

fn asking(from: &Standing, held: &Held<'_>, why: Failure, now: Timestamp) -> Transition {
    let note = words::may_be_held(&why);
    let stage = HeldStage::Asking { since: now, why, ask: false };
    to(from, held.state(stage), Some(now.plus_seconds(super::LOOK_AFTER))).noted(note)
}

fn looked(
    from: &Standing,
    held: &Held<'_>,
    answer: Result<FoundHeld, Failure>,
    now: Timestamp,
) -> Result<Transition, &'static str> {
    if let HeldStage::HandingOver = held.stage {
        return Err("It is being handed over.");
    }
    Ok(match answer {
        Ok(FoundHeld::Waiting(remote_id)) => still_there(from, held, remote_id, now),
        Ok(FoundHeld::Sent(published)) => {
            let mut there = sent(from, published, now).noted(went_out(held.stage));
            // It went out when the platform had it to.
            there.standing.due_at = held.at;
            there
        }
        Ok(FoundHeld::Absent) if held.unsure(now) => {
            to(from, from.state.clone(), Some(held.at.plus_seconds(SURE_AFTER)))
        }
        Ok(FoundHeld::Absent) => absent(from, held, now),
        Ok(FoundHeld::CannotTell) => {
            let why = Failure::without_effect(FailureKind::Server, words::CANNOT_TELL_HELD);
            let later = Some(held.at.plus_seconds(SURE_AFTER)).filter(|at| *at > now);
            let stage = HeldStage::Asking { since: now, why, ask: true };
            to(from, held.state(stage), later).noted(words::CANNOT_TELL_HELD)
        }
        Err(trouble) => not_looked(from, held, trouble, now),
    })
}

fn still_there(from: &Standing, held: &Held<'_>, remote_id: String, now: Timestamp) -> Transition {
    if let HeldStage::Wished { .. } = held.stage {
        let state = DeliveryState::Held { at: held.at, remote_id, stage: held.stage.clone() };
        return to(from, state, Some(now));
    }
    let mut waits = waiting(from, held.at, remote_id);
    if now >= held.at.plus_seconds(LOOK_AFTER) {
        let (next, _) = look_again(held.at, &Failure::unusable(words::LATE_THERE), now);
        waits.wake_at = Some(next);
        return waits.noted(words::LATE_THERE);
    }
    if let HeldStage::Asking { .. } = held.stage { waits.noted(words::HELD) } else { waits }
}

fn went_out(stage: &HeldStage) -> &'static str {
    match stage {
        HeldStage::Wished { .. } => words::WENT_OUT_BEFORE,
        _ => words::WENT_OUT,
    }
}

fn absent(from: &Standing, held: &Held<'_>, now: Timestamp) -> Transition {
    match held.stage {
        HeldStage::Wished { wish, .. } => back_here(from, held, *wish, now),
        _ if now >= held.at => {
            let state = DeliveryState::Missed { due_at: from.due_at, why: MissedWhy::NotThere };
            to(from, state, None).noted(words::NOT_THERE)
        }
        // Refused because something like it is there, and yet ours is not: this computer keeps it.
        HeldStage::Asking { why, .. } if why.what == FailureKind::Conflict => not_handed_over(from, why.clone(), now),
        HeldStage::Asking { .. } if from.attempts >= MOST_TRIES => {
            let words = "It could not be handed over in several tries.";
            not_handed_over(from, Failure::without_effect(FailureKind::Permission, words), now)
        }
        HeldStage::Asking { .. } => {
            planned_here(from, Some(now.plus_seconds(pause_after(from.attempts)))).noted(words::NOT_HELD)
        }
        // Somebody took it away there.
        _ => {
            let words = "It does not wait on the platform any more: somebody took it away there.";
            not_handed_over(from, Failure::without_effect(FailureKind::Gone, words), now)
        }
    }
}

fn not_looked(from: &Standing, held: &Held<'_>, trouble: Failure, now: Timestamp) -> Transition {
    let since = match held.stage {
        HeldStage::Asking { since, .. } | HeldStage::Wished { since, .. } => *since,
        HeldStage::HandingOver | HeldStage::Waiting => held.at,
    };
    let (next, ask_now) = look_again(since, &trouble, now);
    let note = words::could_not_look_for_held(&trouble);
    let stage = match held.stage.clone() {
        HeldStage::Asking { since, why, ask } => HeldStage::Asking { since, why, ask: ask || ask_now },
        HeldStage::Wished { wish, since, .. } => HeldStage::Wished { wish, since, trouble: trouble.words },
        HeldStage::Waiting if ask_now && now >= held.at => {
            HeldStage::Asking { since: held.at, why: trouble, ask: true }
        }
        stage => stage,
    };
    to(from, held.state(stage), Some(next)).noted(note)
}

#[cfg(test)]
mod tests;
