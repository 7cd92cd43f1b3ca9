//! A whole platform in memory. The test holds one handle and says what the server does; the engine holds the same
//! thing as a connector. What the server took is counted by delivery key, so that a test can ask for exactly one.
//!
//! Every operation runs the same way: it is counted, the line and the credentials are looked at, and then the next
//! fault scripted for it decides whether the server acts, and what is answered.

mod faults;
mod feed;
mod inbox;
mod moderation;
mod publish;
mod react;
mod schedule;
mod sign_in;
mod state;

pub use faults::{Fault, Operation};
pub use publish::{Finding, Idempotency};
pub use schedule::HeldPost;
pub use sign_in::SignInWay;
pub use state::{Picture, ServerPost, WrittenBy};

use crate::ManualClock;
use crate::wire::lock;
use lectern_connectors::{
    Blocking, Connector, Edit, Feed, Inbox, IncomingKind, Moderation, Publish, React, Schedule, Session, SignIn,
};
use lectern_model::{Body, Failure, FailureKind, IncomingPost, Limits, PlatformKey, PlatformView};
use serde_json::Value;
use state::{Message, State};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// The platform. Its handle is shared: `Arc<ScriptedPlatform>` is the script and the connector.
pub struct ScriptedPlatform {
    key: PlatformKey,
    clock: Arc<ManualClock>,
    state: Mutex<State>,
    news: watch::Sender<News>,
    browser: watch::Sender<bool>,
    uploading: Mutex<Option<Happens>>,
}

/// What happens meanwhile.
type Happens = Box<dyn Fn() + Send + Sync>;

/// What the stream said so far.
#[derive(Debug, Clone, Copy, Default)]
struct News {
    said: u64,
    cuts: u64,
}

impl ScriptedPlatform {
    /// A platform with the key `scripted`.
    #[must_use]
    pub fn new(clock: &Arc<ManualClock>) -> Arc<Self> {
        Self::named("scripted", clock)
    }

    /// A platform with another key, for tests with several.
    #[must_use]
    pub fn named(key: &str, clock: &Arc<ManualClock>) -> Arc<Self> {
        Arc::new(Self {
            key: PlatformKey::from(key),
            clock: Arc::clone(clock),
            state: Mutex::default(),
            news: watch::Sender::default(),
            browser: watch::Sender::default(),
            uploading: Mutex::default(),
        })
    }

