//! Reading a followed feed, look after look.

use lectern_connectors::{FeedAt, FeedBatch, Session, SignedIn, rss};
use lectern_model::{Account, Body, Failure, FailureKind, Timestamp};
use lectern_net::{Method, Request, Response};
use lectern_testkit::{MemoryKeeper, ScriptedWire, account, header, session, status, text, with_header};
use serde_json::{Value, json};
use std::sync::Arc;

const FEED: &str = "https://riverside.example/news/feed";
const NEWS: &str = include_str!("../../src/rss/fixtures/news.xml");

fn followed(facts: Value) -> Account {
    let signed_in = SignedIn {
        remote_id: FEED.to_owned(),
        handle: "riverside.example".to_owned(),
        name: "Riverside Library news".to_owned(),
        server: "https://riverside.example".to_owned(),
        facts,
        avatar_url: None,
        lapses_at: None,
        credentials: None,
    };
    account("rss", &signed_in)
}

fn desk() -> (Arc<ScriptedWire>, Session) {
    let script = ScriptedWire::new();
    let session = session(followed(json!({})), &script.wire(), script.clock(), MemoryKeeper::empty());
    (script, session)
}

async fn look(session: &Session, memo: &Value) -> Result<FeedBatch, Failure> {
    let connector = rss::connector();
    connector.feed().unwrap().page(session, FeedAt { page: None, memo: memo.clone() }).await
}

fn news() -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    text(200, "application/rss+xml; charset=utf-8", NEWS)
}

#[tokio::test]
async fn the_second_look_is_conditional_and_says_unchanged() {
    let (script, session) = desk();
    script.on(
        Method::Get,
        FEED,
        with_header("last-modified", "Fri, 20 Nov 2026 10:00:00 GMT", with_header("etag", "\"v1\"", news())),
    );
    let first = look(&session, &Value::Null).await.unwrap();
    assert_eq!((first.posts.len(), first.unchanged), (2, false));
    assert_eq!(first.posts[0].remote_id, "riverside-204");
    assert_eq!(first.posts[0].media[0].description, "A felt duck on a blue rug");
    assert!(
        matches!(&first.posts[0].body, Body::Html(html) if html.contains("https://riverside.example/news/story-time"))
    );
    assert_eq!(first.not_before, Some(script.clock().now().plus_seconds(90 * 60)), "its ttl");

    script.once(Method::Get, FEED, status(304));
    let second = look(&session, &first.memo).await.unwrap();
    assert!(second.unchanged && second.posts.is_empty());
    let asked = script.requests().pop().unwrap();
    assert_eq!(header(&asked, "if-none-match"), Some("\"v1\""));
    assert_eq!(header(&asked, "if-modified-since"), Some("Fri, 20 Nov 2026 10:00:00 GMT"));
    let third = look(&session, &second.memo).await.unwrap();
    assert!(third.unchanged, "the same body is no news, whatever the status says");
}

#[tokio::test]
async fn the_site_says_when_it_wants_to_be_asked_again_within_bounds() {
    for (said, seconds) in [
        ("max-age=7200", Some(7200)),
        ("public, max-age=10", Some(300)),
        ("max-age=99999999", Some(24 * 3600)),
        ("max-age=99999999999999999999999", None),
        ("no-cache, max-age=7200", None),
        ("private", None),
    ] {
        let (script, session) = desk();
        let feed = NEWS.replace("<ttl>90</ttl>", "");
        script.on(Method::Get, FEED, with_header("cache-control", said, text(200, "text/xml", feed)));
        let batch = look(&session, &Value::Null).await.unwrap();
        assert_eq!(batch.not_before, seconds.map(|seconds| script.clock().now().plus_seconds(seconds)), "{said}");
    }
}

#[tokio::test]
async fn a_feed_that_moved_is_asked_at_its_new_place_until_that_is_gone() {
    let (script, session) = desk();
    script.once(Method::Get, FEED, with_header("location", "https://new.example/feed", status(308)));
    script.on(Method::Get, "https://new.example/feed", news());
    let first = look(&session, &Value::Null).await.unwrap();
    assert_eq!((first.posts.len(), first.memo["moved"].as_str()), (2, Some("https://new.example/feed")));
    script.forget_requests();
    look(&session, &first.memo).await.unwrap();
    assert_eq!(script.requests().len(), 1, "the old place is left alone");
    script.on(Method::Get, "https://new.example/feed", status(404));
    script.on(Method::Get, FEED, news());
    let back = look(&session, &first.memo).await.unwrap();
    assert_eq!(back.memo["moved"], Value::Null);
}

