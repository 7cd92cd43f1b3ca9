//! A server of the Mastodon family by its published answers: signing in, reading, publishing, and what is in doubt.

mod blocking;
mod editing;
mod inbox;
mod publishing;
mod relatives;
mod reporting;
mod scheduling;
mod stream;
mod threads_and_polls;
mod tokens;
mod videos;

use std::collections::BTreeMap;
use std::sync::Arc;

use lectern_connectors::{Connector, FeedAt, MediaBytes, Session, SignedIn, Step};
use lectern_model::{
    AccountId, Delivery, DeliveryId, DeliveryState, DraftId, Effect, Failure, FailureKind, Found, MediaHash, Outgoing,
    ReplyTo, SignInStep, Timestamp, Visibility,
};
use lectern_net::{Method, Request, Response};
use lectern_testkit::{
    ManualClock, MemoryKeeper, ScriptedWire, account, cut_after, form_field, header, json, session, text, with_header,
};
use serde_json::{Value, json as value};

const NOW: Timestamp = Timestamp(1_795_500_000_000);

struct NoPictures;

#[async_trait::async_trait]
impl MediaBytes for NoPictures {
    async fn read(&self, _: &MediaHash) -> Result<bytes::Bytes, Failure> {
        Err(Failure::without_effect(FailureKind::Gone, "There is no picture here."))
    }
}

fn mastodon() -> Arc<dyn Connector> {
    lectern_connectors::mastodon::connector()
}

/// Mastodon docs: `Instance` (version 2), with limits that nobody ships with.
fn instance() -> Value {
    value!({
        "domain": "social.example", "version": "4.5.2", "source_url": "https://github.com/mastodon/mastodon",
        "configuration": {
            "urls": { "streaming": "wss://stream.social.example" },
            "statuses": { "max_characters": 777, "max_media_attachments": 3, "characters_reserved_per_url": 21 },
            "media_attachments": { "image_size_limit": 1_000_000, "video_size_limit": 2_000_000, "video_matrix_limit": 8_294_400, "supported_mime_types": ["image/png", "video/mp4"] }
        },
        "api_versions": { "mastodon": 7 }
    })
}

fn owner() -> Value {
    value!({ "id": "17", "username": "library", "acct": "library", "display_name": "Town Library", "url": "https://social.example/@library" })
}

fn status(id: &str, content: &str) -> Value {
    value!({
        "id": id, "url": format!("https://social.example/@library/{id}"), "created_at": "2026-11-24T06:40:02.000Z",
        "content": content, "visibility": "public", "account": owner(), "media_attachments": [], "spoiler_text": ""
    })
}

/// Signs in to a server of Mastodon itself, whose tokens do not lapse.
async fn sign_in(wire: &Arc<ScriptedWire>) -> SignedIn {
    wire.on(Method::Get, "/api/v2/instance", json(200, instance()));
    sign_in_there(wire, value!({ "access_token": "t0ken-of-library", "token_type": "Bearer" })).await
}

/// Signs in by a code that the page shows; the page's address is looked at on the way.
async fn sign_in_there(wire: &Arc<ScriptedWire>, token: Value) -> SignedIn {
    wire.on(Method::Post, "/api/v1/apps", json(200, value!({ "client_id": "c1", "client_secret": "s3cret-of-app" })));
    wire.on(Method::Post, "/oauth/token", json(200, token));
    wire.on(Method::Get, "/api/v1/accounts/verify_credentials", json(200, owner()));
    let connector = mastodon();
    let mut begun = connector.sign_in().begin(&wire.wire(), &wire.now_fn(), None).await.unwrap();
    let answer = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>()
    };
    assert!(begun.answer(answer(&[("server", "@me@social.example"), ("how", "code")])).await.unwrap().is_none());
    let SignInStep::OpenBrowser { url, fields, .. } = begun.step() else { panic!("a page to open") };
    assert!(url.starts_with("https://social.example/oauth/authorize?"), "{url}");
    assert!(url.contains("code_challenge_method=S256") && url.contains("state="), "{url}");
    assert_eq!(fields.len(), 1);
    begun.answer(answer(&[("code", "shown")])).await.unwrap().expect("signed in")
}

async fn at_work() -> (Arc<ScriptedWire>, Session) {
    let clock = ManualClock::new();
    let wire = ScriptedWire::with_clock(&clock);
    let signed_in = sign_in(&wire).await;
    let keeper = MemoryKeeper::holding(signed_in.credentials.as_ref().expect("credentials").reveal());
    let session = session(account("mastodon", &signed_in), &wire.wire(), &clock, keeper);
    (wire, session)
}

