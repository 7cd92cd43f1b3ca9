//! Pictures: the cache of what others show, and the bytes of our own.

use crate::Core;
use lectern_model::Problem;
use std::sync::Arc;

/// Pictures: the cache of what others show, and the bytes of our own.
pub struct Media {
    core: Arc<Core>,
}

impl Media {
    /// Bytes and media type of a picture in the media folder.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn bytes(&self, hash: &str) -> Result<(Vec<u8>, String), Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }
}
