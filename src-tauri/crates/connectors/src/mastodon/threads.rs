//! Which conversation a status belongs to.
//!
//! Public talk groups by the first post of its thread, so that every answer to a post of ours lies together under that
//! post's id. A private message groups by the first private message of its own chain (`dm:` and its id): two patrons who
//! answer the same public post privately never share a conversation. The conversations API is not used for grouping,
//! because a status does not say which of its conversations it is in, and some servers change the id with every message.
//!
//! What lies above a status is asked once and remembered while the program runs; a page asks at most
//! [`QUESTIONS`] times, and what is left then groups by what it answers.

use super::api::{Api, decode, not_offered};
use super::posts;
use super::wire::{Context, Status};
use lectern_model::{Failure, Visibility};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Most questions about threads for one page.
const QUESTIONS: u32 = 40;

/// Most answers that are remembered; then it starts over.
const REMEMBERED: usize = 2000;

const MEMORY: &str = "threads";

/// The threads of one page.
pub(super) struct Threads<'a> {
    api: &'a Api<'a>,
    known: Map<String, Value>,
    left: u32,
}

impl<'a> Threads<'a> {
    pub(super) fn new(api: &'a Api<'a>) -> Self {
        let known = match api.recall(MEMORY) {
            Some(Value::Object(known)) if known.len() < REMEMBERED => known,
            _ => Map::new(),
        };
        Self { api, known, left: QUESTIONS }
    }

    /// The conversation of a status.
    ///
    /// # Errors
    /// The line failed; a thread that cannot be read is no failure.
    pub(super) async fn key(&mut self, status: &Status) -> Result<String, Failure> {
        let id = self.api.facts.flavour.stable_id(&status.id);
        if let Some(Value::String(key)) = self.known.get(&id) {
            return Ok(key.clone());
        }
        let key = if status.in_reply_to_id.is_none() {
            key_for(&id, self.is_private(status))
        } else if let Some(context) = self.ask(&id).await? {
            self.key_within(status, &context.ancestors)
        } else {
            return Ok(self.key_within(status, &[]));
        };
        self.known.insert(id, Value::String(key.clone()));
        Ok(key)
    }

    /// The conversation of a status among the posts above it.
    pub(super) fn key_within(&self, status: &Status, above: &[Status]) -> String {
        let stable = |id: &str| self.api.facts.flavour.stable_id(id);
        let private = self.is_private(status);
        let above: HashMap<String, &Status> = above.iter().map(|post| (stable(&post.id), post)).collect();
        let mut top = stable(&status.id);
        let mut next = status.in_reply_to_id.as_deref().map(stable);
        // A chain is never longer than the list it lies in, whatever a server says.
        for _ in 0..=above.len() {
            let Some(id) = next.take() else { break };
            match above.get(&id) {
                Some(parent) if private && !self.is_private(parent) => break,
                Some(parent) => next = parent.in_reply_to_id.as_deref().map(stable),
                // Not given: deleted, or never brought here. For a private message nobody knows whether it was private.
                None if private => break,
                None => {}
            }
            top = id;
        }
        key_for(&top, private)
    }

    fn is_private(&self, status: &Status) -> bool {
        posts::visibility(status, &self.api.facts) == Visibility::Direct
    }

    async fn ask(&mut self, id: &str) -> Result<Option<Context>, Failure> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        match self.api.get("/api/v1/statuses", &[id, "context"], &[]).await {
            Ok(answer) => Ok(decode(&answer).ok()),
            Err(failure) if not_offered(&failure) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Keeps what was learned for the next page.
    pub(super) fn remember(self) {
        self.api.remember(MEMORY, Value::Object(self.known));
    }
}

fn key_for(id: &str, private: bool) -> String {
    if private { format!("dm:{id}") } else { id.to_owned() }
}
