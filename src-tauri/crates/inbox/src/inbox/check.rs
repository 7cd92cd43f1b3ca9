//! Looking for news of one account.

use super::Inbox;
use super::ingest::{By, ingest, ready};
use lectern_connectors::{Incoming, Session};
use lectern_model::{AccountId, Change, Failure, Problem, Timestamp};

/// Most pages of a later look: after a long sleep the rest is older than anybody still waits for.
const MOST_PAGES: usize = 20;

/// Why a look came to nothing. Nothing was stored, and the next look begins where this one did.
#[derive(Debug)]
pub enum NoLook {
    /// The platform could not be asked.
    Platform(Failure),
    /// Our own side: the disk, the keychain, or the account is gone.
    Desk(Problem),
}

impl From<Problem> for NoLook {
    fn from(problem: Problem) -> Self {
        Self::Desk(problem)
    }
}

impl From<Failure> for NoLook {
    fn from(failure: Failure) -> Self {
        Self::Platform(failure)
    }
}

impl Inbox {
    /// Looks for news of one account and stores them; answers how many messages are new. An account without
    /// conversations has none.
    ///
    /// # Errors
    /// Why it could not be asked or stored.
    pub async fn check(&self, account: AccountId) -> Result<usize, NoLook> {
        let session = self.accounts.session(account).await?;
        let platform = &session.account.platform;
        let has_inbox = self.core.connectors.get(platform).is_some_and(|connector| connector.inbox().is_some());
        if !has_inbox {
            return Ok(0);
        }
        if !self.core.read(move |reader| reader.reading(account)).await?.inbox_begun {
            return self.first_reading(&session).await;
        }
        let items = self.look(&session).await?;
        let now = self.core.clock.now();
        let messages = ready(items, now);
        let came = self
            .core
            .write(move |writer| {
                // Removed while the platform answered.
                writer.account(account)?;
                let came = ingest(writer, account, &messages, By::Inbox, now)?;
                writer.set_inbox_reading(account, Timestamp(0), 0, true)?;
                Ok(came)
            })
            .await?;
        if came.is_news() {
            self.core.changed(Change::Inbox);
        }
        Ok(came.new)
    }

    /// What came since the last look: pages until one brings nothing new.
    pub(super) async fn look(&self, session: &Session) -> Result<Vec<Incoming>, NoLook> {
        let account = session.account.id;
        let mut items: Vec<Incoming> = Vec::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let (page, older) = self.page(session, cursor.as_deref()).await?;
            let ids: Vec<String> = page.iter().map(|item| item.post.remote_id.clone()).collect();
            let news = self
                .core
                .read(move |reader| {
                    for id in &ids {
                        let known = reader.post_by_remote(account, id)?;
                        let new = known.is_none_or(|post| post.conversation.is_none() || post.context);
                        if new && !reader.is_expired(account, id)? {
                            return Ok(true);
                        }
                    }
                    Ok(false)
                })
                .await?;
            items.extend(page);
            match older {
                Some(older) if news => cursor = Some(older),
                _ => break,
            }
        }
        Ok(items)
    }

    pub(super) async fn page(
        &self,
        session: &Session,
        cursor: Option<&str>,
    ) -> Result<(Vec<Incoming>, Option<String>), NoLook> {
        let connector = self.core.connectors.get(&session.account.platform);
        let Some(inbox) = connector.and_then(|connector| connector.inbox()) else { return Ok((Vec::new(), None)) };
        let batch = inbox.page(session, cursor).await?;
        // A cursor that leads back to the same page would never end.
        let older = batch.older.filter(|older| Some(older.as_str()) != cursor);
        Ok((batch.items, older))
    }
}
