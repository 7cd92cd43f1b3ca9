//! From Bluesky's view of a post to ours.

use super::embeds;
use super::wire::{AtUri, Facet, Label, PostView, Profile, StrongRef};
use lectern_model::{Author, Body, Counts, IncomingPost, Link, Timestamp, Visibility};
use serde::{Deserialize, Serialize};
use url::Url;

/// Where people read Bluesky.
pub(super) const WEB: &str = "https://bsky.app";

/// 2000-01-01: nothing on any network is older.
const ABSURDLY_OLD: Timestamp = Timestamp(946_684_800_000);

/// What a handle reads when its owner's domain does not confirm it.
const INVALID_HANDLE: &str = "handle.invalid";

/// What we need later to like, boost or answer a post: its `remote_ref`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PostRef {
    pub(super) uri: String,
    pub(super) cid: String,
    /// Our like of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) like: Option<String>,
    /// Our repost of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repost: Option<String>,
    /// First post of its thread; the post itself where it begins one.
    pub(super) root: StrongRef,
}

impl PostRef {
    /// Reads a `remote_ref` back; an empty one where it is not of this form.
    pub(super) fn read(from: &serde_json::Value) -> Self {
        serde_json::from_value(from.clone()).unwrap_or_default()
    }

    /// As a `remote_ref`.
    pub(super) fn write(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// A post as it came; none where it has no address or no author. `now` bounds its time where the server tells none.
pub(super) fn incoming(view: PostView, now: Timestamp) -> Option<IncomingPost> {
    let address = AtUri::parse(&view.uri)?;
    if view.author.did.is_empty() {
        return None;
    }
    let url = page(&view.author, address.rkey);
    let own = StrongRef { uri: view.uri.clone(), cid: view.cid.clone() };
    let reply = view.record.reply.unwrap_or_default();
    let root = if reply.root.uri.is_empty() { own } else { reply.root };
    let content_warning = warning(&view.record.labels.values.0, &view.labels.0, &view.author.did);
    let (media, card) = view.embed.map(|embed| embeds::shown(embed, &url)).unwrap_or_default();
    let created_at = written_at(&view.record.created_at, &view.indexed_at, now);
    let remote_ref = PostRef {
        uri: view.uri.clone(),
        cid: view.cid,
        like: view.viewer.like.clone(),
        repost: view.viewer.repost.clone(),
        root: root.clone(),
    };
    Some(IncomingPost {
        remote_id: view.uri,
        url: Some(url),
        author: author(&view.author),
        title: String::new(),
        body: body(view.record.text, &view.record.facets.0),
        created_at,
        language: view.record.langs.0.into_iter().next(),
        content_warning,
        visibility: Visibility::Public,
        media,
        card,
        counts: Counts {
            replies: small(view.reply_count),
            boosts: small(view.repost_count),
            likes: small(view.like_count),
        },
        liked: view.viewer.like.is_some(),
        boosted: view.viewer.repost.is_some(),
        boosted_by: None,
        reply_to: Some(reply.parent.uri).filter(|uri| !uri.is_empty()),
        thread_root: Some(root.uri),
        remote_ref: remote_ref.write(),
    })
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Somebody, as people write them.
pub(super) fn author(profile: &Profile) -> Author {
    let handle = shown_handle(profile);
    let written = if handle.starts_with("did:") { handle.to_owned() } else { format!("@{handle}") };
    Author {
        remote_id: profile.did.clone(),
        name: if profile.display_name.trim().is_empty() { handle.to_owned() } else { profile.display_name.clone() },
        handle: written,
        url: Some(format!("{WEB}/profile/{handle}")),
        avatar_url: web(&profile.avatar),
    }
}

/// Their handle, or their DID where the handle is not confirmed.
fn shown_handle(profile: &Profile) -> &str {
    if profile.handle.is_empty() || profile.handle == INVALID_HANDLE { &profile.did } else { &profile.handle }
}

/// A post's page.
pub(super) fn page(profile: &Profile, rkey: &str) -> String {
    format!("{WEB}/profile/{}/post/{rkey}", shown_handle(profile))
}

/// An address that leads to the web; none for anything else.
pub(super) fn web(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "https" | "http").then(|| address.to_owned())
}

/// Text with links. Ranges that lie outside the text, cut a character or overlap an earlier one are left out.
pub(super) fn body(text: String, facets: &[Facet]) -> Body {
    let mut links: Vec<Link> = facets.iter().filter_map(|facet| link(&text, facet)).collect();
    links.sort_by_key(|link| link.start);
    let mut reached = 0;
    links.retain(|link| {
        let clear = link.start >= reached;
        if clear {
            reached = link.end;
        }
        clear
    });
    Body::Plain { text, links }
}

fn link(text: &str, facet: &Facet) -> Option<Link> {
    let (start, end) = (facet.index.byte_start, facet.index.byte_end);
    text.get(start..end).filter(|words| !words.is_empty())?;
    let href = facet.features.0.iter().find_map(|feature| match feature.kind.as_str() {
        "app.bsky.richtext.facet#link" => web(&feature.uri),
        "app.bsky.richtext.facet#mention" if feature.did.starts_with("did:") => below("profile", &feature.did),
        "app.bsky.richtext.facet#tag" if !feature.tag.is_empty() => below("hashtag", &feature.tag),
        _ => None,
    })?;
    Some(Link { start, end, href })
}

/// A page of the web app whose last segment is foreign text.
fn below(section: &str, name: &str) -> Option<String> {
    let mut url = Url::parse(WEB).ok()?;
    url.path_segments_mut().ok()?.extend([section, name]);
    Some(url.into())
}

/// When it was written. Writers set `createdAt` themselves, so the moment the network saw it is the latest it can be.
pub(super) fn written_at(created: &str, indexed: &str, now: Timestamp) -> Timestamp {
    let seen = moment(indexed).unwrap_or(now);
    moment(created).filter(|at| *at >= ABSURDLY_OLD && *at <= seen).unwrap_or(seen)
}

/// A moment as RFC 3339 text tells it.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|at| Timestamp(at.as_millisecond()))
}

/// What the author warns of. Labels of other people are theirs, not the author's warning, and are left out.
fn warning(in_record: &[Label], on_view: &[Label], author: &str) -> String {
    let own = on_view.iter().filter(|label| label.src == author && !label.neg);
    let mut words: Vec<&str> = in_record.iter().chain(own).filter_map(|label| warning_word(&label.val)).collect();
    words.sort_unstable();
    words.dedup();
    words.join(", ")
}

fn warning_word(label: &str) -> Option<&str> {
    match label {
        "porn" => Some("Adult content"),
        "sexual" => Some("Sexual content"),
        "nudity" => Some("Nudity"),
        "graphic-media" | "gore" => Some("Graphic pictures"),
        // "!no-unauthenticated" and its kin are instructions to apps; "bot" says who wrote, not what.
        system if system.is_empty() || system.starts_with('!') || system == "bot" => None,
        other => Some(other),
    }
}
