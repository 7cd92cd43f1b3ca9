//! What commands take and give where no noun of the model fits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $($(#[$field_meta])* pub(crate) $field: $type),* }
    )*};
}

mod accounts;
mod conversations;
mod feeds;
mod hours;
mod moderation;
mod outbox;
mod records;
mod video;
mod write;

pub(crate) use accounts::*;
pub(crate) use conversations::*;
pub(crate) use feeds::*;
pub(crate) use hours::*;
pub(crate) use moderation::*;
pub(crate) use outbox::*;
pub(crate) use records::*;
pub(crate) use video::*;
pub(crate) use write::*;

/// No input, no answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub(crate) struct Nothing {}

/// Some of the settings: what is not named stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "Partial<Settings>")]
pub(crate) struct SettingsPart(pub(crate) serde_json::Map<String, serde_json::Value>);

inputs! {
    /// A recovery code as typed.
    RecoverInput {
        /// Spaces, dashes and case do not matter.
        code: String,
    }
    /// A backup to open.
    RestoreInput {
        /// Its file name, from `Trouble::backups`.
        backup: String,
    }
    /// A piece of text.
    TextOutput {
        /// It.
        text: String,
    }
    /// Text to save where the person says.
    SaveTextInput {
        /// Proposed file name.
        name: String,
        /// What to save.
        text: String,
    }
    /// Whether it happened.
    DoneOutput {
        /// It did; false: the person changed their mind.
        done: bool,
    }
    /// A link to open in the system browser.
    LinkInput {
        /// `https:` or `mailto:`.
        url: String,
    }
    /// Long work to stop.
    ProgressInput {
        /// Its id.
        id: String,
    }
}
