//! Deliveries: one draft to one account, the unit of the outbox.

use crate::{
    AccountId, ConversationId, DeliveryId, DraftId, Failure, Focus, HeldStage, MediaHash, PlatformKey, Poll, Proof,
    ThreadPart, ThreadView, Timestamp, Video, Visibility,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture or a video as it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRef {
    /// Its bytes in the media folder.
    pub hash: MediaHash,
    /// Media type.
    pub mime: String,
    /// File name.
    pub name: String,
    /// Description.
    pub description: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What should stay in view where others cut it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// The picture as it came, from which this was made; none: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<MediaHash>,
    /// What it has as a video; none: it is a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<Video>,
}

/// The card of the first link, made by us for platforms that make none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingCard {
    /// Where it leads.
    pub url: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// Its picture, already at most a megabyte.
    pub picture: Option<MediaRef>,
}

/// What a reply answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplyTo {
    /// The platform's id of the message that is answered.
    pub remote_id: String,
    /// The connector's own handle for it (`IncomingPost::remote_ref`).
    pub remote_ref: serde_json::Value,
}

/// What goes out, frozen when it was queued.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The text.
    pub text: String,
    /// BCP 47 tag. Empty: say nothing.
    pub language: String,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Pictures, in order.
    pub media: Vec<MediaRef>,
    /// Link card.
    pub card: Option<OutgoingCard>,
    /// What it answers. A later part of a thread answers the part before it, once that is there.
    pub reply_to: Option<ReplyTo>,
    /// A poll.
    #[serde(default)]
    pub poll: Option<Poll>,
    /// Which part of a thread it is.
    #[serde(default)]
    pub part: Option<ThreadPart>,
}

/// Where the platform put it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Published {
    /// The platform's id for it.
    pub remote_id: String,
    /// Its page, where it has one.
    pub url: Option<String>,
}

/// What `find_published` answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is there.
    Found(Published),
    /// It is certainly not there.
    Absent,
    /// Nobody can tell: a person must look.
    CannotTell,
}

/// What a delivery does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// It publishes.
    #[default]
    Post,
    /// It changes what another delivery published.
    Edit,
    /// It deletes what another delivery published.
    Delete,
}

/// Why a delivery was missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissedWhy {
    /// It could not go out in time.
    #[default]
    Late,
    /// The moment it must not go out after has passed.
    NeverAfter,
    /// Its platform held it for its time and says that it did not go out.
    NotThere,
    /// Somebody else answered first, and the person who wrote it has not seen that.
    Answered,
}

/// Where a delivery stands. `sending` is committed before any byte leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its time.
    Planned {
        /// When it is due.
        at: Timestamp,
    },
    /// To be sent now.
    Due,
    /// Claimed by the worker.
    Sending {
        /// Since when.
        since: Timestamp,
    },
    /// The platform has it.
    Sent {
        /// When it was settled.
        at: Timestamp,
        /// Where it is. An empty id: a person said that it is there, and nobody knows under which.
        published: Published,
        /// When it was deleted there at our wish.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        deleted_at: Option<Timestamp>,
    },
    /// Certainly not sent; tried again by itself.
    Retry {
        /// When.
        at: Timestamp,
        /// Why the last attempt failed.
        why: Failure,
    },
    /// Certainly not sent; a person must do something.
    Failed {
        /// Why.
        why: Failure,
    },
    /// It may be there or not. Asked about before anything is sent again.
    InDoubt {
        /// Since when.
        since: Timestamp,
        /// Why.
        why: Failure,
        /// The platform could not tell either: a person must look.
        ask: bool,
        /// When the platform is asked next.
        next_look_at: Timestamp,
    },
    /// Was due while nothing could be sent; a person decides.
    Missed {
        /// When it was due.
        due_at: Timestamp,
        /// Why it did not go out by itself.
        #[serde(default)]
        why: MissedWhy,
    },
    /// Its platform holds it until its time, and sends it then by itself.
    Held {
        /// When the platform sends it.
        at: Timestamp,
        /// The platform's id for it. Empty: not known.
        remote_id: String,
        /// How far it has come there.
        stage: HeldStage,
    },
    /// A person stopped it before it was sent.
    Cancelled,
}

