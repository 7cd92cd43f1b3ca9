//! A video: handed to the service, waited for, with its captions, and never sent twice.

use super::super::Bluesky;
use super::{DID, Pictures, delivery, picture, session};
use crate::{Publish, Session, Step};
use lectern_model::{Captions, Delivery, Failure, FailureKind, MediaHash, MediaRef, Video};
use lectern_net::{Method, Payload};
use lectern_testkit::{ScriptedWire, cut_after, header, json, json_body, status, with_header};
use serde_json::{Value, json};
use std::sync::Arc;

const CREATE: &str = "/xrpc/com.atproto.repo.createRecord";
const TOKEN: &str = "/xrpc/com.atproto.server.getServiceAuth*";
const BLOB: &str = "/xrpc/com.atproto.repo.uploadBlob";
const ALLOWED: &str = "https://video.bsky.app/xrpc/app.bsky.video.getUploadLimits";
const UPLOAD: &str = "https://video.bsky.app/xrpc/app.bsky.video.uploadVideo";
const LOOK: &str = "https://video.bsky.app/xrpc/app.bsky.video.getJobStatus?jobId=job-7";
const URI: &str = "at://did:plc:emata34cci2buno7bvojrsr6/app.bsky.feed.post/3n2zss3ig2ow3";

fn blob(cid: &str, mime: &str) -> Value {
    json!({"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": 5})
}

fn job(state: &str, more: Value) -> Value {
    let mut job = json!({"jobId": "job-7", "did": DID, "state": state});
    job.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    json!({ "jobStatus": job })
}

fn taking() -> Arc<ScriptedWire> {
    let script = ScriptedWire::new();
    script.on(Method::Get, TOKEN, json(200, json!({"token": "for-the-service"})));
    script.on(Method::Get, ALLOWED, json(200, json!({"canUpload": true, "remainingDailyVideos": 9})));
    script.on(Method::Post, UPLOAD, json(200, job("JOB_STATE_CREATED", json!({}))));
    script.on(Method::Get, LOOK, json(200, job("JOB_STATE_COMPLETED", json!({"blob": blob("bafyfilm", "video/mp4")}))));
    script.on(Method::Post, BLOB, json(200, json!({"blob": blob("bafywords", "text/vtt")})));
    script.on(Method::Post, CREATE, json(200, json!({"uri": URI, "cid": "bafycid"})));
    script
}

fn media() -> Pictures {
    Pictures(vec![
        ("film", bytes::Bytes::from_static(b"film!")),
        ("words", bytes::Bytes::from_static(b"WEBVTT\n")),
        ("palabras", bytes::Bytes::from_static(b"WEBVTT\n")),
        ("long words", vec![b'x'; 20_001].into()),
    ])
}

fn captions(language: &str, hash: &str) -> Captions {
    let (hash, name) = (MediaHash::from(hash), String::new());
    Captions { language: language.to_owned(), hash, name, bytes: 7, cues: 1 }
}

fn with_video(captions: Vec<Captions>) -> Delivery {
    let mut delivery = delivery("Our reading room");
    let video = Some(Video { length_ms: Some(12_000), captions, ..Video::default() });
    delivery.outgoing.media = vec![MediaRef { mime: "video/mp4".to_owned(), video, ..picture("film") }];
    delivery
}

/// Steps until it is posted; how long each wait was, in seconds.
async fn publish(session: &Session, delivery: &mut Delivery) -> (Vec<i64>, Result<(), Failure>) {
    let mut waits = Vec::new();
    for _ in 0..20 {
        match Bluesky.step(session, delivery, &media()).await {
            Ok(Step::Continue(progress)) => delivery.progress = progress,
            Ok(Step::Wait { progress, until }) => {
                waits.push(until.since(session.now()) / 1000);
                delivery.progress = progress;
            }
            Ok(Step::Done(_)) => return (waits, Ok(())),
            Err(failure) => return (waits, Err(failure)),
        }
    }
    panic!("it goes on for ever");
}

