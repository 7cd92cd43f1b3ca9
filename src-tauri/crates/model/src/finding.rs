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
    /// Why it matters, in a sentence or two. Empty: the sentence says it.
    #[serde(default)]
    pub why: String,
    /// One change that mends it, where there is one.
    #[serde(default)]
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding about the whole draft, with nothing that mends it.
    #[must_use]
    pub fn new(check: &str, level: Level, words: String) -> Self {
        Self { check: check.to_owned(), level, words, at: None, why: String::new(), fix: None }
    }

    /// With its place in the text.
    #[must_use]
    pub fn at(self, at: impl Into<Option<Span>>) -> Self {
        Self { at: at.into(), ..self }
    }

    /// With the reason.
    #[must_use]
    pub fn because(self, why: &str) -> Self {
        Self { why: why.to_owned(), ..self }
    }

    /// With the change that mends it.
    #[must_use]
    pub fn mended_by(self, fix: impl Into<Option<Fix>>) -> Self {
        Self { fix: fix.into(), ..self }
    }
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fix {
    /// Put other words in the place of some.
    Replace {
        /// What the button says, for example "Write it as #StoryTime".
        label: String,
        /// What goes.
        at: Span,
        /// What comes.
        with: String,
    },
    /// Go to the description of a picture.
    Describe {
        /// What the button says.
        label: String,
        /// Which picture, from 0.
        picture: u32,
    },
    /// Open what is noted about a picture.
    OpenPicture {
        /// What the button says.
        label: String,
        /// Which picture, from 0.
        picture: u32,
    },
    /// Let the text become a thread.
    Thread {
        /// What the button says.
        label: String,
    },
    /// Take an account out of those it goes to.
    Untick {
        /// What the button says.
        label: String,
    },
}
