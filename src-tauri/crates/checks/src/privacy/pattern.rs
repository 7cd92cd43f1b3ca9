//! Patterns over folded text. They are read in linear time, and every repetition in them has an end.

use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::OnceLock;

/// Letters, roughly: small ones, and all that is written in other scripts.
const LETTERS: &str = r"[a-z\x{b5}-\x{1fff}\x{2c00}-\x{2fff}\x{3041}-\x{d7ff}]";

/// A pattern, made when it is first asked. The short classes stand for their plain letters: the text is folded.
pub(super) struct Pattern {
    written: &'static str,
    made: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(written: &'static str) -> Self {
        Self { written, made: OnceLock::new() }
    }

    pub(super) fn made(&self) -> Option<&Regex> {
        let make = || {
            let plain = self.written.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
            let plain = plain.replace(r"\w", "[a-z0-9_]").replace(r"\s", r"[ \n]").replace(r"\p{L}", LETTERS);
            let made = Regex::new(&plain);
            debug_assert!(made.is_ok(), "{made:?}");
            made.ok()
        };
        self.made.get_or_init(make).as_ref()
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.made().is_some_and(|pattern| pattern.is_match(text))
    }

    /// Every match, with its groups.
    pub(super) fn all<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.made().into_iter().flat_map(move |pattern| pattern.captures_iter(text))
    }

    /// Where it matches.
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.made().into_iter().flat_map(move |pattern| pattern.find_iter(text).map(|found| found.range()))
    }
}

/// Where a group of a match stands.
pub(super) fn group(found: &Captures<'_>, name: &str) -> Option<Range<usize>> {
    found.name(name).map(|part| part.range())
}
