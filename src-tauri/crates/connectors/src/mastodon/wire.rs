//! The JSON of the Mastodon API as far as Lectern reads it (Mastodon docs: entities). Every field may be missing.

use super::lenient;
use lectern_model::Timestamp;
use serde::Deserialize;

/// Mastodon docs: `Account`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Account {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) username: String,
    /// `name` for people of the same server, `name@host` for others; snac writes the host for everybody.
    #[serde(deserialize_with = "lenient::text")]
    pub(super) acct: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) display_name: String,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) avatar: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) avatar_static: Option<String>,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) source: Source,
}

/// The part of an account that only its owner sees.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    /// The visibility its owner usually posts with.
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) privacy: Option<String>,
}

/// Mastodon docs: `Status`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Status {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: String,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) uri: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "lenient::moment")]
    pub(super) created_at: Option<Timestamp>,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) account: Account,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) content: String,
    /// The text as it was typed; most servers give it only in a few answers.
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) text: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) visibility: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) spoiler_text: String,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) language: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    pub(super) media_attachments: Vec<Media>,
    #[serde(deserialize_with = "lenient::maybe")]
    pub(super) card: Option<Card>,
    #[serde(deserialize_with = "lenient::maybe")]
    pub(super) poll: Option<Poll>,
    #[serde(deserialize_with = "lenient::maybe")]
    pub(super) reblog: Option<Box<Status>>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) in_reply_to_id: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) in_reply_to_account_id: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    pub(super) mentions: Vec<Mention>,
    #[serde(deserialize_with = "lenient::count")]
    pub(super) replies_count: u32,
    #[serde(deserialize_with = "lenient::count")]
    pub(super) reblogs_count: u32,
    #[serde(deserialize_with = "lenient::count")]
    pub(super) favourites_count: u32,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) favourited: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) reblogged: bool,
}

/// Mastodon docs: `ScheduledStatus`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Scheduled {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: String,
    #[serde(deserialize_with = "lenient::moment")]
    pub(super) scheduled_at: Option<Timestamp>,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) params: ScheduledParams,
    #[serde(deserialize_with = "lenient::list")]
    pub(super) media_attachments: Vec<Media>,
}

/// What a scheduled post is made of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ScheduledParams {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) text: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) spoiler_text: String,
    /// A number here, a text elsewhere.
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) in_reply_to_id: Option<String>,
}

/// Mastodon docs: `MediaAttachment`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Media {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: String,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(super) kind: String,
    /// Null while the server still prepares it.
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) preview_url: Option<String>,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) remote_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) description: String,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) meta: MediaMeta,
}

/// Sizes of a medium.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MediaMeta {
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) original: MediaSize,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) small: MediaSize,
}

/// One size.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct MediaSize {
    #[serde(deserialize_with = "lenient::count")]
    pub(super) width: u32,
    #[serde(deserialize_with = "lenient::count")]
    pub(super) height: u32,
}

/// Mastodon docs: `PreviewCard`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Card {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) url: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) title: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) description: String,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) image: Option<String>,
}

/// Mastodon docs: `Poll`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Poll {
    #[serde(deserialize_with = "lenient::list")]
    pub(super) options: Vec<PollOption>,
}

/// One choice of a poll.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PollOption {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) title: String,
}

/// Somebody named in a status.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Mention {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) acct: String,
}

/// Mastodon docs: `Context`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Context {
    #[serde(deserialize_with = "lenient::list")]
    pub(super) ancestors: Vec<Status>,
    #[serde(deserialize_with = "lenient::list")]
    pub(super) descendants: Vec<Status>,
}

/// Mastodon docs: `Notification` (version 1, one per event).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Notification {
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(super) kind: String,
    #[serde(deserialize_with = "lenient::maybe")]
    pub(super) status: Option<Status>,
}

/// Mastodon docs: `GroupedNotificationsResults` (version 2, since 4.3).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Grouped {
    #[serde(deserialize_with = "lenient::list")]
    pub(super) statuses: Vec<Status>,
    /// None: this is no such list at all.
    #[serde(deserialize_with = "lenient::maybe_list")]
    pub(super) notification_groups: Option<Vec<NotificationGroup>>,
}

/// Mastodon docs: `NotificationGroup`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct NotificationGroup {
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(super) kind: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) status_id: String,
}

/// Mastodon docs: `Conversation`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Conversation {
    #[serde(deserialize_with = "lenient::maybe")]
    pub(super) last_status: Option<Status>,
}

/// Mastodon docs: `CredentialApplication`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Application {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) client_id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) client_secret: String,
}

/// Mastodon docs: `Token`; Pleroma, Akkoma and Pixelfed add the last two.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Token {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) access_token: String,
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) refresh_token: Option<String>,
    /// Seconds.
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) expires_in: Option<u64>,
}

/// Websocket message (Mastodon docs: streaming).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Event {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) event: String,
}
