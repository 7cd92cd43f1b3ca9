//! Hashtags of several words show where each begins.

use crate::addresses::Addresses;
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::vocabulary::split;
use crate::words::MOST;
use lectern_model::{Finding, Level};
use std::ops::Range;

const WHY: &str = "Screen readers and readers find the words of a tag by their capitals. It stays the same tag: networks \
                   do not tell capitals from small letters.";

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let text = draft.text;
    let tags = tags(text).into_iter().filter(|tag| !addresses.touch(tag));
    tags.filter_map(|tag| {
        let written = text.get(tag.clone())?;
        let with = in_capitals(written.strip_prefix('#')?)?;
        let at = span(text, tag.start, tag.end);
        let words = format!("{written} is read out as one word.");
        let fix = replace(&format!("Write it as {with}"), at, with);
        Some(Finding::new("hashtags", Level::Warn, words).at(at).because(WHY).mended_by(fix))
    })
    .take(MOST)
    .collect()
}

/// Every hashtag with its sign, in bytes.
pub(crate) fn tags(text: &str) -> Vec<Range<usize>> {
    let signs = text.match_indices('#').map(|(at, _)| at);
    let begins = signs.filter(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !is_word(c) && !matches!(c, '#' | '&' | '/'))
    });
    begins
        .filter_map(|at| {
            let name = text.get(at + 1..)?;
            let length = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
            Some(at..at + 1 + length)
        })
        .collect()
}

fn is_word(c: char) -> bool {
    // Marks and joiners belong to the letter before them.
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

/// `storytime2027` as `#StoryTime2027`; nothing where it is one word, has capitals, or cannot be told.
#[must_use]
pub fn in_capitals(name: &str) -> Option<String> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = name.get(letters.len()..)?;
    let mut with = String::from("#");
    for word in split(letters)? {
        let mut chars = word.chars();
        with.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        with.push_str(chars.as_str());
    }
    with.push_str(number);
    Some(with)
}
