use super::{open_now, summary_day};
use lectern_core::moment::{instant, zone_of};
use lectern_hours::Hours;
use lectern_model::{OpeningHours, Settings, Timestamp};

fn library(spans: &[(u8, u16, u16)]) -> Settings {
    let opening_hours =
        spans.iter().map(|(weekday, opens, closes)| OpeningHours { weekday: *weekday, opens: *opens, closes: *closes });
    Settings { time_zone: "America/New_York".to_owned(), opening_hours: opening_hours.collect(), ..Settings::default() }
}

fn hours(settings: &Settings) -> Hours {
    Hours::new(&settings.opening_hours, &[], zone_of(settings))
}

fn at(settings: &Settings, wall: &str) -> Timestamp {
    instant(wall.parse().unwrap(), &zone_of(settings)).unwrap()
}

#[test]
fn open_is_from_the_first_minute_to_the_last_and_past_midnight() {
    // Monday 9 to 17, Saturday 20 to 2 on Sunday, Sunday 22 to 1 on Monday.
    let settings = library(&[(1, 540, 1020), (6, 1200, 1560), (7, 1320, 1500)]);
    let open = |wall: &str| open_now(&hours(&settings), at(&settings, wall));
    for wall in ["2026-11-30T09:00", "2026-11-30T16:59", "2026-11-28T20:00", "2026-11-29T01:59", "2026-11-30T00:30"] {
        assert!(open(wall), "{wall}");
    }
    for wall in ["2026-11-30T08:59", "2026-11-30T17:00", "2026-11-29T02:00", "2026-11-30T01:00", "2026-12-01T12:00"] {
        assert!(!open(wall), "{wall}");
    }
    assert!(open_now(&hours(&library(&[])), at(&settings, "2026-11-30T03:00")), "no hours are told: never closed");
}

#[test]
fn the_summary_is_due_at_opening_or_when_it_was_set() {
    let mut settings = library(&[(1, 540, 720), (1, 780, 1020)]);
    let due = |settings: &Settings, wall: &str| summary_day(settings, &hours(settings), at(settings, wall));
    let monday = Some("2026-11-30".to_owned());
    assert_eq!(due(&settings, "2026-11-30T08:59"), None);
    assert_eq!(due(&settings, "2026-11-30T09:00"), monday);
    assert_eq!(due(&settings, "2026-11-30T13:30"), monday, "whoever comes late is told all the same");
    assert_eq!(due(&settings, "2026-11-30T18:00"), None, "closed for today");
    assert_eq!(due(&settings, "2026-12-01T10:00"), None, "closed on Tuesdays");
    settings.notices.summary_at = Some(510);
    assert_eq!(due(&settings, "2026-11-30T08:29"), None);
    assert_eq!(due(&settings, "2026-11-30T08:30"), monday);
    assert_eq!(due(&settings, "2026-12-01T08:30"), Some("2026-12-01".to_owned()));
    let untold = library(&[]);
    assert_eq!(due(&untold, "2026-11-30T08:59"), None);
    assert_eq!(due(&untold, "2026-11-30T09:00"), monday);
}

#[test]
fn the_night_the_clocks_change_has_its_own_hours() {
    // Open at night, Sunday 1 to 4: on 1 November 2026 the clocks go back at 2.
    let settings = library(&[(7, 60, 240)]);
    let one = at(&settings, "2026-11-01T01:00");
    for later in [0, 1, 2, 3] {
        assert!(open_now(&hours(&settings), one.plus_seconds(later * 3600)), "{later}");
    }
    assert!(!open_now(&hours(&settings), one.plus_seconds(4 * 3600)));
}
