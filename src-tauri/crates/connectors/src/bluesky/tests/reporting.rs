//! Reports go to the account's own server, which passes them on.

use super::super::Bluesky;
use super::session;
use crate::{Connector, Reported, Reporting};
use lectern_model::{Effect, EmergencyKind, FailureKind};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, cut_after, header, json, json_body};
use serde_json::{Value, json};

const CREATE: &str = "/xrpc/com.atproto.moderation.createReport";
const POST: &str = "at://did:plc:ana/app.bsky.feed.post/3k1";

fn taken() -> Value {
    json!({
        "id": 93, "reasonType": "tools.ozone.report.defs#reasonViolenceThreats", "reportedBy": "did:plc:us",
        "subject": {"$type": "com.atproto.repo.strongRef", "uri": POST, "cid": "c1"},
        "createdAt": "2026-11-23T09:00:00.000Z",
    })
}

fn of<'a>(remote_id: &'a str, remote_ref: &'a Value, kind: EmergencyKind) -> Reported<'a> {
    Reported { person: "did:plc:ana", remote_id, remote_ref, kind }
}

#[tokio::test]
async fn a_post_is_reported_as_it_stood_with_what_for() {
    let script = ScriptedWire::new();
    script.on(Method::Post, CREATE, json(200, taken()));
    let session = session(&script);
    assert_eq!(Bluesky.to(&session.account), "Bluesky");
    assert!(Bluesky.reporting(&session.account.facts).is_some());
    let reference = json!({"uri": POST, "cid": "c1", "root": {"uri": POST, "cid": "c1"}});
    let reasons = [
        (EmergencyKind::Threat, "reasonViolenceThreats"),
        (EmergencyKind::Child, "reasonChildSafetyCSAM"),
        (EmergencyKind::Private, "reasonHarassmentDoxxing"),
    ];
    for (at, (kind, reason)) in reasons.into_iter().enumerate() {
        assert_eq!(Bluesky.report(&session, of(POST, &reference, kind)).await.unwrap(), "Taken as report 93.");
        let asked = script.requests_to(Method::Post, CREATE);
        assert_eq!(header(&asked[at], "atproto-proxy"), None, "its own server knows the moderators");
        let body = json_body(&asked[at]).unwrap();
        assert_eq!(body["reasonType"], json!(format!("tools.ozone.report.defs#{reason}")));
        assert_eq!(body["subject"], json!({"$type": "com.atproto.repo.strongRef", "uri": POST, "cid": "c1"}));
        let words = body["reason"].as_str().unwrap();
        assert!(words.contains("public library") && words.len() < 2000, "{words}");
        let mut names: Vec<&String> = body.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(names, ["reason", "reasonType", "subject"]);
    }
}

#[tokio::test]
async fn of_a_private_message_the_person_is_reported() {
    let script = ScriptedWire::new();
    script.on(Method::Post, CREATE, json(200, taken()));
    let session = session(&script);
    let reference = json!({"convo": "c1", "message": "m2"});
    Bluesky.report(&session, of("chat:c1/m2", &reference, EmergencyKind::Threat)).await.unwrap();
    let asked = script.requests_to(Method::Post, CREATE);
    let body = json_body(&asked[0]).unwrap();
    assert_eq!(body["subject"], json!({"$type": "com.atproto.admin.defs#repoRef", "did": "did:plc:ana"}));
}

#[tokio::test]
async fn what_has_no_address_is_not_sent_and_what_was_cut_is_in_doubt() {
    let script = ScriptedWire::new();
    let session = session(&script);
    let nothing = json!({});
    let failure = Bluesky.report(&session, of(POST, &nothing, EmergencyKind::Threat)).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Gone, Effect::None));
    assert!(script.requests().is_empty(), "nobody is asked");
    let reference = json!({"uri": POST, "cid": "c1"});
    script.once(Method::Post, CREATE, json(403, json!({"error": "ScopeMissingError", "message": "Missing scope"})));
    let failure = Bluesky.report(&session, of(POST, &reference, EmergencyKind::Threat)).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Permission, Effect::None));
    assert!(failure.words.contains("Sign in again"), "{}", failure.words);
    script.once(Method::Post, CREATE, cut_after());
    script.once(Method::Post, CREATE, json(502, json!({"error": "UpstreamFailure"})));
    script.once(Method::Post, CREATE, json(200, json!("odd")));
    for _ in 0..3 {
        let failure = Bluesky.report(&session, of(POST, &reference, EmergencyKind::Threat)).await.unwrap_err();
        assert_eq!(failure.effect, Effect::Maybe, "{failure:?}");
    }
}
