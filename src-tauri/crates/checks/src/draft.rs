//! What is looked at, and by which checks.

use crate::addresses::Addresses;
use crate::checks::{
    broken_links, capitals, content_warning, description_length, emoji, empty, fancy_letters, flyer, hashtags, length,
    link_words, links, picture_count, picture_description, picture_moves, picture_required, picture_size, picture_type,
    private_links, trackers, variables, video_captions, videos,
};
use crate::length::count;
use lectern_model::{Count, DraftMedia, Finding, Limits, Variable};

/// A text longer than any post, in bytes, is not searched: looking for names without a scheme can take its square.
const LONGEST_TEXT: usize = 50_000;

/// A draft as the checks see it.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The text.
    pub text: &'a str,
    /// The content warning. Empty: none.
    pub content_warning: &'a str,
    /// Pictures and videos, in order.
    pub media: &'a [DraftMedia],
    /// What one account's platform accepts; none: no account is looked at.
    pub limits: Option<&'a Limits>,
    /// The library's own host names, as set by a person (an address with a path is understood too).
    pub own_sites: &'a [String],
    /// Whether it answers somebody.
    pub reply: bool,
    /// Words in braces and what they stand for; none: braces are not looked at, as in a template.
    pub variables: Option<&'a [Variable]>,
}

/// What holds on every platform: something to send, descriptions of pictures, where links lead, and whether everyone can
/// read it, also with their ears.
#[must_use]
pub fn common(draft: &Checked<'_>) -> Vec<Finding> {
    let mut findings = of_pictures(draft);
    findings.extend(of_words(draft));
    findings
}

/// The part of [`common`] that looks at the pictures.
#[must_use]
pub fn of_pictures(draft: &Checked<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = picture_description::check(draft).into_iter().collect();
    findings.extend(video_captions::check(draft));
    findings.extend(picture_moves::check(draft));
    findings
}

/// The part of [`common`] that looks at the words: what an account says instead of the common text is looked at alone.
#[must_use]
pub fn of_words(draft: &Checked<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = empty::check(draft).into_iter().collect();
    if draft.text.len() <= LONGEST_TEXT {
        findings.extend(of_text(draft));
    }
    findings
}

fn of_text(draft: &Checked<'_>) -> Vec<Finding> {
    let addresses = Addresses::of(draft.text);
    let mut findings = variables::check(draft);
    findings.extend(links::check(draft, &addresses));
    findings.extend(broken_links::check(draft));
    findings.extend(private_links::check(draft, &addresses));
    findings.extend(trackers::check(draft, &addresses));
    findings.extend(link_words::check(draft, &addresses));
    findings.extend(flyer::check(draft));
    findings.extend(fancy_letters::check(draft, &addresses));
    findings.extend(capitals::check(draft, &addresses));
    findings.extend(hashtags::check(draft, &addresses));
    findings.extend(emoji::check(draft));
    findings
}

/// What holds on one account's platform, by its limits; nothing where they are not given. `platform_name` is the name
/// people know it by.
#[must_use]
pub fn for_account(draft: &Checked<'_>, platform_name: &str) -> Vec<Finding> {
    let Some(limits) = draft.limits else { return Vec::new() };
    let count = count(draft.text, draft.content_warning, limits);
    for_account_counted(draft, platform_name, count)
}

/// The same where the length is known already: counting is most of the work, and it is done again with every key.
#[must_use]
pub fn for_account_counted(draft: &Checked<'_>, platform_name: &str, count: Count) -> Vec<Finding> {
    let Some(limits) = draft.limits else { return Vec::new() };
    let mut findings = Vec::new();
    findings.extend(length::check(draft, limits, platform_name, count));
    findings.extend(content_warning::check(draft, limits, platform_name));
    findings.extend(picture_required::check(draft, limits, platform_name));
    findings.extend(picture_count::check(draft, limits, platform_name));
    findings.extend(picture_type::check(draft, limits, platform_name));
    findings.extend(picture_size::check(draft, limits, platform_name));
    findings.extend(videos::check(draft, limits, platform_name));
    findings.extend(picture_moves::check_there(draft, platform_name));
    findings.extend(description_length::check(draft, limits, platform_name));
    findings
}
