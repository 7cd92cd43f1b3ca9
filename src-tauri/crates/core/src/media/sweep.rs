//! Cached files that nothing shows any more.

use super::Media;
use crate::run;
use lectern_model::{MediaHash, Problem};
use std::sync::PoisonError;

impl Media {
    /// Removes cached files at once: nothing needs them any more.
    ///
    /// # Errors
    /// `Fault`; what is left is found by the next sweep.
    pub async fn remove_cached(&self, hashes: Vec<MediaHash>) -> Result<(), Problem> {
        let files = self.files.clone();
        run(move || hashes.iter().for_each(|hash| files.remove_cached(hash.as_str()))).await
    }

    /// Removes cached files that neither a page nor a record needs, as a crash may leave them. A file is written before it
    /// is noted, so that one goes only when nothing needed it at the last sweep either.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn sweep(&self) -> Result<(), Problem> {
        let files = self.files.clone();
        let found = run(move || files.cached()).await?;
        let unneeded = self
            .core
            .read(move |reader| {
                let mut unneeded = Vec::new();
                for hash in found {
                    if !reader.needs_file(&hash)? {
                        unneeded.push(hash);
                    }
                }
                Ok(unneeded)
            })
            .await?;
        let again: Vec<MediaHash> = {
            let mut orphans = self.orphans.lock().unwrap_or_else(PoisonError::into_inner);
            let again = unneeded.iter().filter(|hash| orphans.contains(*hash)).cloned().map(MediaHash).collect();
            *orphans = unneeded.into_iter().collect();
            again
        };
        self.remove_cached(again).await
    }
}