fn delivery(words: &str) -> Delivery {
    Delivery {
        id: DeliveryId(1),
        key: "0b1d-key".to_owned(),
        draft: DraftId(1),
        account: AccountId(1),
        outgoing: Outgoing {
            text: words.to_owned(),
            language: "en-GB".to_owned(),
            content_warning: String::new(),
            visibility: Visibility::Unlisted,
            media: Vec::new(),
            card: None,
            reply_to: None,
            poll: None,
            part: None,
        },
        state: DeliveryState::Due,
        minted: Value::Null,
        progress: Value::Null,
        attempts: 0,
        queued_at: NOW,
        conversation: None,
        scheduled: false,
        never_after: None,
        after: None,
        kind: lectern_model::DeliveryKind::Post,
        of: None,
    }
}

/// Runs the steps that change nothing.
async fn prepared(session: &Session, mut delivery: Delivery) -> Delivery {
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    while !publish.next_step_changes(&delivery) {
        match publish.step(session, &delivery, &NoPictures).await.unwrap() {
            Step::Continue(progress) => delivery.progress = progress,
            other => panic!("{other:?}"),
        }
    }
    delivery
}

#[tokio::test]
async fn a_sign_in_learns_the_servers_own_limits_and_keeps_no_secret_outside() {
    let (wire, session) = at_work().await;
    let account = &session.account;
    assert_eq!((account.handle.as_str(), account.remote_id.as_str()), ("@library@social.example", "17@social.example"));
    let limits = mastodon().publish().expect("it publishes").limits(account);
    assert_eq!((limits.text_max, limits.link_weight, limits.pictures_max), (777, Some(21), 3));
    assert_eq!(limits.picture_types, ["image/png"]);
    let kept = format!("{account:?}");
    assert!(!kept.contains("t0ken") && !kept.contains("s3cret"), "{kept}");
    let token = wire.requests_to(Method::Post, "/oauth/token");
    assert!(form_field(&token[0], "code_verifier").is_some_and(|verifier| verifier.len() >= 43));
}

#[tokio::test]
async fn a_web_page_instead_of_a_server_is_said_to_be_one() {
    let wire = ScriptedWire::new();
    wire.on(Method::Get, "https://library.example/", text(200, "text/html", "<html>Welcome to the library</html>"));
    let connector = mastodon();
    let mut begun = connector.sign_in().begin(&wire.wire(), &wire.now_fn(), None).await.unwrap();
    let typed = BTreeMap::from([("server".to_owned(), "library.example".to_owned())]);
    let failure = begun.answer(typed).await.unwrap_err();
    assert!(failure.words.contains("web page"), "{}", failure.words);
    assert!(matches!(begun.step(), SignInStep::AskFields { .. }), "it can be typed again");
}

#[tokio::test]
async fn a_post_carries_its_key_and_comes_back() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, "/api/v1/statuses", json(200, status("501", "<p>Story time</p>")));
    let delivery = prepared(&session, delivery("Story time")).await;
    let connector = mastodon();
    let step = connector.publish().expect("it publishes").step(&session, &delivery, &NoPictures).await.unwrap();
    let Step::Done(published) = step else { panic!("{step:?}") };
    assert_eq!(published.remote_id, "501");
    let sent = wire.requests_to(Method::Post, "/api/v1/statuses");
    assert_eq!(header(&sent[0], "idempotency-key"), Some("0b1d-key"));
    assert_eq!(form_field(&sent[0], "visibility"), Some("unlisted"));
    assert_eq!(form_field(&sent[0], "language"), Some("en"));
}

