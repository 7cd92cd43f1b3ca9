//! What a check says about a text.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Good to know.
    Tell,
    /// Better mended; can be sent all the same.
    Warn,
    /// Cannot be sent as it is.
    Stop,
}

/// A stretch of a text in UTF-16 units, as the editor counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// One thing a check noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Stable name of the check, for example `length` or `picture_description`.
    pub check: String,
    /// How much it matters.
    pub level: Level,
    /// One plain sentence.
    pub words: String,
    /// Where in the text, if anywhere.
    pub at: Option<Span>,
}
