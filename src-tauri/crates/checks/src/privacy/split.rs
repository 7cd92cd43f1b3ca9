//! The number of a card that somebody wrote over two messages.

use super::cards::{is_near, luhn};
use super::digits::Group;
use super::fold::Folded;
use super::guard::Guard;
use super::kind::Kind;
use super::numbers::Numbers;
use super::pattern::Pattern;
use super::{Found, found};
use std::ops::Range;

/// Digits of a card.
const LENGTH: usize = 14;
/// Before the rest stands at most so much: “… and then 0012344”.
const LEAD: usize = 24;
/// Behind the beginning stands at most so much: “(more)”.
const TAIL: usize = 16;

/// A number in two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What it is.
    pub kind: Kind,
    /// Its beginning, in bytes of the first message.
    pub before: Range<usize>,
    /// Its rest, in bytes of the second.
    pub after: Range<usize>,
}

/// A card's number that begins at the end of one message and goes on at the beginning of the next of the same author.
#[must_use]
pub fn look(before: &str, after: &str, guard: &Guard) -> Option<Split> {
    let (first, second) = (Folded::of(before), Folded::of(after));
    let (one, two) = (Numbers::of(&first), Numbers::of(&second));
    let last = one.groups.last()?;
    let next = two.groups.first()?;
    let tail = first.get(last.at.end..first.text.len());
    let lead = second.get(0..next.at.start);
    if tail.chars().count() > TAIL || lead.chars().count() > LEAD || last.before_letter || next.after_letter {
        return None;
    }
    for (start, begun) in beginnings(&one) {
        for (end, rest) in rests(&two) {
            let digits = format!("{begun}{rest}");
            if digits.len() != LENGTH {
                continue;
            }
            let kind = match digits.as_bytes().first() {
                Some(b'2') => Kind::PatronBarcode,
                Some(b'3') => Kind::ItemBarcode,
                _ => continue,
            };
            let said = is_near(&one, &(start..last.at.end)) || is_near(&two, &(next.at.start..end));
            let sure = luhn(&digits) || guard.is_own_card(&digits);
            if said || sure && begun.len() > 4 {
                return Some(Split {
                    kind,
                    before: first.written(&(start..last.at.end)),
                    after: second.written(&(next.at.start..end)),
                });
            }
        }
    }
    None
}

/// The same within one message: “first half 2123400 and second half 0012344”.
pub(super) fn within(folded: &Folded, guard: &Guard) -> Vec<Found> {
    static GOES_ON: Pattern = Pattern::new(r"\b(?:half|part|rest|then|second|followed|ends? with|ending|last|other)\b");
    let numbers = Numbers::of(folded);
    let pairs = numbers.groups.iter().zip(numbers.groups.iter().skip(1));
    pairs
        .filter_map(|(one, next)| {
            let gap = numbers.gap(one, next);
            let digits = format!("{}{}", one.digits, next.digits);
            let kind = match digits.as_bytes().first() {
                Some(b'2') => Kind::PatronBarcode,
                Some(b'3') => Kind::ItemBarcode,
                _ => return None,
            };
            let parted = digits.len() == LENGTH && gap.len() <= LEAD + TAIL && GOES_ON.is_in(gap);
            let sure = luhn(&digits) || guard.is_own_card(&digits);
            (parted && sure && !one.after_letter && !next.before_letter).then(|| found(kind, one.at.start..next.at.end))
        })
        .collect()
}

/// What a number may begin with: the last groups of a text, the longest first.
fn beginnings(numbers: &Numbers<'_>) -> Vec<(usize, String)> {
    let count = numbers.groups.len();
    let from = count.saturating_sub(LENGTH);
    let mut found = Vec::new();
    for first in from..count {
        let run = numbers.run(first);
        let whole = first + run.len() == count;
        let digits = joined(run);
        if whole && digits.len() < LENGTH {
            found.extend(run.first().map(|group| (group.at.start, digits)));
        }
    }
    found
}

/// What it may go on with: the first groups of a text.
fn rests(numbers: &Numbers<'_>) -> Vec<(usize, String)> {
    let run = numbers.run(0);
    let part = |most: usize| {
        let part = run.get(..most)?;
        Some((part.last()?.at.end, joined(part)))
    };
    (1..=run.len()).filter_map(part).filter(|(_, digits)| digits.len() < LENGTH).collect()
}

fn joined(groups: &[Group]) -> String {
    groups.iter().map(|group| group.digits.as_str()).collect()
}
