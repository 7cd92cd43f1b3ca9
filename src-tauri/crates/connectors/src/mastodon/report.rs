//! Reporting what others write (Mastodon docs: `reports`). It goes to the moderators of our own server.

use super::Mastodon;
use super::api::{Api, decode};
use super::block::known;
use super::facts::Facts;
use super::flavour::Flavour;
use crate::{Reported, Reporting, Session};
use async_trait::async_trait;
use lectern_model::{Account, EmergencyKind, Failure, FailureKind};
use lectern_net::{Method, Request};
use serde::Deserialize;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/reports";

/// What the server says of a report. Relatives leave nearly everything out.
#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    id: Value,
}

#[async_trait]
impl Reporting for Mastodon {
    fn to(&self, account: &Account) -> String {
        let facts = Facts::of(account);
        if facts.host.is_empty() { "the moderators of your server".to_owned() } else { facts.host }
    }

    fn does(&self, account: &Account) -> String {
        format!(
            "The moderators of {} get the message, who wrote it, and what you report it for. Where the writer is on \
             another server, they can pass it on.",
            self.to(account)
        )
    }

    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure> {
        let api = Api::of(session)?;
        let id = known(&api, reported.person)?;
        let ask = |category: &str| {
            let body = json!({
                "account_id": id,
                "status_ids": [reported.remote_id],
                "comment": reported.words(),
                "category": category,
                "forward": false,
            });
            api.with_json(Method::Post, PATH, &[], body)
        };
        let answer = match send(&api, ask(category(reported.kind))?).await {
            // Servers before 4.2 know no "legal": they refuse it, and nothing was reported.
            Err(failure) if matches!(failure.what, FailureKind::Rejected { .. }) => send(&api, ask("other")?).await,
            other => other,
        };
        answer.map(|id| if id.is_empty() { "Taken.".to_owned() } else { format!("Taken as report {id}.") })
    }
}

/// Whether a branch takes reports by this API.
pub(super) fn offered(facts: &Value) -> bool {
    let facts: Facts = serde_json::from_value(facts.clone()).unwrap_or_default();
    !matches!(facts.flavour, Flavour::Snac | Flavour::Pixelfed)
}

async fn send(api: &Api<'_>, request: Request) -> Result<String, Failure> {
    let answer = api.send(request).await?.ok().map_err(allowed)?;
    Ok(match decode::<Answer>(&answer)?.id {
        Value::String(id) => id,
        Value::Number(id) => id.to_string(),
        _ => String::new(),
    })
}

fn category(kind: EmergencyKind) -> &'static str {
    match kind {
        EmergencyKind::Child => "legal",
        EmergencyKind::Threat | EmergencyKind::Private => "other",
    }
}

/// A sign-in says what it may do. Those of earlier versions may not report.
fn allowed(failure: Failure) -> Failure {
    if failure.what != FailureKind::Permission {
        return failure;
    }
    let words = "This sign-in may not report anything. Sign in again under Accounts, and try once more.";
    Failure::without_effect(FailureKind::Permission, words)
}
