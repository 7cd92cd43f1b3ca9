//! No whole phrases in capitals.

use crate::addresses::Addresses;
use crate::draft::Checked;
use crate::mentions::mentions;
use crate::spans::{replace, span};
use crate::words::{MOST, quoted};
use lectern_model::{Finding, Level};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

const WHY: &str = "Words in capitals are harder to read, and some screen readers spell them letter by letter. Names \
                   begin with a capital: look them over afterwards.";

/// This many words in a row are a phrase.
const PHRASE: usize = 3;

/// An acronym is at most this long.
const ACRONYM: usize = 5;

/// Spoken as words, and written in capitals all the same.
const ACRONYMS: &[&str] = &[
    "ADHD", "ALA", "AI", "ESL", "ESOL", "EU", "FAQ", "GED", "ISBN", "NASA", "STEAM", "STEM", "UK", "UN", "UNESCO",
    "USA", "USB", "YA",
];

/// Begin with a capital wherever they stand.
const NAMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
    "halloween",
    "ramadan",
    "hanukkah",
    "diwali",
    "english",
    "spanish",
    "french",
];

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let text = draft.text;
    phrases(text, addresses)
        .into_iter()
        .take(MOST)
        .filter_map(|phrase| {
            let written = text.get(phrase.clone())?;
            let at = span(text, phrase.start, phrase.end);
            let words = format!("{} is all in capitals.", quoted(written));
            let found = Finding::new("capitals", Level::Warn, words).at(at).because(WHY);
            // Turkish has two letters i; which one is meant cannot be told from here.
            let can_tell = !text.contains(['İ', 'ı']);
            let small = || in_small_letters(written, begins_sentence(text.get(..phrase.start).unwrap_or_default()));
            Some(found.mended_by(can_tell.then(|| replace("Write it in small letters", at, small()))))
        })
        .collect()
}

/// Stretches from the first to the last shouted word.
fn phrases(text: &str, addresses: &Addresses<'_>) -> Vec<Range<usize>> {
    let names: Vec<Range<usize>> = mentions(text).into_iter().map(|mention| mention.whole).collect();
    let mut found = Vec::new();
    let mut phrase = Phrase::default();
    let mut done = 0;
    for (start, word) in text.unicode_word_indices() {
        let stretch = start..start + word.len();
        let between = text.get(done..start).unwrap_or_default();
        let named = names.iter().any(|name| name.start < stretch.end && stretch.start < name.end);
        if named || between.contains(['\n', '#']) || addresses.touch(&stretch) || !is_capital(word) {
            found.extend(std::mem::take(&mut phrase).whole());
        }
        done = stretch.end;
        if !named && !addresses.touch(&stretch) && !between.ends_with('#') && is_shouted(word) {
            phrase.add(stretch, word, between.contains([',', ';', '/', '&', '·', '•', '|']));
        }
    }
    found.extend(phrase.whole());
    found
}

/// Shouted words in a row.
#[derive(Default)]
struct Phrase {
    stretch: Option<Range<usize>>,
    words: usize,
    long: bool,
    /// Whether all but the first are set off from the one before, as in a list.
    joined: bool,
}

impl Phrase {
    fn add(&mut self, stretch: Range<usize>, word: &str, set_off: bool) {
        self.long |= word.chars().count() > ACRONYM;
        self.joined |= self.words > 0 && !set_off;
        self.words += 1;
        let start = self.stretch.as_ref().map_or(stretch.start, |before| before.start);
        self.stretch = Some(start..stretch.end);
    }

    /// The phrase, if it is one: a list of acronyms is none.
    fn whole(self) -> Option<Range<usize>> {
        self.stretch.filter(|_| self.words >= PHRASE && (self.long || self.joined))
    }
}

/// Nothing in it is a small letter.
fn is_capital(word: &str) -> bool {
    word.chars().all(|c| !c.is_alphabetic() || (c.is_uppercase() && c.to_lowercase().next() != Some(c)))
}

/// Written in capitals where it need not be.
fn is_shouted(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    is_capital(word) && letters > 1 && !word.chars().any(char::is_numeric) && !is_acronym(word)
}

/// Known as one, or cannot be spoken as a word.
fn is_acronym(word: &str) -> bool {
    let short = word.is_ascii() && word.len() <= ACRONYM;
    ACRONYMS.contains(&word) || (short && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']))
}

fn in_small_letters(written: &str, mut begins: bool) -> String {
    let mut text = String::new();
    for part in written.split_word_bounds() {
        // One letter is a word here too, and only “I” keeps its capital.
        if is_shouted(part) || (is_letter(part) && part != "I") {
            let small = part.to_lowercase();
            let name = NAMES.contains(&small.split(['\'', '’']).next().unwrap_or(&small));
            text.push_str(&if begins || name || small.starts_with("i'") || small.starts_with("i’") {
                capitalized(part, &small)
            } else {
                small
            });
            begins = false;
        } else {
            text.push_str(part);
            begins = if part.chars().any(char::is_alphanumeric) { false } else { begins || ends_sentence(part) };
        }
    }
    text
}

fn is_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// The first letter as it was written, the rest small.
fn capitalized(word: &str, small: &str) -> String {
    let rest = small.chars().skip(word.chars().next().map_or(1, |first| first.to_lowercase().count()));
    word.chars().take(1).chain(rest).collect()
}

fn ends_sentence(part: &str) -> bool {
    part.contains(['.', '!', '?', '…'])
}

fn begins_sentence(before: &str) -> bool {
    for c in before.chars().rev() {
        if c == '\n' || ends_sentence(c.encode_utf8(&mut [0; 4])) {
            return true;
        }
        if c.is_alphanumeric() || matches!(c, ',' | ';') {
            return false;
        }
    }
    true
}
