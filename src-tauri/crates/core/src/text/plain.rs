//! Plain text to HTML.

use super::clean::{clean_text, cut, is_web};
use super::{MOST_PLAIN, Safe};
use lectern_model::Link;
use linkify::{LinkFinder, LinkKind};
use std::borrow::Cow;

/// What every link carries: the page it leads to learns nothing about the reader and has no hold on the window.
pub(super) const REL: &str = "noopener noreferrer nofollow ugc";

pub(super) fn from_plain(text: &str, links: &[Link], page: Option<&str>) -> Safe {
    let kept = cut(text, MOST_PLAIN);
    let whole = kept.len() == text.len();
    let (kept, links) = match clean_text(kept) {
        // Nothing was dropped: the links' offsets stand.
        Cow::Borrowed(kept) => (Cow::Borrowed(kept), links),
        Cow::Owned(kept) => (Cow::Owned(kept), [].as_slice()),
    };
    let mut safe = Safe { html: plain_html(&kept, links), text: kept.trim().to_owned() };
    if !whole {
        end_early(&mut safe, page);
    }
    safe
}

/// A text that was cut says so, and leads to the rest.
pub(super) fn end_early(safe: &mut Safe, page: Option<&str>) {
    safe.text.push('…');
    safe.html.push_str("<p>… ");
    if let Some(page) = page {
        link(&mut safe.html, page, "The rest is on the original page.");
    }
    safe.html.push_str("</p>");
}

/// Paragraphs at empty lines, breaks at line ends, links where they are told or else where a web address stands.
pub(super) fn plain_html(text: &str, links: &[Link]) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut open = false;
    let mut empty_lines = 0;
    let found;
    let mut links = if links.is_empty() {
        found = addresses(text);
        found.as_slice()
    } else {
        links
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim().is_empty() {
            empty_lines += 1;
        } else {
            html.push_str(match (open, empty_lines) {
                (false, _) => "<p>",
                (true, 0) => "<br>",
                (true, _) => "</p><p>",
            });
            open = true;
            empty_lines = 0;
            links = put_line(&mut html, text, (start, end), links);
        }
        start = end;
    }
    if open {
        html.push_str("</p>");
    }
    html
}

/// Writes one line with its links; returns the links that are left.
fn put_line<'l>(html: &mut String, text: &str, (start, end): (usize, usize), mut links: &'l [Link]) -> &'l [Link] {
    let mut at = start;
    while let Some((next, rest)) = links.split_first() {
        if next.start >= end {
            break;
        }
        links = rest;
        let (Some(before), Some(shown)) = (text.get(at..next.start), text.get(next.start..next.end)) else { continue };
        if next.end > end || !leads_out(&next.href) {
            continue;
        }
        escape(html, before);
        link(html, &next.href, shown);
        at = next.end;
    }
    escape(html, text.get(at..end).unwrap_or_default().trim_end_matches('\n'));
    links
}

fn addresses(text: &str) -> Vec<Link> {
    if !text.contains("://") {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let web = finder.links(text).filter(|link| is_web(link.as_str()));
    web.map(|link| Link { start: link.start(), end: link.end(), href: link.as_str().to_owned() }).collect()
}

fn leads_out(href: &str) -> bool {
    is_web(href) || href.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"))
}

fn link(html: &mut String, href: &str, shown: &str) {
    html.push_str("<a href=\"");
    escape(html, href);
    html.push_str("\" rel=\"");
    html.push_str(REL);
    html.push_str("\">");
    escape(html, shown);
    html.push_str("</a>");
}

/// Writes text so that it is text, in an element or an attribute.
pub(super) fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        let mut signs = from.chars();
        html.push_str(match signs.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = signs.as_str();
    }
    html.push_str(rest);
}
