use super::{Outcome, Pace};
use lectern_model::Timestamp;

const NOW: Timestamp = Timestamp(1_000_000_000);

fn waits(outcome: Outcome, probe: bool, times: usize) -> Vec<i64> {
    let mut pace = Pace::new(60);
    (0..times).map(|_| pace.next(outcome, NOW, probe, 127).since(NOW) / 1000).collect()
}

#[test]
fn looks_are_spread_by_fifteen_percent() {
    let mut pace = Pace::new(100);
    assert_eq!(pace.next(Outcome::Well, NOW, false, 0).since(NOW), 85_000);
    assert_eq!(pace.next(Outcome::Well, NOW, false, 255).since(NOW), 115_000);
}

#[test]
fn failures_are_tried_later_and_later_but_not_forever_later() {
    let failed = waits(Outcome::Failed, false, 9);
    assert!(failed.windows(2).all(|pair| pair[0] <= pair[1]), "{failed:?}");
    assert!(failed[0] >= 119 && failed[8] <= 3600, "{failed:?}");
}

#[test]
fn without_a_line_one_account_probes_often_and_the_others_wait_to_be_woken() {
    assert_eq!(waits(Outcome::NoLine, true, 4), [14, 29, 59, 59]);
    assert!(waits(Outcome::NoLine, false, 3).iter().all(|wait| *wait > 500));
}

#[test]
fn a_platform_that_asks_for_rest_gets_it_within_a_day() {
    let mut pace = Pace::new(60);
    let until = NOW.plus_seconds(900);
    assert_eq!(pace.next(Outcome::Rest(Some(until)), NOW, false, 0), until);
    let absurd = NOW.plus_seconds(10 * 365 * 24 * 3600);
    assert_eq!(pace.next(Outcome::Rest(Some(absurd)), NOW, false, 0), NOW.plus_seconds(24 * 3600));
    assert!(pace.next(Outcome::Rest(Some(NOW.plus_seconds(-5))), NOW, false, 0) > NOW);
}

#[test]
fn a_good_look_ends_the_caution() {
    let mut pace = Pace::new(60);
    for _ in 0..5 {
        pace.next(Outcome::Failed, NOW, false, 127);
    }
    assert!(!pace.is_well());
    assert!(pace.next(Outcome::Well, NOW, false, 127).since(NOW) < 70_000);
    assert!(pace.is_well());
    assert_eq!(pace.with_stream(NOW), NOW.plus_seconds(300));
}
