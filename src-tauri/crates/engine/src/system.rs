//! A desk as it runs on a person's computer.

use lectern_core::ClockKind;

use crate::FrontConfig;
use std::path::PathBuf;
use std::sync::Arc;

impl FrontConfig {
    /// The system's keychain and clock, the network, every connector of this build.
    #[must_use]
    pub fn of_this_computer(folder: PathBuf) -> Self {
        Self {
            folder,
            vault: Arc::new(lectern_vault::system()),
            clock: ClockKind::System,
            wire: None,
            connectors: None,
            by_itself: true,
        }
    }
}
