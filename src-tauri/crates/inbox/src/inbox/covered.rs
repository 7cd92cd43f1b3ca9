//! Messages with people's details covered: bare digits leave the store only where a person asks for one message.

use lectern_checks::privacy::{Guard, Kind, Masked, incoming, masked, masked_excerpt, masked_with, split};
use lectern_core::text::shown_plain;
use lectern_model::MessageView;
use std::collections::HashMap;
use std::ops::Range;

/// Covers what messages, in their order, tell of people. A number may be split over two of the same author.
pub(super) fn cover(messages: &mut [MessageView], guard: &Guard) {
    let mut split_over: Vec<Vec<(Kind, Range<usize>)>> = messages.iter().map(|_| Vec::new()).collect();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (at, message) in messages.iter().enumerate() {
        let before = last.insert(message.author.handle.as_str(), at);
        let Some((before, earlier)) = before.and_then(|before| Some((before, messages.get(before)?))) else { continue };
        if let Some(both) = split(&earlier.text, &message.text, guard) {
            split_over.get_mut(before).into_iter().for_each(|list| list.push((both.kind, both.before.clone())));
            split_over.get_mut(at).into_iter().for_each(|list| list.push((both.kind, both.after.clone())));
        }
    }
    for (message, more) in messages.iter_mut().zip(split_over) {
        cover_one(message, &more, guard);
    }
}

fn cover_one(message: &mut MessageView, more: &[(Kind, Range<usize>)], guard: &Guard) {
    let text = masked_with(&message.text, more, guard);
    let mut kinds = text.kinds.clone();
    // A link may carry what its words do not show.
    let in_links =
        message.html.contains("href") && incoming(&message.html, guard).iter().any(|one| one.kind.is_secret());
    if text.is_covered() || in_links {
        message.html = shown_plain(&text.text, &[]);
    }
    message.text = text.text;
    let mut also = |words: &mut String| {
        let Masked { text, kinds: found, .. } = masked(words, guard);
        *words = text;
        kinds.extend(found);
    };
    also(&mut message.content_warning);
    also(&mut message.author.name);
    for picture in &mut message.media {
        also(&mut picture.description);
    }
    for before in &mut message.earlier {
        also(&mut before.text);
    }
    if let Some(card) = &mut message.card {
        also(&mut card.title);
        also(&mut card.description);
    }
    kinds.sort_unstable();
    kinds.dedup();
    message.covered = kinds.into_iter().map(|kind| kind.name().to_owned()).collect();
}

/// The start of a message: what is cut in the middle is covered too.
pub(super) fn cover_start(snippet: &str, guard: &Guard) -> String {
    masked_excerpt(snippet, guard)
}
