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
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;
use tokens::Token;

/// Words that texts are ordinarily made of, one a line.
const WORDS: &str = include_str!("words.txt");

/// Weights are written in so many parts of one.
pub const PARTS: f32 = 100.0;

/// What was learned of PINs, a weight a sign; the empty sign is what every place begins with.
const PINS: &str = include_str!("pins.txt");
/// The same of sentences, by kind.
const STATEMENTS: [(Kind, &str); KINDS] = [
    (Kind::Circulation, include_str!("loans.txt")),
    (Kind::Interest, include_str!("interests.txt")),
    (Kind::Programme, include_str!("programmes.txt")),
    (Kind::Child, include_str!("children.txt")),
];
const KINDS: usize = 4;

/// Every sign that weighs something, with its weight for each kind.
struct Weights<const N: usize> {
    number: HashMap<&'static str, usize>,
    weight: Vec<[f32; N]>,
    begin: [f32; N],
}

impl<const N: usize> Weights<N> {
    fn read(written: [&'static str; N]) -> Self {
        let mut signs: BTreeMap<&'static str, [f32; N]> = BTreeMap::new();
        for (kind, lines) in written.into_iter().enumerate() {
            let each = lines.lines().filter_map(|line| line.rsplit_once('\t'));
            for (sign, weight) in each.filter_map(|(sign, weight)| Some((sign, weight.parse::<f32>().ok()? / PARTS))) {
                if let Some(place) = signs.entry(sign).or_insert([0.0; N]).get_mut(kind) {
                    *place = weight;
                }
            }
        }
        let begin = signs.remove("").unwrap_or([0.0; N]);
        let (number, weight) = signs.into_iter().enumerate().map(|(at, (sign, weight))| ((sign, at), weight)).unzip();
        Self { number, weight, begin }
    }

    /// The sums of signs that are told one after the other; what is told twice counts once.
    fn sums(&self, tell: impl FnOnce(&mut dyn FnMut(&str))) -> [f32; N] {
        let mut there: Vec<usize> = Vec::new();
        tell(&mut |sign| there.extend(self.number.get(sign).copied()));
        there.sort_unstable();
        there.dedup();
        let weights = there.into_iter().filter_map(|at| self.weight.get(at));
        weights.fold(self.begin, |mut sums, weights| {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
            sums
        })
    }
}

fn is_ordinary(word: &str) -> bool {
    static ORDINARY: OnceLock<HashSet<&'static str>> = OnceLock::new();
    ORDINARY.get_or_init(|| WORDS.lines().collect()).contains(word)
}

/// Sentences that tell something of somebody, of these kinds. `answers`: the text is written to one person.
pub(super) fn statements(written: &Written<'_>, answers: bool, kinds: &[Kind]) -> Vec<Found> {
    static WEIGHTS: OnceLock<Weights<KINDS>> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| Weights::read(STATEMENTS.map(|(_, written)| written)));
    let mut all = Vec::new();
    let mut tell = |sentence: &[Token], signs: Tell<'_>| {
        let Some((first, last)) = sentence.first().zip(sentence.last()) else { return };
        let sums = weights.sums(|say| signs(say));
        let told = STATEMENTS.iter().zip(sums).filter(|((kind, _), sum)| kinds.contains(kind) && *sum > 0.0);
        all.extend(told.map(|((kind, _), _)| found(*kind, first.at.start..last.at.end)));
    };
    each_sentence(written, answers, &is_ordinary, &mut tell);
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

/// Tells the signs of a sentence to whom it is given.
type Tell<'t> = &'t dyn Fn(&mut dyn FnMut(&str));
/// What takes each sentence, and can have its signs told.
type Take<'t> = &'t mut dyn FnMut(&[Token], Tell<'_>);

/// Every sentence of a text with its signs.
fn each_sentence(written: &Written<'_>, answers: bool, is_ordinary: &dyn Fn(&str) -> bool, take: Take<'_>) {
    let tokens = tokens::tokens(written);
    let sentences = tokens::sentences(&tokens);
    let plain: Vec<Vec<String>> = sentences.iter().map(|one| tokens::plainly(one, is_ordinary)).collect();
    let of_text = signs::of_text(&plain, answers);
    for (sentence, plain) in sentences.into_iter().zip(&plain) {
        take(sentence, &|say| {
            signs::of_sentence(plain, &of_text, say);
            if let (Some(first), Some(last)) = (sentence.first(), sentence.last()) {
                topics(written.folded.get(first.at.start..last.at.end)).for_each(say);
            }
        });
    }
}

/// PINs and passwords, by the words around them.
pub(super) fn pins(written: &Written<'_>) -> Vec<Found> {
    static WEIGHTS: OnceLock<Weights<1>> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| Weights::read([PINS]));
    let sum = |signs: &BTreeSet<String>| weights.sums(|say| signs.iter().for_each(|sign| say(sign)));
    let candidates = secrets::candidates(written, &is_ordinary).into_iter();
    candidates.filter(|one| sum(&one.signs) > [0.0]).map(|one| found(Kind::Pin, one.at)).collect()
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
    let mut all = Vec::new();
    each_sentence(&written, false, &|word| words.contains(word), &mut |_, signs| {
        let mut each = BTreeSet::new();
        signs(&mut |sign| {
            each.insert(sign.to_owned());
        });
        all.push(each);
    });
    all
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