    /// The platform as a connector.
    #[must_use]
    pub fn connector(self: &Arc<Self>) -> Arc<dyn Connector> {
        Arc::clone(self) as Arc<dyn Connector>
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &PlatformKey {
        &self.key
    }

    // --- what others do ---

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
            state.messages.push(Message { kind, conversation, post, ours: false });
            id
        });
        self.say_news();
        id
    }

    // --- what the server does ---

    /// This happens while a step runs that nobody can see: time passes, somebody clicks.
    pub fn while_uploading(&self, happens: impl Fn() + Send + Sync + 'static) {
        *lock(&self.uploading) = Some(Box::new(happens));
    }

    /// The next call of `operation` meets `fault`.
    pub fn fault(&self, operation: Operation, fault: Fault) {
        self.fault_after(operation, 0, fault);
    }

    /// `skip` calls of `operation` go well, the next one meets `fault`.
    pub fn fault_after(&self, operation: Operation, skip: usize, fault: Fault) {
        self.with(|state| state.faults.add(operation, skip, fault));
    }

    /// Every call of `operation` meets `fault` until told `None`; faults for single calls come first.
    pub fn fault_always(&self, operation: Operation, fault: Option<Fault>) {
        self.with(|state| state.faults.always(operation, fault));
    }

    /// Forgets every fault that was not met yet.
    pub fn no_more_faults(&self) {
        self.with(|state| state.faults.clear());
    }

    /// Every fault that was met so far, oldest first.
    #[must_use]
    pub fn met(&self) -> Vec<(Operation, Fault)> {
        self.with(|state| state.faults.met())
    }

    /// Takes the line away from every operation, or gives it back.
    pub fn offline(&self, offline: bool) {
        self.with(|state| state.offline = offline);
    }

    /// How often `operation` was called, faults included.
    #[must_use]
    pub fn calls(&self, operation: Operation) -> usize {
        self.with(|state| state.faults.calls(operation))
    }

    /// Ends every sign-in: all operations ask for a new one.
    pub fn revoke_sign_ins(&self) {
        self.with(|state| state.tokens.clear());
    }

    /// How a sign-in goes from now on.
    pub fn sign_in_way(&self, way: SignInWay) {
        self.with(|state| state.sign_in_way = way);
    }

    /// When sign-ins lapse that are made from now on.
    pub fn sign_in_lapses(&self, at: lectern_model::Timestamp) {
        self.with(|state| state.lapses_at = Some(at));
    }

    /// The browser of every sign-in under way comes back.
    pub fn browser_returns(&self) {
        self.browser.send_replace(true);
    }

    /// Most posts or messages on a page; 20 at first.
    pub fn page_size(&self, posts: usize) {
        self.with(|state| state.page_size = posts.max(1));
    }

    /// How many steps a post takes (at least 1); only the last one changes anything that others see.
    pub fn steps(&self, steps: u64) {
        self.with(|state| state.steps = steps.max(1));
    }

    /// Steps before the last ask to wait this long; 0: not at all.
    pub fn wait_between_steps(&self, seconds: i64) {
        self.with(|state| state.wait_seconds = seconds);
    }

    /// Whether a post sent twice with the same key becomes one.
    pub fn idempotency(&self, idempotency: Idempotency) {
        self.with(|state| state.idempotency = idempotency);
    }

    /// Whether the platform can tell if a post is there.
    pub fn finding(&self, finding: Finding) {
        self.with(|state| state.finding = finding);
    }

    /// Other limits than the usual 500 graphemes and 4 pictures.
    pub fn set_limits(&self, limits: Limits) {
        self.with(|state| state.limits = limits);
    }

    /// Whether it makes link cards from our data.
    pub fn wants_card(&self, wants: bool) {
        self.with(|state| state.wants_card = wants);
    }

    /// Whether the writer's name is put before every answer.
    pub fn names_answered(&self, names: bool) {
        self.with(|state| state.names_answered = names);
    }

    /// Whether it has a stream. Posts and messages are said on it by themselves.
    pub fn streaming(&self, streaming: bool) {
        self.with(|state| state.streaming = streaming);
        self.say_news();
    }

    /// Whether it lets posts be changed.
    pub fn edits(&self, edits: bool) {
        self.with(|state| state.edits = edits);
    }

    /// The server does this to a post that it holds.
    pub fn change_post(&self, id: &str, change: impl FnOnce(&mut IncomingPost)) {
        self.with(|state| {
            if let Some(post) = state.post_mut(id) {
                change(&mut post.post);
            }
        });
    }

    /// The server does this to a message that it holds.
    pub fn change_message(&self, id: &str, change: impl FnOnce(&mut IncomingPost)) {
        self.with(|state| {
            if let Some(message) = state.messages.iter_mut().find(|message| message.post.remote_id == id) {
                change(&mut message.post);
            }
        });
    }

    /// Its rules let others' words be kept for so many days.
    pub fn sets_retention(&self, days: u32) {
        self.with(|state| state.keeps_at_most = Some(days));
    }

    /// Cuts every open stream.
    pub fn cut_streams(&self) {
        self.news.send_modify(|news| news.cuts += 1);
    }

    // --- what the server holds ---

    /// Everything we published, oldest first, deleted posts included.
    #[must_use]
    pub fn published(&self) -> Vec<ServerPost> {
        self.with(|state| state.posts.iter().filter(|post| post.is_ours()).cloned().collect())
    }

    /// How many posts the server ever made for this delivery key. Anything but one is a lost or doubled post.
    #[must_use]
    pub fn posts_with_key(&self, delivery_key: &str) -> usize {
        self.with(|state| state.posts.iter().filter(|post| post.key() == Some(delivery_key)).count())
    }

    /// A post by its id, deleted or not.
    #[must_use]
    pub fn post(&self, id: &str) -> Option<ServerPost> {
        self.with(|state| state.posts.iter().find(|post| post.post.remote_id == id).cloned())
    }

    /// How many pictures were uploaded so far.
    #[must_use]
    pub fn uploads(&self) -> usize {
        self.with(|state| state.uploads)
    }

    // --- inside ---

    /// What the scheduler has to send by now is out before anything else happens.
    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        let state = &mut lock(&self.state);
        schedule::send_due(state, self.clock.now());
        look(state)
    }

    fn say_news(&self) {
        self.news.send_modify(|news| news.said += 1);
    }

    /// Runs one operation of a signed-in account.
    async fn run<T>(
        &self,
        operation: Operation,
        session: &Session,
        act: impl FnOnce(&mut State) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure>
    where
        T: Send,
    {
        let credentials = session.credentials().await?;
        let known = self.with(|state| state.tokens.contains(credentials.reveal()));
        self.meet(operation, move |state| {
            if !known {
                let words = "The sign-in was revoked. Sign in again.";
                return Err(Failure::without_effect(FailureKind::SignInNeeded, words));
            }
            act(state)
        })
        .await
    }

    /// Runs one operation and meets the fault scripted for it.
    async fn meet<T>(
        &self,
        operation: Operation,
        act: impl FnOnce(&mut State) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure>
    where
        T: Send,
    {
        let (outcome, fault) = self.with(|state| {
            let fault = state.faults.next(operation, state.offline);
            let acts = fault.as_ref().is_none_or(Fault::acts);
            (acts.then(|| act(state)), fault)
        });
        match (fault, outcome) {
            (None, Some(outcome)) | (Some(_), Some(outcome @ Err(_))) => outcome,
            (Some(fault), _) => Err(fault.answer().await),
            (None, None) => Err(Failure::unusable("The server said nothing.")),
        }
    }
}

impl Connector for ScriptedPlatform {
    fn describe(&self) -> PlatformView {
        PlatformView {
            key: self.key.clone(),
            name: "Scripted".to_owned(),
            letter: "s".to_owned(),
            colour: "#334155".to_owned(),
            about: "Follows a script.".to_owned(),
            notes: vec!["Only tests see this platform.".to_owned()],
            parts: Vec::new(),
            practice: false,
            subscription: false,
        }
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }

    fn keeps_at_most(&self) -> Option<u32> {
        self.with(|state| state.keeps_at_most)
    }

    fn feed(&self) -> Option<&dyn Feed> {
        Some(self)
    }

    fn inbox(&self) -> Option<&dyn Inbox> {
        Some(self)
    }

    fn publish(&self) -> Option<&dyn Publish> {
        Some(self)
    }

    fn edit(&self, _facts: &Value) -> Option<&dyn Edit> {
        self.with(|state| state.edits).then_some(self)
    }

    fn schedule(&self, facts: &Value) -> Option<&dyn Schedule> {
        let name = facts.get("name").and_then(Value::as_str).unwrap_or_default();
        self.with(|state| state.scheduler.is_for(name)).then_some(self)
    }

    fn moderation(&self, _facts: &Value) -> Option<&dyn Moderation> {
        self.with(|state| state.moderates).then_some(self)
    }

    fn blocking(&self, _facts: &Value) -> Option<&dyn Blocking> {
        self.with(|state| state.blocks).then_some(self)
    }

    fn react(&self) -> Option<&dyn React> {
        Some(self)
    }
}

fn plain(text: &str) -> Body {
    Body::Plain { text: text.to_owned(), links: Vec::new() }
}

#[cfg(test)]
mod tests;
