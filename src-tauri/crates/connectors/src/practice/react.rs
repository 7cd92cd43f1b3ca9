//! Likes and boosts, until the program ends.

use super::{Practice, desk};
use crate::{React, Session};
use async_trait::async_trait;
use lectern_model::Failure;
use serde_json::Value;
use std::collections::HashSet;

#[async_trait]
impl React for Practice {
    async fn like(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        desk::with(session, |desk| {
            set(&mut desk.liked, remote_id, on);
            desk.revision += 1;
        });
        Ok(remote_ref.clone())
    }

    async fn boost(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        desk::with(session, |desk| {
            set(&mut desk.boosted, remote_id, on);
            desk.revision += 1;
        });
        Ok(remote_ref.clone())
    }
}

fn set(marked: &mut HashSet<String>, id: &str, on: bool) {
    if on {
        marked.insert(id.to_owned());
    } else {
        marked.remove(id);
    }
}
