//! Signs and addresses that must not come through.

use std::borrow::Cow;

/// Longest name, title or warning in bytes.
const MOST_LINE: usize = 2_000;

/// Longest address in bytes.
const MOST_URL: usize = 4_000;

/// Control characters other than line end and tab, marks that turn the reading direction, and signs that no text has.
fn unfit(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Text of several lines.
pub fn clean_text(text: &str) -> Cow<'_, str> {
    if text.chars().any(unfit) {
        Cow::Owned(text.chars().filter(|c| !unfit(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Text of one line: a name, a title.
pub fn clean_line(text: &str) -> String {
    let plain = !text.contains(char::is_whitespace) && !text.chars().any(unfit);
    if plain {
        return cut(text, MOST_LINE).to_owned();
    }
    let joined = clean_text(text).split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&joined, MOST_LINE).to_owned()
}

/// An address that leads to the web; none for every other.
pub fn clean_url(url: Option<String>) -> Option<String> {
    url.filter(|url| url.len() <= MOST_URL && is_web(url))
}

/// Whether an address begins with `https://` or `http://`.
pub(crate) fn is_web(url: &str) -> bool {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")) && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The start of a text of at most so many bytes, cut between two characters.
pub fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
