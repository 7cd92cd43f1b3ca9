//! Whether somebody is there to be told.

use jiff::Zoned;
use lectern_core::moment::zone_of;
use lectern_model::{OpeningHours, Settings, Timestamp};

/// When the day's summary is told where the library has told no hours: nine.
const USUAL: u16 = 9 * 60;

const DAY: u16 = 24 * 60;

/// Whether the library is open. Where no hours are told it is never closed. The one place that asks this for notices.
pub(super) fn open_now(settings: &Settings, now: Timestamp) -> bool {
    let Some(at) = shown(settings, now) else { return true };
    let (day, minute) = (weekday(&at), minute_of(&at));
    let before = if day == 1 { 7 } else { day - 1 };
    let within = |one: &OpeningHours| {
        (one.weekday == day && (one.opens..one.closes).contains(&minute))
            // Open past midnight.
            || (one.weekday == before && minute.saturating_add(DAY) < one.closes)
    };
    settings.opening_hours.is_empty() || settings.opening_hours.iter().any(within)
}

/// The day whose summary is due at a moment, `2026-11-26`; none: it is too early, or the library stays closed.
pub(super) fn summary_day(settings: &Settings, now: Timestamp) -> Option<String> {
    let at = shown(settings, now)?;
    let hours = &settings.opening_hours;
    let opens = hours.iter().filter(|one| one.weekday == weekday(&at)).map(|one| one.opens).min();
    let due = match settings.notices.summary_at {
        Some(minute) => minute,
        None if hours.is_empty() => USUAL,
        None => opens?,
    };
    // Whoever comes after the doors closed has no use for what was to be done at opening.
    let late = settings.notices.summary_at.is_none() && !open_now(settings, now);
    (minute_of(&at) >= due && !late).then(|| at.date().to_string())
}

fn shown(settings: &Settings, now: Timestamp) -> Option<Zoned> {
    Some(jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone_of(settings)))
}

fn weekday(at: &Zoned) -> u8 {
    at.weekday().to_monday_one_offset().unsigned_abs()
}

fn minute_of(at: &Zoned) -> u16 {
    u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs())
}

#[cfg(test)]
mod tests;
