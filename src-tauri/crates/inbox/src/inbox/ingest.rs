//! What arrived, into the store. Runs inside one transaction: messages, conversations and the reading move together.

use lectern_connectors::{Incoming, IncomingKind};
use lectern_core::text;
use lectern_model::{AccountId, ConversationId, ConversationKind, Timestamp, Visibility};
use lectern_store::{Arrival, Came, NewPost, StoreError, Writer};
use std::collections::BTreeMap;

/// How a message came to us, which decides what others' words in it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// From the inbox: it involves us.
    Inbox,
    /// From the thread around a message: others' words are context, unless they were written to us alone.
    Thread,
}

/// A message ready to be stored.
pub(super) struct Message {
    kind: ConversationKind,
    conversation: String,
    ours: bool,
    post: NewPost,
}

/// Makes messages safe to store, before the transaction begins.
pub(super) fn ready(items: Vec<Incoming>, now: Timestamp) -> Vec<Message> {
    let message = |item: Incoming| Message {
        kind: kind(item.kind),
        conversation: item.conversation,
        ours: item.ours,
        post: text::ready(item.post, now),
    };
    items.into_iter().map(message).collect()
}

/// Stores messages and refreshes their conversations. Answers how many messages are new.
pub(super) fn ingest(
    writer: &Writer<'_>,
    account: AccountId,
    messages: &[Message],
    by: By,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut touched: BTreeMap<ConversationId, Came> = BTreeMap::new();
    let mut new = 0;
    // Oldest first, so that row numbers follow time where times are equal.
    for message in messages.iter().rev() {
        // Its time here is over, although the platform still shows it. A thread that somebody opens is read anew.
        if by == By::Inbox && writer.is_expired(account, &message.post.remote_id)? {
            continue;
        }
        let (id, fresh) =
            writer.conversation_by_key(account, &message.conversation, message.kind, message.post.sort_at)?;
        let came = touched.entry(id).or_default();
        came.fresh |= fresh;
        if store(writer, account, id, message, by, now)? {
            new += 1;
            if message.ours {
                // What this desk sent was answered when it was sent; what came meanwhile was not seen by anybody.
                came.ours |= !writer.is_delivered(account, &message.post.remote_id)?;
            } else {
                came.theirs = came.theirs.max(Some(message.post.sort_at));
            }
        }
    }
    for (id, came) in touched {
        writer.refresh_conversation(id, came, now)?;
    }
    Ok(new)
}

/// Stores one message; says whether it is new as a message of this conversation.
fn store(
    writer: &Writer<'_>,
    account: AccountId,
    conversation: ConversationId,
    message: &Message,
    by: By,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let context = by == By::Thread && !message.ours && message.post.visibility != Visibility::Direct;
    let stored = writer.post_by_remote(account, &message.post.remote_id)?;
    // What is above a private message may be a public conversation of its own, and stays there.
    let elsewhere = |at: Option<ConversationId>| at.is_some_and(|at| at != conversation);
    if by == By::Thread && stored.as_ref().is_some_and(|post| elsewhere(post.conversation)) {
        return Ok(false);
    }
    let known = stored.is_some_and(|post| post.conversation == Some(conversation) && !post.context);
    let kind = if message.ours || context { None } else { Some(message.kind) };
    let arrival = Arrival::Message { conversation, kind, ours: message.ours, context };
    writer.upsert_post(account, &message.post, arrival, now)?;
    Ok(!known && !context)
}

fn kind(kind: IncomingKind) -> ConversationKind {
    match kind {
        IncomingKind::Mention => ConversationKind::Mention,
        IncomingKind::Reply => ConversationKind::Reply,
        IncomingKind::Direct => ConversationKind::Direct,
    }
}
