//! What the words in braces stand for, from Settings.

use lectern_core::moment::{shown, zone_of};
use lectern_hours::Hours;
use lectern_hours::week::{spans_words, week_words};
use lectern_model::{Draft, DraftRole, Settings, Timestamp, Variable};

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
pub fn variables(settings: &Settings, hours: &Hours, at: Timestamp) -> Vec<Variable> {
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
        told("hours", "the opening hours", week_words(&settings.opening_hours)),
        told("hours today", "the opening hours of the day", today(settings, hours, at)),
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
pub fn of_draft(draft: &Draft, settings: &Settings, hours: &Hours, at: Timestamp) -> Option<Vec<Variable>> {
    (draft.role != DraftRole::Template).then(|| variables(settings, hours, at))
}

/// `9:00 to 17:00` or `closed`, on the library's clock. Empty where no hours were told.
fn today(settings: &Settings, hours: &Hours, at: Timestamp) -> String {
    let Some(date) = shown(at, &zone_of(settings)).map(|shown| shown.date()) else { return String::new() };
    if !hours.is_told() {
        return String::new();
    }
    let open = spans_words(&hours.of(date));
    if open.is_empty() { "closed".to_owned() } else { open }
}

#[cfg(test)]
mod tests;
