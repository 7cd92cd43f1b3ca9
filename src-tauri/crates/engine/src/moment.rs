//! The library's wall clock. A time that a person types is understood in the library's zone, and where daylight saving
//! makes it special, that is said.

use crate::Desk;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{ToSpan, Zoned};
use lectern_model::{Moment, Problem, Settings, Timestamp, WallClock};

/// How a wall clock time is written between the window and here.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

impl Desk {
    /// What a wall clock time of the library, `2026-11-26T09:00`, means.
    ///
    /// # Errors
    /// `BadInput` where it is no time, or what the disk said.
    pub async fn moment(&self, local: &str) -> Result<Moment, Problem> {
        let settings = self.settings.read().await?;
        understood(local, &zone_of(&settings))
    }
}

/// The library's zone; the computer's where none is set or known.
pub(crate) fn zone_of(settings: &Settings) -> TimeZone {
    let named = Some(&settings.time_zone).filter(|name| !name.is_empty());
    named.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(TimeZone::system)
}

/// Midnight before a moment, and the next, on the library's clock.
pub(crate) fn day_of(now: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let day = || -> Result<(Timestamp, Timestamp), jiff::Error> {
        let start = jiff::Timestamp::from_millisecond(now.0)?.to_zoned(zone.clone()).start_of_day()?;
        Ok((stamp(&start), stamp(&start.checked_add(1.day())?.start_of_day()?)))
    };
    day().unwrap_or((now, now))
}

pub(crate) fn understood(local: &str, zone: &TimeZone) -> Result<Moment, Problem> {
    let wrong = |_| Problem::field("local", "This is not a date with a time, for example 2026-11-26T09:00.");
    let typed = DateTime::strptime(LOCAL, local.trim()).map_err(wrong)?;
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
        words: at.strftime("%A %-d %B %Y, %-H:%M (%Z)").to_string(),
        note: note(clock, typed, &at),
    })
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
mod tests {
    use super::{day_of, understood};
    use jiff::tz::TimeZone;
    use lectern_model::{Timestamp, WallClock};

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    #[test]
    fn a_plain_time_is_itself() {
        let moment = understood("2026-11-26T09:00", &zone("America/New_York")).unwrap();
        assert_eq!((moment.at, moment.again_at), (Timestamp(1_795_701_600_000), None));
        assert_eq!((moment.clock, moment.note.as_str()), (WallClock::Plain, ""));
        assert_eq!(moment.local, "2026-11-26T09:00");
        assert_eq!(moment.words, "Thursday 26 November 2026, 9:00 (EST)");
    }

    #[test]
    fn a_time_in_the_gap_is_as_much_later_and_says_so() {
        let moment = understood("2026-03-29T02:30", &zone("Europe/Berlin")).unwrap();
        assert_eq!((moment.clock, moment.local.as_str()), (WallClock::Skipped, "2026-03-29T03:30"));
        assert_eq!(moment.at, understood("2026-03-29T03:30", &zone("Europe/Berlin")).unwrap().at);
        assert!(moment.note.contains("2:30 does not come") && moment.note.contains("3:30"), "{}", moment.note);
        assert_eq!(moment.words, "Sunday 29 March 2026, 3:30 (CEST)");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first_and_says_so() {
        let moment = understood("2026-10-25T02:30", &zone("Europe/Berlin")).unwrap();
        assert_eq!(moment.clock, WallClock::Twice);
        assert_eq!(moment.again_at.unwrap().since(moment.at), 3_600_000);
        assert_eq!(moment.words, "Sunday 25 October 2026, 2:30 (CEST)");
        assert!(moment.note.contains("2:30 comes twice"), "{}", moment.note);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in ["", "tomorrow", "2026-11-26", "2026-13-01T09:00", "2026-11-26T25:00", "2026-11-26T09:00Z"] {
            assert_eq!(understood(bad, &zone("UTC")).unwrap_err().field.unwrap(), "local", "{bad}");
        }
    }

    #[test]
    fn a_day_is_as_long_as_the_clock_makes_it() {
        let hours = |local: &str| {
            let at = understood(local, &zone("Europe/Berlin")).unwrap().at;
            let (start, end) = day_of(at, &zone("Europe/Berlin"));
            (at.since(start) / 3_600_000, end.since(start) / 3_600_000)
        };
        assert_eq!(hours("2026-11-26T09:00"), (9, 24));
        assert_eq!(hours("2026-03-29T09:00"), (8, 23));
        assert_eq!(hours("2026-10-25T09:00"), (10, 25));
    }
}
