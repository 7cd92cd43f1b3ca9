//! What stands before a link says where it leads.

use crate::addresses::{Addresses, is_bare, is_known, read};
use crate::draft::Checked;
use crate::spans::span;
use crate::words::{MOST, quoted};
use lectern_model::{Finding, Level};
use std::ops::Range;

const WHY: &str = "People who jump from link to link hear these words alone. Say what they find there, for example “Sign \
                   up for storytime”.";

/// Words that say nothing about where a link leads.
const EMPTY: &[&str] = &[
    "click",
    "click here",
    "click here to read more",
    "click the link",
    "click this link",
    "find out more",
    "follow this link",
    "go here",
    "here",
    "here is the link",
    "here's the link",
    "info",
    "learn more",
    "link",
    "link here",
    "more",
    "more here",
    "more info",
    "more information",
    "press here",
    "read more",
    "read more here",
    "see here",
    "see more",
    "tap here",
    "the link",
    "this link",
    "hier",
    "hier klicken",
    "mehr",
    "weiterlesen",
    "ici",
    "cliquez ici",
    "en savoir plus",
    "lire la suite",
    "aquí",
    "haz clic aquí",
    "leer más",
    "más información",
];

/// Words that tell people to press something and not what it is: they say nothing within a sentence either.
const PRESS: &[&str] = &[
    "click here",
    "click on the link",
    "click on this link",
    "click the link",
    "click this link",
    "follow the link",
    "follow this link",
    "press here",
    "tap here",
    "hier klicken",
    "klick hier",
    "klicken sie hier",
    "klickt hier",
    "clique ici",
    "cliquez ici",
    "clic aquí",
    "clica aquí",
    "pulsa aquí",
    "clicca qui",
    "klik hier",
];

/// With so many words between them and the link they are taken for a sentence that says what is there.
const FEW: usize = 3;

/// Before them, these turn them round.
const NOT: &[&str] = &["not", "never", "don't", "cannot", "can't", "nicht", "nie", "pas", "jamais", "no", "nunca"];

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let text = draft.text;
    let mut done = 0;
    let mut findings = Vec::new();
    for link in addresses.links() {
        let words = words_between(text, done, link.start());
        done = link.end();
        let leads =
            !is_bare(link.as_str()) || read(link.as_str()).is_some_and(|url| url.host_str().is_some_and(is_known));
        let Some(words) = (if leads { empty(text, words) } else { None }) else { continue };
        let written = text.get(words.clone()).unwrap_or_default();
        let said = format!("{} does not say where the link leads.", quoted(written));
        let at = span(text, words.start, words.end);
        findings.push(Finding::new("link_words", Level::Warn, said).at(at).because(WHY));
    }
    findings.truncate(MOST);
    findings
}

/// The words of the sentence that a link ends, without signs around them; of the sentence before, where nothing is said
/// between its end and the link.
fn words_between(text: &str, start: usize, end: usize) -> Range<usize> {
    let before = text.get(start..end).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
    let sentence = before.rsplit(['.', '!', '?', '…', '\n', '。', '！', '？']).next().unwrap_or(before);
    let words = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = start + before.len();
    end - words.len()..end
}

/// Those of some words that say nothing: all of them, or those within a sentence that tell people to press something.
fn empty(text: &str, words: Range<usize>) -> Option<Range<usize>> {
    let said = each_word(text, &words);
    let whole: Vec<&str> = text.get(words.clone())?.split_whitespace().collect();
    if EMPTY.contains(&plain(&whole.join(" ")).as_str()) {
        return Some(words);
    }
    let pressed = PRESS.iter().filter_map(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let at = said.windows(phrase.len()).rposition(|some| some.iter().map(|(_, word)| word).eq(phrase.iter()))?;
        let (before, from) = said.split_at_checked(at)?;
        let (phrase, after) = from.split_at_checked(phrase.len())?;
        let mut after = after.iter().map(|(_, word)| word.as_str());
        let turned = before.iter().rev().take(2).any(|(_, word)| NOT.contains(&word.as_str()));
        let about = after.clone().take(2).eq(["and", "there"]);
        let far = after.nth(FEW).is_some();
        let (first, last) = (phrase.first()?, phrase.last()?);
        (!turned && !about && !far).then_some(first.0.start..last.0.end)
    });
    pressed.max_by_key(|at| at.end)
}

/// Each word of a stretch, with its place.
fn each_word(text: &str, stretch: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let written = text.get(stretch.clone()).unwrap_or_default();
    let mut said = Vec::new();
    let mut at = stretch.start;
    for piece in written.split_inclusive(char::is_whitespace) {
        let word = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = at + (piece.len() - word.len());
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            said.push((start..start + word.len(), plain(word)));
        }
        at += piece.len();
    }
    said
}

fn plain(written: &str) -> String {
    written.to_lowercase().replace('’', "'")
}
