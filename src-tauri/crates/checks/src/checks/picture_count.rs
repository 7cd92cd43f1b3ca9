//! Not more pictures than the platform takes.

use crate::draft::Checked;
use crate::words::{about, count_of, number};
use lectern_model::{Finding, Level, Limits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Option<Finding> {
    let pictures = u64::try_from(draft.media.iter().filter(|media| media.video.is_none()).count()).unwrap_or(u64::MAX);
    let max = u64::from(limits.pictures_max);
    if pictures <= max {
        return None;
    }
    let words = match max {
        0 => format!("{platform} takes no pictures. Remove {}.", if pictures == 1 { "it" } else { "them" }),
        _ => format!(
            "{platform} takes {} and there are {}. Remove {}.",
            count_of(max, "picture"),
            number(pictures),
            number(pictures - max)
        ),
    };
    Some(about("picture_count", Level::Stop, words))
}
