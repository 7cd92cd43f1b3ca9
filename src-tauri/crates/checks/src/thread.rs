//! Making a thread of a text that is too long for one post.
//!
//! A line of nothing but three or more dashes always begins a new part. What is still too long is cut where a reader
//! would pause: after a paragraph, a line or a sentence, else between words, else between letters. A link, a mention
//! and a hashtag stay whole; only one that is longer than a whole post is cut.

use crate::addresses::Addresses;
use crate::checks::hashtags::tags;
use crate::length::{count, units, weights};
use crate::mentions::mentions;
use lectern_model::Limits;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Most parts of a thread that Lectern sends.
pub const MOST_PARTS: usize = 25;
/// A cut after a sentence is taken where at least this share of the post is full.
const FULL: (u64, u64) = (2, 5);
/// Ever smaller parts are tried so often where one does not fit as reckoned.
const TRIES: u32 = 200;

/// How parts are measured.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// What stands before the first part when it goes out: the names of those who are answered.
    pub before: &'a str,
    /// The content warning, which goes with every part.
    pub warning: &'a str,
    /// What the platform accepts.
    pub limits: &'a Limits,
    /// Whether each part ends with its number.
    pub numbered: bool,
}

/// One part of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What goes out, with its number.
    pub text: String,
    /// Where its words stand in the whole text, in bytes.
    pub at: Range<usize>,
}

/// The parts of a text, at least one. One that fits and has no breaks is one part, as it is.
#[must_use]
pub fn split(text: &str, room: &Room<'_>) -> Vec<Part> {
    let whole = |at: Range<usize>| Part { text: text.get(at.clone()).unwrap_or_default().to_owned(), at };
    let sections = sections(text);
    let broken = !sections.is_empty() && text.lines().any(is_break);
    if !broken && fits(text, room.before, "", room) {
        return vec![whole(0..text.len())];
    }
    let scale = Scale::of(text, room.limits);
    let mut parts = Vec::new();
    for digits in 1..=4 {
        // As wide as the widest number there may be.
        let number = if room.numbered {
            number("9".repeat(digits).as_str(), "9".repeat(digits).as_str())
        } else {
            String::new()
        };
        parts = cut_all(text, &sections, &scale, room, &number);
        if !room.numbered || parts.len().to_string().len() <= digits {
            break;
        }
    }
    let of = parts.len();
    let end =
        |at: usize| if room.numbered && of > 1 { number(&at.to_string(), &of.to_string()) } else { String::new() };
    let ended = parts.into_iter().enumerate().map(|(at, range)| {
        let words = text.get(range.clone()).unwrap_or_default();
        Part { text: format!("{words}{}", end(at + 1)), at: range }
    });
    let ended: Vec<Part> = ended.collect();
    if ended.is_empty() { vec![whole(0..text.len())] } else { ended }
}

fn number(at: &str, of: &str) -> String {
    format!("\n\n{at}/{of}")
}

fn fits(words: &str, before: &str, number: &str, room: &Room<'_>) -> bool {
    count(&format!("{before}{words}{number}"), room.warning, room.limits).fits
}

/// The stretches between lines of dashes, without the space around them; empty ones are left out.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut begin, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_break(line) {
            found.push(begin..at);
            begin = end;
        }
        at = end;
    }
    found.push(begin..text.len());
    let mut trimmed: Vec<Range<usize>> = found.into_iter().map(|range| trim(text, range)).collect();
    trimmed.retain(|range| !range.is_empty());
    trimmed
}

/// Whether a line begins a new part: nothing but three or more dashes.
fn is_break(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|byte| byte == b'-')
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn cut_all(text: &str, sections: &[Range<usize>], scale: &Scale, room: &Room<'_>, number: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for section in sections {
        let mut start = section.start;
        while start < section.end {
            let before = if parts.is_empty() { room.before } else { "" };
            let part = next_part(text, start..section.end, scale, (room, before, number));
            let rest = text.get(part.end..section.end).unwrap_or_default();
            start = part.end + (rest.len() - rest.trim_start().len());
            parts.push(part);
        }
    }
    parts
}

