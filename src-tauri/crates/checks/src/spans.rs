//! Stretches of text as the editor counts them.

use lectern_model::{Fix, Span};

/// The stretch between two byte offsets, in UTF-16 units. Offsets inside a character move to its start.
pub(crate) fn span(text: &str, start: usize, end: usize) -> Span {
    let start = units_before(text, start);
    Span { start, end: units_before(text, end).max(start) }
}

/// The stretch from a byte offset to the end.
pub(crate) fn span_from(text: &str, start: usize) -> Span {
    span(text, start, text.len())
}

/// The change that puts other words in the place of a stretch.
pub(crate) fn replace(label: &str, at: Span, with: String) -> Fix {
    Fix::Replace { label: label.to_owned(), at, with }
}

fn units_before(text: &str, offset: usize) -> u32 {
    let units: usize = text.char_indices().take_while(|(at, _)| *at < offset).map(|(_, c)| c.len_utf16()).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn an_emoji_is_two_units() {
        let text = "a🦆b";
        let found = span(text, 5, 6);
        assert_eq!((found.start, found.end), (3, 4));
    }
}
