//! A rhythm in words.

use super::rhythm::{End, MOST_TIMES, Rule, weekday_of};
use crate::moment::moment_of;
use jiff::civil::Date;
use jiff::tz::TimeZone;
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
mod tests {
    use super::{preview, words};
    use crate::moment::instant;
    use crate::series::rhythm::Rule;
    use jiff::tz::TimeZone;
    use lectern_model::{Ends, Rhythm, SeriesPlan, WallClock};

    fn rule(rhythm: Rhythm, first: &str, ends: Ends) -> Rule {
        Rule::read(&SeriesPlan { rhythm, first: first.to_owned(), ends }).unwrap()
    }

    #[test]
    fn a_rhythm_says_what_it_is() {
        let said = |rhythm, ends| words(&rule(rhythm, "2026-11-27T09:00", ends));
        let weekly = |weekdays: &[u8], every| Rhythm::Weekly { weekdays: weekdays.to_vec(), every };
        let until = || Ends::On { date: "2026-12-18".to_owned() };
        assert_eq!(said(weekly(&[4], 1), until()), "Every Thursday at 9:00, until 18 December 2026, 3 times");
        assert_eq!(
            said(weekly(&[5], 1), Ends::After { times: 4 }),
            "Every Friday at 9:00, until 18 December 2026, 4 times"
        );
        assert_eq!(said(Rhythm::Daily, Ends::After { times: 1 }), "Every day at 9:00, until 27 November 2026, once");
        assert_eq!(
            said(weekly(&[5, 1, 3], 2), Ends::Never),
            "Every second week on Monday, Wednesday and Friday at 9:00"
        );
        assert_eq!(said(Rhythm::Monthly { day: 31 }, Ends::Never), "Every month on the 31st or its last day, at 9:00");
        assert_eq!(said(Rhythm::Monthly { day: 12 }, Ends::Never), "Every month on the 12th at 9:00");
        assert_eq!(
            said(Rhythm::MonthlyWeekday { nth: 5, weekday: 7 }, Ends::Never),
            "Every month on the last Sunday at 9:00"
        );
        let long = Ends::On { date: "2099-01-01".to_owned() };
        assert_eq!(said(Rhythm::Daily, long), "Every day at 9:00, until 1 January 2099");
    }

    #[test]
    fn the_dates_ahead_tell_daylight_saving() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now = instant("2026-03-22T12:00".parse().unwrap(), &zone).unwrap();
        let sundays =
            rule(Rhythm::Weekly { weekdays: vec![7], every: 1 }, "2026-03-01T02:30", Ends::After { times: 6 });
        let shown = preview(&sundays, &zone, now);
        assert_eq!(shown.next.len(), 2, "the two that are left");
        assert_eq!(shown.next[0].clock, WallClock::Skipped);
        assert_eq!(shown.next[1].words, "Sunday 5 April 2026, 2:30 (CEST)");
        let over = preview(&rule(Rhythm::Daily, "2026-03-01T09:00", Ends::After { times: 2 }), &zone, now);
        assert!(over.next.is_empty() && over.note.contains("None"), "{}", over.note);
    }
}
