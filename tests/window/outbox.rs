//! What was sent is read back, changed and deleted in the window, by mouse and by keyboard; each state can be used by
//! everybody.

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const WORDS: &str = "Story time is back on Thursday";
const OTHER: &str = "Story time is back on Friday";
const ENTER: char = '\u{e007}';
const TAB: char = '\u{e004}';
const RIGHT: char = '\u{e014}';

async fn deliveries(desk: &Desk) -> Vec<Value> {
    let all = steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
    all.as_array().expect("a list").clone()
}

/// Gives the keyboard to the first element like this.
async fn focus(desk: &Desk, selector: &str) {
    desk.find(&css(selector)).await;
    let script = "document.querySelector(arguments[0]).focus()";
    desk.client().execute(script, vec![json!(selector)]).await.expect("it takes the focus");
}

async fn at_practice() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    desk
}

async fn send(desk: &Desk, words: &str) {
    steps::go(desk, "write/new").await;
    desk.type_into(&field("Text of the post"), words).await;
    desk.wait_for("/ 500").await;
    desk.click(&button("Send 1 post")).await;
}

#[tokio::test]
async fn a_post_is_read_back_changed_and_deleted() {
    let desk = at_practice().await;
    send(&desk, WORDS).await;
    desk.wait_for("the text is there").await;
    look(&desk, "outbox-proof").await;
    desk.click(&css("[data-draft] button[aria-label^='Details of']")).await;
    desk.wait_for("What happened so far").await;
    look(&desk, "outbox-details").await;
    desk.press(&['\u{e00c}']).await;
    desk.until_gone_from_view(&text("What happened so far")).await;

    desk.click(&button("Change the post")).await;
    desk.wait_for("Send the change").await;
    desk.fill(&css("textarea.text"), OTHER).await;
    desk.wait_for("saved").await;
    desk.wait_for("28 / 500").await;
    look(&desk, "write-change").await;
    desk.click(&button("Send the change")).await;
    wait::until("the change to be made", PATIENCE, async || {
        let all = deliveries(&desk).await;
        (all.len() == 2 && all.iter().all(|one| one["state"]["state"] == "sent")).then_some(())
    })
    .await;
    desk.wait_for("Changed").await;
    desk.wait_for(OTHER).await;
    look(&desk, "outbox-changed").await;

    desk.click(&button("Delete from the platform")).await;
    desk.click(&css("[role=dialog] .foot button:last-child")).await;
    desk.wait_for("Deleted there").await;
    look(&desk, "outbox-deleted").await;
}

#[tokio::test]
async fn the_outbox_is_searched_and_narrowed_by_keyboard() {
    let desk = at_practice().await;
    send(&desk, WORDS).await;
    desk.wait_for("the text is there").await;
    send(&desk, "Chess club at five").await;
    desk.wait_for("Chess club at five").await;
    let search = css("input[type=search]");
    desk.type_into(&search, "chess").await;
    desk.until_gone_from_view(&text(WORDS)).await;
    desk.wait_for("Chess club at five").await;
    desk.type_into(&search, "xyz").await;
    desk.wait_for("No post has these words").await;
    look(&desk, "outbox-not-found").await;
    focus(&desk, "input[type=search]").await;
    desk.client().execute("document.activeElement.select()", Vec::new()).await.expect("its words are chosen");
    desk.press(&['\u{e017}']).await;
    desk.wait_for(WORDS).await;

    focus(&desk, ".filters input[type=radio]:checked").await;
    desk.press(&[RIGHT]).await;
    desk.wait_for("Nothing needs you").await;
    desk.press(&[RIGHT]).await;
    desk.wait_for("Nothing waits").await;
    desk.press(&[RIGHT]).await;
    desk.wait_for(WORDS).await;

    // From the list to the first post's details, by Tab alone.
    focus(&desk, ".rows [role=list]").await;
    let on_details = "return document.activeElement.getAttribute('aria-label')?.startsWith('Details of') ?? false";
    wait::until("the details to be reached", PATIENCE, async || {
        desk.press(&[TAB]).await;
        let there = desk.client().execute(on_details, Vec::new()).await.expect("the page answers");
        (there == json!(true)).then_some(())
    })
    .await;
    desk.press(&[ENTER]).await;
    desk.wait_for("What happened so far").await;
}
