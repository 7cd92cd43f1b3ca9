//! Dates and times as people and spreadsheets write them. `03/04/2027` is two days: which is meant, the whole file says
//! or a person does.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use lectern_core::moment::understood;
use lectern_model::{Timestamp, WallClock};

/// A day as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Year, month, day.
    Certain(i16, i8, i8),
    /// Two numbers and a year.
    TwoWays(i8, i8, i16),
}

impl Day {
    /// Whether it is one day with the day first, and another with the month first.
    pub(super) fn is_ambiguous(self) -> bool {
        matches!(self, Self::TwoWays(first, second, _) if first != second && first <= 12 && second <= 12)
    }

    /// Whether it can only be read with the day first, or only with the month first.
    pub(super) fn must_be_day_first(self) -> Option<bool> {
        match self {
            Self::TwoWays(first, second, _) if first > 12 && second <= 12 => Some(true),
            Self::TwoWays(first, second, _) if second > 12 && first <= 12 => Some(false),
            _ => None,
        }
    }

    /// Year, month and day. None: a person must say which comes first.
    pub(super) fn read(self, day_first: Option<bool>) -> Option<(i16, i8, i8)> {
        match self {
            Self::Certain(year, month, day) => Some((year, month, day)),
            Self::TwoWays(first, second, year) => {
                let usual = (first == second).then_some(true);
                match day_first.or_else(|| self.must_be_day_first()).or(usual)? {
                    true => Some((year, second, first)),
                    false => Some((year, first, second)),
                }
            }
        }
    }
}

/// A time of day as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    /// Seconds east of Greenwich, where it says so.
    offset: Option<i32>,
}

/// A moment that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) at: Timestamp,
    /// What is special about it. Empty: nothing.
    pub(super) note: String,
}

/// A cell that holds both, as the day and what follows it.
pub(super) fn halves(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    let (day, clock) = cell.split_once([' ', 'T', '\u{a0}', '\u{202f}']).unwrap_or((cell, ""));
    (day.trim_end_matches(','), clock.trim())
}

/// A day: `2027-04-03`, `2027/04/03`, `3/4/2027`, `03.04.2027`.
pub(super) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let sign = text.chars().find(|sign| matches!(sign, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if first.len() == 4 {
        return Some(Day::Certain(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?));
    }
    if third.len() != 4 {
        return None;
    }
    let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    // Where points stand between them, the day comes first everywhere.
    Some(if sign == '.' { Day::Certain(year, second, first) } else { Day::TwoWays(first, second, year) })
}

/// A time of day: `9:30`, `09:30:15`, `9:30 PM`, `01:30-05:00`.
pub(super) fn clock(text: &str) -> Option<Clock> {
    let (text, offset) = without_offset(text.trim())?;
    let lower = text.to_ascii_lowercase().replace('.', ":");
    let half =
        |end: [&str; 2]| end.iter().find_map(|end| lower.strip_suffix(end)).map(|rest| rest.trim_end().to_owned());
    let (digits, later) = match (half(["am", "a:m:"]), half(["pm", "p:m:"])) {
        (Some(rest), _) => (rest, Some(false)),
        (_, Some(rest)) => (rest, Some(true)),
        _ => (lower.trim_end().to_owned(), None),
    };
    let mut numbers = digits.split(':').map(|part| part.parse::<i8>().ok().filter(|number| *number >= 0));
    let hour = numbers.next()??;
    let minute = match numbers.next() {
        Some(minute) => minute?,
        None if later.is_some() => 0,
        None => return None,
    };
    let second = numbers.next().unwrap_or(Some(0))?;
    let hour = match later {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(later) => hour % 12 + if later { 12 } else { 0 },
    };
    let fits = numbers.next().is_none() && hour < 24 && minute < 60 && second < 60;
    fits.then_some(Clock { hour, minute, second, offset })
}

/// A time without the distance from Greenwich that may follow it.
fn without_offset(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(rest) = text.strip_suffix('Z') {
        return Some((rest, Some(0)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, None)) };
    let (rest, offset) = text.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=25).contains(&hours) && (0..60).contains(&minutes))
        .then_some((rest, Some(sign * (hours * 3600 + minutes * 60))))
}

/// The moment at which a clock in a zone shows a time.
pub(super) fn meant((year, month, day): (i16, i8, i8), clock: Clock, zone: &TimeZone) -> Option<Meant> {
    let typed = DateTime::new(year, month, day, clock.hour, clock.minute, clock.second, 0).ok()?;
    if let Some(offset) = clock.offset {
        let zone = TimeZone::fixed(Offset::from_seconds(offset).ok()?);
        let at = typed.to_zoned(zone).ok()?.timestamp();
        return Some(Meant { at: Timestamp(at.as_millisecond()), note: String::new() });
    }
    let moment = understood(&typed.strftime("%Y-%m-%dT%H:%M").to_string(), zone).ok()?;
    Some(Meant { at: moment.at.plus_seconds(i64::from(clock.second)), note: moment.note })
}

/// A moment as two cells, day and time; read again they are the same moment.
pub(super) fn written(at: Timestamp, zone: &TimeZone) -> (String, String) {
    let Ok(moment) = jiff::Timestamp::from_millisecond(at.0) else { return (String::new(), String::new()) };
    let zoned = moment.to_zoned(zone.clone());
    let day = zoned.strftime("%Y-%m-%d").to_string();
    let with_seconds = if zoned.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    let clock = zoned.strftime(with_seconds).to_string();
    let local = zoned.strftime("%Y-%m-%dT%H:%M").to_string();
    let first = understood(&local, zone).ok().filter(|moment| moment.clock == WallClock::Twice);
    let second = first.and_then(|moment| moment.again_at).is_some_and(|again| at >= again);
    // The hour that comes twice: the second is told by its distance from Greenwich.
    let clock = if second { format!("{clock}{}", zoned.strftime("%:z")) } else { clock };
    (day, clock)
}

#[cfg(test)]
mod tests;
