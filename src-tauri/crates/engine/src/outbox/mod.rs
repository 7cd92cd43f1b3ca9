//! Deliveries: every draft goes out exactly once per account.

use crate::Core;
use lectern_model::{DeliveryId, DeliveryView, Draft, DraftId, Problem};
use std::sync::Arc;

/// Deliveries: every draft goes out exactly once per account.
pub struct Outbox {
    core: Arc<Core>,
}

impl Outbox {
    /// Queues one delivery per target, in one transaction.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn send(&self, draft: DraftId, revision: u32, confirm_personal: bool) -> Result<Vec<DeliveryView>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Deliveries, newest first.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn list(&self, needs_you: bool, limit: u32) -> Result<Vec<DeliveryView>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Tries a failed or missed one again.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn retry(&self, delivery: DeliveryId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// A person looked: it is there, or it is not.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn settle_by_person(&self, delivery: DeliveryId, there: bool) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Stops one that was not sent.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn cancel(&self, delivery: DeliveryId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Deletes what was published.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn delete_published(&self, delivery: DeliveryId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Stops one that was not sent and gives its text back as a draft.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn back_to_draft(&self, delivery: DeliveryId) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

}
