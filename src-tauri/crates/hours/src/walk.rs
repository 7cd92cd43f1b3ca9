//! From opening to opening. Every walk ends: after a year without any, or after ten years.

use crate::days::Hours;
use crate::wall;
use jiff::civil::Date;
use lectern_model::{AnswerBy, Staffed, Target, Timestamp};
use std::time::Duration;

/// Days without any opening after which nobody waits for the next.
const YEAR: u32 = 366;

/// Days after which a walk ends.
const MOST_DAYS: u32 = 10 * 366;

/// Open time before the end of a target from which on it is soon, in milliseconds: two hours, or half of what there is.
const SOON: i64 = 2 * 60 * 60 * 1000;

/// Time in which the library is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// It opens.
    pub start: Timestamp,
    /// It is closed from this moment on.
    pub end: Timestamp,
}

/// Why there is no such moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {
    /// Nobody told the opening hours.
    NotTold,
    /// There is no opening within a year.
    Closed,
    /// It lies too many years away.
    TooFar,
    /// The moment is none that a calendar knows.
    NoMoment,
}

impl Hours {
    /// Whether the library is open at a moment. At the minute of closing it is not.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        let Ok(today) = self.day(at) else { return false };
        let days = [today.yesterday().ok(), Some(today)];
        let openings = days.into_iter().flatten().flat_map(|date| self.openings(date));
        openings.into_iter().any(|opening| opening.start <= at && at < opening.end)
    }

    /// The opening that a moment lies in, or the next one. What follows without a gap is one.
    ///
    /// # Errors
    /// There is none within a year.
    pub fn next(&self, at: Timestamp) -> Result<Opening, Never> {
        let mut found: Option<Opening> = None;
        let ended = self.walk(at, |openings| {
            for opening in openings.iter().filter(|opening| opening.end > at) {
                match &mut found {
                    Some(before) if before.end == opening.start => before.end = opening.end,
                    Some(before) => return Some(*before),
                    None => found = Some(*opening),
                }
            }
            // What begins on the day after may follow without a gap; nothing later does.
            None
        });
        // The last opening of all has none behind it.
        ended.or_else(|never| found.ok_or(never))
    }

    /// Whether somebody is there at a moment.
    #[must_use]
    pub fn staffed(&self, at: Timestamp) -> Staffed {
        match self.next(at) {
            Ok(next) if next.start <= at => Staffed::Open { until: next.end },
            Ok(next) => {
                let why = wall::day(at, &self.zone).map(|today| self.why(today).to_owned());
                Staffed::Closed { opens: next.start, why: why.unwrap_or_default() }
            }
            Err(Never::NotTold) => Staffed::NotTold,
            Err(Never::Closed | Never::TooFar | Never::NoMoment) => Staffed::Never,
        }
    }

    /// How long the library was open between two moments; nothing where the second is not later.
    ///
    /// # Errors
    /// They lie more than ten years apart.
    pub fn open_between(&self, from: Timestamp, until: Timestamp) -> Result<Duration, Never> {
        if until <= from {
            return Ok(Duration::ZERO);
        }
        let (first, last) = (self.day(from)?, self.day(until)?);
        let mut open = 0;
        let mut date = first.yesterday().map_err(|_| Never::NoMoment)?;
        let mut days = 0;
        while date <= last {
            for opening in self.openings(date) {
                open += opening.end.min(until).since(opening.start.max(from)).max(0);
            }
            days += 1;
            if days > MOST_DAYS {
                return Err(Never::TooFar);
            }
            date = date.tomorrow().map_err(|_| Never::NoMoment)?;
        }
        Ok(Duration::from_millis(u64::try_from(open).unwrap_or_default()))
    }

    /// By when what came at a moment is to be answered. None: the target promises nothing.
    ///
    /// # Errors
    /// There is no such moment.
    pub fn answer_by(&self, received: Timestamp, target: Target) -> Result<Option<Timestamp>, Never> {
        match target {
            Target::None => Ok(None),
            Target::Minutes { minutes } => self.after_open(received, i64::from(minutes) * 60_000).map(Some),
            Target::SameDay => {
                let end = |day: &[Opening]| day.last().map(|last| last.end).filter(|end| *end > received);
                self.walk(received, end).map(Some)
            }
            Target::Days { days } => {
                let mut left = days.max(1);
                let whole = |day: &[Opening]| {
                    let (first, last) = (day.first()?, day.last()?);
                    if first.start >= received {
                        left -= 1;
                    }
                    (left == 0).then_some(last.end)
                };
                self.walk(received, whole).map(Some)
            }
        }
    }

    /// The same, ready to show: with the moment from which on little open time is left.
    #[must_use]
    pub fn promise(&self, received: Timestamp, target: Target) -> AnswerBy {
        match self.answer_by(received, target) {
            Ok(Some(at)) => AnswerBy::By { at, soon: self.soon(received, at) },
            Ok(None) => AnswerBy::NoTarget,
            Err(Never::NotTold) => AnswerBy::NotTold,
            Err(Never::Closed | Never::TooFar | Never::NoMoment) => AnswerBy::Never,
        }
    }

    fn soon(&self, received: Timestamp, by: Timestamp) -> Timestamp {
        let whole = self.open_between(received, by).unwrap_or_default();
        let whole = i64::try_from(whole.as_millis()).unwrap_or_default();
        self.after_open(received, whole - SOON.min(whole / 2)).unwrap_or(by).min(by)
    }

    /// The moment at which the library was open for so many milliseconds after another.
    fn after_open(&self, from: Timestamp, mut left: i64) -> Result<Timestamp, Never> {
        self.walk(from, |day| {
            for opening in day {
                let start = opening.start.max(from);
                let open = opening.end.since(start).max(0);
                if open >= left && open > 0 {
                    return Some(Timestamp(start.0.saturating_add(left)));
                }
                left -= open;
            }
            None
        })
    }

    /// Goes through the days from the one before a moment on until something is found. Days without any opening are
    /// left out.
    fn walk<T>(&self, from: Timestamp, mut found: impl FnMut(&[Opening]) -> Option<T>) -> Result<T, Never> {
        if !self.is_told() {
            return Err(Never::NotTold);
        }
        let mut date = self.day(from)?.yesterday().map_err(|_| Never::NoMoment)?;
        let mut quiet = 0;
        for _ in 0..MOST_DAYS {
            let openings = self.openings(date);
            if openings.iter().any(|opening| opening.end > from) {
                quiet = 0;
                if let Some(found) = found(&openings) {
                    return Ok(found);
                }
            } else {
                quiet += 1;
            }
            if quiet > YEAR {
                return Err(Never::Closed);
            }
            date = date.tomorrow().map_err(|_| Never::NoMoment)?;
        }
        Err(Never::TooFar)
    }

    fn day(&self, at: Timestamp) -> Result<Date, Never> {
        wall::day(at, &self.zone).ok_or(Never::NoMoment)
    }
}

#[cfg(test)]
mod tests;
