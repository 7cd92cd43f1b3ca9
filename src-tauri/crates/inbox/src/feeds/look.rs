//! Looking for news of one account's feed.
//!
//! The first look reads back some way, page by page, each kept as soon as it is here. Later looks read the newest page
//! and go down until something known; they keep all pages, the cursor and, where they did not come to something
//! known, a gap in ONE transaction. A crash fetches again and upserts: nothing is lost or doubled.

use super::Feeds;
use super::order::place_boosts;
use crate::inbox::NoLook;
use lectern_connectors::{Feed, FeedAt, Session};
use lectern_core::run;
use lectern_core::text;
use lectern_model::{AccountId, Change, IncomingPost, Timestamp};
use lectern_store::{Arrival, NewPost, Reader, Reading, StoreError, Writer};
use serde_json::Value;
use std::sync::Arc;

/// How many posts the first look reads.
const FIRST_POSTS: usize = 200;

/// Most pages of a later look; what is below is a gap.
const MOST_PAGES: usize = 5;

/// A server that asks to be left alone for longer than this, in seconds, is asked again all the same: clocks lie.
const LONGEST_REST: i64 = 25 * 60 * 60;

/// What was read, and where to go on.
#[derive(Debug, Default)]
struct Pages {
    posts: Vec<NewPost>,
    /// Cursor of the page below, where something known was not reached.
    below: Option<String>,
    memo: Value,
    not_before: Option<Timestamp>,
}

impl Feeds {
    /// Looks for news of one account's feed and stores them; answers how many posts are new. An account without a
    /// feed, or whose server asked for rest, has none.
    ///
    /// # Errors
    /// Why it could not be asked or stored.
    pub async fn look(&self, session: &Arc<Session>) -> Result<usize, NoLook> {
        let account = session.account.id;
        let Some(connector) = self.core.connectors.get(&session.account.platform).cloned() else { return Ok(0) };
        let Some(feed) = connector.feed() else { return Ok(0) };
        let reading = self.core.read(move |reader| reader.reading(account)).await?;
        let now = self.core.clock.now();
        if reading.feed_next_at > now && reading.feed_next_at.since(now) < LONGEST_REST * 1000 {
            return Ok(0);
        }
        let came = if reading.feed_begun {
            self.later_look(feed, session, reading).await?
        } else {
            self.first_look(feed, session).await?
        };
        if came.changed > 0 {
            self.core.changed(Change::Feeds);
        }
        Ok(came.arrived)
    }

    async fn first_look(&self, feed: &dyn Feed, session: &Session) -> Result<Came, NoLook> {
        let account = session.account.id;
        let words = format!("Reading the feed of {}", session.account.handle);
        let most = u32::try_from(FIRST_POSTS).unwrap_or(u32::MAX);
        let progress = self.core.progress.begin(&words, Some(most), true);
        let (mut came, mut seen) = (Came::default(), 0);
        let (mut memo, mut not_before) = (Value::Null, None);
        let mut cursor: Option<String> = None;
        loop {
            let top = cursor.is_none();
            let batch = feed.page(session, FeedAt { page: cursor.clone(), memo: Value::Null }).await?;
            seen += batch.posts.len();
            if top {
                (memo, not_before) = (batch.memo, batch.not_before);
            }
            let posts = self.ready(batch.posts).await?;
            let below = batch.older.filter(|older| Some(older) != cursor.as_ref());
            let last = below.is_none() || seen >= FIRST_POSTS || progress.is_stopped();
            let kept = last.then(|| (memo.clone(), not_before));
            came.add(self.keep(account, posts, kept, None).await?);
            progress.advance(u32::try_from(seen).unwrap_or(most).min(most));
            if !last && came.changed > 0 {
                self.core.changed(Change::Feeds);
            }
            match below {
                Some(below) if !last => cursor = Some(below),
                _ => return Ok(came),
            }
        }
    }

    async fn later_look(&self, feed: &dyn Feed, session: &Session, reading: Reading) -> Result<Came, NoLook> {
        let (account, own) = (session.account.id, session.account.remote_id.clone());
        let newest_known = self.core.read(move |reader| reader.newest_in_feed(account, &own)).await?;
        let Some(pages) = self.read_down(feed, session, reading.feed_memo).await? else {
            return Ok(Came::default());
        };
        let gap = gap_below(&pages, newest_known);
        self.keep(account, pages.posts, Some((pages.memo, pages.not_before)), gap).await
    }

