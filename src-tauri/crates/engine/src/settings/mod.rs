//! What the person set.

mod check;

use crate::Core;
use check::checked;
use jiff::tz;
use lectern_model::{Change, Problem, Settings};
use lectern_store::{Reader, StoreError};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The name it is kept under.
const NAME: &str = "settings";

/// What the person set.
pub struct SettingsShelf {
    core: Arc<Core>,
}

impl SettingsShelf {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// All settings.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn read(&self) -> Result<Settings, Problem> {
        self.core.read(stored).await
    }

    /// Keeps them, after checking zone, hours and sites; answers them as they are kept.
    ///
    /// # Errors
    /// `BadInput` with the field that cannot be kept; nothing was changed.
    pub async fn save(&self, settings: Settings) -> Result<Settings, Problem> {
        let settings = checked(settings)?;
        let text = serde_json::to_string(&settings)
            .map_err(|_| Problem::new(lectern_model::Code::Fault, "The settings could not be written down."))?;
        let name = settings.library_name.clone();
        self.core
            .write(move |writer| {
                let before = stored(writer)?.library_name;
                writer.set_setting(NAME, &text)?;
                writer.name_first_library(&before, &name)
            })
            .await?;
        let before = self.core.fetch_pictures.swap(settings.fetch_pictures, Ordering::Relaxed);
        if before && !settings.fetch_pictures {
            self.core.write(|writer| writer.want_no_pictures()).await?;
        }
        self.core.changed(Change::Settings);
        self.core.changed(Change::Accounts);
        if before != settings.fetch_pictures {
            self.core.changed(Change::Pictures);
        }
        Ok(settings)
    }

    /// Every time zone of the IANA list.
    #[must_use]
    pub fn time_zones(&self) -> Vec<String> {
        tz::db().available().map(|name| name.as_str().to_owned()).filter(|name| check::is_place(name)).collect()
    }
}

/// The settings as they are kept; what is missing or cannot be understood is as at first.
pub(crate) fn stored(reader: &Reader<'_>) -> Result<Settings, StoreError> {
    let kept = reader.setting(NAME)?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}
