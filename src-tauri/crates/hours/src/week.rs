//! The hours of a week.

use lectern_model::{OpenSpan, OpeningHours, Problem};

/// Minutes of a day.
pub(crate) const DAY: u16 = 24 * 60;

/// Most openings of a week.
const MOST: usize = 100;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The hours of a week as they are kept, in order.
///
/// # Errors
/// `BadInput` for `opening_hours` where no week can have them.
pub fn checked_week(mut hours: Vec<OpeningHours>) -> Result<Vec<OpeningHours>, Problem> {
    let wrong = |words: String| Problem::field("opening_hours", words);
    if hours.len() > MOST {
        return Err(wrong("These are more opening hours than a week can hold.".to_owned()));
    }
    for span in &hours {
        if !(1..=7).contains(&span.weekday) {
            return Err(wrong("These opening hours are outside of a week.".to_owned()));
        }
        checked_span(span.opens, span.closes).map_err(|words| wrong(words.to_owned()))?;
    }
    hours.sort_unstable_by_key(|span| (span.weekday, span.opens));
    let overlap = hours
        .iter()
        .zip(hours.iter().skip(1))
        .any(|(one, next)| one.weekday == next.weekday && next.opens < one.closes);
    if overlap {
        return Err(wrong("Two opening hours of one day overlap.".to_owned()));
    }
    match runs_into_next(&hours) {
        Some((day, next)) => Err(wrong(format!(
            "The hours of {day} go on past midnight and into those of {next}. End the first before the second begin."
        ))),
        None => Ok(hours),
    }
}

/// Whether one day can have this opening; else what is wrong with it.
pub(crate) fn checked_span(opens: u16, closes: u16) -> Result<(), &'static str> {
    if opens >= DAY || closes > 2 * DAY {
        return Err("These opening hours are outside of a week.");
    }
    if closes <= opens {
        return Err("The library closes before it opens. Past midnight counts as the next day.");
    }
    if closes - opens > DAY {
        return Err("No opening lasts longer than a day.");
    }
    Ok(())
}

/// The first day whose hours do not end before those of the day after begin.
fn runs_into_next(hours: &[OpeningHours]) -> Option<(&'static str, &'static str)> {
    let into = |one: &&OpeningHours| {
        let next = if one.weekday == 7 { 1 } else { one.weekday + 1 };
        hours.iter().any(|other| other.weekday == next && other.opens.saturating_add(DAY) < one.closes)
    };
    let one = hours.iter().find(into)?;
    Some((name(one.weekday), name(if one.weekday == 7 { 1 } else { one.weekday + 1 })))
}

/// "Monday" of 1.
fn name(weekday: u8) -> &'static str {
    let place = usize::from(weekday).checked_sub(1);
    place.and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

/// `Monday to Friday 9:00 to 17:00, Saturday 10:00 to 14:00`; days on which it is closed are left out.
#[must_use]
pub fn week_words(hours: &[OpeningHours]) -> String {
    let mut runs: Vec<(u8, u8, String)> = Vec::new();
    for weekday in 1..=7 {
        let own = hours.iter().filter(|span| span.weekday == weekday);
        let own: Vec<OpenSpan> = own.map(|span| OpenSpan { opens: span.opens, closes: span.closes }).collect();
        let open = spans_words(&own);
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == weekday && *same == open => *last = weekday,
            _ => runs.push((weekday, weekday, open)),
        }
    }
    let said = runs.into_iter().filter(|(_, _, open)| !open.is_empty()).map(|(first, last, open)| match last - first {
        0 => format!("{} {open}", name(first)),
        1 => format!("{} and {} {open}", name(first), name(last)),
        _ => format!("{} to {} {open}", name(first), name(last)),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// `9:00 to 12:00 and 14:00 to 17:00`. Empty: none.
#[must_use]
pub fn spans_words(open: &[OpenSpan]) -> String {
    let mut spans = open.to_vec();
    spans.sort_unstable_by_key(|span| (span.opens, span.closes));
    let spans = spans.into_iter().map(|span| format!("{} to {}", clock(span.opens), clock(span.closes)));
    spans.collect::<Vec<_>>().join(" and ")
}

/// "9:05" of minutes after midnight.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests;
