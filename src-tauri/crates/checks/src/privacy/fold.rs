//! A text as the guard reads it: without signs that nobody sees, digits of every script as plain ones, letters small
//! and without accents, spaces, dashes and dots of every kind as the plain ones. Every byte knows where it came from.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Where the ten digits of a script begin.
const ZEROS: &[u32] = &[
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0,
    0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Where circled, bracketed and dotted digits begin, with the digit that stands there.
const RINGED: &[(u32, u32)] =
    &[(0x2460, 1), (0x2474, 1), (0x2488, 1), (0x24F5, 1), (0x2776, 1), (0x2780, 1), (0x278A, 1), (0x1F101, 0)];

/// Digits of Chinese and Japanese.
const HAN: &str = "〇一二三四五六七八九";

/// Bytes of an escape in a link, as in `%40`.
const ESCAPE: usize = 3;

/// A text made plain.
pub(super) struct Folded {
    /// Only what is seen, plain and small.
    pub(super) text: String,
    /// For every byte of that, the character it came from.
    from: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn of(written: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(written.len()), from: Vec::with_capacity(written.len()) };
        let (mut at, mut in_link) = (0, false);
        while let Some(c) = written.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = written.get(at..).unwrap_or_default();
            in_link = !c.is_whitespace() && (in_link || rest.starts_with("://"));
            let meant = in_link.then(|| escaped(rest)).flatten();
            let end = at + if meant.is_some() { ESCAPE } else { c.len_utf8() };
            folded.take(meant.unwrap_or(c), (at, end));
            at = end;
        }
        folded
    }

    fn take(&mut self, c: char, place: (usize, usize)) {
        if matches!(c, '\u{2}' | '\u{3}') {
            // Around words that were searched for.
        } else if c.is_ascii() {
            self.push(plain(c).to_ascii_lowercase(), place);
        } else if let Some(digit) = digit(c) {
            self.push(char::from_digit(digit, 10).unwrap_or('0'), place);
        } else if !is_unseen(c) {
            for part in std::iter::once(plain(c)).nfkd().filter(|part| !is_unseen(*part)) {
                for small in part.to_lowercase() {
                    let sign = digit(small).and_then(|digit| char::from_digit(digit, 10));
                    self.push(sign.unwrap_or_else(|| plain(small)), place);
                }
            }
        }
    }

    fn push(&mut self, c: char, place: (usize, usize)) {
        self.text.push(c);
        self.from.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    /// Where a stretch stands in what was written. What nobody sees at its edges stays outside.
    pub(super) fn written(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.from.get(at.start).map_or(0, |place| place.0);
        let last = at.end.checked_sub(1).and_then(|last| self.from.get(last));
        start..last.map_or(start, |place| place.1).max(start)
    }

    /// What is read in a stretch.
    pub(super) fn get(&self, at: Range<usize>) -> &str {
        self.text.get(at).unwrap_or_default()
    }

    /// At most so many characters before a place, down to the end of the line.
    pub(super) fn before(&self, at: usize, most: usize) -> &str {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.char_indices().rev().take(most).last().map_or(at, |(start, _)| start);
        self.get(start..at)
    }

    /// At most so many characters behind a place.
    pub(super) fn behind(&self, at: usize, most: usize) -> &str {
        let behind = self.text.get(at..).unwrap_or_default();
        let end = behind.char_indices().nth(most).map_or(behind.len(), |(end, _)| end);
        behind.get(..end).unwrap_or_default()
    }
}

/// The sign that an escape at the beginning of a part of a link stands for.
fn escaped(link: &str) -> Option<char> {
    let code = link.strip_prefix('%')?.get(..ESCAPE - 1)?;
    let sign = char::from(u8::from_str_radix(code, 16).ok()?);
    (sign.is_ascii_graphic() || sign == ' ').then_some(sign)
}

/// The digit a sign stands for, in any script.
fn digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    let below = ZEROS.partition_point(|zero| *zero <= code);
    let zero = below.checked_sub(1).and_then(|last| ZEROS.get(last)).copied();
    if let Some(digit) = zero.map(|zero| code - zero).filter(|digit| *digit < 10) {
        return Some(digit);
    }
    if matches!(c, '⓪' | '⓿' | '零' | '\u{1F100}') {
        return Some(0);
    }
    let ring = RINGED.iter().find(|(first, digit)| (*first..=*first + 9 - digit).contains(&code));
    let ringed = ring.map(|(first, digit)| code - first + digit);
    ringed.or_else(|| HAN.chars().position(|han| han == c).and_then(|place| u32::try_from(place).ok()))
}

/// Signs without a shape of their own, and marks that only sit on others.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{670}'
        | '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{180B}'..='\u{180F}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The plain sign of its kind.
fn plain(c: char) -> char {
    match c {
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{2800}' => {
            ' '
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '\u{30FC}' => '-',
        '\u{B7}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{3002}' | '\u{FF61}' | '\u{6D4}' => '.',
        '\u{2044}' | '\u{2215}' | '\u{29F8}' => '/',
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '`' => '\'',
        '\u{201C}'..='\u{201F}' | '«' | '»' | '\u{2033}' => '"',
        '\u{60C}' | '\u{3001}' => ',',
        '\u{61F}' => '?',
        '\u{964}' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests;
