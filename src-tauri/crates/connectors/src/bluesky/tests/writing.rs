//! What we write: records, and the steps that send them.

use super::super::Bluesky;
use super::{DID, Pictures, delivery, picture, session};
use crate::{Publish, React, Session, Step};
use lectern_model::{Delivery, Effect, Failure, FailureKind, Found, OutgoingCard, Published, ReplyTo};
use lectern_net::Method;
use lectern_testkit::{MONDAY_NINE, ScriptedWire, cut_after, json, json_body};
use serde_json::{Value, json};
use std::sync::Arc;

const CREATE: &str = "/xrpc/com.atproto.repo.createRecord";
const GET: &str = "/xrpc/com.atproto.repo.getRecord";
const UPLOAD: &str = "/xrpc/com.atproto.repo.uploadBlob";
const RESOLVE: &str = "/xrpc/com.atproto.identity.resolveHandle";
const URI: &str = "at://did:plc:emata34cci2buno7bvojrsr6/app.bsky.feed.post/3n2zss3ig2ow3";

/// A script whose server takes everything.
fn taking() -> Arc<ScriptedWire> {
    let script = ScriptedWire::new();
    script.on(
        Method::Get,
        RESOLVE,
        json(400, json!({"error": "InvalidRequest", "message": "Unable to resolve handle"})),
    );
    script.on(
        Method::Get,
        "/xrpc/com.atproto.identity.resolveHandle?handle=patron.test",
        json(200, json!({"did": "did:plc:p"})),
    );
    let blob = json!({"blob": {"$type": "blob", "ref": {"$link": "bafy1"}, "mimeType": "image/png", "size": 3}});
    script.on(Method::Post, UPLOAD, json(200, blob));
    script.on(Method::Post, CREATE, json(200, json!({"uri": URI, "cid": "bafycid"})));
    script
}

/// Steps to the end as the outbox does; what each step said about itself.
async fn publish(
    session: &Session,
    delivery: &mut Delivery,
    media: &Pictures,
) -> (Vec<bool>, Result<Published, Failure>) {
    let mut changes = Vec::new();
    loop {
        changes.push(Bluesky.next_step_changes(delivery));
        match Bluesky.step(session, delivery, media).await {
            Ok(Step::Continue(progress)) => delivery.progress = progress,
            Ok(Step::Done(published)) => return (changes, Ok(published)),
            Ok(Step::Wait { .. }) => panic!("nothing to wait for"),
            Err(failure) => return (changes, Err(failure)),
        }
        assert!(changes.len() < 12, "it goes on for ever");
    }
}

fn pictures() -> Pictures {
    Pictures(vec![
        ("a", bytes::Bytes::from_static(b"png")),
        ("limit", vec![0; 2_000_000].into()),
        ("large", vec![0; 2_000_001].into()),
        ("thumb", vec![0; 1_000_000].into()),
        ("large thumb", vec![0; 1_000_001].into()),
    ])
}

fn sent(script: &ScriptedWire) -> Value {
    let asked = script.requests_to(Method::Post, CREATE);
    json_body(asked.last().unwrap()).unwrap().clone()
}

#[tokio::test]
async fn a_post_with_pictures_goes_out_in_its_steps() {
    let script = taking();
    script.clock().advance(3600);
    let mut delivery = delivery("Hello @patron.test and @nobody.test https://example.org");
    delivery.outgoing.media = vec![picture("a"), picture("limit")];
    let (changes, published) = publish(&session(&script), &mut delivery, &pictures()).await;
    assert_eq!(changes, [false, false, false, true]);
    let published = published.unwrap();
    assert_eq!(published.remote_id, URI);
    assert_eq!(published.url.as_deref(), Some("https://bsky.app/profile/library.test/post/3n2zss3ig2ow3"));

    let body = sent(&script);
    assert_eq!(
        (&body["repo"], &body["collection"], &body["rkey"]),
        (&json!(DID), &json!("app.bsky.feed.post"), &json!("3n2zss3ig2ow3"))
    );
    let record = &body["record"];
    assert_eq!(record["createdAt"], "2026-11-23T10:00:00.000Z", "the moment of sending, not of queueing");
    assert_eq!(record["langs"], json!(["en"]));
    assert_eq!(record["facets"].as_array().unwrap().len(), 2);
    assert_eq!(record["embed"]["$type"], "app.bsky.embed.images");
    let image = &record["embed"]["images"][1];
    assert_eq!((&image["alt"], &image["aspectRatio"]), (&json!("A poster"), &json!({"width": 40, "height": 30})));
    assert_eq!(image["image"]["ref"]["$link"], "bafy1");
    assert_eq!(script.requests_to(Method::Post, UPLOAD).len(), 2, "each picture once");
}

