//! When the library is there, and by when it answers.

use crate::{ClosureId, Label, OpenSpan, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How some days differ from those of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClosureKind {
    /// Closed on all of them. Hours that begin on the evening before and go past midnight stay.
    Closed,
    /// Closed from a time on the first day to a time on the last.
    Between {
        /// Minutes after midnight of the first day.
        from: u16,
        /// Minutes after midnight of the last day, at most 1440.
        until: u16,
    },
    /// Open at these hours on each of them, instead of those of the week.
    Hours {
        /// The hours; above 1440 means the next day.
        open: Vec<OpenSpan>,
    },
}

/// Days on which the library is closed, or open at other hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Closure {
    /// What it is, for example "Thanksgiving". Empty: not told.
    pub name: String,
    /// First day, `2026-11-26`.
    pub first: String,
    /// Last day.
    pub last: String,
    /// How they differ.
    pub what: ClosureKind,
}

/// A closure as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosureView {
    /// Its number.
    pub id: ClosureId,
    /// It.
    pub closure: Closure,
    /// "Thursday 26 November 2026: closed".
    pub words: String,
    /// All of it is over.
    pub past: bool,
}

/// A closure to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClosureSave {
    /// The one it takes the place of; none: it is new.
    #[serde(default)]
    pub id: Option<ClosureId>,
    /// It.
    pub closure: Closure,
}

/// A calendar file with closed days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClosureFile {
    /// Its text.
    pub text: String,
}

/// Entries of a calendar file to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClosureChoice {
    /// The file's text, as it was previewed.
    pub text: String,
    /// The lines on which the entries begin.
    pub lines: Vec<u32>,
}

/// What can be done with an entry of a calendar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClosureRowState {
    /// It can be kept.
    Ready,
    /// All of it is kept already.
    Here,
    /// All of it is over.
    Past,
    /// Its calendar says that it does not take place.
    Cancelled,
    /// It cannot be read; its note says why.
    Broken,
}

/// An entry of a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosureRow {
    /// The line on which it begins.
    pub line: u32,
    /// Its title.
    pub name: String,
    /// When, in words.
    pub words: String,
    /// What can be done with it.
    pub state: ClosureRowState,
    /// What there is to know about it, or why it cannot be read. Empty: nothing.
    pub note: String,
    /// It looks like a closure: offered as chosen.
    pub likely: bool,
    /// What would be kept.
    pub closures: Vec<Closure>,
}

/// A calendar file, read and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosurePreview {
    /// Every entry, in the order of the file.
    pub rows: Vec<ClosureRow>,
    /// The day up to which entries that come again are taken, in words.
    pub until: String,
}

/// What was kept of a calendar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosuresKept {
    /// New closures.
    pub kept: u32,
    /// Closures that were there already.
    pub here: u32,
}

/// By when somebody who writes is to have an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// No answer is promised.
    None,
    /// Within so many minutes of open hours.
    Minutes {
        /// How many.
        minutes: u32,
    },
    /// On the same open day; what comes when the day is over, on the next.
    SameDay,
    /// By the end of the open day that is the last of so many which still lie ahead as a whole.
    Days {
        /// How many.
        days: u32,
    },
}

/// The target of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerTarget {
    /// The label.
    pub label: Label,
    /// Its target.
    pub target: Target,
}

/// The target of a label as Settings shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerTargetView {
    /// The label.
    pub label: Label,
    /// Its target.
    pub target: Target,
    /// The target that it has at first.
    pub usual: Target,
    /// By when somebody who writes now would have an answer.
    pub now: AnswerBy,
}

/// By when a conversation is to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerBy {
    /// By a moment of an open hour.
    By {
        /// The moment.
        at: Timestamp,
        /// From here on little open time is left.
        soon: Timestamp,
    },
    /// No answer is promised.
    NoTarget,
    /// Nobody told the opening hours.
    NotTold,
    /// The library does not open within a year.
    Never,
}

/// Whether somebody is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Staffed {
    /// The library is open.
    Open {
        /// Until this moment.
        until: Timestamp,
    },
    /// The library is closed.
    Closed {
        /// It opens at this moment.
        opens: Timestamp,
        /// Why it is closed today, for example "Thanksgiving". Empty: by its usual hours.
        why: String,
    },
    /// Nobody told the opening hours.
    NotTold,
    /// It does not open within a year.
    Never,
}
