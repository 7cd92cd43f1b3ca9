//! An entry of the log.

use crate::canonical::{canonical, sha256};
use lectern_model::{RecordBody, RecordId, RecordKind, Timestamp};
use serde_json::{Value, json};

/// What stands before the first entry.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry as it stands in the chain. Its body is beside it, and may be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number: 1, 2, 3 without a gap.
    pub number: RecordId,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub kind: RecordKind,
    /// SHA-256 of its body.
    pub body: String,
    /// SHA-256 of all of the above.
    pub digest: String,
    /// SHA-256 of the hash before it and its digest.
    pub hash: String,
}

impl Entry {
    /// The entry that follows after `previous`, the hash of the one before it or [`FIRST`]. `body`: as [`written`].
    #[must_use]
    pub fn after(previous: &str, number: RecordId, at: Timestamp, kind: RecordKind, body: &str) -> Self {
        let body = sha256(body.as_bytes());
        let digest = digest(number, at, kind, &body);
        let hash = link(previous, &digest);
        Self { number, at, kind, body, digest, hash }
    }
}

/// A body as it is kept: what its digest is made over.
#[must_use]
pub fn written(body: &RecordBody) -> String {
    // A body is strings, numbers and lists: it can always be written.
    canonical(&serde_json::to_value(body).unwrap_or(Value::Null))
}

pub(crate) fn digest(number: RecordId, at: Timestamp, kind: RecordKind, body: &str) -> String {
    let head = json!({"at": at, "body": body, "kind": kind, "number": number});
    sha256(canonical(&head).as_bytes())
}

pub(crate) fn link(previous: &str, digest: &str) -> String {
    sha256(format!("{previous}\n{digest}").as_bytes())
}