#[tokio::test]
async fn a_card_goes_along_where_there_is_no_picture() {
    let script = taking();
    let card = |hash: &str| OutgoingCard {
        url: "https://example.org/a".to_owned(),
        title: "A page".to_owned(),
        description: String::new(),
        picture: Some(picture(hash)),
    };
    let mut one = delivery("Read");
    one.outgoing.card = Some(card("thumb"));
    let (changes, _) = publish(&session(&script), &mut one, &pictures()).await;
    assert_eq!(changes, [false, true]);
    let external = &sent(&script)["record"]["embed"]["external"];
    assert_eq!((&external["uri"], &external["description"]), (&json!("https://example.org/a"), &json!("")));
    assert_eq!(external["thumb"]["$type"], "blob");

    let mut lost = delivery("Read");
    lost.outgoing.card = Some(card("lost"));
    assert!(publish(&session(&script), &mut lost, &pictures()).await.1.is_ok());
    assert_eq!(sent(&script)["record"]["embed"]["external"].get("thumb"), None);

    let mut both = delivery("Read");
    both.outgoing.card = Some(card("thumb"));
    both.outgoing.media = vec![picture("a")];
    assert!(publish(&session(&script), &mut both, &pictures()).await.1.is_ok());
    assert_eq!(sent(&script)["record"]["embed"]["$type"], "app.bsky.embed.images");

    let mut large = delivery("Read");
    large.outgoing.card = Some(card("large thumb"));
    let failure = publish(&session(&script), &mut large, &pictures()).await.1.unwrap_err();
    assert_eq!(failure.what, FailureKind::Rejected { field: Some("media".to_owned()), limit: Some(1_000_000) });
}

#[tokio::test]
async fn what_is_too_large_is_never_sent() {
    let script = taking();
    let mut large = delivery("Look");
    large.outgoing.media = vec![picture("large")];
    let failure = publish(&session(&script), &mut large, &pictures()).await.1.unwrap_err();
    assert_eq!(failure.what, FailureKind::Rejected { field: Some("media".to_owned()), limit: Some(2_000_000) });
    assert_eq!(failure.effect, Effect::None);
    let mut many = delivery("Look");
    many.outgoing.media = vec![picture("a"); 5];
    let failure = publish(&session(&script), &mut many, &pictures()).await.1.unwrap_err();
    assert_eq!(failure.what, FailureKind::Rejected { field: Some("media".to_owned()), limit: Some(4) });
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn the_servers_measure_is_told() {
    let script = taking();
    for (message, field, limit) in [
        ("Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text", "text", 300),
        ("Invalid app.bsky.feed.post record: string too big (maximum 3000, got 3750) at $.record.text", "text", 3000),
        (
            "Invalid app.bsky.feed.post record: blob too big (maximum 1000000, got 1500000) at $.record.embed.images[0].image",
            "media",
            1_000_000,
        ),
    ] {
        script.once(Method::Post, CREATE, json(400, json!({"error": "InvalidRequest", "message": message})));
        let failure = publish(&session(&script), &mut delivery("x"), &pictures()).await.1.unwrap_err();
        assert_eq!(failure.what, FailureKind::Rejected { field: Some(field.to_owned()), limit: Some(limit) });
        assert_eq!(failure.effect, Effect::None);
        assert!(!failure.words.contains('$'), "{}", failure.words);
    }
}

#[tokio::test]
async fn a_key_that_is_taken_is_looked_up() {
    let there = |text: &str| json!({"uri": URI, "cid": "c", "value": {"$type": "app.bsky.feed.post", "text": text}});
    let fault = json!({"error": "InternalServerError", "message": "Internal Server Error"});
    let script = taking();
    let session = session(&script);
    script.on(Method::Post, CREATE, json(500, fault));
    script.once(Method::Get, GET, json(200, there("Hello")));
    assert_eq!(publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap().remote_id, URI);
    script.once(Method::Get, GET, json(200, there("Something else")));
    let failure = publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Conflict, Effect::None));
    script.once(Method::Get, GET, json(400, json!({"error": "RecordNotFound", "message": "Could not locate record"})));
    let failure = publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::Maybe));
    script.once(Method::Get, GET, json(502, json!({"error": "UpstreamFailure"})));
    assert_eq!(publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap_err().effect, Effect::Maybe);
}

