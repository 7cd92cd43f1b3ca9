//! Blocks are records of ours that name a person.

use super::super::Bluesky;
use super::{DID, session};
use crate::Blocking;
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, json, json_body};
use serde_json::{Value, json};

const CREATE: &str = "/xrpc/com.atproto.repo.createRecord";
const DELETE: &str = "/xrpc/com.atproto.repo.deleteRecord";
const LIST: &str = "/xrpc/com.atproto.repo.listRecords";
const ANA: &str = "did:plc:ana";

fn uri(key: &str) -> String {
    format!("at://{DID}/app.bsky.graph.block/{key}")
}

fn kept(key: &str, subject: &str) -> Value {
    let value = json!({"$type": "app.bsky.graph.block", "subject": subject, "createdAt": "2026-11-23T09:00:00.000Z"});
    json!({"uri": uri(key), "cid": "c", "value": value})
}

#[tokio::test]
async fn somebody_is_blocked_once_by_a_public_record() {
    let script = ScriptedWire::new();
    script.once(Method::Get, LIST, json(200, json!({"records": [kept("1", "did:plc:other")]})));
    script.on(Method::Post, CREATE, json(200, json!({"uri": uri("2"), "cid": "c"})));
    let session = session(&script);
    Bluesky.block(&session, ANA).await.unwrap();
    let made = script.requests_to(Method::Post, CREATE);
    let body = json_body(&made[0]).unwrap();
    assert_eq!((&body["collection"], &body["repo"]), (&json!("app.bsky.graph.block"), &json!(DID)));
    assert_eq!((&body["record"]["subject"], &body["record"]["$type"]), (&json!(ANA), &json!("app.bsky.graph.block")));
    assert!(body["record"]["createdAt"].as_str().unwrap().ends_with('Z'));
    script.on(Method::Get, LIST, json(200, json!({"records": [kept("2", ANA)]})));
    Bluesky.block(&session, ANA).await.unwrap();
    assert_eq!(script.requests_to(Method::Post, CREATE).len(), 1, "blocked already");
    assert!(Bluesky.is_blocked(&session, ANA).await.unwrap());
    assert!(!Bluesky.is_blocked(&session, "did:plc:other").await.unwrap());
}

#[tokio::test]
async fn ending_a_block_takes_every_record_of_it_away_also_on_later_pages() {
    let script = ScriptedWire::new();
    script.once(Method::Get, LIST, json(200, json!({"cursor": "next", "records": [kept("1", ANA)]})));
    script.once(
        Method::Get,
        LIST,
        json(200, json!({"cursor": "end", "records": [kept("2", ANA), kept("3", "did:plc:o")]})),
    );
    script.once(Method::Get, LIST, json(200, json!({"records": []})));
    script.on(Method::Post, DELETE, json(200, json!({})));
    let session = session(&script);
    Bluesky.unblock(&session, ANA).await.unwrap();
    let gone: Vec<Value> = script
        .requests_to(Method::Post, DELETE)
        .iter()
        .map(|request| json_body(request).unwrap()["rkey"].clone())
        .collect();
    assert_eq!(gone, [json!("1"), json!("2")]);
    let asked = script.requests_to(Method::Get, LIST);
    assert!(asked[1].url.query().unwrap().contains("cursor=next"));
    script.on(Method::Get, LIST, json(200, json!({"records": []})));
    Bluesky.unblock(&session, ANA).await.unwrap();
    assert_eq!(script.requests_to(Method::Post, DELETE).len(), 2, "nothing to take away");
}
