//! Search over everything that is kept: posts, messages, drafts.

use lectern_core::Core;
use lectern_model::{Problem, SearchPage, SearchQuery};
use std::sync::Arc;

/// Hits when none is said, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// Search over everything.
pub struct Search {
    core: Arc<Core>,
}

impl Search {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Finds, as one types: every word is a prefix, words between quotation marks are a phrase.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn find(&self, query: SearchQuery) -> Result<SearchPage, Problem> {
        let limit = if query.limit == 0 { USUAL } else { query.limit.min(MOST) };
        let hits = self.core.read(move |reader| reader.search(&query.words, query.ours, limit)).await?;
        Ok(SearchPage { hits })
    }
}
