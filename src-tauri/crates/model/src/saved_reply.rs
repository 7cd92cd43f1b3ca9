//! Answers that are given often.

use crate::{SavedReplyId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer that is kept for the next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedReply {
    /// Its number; 0: a new one.
    pub id: SavedReplyId,
    /// Its name.
    pub name: String,
    /// Its text; words in braces are filled in from Settings.
    pub text: String,
    /// When somebody last made sure that what it says is true; none: never.
    pub confirmed_at: Option<Timestamp>,
    /// Nobody made sure for so long that one should before it is sent.
    pub stale: bool,
}

/// A saved reply, ready to be put into an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilledReply {
    /// The text, with everything filled in that is known.
    pub text: String,
    /// What stands in braces still, and must be written by hand.
    pub blanks: Vec<String>,
    /// When its facts were confirmed last.
    pub confirmed_at: Option<Timestamp>,
    /// Nobody made sure for so long that one should before it is sent.
    pub stale: bool,
}
