//! Conversations.

use crate::Core;
use lectern_model::{ConversationCounts, ConversationId, ConversationPage, ConversationQuery, ConversationState, Draft, MessageId, Problem, Thread};
use std::sync::Arc;

/// Conversations.
pub struct Inbox {
    core: Arc<Core>,
}

impl Inbox {
    /// A page of conversations.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn list(&self, query: ConversationQuery) -> Result<ConversationPage, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// How many there are.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn counts(&self) -> Result<ConversationCounts, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// One, whole.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn thread(&self, conversation: ConversationId) -> Result<Thread, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Marks it read.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn mark_read(&self, conversation: ConversationId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Sets where conversations stand.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn set_state(&self, conversations: &[ConversationId], state: ConversationState) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Begins a reply, or goes on with one.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn reply_draft(&self, conversation: ConversationId, answers: Option<MessageId>) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

}