    /// Pages from the newest down to something known. None: nothing changed since the last look.
    async fn read_down(&self, feed: &dyn Feed, session: &Session, memo: Value) -> Result<Option<Pages>, NoLook> {
        let newest = feed.page(session, FeedAt { page: None, memo }).await?;
        if newest.unchanged {
            self.keep(session.account.id, Vec::new(), Some((newest.memo, newest.not_before)), None).await?;
            return Ok(None);
        }
        let mut pages = Pages { memo: newest.memo, not_before: newest.not_before, ..Pages::default() };
        let (mut posts, mut below) = (newest.posts, newest.older);
        for page in 1..=MOST_PAGES {
            let known = self.reaches_known(session, &posts).await?;
            pages.posts.extend(self.ready(posts).await?);
            pages.below = below.filter(|_| !known);
            let Some(cursor) = pages.below.clone().filter(|_| page < MOST_PAGES) else { break };
            match feed.page(session, FeedAt { page: Some(cursor.clone()), memo: Value::Null }).await {
                Ok(batch) => {
                    posts = batch.posts;
                    below = batch.older.filter(|older| *older != cursor);
                }
                // What is here already is kept; the rest is a gap.
                Err(failure) => {
                    tracing::info!(account = %session.account.id, kind = ?failure.what, "a look at a feed broke off");
                    break;
                }
            }
        }
        Ok(Some(pages))
    }

    /// Whether a page holds something that an earlier look brought. Posts of our own say nothing: they are put into
    /// the feed when they are sent.
    pub(super) async fn reaches_known(&self, session: &Session, posts: &[IncomingPost]) -> Result<bool, NoLook> {
        let account = session.account.id;
        let by_us = |post: &&IncomingPost| post.author.remote_id == session.account.remote_id;
        let others: Vec<String> = posts.iter().filter(|post| !by_us(post)).map(|post| post.remote_id.clone()).collect();
        if others.is_empty() {
            let own: Vec<String> = posts.iter().map(|post| post.remote_id.clone()).collect();
            let all = own.len();
            return Ok(self.core.read(move |reader| reader.known_in_feed(account, &own)).await? == all);
        }
        Ok(self.core.read(move |reader| reader.known_in_feed(account, &others)).await? > 0)
    }

    /// Posts of a page as they are stored.
    pub(super) async fn ready(&self, posts: Vec<IncomingPost>) -> Result<Vec<NewPost>, NoLook> {
        let now = self.core.clock.now();
        let ready = run(move || {
            let mut posts: Vec<NewPost> = posts.into_iter().map(|post| text::ready(post, now)).collect();
            place_boosts(&mut posts);
            posts
        });
        Ok(ready.await?)
    }

    /// Stores posts and, at the end of a look, how far it came.
    async fn keep(
        &self,
        account: AccountId,
        posts: Vec<NewPost>,
        reading: Option<(Value, Option<Timestamp>)>,
        gap: Option<NewGap>,
    ) -> Result<Came, NoLook> {
        let now = self.core.clock.now();
        let store = move |writer: &Writer<'_>| -> Result<Came, StoreError> {
            // Removed while its server answered.
            writer.account(account)?;
            let came = store_posts(writer, account, &posts, now)?;
            if let Some(gap) = gap {
                writer.add_gap(account, &gap.page, gap.newer_at, gap.older_at, now)?;
            }
            if let Some((memo, not_before)) = reading {
                let memo = Some(&memo).filter(|memo| !memo.is_null());
                writer.set_feed_reading(account, memo, not_before.unwrap_or_default(), 0, true)?;
            }
            Ok(came)
        };
        Ok(self.core.write(store).await?)
    }
}

/// What a look brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Came {
    /// Posts that were not in the feed before.
    pub(super) arrived: usize,
    /// Posts that arrived or changed.
    pub(super) changed: usize,
}

impl Came {
    fn add(&mut self, other: Self) {
        self.arrived += other.arrived;
        self.changed += other.changed;
    }
}

struct NewGap {
    page: String,
    newer_at: Timestamp,
    older_at: Timestamp,
}

/// Stores a page, oldest first, so that numbers grow with time.
pub(super) fn store_posts(
    writer: &Writer<'_>,
    account: AccountId,
    posts: &[NewPost],
    now: Timestamp,
) -> Result<Came, StoreError> {
    let mut came = Came::default();
    for post in posts.iter().rev() {
        // Its time here is over, although the platform still shows it.
        if writer.is_expired(account, &post.remote_id)? {
            continue;
        }
        let stored = writer.upsert_post(account, post, Arrival::Feed, now)?;
        came.arrived += usize::from(stored.arrived);
        came.changed += usize::from(stored.changed);
    }
    Ok(came)
}

/// The gap between what a look read and what was known.
fn gap_below(pages: &Pages, newest_known: Option<Timestamp>) -> Option<NewGap> {
    let page = pages.below.clone()?;
    let newer_at = pages.posts.iter().map(|post| post.sort_at).min()?;
    Some(NewGap { page, newer_at, older_at: newest_known?.min(newer_at) })
}

/// Whether any gap of an account is open.
pub(super) fn first_gap(reader: &Reader<'_>, account: AccountId) -> Result<Option<lectern_model::GapId>, StoreError> {
    Ok(reader.gaps(Some(account))?.first().map(|stored| stored.gap.id))
}
