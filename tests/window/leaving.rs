//! Whoever presses "Send" and is gone in the same moment, to another page or with the window closed, has sent it: once.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, css, field};
use serde_json::{Value, json};

use crate::keyboard::{chord, press, tab_to};
use crate::steps;

/// The last words, "Send", and where to, all before the page draws anything again: checks and saves have had no time.
const SEND_AND_LEAVE: &str = "const [words, place, done] = arguments;\
    const put = (one, text) => { one.value = text; one.dispatchEvent(new Event('input', { bubbles: true })); };\
    put(document.querySelector('textarea.text'), words);\
    const described = document.querySelector('#description-0');\
    if (described) put(described, 'A felt duck on a blue rug');\
    const press = () => {\
      const send = document.querySelector('footer .end button:last-child');\
      if (send.disabled) { queueMicrotask(press); return; }\
      send.click();\
      if (place) location.hash = '#/' + place;\
      done(true);\
    };\
    queueMicrotask(press);";

async fn open() -> Desk {
    steps::at_practice().await
}

/// A new sheet that the checks have looked at: they say that there is nothing to send yet.
async fn new_sheet(desk: &Desk) {
    // The address says "new" until there is a draft; the one before is another.
    let before = place(desk).await;
    steps::go(desk, "write/new").await;
    let begun = async || {
        let now = place(desk).await;
        (now != before && !now.ends_with("new") && desk.has(&css("textarea.text")).await).then_some(())
    };
    wait::until("a new sheet", PATIENCE, begun).await;
    desk.find(&css("footer .end button:last-child:disabled")).await;
}

async fn place(desk: &Desk) -> String {
    let hash = desk.client().execute("return location.hash", Vec::new()).await;
    hash.ok().and_then(|hash| hash.as_str().map(str::to_owned)).unwrap_or_default()
}

async fn send_and_leave(desk: &Desk, words: &str, to: &str) {
    let pressed = desk.client().execute_async(SEND_AND_LEAVE, vec![json!(words), json!(to)]).await;
    assert_eq!(pressed.expect("it is pressed"), json!(true));
}

async fn outbox(desk: &Desk) -> Vec<Value> {
    let all = steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
    all.as_array().cloned().unwrap_or_default()
}

/// Waits until every one of these is sent, and each stands in the outbox once, with nothing left among the drafts.
async fn until_out(desk: &Desk, words: &[&str]) {
    let mut wanted: Vec<&str> = words.to_vec();
    wanted.sort_unstable();
    wait::until(&format!("{wanted:?} to be sent"), PATIENCE, async || {
        let all = outbox(desk).await;
        let sent = all.iter().filter(|one| one["state"]["state"] == "sent").count();
        (sent == wanted.len()).then_some(())
    })
    .await;
    let all = outbox(desk).await;
    let mut titles: Vec<&str> = all.iter().filter_map(|one| one["title"].as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, wanted, "each once");
    let drafts = steps::ask(desk, "drafts", json!({})).await;
    let left = drafts.as_array().into_iter().flatten().filter(|draft| draft["title"] != "").count();
    assert_eq!(left, 0, "nothing of it is a draft still: {drafts}");
}

