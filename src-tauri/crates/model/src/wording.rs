//! What a draft may hold beside its one text: versions for accounts, a thread, a poll.

use crate::{AccountId, DeliveryId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one account says instead of the common text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftVersion {
    /// The account.
    pub account: AccountId,
    /// Its text.
    pub text: String,
}

/// Whether a text that is too long becomes a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Threading {
    /// It does.
    pub on: bool,
    /// Each part ends with its number, as in "1/3".
    pub numbered: bool,
}

impl Default for Threading {
    fn default() -> Self {
        Self { on: false, numbered: true }
    }
}

/// A question with answers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Poll {
    /// The answers, in order.
    pub options: Vec<String>,
    /// Whether one may choose several.
    pub several: bool,
    /// For how many seconds it is open.
    pub lasts_seconds: u32,
}

impl Poll {
    /// What stands before each answer where a post is text alone: there it is read and not voted in.
    pub const ANSWER: &str = "○ ";
}

/// What a platform takes of polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PollLimits {
    /// Most answers.
    pub options_max: u32,
    /// Most units of text in an answer.
    pub option_chars_max: u32,
    /// Shortest time it is open, in seconds.
    pub shortest_s: u32,
    /// Longest time it is open, in seconds.
    pub longest_s: u32,
    /// Whether a post may hold a poll and pictures.
    pub with_pictures: bool,
}

/// Which part of a thread a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThreadPart {
    /// Its number, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// Where its words begin in the account's text, in bytes.
    #[ts(type = "number")]
    pub start: usize,
}

/// Why a part of a thread waits for the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// That one goes out first.
    ItsTurn,
    /// That one needs a person.
    APerson,
}

/// A part of a thread in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThreadView {
    /// Its number, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// The delivery before it.
    pub after: Option<DeliveryId>,
    /// Why it waits, where it waits for that one.
    pub waits: Option<WaitsFor>,
}