#[tokio::test]
async fn what_goes_wrong_is_said_in_plain_words() {
    let (script, session) = desk();
    let page = "<!doctype html><title>Welcome</title>";
    for (status, mime, body, kind, words) in [
        (200, "text/html", page, FailureKind::Server, "now answers a web page, not a feed"),
        (200, "text/plain", "hello", FailureKind::Server, "not a feed"),
        (404, "text/html", page, FailureKind::Gone, "nothing at this address any more"),
        (410, "text/html", page, FailureKind::Gone, "has ended"),
        (403, "text/html", page, FailureKind::Permission, "does not let Lectern read"),
        (500, "text/html", page, FailureKind::Server, "problem of its own"),
    ] {
        script.once(Method::Get, FEED, text(status, mime, body));
        let failure = look(&session, &Value::Null).await.unwrap_err();
        assert_eq!(failure.what, kind, "{status}");
        assert!(failure.words.contains(words), "{}", failure.words);
    }
    script.once(Method::Get, FEED, with_header("retry-after", "120", status(429)));
    let failure = look(&session, &Value::Null).await.unwrap_err();
    let until = Some(script.clock().now().plus_seconds(120));
    assert_eq!(failure.what, FailureKind::RateLimited { until });
}

#[tokio::test]
async fn only_a_host_that_a_person_typed_may_be_private() {
    let script = ScriptedWire::new();
    script.on(Method::Get, FEED, news());
    let typed = followed(json!({ "typed_host": "[::1]" }));
    look(&session(typed, &script.wire(), script.clock(), MemoryKeeper::empty()), &Value::Null).await.unwrap();
    assert_eq!(script.allowed_private_hosts(), ["::1"]);
    let (script, session) = desk();
    script.on(Method::Get, FEED, news());
    look(&session, &Value::Null).await.unwrap();
    assert!(script.allowed_private_hosts().is_empty());
}

#[tokio::test]
async fn undated_items_keep_their_first_moment_over_restarts_and_memos_of_any_form_are_borne() {
    let (script, session) = desk();
    let item = |n: u32| format!("<item><guid>{n}</guid></item>");
    let feed = |items: String| format!("<rss version='2.0'><channel><title>T</title>{items}</channel></rss>");
    script.on(Method::Get, FEED, text(200, "text/xml", feed(item(1))));
    let first = look(&session, &Value::Null).await.unwrap();
    script.clock().advance(86_400);
    script.on(Method::Get, FEED, text(200, "text/xml", feed(item(2) + &item(1))));
    let second = look(&session, &first.memo).await.unwrap();
    let at = |batch: &FeedBatch, id: &str| -> Timestamp {
        batch.posts.iter().find(|post| post.remote_id == id).unwrap().created_at
    };
    assert_eq!(at(&second, "1"), at(&first, "1"));
    assert_eq!(at(&second, "2"), script.clock().now());
    for memo in [json!([]), json!({ "etag": 7, "seen": [], "moved": "no address" }), json!("x")] {
        assert_eq!(look(&session, &memo).await.unwrap().posts.len(), 2);
    }
}

#[tokio::test]
async fn every_kind_of_feed_is_read() {
    for (mime, body) in [
        ("application/atom+xml", include_str!("../../src/rss/fixtures/blog.atom")),
        ("application/feed+json", include_str!("../../src/rss/fixtures/events.json")),
    ] {
        let (script, session) = desk();
        script.on(Method::Get, FEED, text(200, mime, body));
        let batch = look(&session, &Value::Null).await.unwrap();
        assert_eq!(batch.posts.len(), 1, "{mime}");
        assert!(batch.older.is_none());
    }
    let (_, session) = desk();
    let below = FeedAt { page: Some("2".to_owned()), memo: Value::Null };
    assert_eq!(rss::connector().feed().unwrap().page(&session, below).await.unwrap(), FeedBatch::default());
}
