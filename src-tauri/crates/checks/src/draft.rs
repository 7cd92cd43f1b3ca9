//! What is looked at, and by which checks.

use crate::checks::{
    content_warning, description_length, empty, length, links, picture_count, picture_description, picture_required,
    picture_size, picture_type,
};
use lectern_model::{DraftMedia, Finding, Limits};

/// A draft as the checks see it.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The text.
    pub text: &'a str,
    /// The content warning. Empty: none.
    pub content_warning: &'a str,
    /// Pictures, in order.
    pub media: &'a [DraftMedia],
    /// What one account's platform accepts; none: no account is looked at.
    pub limits: Option<&'a Limits>,
    /// The library's own host names, as set by a person (an address with a path is understood too).
    pub own_sites: &'a [String],
    /// Whether it answers somebody.
    pub reply: bool,
}

/// What holds on every platform: something to send, descriptions of pictures, where links lead.
#[must_use]
pub fn common(draft: &Checked<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(empty::check(draft));
    findings.extend(picture_description::check(draft));
    findings.extend(links::check(draft));
    findings
}

/// What holds on one account's platform, by its limits; nothing where they are not given. `platform_name` is the name
/// people know it by.
#[must_use]
pub fn for_account(draft: &Checked<'_>, platform_name: &str) -> Vec<Finding> {
    let Some(limits) = draft.limits else { return Vec::new() };
    let mut findings = Vec::new();
    findings.extend(length::check(draft, limits, platform_name));
    findings.extend(content_warning::check(draft, limits, platform_name));
    findings.extend(picture_required::check(draft, limits, platform_name));
    findings.extend(picture_count::check(draft, limits, platform_name));
    findings.extend(picture_type::check(draft, limits, platform_name));
    findings.extend(picture_size::check(draft, limits, platform_name));
    findings.extend(description_length::check(draft, limits, platform_name));
    findings
}
