//! Conversations and the stream.

use super::state::{Message, State, page};
use super::{Operation, ScriptedPlatform, ServerPost};
use async_trait::async_trait;
use lectern_connectors::{Inbox, InboxBatch, Incoming, IncomingKind, Session};
use lectern_model::{Body, Failure, FailureKind, IncomingPost};
use serde_json::json;

const HEARD: &str = "heard";

impl ScriptedPlatform {
    /// One of us answers in a conversation from somewhere else; it stands in the thread alone.
    pub fn answered_elsewhere(&self, root: &str, text: &str) -> String {
        self.with(|state| {
            let mut post = state.blank_post("library", text, self.clock.now());
            let id = post.remote_id.clone();
            post.reply_to = Some(root.to_owned());
            post.thread_root = Some(root.to_owned());
            let conversation = root.to_owned();
            state.elsewhere.push(Message { kind: IncomingKind::Reply, conversation, post, ours: true, orphan: false });
            id
        })
    }

    /// What somebody wrote to us, the oldest first.
    pub fn post_ids_of(&self, from: &str) -> Vec<String> {
        self.with(|state| {
            let theirs = state.messages.iter().filter(|message| message.post.author.name == from);
            theirs.map(|message| message.post.remote_id.clone()).collect()
        })
    }

    /// Somebody answers one message of a conversation; returns the id of the answer.
    pub fn incoming_below(&self, parent: &str, from: &str, text: &str) -> String {
        let root = self.with(|state| {
            let parent = state.messages.iter().find(|message| message.post.remote_id == parent);
            parent.map(|message| message.conversation.clone())
        });
        let id = self.incoming_in(IncomingKind::Reply, root.as_deref(), from, text);
        self.change_message(&id, |post| post.reply_to = Some(parent.to_owned()));
        id
    }

    /// Somebody deletes what they wrote to us. `forgets`: the server does not know any more what the answers to it
    /// answered, and each of them begins a conversation.
    pub fn delete_message(&self, id: &str, forgets: bool) {
        self.with(|state| {
            state.messages.retain(|message| message.post.remote_id != id);
            let answers = |message: &&mut Message| message.post.reply_to.as_deref() == Some(id);
            for message in state.messages.iter_mut().filter(answers) {
                message.orphan = true;
                if forgets {
                    message.conversation.clone_from(&message.post.remote_id);
                    message.post.thread_root = Some(message.post.remote_id.clone());
                    message.post.reply_to = None;
                }
            }
        });
    }

    /// Somebody changes what they wrote to us.
    pub fn reword_message(&self, id: &str, text: &str) {
        self.with(|state| {
            for message in state.messages.iter_mut().filter(|message| message.post.remote_id == id) {
                message.post.body = Body::Plain { text: text.to_owned(), links: Vec::new() };
            }
        });
    }
}

#[async_trait]
impl Inbox for ScriptedPlatform {
    async fn page(&self, session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure> {
        self.run(Operation::Inbox, session, |state| {
            let (messages, older) = page(&state.messages, cursor, state.page_size);
            Ok(InboxBatch { items: messages.into_iter().map(Message::to_incoming).collect(), older })
        })
        .await
    }

    async fn thread(&self, session: &Session, post: &IncomingPost) -> Result<Vec<Incoming>, Failure> {
        let root = post.thread_root.clone().unwrap_or_else(|| post.remote_id.clone());
        self.run(Operation::Thread, session, |state| {
            let mut thread: Vec<Incoming> = root_post(state, &root).into_iter().collect();
            let messages = state.messages.iter().chain(&state.elsewhere);
            thread.extend(messages.filter(|m| m.conversation == root).map(Message::to_incoming));
            Ok(thread)
        })
        .await
    }

    async fn wait_for_news(&self, session: &Session) -> Result<bool, Failure> {
        if !self.with(|state| state.streaming) {
            return Ok(false);
        }
        let mut news = self.news.subscribe();
        let cuts = news.borrow().cuts;
        let heard = scratch(session).get(HEARD).and_then(serde_json::Value::as_u64).unwrap_or_default();
        let closed = || Failure::without_effect(FailureKind::Unreachable, "The stream was cut.");
        let now = *news.wait_for(|now| now.said > heard || now.cuts > cuts).await.map_err(|_| closed())?;
        if now.cuts > cuts {
            return Err(closed());
        }
        *scratch(session) = json!({ HEARD: now.said });
        Ok(true)
    }

    fn every(&self) -> u32 {
        60
    }
}

fn root_post(state: &State, root: &str) -> Option<Incoming> {
    let found: &ServerPost = state.posts.iter().find(|post| post.post.remote_id == root && !post.deleted)?;
    let ours = found.is_ours();
    Some(Incoming {
        kind: IncomingKind::Reply,
        conversation: root.to_owned(),
        post: found.post.clone(),
        ours,
        parent_deleted: false,
    })
}

fn scratch(session: &Session) -> std::sync::MutexGuard<'_, serde_json::Value> {
    crate::wire::lock(&session.scratch)
}
