//! Whether somebody is there.

use jiff::Zoned;
use lectern_model::OpeningHours;

const DAY: u16 = 24 * 60;

/// Whether the library is open. Where no hours are told, nobody can say.
pub(super) fn is_open(at: &Zoned, hours: &[OpeningHours]) -> Option<bool> {
    if hours.is_empty() {
        return None;
    }
    let (today, before) = (weekday(at), if weekday(at) == 1 { 7 } else { weekday(at) - 1 });
    let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    let within = |one: &OpeningHours| match one.weekday {
        day if day == today && (one.opens..one.closes).contains(&minute) => true,
        // Open past midnight.
        day => day == before && minute.saturating_add(DAY) < one.closes,
    };
    Some(hours.iter().any(within))
}

/// When the library is open on a day. Empty: not told.
pub(super) fn words(day: &Zoned, hours: &[OpeningHours]) -> String {
    if hours.is_empty() {
        return String::new();
    }
    let mut spans: Vec<(u16, u16)> =
        hours.iter().filter(|one| one.weekday == weekday(day)).map(|one| (one.opens, one.closes)).collect();
    spans.sort_unstable();
    let spans: Vec<String> =
        spans.into_iter().map(|(opens, closes)| format!("{} to {}", clock(opens), clock(closes))).collect();
    if spans.is_empty() { "Closed".to_owned() } else { format!("Open {}", spans.join(" and ")) }
}

fn weekday(at: &Zoned) -> u8 {
    at.weekday().to_monday_one_offset().unsigned_abs()
}

fn clock(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
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
}
