//! The privacy guard: what would tell of a patron, in what goes out and in what comes in. Pure, linear in the length of
//! the text, and never certain: it is a second pair of eyes.
//!
//! A text is folded first ([`fold`]), so that no script and no unseen sign hides a digit. Numbers are then read as groups
//! ([`digits`]), each taken by the first reading that fits ([`numbers`]); words are looked for by patterns whose
//! repetitions all have an end ([`pattern`]). What people borrow is told in too many ways for patterns: it is known by what
//! was learned from texts ([`learned`]). What is the library's own ([`Guard`]) is nobody's secret.

mod births;
mod cards;
mod children;
mod digits;
mod fold;
mod guard;
mod interest;
mod kind;
mod learned;
mod mail;
mod masks;
mod numbers;
mod pattern;
mod people;
mod phones;
mod pins;
mod said;
mod secrets;
mod split;
mod statements;
mod streets;
mod tables;

pub use guard::{CardFormat, Guard};
pub use kind::Kind;
#[doc(hidden)]
pub use learned::{PARTS, candidates_of, capital_words, signs_of, small_words};
pub use masks::{
    Masked, MaskedSpan, masked, masked_excerpt, masked_for_others, masked_pair, masked_secrets, masked_with,
};
pub use split::{Split, look as split};

use fold::Folded;
use lectern_model::Finding;
use people::Written;
use std::ops::Range;

/// Of the rest of a longer text, in bytes, only numbers, mail addresses and secrets are looked for: nobody writes
/// sentences to one person there.
const LONGEST_WORDS: usize = 50_000;

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Everybody.
    Public,
    /// Those who are named alone.
    Private,
}

/// Something that tells of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub kind: Kind,
    /// The words at issue, in bytes.
    pub at: Range<usize>,
    /// The sentence around them, in bytes.
    pub whole: Range<usize>,
}

impl Found {
    fn within(self, whole: Range<usize>) -> Self {
        Self { whole, ..self }
    }
}

fn found(kind: Kind, at: Range<usize>) -> Found {
    Found { kind, whole: at.clone(), at }
}

/// What a text that goes out would tell, and how it could be worded instead.
#[must_use]
pub fn outgoing(text: &str, guard: &Guard, channel: Channel) -> Vec<Finding> {
    let all = outgoing_found(text, guard);
    let to_somebody = !all.is_empty() && learned::is_to_or_about_somebody(text, guard.reply);
    all.iter().map(|one| said::finding(text, one, guard, channel, to_somebody)).collect()
}

/// The ready answer that leads to a private place and repeats nothing.
#[must_use]
pub fn take_it_private(guard: &Guard) -> String {
    said::private(guard)
}

/// What a text that goes out would tell.
#[must_use]
pub fn outgoing_found(text: &str, guard: &Guard) -> Vec<Found> {
    let folded = Folded::of(text);
    let written = Written { text, folded: &folded };
    let mut all = details(&written, guard);
    if text.len() <= LONGEST_WORDS {
        all.extend(told_of_somebody(&written, guard));
    }
    in_order(&folded, all)
}

/// What people borrow, ask and visit, and children.
fn told_of_somebody(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let told = [Kind::Circulation, Kind::Interest, Kind::Programme, Kind::Child];
    let mut all = learned::statements(written, guard.reply, &told);
    all.extend(interest::look(written, guard));
    all.extend(interest::programme(written, guard));
    all.extend(children::look(written, guard));
    all
}

/// The sentences that tell something of somebody: all of each, in order.
fn sentences_of_somebody(text: &str, guard: &Guard) -> Vec<Found> {
    if text.len() > LONGEST_WORDS || !learned::is_to_or_about_somebody(text, guard.reply) {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let all = in_order(&folded, told_of_somebody(&Written { text, folded: &folded }, guard)).into_iter();
    all.map(|one| Found { at: one.whole.clone(), ..one }).collect()
}

/// What a text that came in tells.
#[must_use]
pub fn incoming(text: &str, guard: &Guard) -> Vec<Found> {
    let folded = Folded::of(text);
    let written = Written { text, folded: &folded };
    let mut all = details(&written, guard);
    if text.len() <= LONGEST_WORDS {
        all.extend(learned::statements(&written, guard.reply, &[Kind::Child]));
        all.extend(children::look(&written, guard));
    }
    in_order(&folded, all)
}

/// Of what a text that came in tells, the details: what can be covered.
fn to_cover(text: &str, guard: &Guard) -> Vec<Found> {
    let folded = Folded::of(text);
    in_order(&folded, details(&Written { text, folded: &folded }, guard))
}

fn details(written: &Written<'_>, guard: &Guard) -> Vec<Found> {
    let folded = written.folded;
    let mut all = numbers::look(folded, guard);
    all.extend(split::within(folded, guard));
    let pins = pins::look(folded, &all);
    all.extend(secrets::look(folded));
    all.extend(pins);
    all.extend(mail::look(folded, guard));
    all.extend(births::look(folded));
    all.extend(streets::look(written, guard));
    if written.text.len() <= LONGEST_WORDS {
        // A number that was read as something else is no PIN.
        let free = |pin: &Found| all.iter().all(|one| one.at.end <= pin.at.start || pin.at.end <= one.at.start);
        let pins: Vec<Found> = learned::pins(written).into_iter().filter(free).collect();
        all.extend(pins);
    }
    all
}

/// In order of their places; of two that share words, the weightier stays, and of one kind the first.
fn in_order(folded: &Folded, mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by(|one, next| {
        (next.kind.level(), one.kind.is_covered())
            .cmp(&(one.kind.level(), next.kind.is_covered()))
            .then(one.at.start.cmp(&next.at.start))
            .then(next.at.end.cmp(&one.at.end))
    });
    let mut kept: std::collections::BTreeMap<usize, Found> = std::collections::BTreeMap::new();
    let mut sentences: std::collections::BTreeMap<usize, Found> = std::collections::BTreeMap::new();
    for one in all {
        let shelf = if one.kind.is_covered() { &mut kept } else { &mut sentences };
        let before = shelf.range(..one.at.end).next_back();
        let free = before.is_none_or(|(_, before)| before.at.end <= one.at.start);
        let same = !one.kind.is_covered()
            && shelf.values().any(|other| other.kind == one.kind && other.whole == one.whole && one.whole != one.at);
        if free && !same && !one.at.is_empty() {
            shelf.insert(one.at.start, one);
        }
    }
    let mut all: Vec<Found> = kept.into_values().chain(sentences.into_values()).collect();
    for one in &mut all {
        one.at = folded.written(&one.at);
        one.whole = folded.written(&one.whole);
    }
    all.sort_by_key(|one| (one.at.start, one.at.end));
    all
}
