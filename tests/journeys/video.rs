//! Videos: they come in part by part, say what they are by their bytes, lose what tells of their maker, get words for
//! those who cannot see and for those who cannot hear, and go out once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lectern_model::{CaptionsRead, Code, Coming, DeliveryState, Draft, DraftMedia, Level, MediaKind, Problem};
use lectern_testkit::{Fault, Film, Operation, TELLS};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::visuals::findings;

const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:04.000\nWelcome to the library\n";

/// Brings a file in as the window does; what it came to.
async fn bring(desk: &Desk, draft: &Draft, name: &str, file: &[u8]) -> Result<Draft, Problem> {
    let begin = json!({ "draft": draft.id, "name": name, "bytes": file.len() });
    let coming: Coming = serde_json::from_value(answered(desk, "video_begin", begin).await?).unwrap();
    for (number, part) in file.chunks(1000).enumerate() {
        let part = json!({ "ticket": coming.ticket, "at": number * 1000, "base64": STANDARD.encode(part) });
        answered(desk, "video_part", part).await?;
    }
    let done = json!({ "draft": draft.id, "ticket": coming.ticket });
    Ok(serde_json::from_value(answered(desk, "video_done", done).await?).unwrap())
}

async fn answered(desk: &Desk, command: &str, input: Value) -> Result<Value, Problem> {
    lectern_api::dispatch(&desk.app, command, input).await
}

async fn with_video(desk: &Desk, targets: &[lectern_model::AccountId]) -> Draft {
    let draft = desk.draft("See our new reading room", targets).await;
    bring(desk, &draft, "tour.mp4", &Film::default().mp4()).await.unwrap()
}

async fn changed(desk: &Desk, draft: Draft, change: impl Fn(&mut DraftMedia)) -> Draft {
    let mut media = draft.media.clone();
    media.iter_mut().for_each(change);
    desk.save(&Draft { media, ..draft }).await
}

async fn captioned(desk: &Desk, draft: Draft) -> Draft {
    let read: CaptionsRead = desk.call("captions_read", vtt("en", VTT)).await;
    let captions = read.captions.expect("they are right");
    changed(desk, draft, |media| {
        media.description = "A walk through the reading room".to_owned();
        media.video.as_mut().unwrap().captions = vec![captions.clone()];
    })
    .await
}

fn vtt(language: &str, text: &str) -> Value {
    json!({ "name": "tour.vtt", "language": language, "text": text, "length_ms": 12_000 })
}

