//! Changing and removing what is there.

use lectern_model::{FailureKind, Published};
use lectern_net::Method;
use lectern_testkit::{json, json_body, status as only_status};
use serde_json::{Value, json as value};

use super::publishing::picture;
use super::{at_work, delivery, mastodon, status};

const POST: &str = "/api/v1/statuses/501";

fn published() -> Published {
    Published { remote_id: "501".to_owned(), url: None }
}

fn there() -> Value {
    let mut there = status("501", "<p>Story time</p>");
    there["media_attachments"] =
        value!([{ "id": "81", "type": "image", "description": "Old" }, { "id": "82", "type": "image" }]);
    there
}

#[tokio::test]
async fn an_edit_keeps_the_pictures_and_renews_their_descriptions() {
    let (wire, session) = at_work().await;
    wire.on(Method::Get, POST, json(200, there()));
    wire.on(Method::Put, POST, json(200, there()));
    let mut outgoing = delivery("Story time at four").outgoing;
    outgoing.media = vec![picture("poster", "A lion"), picture("map", "")];
    let connector = mastodon();
    let edits = connector.edit(&session.account.facts).expect("it edits");
    edits.edit(&session, &published(), &outgoing).await.unwrap();
    let sent = wire.requests_to(Method::Put, POST);
    let body = json_body(&sent[0]).expect("JSON");
    assert_eq!(body["status"], value!("Story time at four"));
    assert_eq!(body["media_ids"], value!(["81", "82"]));
    assert_eq!(
        body["media_attributes"],
        value!([{ "id": "81", "description": "A lion" }, { "id": "82", "description": "" }])
    );
    assert_eq!((&body["spoiler_text"], &body["sensitive"]), (&value!(""), &value!(false)));
}

#[tokio::test]
async fn a_server_without_edits_says_so_and_a_refusal_is_one() {
    let (wire, session) = at_work().await;
    wire.on(Method::Get, POST, json(200, there()));
    let outgoing = delivery("Story time at four").outgoing;
    let connector = mastodon();
    let edits = connector.edit(&session.account.facts).expect("it edits");
    for status in [404, 405, 501] {
        wire.once(Method::Put, POST, only_status(status));
        let failure = edits.edit(&session, &published(), &outgoing).await.unwrap_err();
        assert_eq!((failure.what, failure.effect), (FailureKind::Permission, lectern_model::Effect::None), "{status}");
    }
    wire.once(Method::Put, POST, json(422, value!({ "error": "Too long" })));
    let failure = edits.edit(&session, &published(), &outgoing).await.unwrap_err();
    assert_eq!(
        (failure.what, failure.words.as_str()),
        (FailureKind::Rejected { field: None, limit: None }, "Too long")
    );
    wire.on(Method::Get, POST, only_status(404));
    assert_eq!(edits.edit(&session, &published(), &outgoing).await.unwrap_err().what, FailureKind::Gone);
}

#[tokio::test]
async fn deleting_what_is_gone_is_no_failure() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    wire.once(Method::Delete, POST, json(200, there()));
    publish.delete(&session, &published()).await.unwrap();
    wire.once(Method::Delete, POST, only_status(410));
    publish.delete(&session, &published()).await.unwrap();
    for gone in [404, 410] {
        wire.once(Method::Delete, POST, only_status(404));
        wire.once(Method::Get, POST, only_status(gone));
        publish.delete(&session, &published()).await.unwrap();
    }
    wire.once(Method::Delete, POST, only_status(404));
    wire.once(Method::Get, POST, json(200, there()));
    assert_eq!(
        publish.delete(&session, &published()).await.unwrap_err().what,
        FailureKind::Permission,
        "it is still there"
    );
    wire.once(Method::Delete, POST, only_status(500));
    assert_eq!(publish.delete(&session, &published()).await.unwrap_err().what, FailureKind::Server);
}

#[tokio::test]
async fn likes_and_boosts_go_on_and_off() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, "/api/v1/statuses/501/*", json(200, there()));
    let connector = mastodon();
    let react = connector.react().expect("it reacts");
    let held = value!({ "acct": "dana" });
    for on in [true, false] {
        assert_eq!(react.like(&session, "501", &held, on).await.unwrap(), held);
        assert_eq!(react.boost(&session, "501", &held, on).await.unwrap(), held);
    }
    let asked: Vec<String> =
        wire.requests_to(Method::Post, "/api/v1/statuses/501/*").iter().map(|one| one.url.path().to_owned()).collect();
    let ends = ["favourite", "reblog", "unfavourite", "unreblog"].map(|end| format!("{POST}/{end}"));
    assert_eq!(asked, ends);
    wire.once(Method::Post, "/api/v1/statuses/501/*", only_status(404));
    assert_eq!(react.like(&session, "501", &held, true).await.unwrap_err().what, FailureKind::Gone);
}
