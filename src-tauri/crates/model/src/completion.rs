//! What a word that is being typed may become.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKind {
    /// A hashtag.
    Tag,
    /// A person.
    Person,
}

/// One word it may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Completion {
    /// What it is.
    pub kind: CompletionKind,
    /// What is put into the text, with its sign.
    pub insert: String,
    /// The person's name. Empty: none.
    pub name: String,
    /// We used the tag, or spoke with the person.
    pub known: bool,
    /// How often it was seen.
    pub times: u32,
}

/// An emoji to pick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmojiView {
    /// It.
    pub emoji: String,
    /// What a screen reader says.
    pub name: String,
    /// The heading it stands under.
    pub group: String,
}
