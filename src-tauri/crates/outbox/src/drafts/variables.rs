//! What the words in braces stand for, from Settings.

use jiff::civil::Weekday;
use lectern_core::moment::zone_of;
use lectern_model::{Draft, DraftRole, OpeningHours, Settings, Timestamp, Variable};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Blanks that a person fills in by hand, and what belongs there.
const BY_HAND: [(&str, &str); 6] = [
    ("day", "the day"),
    ("time", "the time"),
    ("event", "what takes place"),
    ("title", "the title"),
    ("place", "the place"),
    ("link", "the web address"),
];

/// Everything that braces may stand for, on the day of a moment.
pub fn variables(settings: &Settings, at: Timestamp) -> Vec<Variable> {
    let told = |name: &str, meaning: &str, value: String| Variable {
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        value: Some(value).filter(|value| !value.is_empty()),
        by_hand: false,
    };
    let web = settings.own_sites.first().map(|host| format!("https://{host}")).unwrap_or_default();
    let mut all = vec![
        told("library", "the library’s name", settings.library_name.clone()),
        told("branch", "the branch", settings.branch.clone()),
        told("hours", "the opening hours", week(&settings.opening_hours)),
        told("hours today", "the opening hours of the day", today(settings, at)),
        told("desk phone", "the telephone of the desk", settings.desk_phone.clone()),
        told("address", "the street address", settings.address.clone()),
        told("web", "the library’s web address", web),
    ];
    all.extend(BY_HAND.map(|(name, meaning)| Variable {
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        value: None,
        by_hand: true,
    }));
    all
}

/// What braces in a draft stand for on the day that it goes out. None for a template, where they are to stay.
pub fn of_draft(draft: &Draft, settings: &Settings, at: Timestamp) -> Option<Vec<Variable>> {
    (draft.role != DraftRole::Template).then(|| variables(settings, at))
}

fn clock(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Hours of one weekday, 1 = Monday. Empty: closed.
fn of_day(hours: &[OpeningHours], weekday: u8) -> String {
    let spans = hours.iter().filter(|span| span.weekday == weekday);
    spans.map(|span| format!("{} to {}", clock(span.opens), clock(span.closes))).collect::<Vec<_>>().join(" and ")
}

/// `Monday to Friday 9:00 to 17:00, Saturday 10:00 to 14:00`; days on which it is closed are left out.
fn week(hours: &[OpeningHours]) -> String {
    let mut runs: Vec<(usize, usize, String)> = Vec::new();
    for (place, weekday) in (0..DAYS.len()).zip(1..) {
        let open = of_day(hours, weekday);
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == place && *same == open => *last = place,
            _ => runs.push((place, place, open)),
        }
    }
    let day = |place: usize| DAYS.get(place).copied().unwrap_or_default();
    let said = runs.into_iter().filter(|(_, _, open)| !open.is_empty()).map(|(first, last, open)| match last - first {
        0 => format!("{} {open}", day(first)),
        1 => format!("{} and {} {open}", day(first), day(last)),
        _ => format!("{} to {} {open}", day(first), day(last)),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// `9:00 to 17:00` or `closed`, on the library's clock. Empty where no hours were told.
fn today(settings: &Settings, at: Timestamp) -> String {
    let Ok(moment) = jiff::Timestamp::from_millisecond(at.0) else { return String::new() };
    if settings.opening_hours.is_empty() {
        return String::new();
    }
    let weekday: Weekday = moment.to_zoned(zone_of(settings)).weekday();
    let open = of_day(&settings.opening_hours, weekday.to_monday_one_offset().unsigned_abs());
    if open.is_empty() { "closed".to_owned() } else { open }
}

#[cfg(test)]
mod tests;