#[tokio::test]
async fn a_cut_line_and_a_strange_answer_leave_it_in_doubt() {
    let script = taking();
    let session = session(&script);
    script.once(Method::Post, CREATE, cut_after());
    assert_eq!(publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap_err().effect, Effect::Maybe);
    script.on(Method::Get, GET, json(400, json!({"error": "RecordNotFound"})));
    for answer in [json!({}), json!({"uri": "at://did:plc:other/app.bsky.feed.post/1"}), json!([1])] {
        script.once(Method::Post, CREATE, json(200, answer));
        let failure = publish(&session, &mut delivery("Hello"), &pictures()).await.1.unwrap_err();
        assert_eq!(failure.effect, Effect::Maybe);
    }
}

#[tokio::test]
async fn a_post_is_found_by_its_key_without_a_sign_in() {
    let script = ScriptedWire::new();
    let session = session(&script);
    script.once(Method::Get, GET, json(200, json!({"uri": URI, "value": {"text": "Hello"}})));
    assert!(
        matches!(Bluesky.find_published(&session, &delivery("Hello")).await.unwrap(), Found::Found(it) if it.remote_id == URI)
    );
    script.once(Method::Get, GET, json(400, json!({"error": "RecordNotFound"})));
    assert_eq!(Bluesky.find_published(&session, &delivery("Hello")).await.unwrap(), Found::Absent);
    for (status, answer) in
        [(400, json!({"error": "InvalidRequest"})), (404, json!({})), (500, json!({})), (200, json!({}))]
    {
        script.once(Method::Get, GET, json(status, answer));
        assert!(Bluesky.find_published(&session, &delivery("Hello")).await.is_err(), "{status} is no answer");
    }
    assert!(script.requests().iter().all(|request| request.secret_headers.is_empty()));
    let mut unminted = delivery("Hello");
    unminted.minted = Value::Null;
    assert_eq!(Bluesky.find_published(&session, &unminted).await.unwrap(), Found::CannotTell);
}

#[tokio::test]
async fn pictures_that_the_server_lost_are_uploaded_once_more() {
    let script = taking();
    let lost = json!({"error": "BlobNotFound", "message": "Could not find blob: bafy1"});
    let mut again = delivery("Look");
    again.outgoing.media = vec![picture("a")];
    script.once(Method::Post, CREATE, json(400, lost.clone()));
    let (changes, published) = publish(&session(&script), &mut again, &pictures()).await;
    assert!(published.is_ok());
    assert_eq!(changes, [false, true, false, true]);
    script.on(Method::Post, CREATE, json(400, lost));
    let mut never = delivery("Look");
    never.outgoing.media = vec![picture("a")];
    let failure = publish(&session(&script), &mut never, &pictures()).await.1.unwrap_err();
    assert!(matches!(failure.what, FailureKind::Rejected { .. }));
}

