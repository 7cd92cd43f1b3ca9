//! The home timeline.

use super::Mastodon;
use super::api::{Api, decode_list, next_page, place};
use super::posts;
use super::wire::Status;
use crate::{Feed, FeedAt, FeedBatch, Session};
use async_trait::async_trait;
use lectern_model::{Failure, IncomingPost, Visibility};
use serde_json::Value;
use std::collections::HashSet;

/// The most that Mastodon gives on one page (Mastodon docs: timelines).
const PAGE: &str = "40";

#[async_trait]
impl Feed for Mastodon {
    async fn page(&self, session: &Session, at: FeedAt) -> Result<FeedBatch, Failure> {
        let api = Api::of(session)?;
        let place = place(at.page.as_deref());
        let mut query = vec![("limit", PAGE)];
        query.extend(place.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = api.get("/api/v1/timelines/home", &[], &query).await?;
        let statuses: Vec<Status> = decode_list(&answer)?;
        // snac names a next page for ever; an empty page is the end.
        let older = next_page(&answer).filter(|next| !statuses.is_empty() && at.page.as_ref() != Some(next));
        Ok(FeedBatch {
            posts: posts_of(&statuses, &api),
            older,
            memo: Value::Null,
            unchanged: false,
            not_before: answer.retry_at(),
        })
    }

    fn every(&self) -> u32 {
        60
    }
}

/// Each post once, at its first (newest) place on the page. Private messages are left to the inbox: Mastodon keeps them
/// out of the timeline, snac does not.
fn posts_of(statuses: &[Status], api: &Api<'_>) -> Vec<IncomingPost> {
    let mut seen = HashSet::new();
    let posts = statuses.iter().filter_map(|status| posts::post(status, &api.facts, api.session.now()));
    posts.filter(|post| post.visibility != Visibility::Direct && seen.insert(post.remote_id.clone())).collect()
}
