//! Sentences that tell what somebody borrows, asks, visits or how old a child is, and PINs: known by what was learned from labelled texts
//! (`tests/privacy`): each sign of a sentence has a weight, and the sum decides. No phrase is looked for, so wording that
//! nobody thought of is read, too. `cargo xtask bench privacy -- --learn` learns anew; the weights are text, a line a sign.

mod classes;
mod secrets;
mod signs;
mod tokens;

use super::fold::Folded;
use super::interest::topics;
use super::kind::Kind;
use super::people::Written;
use super::{Found, found};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;
use tokens::Token;

/// Words that texts are ordinarily made of, one a line.
const WORDS: &str = include_str!("words.txt");

/// Weights are written in so many parts of one.
pub const PARTS: f32 = 100.0;

/// What was learned, a weight a sign; the empty sign is what every sentence begins with.
struct Weights {
    written: &'static str,
    read: OnceLock<HashMap<&'static str, f32>>,
}

const fn weights(written: &'static str) -> Weights {
    Weights { written, read: OnceLock::new() }
}

static PINS: Weights = weights(include_str!("pins.txt"));
static STATEMENTS: [(Kind, Weights); 4] = [
    (Kind::Circulation, weights(include_str!("loans.txt"))),
    (Kind::Interest, weights(include_str!("interests.txt"))),
    (Kind::Programme, weights(include_str!("programmes.txt"))),
    (Kind::Child, weights(include_str!("children.txt"))),
];

impl Weights {
    fn sum(&self, signs: &BTreeSet<String>) -> f32 {
        let read = self.read.get_or_init(|| {
            let each = self.written.lines().filter_map(|line| line.rsplit_once('\t'));
            each.filter_map(|(sign, weight)| Some((sign, weight.parse::<f32>().ok()? / PARTS))).collect()
        });
        let weight = |sign: &str| read.get(sign).copied().unwrap_or_default();
        weight("") + signs.iter().map(|sign| weight(sign)).sum::<f32>()
    }
}

fn is_ordinary(word: &str) -> bool {
    static ORDINARY: OnceLock<HashSet<&'static str>> = OnceLock::new();
    ORDINARY.get_or_init(|| WORDS.lines().collect()).contains(word)
}

/// Sentences that tell something of somebody, of these kinds. `answers`: the text is written to one person.
pub(super) fn statements(written: &Written<'_>, answers: bool, kinds: &[Kind]) -> Vec<Found> {
    let tokens = tokens::tokens(written);
    let sentences = tokens::sentences(&tokens);
    let mut all = Vec::new();
    for (sentence, signs) in sentences.iter().zip(signs_in(written, &sentences, answers, &is_ordinary)) {
        let Some((first, last)) = sentence.first().zip(sentence.last()) else { continue };
        let told = STATEMENTS.iter().filter(|(kind, weights)| kinds.contains(kind) && weights.sum(&signs) > 0.0);
        all.extend(told.map(|(kind, _)| found(*kind, first.at.start..last.at.end)));
    }
    all
}

/// Whether a text names, greets or addresses somebody. `answers`: it is written to one person. A word that nobody
/// ordinarily writes may be a name that was typed small.
pub(super) fn is_to_or_about_somebody(text: &str, answers: bool) -> bool {
    let folded = Folded::of(text);
    let tokens = tokens::tokens(&Written { text, folded: &folded });
    let unknown = |token: &Token| token.is_plain_word() && !is_ordinary(&token.said);
    let plain = |sentence: &[Token]| tokens::plainly(sentence, &is_ordinary);
    answers
        || tokens.iter().any(unknown)
        || tokens::sentences(&tokens).into_iter().any(|sentence| signs::is_to_somebody(&plain(sentence)))
}

/// The signs of every sentence.
fn signs_in(
    written: &Written<'_>,
    sentences: &[&[Token]],
    answers: bool,
    is_ordinary: &dyn Fn(&str) -> bool,
) -> Vec<BTreeSet<String>> {
    let plain: Vec<Vec<String>> = sentences.iter().map(|one| tokens::plainly(one, is_ordinary)).collect();
    let of_text = signs::of_text(&plain, answers);
    let signs = |(sentence, plain): (&&[Token], &Vec<String>)| {
        let mut signs = signs::of_sentence(plain, &of_text);
        if let (Some(first), Some(last)) = (sentence.first(), sentence.last()) {
            signs.extend(topics(written.folded.get(first.at.start..last.at.end)));
        }
        signs
    };
    sentences.iter().zip(&plain).map(signs).collect()
}

/// PINs and passwords, by the words around them.
pub(super) fn pins(written: &Written<'_>) -> Vec<Found> {
    let candidates = secrets::candidates(written, &is_ordinary).into_iter();
    candidates.filter(|one| PINS.sum(&one.signs) > 0.0).map(|one| found(Kind::Pin, one.at)).collect()
}

/// What may be a PIN or a password in a text, as written, each with its signs. Not for use in the app.
#[doc(hidden)]
#[must_use]
pub fn candidates_of(text: &str, words: &HashSet<String>) -> Vec<(String, BTreeSet<String>)> {
    let folded = Folded::of(text);
    let written = Written { text, folded: &folded };
    let is_ordinary = |word: &str| words.contains(word);
    let all = secrets::candidates(&written, &is_ordinary).into_iter();
    let said = |at| text.get(folded.written(&at)).unwrap_or_default().to_owned();
    all.map(|one| (said(one.at), one.signs)).collect()
}

/// The signs of every sentence of a text, as they are weighed: what is learned from. Not for use in the app.
#[doc(hidden)]
#[must_use]
pub fn signs_of(text: &str, words: &HashSet<String>) -> Vec<BTreeSet<String>> {
    let folded = Folded::of(text);
    let written = Written { text, folded: &folded };
    let tokens = tokens::tokens(&written);
    signs_in(&written, &tokens::sentences(&tokens), false, &|word| words.contains(word))
}

/// The words that a text writes with a capital within a sentence. Not for use in the app.
#[doc(hidden)]
#[must_use]
pub fn capital_words(text: &str) -> HashSet<String> {
    let folded = Folded::of(text);
    tokens::capital_words(&Written { text, folded: &folded })
}

/// The words that a text writes small. Not for use in the app.
#[doc(hidden)]
#[must_use]
pub fn small_words(text: &str) -> HashSet<String> {
    let folded = Folded::of(text);
    tokens::small_words(&Written { text, folded: &folded })
}
