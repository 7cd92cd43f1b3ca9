//! Reading changes nothing, may be repeated, and bears any answer.

use crate::made::{check_words, name, session_of};
use lectern_connectors::{Connector, FeedAt, Session, all};
use lectern_model::{Failure, Published};
use lectern_net::{Method, Payload, Request, Response};
use lectern_testkit::{ScriptedWire, cut_after, cut_before, text};
use serde_json::Value;
use std::sync::Arc;

type Reply = Box<dyn Fn(&Request) -> Result<Response, Failure> + Send + Sync>;

/// Answers that no platform promises and every platform gives one day.
fn answers() -> Vec<(&'static str, Reply)> {
    let deep = "[".repeat(100_000);
    vec![
        ("an empty object", Box::new(text(200, "application/json", "{}"))),
        ("an empty list", Box::new(text(200, "application/json", "[]"))),
        ("null", Box::new(text(200, "application/json", "null"))),
        ("a list of nulls", Box::new(text(200, "application/json", "[null,1,\"a\",{},[]]"))),
        (
            "wrong types",
            Box::new(text(200, "application/json", r#"{"feed":7,"notifications":{},"items":"x","cursor":[]}"#)),
        ),
        ("half an answer", Box::new(text(200, "application/json", r#"{"feed":[{"post":"#))),
        ("deep nesting", Box::new(text(200, "application/json", deep))),
        ("a web page", Box::new(text(200, "text/html", "<!doctype html><title>Sign in</title>"))),
        ("nothing", Box::new(text(204, "", ""))),
        ("zeros", Box::new(text(200, "application/json", vec![0; 1000]))),
        ("unauthorised", Box::new(text(401, "application/json", "{}"))),
        ("too many", Box::new(text(429, "application/json", "{}"))),
        ("a server error", Box::new(text(500, "text/html", "<h1>Internal error</h1>"))),
        ("cut before", Box::new(cut_before())),
        ("cut after", Box::new(cut_after())),
    ]
}

/// Does everything that reads, and returns what failed.
async fn read_all(connector: &Arc<dyn Connector>, session: &Session) -> Vec<Failure> {
    let mut failures = Vec::new();
    if let Some(feed) = connector.feed() {
        failures.extend(feed.page(session, FeedAt::default()).await.err());
        let below = FeedAt { page: Some("no-such-page".to_owned()), memo: Value::Bool(true) };
        failures.extend(feed.page(session, below).await.err());
    }
    if let Some(inbox) = connector.inbox() {
        failures.extend(inbox.page(session, None).await.err());
        failures.extend(inbox.page(session, Some("no-such-page")).await.err());
    }
    if let Some(publish) = connector.publish() {
        let published = Published { remote_id: "no-such-post".to_owned(), url: None };
        failures.extend(publish.read_back(session, &published).await.err());
    }
    if let Some(moderation) = connector.moderation(&session.account.facts) {
        failures.extend(moderation.is_hidden(session, "no-such-message", &Value::Null).await.err());
    }
    failures.extend(connector.sign_in().refresh(session).await.err());
    failures
}

fn changes(request: &Request) -> bool {
    // A sign-in may be renewed on the way; nothing else may be sent.
    let renews = request.url.path().to_lowercase().contains("token") || request.url.path().contains("refreshSession");
    request.method != Method::Get && !renews
}

#[tokio::test]
async fn reading_twice_sends_nothing_that_changes_anything() {
    for connector in all() {
        for (what, reply) in answers() {
            let script = ScriptedWire::new();
            let reply: Arc<Reply> = Arc::new(reply);
            for method in [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete] {
                let reply = Arc::clone(&reply);
                script.on(method, "*", move |request: &Request| reply(request));
            }
            let session = session_of(&connector, &script);
            for _ in 0..2 {
                for failure in read_all(&connector, &session).await {
                    check_words(&format!("{} after {what}", name(&connector)), &failure);
                }
            }
            let sent: Vec<Request> = script.requests().into_iter().filter(changes).collect();
            assert!(sent.is_empty(), "{} after {what}: {sent:?}", name(&connector));
            let carried = script.requests_to(Method::Get, "*");
            assert!(carried.iter().all(|request| matches!(request.payload, Payload::None)), "{}", name(&connector));
        }
    }
}

#[tokio::test]
async fn reading_twice_gives_the_same() {
    for connector in all() {
        let script = ScriptedWire::new();
        let session = session_of(&connector, &script);
        if let Some(feed) = connector.feed() {
            let first = feed.page(&session, FeedAt::default()).await;
            assert_eq!(feed.page(&session, FeedAt::default()).await, first, "{}", name(&connector));
        }
        if let Some(inbox) = connector.inbox() {
            let first = inbox.page(&session, None).await;
            assert_eq!(inbox.page(&session, None).await, first, "{}", name(&connector));
        }
    }
}
