//! What arrived, into the store. Runs inside one transaction: messages, conversations and the reading move together.

use super::rules::{Asked, OnArrival, carry_out};
use lectern_connectors::{Incoming, IncomingKind};
use lectern_core::text;
use lectern_model::{AccountId, ConversationId, ConversationKind, PostId, Timestamp, Visibility};
use lectern_store::{Arrival, Came, NewPost, StoreError, Writer};
use std::collections::BTreeMap;

/// How a message came to us, which decides what others' words in it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// From the inbox: it involves us.
    Inbox,
    /// From the thread around a message: others' words are context, unless they were written to us alone.
    Thread,
    /// From the first reading of an account: it involved us before the account was here.
    Earlier {
        /// Whoever nobody answered waits, if they wrote after this.
        recent: Timestamp,
    },
}

/// A message ready to be stored.
pub(super) struct Message {
    kind: ConversationKind,
    conversation: String,
    ours: bool,
    parent_deleted: bool,
    post: NewPost,
}

/// What came of storing messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ingested {
    /// So many are new.
    pub(super) new: usize,
    /// Something that was here is told otherwise now: its words, or that what it answers is gone.
    pub(super) otherwise: bool,
}

impl Ingested {
    /// Whether a person would see a difference.
    pub(super) fn is_news(self) -> bool {
        self.new > 0 || self.otherwise
    }
}

/// Makes messages safe to store, before the transaction begins.
pub(super) fn ready(items: Vec<Incoming>, now: Timestamp) -> Vec<Message> {
    let message = |item: Incoming| Message {
        kind: kind(item.kind),
        conversation: item.conversation,
        ours: item.ours,
        parent_deleted: item.parent_deleted,
        post: text::ready(item.post, now),
    };
    items.into_iter().map(message).collect()
}

/// Stores messages and refreshes their conversations.
pub(super) fn ingest(
    writer: &Writer<'_>,
    account: AccountId,
    messages: &[Message],
    by: By,
    now: Timestamp,
) -> Result<Ingested, StoreError> {
    let mut touched: BTreeMap<ConversationId, Came> = BTreeMap::new();
    let mut asked: BTreeMap<ConversationId, Asked> = BTreeMap::new();
    let rules = if by == By::Inbox { Some(OnArrival::of(writer, account)?) } else { None };
    let mut ingested = Ingested::default();
    // Oldest first, so that row numbers follow time where times are equal.
    for message in messages.iter().rev() {
        // Its time here is over, although the platform still shows it. A thread that somebody opens is read anew.
        if by == By::Inbox && writer.is_expired(account, &message.post.remote_id)? {
            continue;
        }
        let (id, fresh) = place(writer, account, message)?;
        let came = touched.entry(id).or_default();
        came.fresh |= fresh;
        let stored = store(writer, account, id, message, by, now)?;
        ingested.otherwise |= stored.otherwise;
        if let Some(post) = stored.new {
            ingested.new += 1;
            if message.ours {
                // What this desk sent was answered when it was sent; what came meanwhile was not seen by anybody.
                came.ours |= !writer.is_delivered(account, &message.post.remote_id)?;
            } else {
                came.theirs = came.theirs.max(Some(message.post.sort_at));
                if let Some(rules) = &rules {
                    rules.look(writer, asked.entry(id).or_default(), (post, message.kind, &message.post))?;
                }
            }
        }
    }
    for (id, came) in touched {
        match by {
            By::Earlier { recent } => writer.settle_earlier(id, came.fresh, recent, now)?,
            By::Inbox | By::Thread => writer.refresh_conversation(id, came, now)?,
        }
        if let Some(asked) = asked.get(&id) {
            carry_out(writer, id, *asked, now)?;
        }
    }
    Ok(ingested)
}

/// The conversation that a message belongs to, and whether it is new. Where a platform forgets what a message answered
/// because that was deleted, it begins a conversation there; here it stays where it was, and so do answers to it.
fn place(writer: &Writer<'_>, account: AccountId, message: &Message) -> Result<(ConversationId, bool), StoreError> {
    if let Some(known) = writer.conversation_with_key(account, &message.conversation)? {
        return Ok((known, false));
    }
    let private = |visibility| visibility == Visibility::Direct;
    for remote_id in [Some(&message.post.remote_id), message.post.reply_to.as_ref()].into_iter().flatten() {
        let beside = writer.post_by_remote(account, remote_id)?.filter(|post| !post.context);
        let alike = beside.filter(|post| private(post.post.visibility) == private(message.post.visibility));
        if let Some(there) = alike.and_then(|post| post.conversation) {
            return Ok((there, false));
        }
    }
    writer.conversation_by_key(account, &message.conversation, message.kind, message.post.sort_at)
}

/// What came of one message.
#[derive(Default)]
struct Stored {
    /// Its number, where it is new as a message of this conversation.
    new: Option<PostId>,
    otherwise: bool,
}

/// Stores one message.
fn store(
    writer: &Writer<'_>,
    account: AccountId,
    conversation: ConversationId,
    message: &Message,
    by: By,
    now: Timestamp,
) -> Result<Stored, StoreError> {
    let context = by == By::Thread && !message.ours && message.post.visibility != Visibility::Direct;
    let stored = writer.post_by_remote(account, &message.post.remote_id)?;
    // What is above a private message may be a public conversation of its own, and stays there.
    let elsewhere = |at: Option<ConversationId>| at.is_some_and(|at| at != conversation);
    if by == By::Thread && stored.as_ref().is_some_and(|post| elsewhere(post.conversation)) {
        return Ok(Stored::default());
    }
    let here = stored.filter(|post| post.conversation == Some(conversation) && !post.context);
    let kind = if message.ours || context { None } else { Some(message.kind) };
    let arrival = Arrival::Message { conversation, kind, ours: message.ours, context };
    let id = writer.upsert_post(account, &message.post, arrival, now)?.id;
    if !context {
        writer.message_came_in(id, &message.conversation)?;
    }
    let orphaned = message.parent_deleted && writer.parent_was_deleted(id)?;
    Ok(match here {
        Some(before) if !before.ours && before.post.text != message.post.text => {
            writer.message_was_changed(id, conversation, &before.post.text, now)?;
            Stored { new: None, otherwise: true }
        }
        Some(_) => Stored { new: None, otherwise: orphaned },
        None => Stored { new: Some(id).filter(|_| !context), otherwise: orphaned },
    })
}

fn kind(kind: IncomingKind) -> ConversationKind {
    match kind {
        IncomingKind::Mention => ConversationKind::Mention,
        IncomingKind::Reply => ConversationKind::Reply,
        IncomingKind::Direct => ConversationKind::Direct,
    }
}
