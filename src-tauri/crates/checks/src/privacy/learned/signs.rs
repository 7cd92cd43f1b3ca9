//! What of a sentence is weighed: its words, pairs of them, what kinds of words stand near each other, and to whom the text
//! is said.

use super::classes::class_of;
use super::tokens::{HANDLE, NAME, NAMES, TITLE};

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

/// Tells the signs of one sentence, some of them more than once. They are lent: there are thousands in a long text, and few
/// of them weigh anything.
pub(super) fn of_sentence(sentence: &[String], of_text: &[&'static str], say: &mut dyn FnMut(&str)) {
    of_text.iter().for_each(|sign| say(sign));
    let last = sentence.last().map(String::as_str).unwrap_or_default();
    if last == "?" {
        say("S:asks");
    }
    let said_to = is_said_to(sentence);
    if said_to {
        say("S:saidto");
    }
    let words: Vec<&str> = edged(sentence.iter().map(String::as_str));
    let kinds: Vec<Option<&str>> = words.iter().copied().map(kind).collect();
    let classes: Vec<Option<&str>> = words.iter().copied().map(class_of).collect();
    let mut joined = Joined { sign: String::new(), say };
    for (at, word) in words.iter().enumerate() {
        joined.say(&[word]);
        if let (Some(next), Some(class), Some(of_next)) = (words.get(at + 1), classes.get(at), classes.get(at + 1)) {
            joined.say(&[word, " ", next]);
            if let Some(class) = class {
                joined.say(&["L:", class, " ", next]);
            }
            if let Some(class) = of_next {
                joined.say(&["R:", word, " ", class]);
            }
        }
    }
    near(&kinds, said_to || of_text.iter().any(|sign| sign.starts_with("A:")), &mut joined);
}

/// Whether a sentence ends with the name of the one it is said to.
fn is_said_to(sentence: &[String]) -> bool {
    let said = match sentence.split_last() {
        Some((last, said)) if [".", "!", "?"].contains(&last.as_str()) => said,
        _ => sentence,
    };
    matches!(said, [.., before, name] if before == "," && name == NAME)
}

/// Signs made of parts, in one place.
struct Joined<'s> {
    sign: String,
    say: &'s mut dyn FnMut(&str),
}

impl Joined<'_> {
    fn say(&mut self, parts: &[&str]) {
        self.sign.clear();
        parts.iter().for_each(|part| self.sign.push_str(part));
        (self.say)(&self.sign);
    }
}

fn edged<'s>(words: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    std::iter::once(EDGES.0).chain(words).chain(std::iter::once(EDGES.1)).collect()
}

fn kind(word: &str) -> Option<&str> {
    class_of(word).or_else(|| (KEPT.contains(&word) || word == EDGES.0 || word == EDGES.1).then_some(word))
}

/// Which kinds of words stand near each other, and which follow each other when all else is left out.
fn near(kinds: &[Option<&str>], spoken_to: bool, joined: &mut Joined<'_>) {
    const APART: [&str; NEAR] = ["N1:", "N2:", "N3:", "N3:"];
    for (at, kind) in kinds.iter().enumerate() {
        let Some(kind) = kind else { continue };
        joined.say(&["C:", kind]);
        for (apart, next) in APART.iter().zip(kinds.iter().skip(at + 1)) {
            if let Some(next) = next {
                joined.say(&[apart, kind, " ", next]);
            }
        }
    }
    let kinds: Vec<&str> = kinds.iter().flatten().copied().collect();
    for three in kinds.windows(3) {
        let [one, two, three] = three else { continue };
        if spoken_to {
            joined.say(&["A3:", one, " ", two, " ", three]);
        }
        joined.say(&["C3:", one, " ", two, " ", three]);
    }
    for four in kinds.windows(4) {
        let [one, two, three, four] = four else { continue };
        joined.say(&["C4:", one, " ", two, " ", three, " ", four]);
    }
}
