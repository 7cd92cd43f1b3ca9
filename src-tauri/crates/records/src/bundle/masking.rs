//! Patrons' details are masked in whatever somebody wrote.

use lectern_model::{RecordBody, RecordWords};

/// Masks every text of a body; says whether anything changed. Addresses of pages and the platforms' own ids stay, so that
/// what is handed out can be found again.
pub fn mask_body(body: &mut RecordBody, mask: &dyn Fn(&str) -> String) -> bool {
    let mut changed = false;
    let mut hide = |text: &mut String| {
        let masked = mask(text);
        changed |= masked != *text;
        *text = masked;
    };
    let RecordBody { words, context, reason, .. } = body;
    for words in std::iter::once(words).chain(context) {
        let RecordWords { author, text, content_warning, media, .. } = words;
        [author, text, content_warning].into_iter().for_each(&mut hide);
        media.iter_mut().for_each(|picture| hide(&mut picture.description));
    }
    [&mut reason.quoted, &mut reason.note, &mut reason.agreed].into_iter().for_each(&mut hide);
    changed
}
