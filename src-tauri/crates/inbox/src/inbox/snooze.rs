//! Moments that one snoozes until, on the library's clock.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use lectern_core::moment::{instant, shown, words_of, zone_of};
use lectern_model::{OpeningHours, Settings, SnoozeTime, Timestamp};

/// When a day begins for those who told no hours.
const MORNING: i8 = 9;
/// "Later" is so many hours from now.
const LATER: i64 = 3;
/// A library that does not open within so many days has told no hours that count.
const DAYS: i32 = 15;

/// The moments that are offered, the nearest first.
pub(super) fn times(settings: &Settings, now: Timestamp) -> Vec<SnoozeTime> {
    let zone = zone_of(settings);
    let Some(today) = shown(now, &zone) else { return Vec::new() };
    let mut all = Vec::new();
    let mut offer = |name: &str, at: Option<Timestamp>| {
        if let Some(at) = at.filter(|at| *at > now) {
            all.push(SnoozeTime { name: name.to_owned(), at, words: words_of(at, &zone) });
        }
    };
    offer("In 3 hours", Some(now.plus_seconds(LATER * 3600)));
    offer("When we open next", next_opening(settings, now));
    offer("Tomorrow morning", morning(today.date(), 1.day(), settings, &zone));
    let to_monday = 8 - i64::from(today.date().weekday().to_monday_one_offset());
    offer("Next Monday", morning(today.date(), to_monday.days(), settings, &zone));
    all.sort_by_key(|time| time.at);
    all.dedup_by_key(|time| time.at);
    all
}

/// When the library opens next, after a moment; none: no hours were told.
pub(super) fn next_opening(settings: &Settings, now: Timestamp) -> Option<Timestamp> {
    let zone = zone_of(settings);
    let today = shown(now, &zone)?.date();
    (0..DAYS).find_map(|days| {
        let day = today.checked_add(days.days()).ok()?;
        openings(day, &settings.opening_hours).into_iter().filter_map(|at| instant(at, &zone)).find(|at| *at > now)
    })
}

/// A day's first opening, or nine where it has none.
fn morning(today: Date, from_today: Span, settings: &Settings, zone: &TimeZone) -> Option<Timestamp> {
    let day = today.checked_add(from_today).ok()?;
    let usual = || Some(day.to_datetime(Time::new(MORNING, 0, 0, 0).ok()?));
    instant(openings(day, &settings.opening_hours).into_iter().next().or_else(usual)?, zone)
}

/// When the library opens on a day, in order.
fn openings(day: Date, hours: &[OpeningHours]) -> Vec<DateTime> {
    let weekday = day.weekday().to_monday_one_offset().unsigned_abs();
    let mut minutes: Vec<u16> = hours.iter().filter(|one| one.weekday == weekday).map(|one| one.opens).collect();
    minutes.sort_unstable();
    let midnight = day.to_datetime(Time::midnight());
    minutes.into_iter().filter_map(|minute| midnight.checked_add(i64::from(minute).minutes()).ok()).collect()
}

#[cfg(test)]
mod tests;
