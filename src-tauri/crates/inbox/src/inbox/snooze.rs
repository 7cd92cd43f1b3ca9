//! Moments that one snoozes until, on the library's clock.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use lectern_core::moment::{instant, shown, words_of, zone_of};
use lectern_hours::Hours;
use lectern_model::{Settings, SnoozeTime, Timestamp};

/// When a day begins for those who told no hours, in minutes.
const MORNING: u16 = 9 * 60;
/// "Later" is so many hours from now.
const LATER: i64 = 3;

/// The moments that are offered, the nearest first.
pub(super) fn times(settings: &Settings, hours: &Hours, now: Timestamp) -> Vec<SnoozeTime> {
    let zone = zone_of(settings);
    let Some(today) = shown(now, &zone) else { return Vec::new() };
    let mut all = Vec::new();
    let mut offer = |name: &str, says_day: bool, at: Option<Timestamp>| {
        if let Some(at) = at.filter(|at| *at > now) {
            all.push(SnoozeTime { name: name.to_owned(), at, words: words_of(at, &zone), says_day });
        }
    };
    offer("In 3 hours", false, Some(now.plus_seconds(LATER * 3600)));
    offer("When we open next", false, next_opening(hours, now));
    offer("Tomorrow morning", true, morning(today.date(), 1.day(), hours, &zone));
    let to_monday = 8 - i64::from(today.date().weekday().to_monday_one_offset());
    offer("Next Monday", true, morning(today.date(), to_monday.days(), hours, &zone));
    all.sort_by_key(|time| time.at);
    all.dedup_by_key(|time| time.at);
    all
}

/// When the library opens next, after a moment; none: no hours were told, or it stays closed.
pub(super) fn next_opening(hours: &Hours, now: Timestamp) -> Option<Timestamp> {
    let next = hours.next(now).ok()?;
    let after = if next.start > now { next } else { hours.next(next.end).ok()? };
    Some(after.start).filter(|start| *start > now)
}

/// A day's first opening, or nine where it has none.
fn morning(today: Date, from_today: Span, hours: &Hours, zone: &TimeZone) -> Option<Timestamp> {
    let day = today.checked_add(from_today).ok()?;
    let opens = hours.of(day).first().map_or(MORNING, |first| first.opens);
    instant(day.to_datetime(Time::midnight()).checked_add(i64::from(opens).minutes()).ok()?, zone)
}

#[cfg(test)]
mod tests;
