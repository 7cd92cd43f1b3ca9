//! Moderation: what the library hides under a clause of its posted policy. A person decides, each time.

use crate::{AccountId, ClauseId, ConversationId, HiddenId, MessageId, PlatformKey, RecordId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A clause of the library's posted policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyClause {
    /// Its number; 0: a new one.
    pub id: ClauseId,
    /// A short code that stays, such as `PII`. Empty for a new one: it is made from the label.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// As it is posted.
    pub words: String,
    /// It stands in the posted policy: nothing can be hidden under one that does not.
    pub posted: bool,
}

/// What the library's policy says of comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Policy {
    /// Its clauses, in their order.
    pub clauses: Vec<PolicyClause>,
    /// Where somebody asks for a second look: an address or a page. Empty: not told yet.
    pub appeal: String,
}

/// A message to be hidden on its platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HideAsked {
    /// The message.
    pub message: MessageId,
    /// The one clause of the policy.
    pub clause: ClauseId,
    /// The words at issue, as they stand in the message.
    pub quoted: String,
    /// What the person notes. Empty: nothing.
    pub note: String,
    /// The note is kept although it tells the number of a card or a PIN.
    #[serde(default)]
    pub note_sure: bool,
    /// It is hidden although a picture of it cannot be copied.
    pub without_pictures: bool,
    /// Who else agreed. Must be given where the library asks for a second person.
    #[serde(default)]
    pub agreed: String,
}

/// Where a hidden message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HiddenStand {
    /// The platform was asked and did not answer for certain: it is looked up.
    Hiding,
    /// It is hidden.
    Hidden,
    /// The platform was asked to show it and did not answer for certain: it is looked up.
    Restoring,
    /// It is shown again.
    Restored,
    /// The platform did not hide it.
    Refused,
}

/// A message that was hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HiddenView {
    /// Its number.
    pub id: HiddenId,
    /// Where it stands.
    pub stand: HiddenStand,
    /// What the clause is called.
    pub clause: String,
    /// Since when it stands there.
    pub at: Timestamp,
}

/// What can be done about a message where its platform lets the library do anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MessageModeration {
    /// What hiding does there, in plain words; none: this message cannot be hidden there.
    pub hides: Option<String>,
    /// What was done last; none: nothing ever was.
    pub hidden: Option<HiddenView>,
    /// Whoever wrote it can be blocked there.
    pub blocks: bool,
}

/// What hiding a message came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HideDone {
    /// It.
    pub hidden: HiddenView,
    /// A ready answer that says why it is hidden and where one asks for a second look. It repeats nothing of it.
    pub notice: String,
}

/// Which hidden messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct HiddenQuery {
    /// With all of these words, in the message or in what was noted. Empty: any.
    pub words: String,
    /// Under this clause, by its code. Empty: under any.
    pub clause: String,
    /// Only those that are hidden now, or may be.
    pub still: bool,
    /// Older than this one; none: from the newest.
    pub before: Option<HiddenId>,
}

/// A hidden message in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HiddenItem {
    /// It, and where it stands.
    pub hidden: HiddenView,
    /// When a person hid it.
    pub since: Timestamp,
    /// The account it was written to.
    pub account: AccountId,
    /// The account's name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformKey,
    /// Who wrote it. Empty: its record was disposed of.
    pub author: String,
    /// How it begins, with what is confidential covered. Empty: without words, or its record was disposed of.
    pub snippet: String,
    /// The words at issue, covered alike.
    pub quoted: String,
    /// Who else agreed. Empty: nobody was asked.
    pub agreed: String,
    /// Its page on the platform.
    pub url: Option<String>,
    /// The record with its copy.
    pub record: RecordId,
    /// The conversation it stands in, where it is here still.
    pub conversation: Option<ConversationId>,
}

/// A page of hidden messages, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HiddenPage {
    /// They.
    pub items: Vec<HiddenItem>,
    /// Where the next page begins; none: that was all.
    pub next: Option<HiddenId>,
    /// How many there are of this query.
    pub count: u32,
}
