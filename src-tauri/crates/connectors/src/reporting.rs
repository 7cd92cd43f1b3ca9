//! Reporting what others write to those who look after a platform. A person asks for it, once, and never Lectern by
//! itself.

use crate::Session;
use async_trait::async_trait;
use lectern_model::{Account, EmergencyKind, Failure};
use serde_json::Value;

/// A message to be reported.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The platform's id for whoever wrote it.
    pub person: &'a str,
    /// The platform's id for the message.
    pub remote_id: &'a str,
    /// The connector's own handle for it.
    pub remote_ref: &'a Value,
    /// What it is reported for.
    pub kind: EmergencyKind,
}

impl Reported<'_> {
    /// What is told beside it, where there is room for words. It repeats nothing of the message and names nobody.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self.kind {
            EmergencyKind::Threat => "A public library reports this as a believable threat of violence.",
            EmergencyKind::Child => "A public library reports this as sexual material of a child.",
            EmergencyKind::Private => {
                "A public library reports this because it spreads somebody's private details to harm them."
            }
        }
    }
}

/// Reporting a message. What a platform was told cannot be looked up, nor taken back.
#[async_trait]
pub trait Reporting: Send + Sync {
    /// Whom a report goes to, as in "Report to …".
    fn to(&self, account: &Account) -> String;

    /// Who reads it and what they get, in one or two plain sentences.
    fn does(&self, account: &Account) -> String;

    /// Reports a message; answers what the platform said of it, such as the number of the report.
    ///
    /// # Errors
    /// `Permission` where the sign-in may not, `Gone` where the message or its writer is not there any more; or the
    /// exchange failed.
    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure>;
}