#[tokio::test]
async fn it_goes_to_the_service_and_into_the_post_with_its_captions() {
    let script = taking();
    for state in ["JOB_STATE_ENCODING", "JOB_STATE_SCANNING", "something new"] {
        script.once(Method::Get, LOOK, json(200, job(state, json!({"progress": 50}))));
    }
    let mut delivery = with_video(vec![captions("en", "words"), captions("es", "palabras")]);
    let (waits, done) = publish(&session(&script), &mut delivery).await;
    done.unwrap();
    assert_eq!(waits, [2, 4, 8]);

    let asked = script.requests_to(Method::Get, TOKEN);
    let query: Vec<String> = asked.iter().map(|request| request.url.query().unwrap_or_default().to_owned()).collect();
    assert!(
        query.iter().any(|query| query.contains("aud=did%3Aweb%3Apds.example&lxm=com.atproto.repo.uploadBlob")),
        "{query:?}"
    );
    let sent = script.requests_to(Method::Post, UPLOAD);
    assert_eq!(sent.len(), 1);
    assert_eq!(header(&sent[0], "authorization"), Some("Bearer for-the-service"));
    let address = sent[0].url.as_str();
    assert!(address.contains("did=did%3Aplc%3Aemata34cci2buno7bvojrsr6&name=3n2zss3ig2ow3.mp4"), "{address}");
    let Payload::Source(source, mime) = &sent[0].payload else { panic!("{:?}", sent[0]) };
    assert_eq!((source.length(), mime.as_str()), (5, "video/mp4"));

    let record = script.requests_to(Method::Post, CREATE);
    let embed = &json_body(record.last().unwrap()).unwrap()["record"]["embed"];
    assert_eq!(embed["$type"], "app.bsky.embed.video");
    assert_eq!((&embed["video"], &embed["alt"]), (&blob("bafyfilm", "video/mp4"), &json!("A poster")));
    assert_eq!(embed["aspectRatio"]["width"], 40);
    let languages: Vec<&Value> = embed["captions"].as_array().unwrap().iter().map(|one| &one["lang"]).collect();
    assert_eq!(languages, ["en", "es"]);
    assert!(script.unmatched().is_empty(), "{:?}", script.unmatched());
}

#[tokio::test]
async fn what_is_stored_is_enough_to_go_on() {
    let script = taking();
    script.once(Method::Get, LOOK, json(200, job("JOB_STATE_ENCODING", json!({}))));
    let mut first = with_video(Vec::new());
    let open = session(&script);
    for _ in 0..2 {
        let step = Bluesky.step(&open, &first, &media()).await.unwrap();
        first.progress = match step {
            Step::Continue(progress) | Step::Wait { progress, .. } => progress,
            Step::Done(_) => panic!("not yet"),
        };
    }
    let after = taking();
    let mut again = Delivery { progress: first.progress, ..with_video(Vec::new()) };
    publish(&session(&after), &mut again).await.1.unwrap();
    assert!(after.requests_to(Method::Post, UPLOAD).is_empty(), "it was not sent again");
}

#[tokio::test]
async fn an_upload_whose_answer_was_lost_finds_its_job() {
    let script = taking();
    script.once(Method::Post, UPLOAD, cut_after());
    let known = json!({"error": "already_exists", "jobId": "job-7", "state": "JOB_STATE_COMPLETED", "did": DID});
    script.once(Method::Post, UPLOAD, json(409, known));
    let open = session(&script);
    let mut delivery = with_video(Vec::new());
    let (_, cut) = publish(&open, &mut delivery).await;
    assert_eq!(cut.unwrap_err().what, FailureKind::Unreachable);
    assert!(!Bluesky.next_step_changes(&delivery), "nobody sees anything yet: it is simply tried again");
    publish(&open, &mut delivery).await.1.unwrap();
    assert_eq!(script.requests_to(Method::Post, CREATE).len(), 1);
}