#[tokio::test]
async fn a_reply_names_its_parent_and_the_first_post() {
    let script = taking();
    let session = session(&script);
    let parent = json!({"uri": "at://did:plc:p/app.bsky.feed.post/2", "cid": "c2", "root": {"uri": "at://did:plc:p/app.bsky.feed.post/1", "cid": "c1"}});
    let mut reply = delivery("Yes");
    reply.outgoing.reply_to = Some(ReplyTo { remote_id: "x".to_owned(), remote_ref: parent });
    publish(&session, &mut reply, &pictures()).await.1.unwrap();
    assert_eq!(
        sent(&script)["record"]["reply"],
        json!({"root": {"uri": "at://did:plc:p/app.bsky.feed.post/1", "cid": "c1"}, "parent": {"uri": "at://did:plc:p/app.bsky.feed.post/2", "cid": "c2"}})
    );
    for odd in [Value::Null, json!("x"), json!({"uri": "at://did:plc:p/app.bsky.feed.post/2"})] {
        let mut reply = delivery("Yes");
        reply.outgoing.reply_to = Some(ReplyTo { remote_id: "x".to_owned(), remote_ref: odd });
        let failure = publish(&session, &mut reply, &pictures()).await.1.unwrap_err();
        assert_eq!((failure.what, failure.effect), (FailureKind::Gone, Effect::None));
    }
}

#[tokio::test]
async fn a_mention_that_cannot_be_asked_about_holds_up_only_while_that_may_pass() {
    let script = taking();
    let session = session(&script);
    script.once(Method::Get, RESOLVE, cut_after());
    let failure = publish(&session, &mut delivery("Hi @patron.test"), &pictures()).await.1.unwrap_err();
    assert_eq!(failure.what, FailureKind::Unreachable);
    for status in [404, 500] {
        script.once(Method::Get, RESOLVE, json(status, json!({})));
        assert!(publish(&session, &mut delivery("Hi @patron.test"), &pictures()).await.1.is_ok());
        assert_eq!(sent(&script)["record"].get("facets"), None);
    }
}

#[tokio::test]
async fn only_our_own_is_deleted() {
    let script = ScriptedWire::new();
    let session = session(&script);
    script.on(Method::Post, "/xrpc/com.atproto.repo.deleteRecord", json(200, json!({})));
    let published = |id: &str| Published { remote_id: id.to_owned(), url: None };
    Bluesky.delete(&session, &published(URI)).await.unwrap();
    Bluesky.delete(&session, &published(URI)).await.unwrap();
    let asked = script.requests();
    assert_eq!(
        json_body(&asked[0]).unwrap(),
        &json!({"repo": DID, "collection": "app.bsky.feed.post", "rkey": "3n2zss3ig2ow3"})
    );
    for other in ["at://did:plc:other/app.bsky.feed.post/1", "at://x", "chat:1/2", ""] {
        assert!(Bluesky.delete(&session, &published(other)).await.is_err(), "{other}");
    }
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn a_post_is_read_back_from_its_repository_where_the_index_lags() {
    let script = ScriptedWire::new();
    let session = session(&script);
    let published = Published { remote_id: URI.to_owned(), url: None };
    let image = json!({"alt": "A poster", "aspectRatio": {"width": 4, "height": 3}, "image": {"$type": "blob", "ref": {"$link": "bafy1"}, "mimeType": "image/png", "size": 3}});
    let value = json!({"$type": "app.bsky.feed.post", "text": "Hello", "createdAt": "2026-11-23T08:00:00.000Z", "embed": {"$type": "app.bsky.embed.images", "images": [image]}});
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, json!({"posts": []})));
    script.on(Method::Get, GET, json(200, json!({"uri": URI, "cid": "c", "value": value})));
    let post = Bluesky.read_back(&session, &published).await.unwrap();
    assert_eq!(post.media[0].description, "A poster");
    assert!(post.media[0].url.ends_with("com.atproto.sync.getBlob?did=did%3Aplc%3Aemata34cci2buno7bvojrsr6&cid=bafy1"));
    assert_eq!((post.author.name.as_str(), post.created_at), ("The Library", MONDAY_NINE.plus_seconds(-3600)));
    let external = json!({"uri": "https://example.org", "title": "T", "description": "D", "thumb": {"$type": "blob", "ref": {"$link": "bafy2"}}});
    let value = json!({"text": "", "embed": {"$type": "app.bsky.embed.external", "external": external}});
    script.on(Method::Get, GET, json(200, json!({"uri": URI, "cid": "c", "value": value})));
    let card = Bluesky.read_back(&session, &published).await.unwrap().card.unwrap();
    assert_eq!(card.title, "T");
    assert!(card.picture_url.unwrap().ends_with("cid=bafy2"));
    script.on(Method::Get, GET, json(400, json!({"error": "RecordNotFound"})));
    assert_eq!(Bluesky.read_back(&session, &published).await.unwrap_err().what, FailureKind::Gone);
}

