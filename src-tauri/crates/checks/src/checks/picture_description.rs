//! Every picture is described, or marked as decoration.

use crate::draft::Checked;
use crate::words::{about, picture};
use lectern_model::{DraftMedia, Finding, Fix, Level};

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    let told = draft.media.iter().enumerate().filter(|(_, media)| !media.decorative);
    told.filter_map(|(place, media)| look(draft.media, place, media)).collect()
}

fn look(all: &[DraftMedia], place: usize, media: &DraftMedia) -> Option<Finding> {
    let description = media.description.trim();
    let which = picture(all, place);
    let go = || u32::try_from(place).ok().map(|picture| Fix::Describe { label: "Describe it".to_owned(), picture });
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
