//! The first reading of an account: the conversations of the last ninety days, page by page.
//!
//! Each page and the place to go on from are stored together, so that a crash, a lost line or a server that asks to wait
//! costs one page at most. What we answered arrives as done; what nobody answered waits if it is younger than two weeks,
//! and is done if it is older. At the end the threads of those that wait are read, because what we answered there from
//! elsewhere stands only in them.

use super::Inbox;
use super::check::NoLook;
use super::ingest::{By, ingest, ready};
use super::thread::read_thread;
use lectern_connectors::Session;
use lectern_core::Work;
use lectern_model::{AccountId, Change, ConversationQuery, Timestamp};

/// How far back it goes, in seconds.
const BACK: i64 = 90 * 24 * 60 * 60;
/// Whoever nobody answered waits, if they wrote within these seconds.
const RECENT: i64 = 14 * 24 * 60 * 60;
/// More pages than this are a server that goes round in circles.
const MOST_PAGES: usize = 500;
/// Most threads read at the end.
const MOST_THREADS: u32 = 40;

impl Inbox {
    /// Begins the first reading, or goes on where it was interrupted; answers how many messages are new.
    pub(super) async fn first_reading(&self, session: &Session) -> Result<usize, NoLook> {
        let account = session.account.id;
        let begun = self.core.read(move |reader| reader.first_reading(account)).await?;
        let words = format!(
            "Reading the conversations of {} of the last 90 days. What nobody answered and is younger than 14 days \
             waits; the rest arrives as done",
            session.account.handle
        );
        let progress = self.core.progress.begin(&words, None, true);
        let oldest = begun.as_ref().map_or_else(|| self.core.clock.now(), |begun| begun.begun_at).plus_seconds(-BACK);
        let mut read = begun.as_ref().map_or(0, |begun| begun.messages);
        let mut new = if begun.is_some() { self.news(session).await? } else { 0 };
        let mut cursor = begun.and_then(|begun| begun.next_page);
        for _ in 0..MOST_PAGES {
            let (page, older) = self.page(session, cursor.as_deref()).await?;
            let came = page.len();
            let items: Vec<_> = page.into_iter().filter(|item| item.post.created_at >= oldest).collect();
            let (count, reached) = (u32::try_from(items.len()).unwrap_or(u32::MAX), items.len() < came);
            let next = older.filter(|_| !reached && !progress.is_stopped());
            let now = self.core.clock.now();
            let (messages, to) = (ready(items, now), next.clone());
            let stored = self.core.write(move |writer| {
                // Removed while the platform answered.
                writer.account(account)?;
                let by = By::Earlier { recent: now.plus_seconds(-RECENT) };
                let new = ingest(writer, account, &messages, by, now)?.new;
                writer.set_first_reading(account, to.as_deref(), count, now)?;
                writer.set_inbox_reading(account, Timestamp(0), 0, to.is_none())?;
                Ok(new)
            });
            new += stored.await?;
            read = read.saturating_add(count);
            progress.advance(read);
            self.core.changed(Change::Inbox);
            match next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        self.read_waiting(account, &progress).await;
        Ok(new)
    }

    /// What came since it was interrupted.
    async fn news(&self, session: &Session) -> Result<usize, NoLook> {
        let account = session.account.id;
        let items = self.look(session).await?;
        let now = self.core.clock.now();
        let messages = ready(items, now);
        Ok(self.core.write(move |writer| ingest(writer, account, &messages, By::Inbox, now)).await?.new)
    }

    /// Reads the threads of those that wait. Best effort: a thread is read again when it is opened.
    async fn read_waiting(&self, account: AccountId, progress: &Work) {
        let query = ConversationQuery { account: Some(account), limit: MOST_THREADS, ..ConversationQuery::default() };
        let now = self.core.clock.now();
        let Ok((rows, _)) = self.core.read(move |reader| reader.conversations(&query, now)).await else { return };
        for row in rows {
            if progress.is_stopped() {
                return;
            }
            if let Err(problem) = read_thread(&self.core, &self.accounts, row.id).await {
                tracing::info!(conversation = %row.id, %problem, "a thread could not be read");
                return;
            }
        }
    }
}