fn unfinished(desk: &Desk) -> usize {
    std::fs::read_dir(desk.folder.path().join("media/coming")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_video_is_what_its_bytes_say_and_tells_nothing_of_its_maker() {
    let desk = Desk::open().await;
    let draft = desk.draft("A walk", &[]).await;
    let film = Film { tells: true, ..Film::default() };
    let added = bring(&desk, &draft, "holiday.txt", &film.mp4()).await.unwrap();
    let media = &added.media[0];
    assert_eq!((media.mime.as_str(), media.width, media.height), ("video/mp4", 640, 360));
    assert_eq!(media.video.as_ref().unwrap().length_ms, Some(12_000));
    assert_eq!(media.bytes, film.mp4().len() as u64);
    let hash = media.hash.as_str();
    let kept = std::fs::read(desk.folder.path().join("media/own").join(&hash[..2]).join(hash)).unwrap();
    assert_eq!(kept.len(), film.mp4().len());
    assert!(!kept.windows(TELLS.len()).any(|part| part == TELLS), "its place is gone");
    assert_eq!(unfinished(&desk), 0);
    let web = bring(&desk, &added, "walk.mp4", &Film::default().webm()).await.unwrap();
    assert_eq!(web.media[1].mime, "video/webm");
}

#[tokio::test]
async fn what_is_no_video_is_refused_in_clear_words_and_leaves_nothing() {
    let desk = Desk::open().await;
    let draft = desk.draft("A walk", &[]).await;
    let whole = Film::default().mp4();
    let sound = Film { picture: false, ..Film::default() }.mp4();
    for (name, file, words) in [
        ("empty.mp4", &b""[..], "is empty."),
        ("notes.mp4", b"Story time on Thursday at ten", "is not a video Lectern can read."),
        ("half.mp4", &whole[..whole.len() / 2], "is broken or not whole."),
        ("song.mp4", &sound, "holds sound but no picture."),
    ] {
        let problem = bring(&desk, &draft, name, file).await.unwrap_err();
        assert_eq!(problem.code, Code::UnusableFile);
        assert!(problem.message.starts_with(&format!("“{name}” {words}")), "{}", problem.message);
        assert!(problem.message.ends_with("The draft is unchanged."), "{}", problem.message);
    }
    let huge = json!({ "draft": draft.id, "name": "film.mp4", "bytes": 5_000_000_000_u64 });
    assert!(desk.refused("video_begin", huge).await.message.contains("larger than 4 GB"));
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft);
    assert_eq!(unfinished(&desk), 0);
}

#[tokio::test]
async fn parts_come_in_order_once_and_what_is_stopped_is_gone() {
    let desk = Desk::open().await;
    let draft = desk.draft("A walk", &[]).await;
    let begin = json!({ "draft": draft.id, "name": "tour.mp4", "bytes": 8 });
    let coming: Coming = desk.call("video_begin", begin.clone()).await;
    let part = |at: u64, bytes: &[u8]| json!({ "ticket": coming.ticket, "at": at, "base64": STANDARD.encode(bytes) });
    desk.call::<Value>("video_part", part(0, b"0123")).await;
    desk.call::<Value>("video_part", part(0, b"0123")).await;
    for wrong in [part(5, b"5"), part(4, b"45678")] {
        assert_eq!(desk.refused("video_part", wrong).await.code, Code::BadInput);
    }
    let done = json!({ "draft": draft.id, "ticket": coming.ticket });
    assert!(desk.refused("video_done", done.clone()).await.message.contains("did not arrive whole"));
    assert_eq!(desk.refused("video_done", done).await.code, Code::NotFound);
    let coming: Coming = desk.call("video_begin", begin.clone()).await;
    assert_eq!(unfinished(&desk), 1);
    desk.call::<Value>("video_stop", json!({ "ticket": coming.ticket })).await;
    assert_eq!(unfinished(&desk), 0);
    desk.call::<Coming>("video_begin", begin).await;
    let desk = desk.start_again().await;
    assert_eq!(unfinished(&desk), 0, "what an earlier run left is gone");
}

#[tokio::test]
async fn captions_are_asked_for_read_and_remembered() {
    let desk = Desk::open().await;
    let draft = changed(&desk, with_video(&desk, &[]).await, |media| media.description = "A walk".to_owned()).await;
    let missing = findings(&desk, &draft, "video_captions").await;
    assert_eq!((missing.len(), missing[0].level), (1, Level::Stop));
    let silent = changed(&desk, draft, |media| media.video.as_mut().unwrap().no_speech = true).await;
    assert!(findings(&desk, &silent, "video_captions").await.is_empty());

    let broken = vtt("en", "WEBVTT\n\n00:05.000 --> 00:01.000\nBack\n");
    let read: CaptionsRead = desk.call("captions_read", broken).await;
    assert_eq!((read.captions, read.problems[0].line, read.problems[0].stops), (None, 3, true));
    assert_eq!(desk.refused("captions_read", vtt("", VTT)).await.code, Code::BadInput);
    let captioned = captioned(&desk, silent).await;
    let kept = &captioned.media[0].video.as_ref().unwrap().captions[0];
    assert_eq!((kept.language.as_str(), kept.cues), ("en", 1));
    let text: Value = desk.call("captions_text", json!({ "captions": kept.hash })).await;
    assert_eq!(text["text"], VTT);

    let again = with_video(&desk, &[]).await;
    assert_eq!(again.media[0].description, "A walk through the reading room");
    assert_eq!(again.media[0].video, captioned.media[0].video, "the same file brings its captions");
}

#[tokio::test]
async fn too_large_too_long_and_not_taken_name_the_account_and_its_limit() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let mut limits = crate::drafts::desk_limits();
    limits.video = None;
    desk.platform.set_limits(limits.clone());
    let draft = captioned(&desk, with_video(&desk, &[account]).await).await;
    assert_eq!(findings(&desk, &draft, "video_taken").await[0].level, Level::Stop);
    limits.video = Some(lectern_model::VideoLimits {
        types: vec!["video/mp4".to_owned()],
        max_bytes: 100,
        longest_s: Some(10),
        max_pixels: None,
        most: 1,
        with_pictures: false,
        captions_max_bytes: None,
    });
    desk.platform.set_limits(limits);
    let told = |check: &'static str| findings(&desk, &draft, check);
    assert!(told("video_size").await[0].words.contains("Scripted takes at most 100 bytes"));
    assert!(told("video_length").await[0].words.contains("0:12 long and Scripted takes at most 0:10"));
    assert_eq!(told("video_captions_there").await[0].level, Level::Warn);
    let send = crate::desk::send_input(draft.id, draft.revision);
    assert_eq!(desk.refused("outbox_send", send).await.code, Code::Stopped);
}

#[tokio::test]
async fn a_video_goes_out_once_with_its_words_and_captions_whatever_happens() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.steps(3);
    desk.platform.wait_between_steps(30);
    let draft = captioned(&desk, with_video(&desk, &[account]).await).await;
    let sent = desk.send(&draft).await;
    desk.platform.fault(Operation::Step, Fault::CutBefore);
    desk.platform.fault(Operation::Step, Fault::ServerError { acts: false });
    desk.work().await;
    // The program ends while the video is prepared, and goes on from what was stored.
    desk.advance(3600);
    desk.work().await;
    let desk = desk.start_again().await;
    let mut state = desk.state(&sent[0]).await;
    for _ in 0..10 {
        if matches!(state, DeliveryState::Sent { .. }) {
            break;
        }
        desk.advance(3600);
        desk.work().await;
        state = desk.state(&sent[0]).await;
    }
    assert!(matches!(state, DeliveryState::Sent { .. }), "{state:?}");
    let [post] = &desk.platform.published()[..] else { panic!("one post") };
    assert_eq!(post.post.media[0].kind, MediaKind::Video);
    let there = &post.pictures[0];
    assert!(there.video && there.bytes == Film::default().mp4().len());
    assert_eq!(
        (there.description.as_str(), &there.captions[..]),
        ("A walk through the reading room", &["en".to_owned()][..])
    );
    assert_eq!(desk.platform.uploads(), 1, "it was not uploaded twice");
}
