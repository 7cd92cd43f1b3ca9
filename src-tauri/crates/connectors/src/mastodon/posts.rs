//! From a status to a post.
//!
//! A boost is handed in as the original post: its own id and time, and who boosted it. So a post that two people boost,
//! or that is read again on another page, is stored once and stays where it was written. Custom emoji stay as their
//! short names; a poll becomes lines of text, to be read and not voted in.

use super::facts::Facts;
use super::flavour::Flavour;
use super::wire::{self, Status};
use lectern_model::{Author, Body, Card, Counts, IncomingPost, MediaKind, Poll, PostMedia, Timestamp, Visibility};
use serde::{Deserialize, Serialize};

/// What a post's `remote_ref` holds: whom an answer must name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RemoteRef {
    /// Who wrote it, as a mention without the first `@`.
    pub(super) acct: String,
    /// Who is named in it, likewise.
    pub(super) mentions: Vec<String>,
}

/// A status as a post; `now` stands in for a time that cannot be read. None for one without an id.
pub(super) fn post(status: &Status, facts: &Facts, now: Timestamp) -> Option<IncomingPost> {
    let (status, boosted_by) = match status.reblog.as_deref() {
        Some(original) => (original, Some(author(&status.account, facts))),
        None => (status, None),
    };
    if status.id.is_empty() {
        return None;
    }
    let remote_id = facts.flavour.stable_id(&status.id);
    let reply_to = status.in_reply_to_id.as_deref().map(|id| facts.flavour.stable_id(id));
    let remote_ref = RemoteRef {
        acct: facts.mention(&status.account.acct),
        mentions: status.mentions.iter().map(|named| facts.mention(&named.acct)).collect(),
    };
    Some(IncomingPost {
        url: web(status.url.as_deref()).or_else(|| web(status.uri.as_deref())),
        author: author(&status.account, facts),
        title: String::new(),
        body: Body::Html(html(status)),
        created_at: status.created_at.unwrap_or(now),
        language: status.language.clone(),
        content_warning: status.spoiler_text.clone(),
        visibility: visibility(status, facts),
        media: status.media_attachments.iter().filter_map(media).collect(),
        card: status.card.as_ref().and_then(card),
        counts: Counts { replies: status.replies_count, boosts: status.reblogs_count, likes: status.favourites_count },
        liked: status.favourited,
        boosted: status.reblogged,
        boosted_by,
        thread_root: if reply_to.is_none() { Some(remote_id.clone()) } else { None },
        reply_to,
        remote_ref: serde_json::to_value(remote_ref).unwrap_or_default(),
        remote_id,
    })
}

/// Who may see a status. snac says `private` for posts to the people named and for posts to followers alike: one that
/// names us is to us.
pub(super) fn visibility(status: &Status, facts: &Facts) -> Visibility {
    match status.visibility.as_str() {
        "unlisted" => Visibility::Unlisted,
        "direct" => Visibility::Direct,
        "private" if facts.flavour == Flavour::Snac && names_us(status, facts) => Visibility::Direct,
        // Pleroma's `list:…` and Mastodon's `limited` are for some followers.
        "private" | "limited" | "list" => Visibility::Followers,
        other if other.starts_with("list:") => Visibility::Followers,
        _ => Visibility::Public,
    }
}

fn names_us(status: &Status, facts: &Facts) -> bool {
    let ours = |url: &Option<String>| url.as_deref() == Some(facts.account_url.as_str());
    !facts.account_url.is_empty()
        && (status.content.contains(&format!("\"{}\"", facts.account_url))
            || (ours(&status.account.url) && !status.mentions.is_empty()))
}

fn author(account: &wire::Account, facts: &Facts) -> Author {
    let handle = if account.acct.is_empty() { &account.username } else { &account.acct };
    let name = if account.display_name.trim().is_empty() { &account.username } else { &account.display_name };
    Author {
        remote_id: facts.person(&account.id),
        name: name.clone(),
        handle: facts.handle(handle),
        url: web(account.url.as_deref()),
        avatar_url: avatar(account),
    }
}

/// An account's picture, the still one where it moves.
pub(super) fn avatar(account: &wire::Account) -> Option<String> {
    web(account.avatar_static.as_deref()).or_else(|| web(account.avatar.as_deref()))
}

/// Only addresses that a browser or the media folder could fetch.
fn web(address: Option<&str>) -> Option<String> {
    address.filter(|url| url.starts_with("https://") || url.starts_with("http://")).map(str::to_owned)
}

fn html(status: &Status) -> String {
    let mut html = status.content.clone();
    for option in status.poll.iter().flat_map(|poll| &poll.options) {
        html.push_str("<p>");
        html.push_str(Poll::ANSWER);
        html.push_str(&escaped(&option.title));
        html.push_str("</p>");
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn media(media: &wire::Media) -> Option<PostMedia> {
    let preview_url = web(media.preview_url.as_deref());
    let url = web(media.url.as_deref()).or_else(|| web(media.remote_url.as_deref())).or_else(|| preview_url.clone())?;
    let size = if media.meta.original.width > 0 { media.meta.original } else { media.meta.small };
    Some(PostMedia {
        kind: match media.kind.as_str() {
            "image" => MediaKind::Picture,
            "video" | "gifv" => MediaKind::Video,
            "audio" => MediaKind::Audio,
            _ => MediaKind::Other,
        },
        url,
        preview_url,
        description: media.description.clone(),
        width: Some(size.width).filter(|width| *width > 0),
        height: Some(size.height).filter(|height| *height > 0),
    })
}

fn card(card: &wire::Card) -> Option<Card> {
    Some(Card {
        url: web(Some(&card.url))?,
        title: card.title.clone(),
        description: card.description.clone(),
        picture_url: web(card.image.as_deref()),
    })
}
