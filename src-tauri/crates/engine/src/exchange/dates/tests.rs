use super::{Day, clock, day, halves, meant, written};
use jiff::tz::TimeZone;
use lectern_model::Timestamp;
use proptest::prelude::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(cell: &str, day_first: Option<bool>, name: &str) -> Option<String> {
    let (d, c) = halves(cell);
    let meant = meant(day(d)?.read(day_first)?, clock(c)?, &zone(name))?;
    Some(jiff::Timestamp::from_millisecond(meant.at.0).unwrap().to_string())
}

#[test]
fn days_and_times_are_read_as_people_write_them() {
    for cell in [
        "2027-04-03 09:30",
        "2027/04/03 9:30",
        "2027-04-03T09:30",
        "03.04.2027 09:30",
        "3/4/2027 9:30 AM",
        "03/04/2027 09:30:00",
        "03-04-2027 9.30 a.m.",
        "2027-04-03 05:30-04:00",
        "2027-04-03 09:30Z",
    ] {
        assert_eq!(at(cell, Some(true), "UTC").as_deref(), Some("2027-04-03T09:30:00Z"), "{cell}");
    }
    assert_eq!(at("03/04/2027 12:05 AM", Some(false), "UTC").unwrap(), "2027-03-04T00:05:00Z");
    assert_eq!(at("03/04/2027 9 PM", Some(false), "UTC").unwrap(), "2027-03-04T21:00:00Z");
}

#[test]
fn what_is_no_day_or_time_is_none() {
    for cell in [
        "",
        "soon",
        "2027-02-30 09:00",
        "2027-13-01 09:00",
        "03/04/27 09:00",
        "2027-04-03",
        "2027-04-03 25:00",
        "2027-04-03 9",
        "2027-04-03 13:00 PM",
        "2027-04-03 09:00:00:00",
        "13/13/2027 09:00",
        "=A1 09:00",
        "2027-04-03 09:00+99:00",
        "--- :",
    ] {
        assert_eq!(at(cell, Some(true), "UTC"), None, "{cell}");
    }
}

#[test]
fn a_day_that_can_be_two_waits_for_a_word() {
    let two = day("03/04/2027").unwrap();
    assert!(two.is_ambiguous() && two.read(None).is_none() && two.must_be_day_first().is_none());
    assert_eq!((two.read(Some(true)), two.read(Some(false))), (Some((2027, 4, 3)), Some((2027, 3, 4))));
    let only = day("25/12/2027").unwrap();
    assert_eq!((only.must_be_day_first(), only.is_ambiguous()), (Some(true), false));
    assert_eq!(only.read(None), Some((2027, 12, 25)));
    assert_eq!(day("12/25/2027").unwrap().must_be_day_first(), Some(false));
    assert_eq!(day("5/5/2027").unwrap().read(None), Some((2027, 5, 5)));
    assert_eq!(day("2027-04-03"), Some(Day::Certain(2027, 4, 3)));
}

#[test]
fn the_gap_and_the_hour_that_comes_twice_are_told() {
    let berlin = zone("Europe/Berlin");
    let gap = meant((2027, 3, 28), clock("02:30").unwrap(), &berlin).unwrap();
    assert!(gap.note.contains("2:30 does not come"), "{}", gap.note);
    let first = meant((2027, 10, 31), clock("02:30").unwrap(), &berlin).unwrap();
    assert!(first.note.contains("comes twice"), "{}", first.note);
    let second = meant((2027, 10, 31), clock("02:30+01:00").unwrap(), &berlin).unwrap();
    assert_eq!(second.at.since(first.at), 3_600_000);
    assert_eq!(written(second.at, &berlin), ("2027-10-31".to_owned(), "02:30+01:00".to_owned()));
    assert_eq!(written(first.at, &berlin).1, "02:30");
}

proptest! {
    #[test]
    fn a_moment_written_is_the_same_moment_read(
        seconds in 1_700_000_000_i64..1_900_000_000,
        name in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    ) {
        let (moment, zone) = (Timestamp(seconds * 1000), zone(name));
        let (d, c) = written(moment, &zone);
        let read = meant(day(&d).unwrap().read(None).unwrap(), clock(&c).unwrap(), &zone).unwrap();
        prop_assert_eq!(read.at, moment);
    }
}
