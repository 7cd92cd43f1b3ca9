//! HTML of unknown intent to HTML that is safe, and to plain text.

use super::clean::{clean_text, cut};
use super::plain::{REL, end_early, escape};
use super::{MOST_HTML, MOST_PLAIN, Safe};
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Elements that stay. Everything else goes and leaves its text.
const ELEMENTS: [&str; 20] = [
    "p",
    "br",
    "a",
    "em",
    "strong",
    "b",
    "i",
    "blockquote",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "del",
];

/// Elements that go with all they hold.
const SILENT: [&str; 12] = [
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select", "title", "head",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(sanitiser);

fn sanitiser() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(SILENT))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL));
    builder
}

pub(super) fn from_html(html: &str, page: Option<&str>) -> Safe {
    let kept = cut(html, MOST_HTML);
    let whole = kept.len() == html.len();
    let mut safe = if kept.contains(['<', '&']) { sanitise(kept, page) } else { bare(kept) };
    if safe.text.len() > MOST_PLAIN {
        safe.text = cut(&safe.text, MOST_PLAIN).to_owned();
    }
    if !whole {
        end_early(&mut safe, page);
    }
    safe
}

/// HTML without an element or an entity: only its white space means something else than in plain text.
fn bare(html: &str) -> Safe {
    let text = clean_text(html).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown = String::new();
    if !text.is_empty() {
        shown.push_str("<p>");
        escape(&mut shown, &text);
        shown.push_str("</p>");
    }
    Safe { html: shown, text }
}

fn sanitise(html: &str, page: Option<&str>) -> Safe {
    let base = page.filter(|_| has_relative_link(html)).and_then(|page| url::Url::parse(page).ok());
    let cleaned = match base {
        Some(base) => sanitiser().url_relative(UrlRelative::RewriteWithBase(base)).clean(html).to_string(),
        None => SANITISER.clean(html).to_string(),
    };
    let html = without_headings(&clean_text(&cleaned));
    let text = text_of(&html);
    // Elements around nothing (an emptied script, a lone picture) are nothing.
    if text.is_empty() { Safe::default() } else { Safe { html, text } }
}

/// Only then is it worth to build a sanitiser for one page.
fn has_relative_link(html: &str) -> bool {
    html.match_indices("href=").any(|(at, found)| {
        let rest = html.get(at + found.len()..).unwrap_or_default().trim_start_matches(['"', '\'', ' ']);
        let scheme = ["http", "HTTP", "mailto", "#"].iter().any(|start| rest.starts_with(start));
        !scheme && !rest.is_empty()
    })
}

/// A heading inside a post is none of the page: it becomes a strong paragraph.
fn without_headings(html: &str) -> String {
    if !html.contains("<h") {
        return html.to_owned();
    }
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().fold(html.to_owned(), |html, heading| {
        html.replace(&format!("<{heading}>"), "<p><strong>").replace(&format!("</{heading}>"), "</strong></p>")
    })
}

/// The text of what the sanitiser wrote: its elements are well-formed and its entities are few.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut preformatted = false;
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.find('<').unwrap_or(rest.len());
        let (words, tail) = rest.split_at(end);
        put_words(&mut text, words, preformatted);
        let (element, tail) = match tail.split_once('>') {
            Some((element, tail)) => (element.trim_start_matches('<'), tail),
            None => ("", ""),
        };
        let name = element.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if name == "pre" {
            preformatted = !element.starts_with('/');
        }
        put_break(&mut text, name, element.starts_with('/'));
        rest = tail;
    }
    text.truncate(text.trim_end().len());
    text
}

fn put_break(text: &mut String, name: &str, closing: bool) {
    let wanted = match name {
        "br" => 1 + text.len() - text.trim_end_matches('\n').len(),
        "p" | "blockquote" | "ul" | "ol" | "pre" => 2,
        "li" => 1,
        _ => return,
    };
    text.truncate(text.trim_end_matches([' ', '\t']).len());
    let there = text.len() - text.trim_end_matches('\n').len();
    if !text.is_empty() {
        (there..wanted.min(2)).for_each(|_| text.push('\n'));
    }
    if name == "li" && !closing {
        text.push_str("• ");
    }
}

/// White space is one space, but in preformatted text it is what it is.
fn put_words(text: &mut String, words: &str, preformatted: bool) {
    let words = decoded(words);
    if preformatted {
        text.push_str(&words);
        return;
    }
    for c in words.chars() {
        if !matches!(c, ' ' | '\n' | '\t') {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

/// The five entities the sanitiser writes.
fn decoded(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    named.iter().fold(words.to_owned(), |words, (entity, sign)| words.replace(entity, sign))
}

#[cfg(test)]
pub(super) fn is_kept(element: &str) -> bool {
    ELEMENTS.contains(&element)
}
