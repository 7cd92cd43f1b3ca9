//! What is secret shows nowhere.

use crate::made::{PLANTED, check_words, credentials, name, session_of};
use lectern_connectors::{FeedAt, InboxBatch, Incoming, all};
use lectern_model::{Failure, Secret};
use lectern_net::{Method, Request, Response};
use lectern_testkit::{ScriptedWire, text};
use serde_json::json;

fn answer_with_secrets(status: u16) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    let body = json!({
        "error": "invalid_request",
        "access_token": format!("{PLANTED}-a"), "refresh_token": format!("{PLANTED}-b"),
        "accessJwt": format!("{PLANTED}-c"), "refreshJwt": format!("{PLANTED}-d"),
        "did": "did:plc:library", "handle": "library.example", "id": "1", "token_type": "Bearer",
    });
    text(status, "application/json", body.to_string())
}

#[tokio::test]
async fn no_failure_shows_a_credential() {
    for connector in all() {
        for status in [200, 400, 401, 403, 404, 422, 500] {
            let script = ScriptedWire::new();
            for method in [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete] {
                script.on(method, "*", answer_with_secrets(status));
            }
            let session = session_of(&connector, &script);
            let who = format!("{} after {status}", name(&connector));
            let mut failures: Vec<Failure> = Vec::new();
            if let Some(feed) = connector.feed() {
                failures.extend(feed.page(&session, FeedAt::default()).await.err());
            }
            if let Some(inbox) = connector.inbox() {
                let page: Result<InboxBatch, Failure> = inbox.page(&session, None).await;
                let shown: Vec<Incoming> = page.as_ref().map(|page| page.items.clone()).unwrap_or_default();
                assert!(!format!("{shown:?}").contains(PLANTED), "{who}");
                failures.extend(page.err());
            }
            failures.extend(connector.sign_in().sign_out(&session).await.err());
            failures.extend(connector.sign_in().refresh(&session).await.err());
            for failure in failures {
                check_words(&who, &failure);
            }
            let shown = format!("{:?}", script.requests());
            assert!(!shown.contains(PLANTED), "{who} sends a secret where it shows: {shown}");
        }
    }
}

#[test]
fn credentials_are_hidden_wherever_they_are_printed() {
    let secret = Secret::new(credentials());
    assert!(!format!("{secret:?}").contains(PLANTED));
    let signed_in = lectern_connectors::SignedIn {
        remote_id: String::new(),
        handle: String::new(),
        name: String::new(),
        server: String::new(),
        facts: json!({}),
        avatar_url: None,
        lapses_at: None,
        credentials: Some(secret),
    };
    assert!(!format!("{signed_in:?}").contains(PLANTED));
}
