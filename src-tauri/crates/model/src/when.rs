//! When something goes out. Moments are kept as instants; a wall clock time is understood in the library's zone.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// When a draft is to go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    /// As soon as it is sent.
    #[default]
    Now,
    /// At a moment.
    At {
        /// It.
        at: Timestamp,
    },
    /// Each account's next free time of its weekly queue, at the moment it is queued.
    Queue,
}

/// How a wall clock time stands to the library's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WallClock {
    /// It comes once.
    Plain,
    /// The clock is put forward over it: it does not come on that day. The moment is as much later.
    Skipped,
    /// The clock is put back over it: it comes twice. The moment is the first.
    Twice,
}

/// A wall clock time of the library, understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Moment {
    /// The moment.
    pub at: Timestamp,
    /// The second one, where it comes twice.
    pub again_at: Option<Timestamp>,
    /// How it stands to the library's clock.
    pub clock: WallClock,
    /// The library's wall clock at the moment, `2026-11-26T09:00`.
    pub local: String,
    /// For a person, with the zone: "Thursday 26 November 2026, 9:00 (EST)".
    pub words: String,
    /// What is special about it, in a sentence. Empty: nothing.
    pub note: String,
}
