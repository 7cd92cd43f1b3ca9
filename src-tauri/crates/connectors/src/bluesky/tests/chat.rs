//! Private messages, by the lexicons of `chat.bsky`: no recording exists, for no server that can be run has them.

use super::super::Bluesky;
use super::{DID, Pictures, delivery, picture, session};
use crate::{Inbox, InboxBatch, IncomingKind, Publish, Session, Step};
use lectern_model::{Delivery, Effect, FailureKind, Found, Published, ReplyTo, Visibility};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, cut_after, header, json, json_body};
use serde_json::{Value, json};
use std::sync::Arc;

const CONVOS: &str = "/xrpc/chat.bsky.convo.listConvos";
const MESSAGES: &str = "/xrpc/chat.bsky.convo.getMessages";
const SEND: &str = "/xrpc/chat.bsky.convo.sendMessage";

fn message(id: &str, did: &str, text: &str) -> Value {
    json!({"$type": "chat.bsky.convo.defs#messageView", "id": id, "rev": id, "text": text, "sender": {"did": did}, "sentAt": "2026-11-23T08:00:00.000Z"})
}

fn messages(all: &[Value]) -> Value {
    json!({"messages": all})
}

fn desk() -> (Arc<ScriptedWire>, Session) {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/app.bsky.notification.listNotifications", json(200, json!({"notifications": []})));
    let session = session(&script);
    (script, session)
}

async fn page(session: &Session) -> InboxBatch {
    Inbox::page(&Bluesky, session, None).await.unwrap()
}

fn convo(rev: &str) -> Value {
    let members = json!([{"did": DID, "handle": "library.test"}, {"did": "did:plc:p", "handle": "patron.test", "displayName": "Pat"}]);
    json!({"convos": [{"id": "c1", "rev": rev, "members": members, "muted": false, "unreadCount": 1, "lastMessage": message("m2", "did:plc:p", "Hello?")}, 7], "cursor": null})
}

#[tokio::test]
async fn messages_arrive_beside_notifications() {
    let (script, session) = desk();
    script.on(Method::Get, CONVOS, json(200, convo("1")));
    let deleted = json!({"$type": "chat.bsky.convo.defs#deletedMessageView", "id": "m0", "sender": {"did": "did:plc:p"}, "sentAt": "2026-11-23T08:00:00.000Z"});
    script.on(
        Method::Get,
        MESSAGES,
        json(200, messages(&[message("m2", "did:plc:p", "Hello?"), message("m1", DID, "Hi"), deleted, json!("odd")])),
    );
    let batch = page(&session).await;
    assert_eq!(batch.items.len(), 2);
    let theirs = batch.items.iter().find(|item| !item.ours).unwrap();
    assert_eq!((theirs.kind, theirs.conversation.as_str()), (IncomingKind::Direct, "chat:c1"));
    assert_eq!((theirs.post.author.name.as_str(), theirs.post.visibility), ("Pat", Visibility::Direct));
    assert_eq!(theirs.post.remote_id, "chat:c1/m2");
    assert_eq!(theirs.post.remote_ref, json!({"convo": "c1", "message": "m2"}));
    let asked = script.requests_to(Method::Get, MESSAGES);
    assert_eq!(header(&asked[0], "atproto-proxy"), Some("did:web:api.bsky.chat#bsky_chat"));

    // Nothing new: one request, and still the newest message, in case it was not stored.
    assert_eq!(page(&session).await.items.len(), 1);
    assert_eq!(script.requests_to(Method::Get, MESSAGES).len(), 1);
    script.on(Method::Get, CONVOS, json(200, convo("2")));
    page(&session).await;
    assert_eq!(script.requests_to(Method::Get, MESSAGES).len(), 2);
}

#[tokio::test]
async fn a_password_without_messages_is_asked_once() {
    for (status, answer) in [
        (400, json!({"error": "InvalidToken", "message": "Bad token method"})),
        (403, json!({"error": "ScopeMissingError", "message": "Missing required scope"})),
        (404, json!({})),
        (501, json!({"error": "MethodNotImplemented"})),
    ] {
        let (script, session) = desk();
        script.on(Method::Get, CONVOS, json(status, answer));
        for _ in 0..3 {
            assert!(page(&session).await.items.is_empty());
            script.clock().advance(3600);
        }
        assert_eq!(script.requests_to(Method::Get, CONVOS).len(), 1, "{status}");
    }
}

#[tokio::test]
async fn passing_trouble_is_waited_out() {
    let (script, session) = desk();
    script.on(Method::Get, CONVOS, json(502, json!({"error": "UpstreamFailure"})));
    page(&session).await;
    page(&session).await;
    assert_eq!(script.requests_to(Method::Get, CONVOS).len(), 1);
    script.clock().advance(601);
    script.on(Method::Get, CONVOS, json(200, convo("1")));
    script.on(Method::Get, MESSAGES, json(200, messages(&[message("m2", "did:plc:p", "Hello?")])));
    assert_eq!(page(&session).await.items.len(), 1);
}

