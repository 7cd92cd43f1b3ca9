//! How long a text is by a platform's own rule.
//!
//! The text is cut into pieces. A piece is counted in the platform's unit, or has a fixed weight: a link where all
//! links weigh the same (Mastodon: 23), the host of a mention where only the name counts.

use crate::mentions::mentions;
use lectern_model::{Count, Limits, TextUnit};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A stretch of text, in bytes, with its weight where that is fixed.
struct Piece {
    at: Range<usize>,
    weight: Option<u64>,
}

/// Counts `text`, and `warning` where the platform counts it too.
#[must_use]
pub fn count(text: &str, warning: &str, limits: &Limits) -> Count {
    let counted_warning = if limits.warning_counts { warning } else { "" };
    let warning_units = units(counted_warning, limits.text_unit);
    let text_units: u64 = pieces(text, limits).iter().map(|piece| weight(text, piece, limits.text_unit)).sum();
    let bytes = as_u64(text.len() + counted_warning.len());
    let used = warning_units + text_units;
    let fits_bytes = limits.text_max_bytes.is_none_or(|max| bytes <= u64::from(max));
    Count {
        used: narrow(used),
        max: limits.text_max,
        bytes: narrow(bytes),
        fits: used <= u64::from(limits.text_max) && fits_bytes,
    }
}

/// The units of a plain text that is no post, for example a picture's description.
#[must_use]
pub fn units(text: &str, unit: TextUnit) -> u64 {
    as_u64(match unit {
        TextUnit::Graphemes => text.graphemes(true).count(),
        TextUnit::Characters => text.chars().count(),
    })
}

/// The byte offset in `text` from which on it is too long; none where it fits.
pub(crate) fn too_long_from(text: &str, warning: &str, limits: &Limits) -> Option<usize> {
    let counted_warning = if limits.warning_counts { warning } else { "" };
    let by_units = units_pass_limit_at(text, units(counted_warning, limits.text_unit), limits);
    let by_bytes = limits.text_max_bytes.and_then(|max| bytes_pass_limit_at(text, counted_warning.len(), max));
    [by_units, by_bytes].into_iter().flatten().min()
}

fn units_pass_limit_at(text: &str, before: u64, limits: &Limits) -> Option<usize> {
    let max = u64::from(limits.text_max);
    let mut used = before;
    for piece in pieces(text, limits) {
        let weight = weight(text, &piece, limits.text_unit);
        if used + weight <= max {
            used += weight;
            continue;
        }
        let room = usize::try_from(max.saturating_sub(used)).unwrap_or(usize::MAX);
        let inside = match piece.weight {
            Some(_) => 0,
            None => starts(stretch(text, &piece), limits.text_unit).nth(room).unwrap_or_default(),
        };
        return Some(piece.at.start + inside);
    }
    (used > max).then_some(0)
}

fn bytes_pass_limit_at(text: &str, before: usize, max: u32) -> Option<usize> {
    let room = as_u64(before + text.len()).checked_sub(u64::from(max)).filter(|over| *over > 0)?;
    let keep = as_u64(text.len()).saturating_sub(room);
    text.grapheme_indices(true).find(|(at, part)| as_u64(at + part.len()) > keep).map(|(at, _)| at).or(Some(0))
}

/// Every place between two letters, with the units of the text before it. What counts as one, whatever its length, is
/// reckoned at its end.
pub(crate) fn weights(text: &str, limits: &Limits) -> Vec<(usize, u64)> {
    let mut used = 0;
    let mut at = Vec::new();
    for piece in pieces(text, limits) {
        let letters = stretch(text, &piece);
        for (start, letter) in letters.grapheme_indices(true) {
            let end = start + letter.len();
            used += match piece.weight {
                Some(weight) if end == letters.len() => weight,
                Some(_) => 0,
                None => units(letter, limits.text_unit),
            };
            at.push((piece.at.start + end, used));
        }
    }
    at
}

fn pieces(text: &str, limits: &Limits) -> Vec<Piece> {
    let mut fixed = Vec::new();
    if let Some(weight) = limits.link_weight {
        fixed.extend(links(text).into_iter().map(|at| Piece { at, weight: Some(u64::from(weight)) }));
    }
    if limits.mention_local_part_only {
        let hosts = mentions(text).into_iter().map(|mention| mention.host).filter(|host| !host.is_empty());
        fixed.extend(hosts.map(|at| Piece { at, weight: Some(0) }));
    }
    fixed.sort_by_key(|piece| piece.at.start);
    let mut pieces = Vec::new();
    let mut done = 0;
    for piece in fixed {
        if piece.at.start < done {
            continue;
        }
        pieces.push(Piece { at: done..piece.at.start, weight: None });
        done = piece.at.end;
        pieces.push(piece);
    }
    pieces.push(Piece { at: done..text.len(), weight: None });
    pieces
}

/// Links with a scheme: the only ones that platforms with a link weight shorten (Mastodon's source:
/// `FetchLinkCardService::URL_PATTERN`).
fn links(text: &str) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let web = |link: &str| ["https://", "http://"].iter().any(|scheme| link.to_ascii_lowercase().starts_with(scheme));
    finder.links(text).filter(|link| web(link.as_str())).map(|link| link.start()..link.end()).collect()
}

fn weight(text: &str, piece: &Piece, unit: TextUnit) -> u64 {
    piece.weight.unwrap_or_else(|| units(stretch(text, piece), unit))
}

fn stretch<'t>(text: &'t str, piece: &Piece) -> &'t str {
    text.get(piece.at.clone()).unwrap_or_default()
}

fn starts(text: &str, unit: TextUnit) -> Box<dyn Iterator<Item = usize> + '_> {
    match unit {
        TextUnit::Graphemes => Box::new(text.grapheme_indices(true).map(|(at, _)| at)),
        TextUnit::Characters => Box::new(text.char_indices().map(|(at, _)| at)),
    }
}

fn as_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
