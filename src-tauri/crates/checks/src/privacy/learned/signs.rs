//! What of a sentence is weighed: its words, pairs of them, what kinds of words stand near each other, and to whom the text
//! is said.

use super::classes::class_of;
use super::tokens::{HANDLE, NAME, NAMES, TITLE};
use std::collections::BTreeSet;

const EDGES: (&str, &str) = ("^", "$");
/// Words of no class that are signs among the classes all the same.
const KEPT: &[&str] = &[
    NAME, NAMES, HANDLE, "9", "$n", "nth", "DAY", "MONTH", "?", "!", ".", ",", "\"", "not", "no", "never", "nothing",
    "for", "from",
];
/// So far apart, kinds of words are still near each other.
const NEAR: usize = 4;
const GREETINGS: &[&str] = &["hi", "hello", "hey", "dear", "hola", "bonjour", "sorry", "thanks", "yes", "no", "ok"];
const YOU: &[&str] = &["YOU", "YOUR", "YOU'RE", "YOU'VE"];

/// To whom a whole text is said.
pub(super) fn of_text(sentences: &[Vec<String>], answers: bool) -> Vec<&'static str> {
    let words: Vec<&str> = sentences.iter().flatten().map(String::as_str).collect();
    let at = |place: usize| words.get(place).copied().unwrap_or_default();
    let named = |word: &str| word == NAME || word == HANDLE;
    let has = |sign: &str| words.contains(&sign);
    let mut signs = Vec::new();
    let mut say = |is: bool, sign: &'static str| signs.extend(is.then_some(sign));
    say(named(at(0)) && [",", ":", "-", "!"].contains(&at(1)), "A:start");
    say(at(0) == HANDLE || answers, "A:at");
    say(GREETINGS.contains(&at(0)) && (named(at(1)) || named(at(2)) && at(1) == ","), "A:greet");
    say(words.iter().any(|word| class_of(word).is_some_and(|class| YOU.contains(&class))), "T:you");
    say(has(NAME) || has(NAMES), "T:name");
    say(has(HANDLE) || answers, "T:at");
    say(has("#tag"), "T:tag");
    signs
}

/// Whether a sentence names, greets or addresses somebody.
pub(super) fn is_to_somebody(sentence: &[String]) -> bool {
    let named = |word: &str| [NAME, NAMES, HANDLE, TITLE].contains(&word);
    let greets = |word: &str| ["hi", "hello", "hey", "dear", "hola", "bonjour"].contains(&word);
    sentence.iter().any(|word| named(word)) || sentence.first().is_some_and(|word| greets(word))
}

/// The signs of one sentence, each once.
pub(super) fn of_sentence(sentence: &[String], of_text: &[&'static str]) -> BTreeSet<String> {
    let mut signs: BTreeSet<String> = of_text.iter().map(|sign| (*sign).to_owned()).collect();
    let last = sentence.last().map(String::as_str).unwrap_or_default();
    if last == "?" {
        signs.insert("S:asks".to_owned());
    }
    let said = if [".", "!", "?"].contains(&last) {
        sentence.split_last().map_or(sentence, |(_, said)| said)
    } else {
        sentence
    };
    if let [.., before, name] = said
        && before == ","
        && name == NAME
    {
        signs.insert("S:saidto".to_owned());
    }
    let words: Vec<&str> = edged(sentence.iter().map(String::as_str));
    for (at, word) in words.iter().enumerate() {
        signs.insert((*word).to_owned());
        if let Some(next) = words.get(at + 1) {
            signs.insert(format!("{word} {next}"));
            if let Some(class) = class_of(word) {
                signs.insert(format!("L:{class} {next}"));
            }
            if let Some(class) = class_of(next) {
                signs.insert(format!("R:{word} {class}"));
            }
        }
    }
    let kinds: Vec<Option<&str>> = edged(sentence.iter().map(String::as_str)).into_iter().map(kind).collect();
    let spoken_to = signs.iter().any(|sign| sign.starts_with("A:") || sign == "S:saidto");
    near(&kinds, spoken_to, &mut signs);
    signs
}

fn edged<'s>(words: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    std::iter::once(EDGES.0).chain(words).chain(std::iter::once(EDGES.1)).collect()
}

fn kind(word: &str) -> Option<&str> {
    class_of(word).or_else(|| (KEPT.contains(&word) || word == EDGES.0 || word == EDGES.1).then_some(word))
}

/// Which kinds of words stand near each other, and which follow each other when all else is left out.
fn near(kinds: &[Option<&str>], spoken_to: bool, signs: &mut BTreeSet<String>) {
    for (at, kind) in kinds.iter().enumerate() {
        let Some(kind) = kind else { continue };
        signs.insert(format!("C:{kind}"));
        for apart in 1..=NEAR {
            if let Some(Some(next)) = kinds.get(at + apart) {
                signs.insert(format!("N{}:{kind} {next}", apart.min(3)));
            }
        }
    }
    let kinds: Vec<&str> = kinds.iter().flatten().copied().collect();
    for three in kinds.windows(3) {
        let three = three.join(" ");
        if spoken_to {
            signs.insert(format!("A3:{three}"));
        }
        signs.insert(format!("C3:{three}"));
    }
    for four in kinds.windows(4) {
        signs.insert(format!("C4:{}", four.join(" ")));
    }
}
