//! True emergencies in what others write: kept first, reported to the platform, and only then hidden. A person does
//! each.

use crate::{EmergencyId, MessageId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the emergency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyKind {
    /// A threat that one must believe.
    Threat,
    /// Sexual material of a child. Its pictures are never copied: holding them can itself be an offence.
    Child,
    /// Somebody's address or the like, spread to harm them.
    Private,
}

impl EmergencyKind {
    /// As the log of records names it.
    #[must_use]
    pub fn on_record(self) -> &'static str {
        match self {
            Self::Threat => "Emergency: a believable threat",
            Self::Child => "Emergency: sexual material of a child",
            Self::Private => "Emergency: private details spread to harm somebody",
        }
    }

    /// Whether a copy holds the pictures.
    #[must_use]
    pub fn keeps_pictures(self) -> bool {
        self != Self::Child
    }
}

/// A message of which a copy is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EmergencyKeep {
    /// The message.
    pub message: MessageId,
    /// What the emergency is.
    pub kind: EmergencyKind,
    /// It is kept although a picture of it cannot be copied.
    pub without_pictures: bool,
}

/// The copy that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmergencyKept {
    /// Its number among the emergencies.
    pub id: EmergencyId,
    /// What the emergency is.
    pub kind: EmergencyKind,
    /// The record with the copy.
    pub record: RecordId,
    /// When it was kept.
    pub at: Timestamp,
    /// The message was changed since, or the copy was disposed of: it can be kept once more.
    pub outdated: bool,
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportStand {
    /// The platform was asked and did not answer for certain. It is not asked again by itself.
    Doubt,
    /// The platform has it.
    Reported,
    /// The platform did not take it.
    Refused,
}

/// What came of a report to the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmergencyReport {
    /// Where it stands.
    pub stand: ReportStand,
    /// Since when.
    pub at: Timestamp,
    /// What the platform said. Empty: nothing.
    pub answer: String,
}

/// To whom a message can be reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportsTo {
    /// Their name, as in "Report to …".
    pub name: String,
    /// Who reads it and what they get, in plain words.
    pub does: String,
}

/// What a person sees of a message in an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmergencyAbout {
    /// The message.
    pub message: MessageId,
    /// Who wrote it.
    pub name: String,
    /// Their handle.
    pub person: String,
    /// What they wrote, with what is confidential covered.
    pub text: String,
    /// How many pictures it has.
    pub pictures: u32,
    /// Its page on the platform.
    pub url: Option<String>,
    /// The number of the emergency services. Empty: not told.
    pub number: String,
    /// To whom it can be reported from here; none: the platform takes no reports from here.
    pub reports_to: Option<ReportsTo>,
    /// The copy; none: nothing was kept yet.
    pub kept: Option<EmergencyKept>,
    /// The report of it; none: it was not reported.
    pub report: Option<EmergencyReport>,
}
