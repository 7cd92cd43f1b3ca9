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

pub(crate) fn check(draft: &Checked<'_>, addresses: &Addresses<'_>) -> Vec<Finding> {
    let text = draft.text;
    let mut done = 0;
    let mut findings = Vec::new();
    for link in addresses.links() {
        let words = words_between(text, done, link.start());
        done = link.end();
        let leads =
            !is_bare(link.as_str()) || read(link.as_str()).is_some_and(|url| url.host_str().is_some_and(is_known));
        let Some(written) = text.get(words.clone()).filter(|written| leads && is_empty(written)) else { continue };
        let said = format!("{} does not say where the link leads.", quoted(written));
        let at = span(text, words.start, words.end);
        findings.push(Finding::new("link_words", Level::Warn, said).at(at).because(WHY));
    }
    findings.truncate(MOST);
    findings
}

/// The words of the sentence that a link ends, without signs around them.
fn words_between(text: &str, start: usize, end: usize) -> Range<usize> {
    let before = text.get(start..end).unwrap_or_default();
    let sentence = before.rsplit(['.', '!', '?', '…', '\n', '。', '！', '？']).next().unwrap_or(before);
    let words = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = end - (sentence.len() - words.len());
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    end - words.len()..end
}

fn is_empty(written: &str) -> bool {
    let words: Vec<String> = written.split_whitespace().map(|word| word.to_lowercase().replace('’', "'")).collect();
    EMPTY.contains(&words.join(" ").as_str())
}
