//! What a time on the library's wall clock means.

use crate::Desk;
use lectern_core::moment::{understood, zone_of};
use lectern_model::{Moment, Problem};

/// Nobody plans further ahead than this, in seconds: such a year has a slip of the finger in it.
const YEARS: i64 = 10 * 366 * 24 * 60 * 60;

impl Desk {
    /// What a wall clock time of the library, `2026-11-26T09:00`, means. `plans`: something is planned for it.
    ///
    /// # Errors
    /// `BadInput` where it is no time, or planned for and more than ten years away; or what the disk said.
    pub async fn moment(&self, local: &str, plans: bool) -> Result<Moment, Problem> {
        let settings = self.settings.read().await?;
        let moment = understood(local, &zone_of(&settings))?;
        if plans && moment.at > self.core.clock.now().plus_seconds(YEARS) {
            return Err(Problem::field("local", "This is more than ten years away. Look at its year."));
        }
        Ok(moment)
    }
}
