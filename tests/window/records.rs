//! What was published stands in the log; it is searched, checked, filed, held, and looked at for a request.

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, link, text};
use serde_json::json;

use crate::looks::look;
use crate::steps;

const WORDS: &str = "The seed library is open again";
const ENTER: char = '\u{e007}';

/// A desk on which two posts went out by the practice account.
async fn published() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    for (sent, words) in (1..).zip(["Chess on Monday at six", WORDS]) {
        steps::go(&desk, "write/new").await;
        desk.type_into(&field("Text of the post"), words).await;
        desk.wait_for("/ 500").await;
        desk.click(&button("Send 1 post")).await;
        wait::until("it to be sent", PATIENCE, async || {
            let all = steps::ask(&desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
            let is_sent = |one: &&serde_json::Value| one["state"]["state"] == "sent";
            (all.as_array().into_iter().flatten().filter(is_sent).count() == sent).then_some(())
        })
        .await;
    }
    desk
}

#[tokio::test]
async fn the_log_is_searched_filed_checked_and_held() {
    let desk = published().await;
    steps::go(&desk, "records").await;
    desk.wait_for("2 records").await;
    look(&desk, "records-log").await;
    desk.fill(&field("Words in them"), "chess").await;
    desk.wait_for("1 of 2 records").await;
    desk.click(&button("Check the log")).await;
    desk.wait_for("The log is whole: 2 records").await;

    // By the keyboard: to the row, and into it.
    desk.click(&field("Words in them")).await;
    let row = css(".row");
    desk.find(&row).await.click().await.expect("the row can be pressed");
    desk.wait_for("Chess on Monday at six").await;
    desk.wait_for("Kept until").await;
    look(&desk, "record").await;
    steps::close_dialog(&desk).await;

    steps::go(&desk, "records/holds").await;
    desk.wait_for("Nothing is held.").await;
    desk.type_into(&field("Why"), "Case 12").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("since").await;
    look(&desk, "records-holds").await;
    steps::go(&desk, "records").await;
    desk.wait_for("Held").await;
    steps::go(&desk, "records/holds").await;
    desk.click(&button("End the hold: Case 12")).await;
    desk.type_into(&field("Why it need not be kept any more"), "Settled").await;
    look(&desk, "records-hold-end").await;
    desk.click(&css("[role=dialog] button.primary")).await;
    desk.wait_for("ended").await;

    steps::go(&desk, "records/due").await;
    desk.wait_for("Nothing is due").await;
    look(&desk, "records-due").await;
    let check = steps::ask(&desk, "records_check", json!({})).await;
    assert_eq!((&check["records"], &check["bad"]), (&json!(4), &json!(null)));
}

#[tokio::test]
async fn the_schedule_is_changed_and_a_request_is_looked_at() {
    let desk = published().await;
    steps::go(&desk, "records/schedule").await;
    desk.wait_for("Promotion and press").await;
    look(&desk, "records-schedule").await;
    desk.click(&button("Change Promotion and press")).await;
    desk.fill(&field("Years"), "201").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("from 0 to 200").await;
    look(&desk, "records-category").await;
    desk.fill(&field("Years"), "3").await;
    desk.click(&button("Save")).await;
    desk.wait_for("3 years").await;
    let days = css(".days input");
    desk.find(&days).await;
    desk.fill(&days, "14").await;
    desk.click(&button("Save")).await;
    wait::until("the days to be kept", PATIENCE, async || {
        let kept = steps::ask(&desk, "retention", json!({})).await;
        (kept[0]["days"] == json!(14)).then_some(())
    })
    .await;

    desk.click(&link("Records request")).await;
    desk.wait_for("Choose what was asked for").await;
    desk.click(&button("Show what would be handed out")).await;
    desk.wait_for("No record fits").await;
    // Practice is no record of the library unless it is asked for by name.
    desk.click(&css(".accounts input")).await;
    desk.until_gone_from_view(&text("No record fits. Nothing can be handed out.")).await;
    desk.click(&button("Show what would be handed out")).await;
    desk.wait_for(WORDS).await;
    desk.wait_for("Save the ZIP").await;
    look(&desk, "records-request").await;
}
