//! Mentions, replies and quotes from the notifications, and private messages beside them.

use super::session::{self, Call};
use super::wire::{AtUri, Notifications, PostThread, PostView, Posts};
use super::{Bluesky, chat, posts};
use crate::{Inbox, InboxBatch, Incoming, IncomingKind, Session};
use async_trait::async_trait;
use lectern_model::{Failure, IncomingPost, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most posts that `app.bsky.feed.getPosts` gives at once.
const POSTS_AT_ONCE: usize = 25;

/// What brings a notification into the inbox.
const REASONS: [&str; 3] = ["mention", "reply", "quote"];

/// Where both lists go on; a list that ended is absent.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Older {
    notifications: Option<String>,
    convos: Option<String>,
}

#[async_trait]
impl Inbox for Bluesky {
    async fn page(&self, session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure> {
        let at: Option<Older> = cursor.map(|cursor| serde_json::from_str(cursor).unwrap_or_default());
        let mut batch = InboxBatch::default();
        let mut older = Older::default();
        if at.as_ref().is_none_or(|at| at.notifications.is_some()) {
            let cursor = at.as_ref().and_then(|at| at.notifications.as_deref());
            (batch.items, older.notifications) = notified(session, cursor).await?;
        }
        if at.as_ref().is_none_or(|at| at.convos.is_some()) {
            let cursor = at.as_ref().and_then(|at| at.convos.as_deref());
            let (messages, next) = chat::page(session, cursor).await;
            batch.items.extend(messages);
            older.convos = next;
        }
        batch.items.sort_by_key(|item| std::cmp::Reverse(item.post.created_at));
        if older.notifications.is_some() || older.convos.is_some() {
            batch.older = serde_json::to_string(&older).ok();
        }
        Ok(batch)
    }

    async fn thread(&self, session: &Session, post: &IncomingPost) -> Result<Vec<Incoming>, Failure> {
        if let Some(convo) = chat::convo_of(&post.remote_ref) {
            return chat::thread(session, convo).await;
        }
        let query = [("uri", post.remote_id.as_str()), ("depth", "20"), ("parentHeight", "80")];
        let answer: PostThread = session::call(session, Call::get("app.bsky.feed.getPostThread", &query)).await?;
        let views = unrolled(answer.thread).into_iter();
        let now = session.now();
        let incoming = |(view, parent_deleted)| {
            item(view, &session.account.remote_id, now).map(|item| Incoming { parent_deleted, ..item })
        };
        let mut items: Vec<Incoming> = views.filter_map(incoming).collect();
        items.sort_by_key(|item| item.post.created_at);
        Ok(items)
    }

    fn every(&self) -> u32 {
        30
    }
}

async fn notified(session: &Session, cursor: Option<&str>) -> Result<(Vec<Incoming>, Option<String>), Failure> {
    let mut query: Vec<(&str, &str)> = REASONS.iter().map(|reason| ("reasons", *reason)).collect();
    query.push(("limit", "50"));
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    let call = Call::get("app.bsky.notification.listNotifications", &query);
    let answer: Notifications = session::call(session, call).await?;
    let older = answer.cursor.filter(|_| !answer.notifications.0.is_empty());
    // Servers of an older version do not know the filter.
    let wanted = answer.notifications.0.into_iter().filter(|one| REASONS.contains(&one.reason.as_str()));
    let uris: Vec<String> = wanted.map(|one| one.uri).filter(|uri| AtUri::parse(uri).is_some()).collect();
    let views = fetch(session, &uris).await?.into_iter();
    let now = session.now();
    let items =
        views.filter_map(|view| item(view, &session.account.remote_id, now)).filter(|item| !item.ours).collect();
    Ok((items, older))
}

/// Posts by their addresses. Those that are gone or blocked are missing.
pub(super) async fn fetch(session: &Session, uris: &[String]) -> Result<Vec<PostView>, Failure> {
    let mut found = Vec::with_capacity(uris.len());
    for some in uris.chunks(POSTS_AT_ONCE) {
        let query: Vec<(&str, &str)> = some.iter().map(|uri| ("uris", uri.as_str())).collect();
        let answer: Posts = session::call(session, Call::get("app.bsky.feed.getPosts", &query)).await?;
        found.extend(answer.posts.0);
    }
    Ok(found)
}

/// A post as part of a conversation, which goes by the first post of its thread.
fn item(view: PostView, own_did: &str, now: Timestamp) -> Option<Incoming> {
    let post = posts::incoming(view, now)?;
    let answered = post.reply_to.as_deref().and_then(AtUri::parse).map(|parent| parent.authority);
    let kind = if answered == Some(own_did) { IncomingKind::Reply } else { IncomingKind::Mention };
    Some(Incoming {
        kind,
        conversation: post.thread_root.clone().unwrap_or_else(|| post.remote_id.clone()),
        ours: post.author.remote_id == own_did,
        post,
        parent_deleted: false,
    })
}

/// The posts of a thread, parents before their children, and whether what each answers was deleted. Blocked and missing
/// ones are left out. Walked without recursion: a thread can be a hundred posts deep.
fn unrolled(thread: Value) -> Vec<(PostView, bool)> {
    let mut above = Vec::new();
    let mut parent = thread.get("parent").cloned();
    while let Some(mut node) = parent {
        above.extend(view(&mut node));
        parent = node.get_mut("parent").map(Value::take);
    }
    above.reverse();
    let mut waiting = vec![thread];
    while let Some(mut node) = waiting.pop() {
        above.extend(view(&mut node));
        if let Some(Value::Array(replies)) = node.get_mut("replies").map(Value::take) {
            waiting.extend(replies.into_iter().rev());
        }
    }
    above
}

fn view(node: &mut Value) -> Option<(PostView, bool)> {
    // A blocked parent is there, for others.
    let deleted = node.pointer("/parent/notFound").and_then(Value::as_bool).unwrap_or(false);
    let post = serde_json::from_value(node.get_mut("post")?.take()).ok()?;
    Some((post, deleted))
}
