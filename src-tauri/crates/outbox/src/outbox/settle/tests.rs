use super::*;
use proptest::prelude::*;
use serde_json::json;

const NOW: Timestamp = Timestamp(1_795_424_400_000);
const GRACE: i64 = 30 * 60;

fn failure(what: FailureKind, effect: Effect) -> Failure {
    Failure { what, effect, words: "The server said no.".to_owned() }
}

fn published() -> Published {
    Published { remote_id: "p1".to_owned(), url: None }
}

fn doubt(ask: bool, what: FailureKind) -> DeliveryState {
    DeliveryState::InDoubt { since: NOW, why: failure(what, Effect::Maybe), ask, next_look_at: NOW }
}

/// One of each state, by its short name.
fn states() -> Vec<(&'static str, DeliveryState)> {
    let why = failure(FailureKind::Server, Effect::None);
    let signed_out = failure(FailureKind::SignInNeeded, Effect::None);
    vec![
        ("planned", DeliveryState::Planned { at: NOW }),
        ("due", DeliveryState::Due),
        ("sending", DeliveryState::Sending { since: NOW }),
        ("sent", DeliveryState::Sent { at: NOW, published: published(), deleted_at: None }),
        ("deleted", DeliveryState::Sent { at: NOW, published: published(), deleted_at: Some(NOW) }),
        ("retry", DeliveryState::Retry { at: NOW, why: why.clone() }),
        ("failed", DeliveryState::Failed { why }),
        ("signed_out", DeliveryState::Failed { why: signed_out }),
        ("in_doubt", doubt(false, FailureKind::Unreachable)),
        ("asking", doubt(true, FailureKind::Unreachable)),
        ("missed", DeliveryState::Missed { due_at: NOW, why: MissedWhy::Late }),
        ("cancelled", DeliveryState::Cancelled),
    ]
}

fn name(state: &DeliveryState) -> &'static str {
    match state {
        DeliveryState::Planned { .. } => "planned",
        DeliveryState::Due => "due",
        DeliveryState::Sending { .. } => "sending",
        DeliveryState::Sent { deleted_at: None, .. } => "sent",
        DeliveryState::Sent { .. } => "deleted",
        DeliveryState::Retry { .. } => "retry",
        DeliveryState::Failed { why } if why.what == FailureKind::SignInNeeded => "signed_out",
        DeliveryState::Failed { .. } => "failed",
        DeliveryState::InDoubt { ask: false, .. } => "in_doubt",
        DeliveryState::InDoubt { .. } => "asking",
        DeliveryState::Missed { .. } => "missed",
        DeliveryState::Cancelled => "cancelled",
        DeliveryState::Held { .. } => "held",
    }
}

fn standing(state: DeliveryState) -> Standing {
    Standing {
        state,
        attempts: 0,
        due_at: NOW,
        scheduled: false,
        never_after: None,
        grace: GRACE,
        kind: DeliveryKind::Post,
    }
}

fn step(changing: bool, outcome: Result<Step, Failure>) -> Event {
    Event::Stepped { changing, outcome }
}

const NOT_UNDER_WAY: [&str; 5] = ["planned", "failed", "signed_out", "missed", "retry"];

