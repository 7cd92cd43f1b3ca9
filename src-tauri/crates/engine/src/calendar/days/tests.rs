use super::{Days, wall};
use jiff::tz::TimeZone;
use lectern_hours::Hours;
use lectern_model::Timestamp;

fn days(from: &str, until: &str, zone: &str) -> Days {
    Days::between(from, until, &TimeZone::get(zone).unwrap()).unwrap()
}

#[test]
fn a_week_over_a_change_of_the_clock_is_an_hour_shorter_or_longer() {
    let hours = |from, until| {
        let days = days(from, until, "Europe/Berlin");
        days.end().since(days.start()) / 3_600_000
    };
    assert_eq!(hours("2026-03-23", "2026-03-29"), 7 * 24 - 1);
    assert_eq!(hours("2026-10-19", "2026-10-25"), 7 * 24 + 1);
    assert_eq!(hours("2026-11-23", "2026-11-29"), 7 * 24);
}

#[test]
fn a_day_says_what_its_clock_does() {
    let notes = |from, until, zone| -> Vec<String> {
        days(from, until, zone)
            .shown(&Hours::new(&[], &[], TimeZone::UTC), &[])
            .into_iter()
            .map(|day| day.note)
            .collect()
    };
    let spring = notes("2026-03-28", "2026-03-30", "Europe/Berlin");
    assert_eq!(spring, ["", "The clocks are put forward: from 2:00 to 3:00 nothing can go out.", ""]);
    let autumn = notes("2026-11-01", "2026-11-02", "America/New_York");
    assert_eq!(autumn, ["The clocks are put back: the time from 1:00 to 2:00 comes twice.", ""]);
    assert_eq!(notes("2026-11-01", "2026-11-01", "UTC"), [""]);
}

#[test]
fn every_moment_has_its_day() {
    let days = days("2026-03-28", "2026-03-29", "Europe/Berlin");
    let at = |offset: i64| days.place(Timestamp(days.start().0 + offset));
    let hour = 3_600_000;
    assert_eq!((at(-1), at(0), at(24 * hour - 1)), (None, Some(0), Some(0)));
    assert_eq!((at(24 * hour), at(47 * hour - 1), at(47 * hour)), (Some(1), Some(1), None));
}

#[test]
fn the_second_of_two_is_told_from_the_first() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let first = wall(Timestamp(1_792_888_200_000), &zone).unwrap();
    assert_eq!((first.date.as_str(), first.minute, first.clock.as_str()), ("2026-10-25", 150, "2:30"));
    let second = wall(Timestamp(1_792_888_200_000 + 3_600_000), &zone).unwrap();
    assert_eq!((second.minute, second.clock.as_str()), (150, "2:30"));
    assert_eq!(second.moment.again_at, Some(second.moment.at));
    assert_ne!(first.moment.again_at, Some(first.moment.at));
}

#[test]
fn what_are_no_days_is_refused() {
    let utc = TimeZone::UTC;
    let field = |from, until| Days::between(from, until, &utc).err().and_then(|problem| problem.field).unwrap();
    assert_eq!(field("", "2026-11-29"), "from");
    assert_eq!(field("2026-11-23", "29 November"), "until");
    assert_eq!(field("2026-11-23", "2026-11-22"), "until");
    assert_eq!(field("2026-11-23", "2028-11-23"), "until");
}
