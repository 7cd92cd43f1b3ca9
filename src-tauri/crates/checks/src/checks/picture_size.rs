//! No picture is too large, in bytes or pixels.

use crate::draft::Checked;
use crate::words::{about, number, picture, size};
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, media) in draft.media.iter().enumerate().filter(|(_, media)| media.video.is_none()) {
        let which = picture(draft.media, place);
        if media.bytes > limits.picture_max_bytes {
            let words = format!(
                "{which} is {} and {platform} takes at most {}. Save it smaller.",
                size(media.bytes),
                size(limits.picture_max_bytes)
            );
            findings.push(about("picture_size", Level::Stop, words));
        }
        let pixels = u64::from(media.width) * u64::from(media.height);
        if let Some(max) = limits.picture_max_pixels.filter(|max| pixels > *max) {
            let words = format!(
                "{which} has {} pixels and {platform} takes at most {}. Make it smaller.",
                number(pixels),
                number(max)
            );
            findings.push(about("picture_size", Level::Stop, words));
        }
    }
    findings
}
