//! The privacy guard in the window: a draft with a card's number stops and better words mend it, a comment is covered and
//! shown on a deliberate press, a private answer is sent all the same; each state can be used by everybody.

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const HOLD: &str = "Hi Ana, your hold on *Bad Blood* is ready, card 21234000012344";
const CARD: &str = "21234000012344";
const COVERED: &str = "2•••••••••2344";
const ENTER: char = '\u{e007}';

async fn at_practice() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    desk
}

/// Gives the keyboard to the first element like this.
async fn focus(desk: &Desk, selector: &str) {
    desk.find(&css(selector)).await;
    let script = "document.querySelector(arguments[0]).focus()";
    desk.client().execute(script, vec![json!(selector)]).await.expect("it takes the focus");
}

/// The private conversation about a card, from the list.
async fn about_a_card(desk: &Desk) -> Value {
    let page = steps::ask(desk, "conversations", json!({ "state": "waiting", "kind": "direct" })).await;
    let all = page["conversations"].as_array().expect("a list").clone();
    all.into_iter().find(|one| one["snippet"].as_str().is_some_and(|said| said.contains("2344"))).expect("she wrote")
}

/// What was sent in private is marked where it stands, and is no part of the feed.
async fn it_stays_private(desk: &Desk) {
    for (page, picture) in [("write/sent", "privacy-sent"), ("today", "privacy-today")] {
        steps::go(desk, page).await;
        desk.wait_for("Dear Ana, your hold is ready.").await;
        desk.wait_for("Private message").await;
        look(desk, picture).await;
    }
    steps::go(desk, "feeds").await;
    desk.find(&css("article")).await;
    assert!(!desk.text().await.contains("your hold is ready"), "a private answer stands in the feed");
}

#[tokio::test]
async fn a_draft_with_a_card_stops_and_better_words_mend_it() {
    let desk = at_practice().await;
    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), HOLD).await;
    desk.wait_for("looks like the number of a library card").await;
    desk.wait_for("tells what somebody borrows").await;
    look(&desk, "privacy-stopped").await;
    // The mouse mends one, the keyboard the other.
    desk.click(&button("Leave it out")).await;
    wait::until("the number to be gone", PATIENCE, async || {
        (!desk.text().await.contains("looks like the number of a library card")).then_some(())
    })
    .await;
    focus(&desk, "ul[aria-label='Checks'] li.stop .acts button:last-child").await;
    desk.press(&[ENTER]).await;
    wait::until("the hold to be gone", PATIENCE, async || {
        (!desk.text().await.contains("tells what somebody borrows")).then_some(())
    })
    .await;
    desk.click(&button("Send 1 post")).await;
    desk.wait_for("So that what is yours stays private").await;
}

#[tokio::test]
async fn a_message_is_covered_shown_on_a_press_and_answered_in_private() {
    let desk = at_practice().await;
    let conversation = about_a_card(&desk).await;
    assert!(!conversation.to_string().contains(CARD), "{conversation}");
    steps::go(&desk, "inbox").await;
    desk.wait_for(COVERED).await;
    steps::go(&desk, &format!("inbox/{}", conversation["id"])).await;
    desk.wait_for("Hidden: card number").await;
    assert!(!desk.text().await.contains(CARD));
    look(&desk, "privacy-covered").await;
    desk.click(&button("Show the hidden details")).await;
    desk.wait_for(CARD).await;
    look(&desk, "privacy-shown").await;
    focus(&desk, ".message .hidden button").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Show the hidden details").await;
    assert!(!desk.text().await.contains(CARD));

    desk.type_into(&css(".reply textarea"), "Dear Ana, your hold is ready.").await;
    desk.wait_for("Send it all the same").await;
    look(&desk, "privacy-private").await;
    focus(&desk, ".may button:not([disabled])").await;
    desk.press(&[ENTER]).await;
    wait::until("the answer to be sent and noted", PATIENCE, async || {
        let log = steps::ask(&desk, "privacy_overrules", json!({})).await;
        (log.as_array().is_some_and(|log| log.len() == 1)).then_some(())
    })
    .await;
    it_stays_private(&desk).await;
    steps::go(&desk, "settings/safety").await;
    desk.wait_for("what somebody borrows").await;
    look(&desk, "privacy-settings").await;
    desk.type_into(&field("Digits two to five of your cards"), "1234").await;
    wait::until("it to be kept", PATIENCE, async || {
        let settings = steps::ask(&desk, "settings", json!({})).await;
        (settings["privacy"]["card_prefixes"] == json!(["1234"])).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_the_guard_cannot_use_is_marked_at_its_field_and_stays_in_view() {
    const TAB: char = '\u{e004}';
    let desk = at_practice().await;
    steps::go(&desk, "settings/safety").await;
    let (digits, number) = (field("Digits two to five of your cards"), field("Number of the emergency services"));
    desk.fill(&digits, "12").await;
    desk.press(&[TAB]).await;
    desk.wait_for("“12” is not four digits.").await;
    desk.fill(&number, &"x".repeat(60)).await;
    desk.press(&[TAB]).await;
    desk.wait_for("This is no number to call.").await;
    assert!(!desk.has(&css(".toast")).await, "the fields say it");
    look(&desk, "privacy-settings-wrong").await;

    desk.fill(&digits, "1234").await;
    desk.press(&[TAB]).await;
    let kept = async || {
        let settings = steps::ask(&desk, "settings", json!({})).await;
        (settings["privacy"]["card_prefixes"] == json!(["1234"])).then_some(settings)
    };
    let settings = wait::until("the digits to be kept", PATIENCE, kept).await;
    assert_eq!(settings["emergency_number"], json!(""), "what is no number is not kept");
    desk.wait_for("Not saved: Number of the emergency services").await;
}
