//! What went wrong between us and a platform, and whether the platform may have acted all the same.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the other side may have acted before the failure. Set by `net`, never by a connector's guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing changed there: no connection was made, or the request was refused.
    None,
    /// It may have acted: time-out, broken body, 5xx. Ask before sending again.
    Maybe,
}

/// The kinds of failure that people and the outbox treat differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FailureKind {
    /// The sign-in lapsed or was revoked.
    SignInNeeded,
    /// Signed in, but not allowed to do this.
    Permission,
    /// Too many requests; `until` is when the platform will listen again.
    RateLimited {
        /// When to try again, where the platform said so.
        until: Option<Timestamp>,
    },
    /// A paid or daily quota is used up.
    QuotaSpent,
    /// The platform read it and refused it as it is.
    Rejected {
        /// The field at fault, where known.
        field: Option<String>,
        /// The limit that was passed, where known.
        #[ts(type = "number | null")]
        limit: Option<u64>,
    },
    /// A rule of the platform, in its own words.
    PolicyRefused {
        /// The platform's words.
        words: String,
    },
    /// What we asked about is not there any more.
    Gone,
    /// Somebody changed it meanwhile, or it exists already.
    Conflict,
    /// This version of the platform's API is no longer served.
    VersionSunset,
    /// No way through: no line, no such host, refused, or an address we do not call.
    Unreachable,
    /// The platform answered, but not in a way that can be used.
    Server,
}

/// A failed exchange with a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{words}")]
pub struct Failure {
    /// What kind of failure this is.
    #[serde(flatten)]
    pub what: FailureKind,
    /// Whether the platform may have acted.
    pub effect: Effect,
    /// Plain words for a person: the platform's own where it gave any. Never holds a credential.
    pub words: String,
}

impl Failure {
    /// A failure after which nothing changed on the platform.
    #[must_use]
    pub fn without_effect(what: FailureKind, words: impl Into<String>) -> Self {
        Self { what, effect: Effect::None, words: words.into() }
    }

    /// A failure after which the platform may have acted.
    #[must_use]
    pub fn in_doubt(what: FailureKind, words: impl Into<String>) -> Self {
        Self { what, effect: Effect::Maybe, words: words.into() }
    }

    /// The platform answered something that cannot be used as what was asked for (wrong type, HTML, half a body).
    /// The request itself was acted on, so a changing step that ends here is in doubt.
    #[must_use]
    pub fn unusable(words: impl Into<String>) -> Self {
        Self::in_doubt(FailureKind::Server, words)
    }

    /// Whether trying the same again later can help without a person doing anything.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(
            self.what,
            FailureKind::RateLimited { .. } | FailureKind::Unreachable | FailureKind::Server | FailureKind::QuotaSpent
        )
    }
}
