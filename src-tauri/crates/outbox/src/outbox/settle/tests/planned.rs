//! What is planned: never before its time, never later than a person allows, whatever the clock does.

use super::*;

const YEAR: i64 = 365 * 24 * 60 * 60;

fn planned() -> Standing {
    Standing { scheduled: true, ..standing(DeliveryState::Planned { at: NOW }) }
}

fn at(seconds: i64) -> Timestamp {
    NOW.plus_seconds(seconds)
}

fn claim(from: &Standing, seconds: i64) -> Transition {
    settle(from, Event::Claimed, at(seconds)).unwrap()
}

fn late(why: MissedWhy) -> DeliveryState {
    DeliveryState::Missed { due_at: NOW, why }
}

#[test]
fn it_goes_out_by_itself_within_its_grace() {
    for (grace, last) in [(0, 60), (60, 60), (GRACE, GRACE), (24 * 3600, 24 * 3600)] {
        let from = Standing { grace, ..planned() };
        assert_eq!(name(&claim(&from, 0).standing.state), "sending");
        assert_eq!(name(&claim(&from, last).standing.state), "sending", "{grace}");
        let missed = claim(&from, last + 1);
        assert_eq!((missed.standing.state, missed.wake_at), (late(MissedWhy::Late), None), "{grace}");
    }
}

#[test]
fn the_grace_is_looked_at_again_before_anything_can_be_seen() {
    let sending = claim(&planned(), GRACE).standing;
    let begins = |seconds| settle(&sending, Event::Begins, at(seconds)).unwrap().standing.state;
    assert_eq!(name(&begins(GRACE)), "sending");
    assert_eq!(begins(GRACE + 1), late(MissedWhy::Late));
}

#[test]
fn nothing_goes_out_after_its_last_moment() {
    for scheduled in [true, false] {
        let from = Standing { scheduled, never_after: Some(at(60)), ..planned() };
        let sending = claim(&from, 60).standing;
        assert_eq!(name(&sending.state), "sending");
        assert_eq!(claim(&from, 61).standing.state, late(MissedWhy::NeverAfter));
        assert_eq!(name(&settle(&sending, Event::Begins, at(60)).unwrap().standing.state), "sending");
        let begins = settle(&sending, Event::Begins, at(61)).unwrap();
        assert_eq!(begins.standing.state, late(MissedWhy::NeverAfter));
        assert!(begins.note.unwrap().contains("must not go out after"));
    }
}

#[test]
fn a_retry_after_its_last_moment_is_not_waited_for() {
    let tries = |never_after: i64, what| {
        let state = DeliveryState::Sending { since: NOW };
        let from = Standing { never_after: Some(at(never_after)), ..standing(state) };
        settle(&from, step(false, Err(failure(what, Effect::None))), NOW).unwrap()
    };
    assert_eq!(name(&tries(30, FailureKind::Server).standing.state), "retry");
    let over = tries(29, FailureKind::Server);
    assert_eq!((over.standing.state, over.wake_at), (late(MissedWhy::NeverAfter), None));
    let until = FailureKind::RateLimited { until: Some(at(3600)) };
    assert_eq!(tries(3599, until).standing.state, late(MissedWhy::NeverAfter));
    assert_eq!(name(&tries(1, FailureKind::Permission).standing.state), "failed", "it needs a person in any case");
}

#[test]
fn what_the_platform_did_not_find_is_sent_again_only_in_time() {
    let from = Standing { never_after: Some(at(60)), scheduled: true, ..standing(doubt(false, FailureKind::Server)) };
    let absent = settle(&from, Event::Looked(Ok(Found::Absent)), at(61)).unwrap().standing;
    assert_eq!(claim(&absent, 61).standing.state, late(MissedWhy::NeverAfter));
}

#[test]
fn a_missed_one_is_sent_by_a_word_and_then_waits_like_any_other() {
    let missed = claim(&planned(), GRACE + 1).standing;
    let due = settle(&missed, Event::PersonRetries { anyway: false }, at(7200)).unwrap();
    assert_eq!((due.standing.due_at, due.standing.scheduled, due.wake_at), (at(7200), false, Some(at(7200))));
    assert_eq!(name(&claim(&due.standing, 7200 + GRACE + 1).standing.state), "sending");
}

#[test]
fn past_its_last_moment_it_needs_a_second_word() {
    let from = Standing { never_after: Some(at(60)), ..standing(late(MissedWhy::NeverAfter)) };
    let ask = |anyway, seconds| settle(&from, Event::PersonRetries { anyway }, at(seconds));
    assert_eq!(ask(false, 61), Err(PAST_ITS_LAST));
    assert_eq!(ask(true, 61).unwrap().standing.never_after, None);
    assert_eq!(ask(true, 60).unwrap().standing.never_after, Some(at(60)), "while it holds, it holds");
}

