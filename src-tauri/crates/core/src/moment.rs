//! The library's wall clock. A time that a person types is understood in the library's zone, and where daylight saving
//! makes it special, that is said.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{ToSpan, Zoned};
use lectern_model::{Moment, Problem, Settings, Timestamp, WallClock};

/// How a wall clock time is written between the window and here.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// How a moment is written for a person.
const WORDS: &str = "%A %-d %B %Y, %-H:%M (%Z)";

/// The library's zone; the computer's where none is set or known.
pub fn zone_of(settings: &Settings) -> TimeZone {
    let named = Some(&settings.time_zone).filter(|name| !name.is_empty());
    named.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(TimeZone::system)
}

/// Midnight before a moment, and the next, on the library's clock.
pub fn day_of(now: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let day = || -> Result<(Timestamp, Timestamp), jiff::Error> {
        let start = jiff::Timestamp::from_millisecond(now.0)?.to_zoned(zone.clone()).start_of_day()?;
        Ok((stamp(&start), stamp(&start.checked_add(1.day())?.start_of_day()?)))
    };
    day().unwrap_or((now, now))
}

/// The date of a moment on the library's clock, `2026-11-26`. Empty: no such moment.
pub fn civil_day(at: Timestamp, zone: &TimeZone) -> String {
    shown(at, zone).map(|shown| shown.date().to_string()).unwrap_or_default()
}

/// What a wall clock time, as it is written between the window and here, means in a zone.
pub fn understood(local: &str, zone: &TimeZone) -> Result<Moment, Problem> {
    moment_of(typed(local)?, zone)
}

/// A wall clock time as it is written between the window and here.
pub fn typed(local: &str) -> Result<DateTime, Problem> {
    DateTime::strptime(LOCAL, local.trim()).map_err(wrong)
}

fn wrong(_: jiff::Error) -> Problem {
    Problem::field("local", "This is not a date with a time, for example 2026-11-26T09:00.")
}

/// What a wall clock time means in a zone.
pub fn moment_of(typed: DateTime, zone: &TimeZone) -> Result<Moment, Problem> {
    let ambiguous = zone.to_ambiguous_zoned(typed);
    let offset = ambiguous.offset();
    let (clock, again_at) = match offset {
        AmbiguousOffset::Unambiguous { .. } => (WallClock::Plain, None),
        AmbiguousOffset::Gap { .. } => (WallClock::Skipped, None),
        AmbiguousOffset::Fold { .. } => (WallClock::Twice, ambiguous.clone().later().ok().map(|later| stamp(&later))),
    };
    // As late after midnight as typed where the clock is put forward; the first of two where it is put back.
    let at = ambiguous.compatible().map_err(wrong)?;
    Ok(Moment {
        at: stamp(&at),
        again_at,
        clock,
        local: at.strftime(LOCAL).to_string(),
        words: at.strftime(WORDS).to_string(),
        note: note(clock, typed, &at),
    })
}

/// What a moment is on the library's clock.
pub fn moment_at(at: Timestamp, zone: &TimeZone) -> Result<Moment, Problem> {
    let wrong = || Problem::field("at", "This is no moment that a calendar knows.");
    let moment = moment_of(shown(at, zone).ok_or_else(wrong)?, zone)?;
    let second = moment.again_at.is_some_and(|again| at >= again);
    let note = if second { moment.note.replace("the first", "the second") } else { moment.note };
    Ok(Moment { at, words: words_of(at, zone), note, ..moment })
}

/// The instant of a wall clock time in a zone, by the same rules.
pub fn instant(typed: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_zoned(typed).compatible().ok().map(|at| stamp(&at))
}

/// What the clock of a zone shows at a moment.
pub fn shown(at: Timestamp, zone: &TimeZone) -> Option<DateTime> {
    Some(jiff::Timestamp::from_millisecond(at.0).ok()?.to_zoned(zone.clone()).datetime())
}

/// A moment for a person: "Thursday 26 November 2026, 9:00 (EST)".
pub fn words_of(at: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|at| at.to_zoned(zone.clone()).strftime(WORDS).to_string())
        .unwrap_or_default()
}

fn note(clock: WallClock, typed: DateTime, at: &Zoned) -> String {
    let typed = typed.strftime("%-H:%M");
    let shown = at.strftime("%-H:%M");
    match clock {
        WallClock::Plain => String::new(),
        WallClock::Skipped => format!(
            "The clocks are put forward that night, and {typed} does not come. This is {shown} by the new time."
        ),
        WallClock::Twice => {
            format!("The clocks are put back that night, and {typed} comes twice. This is the first of the two.")
        }
    }
}

fn stamp(zoned: &Zoned) -> Timestamp {
    Timestamp(zoned.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests;
