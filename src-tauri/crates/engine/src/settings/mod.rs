//! What the person set.

use crate::Core;
use lectern_model::{Problem, Settings};
use std::sync::Arc;

/// What the person set.
pub struct SettingsShelf {
    core: Arc<Core>,
}

impl SettingsShelf {
    /// All settings.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn read(&self) -> Result<Settings, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Keeps them, after checking zone, hours and sites.
    ///
    /// # Errors
    /// See the sentence above; nothing is lost.
    pub async fn save(&self, settings: Settings) -> Result<Settings, Problem> {
        let _ = &self.core;
        Err(Problem::new(lectern_model::Code::Fault, "not built yet"))
    }

    /// Every time zone of the IANA list.
    #[must_use]
    pub fn time_zones(&self) -> Vec<String> {
        Vec::new()
    }
}
