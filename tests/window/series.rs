//! Queue times, posts that repeat and what waits to be looked at, walked through with the mouse and by keyboard; each
//! state can be used by everybody.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, role, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const WORDS: &str = "Story time is back on Thursday";
const ENTER: char = '\u{e007}';

/// A desk with the practice account.
async fn practising() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    desk
}

async fn write(desk: &Desk, words: &str) {
    steps::go(desk, "write/new").await;
    desk.type_into(&field("Text of the post"), words).await;
    desk.wait_for("/ 500").await;
}

/// Presses one key.
async fn key(desk: &Desk, key: char) {
    desk.press(&[key]).await;
}

/// Puts the keyboard on something.
async fn focus(desk: &Desk, sought: &lectern_tests::window::Sought) {
    let element = serde_json::to_value(desk.find(sought).await).expect("an element can be named to a script");
    desk.client().execute("arguments[0].focus()", vec![element]).await.expect("it takes the focus");
}

/// Goes on with the Tab key until what has the focus has this name, as somebody without a mouse does.
async fn tab_to(desk: &Desk, name: &str) {
    const NAME: &str = "const at = document.activeElement;\
        return at.getAttribute('aria-label') || at.innerText || (at.labels && at.labels[0] && at.labels[0].innerText) || '';";
    for _ in 0..60 {
        let at = desk.client().execute(NAME, Vec::new()).await.unwrap_or_default();
        if at.as_str().is_some_and(|at| at.trim() == name) {
            return;
        }
        key(desk, char::from(Key::Tab)).await;
    }
    panic!("{name} cannot be reached with the Tab key");
}

async fn deliveries(desk: &Desk) -> Vec<Value> {
    let all = steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
    all.as_array().cloned().unwrap_or_default()
}

async fn until_out(desk: &Desk, count: usize) -> Vec<Value> {
    wait::until("the posts to be queued", PATIENCE, async || {
        let all = deliveries(desk).await;
        (all.len() == count).then_some(all)
    })
    .await
}

#[tokio::test]
async fn a_post_takes_the_next_free_slot() {
    let desk = practising().await;
    write(&desk, WORDS).await;
    desk.click(&button("When: Now. Change")).await;
    desk.click(&text("Next free slot")).await;
    desk.wait_for("has no queue times yet").await;
    look(&desk, "plan-queue-empty").await;
    desk.click(&button("Queue times")).await;
    desk.find(&button("Add time")).await;
    desk.fill(&field("Time"), "10:30").await;
    desk.click(&button("Add time")).await;
    desk.find(&button("Remove Tuesday 10:30")).await;
    desk.fill(&field("Time"), "half past").await;
    desk.click(&button("Add time")).await;
    desk.wait_for("This is not a time of day").await;
    desk.fill(&field("Time"), "9").await;
    desk.click(&button("Add time")).await;
    desk.find(&button("Remove Tuesday 9:00")).await;
    look(&desk, "queue-times").await;
    desk.click(&button("Remove Tuesday 9:00")).await;
    desk.until_gone_from_view(&button("Remove Tuesday 9:00")).await;
    desk.click(&button("Done")).await;
    desk.wait_for(", 10:30 (").await;
    look(&desk, "plan-queue").await;
    desk.click(&button("Use this")).await;
    desk.find(&button("Queue 1 post")).await;
    look(&desk, "write-queue").await;
    desk.click(&button("Queue 1 post")).await;
    desk.wait_for("Scheduled: Tue").await;
    let queued = until_out(&desk, 1).await;
    assert_eq!((&queued[0]["state"]["state"], &queued[0]["scheduled"]), (&json!("planned"), &json!(true)));

    steps::go(&desk, "settings").await;
    desk.click(&button("Queue times")).await;
    desk.find(&button("Remove Tuesday 10:30")).await;
}

