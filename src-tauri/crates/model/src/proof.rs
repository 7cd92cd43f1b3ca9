//! Delivery proof: what the platform shows of a post of ours, beside what was sent.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum ProofPart {
    /// The text.
    Text,
    /// The content warning.
    Warning,
    /// How many pictures there are.
    Pictures,
    /// The description of a picture.
    Description {
        /// Which picture; the first is 1.
        picture: u32,
    },
    /// The link card.
    Card,
    /// The answers of a poll.
    Answers,
    /// The language.
    Language,
    /// Who may see it.
    Visibility,
}

/// Something that is not as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProofDifference {
    /// What.
    pub what: ProofPart,
    /// As it was sent.
    pub ours: String,
    /// As the platform shows it. Empty: it is not there.
    pub theirs: String,
}

/// What was found to be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Seen {
    /// The text, where one was sent.
    pub text: bool,
    /// Pictures.
    pub pictures: u32,
    /// Descriptions of pictures, as they were sent.
    pub descriptions: u32,
    /// The link card.
    pub card: bool,
    /// Answers of a poll.
    #[serde(default)]
    pub answers: u32,
}

/// What came of reading a post of ours back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "proof", rename_all = "snake_case")]
pub enum Proof {
    /// It could not be read back yet; tried again by itself.
    Waiting {
        /// Tries that count so far.
        tries: u32,
        /// Why not, in plain words.
        words: String,
    },
    /// It was read back.
    Read {
        /// When.
        at: Timestamp,
        /// Tries so far. Platforms lag: where something differs it is looked at again a few times.
        tries: u32,
        /// What is there as it was sent.
        seen: Seen,
        /// What is not.
        differences: Vec<ProofDifference>,
    },
    /// It could not be read back, and is not tried any more.
    Unread {
        /// When it was last tried.
        at: Timestamp,
        /// Why not, in plain words.
        words: String,
    },
}

impl Proof {
    /// Tries so far.
    #[must_use]
    pub fn tries(&self) -> u32 {
        match self {
            Self::Waiting { tries, .. } | Self::Read { tries, .. } => *tries,
            Self::Unread { .. } => u32::MAX,
        }
    }
}
