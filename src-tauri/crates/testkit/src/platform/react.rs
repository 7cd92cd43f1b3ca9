//! Likes and boosts.

use super::{Operation, ScriptedPlatform, ServerPost};
use async_trait::async_trait;
use lectern_connectors::{React, Session};
use lectern_model::{Failure, FailureKind};
use serde_json::Value;

#[async_trait]
impl React for ScriptedPlatform {
    async fn like(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        self.react(Operation::Like, session, (remote_id, remote_ref), |post| {
            let changed = post.post.liked != on;
            post.post.liked = on;
            count(&mut post.post.counts.likes, changed, on);
        })
        .await
    }

    async fn boost(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        self.react(Operation::Boost, session, (remote_id, remote_ref), |post| {
            let changed = post.post.boosted != on;
            post.post.boosted = on;
            count(&mut post.post.counts.boosts, changed, on);
        })
        .await
    }
}

impl ScriptedPlatform {
    async fn react(
        &self,
        operation: Operation,
        session: &Session,
        (remote_id, remote_ref): (&str, &Value),
        change: impl FnOnce(&mut ServerPost) + Send,
    ) -> Result<Value, Failure> {
        self.run(operation, session, |state| {
            let gone = || Failure::without_effect(FailureKind::Gone, "The post is not there any more.");
            change(state.post_mut(remote_id).ok_or_else(gone)?);
            Ok(remote_ref.clone())
        })
        .await
    }
}

fn count(number: &mut u32, changed: bool, on: bool) {
    if changed {
        *number = if on { number.saturating_add(1) } else { number.saturating_sub(1) };
    }
}
