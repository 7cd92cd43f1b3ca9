//! No symbols in the place of letters: mathematical, circled, squared and wide ones.

use crate::addresses::Addresses;
use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::{MOST, quoted};
use lectern_model::{Finding, Level};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

const WHY: &str = "Screen readers spell such symbols one by one or leave them out, and search does not find them.";

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let text = draft.text;
    let wide = !text.chars().any(is_east_asian);
    let runs = runs(text, wide).into_iter().filter(|run| !addresses.touch(run)).take(MOST);
    runs.filter_map(|run| {
        let written = text.get(run.clone())?;
        let plain = plain_text(written, wide);
        let at = span(text, run.start, run.end);
        let words = format!("{} is written in symbols that only look like letters.", quoted(written));
        let fix = replace("Write it in plain letters", at, plain);
        Some(Finding::new("fancy_letters", Level::Warn, words).at(at).because(WHY).mended_by(fix))
    })
    .collect()
}

/// A stretch that is being read.
struct Run {
    stretch: Range<usize>,
    symbols: usize,
    /// Whether ordinary letters stand right before or behind it.
    in_word: bool,
}

/// Stretches of such symbols, with what stands between them if that is no letter. One symbol alone is no word: it may be
/// a formula or a road sign.
fn runs(text: &str, wide: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<Run> = None;
    let mut close = |run: Option<Run>| {
        found.extend(run.filter(|run| run.symbols > 1 || run.in_word).map(|run| run.stretch));
    };
    let mut after_letter = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let sign = chars.peek().is_some_and(|(_, next)| *next == '\u{FE0F}');
        if !sign && plain(c, wide).is_some() {
            let run = run.get_or_insert(Run { stretch: at..at, symbols: 0, in_word: after_letter });
            run.stretch.end = at + c.len_utf8();
            run.symbols += 1;
            after_letter = false;
            continue;
        }
        after_letter = c.is_alphabetic();
        if c == '\n' || after_letter {
            if let Some(run) = run.as_mut().filter(|run| run.stretch.end == at) {
                run.in_word |= after_letter;
            }
            close(run.take());
        }
    }
    close(run);
    found
}

fn plain_text(written: &str, wide: bool) -> String {
    let mut text = String::new();
    for c in written.chars() {
        match plain(c, wide) {
            Some(letters) => text.push_str(&letters),
            None => text.push(c),
        }
    }
    text
}

/// The letters a symbol stands for; none where it is no such symbol.
fn plain(c: char, wide: bool) -> Option<String> {
    let letters = match c {
        // White on black: they have no plain form in Unicode's tables.
        '\u{1F150}'..='\u{1F169}' => from_a(c, '\u{1F150}')?,
        '\u{1F170}'..='\u{1F189}' => from_a(c, '\u{1F170}')?,
        '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' if !wide => return None,
        '\u{1D400}'..='\u{1D7FF}'
        | '\u{249C}'..='\u{24E9}'
        | '\u{1F110}'..='\u{1F129}'
        | '\u{1F130}'..='\u{1F149}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}'
        | 'ℂ'
        | 'ℊ'..='ℎ'
        | 'ℐ'..='ℓ'
        | 'ℕ'
        | 'ℙ'..='ℝ'
        | 'ℤ'
        | 'ℨ'
        | 'ℬ'
        | 'ℭ'
        | 'ℯ'..='ℱ'
        | 'ℳ'
        | 'ℴ' => c.nfkc().collect(),
        _ => return None,
    };
    // Some places in those tables are empty.
    (!letters.contains(c)).then_some(letters)
}

fn from_a(c: char, first: char) -> Option<String> {
    char::from_u32(u32::from('A') + u32::from(c) - u32::from(first)).map(String::from)
}

/// Where such scripts are written, wide letters are ordinary.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}')
}
