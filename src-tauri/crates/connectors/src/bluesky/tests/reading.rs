//! Timelines, notifications and threads, as recorded and as nobody would wish them.

use super::super::posts::{body, written_at};
use super::super::wire::{AtUri, Facet};
use super::super::{Bluesky, embeds};
use super::{DID, recorded, session};
use crate::{Feed, FeedAt, FeedBatch, Inbox, IncomingKind};
use lectern_model::{Body, FailureKind, IncomingPost, Link, MediaKind, Timestamp};
use lectern_net::Method;
use lectern_testkit::{MONDAY_NINE, ScriptedWire, json, text};
use proptest::prelude::*;
use serde_json::{Value, json};

const TIMELINE: &str = include_str!("../fixtures/timeline.json");
const NOTIFICATIONS: &str = include_str!("../fixtures/notifications.json");
const POSTS: &str = include_str!("../fixtures/posts.json");
const THREAD: &str = include_str!("../fixtures/thread.json");
const THREAD_MISSING: &str = include_str!("../fixtures/thread_missing.json");

async fn timeline(answer: Value) -> Result<FeedBatch, lectern_model::Failure> {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/app.bsky.feed.getTimeline", json(200, answer));
    Bluesky.page_of_feed(&session(&script)).await
}

impl Bluesky {
    async fn page_of_feed(&self, session: &crate::Session) -> Result<FeedBatch, lectern_model::Failure> {
        Feed::page(self, session, FeedAt::default()).await
    }
}

fn words(post: &IncomingPost) -> &str {
    match &post.body {
        Body::Plain { text, .. } => text,
        Body::Html(html) => html,
    }
}

fn find<'a>(posts: &'a [IncomingPost], start: &str) -> &'a IncomingPost {
    posts.iter().find(|post| words(post).starts_with(start)).unwrap()
}

#[tokio::test]
async fn a_recorded_timeline_is_read_whole() {
    let batch = timeline(recorded(TIMELINE)).await.unwrap();
    let posts = &batch.posts;
    assert_eq!(posts.len(), 13, "fourteen items, one of them twice");
    assert!(batch.older.is_some());

    let picture = find(posts, "Our reading corner");
    assert!(picture.boosted_by.is_none(), "it came by itself as well");
    assert_eq!(picture.media.len(), 1);
    assert_eq!(picture.media[0].description, "Two chairs under a lamp");
    assert_eq!((picture.media[0].width, picture.media[0].height), (Some(40), Some(30)));
    assert!(picture.media[0].preview_url.as_deref().unwrap().contains("/img/feed_thumbnail/"));
    assert_eq!(picture.author.name, "Pat Ron");
    assert_eq!(picture.author.handle, "@patron.test");
    assert_eq!(picture.thread_root.as_deref(), Some(picture.remote_id.as_str()));
    let key = AtUri::parse(&picture.remote_id).unwrap().rkey;
    assert_eq!(picture.url.as_deref(), Some(format!("https://bsky.app/profile/patron.test/post/{key}").as_str()));

    let card = find(posts, "Worth a look").card.as_ref().unwrap();
    assert_eq!((card.url.as_str(), card.title.as_str()), ("https://example.org/a", "A page"));
    assert!(card.picture_url.is_some());

    let quote = find(posts, "They do this").card.as_ref().unwrap();
    assert_eq!(quote.title, "library.test (@library.test)");
    assert_eq!(quote.description, "Story time on Friday at three.");
    let both = find(posts, "Look, a picture");
    assert_eq!(both.media[0].description, "A poster");
    assert_eq!(both.card.as_ref().unwrap().description, "Story time on Friday at three.");

    let reply = find(posts, "From four");
    assert_eq!(reply.reply_to.as_deref(), Some(find(posts, "Is it for three").remote_id.as_str()));
    assert_eq!(reply.thread_root.as_deref(), Some(find(posts, "Story time on").remote_id.as_str()));
    assert_eq!(reply.remote_ref["root"]["uri"], json!(find(posts, "Story time on").remote_id));
    assert!(!reply.remote_ref["root"]["cid"].as_str().unwrap().is_empty());

    assert_eq!(find(posts, "Hi 📚").content_warning, "Graphic pictures");
    assert_eq!(find(posts, "Story time on").counts.likes, 1);
}

#[tokio::test]
async fn links_are_where_their_words_are() {
    let batch = timeline(recorded(TIMELINE)).await.unwrap();
    let Body::Plain { text, links } = &find(&batch.posts, "👋").body else { panic!("not plain") };
    let said: Vec<(&str, &str)> =
        links.iter().map(|link| (text.get(link.start..link.end).unwrap(), link.href.as_str())).collect();
    assert_eq!(
        said,
        [
            ("@library.test", "https://bsky.app/profile/did:plc:emata34cci2buno7bvojrsr6"),
            ("https://example.org", "https://example.org"),
            ("#Books", "https://bsky.app/hashtag/Books"),
        ]
    );
}

