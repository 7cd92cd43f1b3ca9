//! Drafts: our text in preparation.

use crate::{
    AccountId, CardView, ConversationId, Count, DeliveryId, DraftId, DraftRole, DraftVersion, Finding, Focus,
    MediaHash, MessageId, Moving, Original, Poll, PostId, SeriesId, Threading, Timestamp, Video, Visibility, When,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture or a video in a draft. Its bytes are in the media folder under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftMedia {
    /// Its bytes.
    pub hash: MediaHash,
    /// Media type.
    pub mime: String,
    /// File name it came with.
    pub name: String,
    /// Description for people who cannot see it.
    pub description: String,
    /// Marked as decoration that needs no description.
    pub decorative: bool,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Why it needs no description, where it is marked as decoration.
    #[serde(default)]
    pub decorative_why: String,
    /// What it was made from, where it was turned or cut.
    #[serde(default)]
    pub original: Option<Original>,
    /// What should stay in view where others cut it.
    #[serde(default)]
    pub focus: Option<Focus>,
    /// Whether it moves.
    #[serde(default)]
    pub moving: Moving,
    /// What it has as a video; none: it is a picture.
    #[serde(default)]
    pub video: Option<Video>,
}

impl DraftMedia {
    /// The picture as it came: what a person noted about it belongs to this.
    #[must_use]
    pub fn root(&self) -> &MediaHash {
        self.original.as_ref().map_or(&self.hash, |original| &original.hash)
    }
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Its number.
    pub id: DraftId,
    /// Grows with every save; a save with an older one is refused as stale, and nothing is lost.
    pub revision: u32,
    /// The text.
    pub text: String,
    /// What accounts say instead of it, where they do.
    #[serde(default)]
    pub versions: Vec<DraftVersion>,
    /// Whether it becomes a thread where it is too long.
    #[serde(default)]
    pub thread: Threading,
    /// A poll that goes with it.
    #[serde(default)]
    pub poll: Option<Poll>,
    /// BCP 47 tag. Empty: the library's language.
    pub language: String,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// Pictures, in order.
    pub media: Vec<DraftMedia>,
    /// When it is to go out.
    pub when: When,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// The message it answers, when it is a reply.
    pub answers: Option<MessageId>,
    /// The conversation it belongs to, when it is a reply.
    pub conversation: Option<ConversationId>,
    /// The post it shares with a note, when it does.
    pub shares: Option<PostId>,
    /// What was published and is changed by it, when it is a change.
    pub edits: Option<DeliveryId>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// Set once it was queued; it is then shown among what was sent.
    pub queued_at: Option<Timestamp>,
    /// What it is for.
    #[serde(default)]
    pub role: DraftRole,
    /// What a template is called. Empty: a draft.
    #[serde(default)]
    pub name: String,
    /// The series it belongs to: as its pattern, or as one of its occurrences.
    #[serde(default)]
    pub series: Option<SeriesId>,
    /// The time of the occurrence it is.
    #[serde(default)]
    pub occurrence_at: Option<Timestamp>,
}

/// What the editor saves. Saved within half a second of the last key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftSave {
    /// The draft.
    pub id: DraftId,
    /// The revision this was typed on.
    pub revision: u32,
    /// The text.
    pub text: String,
    /// What accounts say instead of it, where they do.
    #[serde(default)]
    pub versions: Vec<DraftVersion>,
    /// Whether it becomes a thread where it is too long.
    #[serde(default)]
    pub thread: Threading,
    /// A poll that goes with it.
    #[serde(default)]
    pub poll: Option<Poll>,
    /// BCP 47 tag.
    pub language: String,
    /// Content warning.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// Pictures, in order, with their descriptions.
    pub media: Vec<DraftMedia>,
    /// When it is to go out.
    #[serde(default)]
    pub when: When,
    /// It must not go out after this moment.
    #[serde(default)]
    pub never_after: Option<Timestamp>,
}

/// A draft in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftSummary {
    /// Its number.
    pub id: DraftId,
    /// First line.
    pub title: String,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// Number of pictures.
    pub pictures: u32,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// Whether it is a reply.
    pub reply: bool,
    /// Whether it changes what was published.
    pub edits: bool,
}

/// One part of a thread as it would look and count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartPreview {
    /// Its text as it would be shown: sanitised HTML.
    pub html: String,
    /// Length by the platform's rule.
    pub count: Count,
}

/// How a draft would look and count on one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TargetPreview {
    /// The account.
    pub account: AccountId,
    /// Its text as it would be shown: sanitised HTML.
    pub html: String,
    /// Length by the platform's rule.
    pub count: Count,
    /// What the checks say for this account alone.
    pub findings: Vec<Finding>,
    /// It has a version of its own: places in its findings are places in that.
    pub own: bool,
    /// The parts of a thread, in order; empty: it is one post.
    pub parts: Vec<PartPreview>,
    /// Card of its first link, once it was fetched.
    pub card: Option<CardView>,
}

/// Previews and findings of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftPreview {
    /// Per account.
    pub targets: Vec<TargetPreview>,
    /// What the checks say for all.
    pub findings: Vec<Finding>,
    /// Card of the first link of the common text, once it was fetched.
    pub card: Option<CardView>,
}
