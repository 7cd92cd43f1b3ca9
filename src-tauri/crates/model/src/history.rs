//! What a draft was before, and how that differs from what it is.

use crate::{Draft, RevisionId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a revision was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RevisionWhy {
    /// Some time had passed since the last.
    Saved,
    /// Much of it was cut or written over at once.
    Cut,
    /// An older one was put in its place.
    Restored,
    /// It was sent.
    Sent,
}

/// What a draft was before, in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftRevision {
    /// Its number.
    pub id: RevisionId,
    /// When it was written.
    pub at: Timestamp,
    /// Why it was kept.
    pub why: RevisionWhy,
    /// First line.
    pub title: String,
    /// What changed since the one before it, in words.
    pub changed: String,
}

/// Whether a stretch of text stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is in both.
    Same,
    /// It was there, and is not any more.
    Gone,
    /// It is there, and was not before.
    New,
}

/// A stretch of text of two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Difference {
    /// Whether it stayed.
    pub kind: DifferenceKind,
    /// The text.
    pub text: String,
}

/// How a revision differs from the draft as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftDifference {
    /// The text, from then to now.
    pub text: Vec<Difference>,
    /// What else differs, a sentence each.
    pub besides: Vec<String>,
}

/// What restoring came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Restored {
    /// The draft, as it is now.
    pub draft: Draft,
    /// What it was until then: restoring that takes it back.
    pub before: RevisionId,
}
