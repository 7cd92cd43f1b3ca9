use super::{preview, words};
use crate::series::rhythm::Rule;
use jiff::tz::TimeZone;
use lectern_core::moment::instant;
use lectern_model::{Ends, Rhythm, SeriesPlan, WallClock};

fn rule(rhythm: Rhythm, first: &str, ends: Ends) -> Rule {
    Rule::read(&SeriesPlan { rhythm, first: first.to_owned(), ends }).unwrap()
}

#[test]
fn a_rhythm_says_what_it_is() {
    let said = |rhythm, ends| words(&rule(rhythm, "2026-11-27T09:00", ends));
    let weekly = |weekdays: &[u8], every| Rhythm::Weekly { weekdays: weekdays.to_vec(), every };
    let until = || Ends::On { date: "2026-12-18".to_owned() };
    assert_eq!(said(weekly(&[4], 1), until()), "Every Thursday at 9:00, until 18 December 2026, 3 times");
    assert_eq!(
        said(weekly(&[5], 1), Ends::After { times: 4 }),
        "Every Friday at 9:00, until 18 December 2026, 4 times"
    );
    assert_eq!(said(Rhythm::Daily, Ends::After { times: 1 }), "Every day at 9:00, until 27 November 2026, once");
    assert_eq!(said(weekly(&[5, 1, 3], 2), Ends::Never), "Every second week on Monday, Wednesday and Friday at 9:00");
    assert_eq!(said(Rhythm::Monthly { day: 31 }, Ends::Never), "Every month on the 31st or its last day, at 9:00");
    assert_eq!(said(Rhythm::Monthly { day: 12 }, Ends::Never), "Every month on the 12th at 9:00");
    assert_eq!(
        said(Rhythm::MonthlyWeekday { nth: 5, weekday: 7 }, Ends::Never),
        "Every month on the last Sunday at 9:00"
    );
    let long = Ends::On { date: "2099-01-01".to_owned() };
    assert_eq!(said(Rhythm::Daily, long), "Every day at 9:00, until 1 January 2099");
}

#[test]
fn the_dates_ahead_tell_daylight_saving() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let now = instant("2026-03-22T12:00".parse().unwrap(), &zone).unwrap();
    let sundays = rule(Rhythm::Weekly { weekdays: vec![7], every: 1 }, "2026-03-01T02:30", Ends::After { times: 6 });
    let shown = preview(&sundays, &zone, now);
    assert_eq!(shown.next.len(), 2, "the two that are left");
    assert_eq!(shown.next[0].clock, WallClock::Skipped);
    assert_eq!(shown.next[1].words, "Sunday 5 April 2026, 2:30 (CEST)");
    let over = preview(&rule(Rhythm::Daily, "2026-03-01T09:00", Ends::After { times: 2 }), &zone, now);
    assert!(over.next.is_empty() && over.note.contains("None"), "{}", over.note);
}