/// Every event: what it leads to from each state that takes it. All other states refuse it.
fn table() -> Vec<(Event, Vec<(&'static str, &'static str)>)> {
    let maybe = |what| Err(failure(what, Effect::Maybe));
    let none = |what| Err(failure(what, Effect::None));
    let rejected = || FailureKind::Rejected { field: None, limit: None };
    let looked = Event::Looked;
    let no_answer = |what| Event::Looked(Err(failure(what, Effect::None)));
    let both = |to| vec![("in_doubt", to), ("asking", to)];
    vec![
        (Event::Claimed, vec![("planned", "sending"), ("due", "sending"), ("retry", "sending")]),
        (Event::Waits { until: NOW }, ["planned", "due", "retry"].map(|state| (state, state)).to_vec()),
        (Event::BeforeIsThere, vec![("planned", "due"), ("due", "due")]),
        (Event::Begins, vec![("sending", "sending")]),
        (Event::FoundAtStart { changing: false }, vec![("sending", "due")]),
        (Event::FoundAtStart { changing: true }, vec![("sending", "in_doubt")]),
        (step(false, Ok(Step::Continue(json!(1)))), vec![("sending", "sending")]),
        (step(true, Ok(Step::Continue(json!(1)))), vec![("sending", "sending")]),
        (step(true, Ok(Step::Wait { progress: json!(1), until: NOW })), vec![("sending", "due")]),
        (step(true, Ok(Step::Done(published()))), vec![("sending", "sent")]),
        (step(true, maybe(FailureKind::Unreachable)), vec![("sending", "in_doubt")]),
        (step(true, maybe(FailureKind::Server)), vec![("sending", "in_doubt")]),
        (step(true, maybe(rejected())), vec![("sending", "in_doubt")]),
        (step(true, none(FailureKind::Conflict)), vec![("sending", "in_doubt")]),
        (step(false, none(FailureKind::Conflict)), vec![("sending", "failed")]),
        (step(false, maybe(FailureKind::Unreachable)), vec![("sending", "retry")]),
        (step(false, maybe(FailureKind::Server)), vec![("sending", "retry")]),
        (step(true, none(FailureKind::Unreachable)), vec![("sending", "retry")]),
        (step(true, none(FailureKind::Server)), vec![("sending", "retry")]),
        (step(true, none(FailureKind::RateLimited { until: None })), vec![("sending", "retry")]),
        (step(true, none(FailureKind::QuotaSpent)), vec![("sending", "retry")]),
        (step(true, none(rejected())), vec![("sending", "failed")]),
        (step(true, none(FailureKind::PolicyRefused { words: String::new() })), vec![("sending", "failed")]),
        (step(true, none(FailureKind::Permission)), vec![("sending", "failed")]),
        (step(true, none(FailureKind::SignInNeeded)), vec![("sending", "signed_out")]),
        (step(true, none(FailureKind::Gone)), vec![("sending", "failed")]),
        (step(true, none(FailureKind::VersionSunset)), vec![("sending", "failed")]),
        (looked(Ok(Found::Found(published()))), both("sent")),
        (looked(Ok(Found::Absent)), both("retry")),
        (looked(Ok(Found::CannotTell)), both("asking")),
        (no_answer(FailureKind::Unreachable), vec![("in_doubt", "in_doubt"), ("asking", "asking")]),
        (no_answer(FailureKind::SignInNeeded), both("asking")),
        (Event::PersonLooked { there: true }, vec![("asking", "sent")]),
        (Event::PersonLooked { there: false }, vec![("asking", "due")]),
        (Event::PersonRetries { anyway: false }, NOT_UNDER_WAY.map(|from| (from, "due")).to_vec()),
        (Event::PersonMoves { at: None, never_after: None }, NOT_UNDER_WAY.map(|from| (from, "due")).to_vec()),
        (
            Event::PersonMoves { at: Some(NOW.plus_seconds(60)), never_after: None },
            NOT_UNDER_WAY.map(|from| (from, "planned")).to_vec(),
        ),
        (
            Event::PersonStops,
            ["planned", "due", "retry", "failed", "signed_out", "missed"].map(|from| (from, "cancelled")).to_vec(),
        ),
        (Event::SignedInAgain, vec![("signed_out", "due")]),
        (Event::Deleted, vec![("sent", "deleted")]),
        (
            Event::AccountRemoved,
            vec![
                ("planned", "cancelled"),
                ("due", "cancelled"),
                ("retry", "cancelled"),
                ("failed", "cancelled"),
                ("signed_out", "cancelled"),
                ("missed", "cancelled"),
                ("in_doubt", "asking"),
                ("asking", "asking"),
            ],
        ),
    ]
}

#[test]
fn every_event_from_every_state_leads_where_the_table_says() {
    for (event, allowed) in table() {
        for (from, state) in states() {
            let came = settle(&standing(state), event.clone(), NOW).ok().map(|t| name(&t.standing.state));
            let meant = allowed.iter().find(|(name, _)| *name == from).map(|(_, to)| *to);
            assert_eq!(came, meant, "{event:?} from {from}");
        }
    }
}

