//! By the clock: what came in goes when its time is over. Of records nothing goes by itself.

use super::RecordsShelf;
use super::retention::kept_for;
use lectern_core::run;
use lectern_model::{AccountId, Change, Problem, Timestamp};
use lectern_store::thin_backups_before;
use std::sync::Arc;

/// Seconds between two looks.
const EVERY: i64 = 60 * 60;
const DAY: i64 = 24 * 60 * 60;
/// Posts in one transaction: short enough that nobody waits for it.
const BATCH: u32 = 200;
/// Days after which a backup goes: what expired since is still in it.
const BACKUP_DAYS: i64 = 7;

impl RecordsShelf {
    /// Tidies every hour, for as long as the desk is open.
    pub async fn run(&self) {
        loop {
            if let Err(problem) = self.tidy_once().await {
                tracing::warn!(%problem, "what is too old could not be removed");
            }
            let next = self.core.clock.now().plus_seconds(EVERY);
            while self.core.clock.now() < next {
                self.core.clock.wait_until(next).await;
            }
        }
    }

    /// Removes what came in and whose time is over; answers how much.
    ///
    /// # Errors
    /// What the disk said; what was removed until then stays removed.
    pub async fn tidy_once(&self) -> Result<usize, Problem> {
        let now = self.core.clock.now();
        let rows = self.core.read(|reader| reader.retention()).await?;
        let mut gone = 0;
        for row in rows {
            let account = row.account;
            let days = kept_for(&self.core, row).counts;
            gone += self.expire(account, now.plus_seconds(-DAY * i64::from(days))).await?;
        }
        if gone > 0 {
            tracing::info!(gone, "what came in and is too old was removed");
            for change in [Change::Feeds, Change::Inbox, Change::Pictures, Change::Records] {
                self.core.changed(change);
            }
        }
        self.media.sweep().await?;
        self.fold().await?;
        let store = Arc::clone(&self.core.store);
        run(move || thin_backups_before(store.path(), now.plus_seconds(-DAY * BACKUP_DAYS))).await?;
        Ok(gone)
    }

    async fn expire(&self, account: AccountId, before: Timestamp) -> Result<usize, Problem> {
        let mut gone = 0;
        loop {
            let expired = self.core.write(move |writer| writer.expire_posts(account, before, BATCH)).await?;
            self.media.remove_cached(expired.files).await?;
            gone += expired.items;
            if expired.items == 0 {
                return Ok(gone);
            }
        }
    }

    /// What was deleted is not left in the write-ahead log either.
    pub(super) async fn fold(&self) -> Result<(), Problem> {
        let store = Arc::clone(&self.core.store);
        run(move || store.settle()).await
    }
}
