//! Likes and boosts: small records of ours that point at a post.

use super::posts::PostRef;
use super::session::{self, Call};
use super::wire::{AtUri, Record};
use super::{Bluesky, inbox, record};
use crate::{React, Session};
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind};
use lectern_net::Payload;
use serde_json::{Value, json};

/// `com.atproto.repo.createRecord`.
pub(super) const CREATE: &str = "com.atproto.repo.createRecord";
/// `com.atproto.repo.deleteRecord`.
pub(super) const DELETE: &str = "com.atproto.repo.deleteRecord";

#[async_trait]
impl React for Bluesky {
    async fn like(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        let mut post = known(session, remote_id, remote_ref, Kind::Like, on).await?;
        post.like = switch(session, "app.bsky.feed.like", &post, post.like.as_deref(), on).await?;
        Ok(post.write())
    }

    async fn boost(&self, session: &Session, remote_id: &str, remote_ref: &Value, on: bool) -> Result<Value, Failure> {
        let mut post = known(session, remote_id, remote_ref, Kind::Boost, on).await?;
        post.repost = switch(session, "app.bsky.feed.repost", &post, post.repost.as_deref(), on).await?;
        Ok(post.write())
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Like,
    Boost,
}

/// The post's reference, complete enough for what is asked: asked for again where it holds too little.
async fn known(session: &Session, id: &str, from: &Value, kind: Kind, on: bool) -> Result<PostRef, Failure> {
    let post = PostRef::read(from);
    let record = match kind {
        Kind::Like => &post.like,
        Kind::Boost => &post.repost,
    };
    let enough = if on { !post.cid.is_empty() } else { record.is_some() };
    if enough && post.uri == id {
        return Ok(post);
    }
    let gone = || Failure::without_effect(FailureKind::Gone, "The post is not there any more.");
    let view = inbox::fetch(session, &[id.to_owned()]).await?.into_iter().next().ok_or_else(gone)?;
    let fresh = super::posts::incoming(view, session.now()).ok_or_else(gone)?;
    Ok(PostRef::read(&fresh.remote_ref))
}

/// Makes our record that points at a post, or takes it away; answers with the one that is there afterwards.
async fn switch(
    session: &Session,
    collection: &str,
    post: &PostRef,
    ours: Option<&str>,
    on: bool,
) -> Result<Option<String>, Failure> {
    match (on, ours) {
        (true, Some(ours)) => Ok(Some(ours.to_owned())),
        (true, None) => {
            let record = json!({
                "$type": collection,
                "subject": {"uri": post.uri, "cid": post.cid},
                "createdAt": record::moment(session.now()),
            });
            let body = json!({"repo": session.account.remote_id, "collection": collection, "record": record});
            let made: Record = session::call(session, Call::post(CREATE, Payload::Json(body))).await?;
            Ok(Some(made.uri))
        }
        (false, None) => Ok(None),
        (false, Some(ours)) => {
            remove(session, ours).await?;
            Ok(None)
        }
    }
}

/// Deletes a record of ours. One that is gone already is no failure: the server answers as if it had been there.
pub(super) async fn remove(session: &Session, uri: &str) -> Result<(), Failure> {
    let own = AtUri::parse(uri).filter(|address| address.authority == session.account.remote_id);
    let Some(address) = own else {
        return Err(Failure::without_effect(FailureKind::Permission, "That was not written by this account."));
    };
    let body = json!({"repo": address.authority, "collection": address.collection, "rkey": address.rkey});
    session::call::<Value>(session, Call::post(DELETE, Payload::Json(body))).await.map(|_| ())
}