#[tokio::test]
async fn a_post_is_repeated_looked_at_accepted_and_ended() {
    let desk = practising().await;
    write(&desk, WORDS).await;
    desk.click(&button("Repeat")).await;
    desk.wait_for("Next dates").await;
    desk.fill(&css("[role=dialog] input[maxlength='120']"), "Story time").await;
    desk.click(&text("After some times")).await;
    desk.wait_for(", 4 times").await;
    look(&desk, "repeat-dialog").await;
    desk.click(&button("Begin")).await;
    desk.wait_for("Nothing here goes out by itself").await;
    desk.wait_for("Every ").await;
    look(&desk, "repeating").await;

    steps::go(&desk, "today").await;
    desk.wait_for("repeating post").await;
    look(&desk, "today-to-look-at").await;
    desk.click(&text("Leave out")).await;
    desk.click(&button("Undo")).await;
    desk.click(&text("Accept")).await;
    let out = until_out(&desk, 1).await;
    assert_eq!((&out[0]["state"]["state"], &out[0]["title"]), (&json!("planned"), &json!(WORDS)));
    desk.until_gone_from_view(&text("Leave out")).await;

    steps::go(&desk, "write/repeating").await;
    desk.click(&text("Open its post")).await;
    desk.wait_for("This is what the series is made from").await;
    look(&desk, "write-pattern").await;
    desk.click(&text("To the series")).await;
    desk.click(&button("Change Story time")).await;
    desk.find(&button("Save")).await;
    look(&desk, "series-change").await;
    steps::close_dialog(&desk).await;
    desk.click(&button("Pause Story time")).await;
    desk.find(&button("Resume Story time")).await;
    desk.click(&button("End Story time")).await;
    desk.click(&role("button", "End").nth(0)).await;
    desk.wait_for("Ended").await;
    steps::go(&desk, "write").await;
    desk.wait_for(WORDS).await;
}

#[tokio::test]
async fn all_of_it_by_keyboard() {
    let desk = practising().await;
    write(&desk, WORDS).await;
    tab_to(&desk, "Repeat").await;
    key(&desk, ENTER).await;
    desk.wait_for("Next dates").await;
    tab_to(&desk, "Begin").await;
    key(&desk, ENTER).await;
    desk.wait_for("Nothing here goes out by itself").await;
    focus(&desk, &css("main h1")).await;
    let accept: Value = desk
        .client()
        .execute("return [...document.querySelectorAll('button')].map((one) => one.ariaLabel ?? '').find((name) => name.startsWith('Accept '))", Vec::new())
        .await
        .expect("the page answers");
    tab_to(&desk, accept.as_str().expect("something to accept")).await;
    key(&desk, ENTER).await;
    until_out(&desk, 1).await;
    tab_to(&desk, &format!("Pause {WORDS}")).await;
    key(&desk, ENTER).await;
    desk.find(&button(&format!("Resume {WORDS}"))).await;

    write(&desk, "The seed library opens again").await;
    tab_to(&desk, "When: Now. Change").await;
    key(&desk, ENTER).await;
    desk.find(&css("[role=dialog]")).await;
    tab_to(&desk, "Now").await;
    // The radio buttons: one arrow to "At a time", one more to the queue.
    key(&desk, char::from(Key::Right)).await;
    key(&desk, char::from(Key::Right)).await;
    desk.wait_for("has no queue times yet").await;
    tab_to(&desk, "Queue times").await;
    key(&desk, ENTER).await;
    desk.find(&button("Add time")).await;
    tab_to(&desk, "Add time").await;
    key(&desk, ENTER).await;
    desk.find(&button("Remove Tuesday 9:00")).await;
    tab_to(&desk, "Done").await;
    key(&desk, ENTER).await;
    desk.wait_for(", 9:00 (").await;
    tab_to(&desk, "Use this").await;
    key(&desk, ENTER).await;
    desk.find(&button("Queue 1 post")).await;
    tab_to(&desk, "Queue 1 post").await;
    key(&desk, ENTER).await;
    until_out(&desk, 2).await;
}
