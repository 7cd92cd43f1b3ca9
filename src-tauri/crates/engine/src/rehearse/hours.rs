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
mod tests;
