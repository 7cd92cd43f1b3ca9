//! Every picture is described, or marked as decoration with a reason.

use crate::draft::Checked;
use crate::words::{about, picture};
use lectern_model::{DraftMedia, Finding, Fix, Level};

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    draft.media.iter().enumerate().filter_map(|(place, media)| look(draft.media, place, media)).collect()
}

fn look(all: &[DraftMedia], place: usize, media: &DraftMedia) -> Option<Finding> {
    let description = media.description.trim();
    let which = picture(all, place);
    let go = || u32::try_from(place).ok().map(|picture| Fix::Describe { label: "Describe it".to_owned(), picture });
    if media.decorative {
        if !media.decorative_why.trim().is_empty() {
            return None;
        }
        let words = format!("{which} is marked as decorative without a reason. Say why it needs no description.");
        let say = u32::try_from(place).ok().map(|picture| Fix::Describe { label: "Say why".to_owned(), picture });
        return Some(about("picture_description", Level::Stop, words).mended_by(say));
    }
    if description.is_empty() {
        let words =
            format!("{which} has no description for people who cannot see it. Describe it, or mark it as decorative.");
        return Some(about("picture_description", Level::Stop, words).mended_by(go()));
    }
    if description == media.name.trim() {
        let words = format!("{which} is described by its file name. Say what it shows.");
        return Some(about("picture_description", Level::Warn, words).mended_by(go()));
    }
    None
}