#[test]
fn moved_it_is_planned_anew() {
    let from = Standing { attempts: 3, never_after: Some(at(60)), ..standing(late(MissedWhy::NeverAfter)) };
    let event = Event::PersonMoves { at: Some(at(9000)), never_after: Some(at(9999)) };
    let moved = settle(&from, event, at(3600)).unwrap();
    let state = DeliveryState::Planned { at: at(9000) };
    let meant = Standing { state, due_at: at(9000), scheduled: true, never_after: Some(at(9999)), ..planned() };
    assert_eq!((moved.standing, moved.wake_at), (meant, Some(at(9000))));
}

#[test]
fn a_clock_set_back_sends_nothing_before_its_time() {
    for back in [3600, YEAR] {
        for state in [DeliveryState::Due, DeliveryState::Planned { at: NOW }] {
            let early = claim(&Standing { state, ..planned() }, -back);
            assert_eq!(early.standing.state, DeliveryState::Planned { at: NOW });
            assert_eq!(early.wake_at, Some(NOW), "it waits for its time again");
            assert_eq!(name(&claim(&early.standing, 0).standing.state), "sending");
        }
        let sending = claim(&planned(), 0).standing;
        let begins = settle(&sending, Event::Begins, at(-back)).unwrap().standing;
        assert_eq!(begins.state, DeliveryState::Planned { at: NOW });
        // What nobody planned goes out whatever the clock says: it was meant for now.
        assert_eq!(name(&claim(&standing(DeliveryState::Due), -back).standing.state), "sending");
    }
}

#[test]
fn a_clock_set_forward_sends_nothing_late_and_loses_nothing() {
    for from in [planned(), standing(DeliveryState::Due)] {
        let missed = claim(&from, YEAR).standing;
        assert_eq!(missed.state, late(MissedWhy::Late));
        let again = settle(&missed, Event::PersonMoves { at: Some(NOW), never_after: None }, at(-60)).unwrap();
        assert_eq!(again.standing.state, DeliveryState::Planned { at: NOW }, "the clock is right again");
    }
}

#[test]
fn one_that_waits_for_its_turn_is_missed_like_any_other() {
    let waits = |seconds| settle(&planned(), Event::Waits { until: at(seconds + 120) }, at(seconds)).unwrap();
    assert_eq!((waits(600).standing, waits(600).wake_at), (planned(), Some(at(720))));
    assert_eq!(waits(GRACE + 1).standing.state, late(MissedWhy::Late));
}

proptest! {
    #[test]
    fn whatever_the_clock_does_it_goes_out_only_in_its_time(
        jumps in prop::collection::vec((any::<bool>(), -4000..4000_i64, 0..6_u8), 1..80),
        scheduled: bool, grace in 0..4000_i64, last in prop::option::of(0..4000_i64),
    ) {
        let never_after = last.map(at);
        let mut now = NOW.plus_seconds(-2000);
        let mut from = Standing { scheduled, never_after, grace, ..planned() };
        for (far, seconds, pick) in jumps {
            now = now.plus_seconds(if far { seconds * 10_000 } else { seconds });
            let event = match (&from.state, pick) {
                (DeliveryState::Sending { .. }, 0) => Event::FoundAtStart { changing: false },
                (DeliveryState::Sending { .. }, 1) => step(false, Err(failure(FailureKind::Server, Effect::None))),
                (DeliveryState::Sending { .. }, _) => Event::Begins,
                (DeliveryState::Missed { .. }, _) => break,
                (_, 0) => Event::Waits { until: now.plus_seconds(120) },
                _ => Event::Claimed,
            };
            let began = event == Event::Begins;
            from = settle(&from, event, now).unwrap().standing;
            if began && name(&from.state) == "sending" {
                prop_assert!(never_after.is_none_or(|last| now <= last));
                prop_assert!(!scheduled || now >= NOW && now.since(NOW) <= grace.max(60) * 1000);
                prop_assert!(scheduled || now.since(NOW) <= TOO_LATE * 1000);
            }
        }
    }
}

#[test]
fn a_later_part_begins_its_time_when_the_part_before_it_is_there() {
    let later = NOW.plus_seconds(2 * 60 * 60);
    for (name, state) in states() {
        let from = Standing { scheduled: true, attempts: 3, ..standing(state) };
        let Ok(moved) = settle(&from, Event::BeforeIsThere, later) else {
            assert!(!matches!(name, "planned" | "due"), "{name}");
            continue;
        };
        assert!(matches!(name, "planned" | "due"), "{name}");
        assert_eq!((&moved.standing.state, moved.wake_at), (&DeliveryState::Due, Some(later)));
        assert_eq!((moved.standing.due_at, moved.standing.attempts), (later, 0));
        let claimed = settle(&moved.standing, Event::Claimed, later).unwrap();
        assert_eq!(claimed.standing.state, DeliveryState::Sending { since: later }, "it is not late");
    }
}
