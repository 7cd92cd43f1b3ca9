//! What the child is told, and what it answers. Both sides read this.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// One start of the program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The data folder.
    pub(crate) folder: PathBuf,
    /// Where its clock stands at first: milliseconds since 1970.
    pub(crate) now: i64,
    /// What the keychain holds.
    pub(crate) keychain: BTreeMap<String, String>,
    /// Address of the small platform; none: every connector of this build.
    pub(crate) far: Option<String>,
    /// The point at which the process ends, and when it comes by for the how-manieth time.
    pub(crate) end_at: Option<(String, u32)>,
    /// What to do before working to the end.
    pub(crate) first: First,
}

/// What to do first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum First {
    /// Nothing: only go on with what is there.
    Nothing,
    /// Write a post with a picture to the first account and send it.
    Send { text: String },
    /// Change the one post that was sent to this text.
    Change { text: String },
    /// Delete the one post that was sent.
    Delete,
    /// Read what others wrote, and hide the one message.
    Hide,
    /// Show the one message again that was hidden.
    Restore,
    /// Read what others wrote, keep a copy of the one message as an emergency, and report it.
    Emergency,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Report {
    /// Where every delivery stands, oldest first.
    pub(crate) deliveries: Vec<String>,
    /// The text of every draft that was not queued.
    pub(crate) drafts: Vec<String>,
    /// Where every hidden message stands, newest first.
    pub(crate) hidden: Vec<String>,
    /// Whether the one message was kept in an emergency, and where its report stands.
    pub(crate) emergency: Vec<String>,
    /// What the log of records says happened, oldest first, or what is wrong with it.
    pub(crate) log: Vec<String>,
    /// What `PRAGMA integrity_check` says.
    pub(crate) integrity: String,
    /// What the keychain holds now.
    pub(crate) keychain: BTreeMap<String, String>,
    /// How far the clock was moved until nothing was left to do, in seconds.
    pub(crate) waited: i64,
}