#[tokio::test]
async fn a_conversation_is_read_from_its_oldest_message() {
    let (script, session) = desk();
    script.on(Method::Get, "/xrpc/chat.bsky.convo.getConvo", json(200, json!({"convo": convo("1")["convos"][0]})));
    script.on(Method::Get, CONVOS, json(200, convo("1")));
    script.on(
        Method::Get,
        MESSAGES,
        json(200, messages(&[message("m2", "did:plc:p", "Hello?"), message("m1", DID, "Hi")])),
    );
    let post = page(&session).await.items.remove(0).post;
    let thread = Inbox::thread(&Bluesky, &session, &post).await.unwrap();
    assert_eq!(
        thread.iter().map(|item| item.post.remote_id.as_str()).collect::<Vec<_>>(),
        ["chat:c1/m1", "chat:c1/m2"]
    );
    assert_eq!(thread.iter().map(|item| item.ours).collect::<Vec<_>>(), [true, false]);
}

fn answer(text: &str) -> Delivery {
    let mut delivery = delivery(text);
    delivery.outgoing.reply_to =
        Some(ReplyTo { remote_id: "chat:c1/m2".to_owned(), remote_ref: json!({"convo": "c1", "message": "m2"}) });
    delivery
}

#[tokio::test]
async fn an_answer_is_marked_then_sent() {
    let (script, session) = desk();
    script.on(Method::Get, MESSAGES, json(200, messages(&[message("m2", "did:plc:p", "Hello?")])));
    script.on(Method::Post, SEND, json(200, message("m3", DID, "Yes, see https://example.org")));
    let mut answer = answer("Yes, see https://example.org");
    let media = Pictures(Vec::new());
    assert_eq!(Bluesky.find_published(&session, &answer).await.unwrap(), Found::Absent, "nothing was sent yet");
    assert!(!Bluesky.next_step_changes(&answer));
    let Step::Continue(progress) = Bluesky.step(&session, &answer, &media).await.unwrap() else {
        panic!("sent unmarked")
    };
    assert_eq!(progress, json!({"newest": "m2"}));
    answer.progress = progress;
    assert!(Bluesky.next_step_changes(&answer));
    let Step::Done(published) = Bluesky.step(&session, &answer, &media).await.unwrap() else { panic!("not sent") };
    assert_eq!(published.remote_id, "chat:c1/m3");
    let asked = script.requests_to(Method::Post, SEND);
    let body = json_body(&asked[0]).unwrap();
    assert_eq!(body["convoId"], "c1");
    assert_eq!(body["message"]["facets"][0]["index"], json!({"byteStart": 9, "byteEnd": 28}));
    let failure = Bluesky.delete(&session, &published).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Permission);
}

#[tokio::test]
async fn whether_an_answer_arrived_is_seen_after_the_mark() {
    let (script, session) = desk();
    let mut answer = answer("Yes");
    answer.progress = json!({"newest": "m2"});
    script.once(Method::Post, SEND, cut_after());
    let failure = Bluesky.step(&session, &answer, &Pictures(Vec::new())).await.unwrap_err();
    assert_eq!(failure.effect, Effect::Maybe);
    // The same words before the mark are an older answer.
    let say = |all: &[Value]| script.once(Method::Get, MESSAGES, json(200, messages(all))).forget_requests();
    say(&[message("m2", "did:plc:p", "Hello?"), message("m1", DID, "Yes")]);
    assert_eq!(Bluesky.find_published(&session, &answer).await.unwrap(), Found::Absent);
    say(&[message("m4", "did:plc:p", "Yes"), message("m3", DID, "Yes"), message("m2", "did:plc:p", "Hello?")]);
    let found = Bluesky.find_published(&session, &answer).await.unwrap();
    assert!(matches!(found, Found::Found(it) if it.remote_id == "chat:c1/m3"));
    let many: Vec<Value> = (0..100).map(|n| message(&format!("x{n}"), "did:plc:p", "…")).collect();
    say(&many);
    assert_eq!(Bluesky.find_published(&session, &answer).await.unwrap(), Found::CannotTell);
}

#[tokio::test]
async fn what_a_message_cannot_hold_is_not_sent() {
    let (script, session) = desk();
    let media = Pictures(Vec::new());
    let mut ready = answer(&"é".repeat(1001));
    ready.progress = json!({"newest": ""});
    let failure = Bluesky.step(&session, &ready, &media).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Rejected { field: Some("text".to_owned()), limit: Some(1000) });
    let mut pictured = answer("Look");
    pictured.progress = json!({"newest": ""});
    pictured.outgoing.media = vec![picture("a")];
    assert!(matches!(Bluesky.step(&session, &pictured, &media).await.unwrap_err().what, FailureKind::Rejected { .. }));
    assert!(script.requests().is_empty());
    let gone = Published { remote_id: "chat:c1".to_owned(), url: None };
    assert_eq!(Bluesky.read_back(&session, &gone).await.unwrap_err().what, FailureKind::Gone);
}