#[tokio::test]
async fn a_boost_alone_says_who_boosted() {
    let mut answer = recorded(TIMELINE);
    let boosts = |item: &Value| item["reason"]["$type"] == "app.bsky.feed.defs#reasonRepost";
    answer["feed"].as_array_mut().unwrap().retain(boosts);
    let posts = timeline(answer).await.unwrap().posts;
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0].boosted_by.as_ref().unwrap().handle, "@reader1.test");
    assert_eq!(posts[0].author.handle, "@patron.test");
}

#[tokio::test]
async fn no_odd_value_costs_the_page() {
    let mut whole = recorded(TIMELINE);
    whole["feed"].as_array_mut().unwrap().truncate(6);
    let before = timeline(whole.clone()).await.unwrap().posts.len();
    let mut places = Vec::new();
    pointers(&whole["feed"][1], "/feed/1".to_owned(), &mut places);
    pointers(&whole["feed"][4], "/feed/4".to_owned(), &mut places);
    assert!(places.len() > 80, "{}", places.len());
    for place in places {
        for odd in [Value::Null, json!(-7.5), json!("odd"), json!([[]]), json!({"odd": 1}), json!(true)] {
            let mut answer = whole.clone();
            *answer.pointer_mut(&place).unwrap() = odd.clone();
            let posts = timeline(answer).await.unwrap_or_else(|failure| panic!("{place} = {odd}: {failure}")).posts;
            assert!(posts.len() >= before - 1, "{place} = {odd}");
        }
    }
}

fn pointers(value: &Value, here: String, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, inner)| pointers(inner, format!("{here}/{}", name.replace('/', "~1")), into));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| pointers(inner, format!("{here}/{at}"), into));
        }
        _ => {}
    }
    into.push(here);
}

