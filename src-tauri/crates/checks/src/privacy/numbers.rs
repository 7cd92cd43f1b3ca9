//! Numbers: what is a card, a telephone or neither. Each group of digits is taken once, by the first that knows it.

use super::cards::{self, Candidate};
use super::digits::{Group, between, groups};
use super::fold::Folded;
use super::guard::Guard;
use super::kind::Kind;
use super::phones;
use super::{Found, found};
use std::ops::Range;

/// So many groups at most make one number.
const MOST: usize = 14;

/// A text with its groups of digits.
pub(super) struct Numbers<'f> {
    pub(super) folded: &'f Folded,
    pub(super) groups: Vec<Group>,
}

impl<'f> Numbers<'f> {
    pub(super) fn of(folded: &'f Folded) -> Self {
        Self { folded, groups: groups(folded) }
    }

    /// The groups from one on that may belong together.
    pub(super) fn run(&self, first: usize) -> &[Group] {
        let rest = self.groups.get(first..).unwrap_or_default();
        let together = rest.iter().zip(rest.iter().skip(1)).take(MOST - 1);
        let more = together.take_while(|(one, next)| between(self.folded, one, next.at.start)).count();
        rest.get(..=more).unwrap_or_default()
    }

    pub(super) fn gap(&self, one: &Group, next: &Group) -> &str {
        self.folded.get(one.at.end..next.at.start)
    }
}

/// The numbers of a text that are somebody's.
pub(super) fn look(folded: &Folded, guard: &Guard) -> Vec<Found> {
    let numbers = Numbers::of(folded);
    let mut all = Vec::new();
    let mut at = 0;
    while at < numbers.groups.len() {
        let run = numbers.run(at);
        let (taken, kind) = judge(&numbers, run, guard);
        let stretch = stretch(run, taken);
        all.extend(kind.map(|kind| found(kind, stretch)));
        at += taken.max(1);
    }
    all
}

/// How many groups of a run belong together, and what they are; none: nobody's.
fn judge(numbers: &Numbers<'_>, run: &[Group], guard: &Guard) -> (usize, Option<Kind>) {
    if let Some(taken) = cards::book_number(numbers, run).or_else(|| cards::moment(numbers, run)) {
        return (taken, None);
    }
    let formats = || cards::other(numbers, run, guard).map(|taken| (taken, Some(Kind::OtherCard)));
    if let Some(candidate) = cards::written_as_card(numbers, run) {
        return judged(numbers, run, &candidate, guard);
    }
    if let Some(phone) = phones::look(numbers, run) {
        let american = phone.number.len() == 10;
        let marked = cards::candidate(numbers, run).filter(|one| cards::is_surely(numbers, one, guard, american));
        if let Some(candidate) = marked {
            return (candidate.groups, Some(candidate.kind));
        }
        if phone.groups == 1
            && !phone.certain
            && let Some(other) = formats()
        {
            return other;
        }
        let theirs = !guard.is_own_phone(&phone.number) && !phone.public;
        return (phone.groups, theirs.then_some(Kind::Phone));
    }
    if let Some(candidate) = cards::candidate(numbers, run).filter(|one| cards::is_likely(numbers, run, one, guard)) {
        return (candidate.groups, Some(candidate.kind));
    }
    formats().unwrap_or((1, None))
}

fn judged(numbers: &Numbers<'_>, run: &[Group], one: &Candidate, guard: &Guard) -> (usize, Option<Kind>) {
    let kind = cards::is_card(numbers, one, guard).then_some(one.kind);
    let other = || cards::other(numbers, run, guard);
    match (kind, other()) {
        (None, Some(taken)) => (taken, Some(Kind::OtherCard)),
        _ => (one.groups, kind),
    }
}

pub(super) fn stretch(run: &[Group], taken: usize) -> Range<usize> {
    let start = run.first().map_or(0, |first| first.at.start);
    let last = run.get(taken.max(1) - 1).or(run.last());
    start..last.map_or(start, |last| last.at.end)
}
