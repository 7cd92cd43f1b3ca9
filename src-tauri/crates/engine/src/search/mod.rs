//! Search over everything.

use crate::Core;
use lectern_model::{Problem, SearchPage, SearchQuery};
use std::sync::Arc;

/// Search over everything.
pub struct Search {
    core: Arc<Core>,
}

impl Search {
    /// Finds.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn find(&self, query: SearchQuery) -> Result<SearchPage, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }
}