#[tokio::test]
async fn an_answer_names_whom_it_answers_but_not_us() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, "/api/v1/statuses", json(200, status("502", "x")));
    let mut reply = delivery("Yes, both.");
    let remote_ref = value!({ "acct": "dana@other.example", "mentions": ["library", "dana@other.example", "eli"] });
    reply.outgoing.reply_to = Some(ReplyTo { remote_id: "400".to_owned(), remote_ref });
    let reply = prepared(&session, reply).await;
    mastodon().publish().expect("it publishes").step(&session, &reply, &NoPictures).await.unwrap();
    let sent = wire.requests_to(Method::Post, "/api/v1/statuses");
    assert_eq!(form_field(&sent[0], "status"), Some("@dana@other.example @eli Yes, both."));
    assert_eq!(form_field(&sent[0], "in_reply_to_id"), Some("400"));

    let (connector, reply) = (mastodon(), reply.outgoing.reply_to.expect("it answers"));
    let publish = connector.publish().expect("it publishes");
    let as_counted = publish.answer_text(&session.account, "Yes, both.", &reply.remote_ref);
    assert_eq!(form_field(&sent[0], "status"), Some(as_counted.as_str()), "what is counted is what is sent");
    assert_eq!(publish.answer_text(&session.account, &as_counted, &reply.remote_ref), as_counted);
}

#[tokio::test]
async fn a_cut_answer_leaves_doubt_that_the_servers_list_settles() {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, "/api/v1/statuses", cut_after());
    let delivery = prepared(&session, delivery("Story time, *Thursday* https://library.example/story")).await;
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    let failure = publish.step(&session, &delivery, &NoPictures).await.unwrap_err();
    assert_eq!(failure.effect, Effect::Maybe);

    let at = session.now();
    let earlier = |id: &str, seconds: i64, content: &str| {
        let mut one = status(id, content);
        let moment = at.plus_seconds(seconds).0 / 1000;
        one["created_at"] = value!(moment);
        one
    };
    let same = "<p>Story time, <i>Thursday</i> <a href=\"https://library.example/story\"><span class=\"invisible\">https://</span>library.example/story</a></p>";
    wire.once(Method::Get, "/api/v1/accounts/17/statuses", json(200, value!([earlier("9", -600, same)])));
    assert_eq!(
        publish.find_published(&session, &delivery).await.unwrap(),
        Found::Absent,
        "an earlier post is another post"
    );
    wire.once(
        Method::Get,
        "/api/v1/accounts/17/statuses",
        json(200, value!([earlier("10", 1, same), earlier("9", -600, same)])),
    );
    let Found::Found(published) = publish.find_published(&session, &delivery).await.unwrap() else {
        panic!("it is there")
    };
    assert_eq!(published.remote_id, "10");
    let full: Vec<Value> = (0..40).map(|n| earlier(&format!("{n}"), 5, "<p>Something else</p>")).collect();
    wire.once(Method::Get, "/api/v1/accounts/17/statuses", json(200, value!(full)));
    assert_eq!(
        publish.find_published(&session, &delivery).await.unwrap(),
        Found::CannotTell,
        "the list did not reach back"
    );
}

#[tokio::test]
async fn a_feed_bears_what_servers_really_send() {
    let (wire, session) = at_work().await;
    let boosted = value!({ "id": "70", "account": { "id": "3", "acct": "eli", "username": "eli" }, "reblog": status("60", "<p>Canal</p>") });
    let odd = value!({ "id": 61, "content": null, "account": null, "created_at": "yesterday", "favourites_count": "12", "poll": 5 });
    let page = value!([boosted, odd, "nonsense", null, status("60", "<p>Canal</p>")]);
    let link = "<https://social.example/api/v1/timelines/home?max_id=60>; rel=\"next\"";
    wire.on(Method::Get, "/api/v1/timelines/home", with_header("link", link, json(200, page)));
    let connector = mastodon();
    let batch = connector.feed().expect("a feed").page(&session, FeedAt::default()).await.unwrap();
    let ids: Vec<&str> = batch.posts.iter().map(|post| post.remote_id.as_str()).collect();
    assert_eq!(ids, ["60", "61"]);
    assert_eq!(batch.posts[0].boosted_by.as_ref().map(|by| by.handle.as_str()), Some("@eli@social.example"));
    assert_eq!(batch.posts[1].counts.likes, 12);
    assert_eq!(batch.older.as_deref(), Some("max_id=60"));
}

#[tokio::test]
async fn a_revoked_token_asks_for_a_new_sign_in_and_says_nothing_secret() {
    let (wire, session) = at_work().await;
    let refused = |request: &Request| -> Result<Response, Failure> {
        json(401, value!({ "error": "The access token was revoked" }))(request)
    };
    wire.on(Method::Get, "/api/v1/timelines/home", refused);
    let connector = mastodon();
    let failure = connector.feed().expect("a feed").page(&session, FeedAt::default()).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::SignInNeeded);
    assert!(!format!("{failure:?}").contains("t0ken"));
}
