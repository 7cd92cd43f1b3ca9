//! The text fits.

use crate::draft::Checked;
use crate::length::too_long_from;
use crate::spans::span_from;
use crate::words::{finding, number};
use lectern_model::{Count, Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str, count: Count) -> Option<Finding> {
    if count.fits {
        return None;
    }
    let words = match (count.used.checked_sub(count.max), limits.text_max_bytes) {
        (Some(over @ 1..), _) => {
            let (used, max) = (number(count.used.into()), number(count.max.into()));
            format!("{platform} counts {used} of {max}. Shorten it by {}.", number(over.into()))
        }
        (_, Some(max)) => {
            let (bytes, max) = (number(count.bytes.into()), number(max.into()));
            format!("{platform} takes {max} bytes and this text has {bytes}. Shorten it.")
        }
        (_, None) => return None,
    };
    let at = too_long_from(draft.text, draft.content_warning, limits).map(|start| span_from(draft.text, start));
    Some(finding("length", Level::Stop, words, at))
}
