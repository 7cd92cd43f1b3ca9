use super::{is_open, words};
use jiff::Zoned;
use lectern_model::OpeningHours;

fn at(text: &str) -> Zoned {
    format!("{text}[Europe/Berlin]").parse().unwrap()
}

#[test]
fn open_hours_go_past_midnight_where_they_do() {
    let span = |weekday, opens, closes| OpeningHours { weekday, opens, closes };
    let hours = [span(1, 9 * 60, 17 * 60), span(5, 14 * 60, 25 * 60), span(7, 20 * 60, 26 * 60)];
    // Monday 23 November 2026.
    for (moment, open) in [
        ("2026-11-23T08:59", false),
        ("2026-11-23T09:00", true),
        ("2026-11-23T17:00", false),
        ("2026-11-23T01:59", true),
        ("2026-11-24T10:00", false),
        ("2026-11-28T00:30", true),
        ("2026-11-28T01:00", false),
    ] {
        assert_eq!(is_open(&at(moment), &hours), Some(open), "{moment}");
    }
    assert_eq!(is_open(&at("2026-11-23T10:00"), &[]), None);
    assert_eq!(words(&at("2026-11-23T12:00"), &hours), "Open 9:00 to 17:00");
    assert_eq!(words(&at("2026-11-24T12:00"), &hours), "Closed");
    assert_eq!(words(&at("2026-11-27T12:00"), &hours), "Open 14:00 to 1:00");
}
