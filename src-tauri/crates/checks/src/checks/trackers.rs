//! No marks in links by which companies follow people. `utm_…` stays: it is the library's own count of its campaigns.

use crate::addresses::{Addresses, without};
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::MOST;
use lectern_model::{Finding, Level};

const WHY: &str = "It tells a company who passed the link on and who followed it. The link works without it.";

/// Parameters that platforms and mailing services add.
const TRACKERS: &[&str] = &[
    "_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "igsh", "igshid", "mc_cid", "mc_eid", "msclkid", "twclid",
    "vero_id", "wbraid", "yclid",
];

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let is_tracker = |name: &str, _: &str| TRACKERS.iter().any(|tracker| tracker.eq_ignore_ascii_case(name));
    let found = addresses.links().filter_map(|link| {
        let (with, names) = without(link.as_str(), is_tracker)?;
        let at = span(draft.text, link.start(), link.end());
        let words = format!("The link carries a tracker: {}.", names.join(", "));
        let label = if names.len() == 1 { "Take it out" } else { "Take them out" };
        Some(Finding::new("trackers", Level::Warn, words).at(at).because(WHY).mended_by(replace(label, at, with)))
    });
    found.take(MOST).collect()
}
