//! A video from the file picker to the post: its captions by mouse and by keyboard, what is wrong in them, and the same
//! file again.

use fantoccini::key::Key;
use lectern_testkit::Film;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const DESCRIBE: &str = "Description for people who cannot see the video";
const OPEN: &str = "Captions and more: tour.mp4";
const TEXT: &str = "The captions as WebVTT";
const WALK: &str = "A walk from the door to the new reading room";

#[tokio::test]
async fn a_video_is_added_captioned_and_sent() {
    let desk = steps::at_practice().await;
    let folder = tempfile::tempdir().expect("a folder for the video");
    let film = folder.path().join("tour.mp4");
    // More than one part of it travels.
    let bytes = Film { tells: true, bytes: 2_500_000, length_ms: 65_000, ..Film::default() }.mp4();
    std::fs::write(&film, bytes).expect("the video is written");
    let film = film.to_str().expect("its name is plain").to_owned();
    let notes = folder.path().join("notes.mp4");
    std::fs::write(&notes, "Story time on Thursday").expect("the text is written");

    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), "Come and see our new reading room").await;
    desk.type_into(&css("input[type=file]"), notes.to_str().expect("its name is plain")).await;
    desk.wait_for("“notes.mp4” is not a video Lectern can read.").await;
    desk.type_into(&css("input[type=file]"), &film).await;
    desk.wait_for("Videos go out without place, time and camera data.").await;
    desk.fill(&field(DESCRIBE), WALK).await;
    desk.wait_for("The video has no captions.").await;
    look(&desk, "video-strip").await;

    broken_captions_by_keyboard(&desk).await;
    file_by_mouse(&desk, folder.path()).await;
    desk.wait_for("Nothing to mend").await;
    let media = media(&desk, |media| media["video"]["captions"].as_array().is_some_and(|all| all.len() == 2)).await;
    assert_eq!(media["video"]["length_ms"], 65_000, "{media}");
    look(&desk, "video-captioned").await;

    desk.click(&button("Send 1 post")).await;
    desk.wait_for("Sent and on the way").await;
    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), "The reading room again").await;
    desk.type_into(&css("input[type=file]"), &film).await;
    desk.wait_for("with the description and captions it had before").await;
    desk.wait_for("Captions: English, Spanish").await;
}

/// The one video of the newest draft.
async fn media(desk: &Desk, fits: impl Fn(&Value) -> bool) -> Value {
    wait::until("the video in the draft", PATIENCE, async || {
        let drafts = steps::ask(desk, "drafts", json!({})).await;
        let draft = steps::ask(desk, "draft", json!({ "draft": drafts[0]["id"] })).await;
        fits(&draft["media"][0]).then(|| draft["media"][0].clone())
    })
    .await
}

async fn key(desk: &Desk, key: Key) {
    desk.press(&[char::from(key)]).await;
}

/// Goes on by the tabulator until something of this name has the focus.
async fn tab_to(desk: &Desk, name: &str) {
    let focused = "const one = document.activeElement;\
        return one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent.trim() ?? one.textContent.trim()";
    for _ in 0..60 {
        let now = desk.client().execute(focused, Vec::new()).await.unwrap_or_default();
        if now == json!(name) {
            return;
        }
        key(desk, Key::Tab).await;
    }
    panic!("the keyboard does not come to {name:?}");
}

async fn choose(desk: &Desk, language: &str) {
    let pick = "const list = document.querySelector('[role=dialog] select'); list.value = arguments[0];\
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    desk.client().execute(pick, vec![json!(language)]).await.expect("it can be chosen");
}

/// What stops them is told by its line, and mended.
async fn broken_captions_by_keyboard(desk: &Desk) {
    desk.click(&field(DESCRIBE)).await;
    desk.press(&[char::from(Key::Shift), char::from(Key::Tab)]).await;
    tab_to(desk, OPEN).await;
    key(desk, Key::Enter).await;
    desk.wait_for("Nobody speaks in this video").await;
    look(desk, "video-captions-none").await;
    choose(desk, "en").await;
    tab_to(desk, "Write them here").await;
    key(desk, Key::Enter).await;
    desk.fill(&field(TEXT), "WEBVTT\n\n00:05.000 --> 00:01.000\nWelcome\n").await;
    tab_to(desk, "Keep these captions").await;
    key(desk, Key::Enter).await;
    desk.wait_for("This caption ends before it begins.").await;
    desk.wait_for("Line 3").await;
    look(desk, "video-captions-broken").await;
    desk.fill(&field(TEXT), "WEBVTT\n\n00:01.000 --> 00:04.000\nWelcome to the library\n").await;
    tab_to(desk, "Keep these captions").await;
    key(desk, Key::Enter).await;
    desk.wait_for("The captions in English are ready.").await;
    tab_to(desk, "Use this").await;
    key(desk, Key::Enter).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    desk.wait_for("Captions: English").await;
}

async fn file_by_mouse(desk: &Desk, folder: &std::path::Path) {
    let file = folder.join("recorrido.vtt");
    let two = "WEBVTT\n\n00:01.000 --> 00:04.000\nBienvenidos\n\n00:03.000 --> 00:06.000\nPase\n";
    std::fs::write(&file, two).expect("the captions are written");
    desk.click(&button(OPEN)).await;
    choose(desk, "es").await;
    desk.type_into(&css("[role=dialog] input[type=file]"), file.to_str().expect("its name is plain")).await;
    desk.wait_for("they cover each other").await;
    desk.wait_for("2 captions").await;
    look(desk, "video-captions").await;
    desk.click(&button("Use this")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}
