//! On which days a series comes, on the library's wall clock. Pure: dates only grow, and where daylight saving skips or
//! doubles the time of a day, the moment is the one that a person typing that time would get.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use lectern_core::moment::{instant, shown, typed};
use lectern_model::{Ends, Problem, Rhythm, SeriesPlan, Timestamp};

/// Most occurrences after which a series may end, and up to which they are counted.
pub(super) const MOST_TIMES: u32 = 1000;
/// A series begins in one of these years.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// A plan that was checked.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) rhythm: Rhythm,
    pub(super) first: DateTime,
    pub(super) ends: End,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Never,
    On(Date),
    After(u32),
}

impl Rule {
    /// Understands a plan.
    ///
    /// # Errors
    /// `BadInput` with the field at fault.
    pub(super) fn read(plan: &SeriesPlan) -> Result<Self, Problem> {
        let first =
            typed(&plan.first).map_err(|_| Problem::field("first", "Choose the first day and the time of day."))?;
        if !YEARS.contains(&first.year()) {
            return Err(Problem::field("first", "This first day is too far away. Choose another."));
        }
        check_rhythm(&plan.rhythm)?;
        let ends = match &plan.ends {
            Ends::Never => End::Never,
            Ends::On { date } => match date.parse::<Date>() {
                Ok(date) if date >= first.date() => End::On(date),
                Ok(_) => return Err(Problem::field("ends", "It ends before its first day. Change one of them.")),
                Err(_) => return Err(Problem::field("ends", "Choose its last day.")),
            },
            Ends::After { times } if (1..=MOST_TIMES).contains(times) => End::After(*times),
            Ends::After { .. } => return Err(Problem::field("ends", "Choose how many times: 1 to 1000.")),
        };
        Ok(Self { rhythm: plan.rhythm.clone(), first, ends })
    }

    /// Its times on the wall clock, each later than the one before.
    pub(super) fn times(&self) -> impl Iterator<Item = DateTime> + '_ {
        let most = match self.ends {
            End::After(times) => usize::try_from(times).unwrap_or(usize::MAX),
            End::Never | End::On(_) => usize::MAX,
        };
        let last = match self.ends {
            End::On(date) => date,
            End::Never | End::After(_) => Date::MAX,
        };
        let begin = self.first.date();
        (0..)
            .map_while(|block| self.block(block))
            .flatten()
            .filter(move |date| *date >= begin)
            .take_while(move |date| *date <= last)
            .take(most)
            .map(|date| date.to_datetime(self.first.time()))
    }

    /// Its times after one moment and not after another, as moments.
    pub(super) fn between(
        &self,
        zone: &TimeZone,
        (after, until): (Timestamp, Timestamp),
    ) -> Vec<(DateTime, Timestamp)> {
        let days = |at: Timestamp, days: i64| shown(at, zone).and_then(|at| at.date().checked_add(days.days()).ok());
        let (Some(from), Some(to)) = (days(after, -2), days(until, 2)) else { return Vec::new() };
        let near = self.times().skip_while(|time| time.date() < from).take_while(|time| time.date() <= to);
        let moments = near.filter_map(|time| Some((time, instant(time, zone)?)));
        moments.filter(|(_, at)| *at > after && *at <= until).collect()
    }

    /// Its next times after a moment.
    pub(super) fn next(&self, zone: &TimeZone, after: Timestamp, count: usize) -> Vec<DateTime> {
        let Some(today) = shown(after, zone).map(|at| at.date()) else { return Vec::new() };
        let near = self.times().skip_while(|time| time.date() < today);
        near.filter(|time| instant(*time, zone).is_some_and(|at| at > after)).take(count).collect()
    }

    /// The dates of the n-th day, week or month from its beginning; none: the calendar ends there.
    fn block(&self, n: i32) -> Option<Vec<Date>> {
        let begin = self.first.date();
        match &self.rhythm {
            Rhythm::Daily => Some(vec![begin.checked_add(n.days()).ok()?]),
            Rhythm::Weekly { weekdays, every } => {
                let into = i32::from(begin.weekday().to_monday_zero_offset());
                let weeks = n.checked_mul(i32::from(*every).max(1))?;
                let monday = begin.checked_sub(into.days()).ok()?.checked_add(weeks.weeks()).ok()?;
                let mut days: Vec<u8> = weekdays.clone();
                days.sort_unstable();
                days.dedup();
                days.into_iter().map(|day| monday.checked_add((i32::from(day) - 1).days()).ok()).collect()
            }
            Rhythm::Monthly { day } => {
                let month = begin.first_of_month().checked_add(n.months()).ok()?;
                let day = i8::try_from(*day).ok()?.min(month.days_in_month());
                Some(vec![Date::new(month.year(), month.month(), day).ok()?])
            }
            Rhythm::MonthlyWeekday { nth, weekday } => {
                let month = begin.first_of_month().checked_add(n.months()).ok()?;
                let nth = if *nth >= 5 { -1 } else { i8::try_from(*nth).ok()? };
                Some(vec![month.nth_weekday_of_month(nth, weekday_of(*weekday)?).ok()?])
            }
        }
    }
}

/// 1 = Monday … 7 = Sunday.
pub(super) fn weekday_of(day: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()
}

fn check_rhythm(rhythm: &Rhythm) -> Result<(), Problem> {
    let wrong = |words: &str| Err(Problem::field("rhythm", words));
    let is_day = |day: &u8| (1..=7).contains(day);
    match rhythm {
        Rhythm::Weekly { weekdays, .. } if weekdays.is_empty() => wrong("Choose at least one weekday."),
        Rhythm::Weekly { weekdays, every } if !weekdays.iter().all(is_day) || !(1..=52).contains(every) => {
            wrong("This is not a rhythm of weeks.")
        }
        Rhythm::Monthly { day } if !(1..=31).contains(day) => wrong("Choose a day of the month: 1 to 31."),
        Rhythm::MonthlyWeekday { nth, weekday } if !(1..=5).contains(nth) || !is_day(weekday) => {
            wrong("This is not a weekday of the month.")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
