//! The desktop shows what needs a person, and a press leads there: a notification on the session bus, and the icon in
//! the tray.

use std::time::Duration;

use fantoccini::key::Key;
use lectern_tests::servers::{MastodonClient, Snac};
use lectern_tests::wait;
use lectern_tests::window::{Desk, Desktop, PATIENCE, Shown, button, css, role, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

/// Servers deliver when they please.
const LATE: Duration = Duration::from_secs(60);
const QUESTION: &str = "Is there step-free access to the maker room?";

#[tokio::test]
async fn a_notification_on_the_session_bus_opens_its_conversation() {
    let snac = Snac::start(&["library", "patron"]).await;
    let patron = snac.client("patron").await;
    let desk = Desk::open().await;
    let mut desktop = Desktop::start(&desk).await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::sign_in_mastodon(&desk, &snac, "library").await;
    steps::open_the_desk(&desk).await;

    patron.look_up("library").await;
    let first = ask(&desk, &mut desktop, &patron, QUESTION).await;
    assert_eq!((first.program.as_str(), first.urgency, first.replaces), ("Lectern", Some(1), 0), "{first:?}");
    assert_eq!(first.actions.first().map(String::as_str), Some("default"));
    assert!(first.title.contains("patron") && first.body.starts_with("Mentioned "), "{first:?}");
    assert!(!format!("{first:?}").contains("step-free"), "no word of theirs leaves the window: {first:?}");

    steps::go(&desk, "calendar").await;
    desk.find(&css(".new-post, header.bar h1")).await;
    desktop.press(first.number).await;
    desk.wait_for(QUESTION).await;
    let conversations = steps::ask(&desk, "conversations", json!({})).await;
    assert_eq!(place(&desk).await, format!("#/inbox/{}", conversations["conversations"][0]["id"]));
    desk.assert_accessible("the conversation behind a notification").await;

    // The same message, read again, is not told again, nor after a new start.
    steps::ask(&desk, "feed_check_now", json!({})).await;
    let mut desk = desk;
    desk.restart().await;
    desk.find(&css("header.bar h1")).await;
    let test = tried(&desk, &mut desktop).await;
    assert_eq!(test.title, "Lectern can tell you", "nothing else was told before it: {test:?}");
}

/// The patron asks, and the desktop is told.
async fn ask(desk: &Desk, desktop: &mut Desktop, patron: &MastodonClient, words: &str) -> Shown {
    patron.post(&format!("@library {words}")).await;
    let looked = async {
        loop {
            if let Some(shown) = desktop.next_now() {
                return shown;
            }
            steps::ask(desk, "feed_check_now", json!({})).await;
        }
    };
    if let Ok(shown) = tokio::time::timeout(LATE, looked).await {
        return shown;
    }
    let known = steps::ask(desk, "conversations", json!({})).await;
    panic!("no notification comes; the Inbox holds {known:#}");
}

/// Sends a test notification from the settings.
async fn tried(desk: &Desk, desktop: &mut Desktop) -> Shown {
    steps::go(desk, "settings/notices").await;
    desk.click(&button("Send a test notification")).await;
    desktop.next().await
}

/// Where the window is.
async fn place(desk: &Desk) -> String {
    let hash = desk.client().execute("return location.hash", Vec::new()).await.expect("the page answers");
    hash.as_str().unwrap_or_default().to_owned()
}

async fn noticed(desk: &Desk, name: &str, value: Value) {
    wait::until(name, PATIENCE, async || {
        (steps::ask(desk, "settings", json!({})).await["notices"][name] == value).then_some(())
    })
    .await;
}

async fn practice() -> Desk {
    steps::at_practice().await
}

#[tokio::test]
async fn what_is_told_is_chosen_with_the_mouse_and_with_the_keyboard() {
    let desk = practice().await;
    let mut desktop = Desktop::start(&desk).await;
    let test = tried(&desk, &mut desktop).await;
    assert_eq!((test.title.as_str(), test.urgency), ("Lectern can tell you", Some(1)));
    desk.wait_for("Handed to your desktop.").await;
    look(&desk, "settings-notices").await;
    for below in ["Messages with these labels", "See one"] {
        let script = "arguments[0].scrollIntoView({ block: 'end' })";
        let place = desk.find(&text(below)).await;
        desk.client()
            .execute(script, vec![serde_json::to_value(place).expect("an element")])
            .await
            .expect("it scrolls");
        let name = format!("settings-notices-{}", below.to_lowercase().replace(' ', "-"));
        desk.screenshot(&name).await;
    }
    // What is shown again about the same thing replaces what still stands.
    let again = tried(&desk, &mut desktop).await;
    assert_eq!((again.replaces, again.number), (test.number, test.number));
    desktop.press(test.number).await;
    desk.wait_for("Waiting for an answer").await;
    assert_eq!(place(&desk).await, "#/today");

    steps::go(&desk, "settings/notices").await;
    desk.click(&role("switch", "New messages")).await;
    noticed(&desk, "messages", json!(false)).await;
    let disabled = css("button[role=switch][disabled]");
    desk.find(&disabled).await;
    desk.press(&[char::from(Key::Space)]).await;
    noticed(&desk, "messages", json!(true)).await;
    desk.until_gone_from_view(&disabled).await;
    for _ in 0..3 {
        desk.press(&[char::from(Key::Tab)]).await;
    }
    desk.press(&[char::from(Key::Space)]).await;
    noticed(&desk, "quiet_when_closed", json!(false)).await;
    desk.click(&role("switch", "Media")).await;
    noticed(&desk, "silent_labels", json!(["spam", "media"])).await;
    desk.click(&role("switch", "A summary once a day")).await;
    noticed(&desk, "summary", json!(false)).await;
    desk.until_gone_from_view(&text("When the library opens")).await;
}

#[tokio::test]
async fn the_icon_in_the_tray_counts_who_waits_and_pauses_and_quits() {
    let desk = practice().await;
    steps::go(&desk, "settings/notices").await;
    desk.wait_for("Everything else works without one.").await;
    // A tray that comes later than the program.
    let mut desktop = Desktop::start(&desk).await;
    let icon = desktop.icon().await;
    let waiting = steps::ask(&desk, "conversation_counts", json!({})).await["waiting"].clone();
    let open = format!("Open Lectern: {waiting} conversations wait");
    let lines = wait::until("the count", PATIENCE, async || {
        let lines: Vec<String> = icon.lines().await.into_iter().map(|(_, words)| words).collect();
        lines.contains(&open).then_some(lines)
    })
    .await;
    assert_eq!(lines, [open.as_str(), "Write a post", "Pause everything", "Quit Lectern"]);
    assert_eq!(icon.label().await, waiting.to_string());

    icon.choose("Pause everything").await;
    wait::until("the pause", PATIENCE, async || {
        (!steps::ask(&desk, "pause_state", json!({})).await.is_null()).then_some(())
    })
    .await;
    wait::until("the menu to say so", PATIENCE, async || {
        icon.lines().await.iter().any(|(_, words)| words == "Resume sending").then_some(())
    })
    .await;
    icon.choose("Resume sending").await;
    wait::until("the end of the pause", PATIENCE, async || {
        steps::ask(&desk, "pause_state", json!({})).await.is_null().then_some(())
    })
    .await;
    icon.choose("Write a post").await;
    desk.find(&css("textarea.text")).await;
    steps::go(&desk, "settings/notices").await;
    desk.wait_for("has a menu to write, pause and quit").await;

    let process = desk.app_process().expect("the app is running");
    icon.choose("Quit Lectern").await;
    wait::until_some("the app to end", Duration::from_secs(30), || (desk.app_process() != Some(process)).then_some(()))
        .await;
}

#[tokio::test]
async fn a_desktop_that_shows_none_says_so_and_what_still_works() {
    let desk = practice().await;
    steps::go(&desk, "settings/notices").await;
    desk.click(&button("Send a test notification")).await;
    desk.wait_for("This computer shows no notifications.").await;
    desk.wait_for("stands on Today and in the Inbox all the same.").await;
    let said = desk.text().await;
    assert!(!said.contains("not there any more") && !said.contains("removed meanwhile"), "{said}");
    look(&desk, "notices-none").await;
}
