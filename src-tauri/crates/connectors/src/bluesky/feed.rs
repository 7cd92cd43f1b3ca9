//! The home timeline.

use super::wire::{FeedItem, Timeline};
use super::{Bluesky, posts, session};
use crate::{Feed, FeedAt, FeedBatch, Session};
use async_trait::async_trait;
use lectern_model::{Failure, IncomingPost, Timestamp};
use serde_json::Value;

#[async_trait]
impl Feed for Bluesky {
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure> {
        let mut query = vec![("limit", "50")];
        query.extend(at.page.as_deref().map(|cursor| ("cursor", cursor)));
        let timeline: Timeline =
            session::call(session, session::Call::get("app.bsky.feed.getTimeline", &query)).await?;
        // A page without an item ends the feed, whatever cursor comes with it.
        let older = timeline.cursor.filter(|_| !timeline.feed.0.is_empty());
        let posts = distinct(timeline.feed.0, session.now());
        Ok(FeedBatch { posts, older, memo: Value::Null, unchanged: false, not_before: None })
    }

    fn every(&self) -> u32 {
        60
    }
}

/// The posts, each once: one that came by itself and as a boost is shown as it came by itself.
fn distinct(items: Vec<FeedItem>, now: Timestamp) -> Vec<IncomingPost> {
    let mut posts: Vec<IncomingPost> = Vec::with_capacity(items.len());
    for item in items {
        let boosted = item.reason.kind == "app.bsky.feed.defs#reasonRepost" && !item.reason.by.did.is_empty();
        let by = boosted.then(|| posts::author(&item.reason.by));
        let Some(mut post) = posts::incoming(item.post, now) else { continue };
        post.boosted_by = by;
        match posts.iter_mut().find(|known| known.remote_id == post.remote_id) {
            Some(known) if post.boosted_by.is_none() => *known = post,
            Some(_) => {}
            None => posts.push(post),
        }
    }
    posts
}
