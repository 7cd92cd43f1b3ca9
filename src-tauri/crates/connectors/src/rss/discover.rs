//! Finding the feeds of a page.

use super::text::{plain, shallow};
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;
use url::Url;

/// As much of a page as is looked through, in bytes.
const LONGEST_PAGE: usize = 1024 * 1024;

/// Most feeds offered to choose from.
const MOST: usize = 20;

/// Most addresses tried on a page that names no feed.
const MOST_GUESSES: usize = 6;

/// Places where sites keep their feed.
const USUAL_PLACES: [&str; 4] = ["/feed", "/rss.xml", "/feed.xml", "/atom.xml"];

/// A feed a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) url: Url,
    pub(crate) title: String,
}

/// What a page tells about feeds.
#[derive(Debug, Default)]
pub(crate) struct Discovered {
    /// Feeds it names in its head; feeds of comments last.
    pub(crate) named: Vec<Named>,
    /// Addresses that may be feeds, likeliest first.
    pub(crate) guesses: Vec<Url>,
}

/// Looks through a page that came from `url`.
pub(crate) fn discover(page: &str, url: &Url) -> Discovered {
    let page = Html::parse_document(shallow(page, LONGEST_PAGE));
    let base = select(&page, "base[href]").next().and_then(|base| url.join(base.attr("href")?).ok());
    let base = base.unwrap_or_else(|| url.clone());
    let mut seen = HashSet::new();
    let mut named: Vec<Named> = select(&page, "link[rel][href]")
        .filter(is_feed_link)
        .filter_map(|link| {
            let url = target(&base, link.attr("href")?)?;
            let title = plain(link.attr("title").unwrap_or_default());
            Some(Named { title: if title.is_empty() { url.path().to_owned() } else { title }, url })
        })
        .filter(|feed| seen.insert(feed.url.clone()))
        .take(MOST)
        .collect();
    named.sort_by_key(is_of_comments);
    let linked = select(&page, "a[href]").filter_map(|link| target(&base, link.attr("href")?)).filter(looks_like_feed);
    let usual = USUAL_PLACES.iter().filter_map(|place| url.join(place).ok());
    let guesses = linked.take(2).chain(usual).filter(|guess| seen.insert(guess.clone())).take(MOST_GUESSES).collect();
    Discovered { named, guesses }
}

fn select<'p>(page: &'p Html, what: &str) -> impl Iterator<Item = ElementRef<'p>> {
    let selector = Selector::parse(what).ok();
    let found: Vec<ElementRef<'p>> = selector.map(|selector| page.select(&selector).collect()).unwrap_or_default();
    found.into_iter()
}

fn is_feed_link(link: &ElementRef<'_>) -> bool {
    let rel = link.attr("rel").unwrap_or_default().to_ascii_lowercase();
    let kind = link.attr("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let feed_type = matches!(
        kind,
        "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" | "application/feed+json"
    );
    rel.split_whitespace().any(|word| word == "feed" || (word == "alternate" && feed_type))
}

fn target(base: &Url, href: &str) -> Option<Url> {
    let mut url = base.join(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(super::address::secure(url))
}

fn is_of_comments(feed: &Named) -> bool {
    feed.url.path().contains("comments") || feed.title.to_lowercase().contains("comment")
}

fn looks_like_feed(url: &Url) -> bool {
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(last, "feed" | "rss" | "atom" | "feeds" | "feed.xml" | "atom.xml" | "index.xml" | "feed.json" | "rss.xml")
        || [".rss", ".atom", ".rdf"].iter().any(|ending| last.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::discover;
    use url::Url;

    fn found(page: &str) -> super::Discovered {
        discover(page, &Url::parse("https://library.example/news/today").unwrap())
    }

    #[test]
    fn feeds_in_the_head_are_named_once_with_comments_last() {
        let page = r#"<html><head><base href="/news/">
            <link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
            <LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' HREF='/atom'>
            <link rel="alternate" type="application/rss+xml" title="News &amp; more" href="feed#x">
            <link rel="alternate" type="application/rss+xml" title="Again" href="feed">
            <link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/json" href="/wp-json">
            <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"#;
        let named: Vec<(String, String)> =
            found(page).named.into_iter().map(|feed| (feed.url.into(), feed.title)).collect();
        let expected = [
            ("https://library.example/atom", "/atom"),
            ("https://library.example/news/feed", "News & more"),
            ("https://library.example/news/comments/feed", "Comments"),
        ];
        assert_eq!(named, expected.map(|(url, title)| (url.to_owned(), title.to_owned())));
    }

    #[test]
    fn a_hostile_page_is_looked_through_in_time() {
        assert!(found(&"<div><a href='/rss'>".repeat(200_000)).named.is_empty());
        assert_eq!(found(&"<link rel=feed href=/a>".repeat(200_000)).named.len(), 1);
    }

    #[test]
    fn without_a_head_links_and_usual_places_are_guessed() {
        let page =
            r#"<a href="https://feeds.example/lib.rss">RSS</a><a href="/about">About</a><a href="/feed/">Feed</a>"#;
        let guesses: Vec<String> = found(page).guesses.into_iter().map(String::from).collect();
        assert_eq!(guesses[..2], ["https://feeds.example/lib.rss", "https://library.example/feed/"]);
        assert_eq!(guesses.len(), 6);
    }
}
