//! Two conversations as one, and notes with a number in them, in the window: with the mouse and by keyboard; each state
//! can be used by everybody.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, role};
use serde_json::{Value, json};

use crate::keyboard::{press, tab_to, type_keys};
use crate::looks::look;
use crate::steps;

const NOTE: &str = "Walter has card 21234000012344, PIN 4471";

/// A practice desk with its Inbox open.
async fn at_the_inbox() -> Desk {
    let desk = steps::at_practice().await;
    steps::go(&desk, "inbox").await;
    desk.find(&css("a.row")).await;
    desk
}

/// The waiting conversation with somebody.
async fn with(desk: &Desk, name: &str) -> Value {
    let page = steps::ask(desk, "conversations", json!({})).await;
    let all = page["conversations"].as_array().cloned().unwrap_or_default();
    all.into_iter().find(|one| one["with"]["name"] == json!(name)).unwrap_or_default()
}

/// How many conversations wait, as soon as there are so many.
async fn until_waiting(desk: &Desk, count: usize) {
    wait::until(&format!("{count} to wait"), PATIENCE, async || {
        let page = steps::ask(desk, "conversations", json!({})).await;
        (page["conversations"].as_array().map(Vec::len) == Some(count)).then_some(())
    })
    .await;
}

async fn open_menu(desk: &Desk, item: &str) {
    desk.click(&css(".detail header [aria-label='More for this conversation']")).await;
    desk.click(&role("menuitem", item)).await;
}

/// The rows that can be chosen, as soon as there are so many.
async fn until_rows(desk: &Desk, fits: impl Fn(usize) -> bool) {
    wait::until("the rows", PATIENCE, async || {
        fits(desk.all(&css("[role=dialog] li button")).await.len()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn two_people_are_put_together_only_when_one_says_so_and_apart_again() {
    let desk = at_the_inbox().await;
    let (walter, maya) = (with(&desk, "Walter Simm").await, with(&desk, "Maya Lind").await);
    let change = json!({ "to": "labelled", "label": "complaint" });
    steps::ask(&desk, "conversations_change", json!({ "conversations": [maya["id"]], "change": change })).await;
    steps::go(&desk, &format!("inbox/{}", walter["id"])).await;
    desk.wait_for("Walter Simm").await;
    let page = steps::ask(&desk, "conversations", json!({})).await;
    let waiting = page["conversations"].as_array().map_or(0, Vec::len);

    open_menu(&desk, "Put another conversation into this one").await;
    until_rows(&desk, |rows| rows > 2).await;
    look(&desk, "merge-list").await;
    // By keyboard: sought by a name, chosen, and asked about before anything is done.
    desk.find(&css("[role=dialog] input:focus")).await;
    type_keys(&desk, "Maya").await;
    until_rows(&desk, |rows| rows == 1).await;
    press(&desk, &[Key::Tab]).await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Two different people: Walter Simm and Maya Lind").await;
    look(&desk, "merge-ask").await;
    until_waiting(&desk, waiting).await;
    tab_to(&desk, "Put them together").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Maya Lind and Walter Simm are one conversation now.").await;
    desk.wait_for("2 conversations as one").await;
    desk.find(&css(".detail .facts .chip")).await;
    desk.wait_for("Complaint").await;
    until_waiting(&desk, waiting - 1).await;
    look(&desk, "merged").await;

    desk.click(&button("Undo")).await;
    until_waiting(&desk, waiting).await;
    let back = with(&desk, "Maya Lind").await;
    assert_eq!((&back["label"], &back["waiting_since"]), (&json!("complaint"), &maya["waiting_since"]));
}

#[tokio::test]
async fn a_number_in_a_note_is_asked_about_and_covered() {
    let desk = at_the_inbox().await;
    let walter = with(&desk, "Walter Simm").await;
    steps::go(&desk, &format!("inbox/{}", walter["id"])).await;
    open_menu(&desk, "Write a note").await;
    desk.fill(&field("Note"), NOTE).await;
    desk.click(&button("Keep the note")).await;
    desk.wait_for("This note tells the number of a card and a PIN or password. Leave the number out").await;
    look(&desk, "note-number").await;
    assert_eq!(with(&desk, "Walter Simm").await["note"], json!(""), "nothing is kept yet");

    tab_to(&desk, "Keep it all the same").await;
    press(&desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    desk.wait_for("Walter has card 2•••••••••2344, PIN ••••").await;
    look(&desk, "note-covered").await;
    desk.click(&css(".facts button")).await;
    desk.wait_for(NOTE).await;
}
