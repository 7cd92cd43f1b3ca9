//! A video goes up once, read while it is sent; it is waited for until the server has prepared it, also by a program
//! that was started anew.

use bytes::Bytes;
use lectern_connectors::{MediaBytes, Session, Step};
use lectern_model::{Delivery, Effect, Failure, FailureKind, MediaHash, MediaRef, Video};
use lectern_net::{Method, Payload, Source};
use lectern_testkit::{ScriptedWire, cut_after, json, status as only_status, with_header};
use serde_json::{Value, json as value};
use std::sync::Arc;

use super::publishing::picture;
use super::{at_work, delivery, mastodon, status};

const POST: &str = "/api/v1/statuses";
const UPLOAD: &str = "/api/v2/media";
const LOOK: &str = "/api/v1/media/91";

/// The first bytes of a JPEG.
const STILL: &[u8] = b"\xff\xd8\xff\xe0 a still";

/// Holds a video that may be opened and is never read whole, and a still of it.
struct Films;

#[async_trait::async_trait]
impl MediaBytes for Films {
    async fn read(&self, hash: &MediaHash) -> Result<Bytes, Failure> {
        match hash.as_str() {
            "still" => Ok(Bytes::from_static(STILL)),
            "words" => Ok(Bytes::from_static(b"no picture")),
            _ => Err(Failure::unusable("A video is not read whole.")),
        }
    }

    async fn open(&self, hash: &MediaHash) -> Result<Arc<dyn Source>, Failure> {
        Ok(Arc::new(Bytes::from(format!("bytes of {}", hash.as_str()))))
    }
}

fn with_video() -> Delivery {
    let video = MediaRef {
        mime: "video/mp4".to_owned(),
        name: "tour.mp4".to_owned(),
        video: Some(Video { length_ms: Some(12_000), no_speech: true, ..Video::default() }),
        ..picture("tour", "A walk through the reading room")
    };
    let mut delivery = delivery("Our reading room");
    delivery.outgoing.media = vec![video];
    delivery
}

fn there(url: Value) -> Value {
    value!({ "id": "91", "type": "video", "url": url, "preview_url": null, "meta": null, "description": null })
}

async fn step(session: &Session, delivery: &Delivery) -> Result<Step, Failure> {
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    assert!(!publish.next_step_changes(delivery) || delivery.progress["ready_at"].is_number());
    publish.step(session, delivery, &Films).await
}

/// Steps on; says how long is to be waited, where it is.
async fn on(session: &Session, delivery: &mut Delivery) -> Option<i64> {
    match step(session, delivery).await.unwrap() {
        Step::Continue(progress) => {
            delivery.progress = progress;
            None
        }
        Step::Wait { progress, until } => {
            delivery.progress = progress;
            Some(until.since(session.now()) / 1000)
        }
        Step::Done(_) => panic!("it is posted already"),
    }
}

async fn uploaded() -> (Arc<ScriptedWire>, Session, Delivery) {
    let (wire, session) = at_work().await;
    wire.on(Method::Post, UPLOAD, json(202, there(Value::Null)));
    let mut delivery = with_video();
    assert_eq!(on(&session, &mut delivery).await, None);
    (wire, session, delivery)
}

#[tokio::test]
async fn what_is_taken_of_videos_is_the_servers_own_word() {
    let (_, session) = at_work().await;
    let connector = mastodon();
    let publish = connector.publish().expect("it publishes");
    let told = publish.limits(&session.account).video.expect("it takes videos");
    assert_eq!(
        (told.types, told.max_bytes, told.max_pixels),
        (vec!["video/mp4".to_owned()], 2_000_000, Some(8_294_400))
    );
    assert_eq!((told.most, told.with_pictures, told.captions_max_bytes, told.longest_s), (1, false, None, None));

    let mut account = session.account.clone();
    account.facts["mime_types"] = value!(["image/png"]);
    assert_eq!(publish.limits(&account).video, None, "it names what it takes, and no video is among it");
    account.facts["mime_types"] = value!([]);
    account.facts["video_bytes"] = Value::Null;
    let stock = publish.limits(&account).video.expect("as Mastodon ships");
    assert_eq!((stock.types.len(), stock.max_bytes), (3, 99 * 1024 * 1024));
}

#[tokio::test]
async fn its_still_goes_with_it_where_it_is_known_and_is_missed_by_nobody() {
    for (poster, goes) in [("still", true), ("words", false), ("lost", false)] {
        let (wire, session) = at_work().await;
        wire.on(Method::Post, UPLOAD, json(202, there(Value::Null)));
        let mut delivery = with_video();
        delivery.outgoing.media[0].video.as_mut().unwrap().poster = Some(MediaHash::from(poster));
        assert_eq!(on(&session, &mut delivery).await, None);
        let sent = wire.requests_to(Method::Post, UPLOAD);
        let Payload::Upload(beside, _) = &sent[0].payload else { panic!("{:?}", sent[0]) };
        let still = beside.iter().find(|part| part.name == "thumbnail");
        let told = still.map(|part| (part.file_name.as_deref(), part.mime.as_deref(), &part.bytes[..]));
        assert_eq!(told, goes.then_some((Some("still.jpg"), Some("image/jpeg"), STILL)), "{poster}");
    }
}

