//! The feed.

use super::state::page;
use super::{Operation, ScriptedPlatform};
use async_trait::async_trait;
use lectern_connectors::{Feed, FeedAt, FeedBatch, Session};
use lectern_model::Failure;
use serde_json::json;

#[async_trait]
impl Feed for ScriptedPlatform {
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure> {
        self.run(Operation::Feed, session, |state| {
            let memo = json!({ "newest": state.posts.last().map(|post| post.post.remote_id.clone()) });
            if at.page.is_none() && at.memo == memo {
                return Ok(FeedBatch { memo, unchanged: true, ..FeedBatch::default() });
            }
            let (posts, older) = page(&state.posts, at.page.as_deref(), state.page_size);
            let posts = posts.into_iter().filter(|post| !post.deleted).map(|post| post.post.clone()).collect();
            Ok(FeedBatch { posts, older, memo, unchanged: false, not_before: None })
        })
        .await
    }

    fn every(&self) -> u32 {
        60
    }
}
