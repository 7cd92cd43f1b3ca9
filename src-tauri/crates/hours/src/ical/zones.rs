//! Names of time zones as calendar files write them.

use jiff::tz::TimeZone;

/// Names that Outlook and its relatives write, and what they are called elsewhere.
const OTHERS: &[(&str, &str)] = &[
    ("Eastern Standard Time", "America/New_York"),
    ("US Eastern Standard Time", "America/Indiana/Indianapolis"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Newfoundland Standard Time", "America/St_Johns"),
    ("Canada Central Standard Time", "America/Regina"),
    ("GMT Standard Time", "Europe/London"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
];

/// The zone of a name.
pub(super) fn named(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    if let Some((_, known)) = OTHERS.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
        return TimeZone::get(known).ok();
    }
    // Some programs write a maker's name before it: /example.org/20260101_1/America/New_York
    let mut rest = name;
    while let Some((_, after)) = rest.split_once('/') {
        if let Ok(zone) = TimeZone::get(after) {
            return Some(zone);
        }
        rest = after;
    }
    None
}
