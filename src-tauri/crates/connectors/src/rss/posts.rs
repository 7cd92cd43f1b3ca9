//! From a feed to posts.
//!
//! Ids: the item's own, else its link, else a hash of what it says. Feeds that use one id for several items get it
//! made distinct by link, date and title, for each of them, so that a new item never takes an old one's place.
//!
//! Times: an item without a date, or dated in the future (calendars do that), counts from when it was first seen. What
//! was first seen when is handed back in the memo, for the items still in the feed.

use super::media::{media, resolved};
use super::text::{body, pictures, plain};
use feed_rs::model::{Entry, Feed, FeedType};
use lectern_model::{Author, Body, Counts, IncomingPost, Link, Timestamp, Visibility};
use linkify::{LinkFinder, LinkKind};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use url::Url;

/// Most posts taken from one answer.
const MOST_POSTS: usize = 500;

/// A clock may be this far ahead of ours, in milliseconds.
const SLACK: i64 = 10 * 60 * 1000;

/// Longest id kept as it is, in bytes.
const LONGEST_ID: usize = 512;

/// When items without a usable date were first seen, by id.
pub(crate) type FirstSeen = BTreeMap<String, i64>;

/// Where a feed comes from and how its posts are signed.
pub(crate) struct Origin {
    /// The feed's own address, which names it.
    pub(crate) feed: String,
    /// Where it was read just now.
    pub(crate) url: Url,
    /// Its site's page.
    pub(crate) site: Option<Url>,
    /// Its title.
    pub(crate) title: String,
    /// Its host, to show.
    pub(crate) host: String,
}

/// The feed's posts, newest first.
pub(crate) fn posts(feed: &Feed, origin: &Origin, now: Timestamp, seen: &mut FirstSeen) -> Vec<IncomingPost> {
    let entries: Vec<&Entry> = feed.entries.iter().take(MOST_POSTS).collect();
    let ids = ids(&entries);
    let mut first_seen = FirstSeen::new();
    let mut given = HashSet::new();
    let mut posts = Vec::new();
    for (place, (entry, id)) in entries.into_iter().zip(ids).enumerate() {
        if !given.insert(id.clone()) {
            continue;
        }
        let created_at = written_at(entry, now).unwrap_or_else(|| {
            // Feeds stand newest first: each undated item a second below the one before.
            let place = i64::try_from(place).unwrap_or_default();
            let at = seen.get(&id).copied().unwrap_or(now.plus_seconds(-place).0);
            first_seen.insert(id.clone(), at);
            Timestamp(at)
        });
        posts.push(post(feed, entry, origin, id, created_at));
    }
    *seen = first_seen;
    posts.sort_by_key(|post| std::cmp::Reverse(post.created_at));
    posts
}

fn written_at(entry: &Entry, now: Timestamp) -> Option<Timestamp> {
    let at = entry.published.or(entry.updated)?.timestamp_millis();
    (at <= now.0.saturating_add(SLACK)).then_some(Timestamp(at))
}

fn post(feed: &Feed, entry: &Entry, origin: &Origin, id: String, created_at: Timestamp) -> IncomingPost {
    let url = link_of(feed, entry, origin);
    let base = base_of(entry, origin);
    let (body, inline) = body_of(feed, entry, &base);
    IncomingPost {
        remote_id: id,
        author: author(feed, entry, origin),
        title: entry.title.as_ref().map(|title| plain(&title.content)).unwrap_or_default(),
        body,
        created_at,
        language: entry
            .language
            .clone()
            .or_else(|| feed.language.clone())
            .map(|tag| tag.trim().to_owned())
            .filter(|tag| !tag.is_empty() && tag.len() < 36),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: media(entry, inline, &base),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        boosted_by: None,
        reply_to: None,
        thread_root: None,
        remote_ref: json!({ "url": url }),
        url,
    }
}

fn author(feed: &Feed, entry: &Entry, origin: &Origin) -> Author {
    let person = entry.authors.iter().find_map(|person| person.name.as_deref()).map(plain);
    let picture = feed.icon.as_ref().or(feed.logo.as_ref()).and_then(|image| resolved(&image.uri, &origin.url));
    Author {
        remote_id: origin.feed.clone(),
        name: origin.title.clone(),
        handle: person.filter(|name| !name.is_empty() && *name != origin.title).unwrap_or_else(|| origin.host.clone()),
        url: origin.site.as_ref().map(Url::to_string),
        avatar_url: picture,
    }
}

