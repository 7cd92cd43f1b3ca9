//! What goes in and out of the calendar as files.

use crate::{AccountId, DraftId, Finding, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose columns a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvKind {
    /// Our own: id, date, time, zone, account, state, text, picture descriptions, link, not after.
    Own,
    /// Hootsuite's for many posts at once: date and time, message, link.
    Hootsuite,
    /// Buffer's for many posts at once: Text, Image URL, Tags, Posting Time.
    Buffer,
}

/// A table of posts, as a file, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CsvFile {
    /// Its bytes in base64.
    pub base64: String,
    /// Whose columns it has. None: told by its first row.
    #[serde(default)]
    pub kind: Option<CsvKind>,
    /// Whether `03/04/2027` is the third of April. None: guessed from rows that can only be one.
    #[serde(default)]
    pub day_first: Option<bool>,
    /// The time zone of rows that name none, IANA. None: the library's.
    #[serde(default)]
    pub zone: Option<String>,
    /// The accounts of rows that name none.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
}

/// Rows of a table to keep as drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CsvChoice {
    /// The table, read as it was previewed.
    pub file: CsvFile,
    /// The lines on which the rows begin.
    pub lines: Vec<u32>,
}

/// Whether a row can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvRowState {
    /// It can.
    Ready,
    /// The same post is here already, at the same time and for the same accounts.
    Here,
    /// It cannot; a finding says why.
    Broken,
}

/// One row of a table as it would be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CsvRow {
    /// The line of the file on which it begins.
    pub line: u32,
    /// The text, with its link.
    pub text: String,
    /// Where it is meant to go.
    pub accounts: Vec<AccountId>,
    /// When it is to go out. None: no time is given, or it could not be read.
    pub at: Option<Timestamp>,
    /// The same on the library's clock, for a person. Empty: none.
    pub words: String,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// What is to be said about it.
    pub findings: Vec<Finding>,
    /// Whether it can be kept.
    pub state: CsvRowState,
}

/// How the dates of a table are read, where day and month could be mixed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CsvDates {
    /// How they are read now. None: a person must say.
    pub day_first: Option<bool>,
    /// What speaks for it, in a sentence.
    pub words: String,
}

/// A table, looked at. Nothing is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CsvPreview {
    /// Whose columns it has.
    pub kind: CsvKind,
    /// The time zone of rows that name none.
    pub zone: String,
    /// What is to be said about the whole file, a sentence each.
    pub notes: Vec<String>,
    /// Whether day and month could be mixed up, and how they are read. None: they cannot.
    pub dates: Option<CsvDates>,
    /// Whether rows may name their accounts and zones.
    pub names_accounts: bool,
    /// Every row.
    pub rows: Vec<CsvRow>,
    /// How many can be kept.
    pub ready: u32,
    /// How many are here already.
    pub here: u32,
    /// How many cannot be kept.
    pub broken: u32,
}

/// What keeping rows came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CsvImported {
    /// The new drafts, in the order of the rows.
    pub drafts: Vec<DraftId>,
    /// How many rows were left out because the same post is here already.
    pub here: u32,
}

/// Days of the calendar to write to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportRange {
    /// The first, `2026-11-23`, on the library's clock.
    pub from: String,
    /// The last.
    pub until: String,
}

/// Part of the calendar as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportFile {
    /// A name for it.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// How many posts.
    pub posts: u32,
}
