//! Learns the weights of signs from labelled texts: logistic regression with a penalty on large weights, by gradient
//! descent. A label holds for a whole text; which of its sentences tells, is found out on the way: the one that
//! weighs most so far.

#![expect(clippy::indexing_slicing, reason = "every sign has its number, and every number its weight")]

use crate::table::Labelled;
use lectern_checks::privacy::{Kind, candidates_of, capital_words, signs_of, small_words};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A sign or a word in fewer texts is chance.
const LEAST: usize = 2;
/// How much a text counts beside the penalty.
const TRUST: f32 = 0.5;
/// How often it is found out anew which sentences tell.
const ROUNDS: usize = 4;
const STEPS: u16 = 120;
/// Smaller weights decide nothing.
const SMALLEST: f32 = 0.04;
/// A sign of lending that stands in so many texts may weigh as much as any sign does of the other kinds, and in more of
/// them it falls so fast. By what stands in few texts, authors differ; beside what stands in most, it would never get to
/// weigh what it should. Of the other kinds there are too few texts for that.
const USUAL: f32 = 80.0;
const FALLS: f32 = 0.35;

/// The weights of signs; that of the empty sign holds for every sentence.
pub(crate) type Weights = HashMap<String, f32>;

/// A text as it is learned from: the numbers of the signs of each sentence.
struct Read {
    sentences: Vec<Vec<usize>>,
    tells: bool,
}

/// Words that are written small in more than one text.
pub(crate) fn words(texts: &[&Labelled]) -> HashSet<String> {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for text in texts {
        small_words(&text.text).into_iter().for_each(|word| counts.entry(word).or_default().0 += 1);
        capital_words(&text.text).into_iter().for_each(|word| counts.entry(word).or_default().1 += 1);
    }
    // A name that some hand types small is a name all the same.
    let ordinary = counts.into_iter().filter(|(_, (small, capital))| *small >= LEAST && small >= capital);
    ordinary.map(|(word, _)| word).collect()
}

/// Signs by number: those that stand in more than one text.
struct Known {
    signs: Vec<String>,
    number: HashMap<String, usize>,
    /// How far each may weigh.
    loud: Vec<f32>,
}

impl Known {
    fn of<'s>(kind: Kind, texts: impl Iterator<Item = HashSet<&'s str>>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        texts.flatten().for_each(|sign| *counts.entry(sign).or_default() += 1);
        counts.retain(|_, count| *count >= LEAST);
        let loud = counts.iter().map(|(sign, texts)| loud(kind, sign, *texts)).collect();
        let signs: Vec<String> = counts.into_keys().map(str::to_owned).collect();
        let number = signs.iter().enumerate().map(|(number, sign)| (sign.clone(), number)).collect();
        Self { signs, number, loud }
    }

    fn read(&self, signs: &BTreeSet<String>) -> Vec<usize> {
        signs.iter().filter_map(|sign| self.number.get(sign).copied()).collect()
    }

    fn named(self, (weights, all): (Vec<f32>, f32)) -> Weights {
        let weights = self.signs.into_iter().zip(weights).filter(|(_, weight)| weight.abs() >= SMALLEST);
        weights.chain([(String::new(), all)]).collect()
    }
}

/// How far a sign may weigh: a word far, rows of kinds of words less, for they say the same over and over.
fn loud(kind: Kind, sign: &str, texts: usize) -> f32 {
    if kind != Kind::Circulation {
        return 1.0;
    }
    let of_its_sort = match sign.split_once(':') {
        Some(("N1" | "N2" | "N3" | "C3" | "C4" | "A3", _)) => 0.7,
        None if !sign.contains(' ') => 2.0,
        _ => 1.0,
    };
    let texts = f32::from(u16::try_from(texts).unwrap_or(u16::MAX));
    of_its_sort * (USUAL / texts).powf(FALLS)
}

/// What is missed costs more than what is asked once too often: by so much it is leaned towards asking.
pub(crate) fn lean(kind: Kind) -> f32 {
    if kind == Kind::Circulation { 0.5 } else { 0.4 }
}

fn once<'s>(signs: impl Iterator<Item = &'s BTreeSet<String>>) -> HashSet<&'s str> {
    signs.flatten().map(String::as_str).collect()
}

/// Learns which sentences tell something of somebody, of one kind.
fn statements(kind: Kind, texts: &[&Labelled], words: &HashSet<String>) -> Weights {
    let signs: Vec<Vec<_>> = texts.iter().map(|text| signs_of(&text.text, words)).collect();
    let known = Known::of(kind, signs.iter().map(|text| once(text.iter())));
    let read = |(text, signs): (&&Labelled, &Vec<BTreeSet<String>>)| Read {
        sentences: signs.iter().map(|one| known.read(one)).collect(),
        tells: text.kinds.contains(&kind),
    };
    let read: Vec<Read> = texts.iter().zip(&signs).map(read).collect();
    let learned = descend(&read, &known.loud);
    known.named(learned)
}

