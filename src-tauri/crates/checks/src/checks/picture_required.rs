//! A picture, where the platform publishes nothing without one. Replies are exempt.

use crate::draft::Checked;
use crate::words::about;
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Option<Finding> {
    if !limits.picture_required || draft.reply || !draft.media.is_empty() {
        return None;
    }
    let words = format!("{platform} takes no post without a picture. Add one.");
    Some(about("picture_required", Level::Stop, words))
}
