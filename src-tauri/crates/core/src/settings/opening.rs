//! When the library is open: the hours of its week and its closures together.

use super::{SettingsShelf, stored};
use crate::moment::zone_of;
use lectern_hours::Hours;
use lectern_model::{Closure, Problem, Settings, Staffed};
use lectern_store::{Reader, StoreError};

/// The library's hours as they are kept.
///
/// # Errors
/// What the disk said.
pub fn opening(reader: &Reader<'_>) -> Result<Hours, StoreError> {
    opening_of(reader, &stored(reader)?)
}

/// The same, where the settings are read already.
///
/// # Errors
/// What the disk said.
pub fn opening_of(reader: &Reader<'_>, settings: &Settings) -> Result<Hours, StoreError> {
    let closures: Vec<Closure> = reader.closures()?.into_iter().map(|(_, closure)| closure).collect();
    Ok(Hours::new(&settings.opening_hours, &closures, zone_of(settings)))
}

impl SettingsShelf {
    /// The library's hours.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn hours(&self) -> Result<Hours, Problem> {
        self.core.read(opening).await
    }

    /// Whether somebody is there now, and when next.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn staffed(&self) -> Result<Staffed, Problem> {
        let now = self.core.clock.now();
        Ok(self.hours().await?.staffed(now))
    }
}
