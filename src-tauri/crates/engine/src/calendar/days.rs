//! The days of a part of the calendar, on the library's clock: as long as that clock makes them.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_core::moment::moment_at;
use lectern_hours::Hours;
use lectern_model::{CalendarDay, Moment, OpenSpan, Problem, Timestamp};

/// Most days in one part.
const MOST: usize = 400;

/// Days one after the other.
pub(super) struct Days {
    zone: TimeZone,
    days: Vec<(Date, Timestamp)>,
    end: Timestamp,
}

impl Days {
    /// All days from one to another.
    ///
    /// # Errors
    /// `BadInput` where one is no day, or they are too many or none.
    pub(super) fn between(from: &str, until: &str, zone: &TimeZone) -> Result<Self, Problem> {
        let (from, until) = (day("from", from)?, day("until", until)?);
        Self::of(from, until, zone)
    }

    /// So many days from the one of a moment on.
    ///
    /// # Errors
    /// The moment is none that a calendar knows.
    pub(super) fn from_moment(at: Timestamp, more: i64, zone: &TimeZone) -> Result<Self, Problem> {
        let from = zoned(at, zone)?.date();
        Self::of(from, from.checked_add(more.days()).map_err(no_day("from"))?, zone)
    }

    fn of(from: Date, until: Date, zone: &TimeZone) -> Result<Self, Problem> {
        let mut days = Vec::new();
        let mut next = from;
        while next <= until {
            if days.len() == MOST {
                return Err(Problem::field("until", "These are too many days at once. Choose a year at most."));
            }
            days.push((next, start(next, zone)?));
            next = next.tomorrow().map_err(no_day("until"))?;
        }
        if days.is_empty() {
            return Err(Problem::field("until", "The last day comes before the first."));
        }
        Ok(Self { zone: zone.clone(), days, end: start(next, zone)? })
    }

    /// The first moment.
    pub(super) fn start(&self) -> Timestamp {
        self.days.first().map_or(self.end, |(_, start)| *start)
    }

    /// The moment after the last.
    pub(super) fn end(&self) -> Timestamp {
        self.end
    }

    /// The first day.
    pub(super) fn first(&self) -> String {
        self.days.first().map(|(date, _)| date.to_string()).unwrap_or_default()
    }

    /// Which day a moment is on.
    pub(super) fn place(&self, at: Timestamp) -> Option<usize> {
        (at < self.end)
            .then(|| self.days.partition_point(|(_, start)| *start <= at))
            .and_then(|after| after.checked_sub(1))
    }

    /// The days to show, with how many entries each has.
    pub(super) fn shown(&self, hours: &Hours, totals: &[u32]) -> Vec<CalendarDay> {
        let day = |(number, (date, start)): (usize, &(Date, Timestamp))| CalendarDay {
            date: date.to_string(),
            weekday: weekday(*date),
            words: words(*date),
            open: hours.on(*date),
            note: self.note(*start, self.days.get(number + 1).map_or(self.end, |(_, next)| *next)),
            total: totals.get(number).copied().unwrap_or_default(),
        };
        self.days.iter().enumerate().map(day).collect()
    }

    /// Each day with its words and opening hours.
    pub(super) fn open_days(&self, hours: &Hours) -> Vec<(String, String, Vec<OpenSpan>)> {
        self.days.iter().map(|(date, _)| (date.to_string(), words(*date), hours.on(*date))).collect()
    }

    /// What is special about a day's clock.
    fn note(&self, start: Timestamp, end: Timestamp) -> String {
        let told = || -> Result<String, jiff::Error> {
            let start = jiff::Timestamp::from_millisecond(start.0)?;
            let Some(change) = self.zone.following(start).next() else { return Ok(String::new()) };
            let at = change.timestamp();
            if at.as_millisecond() >= end.0 {
                return Ok(String::new());
            }
            let before = self.zone.to_offset(at.checked_sub(1.second())?).to_datetime(at);
            let after = self.zone.to_offset(at).to_datetime(at);
            let clock = |time: jiff::civil::DateTime| time.strftime("%-H:%M").to_string();
            let (earlier, later) = (clock(before.min(after)), clock(before.max(after)));
            Ok(match before.cmp(&after) {
                std::cmp::Ordering::Less => {
                    format!("The clocks are put forward: from {earlier} to {later} nothing can go out.")
                }
                std::cmp::Ordering::Greater => {
                    format!("The clocks are put back: the time from {earlier} to {later} comes twice.")
                }
                std::cmp::Ordering::Equal => String::new(),
            })
        };
        told().unwrap_or_default()
    }
}

/// A moment on the clock on the wall.
pub(super) struct Wall {
    /// The day.
    pub(super) date: String,
    /// Minutes after midnight.
    pub(super) minute: u16,
    /// "9:00".
    pub(super) clock: String,
    /// "Thursday 26 November".
    pub(super) day: String,
    /// All of it in words, and whether it comes twice.
    pub(super) moment: Moment,
}

/// A moment as the library's clock shows it.
///
/// # Errors
/// It is none that a calendar knows.
pub(super) fn wall(at: Timestamp, zone: &TimeZone) -> Result<Wall, Problem> {
    let moment = moment_at(at, zone)?;
    let zoned = zoned(at, zone)?;
    let minute = u16::try_from(i32::from(zoned.hour()) * 60 + i32::from(zoned.minute())).unwrap_or_default();
    let clock = zoned.strftime("%-H:%M").to_string();
    Ok(Wall { date: zoned.date().to_string(), minute, clock, day: words(zoned.date()), moment })
}

fn zoned(at: Timestamp, zone: &TimeZone) -> Result<jiff::Zoned, Problem> {
    let wrong = |_| Problem::field("at", "This is no moment that a calendar knows.");
    Ok(jiff::Timestamp::from_millisecond(at.0).map_err(wrong)?.to_zoned(zone.clone()))
}

fn day(field: &'static str, text: &str) -> Result<Date, Problem> {
    Date::strptime("%Y-%m-%d", text.trim()).map_err(no_day(field))
}

fn no_day(field: &'static str) -> impl Fn(jiff::Error) -> Problem {
    move |_| Problem::field(field, "This is not a day, for example 2026-11-26.")
}

fn start(date: Date, zone: &TimeZone) -> Result<Timestamp, Problem> {
    let start = date.to_zoned(zone.clone()).map_err(no_day("until"))?;
    Ok(Timestamp(start.timestamp().as_millisecond()))
}

fn words(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

fn weekday(date: Date) -> u8 {
    u8::try_from(date.weekday().to_monday_one_offset()).unwrap_or(1)
}

#[cfg(test)]
mod tests;
