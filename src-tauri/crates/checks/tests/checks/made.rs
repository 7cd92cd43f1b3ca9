//! Drafts, pictures and limits to check.

use lectern_checks::{Checked, common};
use lectern_model::{DraftMedia, Finding, Fix, Limits, MediaHash, Moving, TextUnit, Visibility};

/// Ten graphemes of text, two pictures of a thousand bytes, ten units of description.
pub(crate) fn small_limits() -> Limits {
    Limits {
        text_max: 10,
        text_unit: TextUnit::Graphemes,
        text_max_bytes: None,
        link_weight: None,
        mention_local_part_only: false,
        warning_counts: false,
        pictures_max: 2,
        picture_max_bytes: 1000,
        picture_max_pixels: Some(100),
        description_max: 10,
        picture_required: false,
        picture_types: vec!["image/png".to_owned(), "image/jpeg".to_owned()],
        visibilities: vec![Visibility::Public],
        content_warning: true,
        poll: None,
        video: None,
    }
}

/// A described picture that any limit takes.
pub(crate) fn picture() -> DraftMedia {
    DraftMedia {
        hash: MediaHash("0".repeat(64)),
        mime: "image/png".to_owned(),
        name: "duck.png".to_owned(),
        description: "A duck".to_owned(),
        decorative: false,
        width: 10,
        height: 10,
        bytes: 1000,
        decorative_why: String::new(),
        original: None,
        focus: None,
        moving: Moving::Still,
        video: None,
    }
}

/// A draft of a text alone.
pub(crate) fn text(text: &str) -> Checked<'_> {
    Checked { text, content_warning: "", media: &[], limits: None, own_sites: &[], reply: false, variables: None }
}

/// The findings of one check.
pub(crate) fn of<'f>(check: &str, findings: &'f [Finding]) -> Vec<&'f Finding> {
    findings.iter().filter(|finding| finding.check == check).collect()
}

/// A text after a change, made as the editor makes it.
pub(crate) fn after(text: &str, fix: &Fix) -> String {
    let Fix::Replace { at, with, .. } = fix else { panic!("changes no words: {fix:?}") };
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: &[u16]| String::from_utf16(range).expect("no half characters");
    format!("{}{with}{}", part(&units[..at.start as usize]), part(&units[at.end as usize..]))
}

/// The text after the first change that a check offers.
pub(crate) fn mended(check: &str, draft: &Checked<'_>) -> Option<String> {
    let findings = common(draft);
    let fix = of(check, &findings).into_iter().find_map(|finding| finding.fix.clone())?;
    Some(after(draft.text, &fix))
}
