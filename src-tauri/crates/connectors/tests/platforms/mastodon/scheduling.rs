//! Mastodon's own scheduler: posts are held there, moved, taken back and looked for; its relatives are not trusted with it.

use lectern_connectors::{HoldStep, Schedule, Session};
use lectern_model::{Delivery, Effect, Failure, FailureKind, FoundHeld, Timestamp};
use lectern_net::Method;
use lectern_testkit::{
    MONDAY_NINE, ScriptedWire, cut_after, form_field, header, json, json_body, status as only_status, with_header,
};
use serde_json::{Value, json as value};

use super::publishing::picture;
use super::{NoPictures, at_work, delivery, mastodon, status};

const POST: &str = "/api/v1/statuses";
const HELD: &str = "/api/v1/scheduled_statuses";
const OURS: &str = "/api/v1/accounts/17/statuses";

/// Tuesday 24 November 2026, 09:00 UTC.
fn at() -> Timestamp {
    MONDAY_NINE.plus_seconds(24 * 60 * 60)
}

/// Mastodon docs: `ScheduledStatus`.
fn scheduled(id: &str, text: &str, at: &str) -> Value {
    value!({
        "id": id, "scheduled_at": at, "media_attachments": [],
        "params": {
            "text": text, "poll": null, "media_ids": null, "sensitive": null, "spoiler_text": null,
            "visibility": "unlisted", "language": "en", "idempotency": null, "scheduled_at": null,
            "in_reply_to_id": null, "application_id": 596_551, "with_rate_limit": false
        }
    })
}

fn with<T>(session: &Session, use_it: impl FnOnce(&dyn Schedule) -> T) -> T {
    let connector = mastodon();
    use_it(connector.schedule(&session.account.facts).expect("Mastodon holds posts"))
}

async fn hold(session: &Session, delivery: &Delivery) -> Result<HoldStep, Failure> {
    let connector = mastodon();
    let schedule = connector.schedule(&session.account.facts).expect("Mastodon holds posts");
    schedule.hold(session, delivery, at(), &NoPictures).await
}

async fn find(session: &Session, delivery: &Delivery, taken: &[&str]) -> Result<FoundHeld, Failure> {
    let taken: Vec<String> = taken.iter().map(|id| (*id).to_owned()).collect();
    let connector = mastodon();
    let schedule = connector.schedule(&session.account.facts).expect("Mastodon holds posts");
    schedule.find_held(session, delivery, at(), &taken).await
}

/// Runs the steps that hand nothing over.
async fn ready(session: &Session, mut delivery: Delivery) -> Delivery {
    while !with(session, |schedule| schedule.next_step_hands_over(&delivery)) {
        match hold(session, &delivery).await.unwrap() {
            HoldStep::Continue(progress) => delivery.progress = progress,
            other => panic!("{other:?}"),
        }
    }
    delivery
}

fn list(wire: &ScriptedWire, held: Value) {
    wire.on(Method::Get, HELD, json(200, held));
}

#[tokio::test]
async fn a_post_is_handed_over_with_its_time_and_a_key_of_its_own() {
    let (wire, session) = at_work().await;
    list(&wire, value!([]));
    let delivery = ready(&session, delivery("Story time")).await;
    assert_eq!(wire.requests_to(Method::Get, HELD).len(), 1, "the server was asked for its list and its clock first");
    wire.on(Method::Post, POST, json(200, scheduled("3221", "Story time", "2026-11-24T09:00:00.000Z")));
    assert_eq!(hold(&session, &delivery).await.unwrap(), HoldStep::Held("3221".to_owned()));
    let sent = wire.requests_to(Method::Post, POST);
    assert_eq!(form_field(&sent[0], "scheduled_at"), Some("2026-11-24T09:00:00Z"));
    assert_eq!(
        (form_field(&sent[0], "status"), form_field(&sent[0], "visibility")),
        (Some("Story time"), Some("unlisted"))
    );
    let key = header(&sent[0], "idempotency-key").expect("a key");
    assert!(key.starts_with("0b1d-key-held-"), "sent at once within the hour, it is another thing: {key}");
}

