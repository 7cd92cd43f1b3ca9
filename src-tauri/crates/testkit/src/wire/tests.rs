use crate::{ScriptedWire, cut_after, json, status, text, with_header};
use lectern_model::{Effect, FailureKind};
use lectern_net::{Method, Request, Url};
use serde_json::json;

fn get(address: &str) -> Request {
    Request::get(Url::parse(address).unwrap())
}

#[tokio::test]
async fn one_time_rules_come_before_standing_ones_and_the_last_standing_one_wins() {
    let script = ScriptedWire::new();
    script
        .on(Method::Get, "/feed", text(200, "text/plain", "first"))
        .on(Method::Get, "/feed", text(200, "text/plain", "second"))
        .once(Method::Get, "/feed", status(503))
        .once(Method::Get, "/feed", cut_after());
    let wire = script.wire();
    assert_eq!(wire.send(get("https://a.example/feed")).await.unwrap().status, 503);
    assert_eq!(wire.send(get("https://a.example/feed")).await.unwrap_err().effect, Effect::Maybe);
    assert_eq!(wire.send(get("https://a.example/feed?x=1")).await.unwrap().body, "second");
    assert_eq!(script.requests_to(Method::Get, "/feed").len(), 3);
}

#[tokio::test]
async fn patterns_match_paths_prefixes_and_addresses() {
    let script = ScriptedWire::new();
    script
        .on(Method::Get, "/api/*", json(200, json!({"which": "below"})))
        .on(Method::Get, "/api/one?a=1", json(200, json!({"which": "query"})))
        .on(Method::Get, "https://b.example/", json(200, json!({"which": "host"})));
    let wire = script.wire();
    for (address, which) in [
        ("https://a.example/api/one", "below"),
        ("https://a.example/api/one?a=1", "query"),
        ("https://b.example/api/one?a=1", "host"),
    ] {
        let answer: serde_json::Value = wire.send(get(address)).await.unwrap().json().unwrap();
        assert_eq!(answer["which"], which, "{address}");
    }
    let failure = wire.send(get("https://a.example/other")).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Unreachable);
    assert_eq!(script.unmatched(), ["GET https://a.example/other"]);
}

#[tokio::test]
async fn redirects_are_followed_only_where_asked() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/old", with_header("location", "/new", status(301))).on(
        Method::Get,
        "/new",
        text(200, "text/plain", "here"),
    );
    let mut request = get("https://a.example/old");
    let answer = script.wire().send(request.clone()).await.unwrap();
    assert_eq!((answer.url.path(), answer.status), ("/new", 200));
    request.follow_redirects = false;
    assert_eq!(script.wire().send(request).await.unwrap().status, 301);
}

#[tokio::test]
async fn streams_keep_what_was_said_before_anybody_listened() {
    let script = ScriptedWire::new();
    let stream = script.on_stream("wss://a.example/stream");
    stream.send("one");
    let address = Url::parse("wss://a.example/stream?list=1").unwrap();
    let mut socket = script.wire().listen(address, None).await.unwrap();
    stream.send("two");
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    assert_eq!(socket.next().await.unwrap().unwrap(), "two");
    stream.cut();
    assert!(socket.next().await.is_err());
    assert_eq!(socket.next().await.unwrap(), None);
    assert!(!stream.is_open());
}
