//! A rhythm in words.

use super::rhythm::{End, MOST_TIMES, Rule, weekday_of};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lectern_core::moment::moment_of;
use lectern_model::{Moment, Rhythm, SeriesPreview, Timestamp};

/// Dates that are shown ahead.
const SHOWN: usize = 5;

/// A plan in words, its next dates and what is special about them.
pub(super) fn preview(rule: &Rule, zone: &TimeZone, now: Timestamp) -> SeriesPreview {
    let next = rule.next(zone, now, SHOWN);
    let next: Vec<Moment> = next.into_iter().filter_map(|time| moment_of(time, zone).ok()).collect();
    let note = match &rule.rhythm {
        _ if next.is_empty() => "None of its dates lies ahead.".to_owned(),
        Rhythm::Monthly { day: day @ 29..=31 } => {
            format!("In a month without a {} it comes on the last day.", ordinal(*day))
        }
        _ => String::new(),
    };
    SeriesPreview { words: words(rule), next, note }
}

/// For example "Every Thursday at 9:00, until 18 December 2026, 4 times".
pub(super) fn words(rule: &Rule) -> String {
    let time = rule.first.strftime("%-H:%M");
    format!("{} at {time}{}", days(&rule.rhythm), end(rule))
}

fn days(rhythm: &Rhythm) -> String {
    match rhythm {
        Rhythm::Daily => "Every day".to_owned(),
        Rhythm::Weekly { weekdays, every } => {
            let mut days = weekdays.clone();
            days.sort_unstable();
            days.dedup();
            let names = listed(days.iter().map(|day| weekday_name(*day)).collect());
            match every {
                0 | 1 => format!("Every {names}"),
                2 => format!("Every second week on {names}"),
                3 => format!("Every third week on {names}"),
                n => format!("Every {n} weeks on {names}"),
            }
        }
        Rhythm::Monthly { day: day @ 29..=31 } => {
            format!("Every month on the {} or its last day,", ordinal(*day))
        }
        Rhythm::Monthly { day } => format!("Every month on the {}", ordinal(*day)),
        Rhythm::MonthlyWeekday { nth, weekday } => {
            let nth = match nth {
                1 => "first",
                2 => "second",
                3 => "third",
                4 => "fourth",
                _ => "last",
            };
            format!("Every month on the {nth} {}", weekday_name(*weekday))
        }
    }
}

fn end(rule: &Rule) -> String {
    if rule.ends == End::Never {
        return String::new();
    }
    let most = usize::try_from(MOST_TIMES).unwrap_or(usize::MAX);
    let (mut count, mut last) = (0, None);
    for time in rule.times().take(most + 1) {
        (count, last) = (count + 1, Some(time.date()));
    }
    let until = match (rule.ends, last) {
        (End::On(date), _) => date,
        (_, Some(last)) => last,
        (_, None) => return String::new(),
    };
    match count {
        1 => format!(", until {}, once", date_words(until)),
        n if n > most => format!(", until {}", date_words(until)),
        n => format!(", until {}, {n} times", date_words(until)),
    }
}

/// "18 December 2026"
fn date_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn weekday_name(day: u8) -> String {
    // The first of June 2026 was a Monday.
    let date = weekday_of(day).and_then(|weekday| Date::constant(2026, 5, 31).nth_weekday(1, weekday).ok());
    date.map(|date| date.strftime("%A").to_string()).unwrap_or_default()
}

fn listed(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}

fn ordinal(day: u8) -> String {
    let end = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{end}")
}

#[cfg(test)]
mod tests;
