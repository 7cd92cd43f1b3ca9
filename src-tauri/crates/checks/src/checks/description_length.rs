//! No description is longer than the platform keeps.

use crate::draft::Checked;
use crate::length::units;
use crate::words::{about, number, picture};
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Vec<Finding> {
    let max = u64::from(limits.description_max);
    let mut findings = Vec::new();
    for (place, media) in draft.media.iter().enumerate() {
        let used = units(&media.description, limits.text_unit);
        if used > max {
            let words = format!(
                "{}: {platform} counts {} of {} in the description. Shorten it by {}.",
                picture(draft.media, place),
                number(used),
                number(max),
                number(used - max)
            );
            findings.push(about("description_length", Level::Stop, words));
        }
    }
    findings
}
