use super::{MINUTE, next_free};
use jiff::tz::TimeZone;
use lectern_core::moment::{instant, shown};
use lectern_model::{AccountId, QueueSlot, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn slot(weekday: u8, hour: u16, minute: u16) -> QueueSlot {
    QueueSlot { account: AccountId(1), weekday, minute_of_day: hour * 60 + minute }
}

fn at(local: &str) -> Timestamp {
    instant(local.parse().unwrap(), &zone()).unwrap()
}

/// The next `count` free times, one taken after the other, as the wall clock shows them then.
fn next(slots: &[QueueSlot], now: &str, count: usize) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for _ in 0..count {
        let Some((_, at)) = next_free(slots, &taken, super::tests::at(now), &zone()) else { break };
        taken.insert(at.0.div_euclid(MINUTE));
        found.push(shown(at, &zone()).unwrap().strftime("%a %-d %b %H:%M").to_string());
    }
    found
}

#[test]
fn one_after_the_other_through_the_week() {
    let slots = [slot(2, 9, 0), slot(4, 17, 30), slot(2, 8, 0)];
    let found = next(&slots, "2026-11-23T09:00:00", 4);
    assert_eq!(found, ["Tue 24 Nov 08:00", "Tue 24 Nov 09:00", "Thu 26 Nov 17:30", "Tue 1 Dec 08:00"]);
    assert_eq!(next(&slots, "2026-11-24T08:00:00", 1), ["Tue 24 Nov 09:00"], "its own minute has begun");
    assert!(next(&[], "2026-11-24T08:00:00", 1).is_empty());
}

#[test]
fn a_time_that_the_clock_skips_goes_out_as_much_later() {
    // 29 March 2026: 2:00 becomes 3:00.
    let slots = [slot(7, 2, 30), slot(7, 3, 10), slot(7, 3, 30)];
    let found = next(&slots, "2026-03-28T12:00:00", 4);
    assert_eq!(found, ["Sun 29 Mar 03:10", "Sun 29 Mar 03:30", "Sun 5 Apr 02:30", "Sun 5 Apr 03:10"]);
}

#[test]
fn a_time_that_comes_twice_is_used_once() {
    // 25 October 2026: 3:00 becomes 2:00.
    let slots = [slot(7, 2, 30)];
    let found = next(&slots, "2026-10-24T12:00:00", 2);
    assert_eq!(found, ["Sun 25 Oct 02:30", "Sun 1 Nov 02:30"]);
    let first = at("2026-10-25T02:30:00");
    let between = next_free(&slots, &BTreeSet::new(), first.plus_seconds(60), &zone()).unwrap().1;
    assert_eq!(shown(between, &zone()).unwrap().strftime("%a %-d %b %H:%M").to_string(), "Sun 1 Nov 02:30");
}

proptest! {
    #[test]
    fn every_time_is_later_than_the_one_before_and_one_of_the_slots(
        slots in prop::collection::vec((1u8..=7, 0u16..1440), 1..6),
        start in 1_767_225_600_000i64..1_830_297_600_000,
    ) {
        let slots: Vec<QueueSlot> = slots.into_iter()
            .map(|(weekday, minute_of_day)| QueueSlot { account: AccountId(1), weekday, minute_of_day }).collect();
        let (mut taken, mut last) = (BTreeSet::new(), Timestamp(start));
        for _ in 0..12 {
            let (typed, at) = next_free(&slots, &taken, Timestamp(start), &zone()).unwrap();
            prop_assert!(at > last, "{typed}");
            prop_assert!(taken.insert(at.0.div_euclid(MINUTE)));
            let minute = i64::from(typed.hour()) * 60 + i64::from(typed.minute());
            let fits = |slot: &&QueueSlot| i64::from(slot.minute_of_day) == minute
                && slot.weekday == u8::try_from(typed.weekday().to_monday_one_offset()).unwrap();
            prop_assert!(slots.iter().any(|slot| fits(&slot)));
            last = at;
        }
    }
}