/// Learns which words and numbers are PINs and passwords.
fn pins(texts: &[&Labelled], words: &HashSet<String>) -> Weights {
    let candidates: Vec<Vec<_>> = texts.iter().map(|text| candidates_of(&text.text, words)).collect();
    let known = Known::of(Kind::Pin, candidates.iter().map(|text| once(text.iter().map(|(_, signs)| signs))));
    let mut taken = Vec::new();
    for (text, candidates) in texts.iter().zip(&candidates) {
        for (said, signs) in candidates {
            let goal = if text.values.iter().any(|value| is_value(said, value)) { 1.0 } else { 0.0 };
            taken.push((known.read(signs), goal));
        }
    }
    let taken: Vec<(&[usize], f32)> = taken.iter().map(|(signs, goal)| (signs.as_slice(), *goal)).collect();
    let learned = fit(&taken, &known.loud, (vec![0.0; known.signs.len()], 0.0));
    known.named(learned)
}

/// Whether a candidate is the value that is told: signs at its edges may be part of either.
fn is_value(said: &str, value: &str) -> bool {
    let bare = |words: &str| words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare(said) == bare(value)
}

fn descend(texts: &[Read], loud: &[f32]) -> (Vec<f32>, f32) {
    let (mut weights, mut all) = (vec![0.0_f32; loud.len()], 0.0_f32);
    for round in 0..ROUNDS {
        let mut taken: Vec<(&[usize], f32)> = Vec::new();
        for text in texts {
            let weigh = |one: &Vec<usize>| one.iter().map(|sign| weights[*sign]).sum::<f32>();
            if text.tells && round > 0 {
                let most = text.sentences.iter().max_by(|one, next| weigh(one).total_cmp(&weigh(next)));
                taken.extend(most.map(|one| (one.as_slice(), 1.0)));
            } else {
                let goal = if text.tells { 1.0 } else { 0.0 };
                taken.extend(text.sentences.iter().map(|one| (one.as_slice(), goal)));
            }
        }
        (weights, all) = fit(&taken, loud, (weights, all));
    }
    (weights, all)
}

/// Steps down the slope, each weight at its own pace and as far as its sign may weigh.
fn fit(taken: &[(&[usize], f32)], loud: &[f32], (mut weights, mut all): (Vec<f32>, f32)) -> (Vec<f32>, f32) {
    let (mut pace, mut force) = (vec![0.0_f32; weights.len()], vec![0.0_f32; weights.len()]);
    let (mut pace_all, mut force_all) = (0.0_f32, 0.0_f32);
    for step in 1..=STEPS {
        let mut slope: Vec<f32> = weights.iter().zip(loud).map(|(weight, loud)| weight / (loud * loud)).collect();
        let mut slope_all = 0.0;
        for (signs, goal) in taken {
            let sum = all + signs.iter().map(|sign| weights[*sign]).sum::<f32>();
            let off = TRUST * (1.0 / (1.0 + (-sum).exp()) - goal);
            signs.iter().for_each(|sign| slope[*sign] += off);
            slope_all += off;
        }
        let rate = 0.15 / f32::from(step).sqrt();
        let turn = |slope: f32, force: &mut f32, pace: &mut f32| {
            *force = 0.9 * *force + 0.1 * slope;
            *pace = 0.99 * *pace + 0.01 * slope * slope;
            let (even, grown) = (1.0 - 0.9_f32.powi(i32::from(step)), 1.0 - 0.99_f32.powi(i32::from(step)));
            rate * (*force / even) / ((*pace / grown).sqrt() + 1e-6)
        };
        for (at, slope) in slope.iter().enumerate() {
            weights[at] -= loud[at] * turn(*slope, &mut force[at], &mut pace[at]);
        }
        all -= turn(slope_all, &mut force_all, &mut pace_all);
    }
    (weights, all)
}

/// How much the sentence or the candidate of a text that weighs most weighs.
pub(crate) fn weigh(kind: Kind, weights: &Weights, text: &str, words: &HashSet<String>) -> f32 {
    let every = weights.get("").copied().unwrap_or_default();
    let sum = |signs: &BTreeSet<String>| every + signs.iter().filter_map(|sign| weights.get(sign)).sum::<f32>();
    let sums: Vec<f32> = match kind {
        Kind::Pin => candidates_of(text, words).iter().map(|(_, signs)| sum(signs)).collect(),
        _ => signs_of(text, words).iter().map(sum).collect(),
    };
    sums.into_iter().fold(f32::NEG_INFINITY, f32::max)
}

/// Learns one kind.
pub(crate) fn learn(kind: Kind, texts: &[&Labelled], words: &HashSet<String>) -> Weights {
    if kind == Kind::Pin { pins(texts, words) } else { statements(kind, texts, words) }
}