#[tokio::test]
async fn what_is_no_timeline_is_a_clear_failure() {
    for answer in [json!({}), json!({"feed": "none"}), json!([]), json!(null)] {
        let failure = timeline(answer).await.unwrap_err();
        assert_eq!(failure.what, FailureKind::Server);
    }
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/*", text(200, "text/html", "<html>Log in to the library's Wi-Fi</html>"));
    let failure = Bluesky.page_of_feed(&session(&script)).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Server);
    assert!(failure.words.contains("could not be read"), "{}", failure.words);
}

#[tokio::test]
async fn a_server_without_its_index_says_so() {
    let script = ScriptedWire::new();
    let answer = json!({"error": "UpstreamFailure", "message": "Upstream service unreachable"});
    script.on(Method::Get, "/xrpc/*", json(502, answer));
    let failure = Bluesky.page_of_feed(&session(&script)).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Server);
    assert!(failure.words.contains("server is up"), "{}", failure.words);
}

#[test]
fn clocks_lie_within_bounds() {
    let seen = "2026-11-24T04:33:02.000Z";
    let at = |created: &str, indexed: &str| written_at(created, indexed, MONDAY_NINE).0;
    let seen_at = 1_795_494_782_000;
    assert_eq!(at("2026-11-24T04:33:01Z", seen), seen_at - 1000);
    assert_eq!(at("2026-11-24T05:33:01+01:00", seen), seen_at - 1000);
    assert_eq!(at("2031-01-01T00:00:00Z", seen), seen_at);
    assert_eq!(at("0001-01-01T00:00:00Z", seen), seen_at);
    assert_eq!(at("yesterday", seen), seen_at);
    assert_eq!(at("", ""), MONDAY_NINE.0);
    assert_eq!(at("2031-01-01T00:00:00Z", ""), MONDAY_NINE.0);
}

#[tokio::test]
async fn notifications_become_conversations() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/app.bsky.notification.listNotifications", json(200, recorded(NOTIFICATIONS)));
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, recorded(POSTS)));
    script.on(Method::Get, "/xrpc/chat.bsky.convo.listConvos", json(501, json!({"error": "MethodNotImplemented"})));
    let batch = Inbox::page(&Bluesky, &session(&script), None).await.unwrap();
    assert_eq!(batch.items.len(), 6);
    assert!(batch.items.iter().all(|item| !item.ours));
    let kind = |start: &str| {
        let item = batch.items.iter().find(|item| words(&item.post).starts_with(start)).unwrap();
        (item.kind, item.conversation == item.post.remote_id)
    };
    assert_eq!(kind("Is it for three"), (IncomingKind::Reply, false));
    assert_eq!(kind("They do this"), (IncomingKind::Mention, true));
    assert_eq!(kind("👋"), (IncomingKind::Mention, true));
    // An answer to somebody else in our thread belongs to the same conversation.
    assert_eq!(kind("An answer to it"), (IncomingKind::Mention, false));
    assert!(batch.items.windows(2).all(|two| two[0].post.created_at >= two[1].post.created_at));
    let asked = script.requests_to(Method::Get, "/xrpc/app.bsky.notification.listNotifications");
    let query = asked[0].url.query().unwrap();
    assert!(query.contains("reasons=mention&reasons=reply&reasons=quote"), "{query}");
}

#[tokio::test]
async fn posts_are_fetched_25_at_a_time() {
    let script = ScriptedWire::new();
    let note = |n: i32| json!({"uri": format!("at://{DID}/app.bsky.feed.post/{n}"), "reason": "mention"});
    let mut notes: Vec<Value> = (0..60).map(note).collect();
    notes.push(json!({"uri": "at://x/app.bsky.feed.like/1", "reason": "like"}));
    notes.push(json!({"uri": 7, "reason": "reply"}));
    let answer = json!({"notifications": notes, "cursor": "below"});
    script.on(Method::Get, "/xrpc/app.bsky.notification.listNotifications", json(200, answer));
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPosts", json(200, json!({"posts": []})));
    script.on(Method::Get, "/xrpc/chat.bsky.convo.listConvos", json(404, json!({})));
    let session = session(&script);
    let batch = Inbox::page(&Bluesky, &session, None).await.unwrap();
    let sizes = |script: &ScriptedWire| -> Vec<usize> {
        let asked = script.requests_to(Method::Get, "/xrpc/app.bsky.feed.getPosts");
        asked.iter().map(|request| request.url.query_pairs().count()).collect()
    };
    assert_eq!(sizes(&script), [25, 25, 10]);
    let older = batch.older.unwrap();
    Inbox::page(&Bluesky, &session, Some(&older)).await.unwrap();
    let asked = script.requests_to(Method::Get, "/xrpc/app.bsky.notification.listNotifications");
    assert!(asked[1].url.query().unwrap().contains("cursor=below"));
}

#[tokio::test]
async fn a_thread_is_told_from_its_beginning() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/app.bsky.feed.getPostThread", json(200, recorded(THREAD)));
    let post = timeline(recorded(TIMELINE)).await.unwrap().posts.remove(0);
    let thread = Inbox::thread(&Bluesky, &session(&script), &post).await.unwrap();
    let told: Vec<(&str, bool)> = thread.iter().map(|item| (words(&item.post), item.ours)).collect();
    assert_eq!(
        told,
        [
            ("Story time on Friday at three.", true),
            ("Is it for three-year-olds?", false),
            ("From four, please.", true),
            ("Mine went at three", false),
        ]
    );
    assert!(thread.iter().all(|item| item.conversation == thread[0].post.remote_id));
    assert!(thread.iter().all(|item| !item.parent_deleted));
}

#[tokio::test]
async fn a_thread_with_holes_or_a_hundred_floors_is_read() {
    let script = ScriptedWire::new();
    script.once(Method::Get, "/xrpc/app.bsky.feed.getPostThread", json(200, recorded(THREAD_MISSING)));
    let session = session(&script);
    let post = timeline(recorded(TIMELINE)).await.unwrap().posts.remove(0);
    let thread = Inbox::thread(&Bluesky, &session, &post).await.unwrap();
    assert_eq!(thread.iter().map(|item| words(&item.post)).collect::<Vec<_>>(), ["An answer to it"]);
    assert!(thread[0].parent_deleted, "what it answers is told to be gone");

    let view = recorded(THREAD_MISSING)["thread"]["post"].clone();
    let mut node = json!({"post": view});
    for _ in 0..80 {
        node = json!({"post": view, "parent": node, "replies": [{"blocked": true}, {"notFound": true}, 7]});
    }
    script.once(Method::Get, "/xrpc/app.bsky.feed.getPostThread", json(200, json!({"thread": node})));
    assert_eq!(Inbox::thread(&Bluesky, &session, &post).await.unwrap().len(), 81);

    let blocked = json!({"post": view, "parent": {"$type": "app.bsky.feed.defs#blockedPost", "blocked": true}});
    script.once(Method::Get, "/xrpc/app.bsky.feed.getPostThread", json(200, json!({"thread": blocked})));
    let thread = Inbox::thread(&Bluesky, &session, &post).await.unwrap();
    assert!(!thread[0].parent_deleted, "a blocked post is there, for others");
}

fn embedded(embed: Value) -> (Vec<lectern_model::PostMedia>, Option<lectern_model::Card>) {
    embeds::shown(serde_json::from_value(embed).unwrap(), "https://bsky.app/profile/a.test/post/1")
}

#[test]
fn every_kind_of_embed_is_shown_or_left_out() {
    let (media, _) = embedded(json!({
        "$type": "app.bsky.embed.video#view", "cid": "x", "playlist": "https://v.example/p.m3u8",
        "thumbnail": "https://v.example/t.jpg", "alt": "A tour", "aspectRatio": {"width": 16, "height": 9}
    }));
    assert_eq!((media[0].kind, media[0].description.as_str()), (MediaKind::Video, "A tour"));
    assert_eq!(media[0].url, "https://bsky.app/profile/a.test/post/1");
    assert_eq!(media[0].preview_url.as_deref(), Some("https://v.example/t.jpg"));

    let (media, _) = embedded(json!({"$type": "app.bsky.embed.gallery#view", "items": [
        {"$type": "app.bsky.embed.gallery#viewImage", "thumbnail": "https://i.example/t", "fullsize": "https://i.example/f",
         "alt": "One", "aspectRatio": {"width": 0, "height": 9}},
        {"thumbnail": "javascript:alert(1)", "fullsize": "file:///etc/passwd", "alt": "Two"},
        "three"
    ]}));
    assert_eq!(media.len(), 1);
    assert_eq!((media[0].width, media[0].description.as_str()), (None, "One"));

    let (_, card) = embedded(json!({"$type": "app.bsky.embed.record#view", "record": {
        "uri": "at://did:plc:a/app.bsky.feed.generator/books", "displayName": "Books", "creator": {"did": "did:plc:a", "handle": "a.test"}}}));
    let card = card.unwrap();
    assert_eq!(card.url, "https://bsky.app/profile/did:plc:a/feed/books");
    assert_eq!((card.title.as_str(), card.description.as_str()), ("Books", "@a.test"));

    for gone in ["notFound", "blocked", "detached"] {
        let record = json!({"uri": "at://did:plc:a/app.bsky.feed.post/1", gone: true});
        assert_eq!(embedded(json!({"$type": "app.bsky.embed.record#view", "record": record})).1, None);
    }
    assert_eq!(
        embedded(json!({"$type": "app.bsky.embed.hologram#view", "external": {"uri": "https://x.example"}})).1,
        None
    );
    let (_, card) =
        embedded(json!({"$type": "app.bsky.embed.external#view", "external": {"uri": "javascript:alert(1)"}}));
    assert_eq!(card, None);
}

fn facet(start: usize, end: usize) -> Facet {
    let feature = json!({"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"});
    serde_json::from_value(json!({"index": {"byteStart": start, "byteEnd": end}, "features": [feature]})).unwrap()
}

#[test]
fn only_web_addresses_become_links() {
    for uri in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "example.org"] {
        let odd = json!({"index": {"byteStart": 0, "byteEnd": 2}, "features": [
            {"$type": "app.bsky.richtext.facet#link", "uri": uri}, {"$type": "x.y#z"}, {"$type": "app.bsky.richtext.facet#mention", "did": "x"}]});
        let Body::Plain { links, .. } = body("word".to_owned(), &[serde_json::from_value(odd).unwrap()]) else {
            panic!()
        };
        assert_eq!(links, Vec::<Link>::new(), "{uri}");
    }
    let tag = json!({"index": {"byteStart": 0, "byteEnd": 4}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "a/../b?c#d"}]});
    let Body::Plain { links, .. } = body("word".to_owned(), &[serde_json::from_value(tag).unwrap()]) else { panic!() };
    assert_eq!(links[0].href, "https://bsky.app/hashtag/a%2F..%2Fb%3Fc%23d");
}

proptest! {
    #[test]
    fn links_never_cut_a_character(text in "\\PC{0,40}", ranges in prop::collection::vec((0usize..60, 0usize..60), 0..8)) {
        let facets: Vec<Facet> = ranges.into_iter().map(|(start, end)| facet(start, end)).collect();
        let Body::Plain { text, links } = body(text, &facets) else { panic!("not plain") };
        let mut reached = 0;
        for link in links {
            prop_assert!(text.get(link.start..link.end).is_some_and(|words| !words.is_empty()));
            prop_assert!(link.start >= reached);
            reached = link.end;
        }
    }

    #[test]
    fn any_text_is_a_time_or_none(text in "\\PC{0,40}", now in 0i64..4_000_000_000_000) {
        prop_assert!(written_at(&text, &text, Timestamp(now)).0 <= 253_402_207_200_000);
    }
}
