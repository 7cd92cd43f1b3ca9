//! Search over everything that is kept: posts, messages, drafts.

use lectern_checks::privacy::masked_excerpt;
use lectern_core::Core;
use lectern_core::guard::guard_of;
use lectern_core::settings::stored;
use lectern_model::{Problem, SearchKind, SearchPage, SearchQuery};
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
        let read = self.core.read(move |reader| Ok((reader.search(&query.words, query.ours, limit)?, stored(reader)?)));
        let (mut hits, settings) = read.await?;
        let guard = guard_of(&settings);
        for hit in hits.iter_mut().filter(|hit| matches!(hit.what, SearchKind::Message { .. })) {
            hit.excerpt = masked_excerpt(&hit.excerpt, &guard);
        }
        Ok(SearchPage { hits })
    }
}
