//! The platform shows the content warning.

use crate::draft::Checked;
use crate::words::about;
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Option<Finding> {
    if limits.content_warning || draft.content_warning.trim().is_empty() {
        return None;
    }
    let words = format!("{platform} has no content warnings. Say it at the start of the text.");
    Some(about("content_warning", Level::Warn, words))
}