#[tokio::test]
async fn refusals_of_the_service_are_told_as_they_are() {
    let script = taking();
    let open = session(&script);
    let said = json!({"canUpload": false, "remainingDailyVideos": 0, "message": "Daily limit reached"});
    script.once(Method::Get, ALLOWED, json(200, said));
    let spent = publish(&open, &mut with_video(Vec::new())).await.1.unwrap_err();
    assert!(spent.what == FailureKind::QuotaSpent && spent.words.contains("Daily limit reached"), "{spent:?}");
    script.once(Method::Get, ALLOWED, json(200, json!({"canUpload": false, "message": "Confirm your e-mail"})));
    assert_eq!(publish(&open, &mut with_video(Vec::new())).await.1.unwrap_err().what, FailureKind::Permission);

    script.once(Method::Post, UPLOAD, with_header("retry-after", "60", status(429)));
    let slow = publish(&open, &mut with_video(Vec::new())).await.1.unwrap_err();
    assert!(matches!(slow.what, FailureKind::RateLimited { until: Some(_) }), "{slow:?}");
    script.once(Method::Post, UPLOAD, status(502));
    assert_eq!(publish(&open, &mut with_video(Vec::new())).await.1.unwrap_err().what, FailureKind::Server);

    let mut large = with_video(vec![captions("en", "long words")]);
    let refused = publish(&open, &mut large).await.1.unwrap_err();
    assert!(refused.words.contains("larger than the 20 kB"), "{}", refused.words);
    let mut beside = with_video(Vec::new());
    beside.outgoing.media.push(picture("film"));
    assert!(publish(&open, &mut beside).await.1.unwrap_err().words.contains("one video and nothing beside it"));
    assert!(script.requests_to(Method::Post, CREATE).is_empty());
}

#[tokio::test]
async fn a_job_that_failed_is_the_videos_fault_or_is_tried_again() {
    let script = taking();
    let open = session(&script);
    let bad = job("JOB_STATE_FAILED", json!({"failureCode": "encoding_failure", "message": "No video stream"}));
    script.once(Method::Get, LOOK, json(200, bad));
    let refused = publish(&open, &mut with_video(Vec::new())).await.1.unwrap_err();
    assert!(matches!(refused.what, FailureKind::Rejected { .. }) && refused.words.contains("No video stream"));

    script.forget_requests();
    script.once(Method::Get, LOOK, json(200, job("JOB_STATE_FAILED", json!({"failureCode": "pds_upload_failure"}))));
    let (waits, done) = publish(&open, &mut with_video(Vec::new())).await;
    done.unwrap();
    assert_eq!((waits, script.requests_to(Method::Post, UPLOAD).len()), (vec![60], 2));

    script.forget_requests();
    script.on(Method::Get, LOOK, json(400, json!({"error": "InvalidRequest", "message": "unknown job"})));
    let (_, lost) = publish(&open, &mut with_video(Vec::new())).await;
    assert!(lost.unwrap_err().words.contains("does not know the video any more"));
    assert_eq!(script.requests_to(Method::Post, UPLOAD).len(), 3, "not for ever");
}

#[tokio::test]
async fn a_service_that_wants_to_know_who_asks_is_told() {
    let script = taking();
    script.once(Method::Get, LOOK, json(401, json!({"error": "AuthMissing"})));
    publish(&session(&script), &mut with_video(Vec::new())).await.1.unwrap();
    let asked = script.requests_to(Method::Get, LOOK);
    let told: Vec<Option<&str>> = asked.iter().map(|request| header(request, "authorization")).collect();
    assert_eq!(told, [None, Some("Bearer for-the-service")]);
}

#[tokio::test]
async fn a_server_of_ones_own_takes_the_video_itself() {
    let script = taking();
    let mut open = session(&script);
    open.account.facts["typed_server"] = json!(true);
    script.on(Method::Post, BLOB, json(200, json!({"blob": blob("bafyown", "video/mp4")})));
    publish(&open, &mut with_video(Vec::new())).await.1.unwrap();
    assert!(script.requests().iter().all(|request| request.url.host_str() == Some("pds.example")));
    let sent = script.requests_to(Method::Post, BLOB);
    assert!(matches!(&sent[0].payload, Payload::Source(_, mime) if mime == "video/mp4"));
}
