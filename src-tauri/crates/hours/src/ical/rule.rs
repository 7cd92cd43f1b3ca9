//! How an entry comes again. What is read: every so many days, weeks, months or years, on weekdays (also "the fourth
//! Thursday"), days of a month and months, so many times or up to a day. Anything else is said not to be read.

use super::time::Value;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

/// Most days that are looked at: a hundred years.
const MOST_DAYS: u32 = 36_600;

/// A rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    every: Every,
    interval: i32,
    times: Option<u32>,
    until: Option<DateTime>,
    months: Vec<i8>,
    month_days: Vec<i8>,
    weekdays: Vec<(i8, Weekday)>,
    begins: DateTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

impl Rule {
    /// A rule of an entry that first begins at a time.
    pub(super) fn of(text: &str, begins: DateTime, zone: &TimeZone) -> Result<Self, String> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            times: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            begins,
        };
        let mut told = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let unread = || format!("It comes again by a rule that Lectern does not read ({}).", part.trim());
            let (name, value) = part.split_once('=').ok_or_else(unread)?;
            match (name.trim().to_ascii_uppercase().as_str(), value.trim()) {
                ("FREQ", value) => {
                    rule.every = every(value).ok_or_else(unread)?;
                    told = true;
                }
                ("INTERVAL", value) => rule.interval = number(value, 1..=1000).ok_or_else(unread)?,
                ("COUNT", value) => rule.times = Some(number(value, 1..=10_000).ok_or_else(unread)?),
                ("UNTIL", value) => rule.until = Some(end(value, zone)?),
                ("BYMONTH", value) => rule.months = numbers(value, 1..=12).ok_or_else(unread)?,
                ("BYMONTHDAY", value) => rule.month_days = numbers(value, -31..=31).ok_or_else(unread)?,
                ("BYDAY", value) => {
                    rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>().ok_or_else(unread)?
                }
                ("WKST", value) if value.eq_ignore_ascii_case("MO") => {}
                // Where the week begins matters only when weeks are left out.
                ("WKST", _) if rule.interval == 1 && !text.to_ascii_uppercase().contains("INTERVAL") => {}
                _ => return Err(unread()),
            }
        }
        if !told {
            return Err("It comes again by a rule that does not say how often.".to_owned());
        }
        rule.checked()
    }

    fn checked(self) -> Result<Self, String> {
        let counted = self.weekdays.iter().any(|(nth, _)| *nth != 0);
        let unread = match self.every {
            Every::Day | Every::Week => counted,
            Every::Month => false,
            // Without months, the days of a year are counted otherwise.
            Every::Year => !self.weekdays.is_empty() && self.months.is_empty(),
        };
        if unread || self.month_days.contains(&0) {
            return Err("It comes again by a rule that Lectern does not read (BYDAY). Enter it by hand.".to_owned());
        }
        Ok(self)
    }

    /// The days on which it begins, from the first to one.
    pub(super) fn days(&self, first: Date, until: Date) -> Vec<Date> {
        let mut days = Vec::new();
        let mut date = first;
        let mut times = 0;
        for _ in 0..MOST_DAYS {
            let ended = self.until.is_some_and(|end| date.to_datetime(self.begins.time()) > end);
            if date > until || ended || self.times.is_some_and(|most| times >= most) {
                break;
            }
            if self.is_on(date) {
                times += 1;
                days.push(date);
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        days
    }

    fn is_on(&self, date: Date) -> bool {
        self.in_turn(date) && self.in_month(date) && self.on_day(date)
    }

    /// Whether the day, week, month or year is one of those that count.
    fn in_turn(&self, date: Date) -> bool {
        let first = self.begins.date();
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let apart = match self.every {
            Every::Day => first.until(date).map_or(0, |span| span.get_days()),
            Every::Week => monday(first).until(monday(date)).map_or(0, |span| span.get_days()) / 7,
            Every::Month => months(date) - months(first),
            Every::Year => i32::from(date.year()) - i32::from(first.year()),
        };
        apart % self.interval == 0
    }

    fn in_month(&self, date: Date) -> bool {
        match (self.months.is_empty(), self.every) {
            (false, _) => self.months.contains(&date.month()),
            // A day of every month of the year, where days are told.
            (true, Every::Year) => !self.month_days.is_empty() || date.month() == self.begins.month(),
            (true, Every::Day | Every::Week | Every::Month) => true,
        }
    }

    fn on_day(&self, date: Date) -> bool {
        let by_weekday = |date: Date| {
            self.weekdays.iter().any(|(nth, day)| {
                date.weekday() == *day && (*nth == 0 || *nth == nth_of_month(date) || *nth == nth_from_end(date))
            })
        };
        let from_end = date.day() - date.days_in_month() - 1;
        let by_month_day = |date: Date| self.month_days.iter().any(|day| *day == date.day() || *day == from_end);
        match (self.weekdays.is_empty(), self.month_days.is_empty()) {
            (false, false) => by_weekday(date) && by_month_day(date),
            (false, true) => by_weekday(date),
            (true, false) => by_month_day(date),
            (true, true) => match self.every {
                Every::Day => true,
                Every::Week => date.weekday() == self.begins.weekday(),
                Every::Month | Every::Year => date.day() == self.begins.day(),
            },
        }
    }
}

fn every(text: &str) -> Option<Every> {
    match text.to_ascii_uppercase().as_str() {
        "DAILY" => Some(Every::Day),
        "WEEKLY" => Some(Every::Week),
        "MONTHLY" => Some(Every::Month),
        "YEARLY" => Some(Every::Year),
        _ => None,
    }
}

/// The last moment at which it may begin; of a day, all of it.
fn end(text: &str, zone: &TimeZone) -> Result<DateTime, String> {
    Ok(match Value::parsed(text, None, zone)? {
        Value::Day(day) => day.at(23, 59, 59, 0),
        Value::Time(at) => at,
    })
}

fn number<T: std::str::FromStr + PartialOrd>(text: &str, range: std::ops::RangeInclusive<T>) -> Option<T> {
    text.trim().parse().ok().filter(|number| range.contains(number))
}

fn numbers(text: &str, range: std::ops::RangeInclusive<i8>) -> Option<Vec<i8>> {
    text.split(',').map(|one| number(one.trim_start_matches('+'), range.clone())).collect()
}

/// `TH`, `4TH`, `-1MO`.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let text = text.trim().to_ascii_uppercase();
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = match nth.trim_start_matches('+') {
        "" => 0,
        nth => number(nth, -5..=5).filter(|nth| *nth != 0)?,
    };
    let day = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    Some((nth, day))
}

fn nth_of_month(date: Date) -> i8 {
    (date.day() - 1) / 7 + 1
}

fn nth_from_end(date: Date) -> i8 {
    -((date.days_in_month() - date.day()) / 7 + 1)
}

fn monday(date: Date) -> Date {
    let back = i32::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(back.days()).unwrap_or(date)
}
