//! What the servers say (lexicons of `app.bsky`, `com.atproto` and `chat.bsky`), read leniently.
//!
//! A field that is missing, null or of another type becomes its default, and a list loses only the items that cannot be
//! read: one odd post must not cost the page. Whoever turns these into posts leaves out what lacks an address.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Reads a field of whatever type; what does not fit is the default.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}

/// A list without the items that cannot be read.
#[derive(Debug, Clone)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let items = Vec::<Value>::deserialize(from)?;
        Ok(Self(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()))
    }
}

/// Structs whose every field is read leniently.
macro_rules! loose {
    ($($(#[$doc:meta])* struct $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        pub(super) struct $name {
            $($(#[$meta])* #[serde(deserialize_with = "lenient")] pub(super) $field: $type,)*
        }
    )*};
}

/// Address and version of a record: `com.atproto.repo.strongRef`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StrongRef {
    #[serde(deserialize_with = "lenient")]
    pub(super) uri: String,
    #[serde(deserialize_with = "lenient")]
    pub(super) cid: String,
}

loose! {
    /// `app.bsky.actor.defs#profileViewBasic` and its longer kin.
    struct Profile {
        did: String,
        handle: String,
        display_name: String,
        avatar: String,
    }

    /// `com.atproto.label.defs#label`; self-labels in a record have `val` alone.
    struct Label {
        src: String,
        val: String,
        neg: bool,
    }

    /// `com.atproto.label.defs#selfLabels`.
    struct SelfLabels {
        values: List<Label>,
    }

    /// `app.bsky.feed.defs#viewerState`: our own like and repost of a post.
    struct Viewer {
        like: Option<String>,
        repost: Option<String>,
    }

    /// `app.bsky.feed.defs#postView`.
    struct PostView {
        uri: String,
        cid: String,
        author: Profile,
        record: PostRecord,
        embed: Option<Embed>,
        reply_count: u64,
        repost_count: u64,
        like_count: u64,
        indexed_at: String,
        viewer: Viewer,
        labels: List<Label>,
    }

    /// `app.bsky.feed.post`, the record itself.
    struct PostRecord {
        text: String,
        facets: List<Facet>,
        reply: Option<ReplyRefs>,
        langs: List<String>,
        labels: SelfLabels,
        created_at: String,
        embed: Value,
    }

    /// `app.bsky.feed.post#replyRef`.
    struct ReplyRefs {
        root: StrongRef,
        parent: StrongRef,
    }

    /// `app.bsky.richtext.facet`.
    struct Facet {
        index: ByteSlice,
        features: List<Feature>,
    }

    /// UTF-8 bytes; an end that is missing or negative is 0, which is no range.
    struct ByteSlice {
        byte_start: usize,
        byte_end: usize,
    }

    /// A mention, a link or a tag.
    struct Feature {
        #[serde(rename = "$type")]
        kind: String,
        did: String,
        uri: String,
        tag: String,
    }

    /// `app.bsky.feed.defs#feedViewPost`.
    struct FeedItem {
        post: PostView,
        reason: Reason,
    }

    /// Why a post is in the timeline.
    struct Reason {
        #[serde(rename = "$type")]
        kind: String,
        by: Profile,
    }

    /// Every `app.bsky.embed.*#view` in one: `kind` says which fields mean something.
    struct Embed {
        #[serde(rename = "$type")]
        kind: String,
        images: List<Picture>,
        items: List<Picture>,
        external: External,
        record: Value,
        media: Option<Box<Embed>>,
        thumbnail: String,
        alt: String,
        aspect_ratio: Option<AspectRatio>,
    }

    /// `app.bsky.embed.images#viewImage`, and `app.bsky.embed.gallery#viewImage` with its other name for the small one.
    struct Picture {
        #[serde(alias = "thumbnail")]
        thumb: String,
        fullsize: String,
        alt: String,
        aspect_ratio: Option<AspectRatio>,
    }

    /// `app.bsky.embed.defs#aspectRatio`.
    struct AspectRatio {
        width: u32,
        height: u32,
    }

    /// `app.bsky.embed.external#viewExternal`.
    struct External {
        uri: String,
        title: String,
        description: String,
        thumb: String,
    }

    /// What a post quotes: a post, or a feed, list, starter pack or labeller by its name.
    struct Quoted {
        uri: String,
        author: Profile,
        creator: Profile,
        value: PostRecord,
        embeds: List<Embed>,
        display_name: String,
        name: String,
        description: String,
        avatar: String,
        record: Named,
    }

    /// A starter pack's record.
    struct Named {
        name: String,
    }

    /// `app.bsky.notification.listNotifications#notification`, as far as it is needed to fetch the post.
    struct Notification {
        uri: String,
        reason: String,
    }

    /// `chat.bsky.convo.defs#convoView`.
    struct Convo {
        id: String,
        rev: String,
        members: List<Profile>,
        last_message: Option<Message>,
    }

    /// `chat.bsky.convo.defs#messageView`, and by its `kind` what is none.
    struct Message {
        #[serde(rename = "$type")]
        kind: String,
        id: String,
        text: String,
        facets: List<Facet>,
        embed: Option<Embed>,
        sender: Profile,
        sent_at: String,
    }

    /// A DID document.
    struct DidDocument {
        id: String,
        also_known_as: List<String>,
        service: List<DidService>,
    }

    /// One of its services.
    struct DidService {
        id: String,
        service_endpoint: String,
    }

    /// `com.atproto.repo.describeRepo`.
    struct Repo {
        did: String,
        did_doc: DidDocument,
    }

    /// Anything that names a DID: `resolveHandle`.
    struct Resolved {
        did: String,
    }

    /// `com.atproto.repo.createRecord` and `getRecord`.
    struct Record {
        uri: String,
        cid: String,
        value: Value,
    }
}

/// `app.bsky.feed.getTimeline`. An answer without a list is no timeline.
#[derive(Debug, Deserialize)]
pub(super) struct Timeline {
    pub(super) feed: List<FeedItem>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) cursor: Option<String>,
}

/// `app.bsky.notification.listNotifications`.
#[derive(Debug, Deserialize)]
pub(super) struct Notifications {
    pub(super) notifications: List<Notification>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) cursor: Option<String>,
}

/// `app.bsky.feed.getPosts`.
#[derive(Debug, Deserialize)]
pub(super) struct Posts {
    pub(super) posts: List<PostView>,
}

/// `app.bsky.feed.getPostThread`: walked by hand, because it nests deeply.
#[derive(Debug, Deserialize)]
pub(super) struct PostThread {
    pub(super) thread: Value,
}

/// `chat.bsky.convo.listConvos`.
#[derive(Debug, Deserialize)]
pub(super) struct Convos {
    pub(super) convos: List<Convo>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) cursor: Option<String>,
}

/// `chat.bsky.convo.getMessages`, newest first.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Messages {
    pub(super) messages: List<Message>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) related_profiles: List<Profile>,
}

/// An address of the form `at://{authority}/{collection}/{rkey}`, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AtUri<'a> {
    /// The DID (or, in hand-made records, the handle) of the repository.
    pub(super) authority: &'a str,
    pub(super) collection: &'a str,
    pub(super) rkey: &'a str,
}

impl<'a> AtUri<'a> {
    /// Takes a record's address apart; none where it is not one.
    pub(super) fn parse(uri: &'a str) -> Option<Self> {
        let mut parts = uri.strip_prefix("at://")?.split('/');
        let (authority, collection, rkey) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && !authority.is_empty() && !collection.is_empty() && !rkey.is_empty();
        whole.then_some(Self { authority, collection, rkey })
    }
}
