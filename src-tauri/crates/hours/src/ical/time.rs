//! Days, times and lengths as a calendar file writes them.

use super::lines::Line;
use super::zones;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A day, or a time on the library's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Day(Date),
    Time(DateTime),
}

impl Value {
    /// The value of a line.
    pub(super) fn of(line: &Line, zone: &TimeZone) -> Result<Self, String> {
        Self::parsed(&line.value, line.parameter("TZID"), zone)
    }

    /// The values of a line that may have several.
    pub(super) fn each(line: &Line, zone: &TimeZone) -> Result<Vec<Self>, String> {
        line.value.split(',').map(|one| Self::parsed(one, line.parameter("TZID"), zone)).collect()
    }

    /// A value as it is written, which a zone of its own may belong to.
    pub(super) fn parsed(text: &str, named: Option<&str>, zone: &TimeZone) -> Result<Self, String> {
        let text = text.trim();
        let wrong = || format!("“{}” is no day and no time.", text.chars().take(40).collect::<String>());
        let far = |date: &Date| !(1900..=9000).contains(&date.year());
        if text.len() == 8 {
            let date = Date::strptime("%Y%m%d", text).map_err(|_| wrong())?;
            return if far(&date) { Err(wrong()) } else { Ok(Self::Day(date)) };
        }
        let (local, greenwich) = match text.strip_suffix(['Z', 'z']) {
            Some(local) => (local, true),
            None => (text, false),
        };
        let at = DateTime::strptime("%Y%m%dT%H%M%S", local.to_ascii_uppercase()).map_err(|_| wrong())?;
        if far(&at.date()) {
            return Err(wrong());
        }
        let of = match named {
            _ if greenwich => TimeZone::UTC,
            Some(name) => zones::named(name).ok_or_else(|| {
                format!("Its time zone “{}” is not known. Enter it by hand.", name.chars().take(60).collect::<String>())
            })?,
            None => return Ok(Self::Time(at)),
        };
        let there = of.to_ambiguous_zoned(at).compatible().map_err(|_| wrong())?;
        Ok(Self::Time(there.with_time_zone(zone.clone()).datetime()))
    }

    /// The moment on the library's clock; of a day, its midnight.
    pub(super) fn local(self) -> DateTime {
        match self {
            Self::Day(date) => date.to_datetime(jiff::civil::Time::midnight()),
            Self::Time(at) => at,
        }
    }
}

/// Seconds of a length such as `P1DT12H`.
pub(super) fn duration(text: &str) -> Result<i64, String> {
    let wrong = || format!("“{}” is no length of time.", text.chars().take(40).collect::<String>());
    let body = text.trim().trim_start_matches('+').strip_prefix('P').ok_or_else(wrong)?;
    let mut seconds: i64 = 0;
    let mut number = String::new();
    for sign in body.chars() {
        let unit = match sign {
            '0'..='9' => {
                number.push(sign);
                continue;
            }
            'T' if number.is_empty() => continue,
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return Err(wrong()),
        };
        let count: i64 = number.parse().map_err(|_| wrong())?;
        seconds = count.checked_mul(unit).and_then(|more| seconds.checked_add(more)).ok_or_else(wrong)?;
        number.clear();
    }
    if number.is_empty() && (1..=10 * 366 * 86_400).contains(&seconds) { Ok(seconds) } else { Err(wrong()) }
}
