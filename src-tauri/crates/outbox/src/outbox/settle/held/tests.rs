use super::super::{Event, settle};
use super::*;
use lectern_connectors::Step;
use lectern_model::Published;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_795_424_400_000);
const DAY: i64 = 24 * 60 * 60;
const SOONEST: i64 = 360;

fn failure(what: FailureKind, effect: Effect) -> Failure {
    Failure { what, effect, words: "The server said no.".to_owned() }
}

fn planned() -> Standing {
    let at = NOW.plus_seconds(DAY);
    Standing {
        state: DeliveryState::Planned { at },
        attempts: 0,
        due_at: at,
        scheduled: true,
        never_after: None,
        grace: 1800,
        kind: DeliveryKind::Post,
    }
}

/// A server with a scheduler, as far as one post goes.
#[derive(Debug, Default)]
struct Server {
    held_for: Option<Timestamp>,
    posts: u32,
}

impl Server {
    fn passes(&mut self, now: Timestamp) {
        if self.held_for.is_some_and(|at| at <= now) {
            self.held_for = None;
            self.posts += 1;
        }
    }

    fn find(&self) -> FoundHeld {
        match (self.held_for, self.posts) {
            (Some(_), _) => FoundHeld::Waiting("h1".to_owned()),
            (None, 0) => FoundHeld::Absent,
            (None, _) => FoundHeld::Sent(Published { remote_id: "p1".to_owned(), url: None }),
        }
    }
}

/// What becomes of one exchange.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Fine,
    CutBefore,
    CutAfter,
    TooMany,
    Crash { acts: bool },
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Fine),
        Just(Fate::Fine),
        Just(Fate::CutBefore),
        Just(Fate::CutAfter),
        Just(Fate::TooMany),
        any::<bool>().prop_map(|acts| Fate::Crash { acts }),
    ]
}

/// Runs an exchange on the server; none: the program ended before it heard.
fn exchange<T>(fate: Fate, act: impl FnOnce() -> Result<T, Failure>) -> Option<Result<T, Failure>> {
    match fate {
        Fate::Fine => Some(act()),
        Fate::CutBefore => Some(Err(failure(FailureKind::Unreachable, Effect::None))),
        Fate::TooMany => Some(Err(failure(FailureKind::RateLimited { until: None }, Effect::None))),
        Fate::CutAfter => Some(act().and(Err(failure(FailureKind::Unreachable, Effect::Maybe)))),
        Fate::Crash { acts } => {
            if acts {
                let _ = act();
            }
            None
        }
    }
}

fn gone() -> Failure {
    failure(FailureKind::Gone, Effect::None)
}

/// The next thing that the worker does with it.
fn worker(at: &Standing, server: &mut Server, fate: Fate, now: Timestamp) -> Option<Event> {
    let DeliveryState::Held { at: time, stage, .. } = &at.state else {
        return match &at.state {
            DeliveryState::Planned { at } if *at > now.plus_seconds(SOONEST) => {
                Some(Event::Held(HeldEvent::HandsOver { soonest: SOONEST }))
            }
            DeliveryState::Planned { .. } | DeliveryState::Due | DeliveryState::Retry { .. } => Some(Event::Claimed),
            DeliveryState::Sending { .. } => {
                server.posts += 1;
                let published = Published { remote_id: "p1".to_owned(), url: None };
                Some(Event::Stepped { changing: true, outcome: Ok(Step::Done(published)) })
            }
            _ => None,
        };
    };
    let held = match stage {
        HeldStage::HandingOver => {
            let outcome = exchange(fate, || {
                server.held_for = Some(*time);
                Ok(HoldStep::Held("h1".to_owned()))
            });
            match outcome {
                Some(outcome) => HeldEvent::Stepped { changing: true, outcome },
                None => HeldEvent::FoundAtStart { changing: true },
            }
        }
        HeldStage::Asking { .. } | HeldStage::Waiting => HeldEvent::Looked(exchange(fate, || Ok(server.find()))?),
        HeldStage::Wished { wish, .. } => {
            let told = *wish;
            let outcome = exchange(fate, || match (told, server.held_for) {
                (_, None) => Err(gone()),
                (HeldWish::Move { at, by_taking_back: false, .. }, Some(_)) => {
                    server.held_for = Some(at);
                    Ok(())
                }
                _ => {
                    server.held_for = None;
                    Ok(())
                }
            })?;
            match outcome {
                Err(failure) if failure.what == FailureKind::Gone => HeldEvent::Looked(Ok(server.find())),
                outcome => HeldEvent::Told { wish: told, outcome },
            }
        }
    };
    Some(Event::Held(held))
}

fn person() -> impl Strategy<Value = Option<Event>> {
    let at = (1..3 * DAY).prop_map(|seconds| Some(NOW.plus_seconds(seconds)));
    prop_oneof![
        Just(None),
        Just(None),
        Just(None),
        Just(Some(Event::PersonStops)),
        Just(Some(Event::PersonRetries { anyway: false })),
        Just(Some(Event::Held(HeldEvent::TakesBack))),
        at.prop_map(|at| Some(Event::PersonMoves { at, never_after: None })),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_there_is_never_a_second_post(
        turns in prop::collection::vec((fate(), person(), 0..20_000_i64), 1..80),
    ) {
        let (mut at, mut server, mut now) = (planned(), Server::default(), NOW);
        for (fate, wish, passes) in turns {
            now = now.plus_seconds(passes);
            server.passes(now);
            if let Some(wish) = wish && let Ok(done) = settle(&at, wish, now) {
                at = done.standing;
            }
            if let Some(event) = worker(&at, &mut server, fate, now) && let Ok(done) = settle(&at, event, now) {
                at = done.standing;
            }
            let waits = u32::from(server.held_for.is_some());
            prop_assert!(server.posts + waits <= 1, "{at:?}, {server:?}");
            if let DeliveryState::Cancelled = at.state {
                prop_assert_eq!(server.posts + waits, 0, "it was stopped");
            }
        }
    }
}

#[test]
fn only_what_is_far_enough_ahead_is_handed_over() {
    let event = Event::Held(HeldEvent::HandsOver { soonest: DAY });
    assert!(settle(&planned(), event, NOW).is_err());
    let event = Event::Held(HeldEvent::HandsOver { soonest: DAY - 1 });
    assert!(settle(&planned(), event.clone(), NOW).is_ok());
    let bounded = Standing { never_after: Some(NOW), ..planned() };
    assert!(settle(&bounded, event.clone(), NOW).is_err(), "the platform would send it after its last moment");
    let edit = Standing { kind: DeliveryKind::Edit, ..planned() };
    assert!(settle(&edit, event, NOW).is_err());
}

#[test]
fn an_end_before_the_platform_heard_is_no_doubt() {
    let begun = settle(&planned(), Event::Held(HeldEvent::HandsOver { soonest: SOONEST }), NOW).unwrap().standing;
    let before = settle(&begun, Event::Held(HeldEvent::FoundAtStart { changing: false }), NOW).unwrap();
    assert_eq!(before.standing.state, planned().state);
    let after = settle(&begun, Event::Held(HeldEvent::FoundAtStart { changing: true }), NOW).unwrap();
    assert!(matches!(after.standing.state, DeliveryState::Held { stage: HeldStage::Asking { ask: false, .. }, .. }));
    assert!(settle(&begun, Event::Claimed, NOW).is_err(), "what is held is never sent from here");
}
