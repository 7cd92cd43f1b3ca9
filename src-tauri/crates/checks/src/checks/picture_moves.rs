//! A picture that moves says where it stands still.

use crate::draft::Checked;
use crate::words::{about, picture};
use lectern_model::{Finding, Level, Moving};

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    told(draft, Moving::Stopped, |which| {
        format!("{which} moved in its file and stands still here. To keep it moving, save it as GIF and add that.")
    })
}

pub(crate) fn check_there(draft: &Checked<'_>, platform: &str) -> Vec<Finding> {
    told(draft, Moving::StopsThere, |which| {
        format!("{which} moves, and stands still on {platform}, which takes no moving pictures.")
    })
}

fn told(draft: &Checked<'_>, moving: Moving, words: impl Fn(String) -> String) -> Vec<Finding> {
    let such = draft.media.iter().enumerate().filter(|(_, media)| media.moving == moving);
    such.map(|(place, _)| about("picture_moves", Level::Tell, words(picture(draft.media, place)))).collect()
}
