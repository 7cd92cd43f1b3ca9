//! What a conversation is about, as a person says.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a conversation is about. Set by a person; none is set by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A question.
    Question,
    /// Somebody's own card, loans or fines.
    Account,
    /// A complaint.
    Complaint,
    /// Thanks or praise.
    Praise,
    /// Somebody wants a book moved or removed.
    BookChallenge,
    /// A newspaper, a station, a reporter.
    Media,
    /// Not meant for us.
    Spam,
    /// Somebody may be in danger, or the building is.
    Safety,
    /// Anything else.
    Other,
}

impl Label {
    /// Every label, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Question,
        Self::Account,
        Self::Complaint,
        Self::Praise,
        Self::BookChallenge,
        Self::Media,
        Self::Spam,
        Self::Safety,
        Self::Other,
    ];
}