#[tokio::test]
async fn a_server_whose_clock_is_ahead_or_that_has_no_list_is_given_nothing() {
    let (wire, session) = at_work().await;
    let ahead = "Tue, 24 Nov 2026 08:56:00 GMT";
    wire.on(Method::Get, HELD, with_header("date", ahead, json(200, value!([]))));
    let failure = hold(&session, &delivery("Story time")).await.unwrap_err();
    assert!(matches!(failure.what, FailureKind::Rejected { .. }) && failure.effect == Effect::None, "{failure:?}");
    assert!(failure.words.contains("clock"), "{}", failure.words);

    wire.on(Method::Get, HELD, only_status(404));
    let failure = hold(&session, &delivery("Story time")).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Permission, Effect::None));
    assert!(wire.requests_to(Method::Post, POST).is_empty());
}

#[tokio::test]
async fn what_the_server_says_to_it_is_kept_apart() {
    let (wire, session) = at_work().await;
    list(&wire, value!([]));
    let delivery = ready(&session, delivery("Story time")).await;
    let full = "Validation failed: You have exceeded the limit of 25 scheduled posts for today";
    wire.once(Method::Post, POST, json(422, value!({ "error": full })));
    let failure = hold(&session, &delivery).await.unwrap_err();
    assert_eq!((failure.effect, failure.words.as_str()), (Effect::None, full));
    wire.once(Method::Post, POST, cut_after());
    assert_eq!(hold(&session, &delivery).await.unwrap_err().effect, Effect::Maybe);
    wire.once(Method::Post, POST, json(200, value!({ "id": "9" })));
    assert_eq!(hold(&session, &delivery).await.unwrap_err().effect, Effect::Maybe, "neither held nor posted");
    wire.once(Method::Post, POST, json(200, status("501", "<p>Story time</p>")));
    let HoldStep::Published(published) = hold(&session, &delivery).await.unwrap() else { panic!("it did not wait") };
    assert_eq!(published.remote_id, "501");
}

#[tokio::test]
async fn in_doubt_it_is_known_by_its_words_its_time_and_whose_it_is() {
    let (wire, session) = at_work().await;
    wire.on(Method::Get, OURS, json(200, value!([])));
    let ours = scheduled("3221", "Story time", "2026-11-24T09:00:00.000Z");
    let delivery = delivery("Story time");
    list(&wire, value!([ours]));
    assert_eq!(find(&session, &delivery, &[]).await.unwrap(), FoundHeld::Waiting("3221".to_owned()));
    assert_eq!(find(&session, &delivery, &["3221"]).await.unwrap(), FoundHeld::Absent, "another post of ours");
    let mut described = ours.clone();
    described["media_attachments"] = value!([{ "id": "81", "type": "image" }]);
    let mut answers = ours.clone();
    answers["params"]["in_reply_to_id"] = value!(400);
    let others = [
        scheduled("1", "Story time", "2026-11-24T10:00:00.000Z"),
        scheduled("2", "Book club", "2026-11-24T09:00:00.000Z"),
        described.clone(),
        answers,
    ];
    list(&wire, value!(others));
    assert_eq!(find(&session, &delivery, &[]).await.unwrap(), FoundHeld::Absent);

    let mut with_picture = delivery.clone();
    with_picture.outgoing.media = vec![picture("poster", "A poster")];
    with_picture.progress = value!({ "media": [{ "id": "81", "ready": true }] });
    assert_eq!(find(&session, &with_picture, &[]).await.unwrap(), FoundHeld::Waiting("3221".to_owned()));
    with_picture.progress = value!({ "media": [{ "id": "82", "ready": true }] });
    assert_eq!(find(&session, &with_picture, &[]).await.unwrap(), FoundHeld::Absent, "other pictures");
}

