//! Links, mentions and hashtags in our own text, and the facets they become.
//!
//! The network stores plain text; what is a link stands beside it with offsets in UTF-8 bytes (lexicon
//! `app.bsky.richtext.facet`). Everything here works on byte ranges of the text as it is, and cuts only between
//! characters.

use linkify::{LinkFinder, LinkKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

/// Most graphemes and bytes of a tag (lexicon `app.bsky.richtext.facet#tag`).
const TAG_GRAPHEMES: usize = 64;
const TAG_BYTES: usize = 640;

/// What a stretch of text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A link, with its whole address.
    Link(String),
    /// A mention, with the handle in small letters and without its `@`.
    Mention(String),
    /// A hashtag, without its `#`.
    Tag(String),
}

/// A stretch of text that means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) range: Range<usize>,
    pub(super) what: What,
}

/// Everything in a text that means something, in order and without overlaps.
pub(super) fn spots(text: &str) -> Vec<Spot> {
    let mut found = links(text);
    found.extend(marked(text, &['@'], mention));
    found.extend(marked(text, &['#', '＃'], tag));
    found.sort_by_key(|spot| spot.range.start);
    let mut reached = 0;
    found.retain(|spot| {
        let clear = spot.range.start >= reached;
        if clear {
            reached = spot.range.end;
        }
        clear
    });
    found
}

/// Handles that a text mentions, each once.
pub(super) fn mentioned(text: &str) -> Vec<String> {
    let mut handles: Vec<String> = Vec::new();
    for spot in spots(text) {
        if let What::Mention(handle) = spot.what
            && !handles.contains(&handle)
        {
            handles.push(handle);
        }
    }
    handles
}

/// The facets of a text. A mention whose handle is not in `people` (handle to DID) stays plain text.
pub(super) fn facets(text: &str, people: &BTreeMap<String, String>) -> Vec<Value> {
    let facet = |spot: Spot| {
        let feature = match spot.what {
            What::Link(uri) => json!({"$type": "app.bsky.richtext.facet#link", "uri": uri}),
            What::Mention(handle) => json!({"$type": "app.bsky.richtext.facet#mention", "did": people.get(&handle)?}),
            What::Tag(tag) => json!({"$type": "app.bsky.richtext.facet#tag", "tag": tag}),
        };
        Some(json!({
            "index": {"byteStart": spot.range.start, "byteEnd": spot.range.end},
            "features": [feature],
        }))
    };
    spots(text).into_iter().filter_map(facet).collect()
}

/// Web addresses, whole ones and bare domains. Addresses of mail are found too, so that their domain is not taken for
/// a bare one.
fn links(text: &str) -> Vec<Spot> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter(|link| *link.kind() == LinkKind::Url);
    found
        .filter(|link| !text.get(..link.start()).is_some_and(|before| before.ends_with('@')))
        .filter_map(|link| Some(Spot { range: link.start()..link.end(), what: What::Link(address(link.as_str())?) }))
        .collect()
}

/// The whole address of a link as typed; none for what is no web address.
fn address(typed: &str) -> Option<String> {
    let bare = !typed.contains("://");
    let whole = if bare { format!("https://{typed}") } else { typed.to_owned() };
    let url = Url::parse(&whole).ok()?;
    if !matches!(url.scheme(), "http" | "https") || (bare && !known_domain(typed, url.host_str()?)) {
        return None;
    }
    // What people typed is kept as it is, but an address must be ASCII.
    Some(if whole.is_ascii() { whole } else { url.into() })
}

/// Whether a bare domain ends as real ones do. "done.Next" is the end of one sentence and the start of another.
fn known_domain(typed: &str, host: &str) -> bool {
    let as_typed = typed.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let last = as_typed.rsplit('.').next().unwrap_or_default();
    let mut letters = last.chars();
    let sentence = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    !sentence && host.contains('.') && psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known())
}

/// Stretches that begin with one of `marks` at the start of a word. `read` says how far such a stretch goes after its
/// mark, and what it is.
fn marked(text: &str, marks: &[char], read: fn(&str) -> Option<(usize, What)>) -> Vec<Spot> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, mark) in text.char_indices() {
        let begins = before.is_whitespace() || matches!(before, '(' | '[' | '{' | '"' | '“' | '‘' | '«' | '「');
        before = mark;
        if !begins || !marks.contains(&mark) {
            continue;
        }
        let after = at + mark.len_utf8();
        if let Some((length, what)) = text.get(after..).and_then(read) {
            found.push(Spot { range: at..after + length, what });
        }
    }
    found
}

/// A handle after its `@`: a domain name (atproto specification, "Handle").
fn mention(rest: &str) -> Option<(usize, What)> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(rest.len());
    let handle = rest.get(..end)?.trim_end_matches(['.', '-']);
    // `@name@elsewhere` is a person on another network.
    let elsewhere = rest.get(handle.len()..).is_some_and(|after| after.starts_with('@'));
    (!elsewhere && is_handle(handle)).then(|| (handle.len(), What::Mention(handle.to_ascii_lowercase())))
}

/// Whether a text has the form of a handle.
pub(super) fn is_handle(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let last_begins = text.rsplit('.').next().and_then(|last| last.chars().next());
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(label)
        && last_begins.is_some_and(|c| c.is_ascii_alphabetic())
}

/// A hashtag after its `#`: up to the next space, without the punctuation that ends a clause, and not a mere number.
fn tag(rest: &str) -> Option<(usize, What)> {
    let end = rest.find(|c: char| c.is_whitespace() || invisible(c) || c == '#').unwrap_or(rest.len());
    let tag = rest.get(..end)?.trim_end_matches(|c: char| punctuation(c) || c == '\u{fe0f}' || c == '\u{20e3}');
    let fits = tag.len() <= TAG_BYTES && tag.graphemes(true).count() <= TAG_GRAPHEMES;
    let says_something = tag.chars().any(|c| !c.is_numeric() && !punctuation(c));
    // "#️⃣" is a keycap, not a tag.
    let keycap = tag.starts_with('\u{fe0f}');
    (fits && says_something && !keycap).then(|| (tag.len(), What::Tag(tag.to_owned())))
}

const fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Unicode's punctuation as far as it ends words in the scripts that libraries write in.
fn punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{30fb}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff65}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{5be}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}')
}
