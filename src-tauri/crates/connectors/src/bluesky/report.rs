//! Reports (`com.atproto.moderation.createReport`). The account's server passes them on to the network's moderators.

use super::posts::PostRef;
use super::session::{self, Call};
use super::{Bluesky, chat};
use crate::{Reported, Reporting, Session};
use async_trait::async_trait;
use lectern_model::{Account, EmergencyKind, Failure, FailureKind};
use lectern_net::Payload;
use serde::Deserialize;
use serde_json::{Value, json};

/// `com.atproto.moderation.createReport`.
const CREATE: &str = "com.atproto.moderation.createReport";

#[derive(Debug, Deserialize)]
struct Answer {
    id: Value,
}

#[async_trait]
impl Reporting for Bluesky {
    fn to(&self, _account: &Account) -> String {
        "Bluesky".to_owned()
    }

    fn does(&self, _account: &Account) -> String {
        "Bluesky's moderators get the message, who wrote it, and what you report it for. Of a private message they get \
         who wrote it alone."
            .to_owned()
    }

    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure> {
        let body = json!({
            "reasonType": reason(reported.kind),
            "reason": reported.words(),
            "subject": subject(&reported)?,
        });
        let asked = session::call::<Answer>(session, Call::post(CREATE, Payload::Json(body))).await;
        let answer = asked.map_err(allowed)?;
        Ok(format!("Taken as report {}.", answer.id))
    }
}

/// The post as it stood when it was read; of a private message, which has no address, the person.
fn subject(reported: &Reported<'_>) -> Result<Value, Failure> {
    if chat::is_message(reported.remote_id) {
        return Ok(json!({"$type": "com.atproto.admin.defs#repoRef", "did": reported.person}));
    }
    let post = PostRef::read(reported.remote_ref);
    if post.uri.is_empty() || post.cid.is_empty() {
        let words = "Bluesky does not know this post by its address. Report it in Bluesky's own app.";
        return Err(Failure::without_effect(FailureKind::Gone, words));
    }
    Ok(json!({"$type": "com.atproto.repo.strongRef", "uri": post.uri, "cid": post.cid}))
}

fn reason(kind: EmergencyKind) -> &'static str {
    match kind {
        EmergencyKind::Threat => "tools.ozone.report.defs#reasonViolenceThreats",
        EmergencyKind::Child => "tools.ozone.report.defs#reasonChildSafetyCSAM",
        EmergencyKind::Private => "tools.ozone.report.defs#reasonHarassmentDoxxing",
    }
}

/// A sign-in says what it may do.
fn allowed(failure: Failure) -> Failure {
    if failure.what != FailureKind::Permission {
        return failure;
    }
    let words = format!("{} Sign in again under Accounts, and try once more.", failure.words);
    Failure { words, ..failure }
}
