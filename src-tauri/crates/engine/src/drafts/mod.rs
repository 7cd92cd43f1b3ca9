//! Our text in preparation.

use crate::Core;
use lectern_model::{Draft, DraftId, DraftPreview, DraftSave, DraftSummary, PostId, Problem};
use std::sync::Arc;

/// Our text in preparation.
pub struct Drafts {
    core: Arc<Core>,
}

impl Drafts {
    /// Drafts not queued yet, newest first.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn list(&self) -> Result<Vec<DraftSummary>, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// One.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn read(&self, draft: DraftId) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Begins one.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn begin(&self, text: &str, shares: Option<PostId>, answers: Option<PostId>) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Saves one; an older revision is refused as stale.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn save(&self, save: DraftSave) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Deletes one that was not queued.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn delete(&self, draft: DraftId) -> Result<(), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Previews, counts and findings.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn preview(&self, draft: DraftId) -> Result<DraftPreview, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Adds a picture.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn add_picture(&self, draft: DraftId, name: &str, base64: &str) -> Result<Draft, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

}