/// One draft to one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its number.
    pub id: DeliveryId,
    /// A random UUID, minted when it was queued: the platform's idempotency key where it has one.
    pub key: String,
    /// The draft it came from.
    pub draft: DraftId,
    /// Where it goes.
    pub account: AccountId,
    /// What goes out.
    pub outgoing: Outgoing,
    /// Where it stands.
    pub state: DeliveryState,
    /// What the connector minted when it was queued (for example a record key).
    pub minted: serde_json::Value,
    /// What the connector keeps between steps (for example uploaded pictures).
    pub progress: serde_json::Value,
    /// Tries so far.
    pub attempts: u32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// Conversation it answers.
    pub conversation: Option<ConversationId>,
    /// It was planned for a time, and is late only within the grace the person set.
    pub scheduled: bool,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// The delivery that must be there before this one may go out.
    pub after: Option<DeliveryId>,
    /// What it does.
    #[serde(default)]
    pub kind: DeliveryKind,
    /// What it changes or deletes.
    #[serde(default)]
    pub of: Option<DeliveryId>,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// What came of it, in plain words.
    pub words: String,
}

/// A delivery ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeliveryView {
    /// Its number.
    pub id: DeliveryId,
    /// The draft.
    pub draft: DraftId,
    /// The account.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Whether it is practice.
    pub practice: bool,
    /// Whether only those it is written to may read it.
    pub private: bool,
    /// First line of the text.
    pub title: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Number of tries.
    pub attempts: u32,
    /// The last few tries.
    pub log: Vec<Attempt>,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// Whether the platform lets us delete it once sent.
    pub can_delete: bool,
    /// It was planned for a time.
    pub scheduled: bool,
    /// When it is or was to go out.
    pub due_at: Timestamp,
    /// When it was sent, stopped, missed or given up; none: it still goes on by itself.
    pub settled_at: Option<Timestamp>,
    /// Its account has a text of its own.
    pub own_text: bool,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// When it is tried next by itself; of what was sent: when it is read back next.
    pub next_at: Option<Timestamp>,
    /// Which part of a thread it is.
    pub thread: Option<ThreadView>,
    /// What it does.
    pub kind: DeliveryKind,
    /// What it changes or deletes.
    pub of: Option<DeliveryId>,
    /// Whether what was sent can be changed on the platform.
    pub can_edit: bool,
    /// What came of reading it back; none: not tried yet, or there is nothing to read back.
    pub proof: Option<Proof>,
    /// Its platform holds posts until their time, and this is why it does not hold this one.
    pub kept_here: Option<String>,
}

/// A picture of a delivery, ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeliveryPicture {
    /// Its bytes in the media folder.
    pub hash: MediaHash,
    /// Its description. Empty: none.
    pub description: String,
}

/// Everything about one delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeliveryDetails {
    /// It, with its whole log.
    pub view: DeliveryView,
    /// The text as it goes out.
    pub text: String,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Pictures, in order.
    pub pictures: Vec<DeliveryPicture>,
    /// Title of the link card that goes out with it.
    pub card: Option<String>,
    /// Answers of the poll that goes out with it. Empty: no poll.
    pub answers: Vec<String>,
    /// Changes and deletions of it, newest first.
    pub changes: Vec<DeliveryView>,
}

/// Which deliveries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxShow {
    /// All.
    #[default]
    All,
    /// Those a person must decide about.
    NeedsYou,
    /// Those on their way or waiting for their time.
    Waiting,
    /// Those that were sent.
    Sent,
}

/// A page of deliveries, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxPage {
    /// They.
    pub deliveries: Vec<DeliveryView>,
    /// Where the next page begins; none: that was all.
    pub next: Option<DeliveryId>,
    /// How many need a person, of all.
    pub needs_you: u32,
    /// How many are on their way or wait for their time, of all.
    pub waiting: u32,
}

/// Everything waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// Why, in the person's words.
    pub reason: String,
    /// How many posts wait on their platforms for their time and could not be taken back yet. They go out all the same.
    #[serde(default)]
    pub held: u32,
}