#[tokio::test]
async fn the_parts_of_a_thread_name_the_part_before_and_the_first() {
    let script = taking();
    let session = session(&script);
    let head = json!({"uri": URI, "cid": "c1"});
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, json!({"posts": []})));
    let first = json!({"$type": "app.bsky.feed.post", "text": "One", "createdAt": "2026-11-23T08:00:00.000Z"});
    script.once(Method::Get, GET, json(200, json!({"uri": URI, "cid": "c1", "value": first})));
    let second_uri = URI.replace("3n2zss3ig2ow3", "3n2zss3ig2ow4");
    let second = json!({"$type": "app.bsky.feed.post", "text": "Two", "createdAt": "2026-11-23T08:00:01.000Z", "reply": {"root": head, "parent": head}});
    script.once(Method::Get, GET, json(200, json!({"uri": second_uri, "cid": "c2", "value": second})));
    let mut replies = Vec::new();
    for before in [URI, second_uri.as_str()] {
        let there = Bluesky.read_back(&session, &Published { remote_id: before.to_owned(), url: None }).await.unwrap();
        let mut next = delivery("Next");
        let remote_ref = Bluesky.thread_ref(&there.remote_ref);
        next.outgoing.reply_to = Some(ReplyTo { remote_id: there.remote_id, remote_ref });
        publish(&session, &mut next, &pictures()).await.1.unwrap();
        let made = script.requests_to(Method::Post, CREATE);
        replies.push(json_body(made.last().unwrap()).unwrap()["record"]["reply"].clone());
    }
    assert_eq!(replies[0], json!({"root": head, "parent": head}));
    assert_eq!(replies[1], json!({"root": head, "parent": {"uri": second_uri, "cid": "c2"}}));
}

#[tokio::test]
async fn likes_and_boosts_are_made_once_and_taken_back() {
    let script = ScriptedWire::new();
    let session = session(&script);
    let like = format!("at://{DID}/app.bsky.feed.like/1");
    script.on(Method::Post, CREATE, json(200, json!({"uri": like, "cid": "c"})));
    script.on(Method::Post, "/xrpc/com.atproto.repo.deleteRecord", json(200, json!({})));
    let id = "at://did:plc:p/app.bsky.feed.post/2";
    let plain = json!({"uri": id, "cid": "c2", "root": {"uri": id, "cid": "c2"}});
    let liked = Bluesky.like(&session, id, &plain, true).await.unwrap();
    assert_eq!(liked["like"], json!(like));
    assert_eq!(sent(&script)["record"]["subject"], json!({"uri": id, "cid": "c2"}));
    assert_eq!(Bluesky.like(&session, id, &liked, true).await.unwrap(), liked);
    assert_eq!(script.requests().len(), 1, "liked already");
    assert_eq!(Bluesky.like(&session, id, &liked, false).await.unwrap(), plain);
    let deleted = script.requests_to(Method::Post, "/xrpc/com.atproto.repo.deleteRecord");
    assert_eq!(json_body(&deleted[0]).unwrap()["collection"], "app.bsky.feed.like");
    let boosted = Bluesky.boost(&session, id, &plain, true).await.unwrap();
    assert_eq!(sent(&script)["collection"], "app.bsky.feed.repost");
    assert!(boosted["repost"].is_string() && boosted.get("like").is_none());
    // A reference that does not know of our like is completed first.
    let view = json!({"uri": id, "cid": "c2", "author": {"did": "did:plc:p", "handle": "p.test"}, "record": {"text": "x"}, "viewer": {"like": like}});
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, json!({"posts": [view]})));
    assert_eq!(Bluesky.like(&session, id, &plain, false).await.unwrap().get("like"), None);
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, json!({"posts": []})));
    assert_eq!(Bluesky.like(&session, id, &Value::Null, true).await.unwrap_err().what, FailureKind::Gone);
}
