//! Walking the log from its first entry.

use crate::canonical::sha256;
use crate::entry::{self, Entry, FIRST};
use lectern_model::RecordId;

/// The first entry that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub number: RecordId,
    /// What is wrong.
    pub words: &'static str,
}

/// How far the log was walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The last entry that was right; 0: none yet.
    pub length: i64,
    /// Its hash.
    pub head: String,
}

impl Default for Chain {
    fn default() -> Self {
        Self { length: 0, head: FIRST.to_owned() }
    }
}

impl Chain {
    /// Looks at the next entry. `body`: as it is kept; none where it was disposed of.
    ///
    /// # Errors
    /// It is not as it was written.
    pub fn next(&mut self, entry: &Entry, body: Option<&str>) -> Result<(), Broken> {
        let due = RecordId(self.length + 1);
        if entry.number != due {
            let words = "A record was taken out, added or moved here.";
            return Err(Broken { number: due.min(entry.number), words });
        }
        let broken = |words| Err(Broken { number: due, words });
        if body.is_some_and(|body| sha256(body.as_bytes()) != entry.body) {
            return broken("What it says was changed.");
        }
        if entry::digest(entry.number, entry.at, entry.kind, &entry.body) != entry.digest {
            return broken("Its number, time or kind was changed.");
        }
        self.link(due, &entry.digest, &entry.hash)
    }

    /// Looks at the next link alone.
    ///
    /// # Errors
    /// It does not follow from the one before it.
    pub fn link(&mut self, number: RecordId, digest: &str, hash: &str) -> Result<(), Broken> {
        let due = RecordId(self.length + 1);
        if number != due || entry::link(&self.head, digest) != hash {
            return Err(Broken { number: due, words: "It does not follow from the record before it." });
        }
        self.length = due.0;
        hash.clone_into(&mut self.head);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
