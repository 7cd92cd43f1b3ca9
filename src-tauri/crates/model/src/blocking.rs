//! People whom the library blocked on a platform. It ends by itself unless a person decided otherwise, and is looked at
//! again every quarter.

use crate::{AccountId, BlockedId, ClauseId, ConversationId, MessageId, PlatformKey, RecordId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody to be blocked, because of a message of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockAsked {
    /// The message.
    pub message: MessageId,
    /// The one clause of the policy.
    pub clause: ClauseId,
    /// The words at issue, as they stand in the message.
    pub quoted: String,
    /// When it ends by itself; none: not before a person ends it.
    pub until: Option<Timestamp>,
    /// Why it has no end. Only asked where it has none.
    pub endless: String,
    /// What the person notes. Empty: nothing.
    pub note: String,
    /// The note is kept although it tells the number of a card or a PIN.
    #[serde(default)]
    pub note_sure: bool,
    /// Who else agreed. Must be given where the library asks for a second person.
    #[serde(default)]
    pub agreed: String,
}

/// A block that a person looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlockReviewed {
    /// It.
    pub blocked: BlockedId,
    /// When it ends by itself from now on; none: not before a person ends it.
    pub until: Option<Timestamp>,
    /// Why it has no end. Only asked where it has none.
    pub endless: String,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockStand {
    /// The platform was asked and did not answer for certain: it is looked up.
    Blocking,
    /// They are blocked.
    Blocked,
    /// The platform was asked to end it and did not say yes: it is asked again.
    Unblocking,
    /// It ended.
    Unblocked,
    /// The platform did not block them.
    Refused,
}

/// Somebody who was blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockedView {
    /// Its number.
    pub id: BlockedId,
    /// Where it stands.
    pub stand: BlockStand,
    /// Since when it stands there, or when the platform was asked last.
    pub at: Timestamp,
    /// When a person blocked them.
    pub since: Timestamp,
    /// What they call themselves. Empty: it ended, and its record was disposed of.
    pub name: String,
    /// Their handle. Empty alike.
    pub person: String,
    /// What the clause is called.
    pub clause: String,
    /// When it ends by itself; none: not before a person ends it.
    pub until: Option<Timestamp>,
    /// Why it has no end. Empty: it has one.
    pub endless: String,
    /// Who else agreed to it. Empty: nobody was asked, or its record was disposed of.
    pub agreed: String,
    /// By when a person looks at it again.
    pub review_at: Timestamp,
    /// That is now.
    pub review_due: bool,
    /// The account that they are blocked on.
    pub account: AccountId,
    /// The account's name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformKey,
    /// The record with the copy of their message.
    pub record: RecordId,
}

/// What a person sees before blocking somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockAbout {
    /// Their message.
    pub message: MessageId,
    /// The conversation it stands in.
    pub conversation: Option<ConversationId>,
    /// What they call themselves.
    pub name: String,
    /// Their handle.
    pub person: String,
    /// What they wrote, with what is confidential covered.
    pub text: String,
    /// The account they wrote to.
    pub handle: String,
    /// What blocking does there, in plain words; none: the platform does not let the library block anybody.
    pub does: Option<String>,
    /// They are blocked already.
    pub already: bool,
}
