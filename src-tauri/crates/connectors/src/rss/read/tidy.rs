//! Puts the XML of a feed in order, for what the parser would refuse or drop:
//! end tags that do not match and ends that never come; a bare `&`; references to characters that do not exist; an
//! `rss` of no or an odd version; namespaces written in old or careless ways; types of text it does not know; empty
//! titles and descriptions of the media and podcast vocabularies; thumbnails that stand alone.

use super::{THUMBNAIL, Unreadable};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Deeper nesting is refused: the parser calls itself for some elements.
const DEEPEST: usize = 256;

/// Names of namespaces as they are written, and as the parser knows them.
const NAMESPACES: [(&str, &str); 7] = [
    ("http://search.yahoo.com/mrss", "http://search.yahoo.com/mrss/"),
    ("https://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss/"),
    ("https://www.w3.org/2005/Atom", "http://www.w3.org/2005/Atom"),
    ("http://purl.org/atom/ns#", "http://www.w3.org/2005/Atom"),
    ("http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"),
    ("http://backend.userland.com/rss2", "http://purl.org/rss/1.0/"),
    ("http://www.itunes.com/DTDs/Podcast-1.0.dtd", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
];

/// Name of the first element.
pub(super) fn root_name(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text.get(text.find('<')?..)?);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => return Some(local(start.name().as_ref()).to_owned()),
            Event::DocType(kind) if kind.to_ascii_lowercase().trim_start().starts_with("html") => {
                return Some("html".to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The same feed in good order.
pub(super) fn tidy(text: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut tidied =
        Tidied { out: String::with_capacity(text.len()), open: Vec::new(), skipping: None, root: Root::Other };
    // What cannot be read any further ends the feed where it is: the items before it are good.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => tidied.start(&start)?,
            Event::End(end) => tidied.end(end.name().as_ref()),
            Event::Text(words) => tidied.words(&tidied.person(&words).replace('&', "&amp;")),
            Event::CData(words) => tidied.words(&format!("<![CDATA[{}]]>", tidied.person(&words))),
            Event::GeneralRef(name) if !matches!(name.resolve_char_ref(), Err(_) | Ok(Some('\0'))) => {
                tidied.words(&format!("&{};", &*name));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    tidied.close(0);
    if tidied.out.is_empty() { Err(Unreadable::NotAFeed) } else { Ok(tidied.out) }
}

/// What kind of feed the first element says it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Rss,
    Atom,
    Other,
}

struct Tidied {
    out: String,
    open: Vec<String>,
    /// Depth from which on everything is left out.
    skipping: Option<usize>,
    root: Root,
}

impl Tidied {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Unreadable> {
        let name = start.name().as_ref().to_owned();
        if self.open.is_empty() {
            self.root = root(local(&name))?;
        }
        if self.open.len() >= DEEPEST {
            return Err(Unreadable::Damaged);
        }
        if self.skipping.is_none() && is_atom_content(&name) && self.root == Root::Atom && is_foreign(start) {
            self.skipping = Some(self.open.len());
        }
        if self.skipping.is_none() {
            self.thumbnail(start, &name);
            let tag = self.tag(start, &name);
            self.out.push_str(&tag);
            if is_fragile(&name) {
                self.out.push(' ');
            }
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open == name.trim_end()) {
            self.close(at);
        }
    }

    /// Closes everything from depth `at` on.
    fn close(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(name) = self.open.pop() else { return };
            match self.skipping {
                Some(depth) if self.open.len() > depth => {}
                Some(_) => self.skipping = None,
                None => self.out.push_str(&format!("</{name}>")),
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipping.is_none() && !self.open.is_empty() {
            self.out.push_str(words);
        }
    }

    /// Where a person and an address are named in one, the parser cuts right beside the address: only a character of
    /// one byte may stand there.
    fn person<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let names_person = self
            .open
            .last()
            .is_some_and(|open| matches!(local(open), "author" | "creator" | "managingEditor" | "webMaster"));
        if !names_person || !words.contains('@') {
            return Cow::Borrowed(words);
        }
        words.chars().map(|c| if c.is_ascii() || c.is_alphabetic() { c } else { ' ' }).collect()
    }

    /// The start tag as it is to be read.
    fn tag(&self, start: &BytesStart<'_>, name: &str) -> String {
        if self.open.is_empty() && self.root == Root::Rss {
            return format!("<{name} version=\"2.0\"{}>", attributes_but(start, "version"));
        }
        if is_fragile(name) {
            return format!("<{name}{}>", attributes_but(start, "type"));
        }
        if self.root == Root::Atom && is_text_construct(name) {
            let kind = type_of(start).map_or("text", |given| text_type(&given).unwrap_or("html"));
            return format!("<{name} type=\"{kind}\"{}>", attributes_but(start, "type"));
        }
        format!("<{name}{}>", namespaces(start.attributes_raw()))
    }

    /// A thumbnail that stands alone in an item is dropped by the parser, so it is written once more as an enclosure.
    fn thumbnail(&mut self, start: &BytesStart<'_>, name: &str) {
        let in_item = self.open.last().is_some_and(|open| matches!(local(open), "item" | "entry"));
        let address = match name {
            "media:thumbnail" if in_item => "url",
            "itunes:image" if in_item => "href",
            _ => return,
        };
        let Some(address) = start.attributes().flatten().find(|a| a.key.as_ref() == address) else { return };
        let address = address.value.replace('"', "&quot;").replace('<', "&lt;");
        match self.root {
            Root::Rss => self.out.push_str(&format!("<enclosure type=\"{THUMBNAIL}\" url=\"{address}\"></enclosure>")),
            Root::Atom => {
                self.out.push_str(&format!("<link rel=\"enclosure\" type=\"{THUMBNAIL}\" href=\"{address}\"></link>"))
            }
            Root::Other => {}
        }
    }
}

fn root(name: &str) -> Result<Root, Unreadable> {
    match name {
        "rss" => Ok(Root::Rss),
        "feed" | "entry" => Ok(Root::Atom),
        "RDF" => Ok(Root::Other),
        html if html.eq_ignore_ascii_case("html") => Err(Unreadable::WebPage),
        _ => Err(Unreadable::NotAFeed),
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Elements whose emptiness, type or inner markup would cost the whole feed.
fn is_fragile(name: &str) -> bool {
    matches!(name.split_once(':'), Some(("media" | "itunes", "title" | "description" | "summary")))
}

fn is_atom_content(name: &str) -> bool {
    matches!(name, "content" | "atom:content")
}

fn is_text_construct(name: &str) -> bool {
    let own = name.strip_prefix("atom:").unwrap_or(name);
    matches!(own, "title" | "subtitle" | "summary" | "rights" | "content")
}

fn type_of(start: &BytesStart<'_>) -> Option<String> {
    start
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == "type")
        .map(|given| given.value.into_owned())
}

/// A type of text as the parser knows it; none where it is not text.
fn text_type(given: &str) -> Option<&'static str> {
    match given.trim().to_ascii_lowercase().as_str() {
        "text" | "text/plain" => Some("text"),
        "xhtml" | "application/xhtml+xml" => Some("xhtml"),
        other if other.contains('/') && other != "text/html" => None,
        _ => Some("html"),
    }
}

/// Content that is elsewhere, or is no text.
fn is_foreign(start: &BytesStart<'_>) -> bool {
    let elsewhere = start.attributes().flatten().any(|attribute| attribute.key.as_ref() == "src");
    elsewhere || type_of(start).is_some_and(|given| text_type(&given).is_none())
}

/// The attributes as they are written, without one.
fn attributes_but(start: &BytesStart<'_>, without: &str) -> String {
    let mut kept = String::new();
    for attribute in start.attributes().flatten().filter(|attribute| attribute.key.as_ref() != without) {
        let value = attribute.value.replace('"', "&quot;");
        kept.push_str(&format!(" {}=\"{value}\"", attribute.key.as_ref()));
    }
    namespaces(&kept)
}

fn namespaces(attributes: &str) -> String {
    if !attributes.contains("xmlns") {
        return attributes.to_owned();
    }
    NAMESPACES.iter().fold(attributes.to_owned(), |written, (old, known)| {
        written
            .replace(&format!("\"{old}\""), &format!("\"{known}\""))
            .replace(&format!("'{old}'"), &format!("'{known}'"))
    })
}