/// The longest good beginning of `rest` that fits.
fn next_part(
    text: &str,
    rest: Range<usize>,
    scale: &Scale,
    (room, before, number): (&Room<'_>, &str, &str),
) -> Range<usize> {
    let limits = room.limits;
    let warning = if limits.warning_counts { room.warning } else { "" };
    let extra = [before, warning, number];
    let taken: u64 = extra.iter().map(|words| units(words, limits.text_unit)).sum();
    let bytes: usize = extra.iter().map(|words| words.len()).sum();
    let mut units = u64::from(limits.text_max).saturating_sub(taken);
    let mut bytes = limits.text_max_bytes.map(|most| usize::try_from(most).unwrap_or(usize::MAX).saturating_sub(bytes));
    let mut part = rest.start..rest.end;
    for _ in 0..TRIES {
        part = trim(text, rest.start..scale.best(&rest, units, bytes));
        let words = text.get(part.clone()).unwrap_or_default();
        if fits(words, before, number, room) || units <= 1 {
            break;
        }
        // Beside the number or the names something counts as more than alone.
        units -= 1;
        bytes = bytes.map(|most| most.saturating_sub(1));
    }
    part
}

/// Where a text may be cut, and how long it is up to there.
struct Scale(Vec<Cut>);

/// A place between two letters.
#[derive(Debug, Clone, Copy)]
struct Cut {
    at: usize,
    /// Units from the beginning of the text to here.
    used: u64,
    /// How good a place it is.
    rank: Rank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Inside a link, a mention or a hashtag.
    Never,
    Letter,
    Word,
    Sentence,
    Line,
    Paragraph,
}

impl Scale {
    fn of(text: &str, limits: &Limits) -> Self {
        let whole = protected(text);
        let mut sentences = text.split_sentence_bound_indices().map(|(at, _)| at).peekable();
        let mut inside = whole.iter().peekable();
        let mut cuts = Vec::new();
        let mut gap = Gap::default();
        for (at, used) in weights(text, limits) {
            while inside.next_if(|range| range.end <= at).is_some() {}
            while sentences.next_if(|sentence| *sentence < at).is_some() {}
            gap.grow(text, at);
            let rank = if inside.peek().is_some_and(|range| range.start < at) {
                Rank::Never
            } else {
                gap.rank(sentences.peek() == Some(&at))
            };
            cuts.push(Cut { at, used, rank });
        }
        Self(cuts)
    }

    /// The end of the best part that begins where `rest` does and takes at most so much.
    fn best(&self, rest: &Range<usize>, units: u64, bytes: Option<usize>) -> usize {
        let first = self.0.partition_point(|cut| cut.at <= rest.start);
        let begin = first.checked_sub(1).and_then(|at| self.0.get(at)).map_or(0, |cut| cut.used);
        let cuts = self.0.get(first..).unwrap_or_default();
        let takes = |cut: &&Cut| {
            cut.at <= rest.end && cut.used - begin <= units && bytes.is_none_or(|most| cut.at - rest.start <= most)
        };
        let within: &[Cut] = cuts.get(..cuts.iter().take_while(takes).count()).unwrap_or_default();
        if within.last().is_some_and(|cut| cut.at == rest.end) {
            return rest.end;
        }
        let enough = begin + units * FULL.0 / FULL.1;
        let pause = within.iter().filter(|cut| cut.rank >= Rank::Sentence && cut.used >= enough);
        let pause = pause.max_by_key(|cut| (cut.rank.min(Rank::Line), cut.at));
        let of = |least: Rank| within.iter().rev().find(|cut| cut.rank >= least);
        let found = pause.or_else(|| of(Rank::Word)).or_else(|| of(Rank::Letter)).or_else(|| within.last());
        // Not even one letter fits: it goes all the same, and the count says so.
        found.or_else(|| cuts.first()).map_or(rest.end, |cut| cut.at)
    }
}

/// The space that ends right before a place.
#[derive(Default)]
struct Gap {
    done: usize,
    spaces: u32,
    lines: u32,
}

impl Gap {
    fn grow(&mut self, text: &str, to: usize) {
        let stretch = text.get(self.done..to).unwrap_or_default();
        self.done = to;
        if stretch.trim().is_empty() && !stretch.is_empty() {
            self.spaces += 1;
            self.lines += u32::from(stretch.contains('\n'));
        } else {
            (self.spaces, self.lines) = (0, 0);
        }
    }

    fn rank(&self, sentence: bool) -> Rank {
        match (self.lines, self.spaces, sentence) {
            (2.., ..) => Rank::Paragraph,
            (1, ..) => Rank::Line,
            (_, _, true) => Rank::Sentence,
            (_, 1.., _) => Rank::Word,
            _ => Rank::Letter,
        }
    }
}

/// What is never cut, in order: links, mentions and hashtags.
fn protected(text: &str) -> Vec<Range<usize>> {
    let addresses = Addresses::of(text);
    let links = addresses.links().map(|link| link.start()..link.end());
    let names = mentions(text).into_iter().map(|mention| mention.whole);
    let mut all: Vec<Range<usize>> = links.chain(names).chain(tags(text)).collect();
    all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut whole: Vec<Range<usize>> = Vec::new();
    for range in all {
        match whole.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => whole.push(range),
        }
    }
    whole
}
