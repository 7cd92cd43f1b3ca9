use super::date_words;
use jiff::tz::TimeZone;
use lectern_core::moment::day_of;
use lectern_model::Timestamp;

/// Monday 23 November 2026, 09:00 UTC.
const NOW: Timestamp = Timestamp(1_795_424_400_000);

#[test]
fn the_date_is_the_librarys() {
    let words = |name: &str, at: Timestamp| date_words(at, &TimeZone::get(name).unwrap());
    assert_eq!(words("UTC", NOW), "Monday 23 November");
    assert_eq!(words("America/New_York", NOW.plus_seconds(-5 * 3600)), "Sunday 22 November");
    assert_eq!(words("Pacific/Auckland", NOW.plus_seconds(3 * 3600)), "Tuesday 24 November");
}

#[test]
fn the_day_begins_at_the_librarys_midnight() {
    let zone = TimeZone::get("America/New_York").unwrap();
    assert_eq!(day_of(NOW, &zone).0.since(NOW) / 3_600_000, -4);
}
