//! What a person does to conversations, and what is needed to take it back.

use crate::{ConversationId, ConversationQuery, ConversationState, InboxViewId, Label, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing done to one conversation or to many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum ConversationChange {
    /// Nothing to do until they write again.
    Done,
    /// Somebody waits.
    Waiting,
    /// Out of sight until a moment, or until they write again.
    Snoozed {
        /// The moment.
        until: Timestamp,
    },
    /// Another label.
    Labelled {
        /// It; none: no label.
        label: Option<Label>,
    },
}

/// A conversation as it was before a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationBefore {
    /// Its number.
    pub conversation: ConversationId,
    /// Where it stood.
    pub state: ConversationState,
    /// Until when it was snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// Since when somebody waited.
    pub waiting_since: Option<Timestamp>,
    /// Its label.
    pub label: Option<Label>,
    /// When its last message had come.
    pub last_at: Timestamp,
}

/// A change of many conversations, ready to be taken back as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationsChanged {
    /// When it was done.
    pub at: Timestamp,
    /// How they were before. What is gone by now is not among them.
    pub before: Vec<ConversationBefore>,
}

/// A moment that a conversation can be snoozed until.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnoozeTime {
    /// What it is: "Tomorrow morning".
    pub name: String,
    /// When it is.
    pub at: Timestamp,
    /// The same on the library's clock.
    pub words: String,
    /// Its name says the day already; only the time of day is left to say.
    pub says_day: bool,
}

/// A list of conversations that a person gave a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InboxView {
    /// Its number; 0: a new one.
    pub id: InboxViewId,
    /// Its name.
    pub name: String,
    /// What it shows.
    pub query: ConversationQuery,
}

/// How many reference questions a month had. Nothing else of them is kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReferenceMonth {
    /// The month on the library's clock, `2026-11`.
    pub month: String,
    /// How many.
    pub count: u32,
}
