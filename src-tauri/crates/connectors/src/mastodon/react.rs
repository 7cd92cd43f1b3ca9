//! Likes (`favourite`) and boosts (`reblog`).

use super::Mastodon;
use super::api::Api;
use crate::{React, Session};
use async_trait::async_trait;
use lectern_model::Failure;
use serde_json::Value;

#[async_trait]
impl React for Mastodon {
    async fn like(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        act(session, remote_id, if on { "favourite" } else { "unfavourite" }).await?;
        Ok(remote_ref.clone())
    }

    async fn boost(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        act(session, remote_id, if on { "reblog" } else { "unreblog" }).await?;
        Ok(remote_ref.clone())
    }
}

/// Doing it twice is harmless: the server answers as if it were the first time.
async fn act(session: &Session, remote_id: &str, what: &str) -> Result<(), Failure> {
    Api::of(session)?.act("/api/v1/statuses", &[remote_id, what]).await.map(|_| ())
}
