//! What others do on the platform: they post, write to us, and take things back.

use super::state::Message;
use super::{ScriptedPlatform, ServerPost};
use lectern_connectors::IncomingKind;
use lectern_model::IncomingPost;

impl ScriptedPlatform {
    /// Somebody posts into the feed now; returns the post's id.
    pub fn add_post(&self, from: &str, text: &str) -> String {
        let post = self.with(|state| state.blank_post(from, text, self.clock.now()));
        self.add_incoming_post(post)
    }

    /// `count` people post, one second after another up to now.
    pub fn add_posts(&self, count: u32) {
        for number in 1..=count {
            let mut post =
                self.with(|state| state.blank_post("patron", &format!("Post number {number}"), self.clock.now()));
            post.created_at = post.created_at.plus_seconds(i64::from(number) - i64::from(count));
            self.add_incoming_post(post);
        }
    }

    /// Puts a post into the feed as it is (hostile HTML, odd dates, ids that are there already); returns its id.
    pub fn add_incoming_post(&self, post: IncomingPost) -> String {
        let id = post.remote_id.clone();
        self.with(|state| state.posts.push(ServerPost::by_others(post)));
        self.say_news();
        id
    }

    /// A post of the feed is gone, as if it had never been there.
    pub fn remove_post(&self, id: &str) {
        self.with(|state| state.posts.retain(|post| post.post.remote_id != id));
    }

    /// The server names a message once more, with the same id.
    pub fn repeat_message(&self, id: &str) {
        self.with(|state| {
            let again = state.messages.iter().find(|message| message.post.remote_id == id).cloned();
            state.messages.extend(again);
        });
        self.say_news();
    }

    /// Somebody writes to us in a conversation of its own; returns the message's id, which names the conversation too.
    pub fn incoming(&self, kind: IncomingKind, from: &str, text: &str) -> String {
        self.incoming_in(kind, None, from, text)
    }

    /// Somebody writes to us in the conversation that began with the message or post `root`; returns the message's id.
    pub fn incoming_in(&self, kind: IncomingKind, root: Option<&str>, from: &str, text: &str) -> String {
        let id = self.with(|state| {
            let mut post = state.blank_post(from, text, self.clock.now());
            let id = post.remote_id.clone();
            post.reply_to = root.map(str::to_owned);
            post.thread_root = Some(root.unwrap_or(&id).to_owned());
            if kind == IncomingKind::Direct {
                post.visibility = lectern_model::Visibility::Direct;
            }
            let conversation = root.unwrap_or(&id).to_owned();
            state.messages.push(Message { kind, conversation, post, ours: false, orphan: false });
            id
        });
        self.say_news();
        id
    }
}
