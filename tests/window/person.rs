//! A person's own account on a real server, in every look: who speaks is chosen at the sign-in, asked once before it
//! speaks, and a delivery that waits for its server can be stopped.

use lectern_tests::servers::Snac;
use lectern_tests::window::{Desk, button, css, field, role, text};
use serde_json::json;

use crate::looks::look;
use crate::steps;

#[tokio::test]
async fn a_persons_account_and_a_stopped_delivery_are_accessible_in_every_look() {
    let snac = Snac::start(&["ana"]).await;
    let desk = steps::at_practice().await;
    let ana = json!({ "id": 0, "kind": "personal", "name": "Ana Reyes", "colour": "#6b3a78" });
    steps::ask(&desk, "identity_save", ana).await;

    sign_in_as_ana(&desk, &snac).await;
    let draft = steps::ask(&desk, "draft_new", json!({ "text": "", "shares": null, "answers": null })).await;
    steps::go(&desk, &format!("write/{}", draft["id"])).await;
    desk.fill(&field("Text of the post"), "I am at the reference desk until five.").await;
    desk.click(&css(".to .pill").nth(1)).await;
    desk.wait_for("Nothing to mend").await;
    desk.click(&button("Send 1 post")).await;
    desk.find(&text("Speak as Ana Reyes?")).await;
    look(&desk, "ask-personal").await;

    drop(snac);
    desk.click(&button("Yes, speak as Ana Reyes")).await;
    let stop = button("Do not send");
    desk.find(&stop).await;
    look(&desk, "sent-waiting").await;
    desk.click(&stop).await;
    desk.find(&role("dialog", "Leave this post unsent?")).await;
    look(&desk, "ask-stop").await;
    desk.click(&css(".dialog-sheet .foot button").nth(1)).await;
    desk.wait_for("Stopped").await;
    look(&desk, "sent-stopped").await;
}

async fn sign_in_as_ana(desk: &Desk, snac: &Snac) {
    steps::go(desk, "accounts/add").await;
    steps::pick(desk, "mastodon").await;
    desk.find(&text("Ana Reyes")).await;
    look(desk, "sign-in-as").await;
    desk.click(&text("Ana Reyes")).await;
    desk.click(&button("Go on")).await;
    steps::fill(desk, "server", snac.url.as_str()).await;
    desk.click(&button("Add it")).await;
    let page = desk.until_opened(1).await;
    desk.find(&css(".turning")).await;
    look(desk, "sign-in-browser").await;
    snac.approve(&page, "ana").await.come_back().await;
    desk.wait_for("is on the desk").await;
    look(desk, "sign-in-done").await;
    steps::close_dialog(desk).await;
}
