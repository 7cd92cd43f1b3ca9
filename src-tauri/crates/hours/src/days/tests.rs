use super::Hours;
use jiff::civil::date;
use jiff::tz::TimeZone;
use lectern_model::{Closure, ClosureKind, OpenSpan, OpeningHours};

fn week() -> Vec<OpeningHours> {
    let span = |weekday, opens, closes| OpeningHours { weekday, opens, closes };
    vec![span(1, 540, 1020), span(5, 840, 1560), span(6, 600, 840)]
}

fn closure(first: &str, last: &str, what: ClosureKind) -> Closure {
    Closure { name: "Fair".to_owned(), first: first.to_owned(), last: last.to_owned(), what }
}

fn hours(closures: &[Closure]) -> Hours {
    Hours::new(&week(), closures, TimeZone::get("Europe/Berlin").unwrap())
}

fn spans(spans: &[(u16, u16)]) -> Vec<OpenSpan> {
    spans.iter().map(|(opens, closes)| OpenSpan { opens: *opens, closes: *closes }).collect()
}

// Monday 23, Friday 27, Saturday 28 November 2026.

#[test]
fn a_night_is_shown_on_both_of_its_days() {
    let hours = hours(&[]);
    assert_eq!(hours.on(date(2026, 11, 27)), spans(&[(840, 1440)]));
    assert_eq!(hours.on(date(2026, 11, 28)), spans(&[(0, 120), (600, 840)]));
    assert_eq!(hours.of(date(2026, 11, 27)), spans(&[(840, 1560)]));
    assert_eq!(hours.words(date(2026, 11, 27)), "Open 14:00 to 2:00");
    assert_eq!(hours.words(date(2026, 11, 23)), "Open 9:00 to 17:00");
    assert_eq!(hours.words(date(2026, 11, 24)), "Closed");
    assert_eq!(Hours::new(&[], &[], TimeZone::UTC).words(date(2026, 11, 24)), "");
}

#[test]
fn a_night_belongs_to_the_day_it_begins_on() {
    let closed = |day| hours(&[closure(day, day, ClosureKind::Closed)]);
    assert_eq!(closed("2026-11-28").on(date(2026, 11, 28)), spans(&[(0, 120)]));
    assert_eq!(closed("2026-11-27").on(date(2026, 11, 28)), spans(&[(600, 840)]));
    assert_eq!(closed("2026-11-27").words(date(2026, 11, 27)), "Closed: Fair");
}

#[test]
fn a_closed_time_is_cut_out_of_a_night_too() {
    let part = |from, until| ClosureKind::Between { from, until };
    let cut = hours(&[closure("2026-11-27", "2026-11-28", part(1380, 60))]);
    assert_eq!(cut.of(date(2026, 11, 27)), spans(&[(840, 1380), (1500, 1560)]));
    assert_eq!(cut.on(date(2026, 11, 28)), spans(&[(60, 120), (600, 840)]));
    let early = hours(&[closure("2026-11-28", "2026-11-28", part(0, 90))]);
    assert_eq!(early.on(date(2026, 11, 28)), spans(&[(90, 120), (600, 840)]));
    let whole = hours(&[closure("2026-11-23", "2026-11-23", part(0, 1440))]);
    assert_eq!(whole.words(date(2026, 11, 23)), "Closed: Fair");
}

#[test]
fn other_hours_take_the_place_of_those_of_the_week_and_closed_goes_before_both() {
    let day = "2026-11-23";
    let other = closure(day, day, ClosureKind::Hours { open: spans(&[(600, 660)]) });
    let later = closure(day, day, ClosureKind::Hours { open: spans(&[(700, 760)]) });
    assert_eq!(hours(std::slice::from_ref(&other)).of(date(2026, 11, 23)), spans(&[(600, 660)]));
    assert_eq!(hours(&[other.clone(), later.clone()]).of(date(2026, 11, 23)), spans(&[(700, 760)]));
    let closed = closure(day, day, ClosureKind::Closed);
    assert!(hours(&[closed, other, later]).of(date(2026, 11, 23)).is_empty());
}

#[test]
fn other_hours_that_meet_the_night_before_begin_when_it_ends() {
    let day = "2026-11-28";
    let early = hours(&[closure(day, day, ClosureKind::Hours { open: spans(&[(30, 300)]) })]);
    assert_eq!(early.on(date(2026, 11, 28)), spans(&[(0, 120), (120, 300)]));
}
