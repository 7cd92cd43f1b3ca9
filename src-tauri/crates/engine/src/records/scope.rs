//! Which time and which accounts, in words.

use jiff::tz::TimeZone;
use lectern_core::moment::words_of;
use lectern_model::Timestamp;

/// A stretch of time in words. Empty: all of time.
pub(super) fn between(from: Option<Timestamp>, until: Option<Timestamp>, zone: &TimeZone) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => format!("From {}.", words_of(from, zone)),
        (None, Some(until)) => format!("Before {}.", words_of(until, zone)),
        (Some(from), Some(until)) => format!("From {} until before {}.", words_of(from, zone), words_of(until, zone)),
    }
}
