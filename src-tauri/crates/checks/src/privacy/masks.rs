//! Details of people covered, for what comes in.

use super::digits::COVER;
use super::fold::Folded;
use super::guard::Guard;
use super::kind::Kind;
use super::split;
use super::{Found, sentences_of_somebody, to_cover};
use std::ops::Range;

/// Covering changes what stands around the rest, so it is read again until nothing new is found; rarely more than twice.
const ROUNDS: usize = 16;

/// So much of a card's number stays readable, so that two can be told apart.
const FIRST: usize = 1;
const LAST: usize = 4;

/// So many digits at the end of a piece may be the beginning of a number.
const CUT: usize = 5;

/// What stands for a sentence: not even its length is told.
const SENTENCE: &str = "•••••";

/// Marks around words that were searched for.
const FOUND: char = '\u{2}';
const FOUND_END: char = '\u{3}';

/// A text with people's details covered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masked {
    /// The text to show.
    pub text: String,
    /// What was covered, in order.
    pub spans: Vec<MaskedSpan>,
    /// What kinds of details there are, each once.
    pub kinds: Vec<Kind>,
}

/// A covered stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedSpan {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the text to show, in bytes.
    pub shown: Range<usize>,
    /// Where it stands in what was written, in bytes.
    pub written: Range<usize>,
}

impl Masked {
    /// Whether anything is covered.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        !self.spans.is_empty()
    }
}

/// A text with people's details covered.
#[must_use]
pub fn masked(text: &str, guard: &Guard) -> Masked {
    let found = to_cover(text, guard);
    again(text, found, guard)
}

/// The same, with more stretches to cover: what only shows together with another message.
#[must_use]
pub fn masked_with(text: &str, more: &[(Kind, Range<usize>)], guard: &Guard) -> Masked {
    let mut found: Vec<Found> = to_cover(text, guard);
    for (kind, at) in more {
        found.retain(|one| one.at.end <= at.start || at.end <= one.at.start);
        found.push(Found { kind: *kind, at: at.clone(), whole: at.clone() });
    }
    found.sort_by_key(|one| one.at.start);
    again(text, found, guard)
}

/// A text that others are given to read: details are covered, and so is every sentence that tells what somebody borrows,
/// asks or visits, or names a child.
#[must_use]
pub fn masked_for_others(text: &str, guard: &Guard) -> Masked {
    let mut found = to_cover(text, guard);
    found.extend(sentences_of_somebody(text, guard));
    again(text, found, guard)
}

/// Two messages of the same author, one right after the other: a number may be split over both.
#[must_use]
pub fn masked_pair(before: &str, after: &str, guard: &Guard) -> (Masked, Masked) {
    match split::look(before, after, guard) {
        Some(split) => (
            masked_with(before, &[(split.kind, split.before)], guard),
            masked_with(after, &[(split.kind, split.after)], guard),
        ),
        None => (masked(before, guard), masked(after, guard)),
    }
}

/// A text of our own with numbers of cards, PINs and passwords covered; telephones and addresses are told on purpose.
#[must_use]
pub fn masked_secrets(text: &str, guard: &Guard) -> Masked {
    let found: Vec<Found> = to_cover(text, guard).into_iter().filter(|one| one.kind.is_secret()).collect();
    cover(text, &found)
}

/// A piece of a longer text, as plain text. What is cut where the piece begins or ends may be the rest of a number, and
/// is covered too. Marks around words that were searched for stay in pairs.
#[must_use]
pub fn masked_excerpt(piece: &str, guard: &Guard) -> String {
    let shown = masked(piece, guard);
    let text = cut_digits(&shown.text);
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    if count(FOUND) == count(FOUND_END) { text } else { text.replace([FOUND, FOUND_END], "") }
}