fn link_of(feed: &Feed, entry: &Entry, origin: &Origin) -> Option<String> {
    let to_page = |link: &&feed_rs::model::Link| {
        link.target.is_none() && matches!(link.rel.as_deref(), None | Some("alternate")) && !is_attachment(feed, link)
    };
    let named = entry.links.iter().find(to_page).and_then(|link| resolved(&link.href, &origin.url));
    // An RSS `guid` is the item's page unless it says otherwise, which the parser does not tell.
    named.or_else(|| Url::parse(&entry.id).ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(Into::into))
}

fn is_attachment(feed: &Feed, link: &feed_rs::model::Link) -> bool {
    feed.feed_type == FeedType::JSON && link.media_type.is_some()
}

fn base_of(entry: &Entry, origin: &Origin) -> Url {
    let site = origin.site.as_ref().unwrap_or(&origin.url);
    entry.base.as_deref().and_then(|base| origin.url.join(base).ok()).unwrap_or_else(|| site.clone())
}

/// The whole content where there is one, else the summary; with the pictures it holds.
fn body_of(feed: &Feed, entry: &Entry, base: &Url) -> (Body, Vec<super::text::InlinePicture>) {
    let content = entry.content.as_ref().and_then(|content| {
        let kind = content.content_type.to_string();
        let text = content.body.as_deref().filter(|body| !body.trim().is_empty())?;
        is_text(&kind).then_some((text, kind))
    });
    let summary = || entry.summary.as_ref().map(|text| (text.content.as_str(), text.content_type.to_string()));
    let aside = || {
        entry
            .media
            .iter()
            .find_map(|object| object.description.as_ref())
            .map(|text| (text.content.as_str(), text.content_type.to_string()))
    };
    let Some((text, kind)) = content.or_else(summary).filter(|(text, _)| !text.trim().is_empty()).or_else(aside) else {
        return (Body::Plain { text: String::new(), links: Vec::new() }, Vec::new());
    };
    // RSS says nothing about the type of a description; by custom it is markup.
    let is_plain = kind == "text/plain" && matches!(feed.feed_type, FeedType::Atom | FeedType::JSON);
    if is_plain {
        let text: String = text.trim().chars().take(50_000).collect();
        let links = links(&text);
        return (Body::Plain { text, links }, Vec::new());
    }
    let body = body(text, base);
    let inline = pictures(&body, base);
    (Body::Html(body), inline)
}

fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind.ends_with("xhtml") || kind.ends_with("xhtml+xml")
}

fn links(text: &str) -> Vec<Link> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let web = finder.links(text).filter(|link| link.as_str().starts_with("http"));
    web.map(|link| Link { start: link.start(), end: link.end(), href: link.as_str().to_owned() }).collect()
}

/// An id for every entry, in order. The same id twice means the same item twice.
fn ids(entries: &[&Entry]) -> Vec<String> {
    let own: Vec<String> = entries.iter().map(|entry| own_id(entry)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for id in &own {
        *uses.entry(id).or_default() += 1;
    }
    own.iter()
        .zip(entries)
        .map(|(id, entry)| match uses.get(id.as_str()) {
            Some(2..) => format!("{id}#{}", hash(&[&first_link(entry), &date(entry), &title(entry)], 8)),
            _ => id.clone(),
        })
        .collect()
}

fn own_id(entry: &Entry) -> String {
    let given = entry.id.trim();
    let id = if given.is_empty() { first_link(entry) } else { given.to_owned() };
    match id.len() {
        0 => {
            let summary = entry.summary.as_ref().map(|text| text.content.clone()).unwrap_or_default();
            let content = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap_or_default();
            format!("sha256:{}", hash(&[&title(entry), &date(entry), &summary, &content], 32))
        }
        1..=LONGEST_ID => id,
        _ => format!("sha256:{}", hash(&[&id], 32)),
    }
}

fn first_link(entry: &Entry) -> String {
    entry.links.first().map(|link| link.href.trim().to_owned()).unwrap_or_default()
}

fn title(entry: &Entry) -> String {
    entry.title.as_ref().map(|title| title.content.clone()).unwrap_or_default()
}

fn date(entry: &Entry) -> String {
    entry.published.or(entry.updated).map(|at| at.timestamp_millis().to_string()).unwrap_or_default()
}

/// The first bytes of a hash over parts, as hex digits.
fn hash(parts: &[&str], bytes: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// The site a feed belongs to.
pub(crate) fn site_of(feed: &Feed, url: &Url) -> Option<Url> {
    let to_page = feed.links.iter().find(|link| matches!(link.rel.as_deref(), None | Some("alternate")))?;
    resolved(&to_page.href, url).and_then(|site| Url::parse(&site).ok()).filter(|site| site != url)
}

/// What first-seen times look like in the memo.
pub(crate) fn seen_from(memo: &Value) -> FirstSeen {
    memo.as_object().into_iter().flatten().filter_map(|(id, at)| Some((id.clone(), at.as_i64()?))).collect()
}
