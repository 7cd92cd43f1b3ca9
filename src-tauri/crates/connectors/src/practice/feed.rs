//! The town's posts.

use super::{EVERY, Practice, desk};
use crate::{Feed, FeedAt, FeedBatch, Session};
use async_trait::async_trait;
use lectern_model::Failure;
use serde_json::json;

/// Posts on a page; small, so that reading further down can be tried.
const PAGE: usize = 10;

#[async_trait]
impl Feed for Practice {
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure> {
        let now = session.now();
        let (posts, revision) = desk::with(session, |desk| (desk::feed(desk, &session.account, now), desk.revision));
        let memo = json!({ "posts": posts.len(), "revision": revision });
        if at.page.is_none() && at.memo == memo {
            return Ok(FeedBatch { memo, unchanged: true, ..FeedBatch::default() });
        }
        // The cursor is the last post given: new ones above it change nothing below.
        let start = match &at.page {
            Some(last) => posts.iter().position(|post| post.remote_id == *last).map_or(posts.len(), |place| place + 1),
            None => 0,
        };
        let more = posts.len() > start + PAGE;
        let posts: Vec<_> = posts.into_iter().skip(start).take(PAGE).collect();
        let older = posts.last().filter(|_| more).map(|post| post.remote_id.clone());
        Ok(FeedBatch { posts, older, memo, unchanged: false, not_before: None })
    }

    fn every(&self) -> u32 {
        EVERY
    }
}