/// Digits at the ends of a piece, where they are too many to be a year.
fn cut_digits(piece: &str) -> String {
    let signs: Vec<char> = piece.chars().collect();
    let outside = |c: &&char| !c.is_alphanumeric() && **c != COVER;
    let digits = |c: &&char| c.is_numeric() || !c.is_alphanumeric() && !c.is_whitespace() && **c != COVER;
    let skip = signs.iter().take_while(outside).count();
    let first = skip + signs.iter().skip(skip).take_while(digits).count();
    let skip_end = signs.iter().rev().take_while(outside).count();
    let last = signs.len() - (skip_end + signs.iter().rev().skip(skip_end).take_while(digits).count()).min(signs.len());
    let number = |signs: &[char]| signs.iter().filter(|c| c.is_numeric()).count() >= CUT;
    let begins = signs.get(..first).is_some_and(number);
    let ends = signs.get(last..).is_some_and(number);
    let cover = |(at, c): (usize, &char)| {
        let hidden = c.is_numeric() && ((begins && at < first) || (ends && at >= last));
        if hidden { COVER } else { *c }
    };
    signs.iter().enumerate().map(cover).collect()
}

fn again(text: &str, found: Vec<Found>, guard: &Guard) -> Masked {
    let mut found = merged(found);
    let mut masked = cover(text, &found);
    for _ in 0..ROUNDS {
        let more = to_cover(&masked.text, guard).into_iter();
        let more = more.map(|one| {
            let at = written(&masked.spans, &one.at);
            Found { kind: one.kind, whole: at.clone(), at }
        });
        let next = merged(found.iter().cloned().chain(more).collect());
        if next == found {
            break;
        }
        found = next;
        masked = cover(text, &found);
    }
    masked
}

/// In order, and what overlaps as one.
fn merged(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (one.at.start, one.at.end));
    let mut all: Vec<Found> = Vec::new();
    for one in found {
        match all.last_mut().filter(|last| one.at.start < last.at.end) {
            Some(last) => {
                last.at.end = last.at.end.max(one.at.end);
                // Of what lies within a sentence that is covered, nothing stays.
                last.kind = if one.kind.is_covered() { last.kind } else { one.kind };
            }
            None => all.push(Found { whole: one.at.clone(), ..one }),
        }
    }
    all
}

/// Where a stretch of a covered text stands in what was written: what touches a covered part takes all of it.
fn written(spans: &[MaskedSpan], at: &Range<usize>) -> Range<usize> {
    let before = |place: usize| place.checked_sub(1).and_then(|last| spans.get(last));
    let start = match before(spans.partition_point(|span| span.shown.start <= at.start)) {
        Some(span) if at.start < span.shown.end => span.written.start,
        Some(span) => span.written.end + (at.start - span.shown.end),
        None => at.start,
    };
    let end = match before(spans.partition_point(|span| span.shown.start < at.end)) {
        Some(span) if at.end <= span.shown.end => span.written.end,
        Some(span) => span.written.end + (at.end - span.shown.end),
        None => at.end,
    };
    start..end
}

fn cover(text: &str, found: &[Found]) -> Masked {
    let mut masked = Masked::default();
    let mut done = 0;
    for one in found {
        let Some(written) = text.get(one.at.clone()).filter(|_| one.at.start >= done) else { continue };
        masked.text.push_str(text.get(done..one.at.start).unwrap_or_default());
        let start = masked.text.len();
        masked.text.push_str(&covered(written, one.kind));
        masked.spans.push(MaskedSpan { kind: one.kind, shown: start..masked.text.len(), written: one.at.clone() });
        done = one.at.end;
    }
    masked.text.push_str(text.get(done..).unwrap_or_default());
    masked.kinds = kinds(&masked.spans);
    masked
}

/// What a detail is shown as.
fn covered(written: &str, kind: Kind) -> String {
    if !kind.is_covered() {
        return SENTENCE.to_owned();
    }
    let signs: Vec<char> = Folded::of(written).text.chars().collect();
    let digits = signs.iter().filter(|c| c.is_ascii_digit()).count();
    let card = matches!(kind, Kind::PatronBarcode | Kind::ItemBarcode) && digits >= 14;
    let mut place = 0;
    let mut host = false;
    let cover = |c: &char| {
        let digit = c.is_ascii_digit();
        place += usize::from(digit);
        host |= kind == Kind::Email && *c == '@';
        let open = card && digit && (place <= FIRST || place > digits - LAST);
        let sign = !c.is_alphanumeric() && kind != Kind::Pin;
        if open || sign || host { *c } else { COVER }
    };
    let mut shown: String = signs.iter().map(cover).collect();
    if !shown.contains(COVER) {
        shown.insert(0, COVER);
    }
    shown
}

fn kinds(spans: &[MaskedSpan]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = spans.iter().map(|span| span.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
