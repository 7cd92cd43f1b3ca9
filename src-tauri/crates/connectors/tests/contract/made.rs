//! Accounts and sessions that fit no platform in particular, with secrets planted in them.

use lectern_connectors::{Connector, Session, SignedIn};
use lectern_model::{Account, Failure};
use lectern_testkit::{MemoryKeeper, ScriptedWire, account, session};
use serde_json::{Value, json};
use std::sync::Arc;

/// Begins every planted secret.
pub(crate) const PLANTED: &str = "planted-7f3a";

/// Credentials in every form a connector may keep: each takes the fields it knows.
pub(crate) fn credentials() -> String {
    let fields = [
        "access",
        "refresh",
        "access_token",
        "refresh_token",
        "token",
        "client_id",
        "client_secret",
        "password",
        "app_password",
        "key",
        "dpop",
    ];
    let mut all: serde_json::Map<String, Value> =
        fields.iter().map(|field| ((*field).to_owned(), json!(format!("{PLANTED}-{field}")))).collect();
    all.insert("kind".to_owned(), json!("app_password"));
    all.insert("expires_at".to_owned(), Value::Null);
    Value::Object(all).to_string()
}

pub(crate) fn account_of(connector: &Arc<dyn Connector>, facts: Value) -> Account {
    let signed_in = SignedIn {
        remote_id: "https://platform.example/library".to_owned(),
        handle: "@library@platform.example".to_owned(),
        name: "Library".to_owned(),
        server: "https://platform.example".to_owned(),
        facts,
        avatar_url: None,
        lapses_at: None,
        credentials: None,
    };
    account(connector.describe().key.as_str(), &signed_in)
}

pub(crate) fn session_of(connector: &Arc<dyn Connector>, script: &Arc<ScriptedWire>) -> Session {
    let keeper = MemoryKeeper::holding(&credentials());
    session(account_of(connector, Value::Null), &script.wire(), script.clock(), keeper)
}

/// Words of a failure as a person reads them: a sentence, calm, and without anything planted.
pub(crate) fn check_words(who: &str, failure: &Failure) {
    let shown = format!("{failure} {failure:?}");
    assert!(!shown.contains(PLANTED), "{who} shows a secret: {shown}");
    assert!(!failure.words.trim().is_empty(), "{who} says nothing: {failure:?}");
    let words = failure.words.to_lowercase();
    assert!(!words.contains("unknown error") && !words.contains('!'), "{who}: {}", failure.words);
}

pub(crate) fn name(connector: &Arc<dyn Connector>) -> String {
    connector.describe().key.to_string()
}
