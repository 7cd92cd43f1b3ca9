//! What the person set.

mod check;
mod closures;
mod opening;
mod privacy;
mod targets;

use crate::Core;
use check::{checked, checked_number};
use jiff::tz;
use lectern_model::{Change, Code, Problem, Settings};
use lectern_store::{Reader, StoreError};
pub use opening::{opening, opening_of};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The name it is kept under.
const NAME: &str = "settings";

/// What the person set.
pub struct SettingsShelf {
    core: Arc<Core>,
}

impl SettingsShelf {
    /// Settings over one core.
    pub fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// All settings.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn read(&self) -> Result<Settings, Problem> {
        self.core.read(stored).await
    }

    /// Keeps some of them, after checking zone, hours and sites; what is not named stays as it is, so that two places that
    /// change different things never undo each other. Answers all of them as they are kept.
    ///
    /// # Errors
    /// `BadInput` with the field that cannot be kept; nothing was changed.
    pub async fn save(&self, part: Map<String, Value>) -> Result<Settings, Problem> {
        let kept = self.core.write(move |writer| {
            let before = stored(writer)?;
            let settings = match with(&before, part).and_then(|settings| changed(&before, settings)) {
                Ok(settings) => settings,
                Err(problem) => return Ok(Err(problem)),
            };
            writer.set_setting(NAME, &serde_json::to_string(&settings)?)?;
            writer.name_first_library(&before.library_name, &settings.library_name)?;
            Ok(Ok(settings))
        });
        let settings = kept.await??;
        let before = self.core.fetch_pictures.swap(settings.fetch_pictures, Ordering::Relaxed);
        if before && !settings.fetch_pictures {
            self.core.write(|writer| writer.want_no_pictures()).await?;
        }
        self.hours_changed();
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

/// Settings as they are kept. A number for emergencies that an earlier version took is in nobody's way.
fn changed(before: &Settings, settings: Settings) -> Result<Settings, Problem> {
    let emergency_number = if settings.emergency_number == before.emergency_number {
        settings.emergency_number.clone()
    } else {
        checked_number(&settings.emergency_number)?
    };
    checked(Settings { emergency_number, ..settings })
}

/// Settings with some of them changed.
fn with(before: &Settings, part: Map<String, Value>) -> Result<Settings, Problem> {
    let wrong = |words: String| Problem::new(Code::BadInput, words);
    let Ok(Value::Object(mut all)) = serde_json::to_value(before) else {
        return Err(Problem::new(Code::Fault, "The settings could not be written down."));
    };
    for (name, value) in part {
        match all.get_mut(&name) {
            Some(held) => *held = value,
            None => return Err(wrong(format!("There is no setting named {name}."))),
        }
    }
    serde_json::from_value(Value::Object(all)).map_err(|error| wrong(error.to_string()))
}

/// The settings as they are kept; what is missing or cannot be understood is as at first.
pub fn stored(reader: &Reader<'_>) -> Result<Settings, StoreError> {
    let kept = reader.setting(NAME)?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}