#[tokio::test]
async fn a_post_whose_page_is_left_with_the_press_of_send_goes_out_once() {
    let desk = open().await;
    new_sheet(&desk).await;
    send_and_leave(&desk, "Left for another page", "inbox").await;
    desk.wait_for("On its way").await;
    assert_eq!(place(&desk).await, "#/inbox", "nobody is led back");

    // The description is on its way to the disk as well.
    new_sheet(&desk).await;
    let folder = tempfile::tempdir().expect("a folder for the picture");
    let duck = folder.path().join("duck.png");
    image::RgbImage::from_pixel(320, 200, image::Rgb([90, 140, 90])).save(&duck).expect("the picture is written");
    desk.type_into(&css("input[type=file]"), duck.to_str().expect("its name is plain")).await;
    desk.find(&field("Description for people who cannot see the picture")).await;
    send_and_leave(&desk, "Left with a described picture", "today").await;

    // By keyboard alone: the last letter, Ctrl Enter, and the keys that lead elsewhere.
    new_sheet(&desk).await;
    desk.type_into(&css("textarea.text"), "Left by keyboard").await;
    press(&desk, &[Key::Control, Key::Enter]).await;
    press(&desk, &[Key::Escape]).await;
    chord(&desk, "gc").await;
    desk.find(&css(".week")).await;

    // To the very sheet of another draft.
    new_sheet(&desk).await;
    send_and_leave(&desk, "Left for a new sheet", "write/new").await;
    until_out(
        &desk,
        &["Left for another page", "Left with a described picture", "Left by keyboard", "Left for a new sheet"],
    )
    .await;
    let all = outbox(&desk).await;
    let pictured = all.iter().find(|one| one["title"] == "Left with a described picture").expect("it is there");
    let draft = steps::ask(&desk, "draft", json!({ "draft": pictured["draft"] })).await;
    assert_eq!(draft["media"][0]["description"], "A felt duck on a blue rug");
}

#[tokio::test]
async fn a_window_that_closes_with_the_press_of_send_has_sent_it_once() {
    let mut desk = open().await;
    new_sheet(&desk).await;
    send_and_leave(&desk, "The window closed at once", "").await;
    desk.quit_and_start_at_once().await;
    desk.wait_for("Waiting for an answer").await;
    until_out(&desk, &["The window closed at once"]).await;

    new_sheet(&desk).await;
    send_and_leave(&desk, "Left, and then the window closed", "today").await;
    desk.quit_and_start_at_once().await;
    desk.wait_for("Waiting for an answer").await;
    until_out(&desk, &["The window closed at once", "Left, and then the window closed"]).await;
}

#[tokio::test]
async fn a_file_that_is_being_added_can_be_stopped_and_leaves_nothing() {
    let desk = open().await;
    new_sheet(&desk).await;
    desk.type_into(&css("textarea.text"), "Come and see").await;
    let folder = tempfile::tempdir().expect("a folder for the video");
    let film = folder.path().join("tour.mp4");
    let long = std::fs::File::create(&film).expect("the video can be made");
    std::io::Write::write_all(&mut &long, b"\0\0\0\x18ftypisom\0\0\0\0isommp42").expect("the video is written");
    // Long enough to be met on its way; the rest of it is a hole on the disk.
    long.set_len(900_000_000).expect("the video is long");
    let coming = desk.data_folder().join("media/coming");
    let unfinished = || std::fs::read_dir(&coming).map_or(0, Iterator::count);

    for by_keys in [false, true] {
        desk.type_into(&css("input[type=file]"), film.to_str().expect("its name is plain")).await;
        desk.wait_for("Adding the video, ").await;
        assert_eq!(unfinished(), 1);
        // What is typed meanwhile is saved, and nothing is sent without the file.
        desk.type_into(&css("textarea.text"), "!").await;
        desk.wait_for("Draft, saved").await;
        desk.find(&css("footer .end button:last-child:disabled")).await;
        if by_keys {
            tab_to(&desk, "Stop adding").await;
            press(&desk, &[Key::Enter]).await;
        } else {
            crate::looks::look(&desk, "video-adding").await;
            desk.click(&lectern_tests::window::button("Stop adding")).await;
        }
        desk.wait_for("Stopped. Nothing of it was kept.").await;
        desk.find(&css("footer .end button:last-child:not(:disabled)")).await;
        assert_eq!(unfinished(), 0);
        desk.click(&css(".toast button")).await;
        desk.until_gone_from_view(&css(".toast button")).await;
    }
    let own = desk.data_folder().join("media/own");
    assert_eq!(std::fs::read_dir(own).map_or(0, Iterator::count), 0, "nothing is kept");
    let drafts = steps::ask(&desk, "drafts", json!({})).await;
    assert_eq!((&drafts[0]["title"], &drafts[0]["pictures"]), (&json!("Come and see!!"), &json!(0)));
}
