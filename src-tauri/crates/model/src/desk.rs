//! Whether the desk is open, and what stands in the way.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What keeps the desk from opening. Each has its own screen that says what is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// The system has no keychain service.
    NoKeychain,
    /// The keychain is locked.
    KeychainLocked,
    /// The person refused the keychain's question, or it took too long.
    KeychainRefused,
    /// A database is here, but its key is not in the keychain.
    KeyMissing,
    /// The key in the keychain does not open the database.
    WrongKey,
    /// The database was written by a newer Lectern.
    NewerSchema,
    /// The database is damaged.
    Damaged,
    /// The disk is full.
    DiskFull,
    /// The data folder cannot be written.
    ReadOnly,
    /// Anything else the system said.
    Other,
}

/// Why the desk is not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Trouble {
    /// What it is.
    pub kind: TroubleKind,
    /// Detail in plain words, without secrets.
    pub detail: String,
    /// Where the data is.
    pub folder: String,
    /// Backups that could be opened instead, newest first: file name and when it was taken.
    pub backups: Vec<(String, Timestamp)>,
}

/// Whether the desk is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeskState {
    /// On the way: perhaps the keychain asks something.
    Opening,
    /// Open.
    Ready {
        /// Program version.
        version: String,
        /// Whether this start found and settled work that a crash had interrupted.
        recovered: bool,
    },
    /// Not open.
    Trouble {
        /// Why.
        trouble: Trouble,
    },
}

/// The state of the line, always in view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineState {
    /// Whether the last exchanges failed for want of a line: none of several servers was reached.
    pub offline: bool,
    /// The only server that is called, where it was not reached: nobody can tell then whether there is a line.
    pub silent: Option<String>,
    /// Deliveries being sent now or due.
    pub sending: u32,
    /// Deliveries that need a person.
    pub needs_you: u32,
    /// Accounts that are not well.
    pub unwell: u32,
    /// When every account was last up to date; none: never.
    pub up_to_date_at: Option<Timestamp>,
    /// Whether anything is being fetched now.
    pub fetching: bool,
}

/// Long work: first fetch, backfill, import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Names it, to stop it.
    pub id: String,
    /// What it is, in plain words.
    pub words: String,
    /// Done so far.
    pub done: u32,
    /// Of how many; none: not known.
    pub of: Option<u32>,
    /// Whether it can be stopped.
    pub stoppable: bool,
}

/// The recovery code: the database key in grouped letters with a check sum.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryCode {
    /// Groups of letters and digits, to print or save.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}
