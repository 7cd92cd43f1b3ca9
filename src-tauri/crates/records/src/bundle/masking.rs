//! Patrons' details are masked in whatever somebody wrote.

use lectern_model::{RecordBody, RecordWords, Visibility};

/// Masks every text of a body; says whether anything changed. Addresses of pages and the platforms' own ids stay, so that
/// what is handed out can be found again. The mask is told beside each text whether it is said to one person: what
/// answers, or is private.
pub fn mask_body(body: &mut RecordBody, mask: &dyn Fn(&str, bool) -> String) -> bool {
    let mut changed = false;
    let answers = !body.context.is_empty();
    let mut hide = |text: &mut String, to_one: bool| {
        let masked = mask(text, to_one);
        changed |= masked != *text;
        *text = masked;
    };
    let RecordBody { words, context, reason, .. } = body;
    for words in std::iter::once(words).chain(context) {
        let RecordWords { author, text, content_warning, media, visibility, .. } = words;
        hide(text, answers || *visibility == Visibility::Direct);
        [author, content_warning].into_iter().for_each(|text| hide(text, false));
        media.iter_mut().for_each(|picture| hide(&mut picture.description, false));
    }
    [&mut reason.quoted, &mut reason.note, &mut reason.agreed].into_iter().for_each(|text| hide(text, false));
    changed
}
