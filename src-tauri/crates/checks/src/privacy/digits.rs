//! Digits in a text, in groups: what is written together, also where letters stand in for digits or the digits are
//! written out as words.

use super::fold::Folded;
use std::ops::Range;

/// The sign that covers a digit. Digits beside it are the rest of what was covered, and no number of their own.
pub(super) const COVER: char = '•';

/// So many words for digits in a row are a number that is read out.
const READ_OUT: usize = 7;

/// Between groups of one number stand at most so many signs.
const GAP: usize = 3;

/// Digits written together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) digits: String,
    pub(super) at: Range<usize>,
    /// A letter stands right before it.
    pub(super) after_letter: bool,
    /// A letter stands right behind it.
    pub(super) before_letter: bool,
}

/// All groups, in order.
pub(super) fn groups(folded: &Folded) -> Vec<Group> {
    let mut found = Vec::new();
    let mut words = Vec::new();
    let text = &folded.text;
    for token in tokens(text) {
        let written = folded.get(token.clone());
        if let Some(digit) = spoken(written) {
            let near = words.last().is_none_or(|last: &Group| between(folded, last, token.start));
            if !near {
                read_out(&mut found, &mut words);
            }
            words.push(Group { digits: digit.to_owned(), at: token, after_letter: false, before_letter: false });
            continue;
        }
        read_out(&mut found, &mut words);
        if covered(text, &token) {
            continue;
        }
        if let Some(digits) = as_digits(written) {
            found.push(Group { digits, at: token, after_letter: false, before_letter: false });
        } else {
            parts(written, token.start, &mut found);
        }
    }
    read_out(&mut found, &mut words);
    found
}

/// Whether a group follows another closely enough to go on with its number.
pub(super) fn between(folded: &Folded, one: &Group, next: usize) -> bool {
    let gap = folded.get(one.at.end..next);
    gap.len() <= GAP && gap.chars().all(|c| " -./,_:+()#'\n|~=*;".contains(c))
}

/// Stretches of letters and digits.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = text.len();
        while let Some((at, c)) = chars.peek() {
            if !c.is_alphanumeric() {
                end = *at;
                break;
            }
            chars.next();
        }
        Some(start..end)
    })
}

fn covered(text: &str, token: &Range<usize>) -> bool {
    let before = text.get(..token.start).unwrap_or_default();
    before.ends_with(COVER) || text.get(token.end..).unwrap_or_default().starts_with(COVER)
}

/// A token that is a number, with `o` for nought and `l` for one; mostly digits all the same.
fn as_digits(written: &str) -> Option<String> {
    let plain = written.bytes().filter(u8::is_ascii_digit).count();
    if plain == 0 || plain * 5 < written.len() * 3 || (plain < written.len() && written.len() < READ_OUT) {
        return None;
    }
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        'o' => Some('0'),
        'l' | 'i' => Some('1'),
        _ => None,
    };
    written.chars().map(digit).collect()
}

/// The digits within a token of letters too.
fn parts(written: &str, start: usize, found: &mut Vec<Group>) {
    let mut chars = written.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        if !c.is_ascii_digit() {
            before = Some(c);
            continue;
        }
        let mut end = at + 1;
        while let Some((next, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
            end = next + 1;
        }
        found.push(Group {
            digits: written.get(at..end).unwrap_or_default().to_owned(),
            at: start + at..start + end,
            after_letter: before.is_some(),
            before_letter: chars.peek().is_some(),
        });
    }
}

fn read_out(found: &mut Vec<Group>, words: &mut Vec<Group>) {
    if words.len() >= READ_OUT {
        found.append(words);
    }
    words.clear();
}

/// The digit that a word stands for.
fn spoken(word: &str) -> Option<&'static str> {
    const WORDS: [&[&str]; 10] = [
        &["zero", "oh", "nought", "cero"],
        &["one", "uno", "un"],
        &["two", "dos", "deux"],
        &["three", "tres", "trois"],
        &["four", "cuatro", "quatre"],
        &["five", "cinco", "cinq"],
        &["six", "seis"],
        &["seven", "siete", "sept"],
        &["eight", "ocho", "huit"],
        &["nine", "nueve", "neuf"],
    ];
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    if word.len() > 6 || word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let place = WORDS.iter().position(|words| words.contains(&word))?;
    DIGITS.get(place).copied()
}
