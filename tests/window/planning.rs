//! A post is planned, moved and taken back in the window, everything is paused and goes on; each state can be used by
//! everybody.

use lectern_tests::window::{Desk, button, css, field, role, text};
use serde_json::json;

use crate::looks::look;
use crate::steps;

const WORDS: &str = "Story time is back on Thursday";

#[tokio::test]
async fn a_post_is_planned_moved_and_taken_back() {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;

    steps::go(&desk, "write/new").await;
    desk.type_into(&field("Text of the post"), WORDS).await;
    desk.wait_for("/ 500").await;
    desk.click(&button("When: Now. Change")).await;
    desk.click(&text("At a time")).await;
    desk.click(&button("In an hour")).await;
    desk.wait_for("keep Lectern running").await;
    look(&desk, "plan-dialog").await;
    desk.click(&button("Use this")).await;
    desk.wait_for("keep Lectern running").await;
    look(&desk, "write-planned").await;
    desk.click(&button("Schedule 1 post")).await;

    desk.wait_for("Scheduled").await;
    let planned = delivery(&desk).await;
    assert_eq!((&planned["state"]["state"], &planned["scheduled"]), (&json!("planned"), &json!(true)), "{planned}");
    look(&desk, "outbox-planned").await;

    desk.click(&button("Move")).await;
    // Not the next Monday: on a Sunday that is tomorrow, and offered once.
    desk.click(&button("Tomorrow, 9:00")).await;
    desk.wait_for(", 9:00 (").await;
    desk.click(&role("button", "Move").nth(1)).await;
    lectern_tests::wait::until("the post to be moved", lectern_tests::window::PATIENCE, async || {
        (delivery(&desk).await["due_at"] != planned["due_at"]).then_some(())
    })
    .await;

    desk.click(&button("Pause everything")).await;
    desk.type_into(&css("[role=dialog] input"), "Storm closing").await;
    look(&desk, "pause-dialog").await;
    desk.click(&role("button", "Pause everything").nth(1)).await;
    desk.wait_for("Storm closing").await;
    steps::go(&desk, "today").await;
    desk.wait_for("Everything waits").await;
    look(&desk, "today-paused").await;
    desk.click(&button("Resume")).await;
    desk.until_gone_from_view(&text("Everything waits.")).await;

    steps::go(&desk, "write/sent").await;
    desk.click(&button("Back to draft")).await;
    desk.find(&css("textarea.text")).await;
    desk.wait_for(WORDS).await;
    assert_eq!(delivery(&desk).await["state"]["state"], "cancelled");
}

/// The one delivery there is.
async fn delivery(desk: &Desk) -> serde_json::Value {
    steps::ask(desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await[0].clone()
}
