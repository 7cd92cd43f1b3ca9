//! Whether somebody is there to be told.

use jiff::Zoned;
use lectern_core::moment::zone_of;
use lectern_hours::Hours;
use lectern_model::{Settings, Timestamp};

/// When the day's summary is told where the library has told no hours: nine.
const USUAL: u16 = 9 * 60;

/// Whether the library is open. Where no hours are told it is never closed.
pub(super) fn open_now(hours: &Hours, now: Timestamp) -> bool {
    !hours.is_told() || hours.is_open(now)
}

/// The day whose summary is due at a moment, `2026-11-26`; none: it is too early, or the library stays closed.
pub(super) fn summary_day(settings: &Settings, hours: &Hours, now: Timestamp) -> Option<String> {
    let at = shown(settings, now)?;
    let due = match settings.notices.summary_at {
        Some(minute) => minute,
        None if !hours.is_told() => USUAL,
        None => hours.of(at.date()).first()?.opens,
    };
    // Whoever comes after the doors closed has no use for what was to be done at opening.
    let late = settings.notices.summary_at.is_none() && !open_now(hours, now);
    (minute_of(&at) >= due && !late).then(|| at.date().to_string())
}

fn shown(settings: &Settings, now: Timestamp) -> Option<Zoned> {
    Some(jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone_of(settings)))
}

fn minute_of(at: &Zoned) -> u16 {
    u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs())
}

#[cfg(test)]
mod tests;
