//! A whole platform in memory. The test holds one handle and says what the server does; the engine holds the same
//! thing as a connector. What the server took is counted by delivery key, so that a test can ask for exactly one.
//!
//! Every operation runs the same way: it is counted, the line and the credentials are looked at, and then the next
//! fault scripted for it decides whether the server acts, and what is answered.

mod faults;
mod feed;
mod inbox;
mod moderation;
mod others;
mod publish;
mod react;
mod schedule;
mod script;
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
    Blocking, Connector, Edit, Feed, Inbox, Moderation, Publish, React, Reporting, Schedule, Session, SignIn,
};
use lectern_model::{Body, Failure, FailureKind, PlatformKey, PlatformView};
use serde_json::Value;
use state::State;
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

    fn reporting(&self, _facts: &Value) -> Option<&dyn Reporting> {
        self.with(|state| state.takes_reports).then_some(self)
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
