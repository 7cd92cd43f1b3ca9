//! What a time on the library's wall clock means.

use crate::Desk;
use lectern_core::moment::{understood, zone_of};
use lectern_model::{Moment, Problem};

impl Desk {
    /// What a wall clock time of the library, `2026-11-26T09:00`, means.
    ///
    /// # Errors
    /// `BadInput` where it is no time, or what the disk said.
    pub async fn moment(&self, local: &str) -> Result<Moment, Problem> {
        let settings = self.settings.read().await?;
        understood(local, &zone_of(&settings))
    }
}
