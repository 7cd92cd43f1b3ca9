//! Posts that their platform holds until their time.

use crate::{Failure, Published, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far the platform and we are with a post that it holds. Each is stored before the platform is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HeldStage {
    /// It is being handed over.
    HandingOver,
    /// It may be there or not. The platform is asked before anything else is done with it.
    Asking {
        /// Since when.
        since: Timestamp,
        /// Why.
        why: Failure,
        /// The platform cannot tell either: a person must look.
        ask: bool,
    },
    /// It waits there for its time.
    Waiting,
    /// A person wishes something else, and the platform is to be told.
    Wished {
        /// What.
        wish: HeldWish,
        /// Since when.
        since: Timestamp,
        /// Why the platform could not be told so far. Empty: nothing went wrong.
        trouble: String,
    },
}

/// What is to become of a post that its platform holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "wish", rename_all = "snake_case")]
pub enum HeldWish {
    /// It comes back to this computer and keeps its time.
    Back,
    /// It is not to go out.
    Stop,
    /// It is to go out now.
    SendNow {
        /// Even after the moment it must not go out after.
        anyway: bool,
    },
    /// It is to go out at another time.
    Move {
        /// When.
        at: Timestamp,
        /// It must not go out after this moment.
        never_after: Option<Timestamp>,
        /// The platform does not move it, so it is taken back first.
        by_taking_back: bool,
    },
}

/// What a platform answers about a post that it was given to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundHeld {
    /// It waits there, under this id.
    Waiting(String),
    /// It went out.
    Sent(Published),
    /// It is certainly neither waiting nor out.
    Absent,
    /// Nobody can tell: a person must look.
    CannotTell,
}
