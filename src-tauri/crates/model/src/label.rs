//! What a conversation is about, in one word of nine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A label. A person chooses it, or a rule of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A question.
    Question,
    /// About somebody's own library account.
    Account,
    /// A complaint.
    Complaint,
    /// Praise.
    Praise,
    /// Somebody wants a book gone, or moved.
    BookChallenge,
    /// A newspaper, a station.
    Media,
    /// Spam.
    Spam,
    /// Somebody may be in danger.
    Safety,
    /// Something else.
    Other,
}
