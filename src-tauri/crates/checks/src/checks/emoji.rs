//! What a screen reader says where emoji stand in rows or inside sentences.

use crate::draft::Checked;
use crate::spans::{replace, span};
use crate::words::{MOST, number};
use emojis::Emoji;
use lectern_model::{Finding, Level};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

const WHY_ROW: &str = "Who listens has to hear every name before the text goes on. One emoji says as much.";
const WHY_INSIDE: &str = "Who listens hears this in the middle of the sentence. At its end it is less in the way.";

/// So many in a row are too many.
const ROW: usize = 3;

/// So many names are told.
const TOLD: usize = 5;

pub(crate) fn check(draft: &Checked<'_>) -> Vec<Finding> {
    let text = draft.text;
    rows(text).into_iter().filter_map(|row| look(text, &row)).take(MOST).collect()
}

/// Emoji in a row, with nothing but spaces between.
struct Row<'t> {
    stretch: Range<usize>,
    emoji: Vec<(&'t str, &'static Emoji)>,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut goes_on = false;
    for (at, written) in text.grapheme_indices(true) {
        let Some(emoji) = emoji(written) else {
            goes_on &= written == " ";
            continue;
        };
        let end = at + written.len();
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => {
                row.stretch.end = end;
                row.emoji.push((written, emoji));
            }
            None => rows.push(Row { stretch: at..end, emoji: vec![(written, emoji)] }),
        }
        goes_on = true;
    }
    rows
}

/// The emoji somebody sees; signs such as © and ↔ are text unless they are asked to be pictures.
fn emoji(written: &str) -> Option<&'static Emoji> {
    if written.is_ascii() {
        return None;
    }
    let emoji = emojis::get(written)?;
    let mut chars = emoji.as_str().chars();
    let sign = chars.next().is_some_and(|c| c < '\u{2600}') && chars.next() == Some('\u{FE0F}');
    (!sign || written.contains('\u{FE0F}')).then_some(emoji)
}

fn look(text: &str, row: &Row<'_>) -> Option<Finding> {
    let at = span(text, row.stretch.start, row.stretch.end);
    let said = said(&row.emoji);
    let twice = row.emoji.windows(2).any(|pair| matches!(pair, [(_, one), (_, other)] if one == other));
    if row.emoji.len() >= ROW || twice {
        let first = row.emoji.first()?.0;
        let words = format!("A screen reader says all of this: {said}.");
        let fix = replace(&format!("Keep only {first}"), at, first.to_owned());
        return Some(Finding::new("emoji_row", Level::Warn, words).at(at).because(WHY_ROW).mended_by(fix));
    }
    inside_sentence(text, &row.stretch).then(|| {
        let words = format!("A screen reader says {said} here.");
        Finding::new("emoji_inside", Level::Tell, words).at(at).because(WHY_INSIDE)
    })
}

/// `“party popper” 3 times, “ghost”`.
fn said(emoji: &[(&str, &'static Emoji)]) -> String {
    let groups: Vec<_> = emoji.chunk_by(|one, other| one.1 == other.1).collect();
    let mut told: Vec<String> = Vec::new();
    for group in groups.iter().take(TOLD) {
        let name = group.first().map_or("", |(_, emoji)| emoji.name());
        let times = u64::try_from(group.len()).unwrap_or(u64::MAX);
        told.push(if times == 1 { format!("“{name}”") } else { format!("“{name}” {} times", number(times)) });
    }
    match groups.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => format!("{} and {more} more", told.join(", ")),
    }
}

/// Whether a word stands before it and the sentence goes on behind it, as far as small letters tell.
fn inside_sentence(text: &str, row: &Range<usize>) -> bool {
    let before = text.get(..row.start).and_then(|before| before.trim_end_matches(' ').chars().next_back());
    let behind = text.get(row.end..).and_then(|behind| behind.trim_start_matches(' ').chars().next());
    before.is_some_and(|c| c.is_alphanumeric() || c == ',') && behind.is_some_and(char::is_lowercase)
}
