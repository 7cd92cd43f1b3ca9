//! Filling the gaps that long absences leave.

use super::Feeds;
use super::look::{first_gap, store_posts};
use crate::inbox::NoLook;
use lectern_connectors::{FeedAt, FeedBatch, Session};
use lectern_model::{Change, Failure, FailureKind, GapId, Problem, Timestamp};
use lectern_store::{StoreError, StoredGap, Writer};
use serde_json::Value;
use std::sync::Arc;

/// Pages of a gap that are read in one go; the rest stays a gap.
const PAGES: usize = 5;

impl Feeds {
    /// Fills a gap now, a few pages from above; what is left stays a gap.
    ///
    /// # Errors
    /// Why its account could not be asked; the gap stays.
    pub async fn fill_gap(&self, gap: GapId) -> Result<(), Problem> {
        let Some(stored) = self.core.read(move |reader| reader.gap(gap)).await? else { return Ok(()) };
        let account = stored.gap.account;
        let session = self.accounts.session(account).await?;
        match self.fill(&session, stored).await {
            Ok(()) => Ok(()),
            Err(NoLook::Desk(problem)) => Err(problem),
            Err(NoLook::Platform(failure)) => {
                self.accounts.note_failure(account, &failure).await;
                Err(failure.into())
            }
        }
    }

    /// Fills the newest gap of an account, if it has one.
    ///
    /// # Errors
    /// Why it could not be asked; the gap stays.
    pub async fn fill_newest_gap(&self, session: &Arc<Session>) -> Result<(), NoLook> {
        let account = session.account.id;
        let stored = self.core.read(move |reader| match first_gap(reader, account)? {
            Some(gap) => reader.gap(gap),
            None => Ok(None),
        });
        match stored.await? {
            Some(stored) => self.fill(session, stored).await,
            None => Ok(()),
        }
    }

    async fn fill(&self, session: &Session, gap: StoredGap) -> Result<(), NoLook> {
        let id = gap.gap.id;
        if !self.filling().insert(id) {
            return Ok(());
        }
        let _filling = Filling { feeds: self, gap: id };
        self.core.changed(Change::Feeds);
        let mut cursor = Some(gap.page);
        for _ in 0..PAGES {
            let Some(page) = cursor.take() else { break };
            cursor = self.fill_page(session, (id, gap.gap.older_at), page).await?;
            self.core.changed(Change::Feeds);
        }
        Ok(())
    }

    /// Stores one page of a gap; answers the cursor of what is still missing.
    async fn fill_page(
        &self,
        session: &Session,
        (gap, older_at): (GapId, Timestamp),
        page: String,
    ) -> Result<Option<String>, NoLook> {
        let account = session.account.id;
        let connector = self.core.connector(&session.account.platform)?;
        let Some(feed) = connector.feed() else { return Ok(None) };
        let batch = match feed.page(session, FeedAt { page: Some(page.clone()), memo: Value::Null }).await {
            Ok(batch) => batch,
            // The server does not know this place any more: what is missing there cannot be had.
            Err(failure) if cannot_be_had(&failure) => FeedBatch::default(),
            Err(failure) => return Err(failure.into()),
        };
        let known = self.reaches_known(session, &batch.posts).await?;
        let posts = self.ready(batch.posts).await?;
        let reached = known || posts.is_empty() || posts.iter().any(|post| post.created_at <= older_at);
        let below = batch.older.filter(|older| !reached && *older != page);
        let (left, now) = (below.clone(), self.core.clock.now());
        let store = move |writer: &Writer<'_>| -> Result<(), StoreError> {
            writer.account(account)?;
            store_posts(writer, account, &posts, now)?;
            let lowest = posts.iter().map(|post| post.sort_at).min();
            match (left, lowest) {
                (Some(page), Some(lowest)) => writer.shrink_gap(gap, &page, lowest),
                _ => writer.close_gap(gap),
            }
        };
        self.core.write(store).await?;
        Ok(below)
    }
}

/// Takes the gap off the list of those being filled, however the filling ends.
struct Filling<'f> {
    feeds: &'f Feeds,
    gap: GapId,
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        self.feeds.filling().remove(&self.gap);
        self.feeds.core.changed(Change::Feeds);
    }
}

fn cannot_be_had(failure: &Failure) -> bool {
    matches!(failure.what, FailureKind::Gone | FailureKind::Rejected { .. })
}