#[test]
fn what_waits_has_a_moment_and_what_is_over_has_none() {
    for (event, _) in table() {
        for (_, state) in states() {
            let Ok(transition) = settle(&standing(state), event.clone(), NOW) else { continue };
            match &transition.standing.state {
                DeliveryState::Planned { .. }
                | DeliveryState::Due
                | DeliveryState::Retry { .. }
                | DeliveryState::InDoubt { ask: false, .. } => {
                    assert!(transition.wake_at.is_some(), "{event:?}");
                }
                DeliveryState::InDoubt { .. } => {}
                // What was just sent is read back.
                DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty() => {
                    assert_eq!(transition.wake_at, Some(NOW), "{event:?}");
                }
                _ => assert_eq!(transition.wake_at, None, "{event:?}"),
            }
        }
    }
}

#[test]
fn a_day_late_asks_first() {
    let from = standing(DeliveryState::Due);
    assert_eq!(name(&settle(&from, Event::Claimed, NOW.plus_seconds(TOO_LATE)).unwrap().standing.state), "sending");
    let late = settle(&from, Event::Claimed, NOW.plus_seconds(TOO_LATE + 1)).unwrap();
    assert_eq!(late.standing.state, DeliveryState::Missed { due_at: NOW, why: MissedWhy::Late });
    let again =
        settle(&late.standing, Event::PersonRetries { anyway: false }, NOW.plus_seconds(TOO_LATE + 60)).unwrap();
    assert_eq!(again.standing.due_at, NOW.plus_seconds(TOO_LATE + 60));
}

#[test]
fn a_new_sign_in_sends_what_waited_for_it_no_longer_than_a_day() {
    let why = failure(FailureKind::SignInNeeded, Effect::None);
    let from = Standing { attempts: 1, ..standing(DeliveryState::Failed { why }) };
    let soon = NOW.plus_seconds(TOO_LATE);
    let goes_on = settle(&from, Event::SignedInAgain, soon).unwrap();
    assert_eq!((goes_on.standing.state, goes_on.wake_at), (DeliveryState::Due, Some(soon)));
    assert_eq!((goes_on.standing.due_at, goes_on.standing.attempts), (NOW, 0), "it is as late as it is");
    let late = settle(&from, Event::SignedInAgain, NOW.plus_seconds(TOO_LATE + 1)).unwrap();
    assert_eq!(
        (late.standing.state, late.wake_at),
        (DeliveryState::Missed { due_at: NOW, why: MissedWhy::Late }, None)
    );
}

#[test]
fn pauses_grow_only_with_tries_that_count() {
    let mut from = standing(DeliveryState::Due);
    let mut pauses = Vec::new();
    for what in
        [FailureKind::Server, FailureKind::Unreachable, FailureKind::Server, FailureKind::Server, FailureKind::Server]
    {
        from.state = DeliveryState::Sending { since: NOW };
        let transition = settle(&from, step(false, Err(failure(what, Effect::None))), NOW).unwrap();
        pauses.push(transition.wake_at.unwrap().since(NOW) / 1000);
        from = transition.standing;
    }
    assert_eq!(pauses, [30, 60, 120, 600, 3600]);
    assert_eq!(from.attempts, 4);
}

#[test]
fn the_platform_says_when_it_listens_again() {
    let until = NOW.plus_seconds(777);
    let why = failure(FailureKind::RateLimited { until: Some(until) }, Effect::None);
    let from = standing(DeliveryState::Sending { since: NOW });
    assert_eq!(settle(&from, step(true, Err(why.clone())), NOW).unwrap().wake_at, Some(until));
    let asked = settle(&standing(doubt(false, FailureKind::Server)), Event::Looked(Err(why)), NOW).unwrap();
    assert_eq!(asked.wake_at, Some(until));
}

#[test]
fn a_conflict_that_is_not_ours_is_not_sent_in_circles() {
    let from = standing(doubt(false, FailureKind::Conflict));
    assert_eq!(name(&settle(&from, Event::Looked(Ok(Found::Absent)), NOW).unwrap().standing.state), "failed");
}

