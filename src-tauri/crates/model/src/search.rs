//! Search over everything.

use crate::{AccountId, ConversationId, DraftId, DraftRole, PlatformKey, PostId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SearchQuery {
    /// Words as typed; each is a prefix.
    pub words: String,
    /// At most this many; 0 means 50.
    pub limit: u32,
    /// Only what we wrote: drafts, templates, what was sent, and our own posts on each network.
    pub ours: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SearchKind {
    /// A post in a feed.
    Post {
        /// It.
        id: PostId,
    },
    /// A message in a conversation.
    Message {
        /// Its conversation.
        conversation: ConversationId,
    },
    /// A draft, sent or not.
    Draft {
        /// It.
        id: DraftId,
        /// Whether it was queued or sent.
        queued: bool,
        /// What it is for.
        #[serde(default)]
        role: DraftRole,
    },
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// What it is.
    pub what: SearchKind,
    /// Account, where it has one.
    pub account: Option<AccountId>,
    /// Platform, where it has one.
    pub platform: Option<PlatformKey>,
    /// Who wrote it.
    pub who: String,
    /// Words around the hit: plain text with the hits between U+0002 and U+0003.
    pub excerpt: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Hits, best and newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchPage {
    /// The hits.
    pub hits: Vec<SearchHit>,
}
