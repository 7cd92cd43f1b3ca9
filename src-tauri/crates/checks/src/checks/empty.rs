//! There is something to send.

use crate::draft::Checked;
use crate::mentions::mentions;
use crate::words::about;
use lectern_model::{Finding, Level};

pub(crate) fn check(draft: &Checked<'_>) -> Option<Finding> {
    if !draft.media.is_empty() {
        return None;
    }
    if is_blank(draft.text) {
        let words = "There is nothing to send yet. Write something or add a picture.".to_owned();
        return Some(about("empty", Level::Stop, words));
    }
    if draft.reply && only_names(draft.text) {
        let words = "There is only a name so far. Write your answer after it.".to_owned();
        return Some(about("empty", Level::Warn, words));
    }
    None
}

/// White space, or characters that show nothing.
fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'))
}

fn only_names(text: &str) -> bool {
    let mut done = 0;
    for mention in mentions(text) {
        if !text.get(done..mention.whole.start).is_some_and(is_blank) {
            return false;
        }
        done = mention.whole.end;
    }
    text.get(done..).is_some_and(is_blank)
}
