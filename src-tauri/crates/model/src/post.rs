//! Posts: what anyone published.

use crate::{AccountId, MediaHash, PlatformKey, PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who may see a post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone.
    #[default]
    Public,
    /// Everyone, but kept out of public lists.
    Unlisted,
    /// Followers.
    Followers,
    /// The people named in it.
    Direct,
}

/// Who wrote a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Author {
    /// The platform's id for them.
    pub remote_id: String,
    /// Display name.
    pub name: String,
    /// Handle as people write it.
    pub handle: String,
    /// Their page.
    pub url: Option<String>,
    /// Address of their picture.
    pub avatar_url: Option<String>,
}

/// A stretch of plain text that leads somewhere. Offsets are UTF-8 bytes into the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Where it leads.
    pub href: String,
}

/// A post's text as it came. Nothing here is safe to show; the engine makes it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// HTML of unknown intent.
    Html(String),
    /// Plain text with links.
    Plain {
        /// The text.
        text: String,
        /// Its links, in order, not overlapping.
        links: Vec<Link>,
    },
}

/// What kind of thing is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// Moving pictures; shown as a still that opens in the browser.
    Video,
    /// Sound; opens in the browser.
    Audio,
    /// Anything else.
    Other,
}

/// Something attached to a post, as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostMedia {
    /// What it is.
    pub kind: MediaKind,
    /// Address of the thing itself.
    pub url: String,
    /// Address of a smaller picture of it.
    pub preview_url: Option<String>,
    /// Its description for people who cannot see it. Empty: none was given.
    pub description: String,
    /// Width in pixels, where told.
    pub width: Option<u32>,
    /// Height in pixels, where told.
    pub height: Option<u32>,
}

/// A link's card, as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Where it leads.
    pub url: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Address of its picture.
    pub picture_url: Option<String>,
}

/// Public counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Replies.
    pub replies: u32,
    /// Boosts.
    pub boosts: u32,
    /// Likes.
    pub likes: u32,
}

/// A post as a connector hands it in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncomingPost {
    /// The platform's id for it; unique within the account.
    pub remote_id: String,
    /// Its page.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// Title, where the platform has titles. Empty: none.
    pub title: String,
    /// Its text.
    pub body: Body,
    /// When it was written, as the platform says. Clocks lie: the store clamps the future.
    pub created_at: Timestamp,
    /// Its language as a BCP 47 tag.
    pub language: Option<String>,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is attached.
    pub media: Vec<PostMedia>,
    /// Its link card.
    pub card: Option<Card>,
    /// Public counts.
    pub counts: Counts,
    /// Whether this account liked it.
    pub liked: bool,
    /// Whether this account boosted it.
    pub boosted: bool,
    /// Who boosted it into the feed.
    pub boosted_by: Option<Author>,
    /// What it answers.
    pub reply_to: Option<String>,
    /// First post of its thread, where known; conversations group by it.
    pub thread_root: Option<String>,
    /// What the connector needs later to like, boost or answer it; opaque above connectors.
    pub remote_ref: serde_json::Value,
}

/// Someone's name, handle and cached picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuthorView {
    /// Display name; the handle where they gave none.
    pub name: String,
    /// Handle.
    pub handle: String,
    /// Their page.
    pub url: Option<String>,
    /// Cached picture, once it is here.
    pub avatar: Option<MediaHash>,
}

/// An attached thing ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// What it is.
    pub kind: MediaKind,
    /// Cached preview, once it is here.
    pub preview: Option<MediaHash>,
    /// Whether the preview is still being fetched (else it failed, or fetching is off).
    pub pending: bool,
    /// Description. Empty: none was given.
    pub description: String,
    /// Width in pixels, where told.
    pub width: Option<u32>,
    /// Height in pixels, where told.
    pub height: Option<u32>,
    /// Address of the original, for the system browser.
    pub url: String,
}

/// A link card ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardView {
    /// Where it leads.
    pub url: String,
    /// Host name, to show.
    pub host: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Cached picture, once it is here.
    pub picture: Option<MediaHash>,
}

/// A post ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PostView {
    /// Its number.
    pub id: PostId,
    /// The account it came through.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Whether it is practice.
    pub practice: bool,
    /// Who wrote it.
    pub author: AuthorView,
    /// Who boosted it into the feed.
    pub boosted_by: Option<AuthorView>,
    /// Title. Empty: none.
    pub title: String,
    /// Sanitised HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Its page.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is attached.
    pub media: Vec<PictureView>,
    /// Its link card.
    pub card: Option<CardView>,
    /// Public counts.
    pub counts: Counts,
    /// Whether the account liked it.
    pub liked: bool,
    /// Whether the account boosted it.
    pub boosted: bool,
    /// What can be done with it.
    pub parts: Vec<crate::Part>,
}