#[tokio::test]
async fn it_is_sent_while_it_is_read_and_posted_when_it_is_prepared() {
    let (wire, session, mut delivery) = uploaded().await;
    let sent = wire.requests_to(Method::Post, UPLOAD);
    let Payload::Upload(words, file) = &sent[0].payload else { panic!("{:?}", sent[0]) };
    assert_eq!((words[0].name.as_str(), &words[0].bytes[..]), ("description", &b"A walk through the reading room"[..]));
    assert_eq!((file.name.as_str(), file.file_name.as_str(), file.mime.as_str()), ("file", "tour.mp4", "video/mp4"));
    assert_eq!(file.source.read(0, 99).await.unwrap(), "bytes of tour");

    assert_eq!(words.len(), 1, "no still is known");

    wire.on(Method::Get, LOOK, json(206, there(Value::Null)));
    let mut waits = Vec::new();
    for _ in 0..7 {
        waits.push(on(&session, &mut delivery).await.expect("it is prepared still"));
    }
    assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
    wire.on(Method::Get, LOOK, json(200, there(value!("https://files.example/91.mp4"))));
    wire.on(Method::Post, POST, json(200, status("501", "<p>Our reading room</p>")));
    while !delivery.progress["ready_at"].is_number() {
        assert_eq!(on(&session, &mut delivery).await, None);
    }
    assert!(wire.requests_to(Method::Post, POST).is_empty());
    let Step::Done(published) = step(&session, &delivery).await.unwrap() else { panic!("posted") };
    assert_eq!(published.remote_id, "501");
    assert_eq!(wire.requests_to(Method::Post, UPLOAD).len(), 1, "it went up once");
}

#[tokio::test]
async fn a_program_that_was_started_anew_asks_and_does_not_send_again() {
    let (_, _, before) = uploaded().await;
    let (wire, session) = at_work().await;
    let mut delivery = Delivery { progress: before.progress, ..with_video() };
    wire.on(Method::Get, LOOK, json(200, there(value!("https://files.example/91.mp4"))));
    assert_eq!(on(&session, &mut delivery).await, None);
    assert!(wire.requests_to(Method::Post, UPLOAD).is_empty());
}

#[tokio::test]
async fn faults_on_the_way_up_change_nothing_and_tell_what_they_are() {
    let (wire, session) = at_work().await;
    let delivery = with_video();
    wire.once(Method::Post, UPLOAD, cut_after());
    assert_eq!(step(&session, &delivery).await.unwrap_err().what, FailureKind::Unreachable);
    wire.once(Method::Post, UPLOAD, with_header("retry-after", "1800", json(429, value!({ "error": "Too many" }))));
    let until = Some(session.now().plus_seconds(1800));
    assert_eq!(step(&session, &delivery).await.unwrap_err().what, FailureKind::RateLimited { until });
    wire.once(Method::Post, UPLOAD, only_status(503));
    assert_eq!(step(&session, &delivery).await.unwrap_err().what, FailureKind::Server);
    wire.once(Method::Post, UPLOAD, json(422, value!({ "error": "Validation failed: File is too large" })));
    let refused = step(&session, &delivery).await.unwrap_err();
    assert_eq!((refused.effect, refused.words.as_str()), (Effect::None, "Validation failed: File is too large"));
    assert!(wire.requests_to(Method::Post, POST).is_empty());
}

#[tokio::test]
async fn a_video_that_cannot_be_prepared_is_said_and_one_that_is_lost_goes_up_once_more() {
    let (wire, session, mut delivery) = uploaded().await;
    wire.once(Method::Get, LOOK, json(422, value!({ "error": "Error processing media" })));
    let failed = step(&session, &delivery).await.unwrap_err();
    assert_eq!(failed.effect, Effect::None);
    assert!(failed.words.contains("nothing was posted") && failed.words.contains("Error processing media"));
    wire.once(Method::Get, LOOK, only_status(502));
    assert_eq!(step(&session, &delivery).await.unwrap_err().what, FailureKind::Server);

    wire.on(Method::Get, LOOK, json(404, value!({ "error": "Record not found" })));
    assert_eq!(on(&session, &mut delivery).await, None);
    assert_eq!(on(&session, &mut delivery).await, None);
    assert_eq!(wire.requests_to(Method::Post, UPLOAD).len(), 2);
    let lost = step(&session, &delivery).await.unwrap_err();
    assert!(lost.words.contains("lost the uploaded file twice"), "{}", lost.words);
}

#[tokio::test]
async fn a_server_that_never_gets_done_is_given_up() {
    let (wire, session, mut delivery) = uploaded().await;
    wire.on(Method::Get, LOOK, json(206, there(Value::Null)));
    let mut looks = 0;
    let failed = loop {
        match step(&session, &delivery).await {
            Ok(Step::Wait { progress, .. }) => delivery.progress = progress,
            Err(failure) => break failure,
            other => panic!("{other:?}"),
        }
        looks += 1;
        assert!(looks < 1000);
    };
    assert!(looks > 200 && failed.words.contains("for hours"), "{looks}: {}", failed.words);
}