/// What a server may do with a step: whether it acts, and what is answered.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Fine,
    CutBefore,
    CutAfter,
    ServerError { acts: bool },
    TooMany,
    CrashBefore,
    CrashAfter,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Fine),
        Just(Fate::CutBefore),
        Just(Fate::CutAfter),
        any::<bool>().prop_map(|acts| Fate::ServerError { acts }),
        Just(Fate::TooMany),
        Just(Fate::CrashBefore),
        Just(Fate::CrashAfter),
    ]
}

/// A server without any idempotency: every step that acts makes a post.
fn send(fate: Fate, posts: &mut u32) -> Event {
    let acts = matches!(fate, Fate::Fine | Fate::CutAfter | Fate::CrashAfter | Fate::ServerError { acts: true });
    *posts += u32::from(acts);
    let outcome = match fate {
        Fate::Fine => Ok(Step::Done(published())),
        Fate::CutBefore => Err(failure(FailureKind::Unreachable, Effect::None)),
        Fate::CutAfter => Err(failure(FailureKind::Unreachable, Effect::Maybe)),
        Fate::ServerError { .. } => Err(failure(FailureKind::Server, Effect::Maybe)),
        Fate::TooMany => Err(failure(FailureKind::RateLimited { until: None }, Effect::None)),
        Fate::CrashBefore | Fate::CrashAfter => return Event::FoundAtStart { changing: true },
    };
    step(true, outcome)
}

fn find(fate: Fate, posts: u32) -> Event {
    Event::Looked(match fate {
        Fate::Fine | Fate::CrashAfter | Fate::CrashBefore if posts == 0 => Ok(Found::Absent),
        Fate::Fine | Fate::CrashAfter | Fate::CrashBefore => Ok(Found::Found(published())),
        Fate::TooMany => Ok(Found::CannotTell),
        _ => Err(failure(FailureKind::Unreachable, Effect::None)),
    })
}

proptest! {
    #[test]
    fn whatever_the_server_does_there_is_never_a_second_post(fates in prop::collection::vec(fate(), 1..60)) {
        let (mut at, mut posts, mut now) = (standing(DeliveryState::Due), 0, NOW);
        for fate in fates {
            let event = match &at.state {
                DeliveryState::Planned { .. } | DeliveryState::Due | DeliveryState::Retry { .. } => Event::Claimed,
                DeliveryState::Sending { .. } => send(fate, &mut posts),
                DeliveryState::InDoubt { ask: true, .. } => Event::PersonLooked { there: posts > 0 },
                DeliveryState::InDoubt { .. } => find(fate, posts),
                DeliveryState::Missed { .. } | DeliveryState::Failed { .. } => {
                    Event::PersonRetries { anyway: false }
                }
                DeliveryState::Sent { .. } | DeliveryState::Cancelled | DeliveryState::Held { .. } => break,
            };
            let transition = settle(&at, event, now).unwrap();
            at = transition.standing;
            now = transition.wake_at.unwrap_or(now).max(now);
            prop_assert!(posts <= 1);
        }
        if let DeliveryState::Sent { .. } = at.state {
            prop_assert_eq!(posts, 1);
        }
    }

    #[test]
    fn doubt_leads_to_sending_only_through_somebody_who_looked(events in prop::collection::vec(0..60_usize, 1..80)) {
        let all: Vec<Event> = table().into_iter().map(|(event, _)| event).collect();
        let (mut at, mut looked) = (standing(DeliveryState::Due), true);
        for pick in events {
            let event = all[pick % all.len()].clone();
            let Ok(transition) = settle(&at, event.clone(), NOW) else { continue };
            if let DeliveryState::Sent { .. } = at.state {
                prop_assert!(matches!(transition.standing.state, DeliveryState::Sent { .. }), "sent is final");
            }
            at = transition.standing;
            match (&at.state, &event) {
                (DeliveryState::InDoubt { .. }, _) => looked = false,
                (_, Event::Looked(Ok(Found::Absent)) | Event::PersonLooked { there: false }) => looked = true,
                (DeliveryState::Sending { .. }, _) => prop_assert!(looked),
                _ => {}
            }
        }
    }
}

mod changing;
mod planned;
