//! Trouble on purpose, for tests: the N-th write from now fails before or after its commit, the database refuses to
//! grow or to be written, or looks as a newer Lectern leaves it.

use crate::{StoreError, StoreTrouble, Writer};
use std::sync::atomic::{AtomicU64, Ordering};

/// Which write fails next. Zero: none.
#[derive(Debug, Default)]
pub struct WriteFaults {
    before: AtomicU64,
    after: AtomicU64,
    writes: AtomicU64,
}

/// What SQLite itself refuses, with its own error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The database may not grow, as on a full disk.
    Room,
    /// Nothing may be written.
    Writing,
}

impl Refusal {
    pub(crate) fn pragma(refusal: Option<Self>) -> &'static str {
        match refusal {
            Some(Self::Room) => "PRAGMA max_page_count = 1",
            Some(Self::Writing) => "PRAGMA query_only = ON",
            None => "PRAGMA max_page_count = 4294967294; PRAGMA query_only = OFF",
        }
    }
}

impl Writer<'_> {
    /// Leaves the database as a newer Lectern would: with a step of the schema that this version does not know.
    ///
    /// # Errors
    /// What the disk said.
    pub fn pretend_newer(&self) -> Result<(), StoreError> {
        self.conn.execute("INSERT INTO migration (name, checksum) VALUES ('2999-01-01-later', 'x')", [])?;
        Ok(())
    }
}

impl WriteFaults {
    /// The `n`-th write from now (1: the next) is rolled back and answered with a full disk.
    pub fn fail_before_commit(&self, n: u64) {
        self.before.store(n, Ordering::SeqCst);
    }

    /// The `n`-th write from now is kept, but its caller is told that the disk failed.
    pub fn fail_after_commit(&self, n: u64) {
        self.after.store(n, Ordering::SeqCst);
    }

    /// How many writes came to their commit so far.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::SeqCst)
    }

    pub(crate) fn before_commit(&self) -> Result<(), StoreError> {
        self.writes.fetch_add(1, Ordering::SeqCst);
        count_down(&self.before, StoreTrouble::DiskFull)
    }

    pub(crate) fn after_commit(&self) -> Result<(), StoreError> {
        count_down(&self.after, StoreTrouble::Other)
    }
}

fn count_down(counter: &AtomicU64, trouble: StoreTrouble) -> Result<(), StoreError> {
    let step = |n: u64| n.checked_sub(1);
    match counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, step) {
        Ok(1) => Err(trouble.into()),
        _ => Ok(()),
    }
}
