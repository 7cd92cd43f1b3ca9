//! What the server does: what a test says before it happens.

use super::{Fault, Finding, Idempotency, Operation, ScriptedPlatform, SignInWay};
use crate::wire::lock;
use lectern_model::{IncomingPost, Limits};

impl ScriptedPlatform {
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
}
