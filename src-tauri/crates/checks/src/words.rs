//! Numbers, pictures and words as people read them.

use lectern_model::{DraftMedia, Finding, Level, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A check tells of the same trouble at most so often.
pub(crate) const MOST: usize = 20;

/// More of somebody's words are not repeated.
const QUOTED: usize = 40;

pub(crate) fn finding(check: &str, level: Level, words: String, at: Option<Span>) -> Finding {
    Finding::new(check, level, words).at(at)
}

/// A finding without a place in the text.
pub(crate) fn about(check: &str, level: Level, words: String) -> Finding {
    Finding::new(check, level, words)
}

/// `1500` as `1,500`.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `2` and `picture` as `2 pictures`.
pub(crate) fn count_of(count: u64, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", number(count))
}

/// Bytes in the largest unit that keeps them readable. Rounded up, so that what is too large never reads as the limit.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => count_of(bytes, "byte"),
        1000..1_000_000 => format!("{} kB", number(bytes.div_ceil(1000))),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            match tenths % 10 {
                0 => format!("{} MB", number(tenths / 10)),
                tenth => format!("{}.{tenth} MB", number(tenths / 10)),
            }
        }
    }
}

/// How a picture or a video is named: alone it needs no number.
pub(crate) fn picture(media: &[DraftMedia], place: usize) -> String {
    match (media.get(place).is_some_and(|one| one.video.is_some()), media.len()) {
        (false, 1) => "The picture".to_owned(),
        (false, _) => format!("Picture {}", place + 1),
        (true, 1) => "The video".to_owned(),
        (true, _) => format!("Video {}", place + 1),
    }
}

/// Somebody's words in quotation marks, the beginning of them where they are many.
pub(crate) fn quoted(written: &str) -> String {
    match written.grapheme_indices(true).nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", written.get(..end).unwrap_or(written)),
        None => format!("“{written}”"),
    }
}

/// `a`, `b` and `c` as `a, b or c`.
pub(crate) fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{count_of, listed, number, quoted, size};

    #[test]
    fn words_are_quoted_and_listed() {
        assert_eq!(quoted("Hi"), "“Hi”");
        assert_eq!(quoted(&"é".repeat(41)), format!("“{}…”", "é".repeat(40)));
        let parts = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([1, 2, 3].map(|most| listed(&parts[..most], "or")), ["a", "a or b", "a, b or c"]);
    }

    #[test]
    fn numbers_and_sizes_read_well() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([1, 2].map(|n| count_of(n, "picture")), ["1 picture", "2 pictures"]);
        assert_eq!(
            [999, 1000, 1_000_000, 1_000_001, 16_000_000].map(size),
            ["999 bytes", "1 kB", "1 MB", "1.1 MB", "16 MB"]
        );
    }
}
