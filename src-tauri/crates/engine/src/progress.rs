//! Long work that a person can watch and stop.

use lectern_model::Progress;

/// The list.
#[derive(Debug, Default)]
pub struct ProgressList {}

impl ProgressList {
    /// What is under way.
    #[must_use]
    pub fn list(&self) -> Vec<Progress> {
        Vec::new()
    }

    /// Stops one, if it is still under way.
    pub fn stop(&self, id: &str) {
        let _ = id;
    }
}
