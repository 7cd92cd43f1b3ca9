//! A text as one post, or as the parts of a thread.

use lectern_checks::length;
use lectern_checks::thread::{MOST_PARTS, Room, split};
use lectern_model::{Count, Draft, Finding, Fix, Level, Limits, Visibility};

/// One post of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What goes out.
    pub text: String,
    /// What readers see: for an answer, the first with the names that the platform puts before it.
    pub said: String,
    /// Length of that by the platform's rule.
    pub count: Count,
    /// Where its words begin in the account's text, in bytes.
    pub start: usize,
}

/// What goes out of `text`, which is said, and counted, as `whole`.
pub(super) fn of(draft: &Draft, text: &str, whole: (&str, Count), limits: &Limits) -> Vec<Part> {
    let (said, count) = whole;
    let warning = draft.content_warning.as_str();
    let names = said.strip_suffix(text).unwrap_or_default();
    let part = |text: String, names: &str, start: usize| {
        let said = format!("{names}{text}");
        Part { count: length::count(&said, warning, limits), text, said, start }
    };
    if !may_be_thread(draft) || !draft.thread.on {
        return vec![Part { text: text.to_owned(), said: said.to_owned(), count, start: 0 }];
    }
    let room = Room { before: names, warning, limits, numbered: draft.thread.numbered };
    let parts = split(text, &room).into_iter().enumerate();
    parts.map(|(number, one)| part(one.text, if number == 0 { names } else { "" }, one.at.start)).collect()
}

/// What the checks say of a thread instead of the length of the whole, or how a text that is too long becomes one.
pub(super) fn judge(findings: &mut Vec<Finding>, draft: &Draft, parts: &[Part], platform: &str) {
    if parts.len() > 1 {
        findings.retain(|finding| finding.check != "length");
        findings.extend(too_many(parts.len(), platform));
        findings.extend(parts.iter().position(|part| !part.count.fits).map(|at| too_long(at + 1, platform)));
        return;
    }
    let fix = || Fix::Thread { label: "Make a thread".to_owned() };
    if may_be_thread(draft) && !draft.thread.on {
        for finding in findings.iter_mut().filter(|finding| finding.check == "length") {
            finding.fix = Some(fix());
        }
    }
}

/// What is for the people named in it alone stays one post: whoever is named in one part would not get the others.
fn may_be_thread(draft: &Draft) -> bool {
    draft.visibility != Visibility::Direct
}

fn too_many(parts: usize, platform: &str) -> Option<Finding> {
    let words = format!(
        "This would be a thread of {parts} posts on {platform}, and Lectern sends {MOST_PARTS} at most. Shorten it."
    );
    (parts > MOST_PARTS).then(|| Finding::new("thread", Level::Stop, words))
}

fn too_long(number: usize, platform: &str) -> Finding {
    let words = format!("Part {number} of the thread does not fit on {platform}. Shorten it there.");
    Finding::new("length", Level::Stop, words)
}
