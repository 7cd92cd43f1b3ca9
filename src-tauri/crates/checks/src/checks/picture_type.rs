//! Every picture is of a type the platform takes.

use crate::draft::Checked;
use crate::words::{about, picture};
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Vec<Finding> {
    let taken = |mime: &str| limits.picture_types.iter().any(|taken| taken.eq_ignore_ascii_case(mime));
    let refused = draft.media.iter().enumerate().filter(|(_, media)| media.video.is_none() && !taken(&media.mime));
    refused
        .map(|(place, media)| {
            let types: Vec<String> = limits.picture_types.iter().map(|mime| name(mime)).collect();
            let words = format!(
                "{} is {}, and {platform} takes {}. Save it as one of those.",
                picture(draft.media, place),
                name(&media.mime),
                types.join(", ")
            );
            about("picture_type", Level::Stop, words)
        })
        .collect()
}

/// `image/jpeg` as `JPEG`.
fn name(mime: &str) -> String {
    mime.rsplit('/').next().unwrap_or(mime).to_uppercase()
}
