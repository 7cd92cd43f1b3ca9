//! OPML, the format in which feed readers exchange their lists (OPML 2.0, opml.org).
//!
//! Reading is forgiving: any case of attribute names, groups in groups, missing titles, addresses named twice, files cut
//! off at the end. Entities a file declares are not expanded.

use super::address::typed;
use super::read::page_text;
use super::text::plain;
use crate::ListedFeed;
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

/// Largest list read, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;

/// Most feeds in a list.
const MOST: usize = 5000;

/// Deepest group inside groups that still gives its name.
const DEEPEST_GROUP: usize = 4;

/// Between the names of a group and the group inside it.
const INSIDE: &str = " / ";

/// Reads a list.
///
/// # Errors
/// Plain words: too large, not a list, or too many feeds.
pub fn read(bytes: &[u8]) -> Result<Vec<ListedFeed>, &'static str> {
    if bytes.len() > LARGEST {
        return Err("This file is too large for a list of feeds. Nothing was changed.");
    }
    let text = page_text(bytes, None);
    let mut reader = Reader::from_str(text.trim_start());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut list = List::default();
    let mut is_list = false;
    // What cannot be read any further ends the list: what was read before stands.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) if is_list => list.start(&start),
            Event::Empty(start) if is_list => {
                list.start(&start);
                list.end(start.name().as_ref());
            }
            Event::Start(start) | Event::Empty(start) if start.name().as_ref().eq_ignore_ascii_case("opml") => {
                is_list = true;
            }
            Event::Start(_) | Event::Empty(_) => break,
            Event::End(end) => list.end(end.name().as_ref()),
            Event::Eof => break,
            _ => {}
        }
        if list.feeds.len() > MOST {
            return Err("This list names more than 5,000 feeds. Nothing was changed.");
        }
    }
    if is_list { Ok(list.feeds) } else { Err("This file is not a list of feeds (OPML). Nothing was changed.") }
}

#[derive(Default)]
struct List {
    feeds: Vec<ListedFeed>,
    seen: HashSet<String>,
    /// Whether each open outline gave its name to `groups`.
    open: Vec<bool>,
    groups: Vec<String>,
}

impl List {
    fn start(&mut self, start: &BytesStart<'_>) {
        if !is_outline(start.name().as_ref()) {
            return;
        }
        let title = [attribute(start, "title"), attribute(start, "text")];
        let title = title.into_iter().flatten().map(|raw| plain(&raw)).find(|title| !title.is_empty());
        let address = attribute(start, "xmlUrl").and_then(|raw| {
            let address = unescape(&raw).map(|whole| whole.into_owned()).unwrap_or(raw);
            typed(&address)
        });
        let Some(address) = address else {
            let named = title.filter(|_| self.groups.len() < DEEPEST_GROUP);
            self.open.push(named.is_some());
            self.groups.extend(named);
            return;
        };
        if self.seen.insert(address.to_string()) {
            let title = title.unwrap_or_default();
            self.feeds.push(ListedFeed { title, address: address.into(), group: self.groups.join(INSIDE) });
        }
        self.open.push(false);
    }

    fn end(&mut self, name: &str) {
        if is_outline(name) && self.open.pop() == Some(true) {
            self.groups.pop();
        }
    }
}

fn is_outline(name: &str) -> bool {
    name.eq_ignore_ascii_case("outline")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.html_attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
    Some(found.value.into_owned())
}

/// Writes a list with a title, in the order given, the feeds of a group together where its first one stands.
#[must_use]
pub fn write(title: &str, feeds: &[ListedFeed]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    out.push_str(&format!("  <head>\n    <title>{}</title>\n  </head>\n  <body>\n", text(title)));
    let mut written = HashSet::new();
    for feed in feeds {
        if feed.group.is_empty() {
            out.push_str(&outline(feed, "    "));
        } else if written.insert(&feed.group) {
            out.push_str(&format!("    <outline text=\"{}\">\n", text(&feed.group)));
            for inside in feeds.iter().filter(|other| other.group == feed.group) {
                out.push_str(&outline(inside, "      "));
            }
            out.push_str("    </outline>\n");
        }
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn outline(feed: &ListedFeed, indent: &str) -> String {
    let (title, address) = (text(&feed.title), text(&feed.address));
    format!("{indent}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{address}\"/>\n")
}

/// Escaped, and without the characters that XML cannot hold.
fn text(words: &str) -> String {
    let words: String =
        words.chars().map(|c| if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') { ' ' } else { c }).collect();
    escape(words.as_str()).into_owned()
}

#[cfg(test)]
mod tests;
