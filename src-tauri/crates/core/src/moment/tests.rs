use super::{day_of, moment_at, understood};
use jiff::tz::TimeZone;
use lectern_model::{Timestamp, WallClock};

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

#[test]
fn a_plain_time_is_itself() {
    let moment = understood("2026-11-26T09:00", &zone("America/New_York")).unwrap();
    assert_eq!((moment.at, moment.again_at), (Timestamp(1_795_701_600_000), None));
    assert_eq!((moment.clock, moment.note.as_str()), (WallClock::Plain, ""));
    assert_eq!(moment.local, "2026-11-26T09:00");
    assert_eq!(moment.words, "Thursday 26 November 2026, 9:00 (EST)");
}

#[test]
fn a_time_in_the_gap_is_as_much_later_and_says_so() {
    let moment = understood("2026-03-29T02:30", &zone("Europe/Berlin")).unwrap();
    assert_eq!((moment.clock, moment.local.as_str()), (WallClock::Skipped, "2026-03-29T03:30"));
    assert_eq!(moment.at, understood("2026-03-29T03:30", &zone("Europe/Berlin")).unwrap().at);
    assert!(moment.note.contains("2:30 does not come") && moment.note.contains("3:30"), "{}", moment.note);
    assert_eq!(moment.words, "Sunday 29 March 2026, 3:30 (CEST)");
}

#[test]
fn a_time_that_comes_twice_is_the_first_and_says_so() {
    let moment = understood("2026-10-25T02:30", &zone("Europe/Berlin")).unwrap();
    assert_eq!(moment.clock, WallClock::Twice);
    assert_eq!(moment.again_at.unwrap().since(moment.at), 3_600_000);
    assert_eq!(moment.words, "Sunday 25 October 2026, 2:30 (CEST)");
    assert!(moment.note.contains("2:30 comes twice"), "{}", moment.note);
}

#[test]
fn a_moment_is_told_as_the_clock_shows_it() {
    let berlin = zone("Europe/Berlin");
    let first = understood("2026-10-25T02:30", &berlin).unwrap();
    assert_eq!(moment_at(first.at, &berlin).unwrap(), first);
    let second = moment_at(first.again_at.unwrap(), &berlin).unwrap();
    assert_eq!((second.local.as_str(), second.at), ("2026-10-25T02:30", first.again_at.unwrap()));
    assert_eq!(second.words, "Sunday 25 October 2026, 2:30 (CET)");
    assert!(second.note.contains("the second of the two"), "{}", second.note);
    assert!(moment_at(Timestamp(i64::MAX), &berlin).is_err());
}

#[test]
fn what_is_no_time_is_refused() {
    for bad in ["", "tomorrow", "2026-11-26", "2026-13-01T09:00", "2026-11-26T25:00", "2026-11-26T09:00Z"] {
        assert_eq!(understood(bad, &zone("UTC")).unwrap_err().field.unwrap(), "local", "{bad}");
    }
}

#[test]
fn a_day_is_as_long_as_the_clock_makes_it() {
    let hours = |local: &str| {
        let at = understood(local, &zone("Europe/Berlin")).unwrap().at;
        let (start, end) = day_of(at, &zone("Europe/Berlin"));
        (at.since(start) / 3_600_000, end.since(start) / 3_600_000)
    };
    assert_eq!(hours("2026-11-26T09:00"), (9, 24));
    assert_eq!(hours("2026-03-29T09:00"), (8, 23));
    assert_eq!(hours("2026-10-25T09:00"), (10, 25));
}