#[tokio::test]
async fn the_whole_list_is_read() {
    let (wire, session) = at_work().await;
    wire.on(Method::Get, OURS, json(200, value!([])));
    let other = scheduled("7", "Book club", "2026-11-24T09:00:00.000Z");
    let link = "<https://social.example/api/v1/scheduled_statuses?max_id=7>; rel=\"next\"";
    wire.once(Method::Get, HELD, with_header("link", link, json(200, value!([other]))));
    wire.once(Method::Get, HELD, json(200, value!([scheduled("3", "Story time", "2026-11-24T09:00:00.000Z")])));
    assert_eq!(find(&session, &delivery("Story time"), &[]).await.unwrap(), FoundHeld::Waiting("3".to_owned()));
    wire.on(Method::Get, HELD, only_status(503));
    assert!(find(&session, &delivery("Story time"), &[]).await.is_err());
}

#[tokio::test]
async fn after_its_time_it_is_found_among_the_posts_and_an_older_one_is_not_taken_for_it() {
    let (wire, session) = at_work().await;
    list(&wire, value!([]));
    let mut before = status("400", "<p>Story time</p>");
    before["created_at"] = value!("2026-11-17T09:00:00.000Z");
    wire.on(Method::Get, OURS, json(200, value!([before])));
    assert_eq!(find(&session, &delivery("Story time"), &[]).await.unwrap(), FoundHeld::Absent, "last week's");
    let mut now = status("501", "<p>Story time</p>");
    now["created_at"] = value!("2026-11-24T09:00:03.000Z");
    wire.on(Method::Get, OURS, json(200, value!([now, before])));
    let FoundHeld::Sent(published) = find(&session, &delivery("Story time"), &[]).await.unwrap() else {
        panic!("it went out")
    };
    assert_eq!((published.remote_id.as_str(), published.url.is_some()), ("501", true));
}

#[tokio::test]
async fn it_is_moved_and_taken_back_and_gone_is_said_to_be_gone() {
    let (wire, session) = at_work().await;
    let one = "/api/v1/scheduled_statuses/3221";
    let connector = mastodon();
    let schedule = connector.schedule(&session.account.facts).expect("Mastodon holds posts");
    wire.once(Method::Put, one, json(200, scheduled("3221", "Story time", "2026-11-25T09:00:00.000Z")));
    schedule.move_held(&session, "3221", at().plus_seconds(86_400)).await.unwrap();
    let sent = wire.requests_to(Method::Put, one);
    assert_eq!(json_body(&sent[0]), Some(&value!({ "scheduled_at": "2026-11-25T09:00:00Z" })));
    wire.once(Method::Delete, one, json(200, value!({})));
    schedule.cancel_held(&session, "3221").await.unwrap();
    wire.on(Method::Delete, one, only_status(404));
    wire.on(Method::Put, one, only_status(404));
    assert_eq!(schedule.cancel_held(&session, "3221").await.unwrap_err().what, FailureKind::Gone);
    assert_eq!(schedule.move_held(&session, "3221", at()).await.unwrap_err().what, FailureKind::Gone);
}

#[test]
fn its_relatives_are_not_trusted_with_it() {
    let holds = |flavour: &str, version: &str| {
        mastodon().schedule(&value!({ "flavour": flavour, "version": version })).is_some()
    };
    assert!(holds("mastodon", "4.5.2") && holds("mastodon", "2.7.0") && holds("mastodon", "4.3.0+glitch"));
    assert!(!holds("mastodon", "2.6.5") && !holds("mastodon", ""));
    for flavour in ["go_to_social", "pleroma", "pixelfed", "snac", "other", "unheard-of"] {
        assert!(!holds(flavour, "4.5.2"), "{flavour}");
    }
    assert!(mastodon().schedule(&Value::Null).is_none());
}
