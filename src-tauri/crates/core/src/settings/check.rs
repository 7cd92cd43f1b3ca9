//! Settings as people type them, made as they are kept.

use crate::text::clean_line;
use jiff::tz::TimeZone;
use lectern_hours::week::checked_week;
use lectern_model::{Problem, Settings};
use url::{Host, Url};

/// A day, in minutes.
const DAY: u16 = 24 * 60;

/// Longest grace for what was missed, in minutes.
const LONGEST_GRACE: u32 = 24 * 60;

/// For how many days facts may count as confirmed.
const FACTS_HOLD: std::ops::RangeInclusive<u32> = 7..=1095;

/// Letters of the number of the emergency services, with what it is for.
const LONGEST_NUMBER: usize = 60;

/// Fewest digits of it.
const FEWEST_DIGITS: usize = 2;

/// Most own addresses.
const MOST: usize = 100;

/// Settings as they are kept.
///
/// # Errors
/// `BadInput` with the field that cannot be kept.
pub(super) fn checked(settings: Settings) -> Result<Settings, Problem> {
    let time_zone = zone(settings.time_zone.trim())?;
    let opening_hours = checked_week(settings.opening_hours)?;
    let own_sites = sites(&settings.own_sites)?;
    let own_words = [&settings.library_name, &settings.branch, &settings.desk_phone, &settings.address];
    let [library_name, branch, desk_phone, address] = own_words.map(|words| clean_line(words));
    let language = settings.language.trim().to_owned();
    let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if language.len() > 35 || !language.chars().all(tag) {
        return Err(Problem::field("language", "This is not a language tag, for example en or fr-CA."));
    }
    if settings.missed_grace_minutes > LONGEST_GRACE {
        return Err(Problem::field("missed_grace_minutes", "A planned post waits for at most 1440 minutes: a day."));
    }
    if !FACTS_HOLD.contains(&settings.facts_hold_days) {
        return Err(Problem::field(
            "facts_hold_days",
            "What a saved reply says holds for 7 to 1095 days: three years.",
        ));
    }
    if settings.notices.summary_at.is_some_and(|minute| minute >= DAY) {
        return Err(Problem::field("notices", "This is no time of day."));
    }
    let privacy = super::privacy::checked(settings.privacy)?;
    Ok(Settings {
        library_name,
        branch,
        desk_phone,
        address,
        time_zone,
        opening_hours,
        own_sites,
        language,
        privacy,
        ..settings
    })
}

/// The number of the emergency services as it is kept: a number, and a few words where it needs them.
///
/// # Errors
/// `BadInput` where nobody could call it.
pub(super) fn checked_number(typed: &str) -> Result<String, Problem> {
    let number = clean_line(typed);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let fits = number.chars().count() <= LONGEST_NUMBER && digits >= FEWEST_DIGITS;
    if number.is_empty() || fits {
        return Ok(number);
    }
    Err(Problem::field(
        "emergency_number",
        "This is no number to call. Write it in digits, for example 911, with a few words where it needs them: at most \
         60 letters. Nothing was changed here.",
    ))
}

fn zone(name: &str) -> Result<String, Problem> {
    if name.is_empty() {
        return Ok(String::new());
    }
    let unknown = |_| Problem::field("time_zone", "This time zone is not known. Choose one from the list.");
    let zone = TimeZone::get(name).map_err(unknown)?;
    Ok(zone.iana_name().unwrap_or(name).to_owned())
}

/// Host names from what people paste: addresses, with or without scheme and path.
pub(super) fn sites(typed: &[String]) -> Result<Vec<String>, Problem> {
    let mut sites: Vec<String> = Vec::new();
    let lines: Vec<&str> = typed.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST {
        return Err(Problem::field("own_sites", "These are more than 100 web addresses."));
    }
    for line in lines {
        let wrong =
            || Problem::field("own_sites", format!("“{line}” is not a web address, as library.example.org is."));
        let address = if line.contains("://") { line.to_owned() } else { format!("https://{line}") };
        let url = Url::parse(&address).map_err(|_| wrong())?;
        let Some(Host::Domain(host)) = url.host() else { return Err(wrong()) };
        let host = host.trim_end_matches('.').to_lowercase();
        if !host.contains('.') || !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() {
            return Err(wrong());
        }
        if !sites.contains(&host) {
            sites.push(host);
        }
    }
    Ok(sites)
}

/// Zones of places: what people choose from. `UTC` is one of them.
pub(super) fn is_place(name: &str) -> bool {
    const REGIONS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    name == "UTC" || REGIONS.iter().any(|region| name.starts_with(region))
}

#[cfg(test)]
mod tests;
