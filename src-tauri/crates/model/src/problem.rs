//! What a command answers when it cannot do what was asked.

use crate::{Failure, FailureKind, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The closed list of codes that cross the door. The UI matches these and gives each its words and next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No command has this name.
    NoSuchCommand,
    /// The input does not have the command's form.
    BadInput,
    /// The desk is not open yet, or it could not be opened; `desk_status` says why.
    NotReady,
    /// What was named does not exist any more.
    NotFound,
    /// It changed meanwhile; read again.
    Stale,
    /// A person's account is about to speak and nobody confirmed it.
    ConfirmPersonal,
    /// A check says stop; the findings are in the message.
    Stopped,
    /// The file is not one Lectern can use, or is too large.
    UnusableFile,
    /// The disk is full: nothing more can be saved until there is room.
    DiskFull,
    /// The data folder cannot be written.
    ReadOnly,
    /// The database could not be read or written.
    Storage,
    /// The keychain could not be used.
    Keychain,
    /// A recovery code was mistyped or belongs to another database.
    RecoveryCode,
    /// The account needs a new sign-in.
    SignInNeeded,
    /// The platform does not allow this account to do that.
    Permission,
    /// The platform asks us to wait.
    RateLimited,
    /// The platform refused what was sent.
    Rejected,
    /// There is no way through to the platform now.
    Unreachable,
    /// The platform answered in a way that cannot be used.
    Server,
    /// The desktop of this computer does not do it. Lectern does everything else.
    Desktop,
    /// The person stopped it, or it took too long.
    Cancelled,
    /// A fault of ours. The app lives on; the log has the details.
    Fault,
}

/// An error as it crosses the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct Problem {
    /// What the UI decides by.
    pub code: Code,
    /// Plain words: what happened and what is safe. Shown as detail, never matched.
    pub message: String,
    /// The input field at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    /// When trying again makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retry_after: Option<Timestamp>,
}

impl Problem {
    /// A problem with a code and words.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, retry_after: None }
    }

    /// A problem with one input field.
    #[must_use]
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self { code: Code::BadInput, message: message.into(), field: Some(field.to_owned()), retry_after: None }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let (code, retry_after) = match failure.what {
            FailureKind::SignInNeeded => (Code::SignInNeeded, None),
            FailureKind::Permission => (Code::Permission, None),
            FailureKind::RateLimited { until } => (Code::RateLimited, until),
            FailureKind::QuotaSpent => (Code::RateLimited, None),
            FailureKind::Rejected { .. } | FailureKind::PolicyRefused { .. } | FailureKind::Conflict => {
                (Code::Rejected, None)
            }
            FailureKind::Gone => (Code::NotFound, None),
            FailureKind::Unreachable => (Code::Unreachable, None),
            FailureKind::VersionSunset | FailureKind::Server => (Code::Server, None),
        };
        Self { code, message: failure.words, field: None, retry_after }
    }
}
