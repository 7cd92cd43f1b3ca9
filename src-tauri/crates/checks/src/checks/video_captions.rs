//! A video in which somebody speaks needs captions (WCAG 1.2.2), or a person says that nobody does.

use crate::draft::Checked;
use crate::words::{about, picture};
use lectern_model::{DraftMedia, Finding, Fix, Level};

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    draft.media.iter().enumerate().filter_map(|(place, media)| look(draft.media, place, media)).collect()
}

fn look(all: &[DraftMedia], place: usize, media: &DraftMedia) -> Option<Finding> {
    let video = media.video.as_ref()?;
    if video.no_speech || !video.captions.is_empty() {
        return None;
    }
    let words = format!("{} has no captions. Add them, or say that nobody speaks in it.", picture(all, place));
    let why = "People who cannot hear read them, and so do many who have the sound off. For a public library they are a duty.";
    let fix = u32::try_from(place).ok();
    let fix = fix.map(|picture| Fix::OpenPicture { label: "Add captions".to_owned(), picture });
    Some(about("video_captions", Level::Stop, words).because(why).mended_by(fix))
}
