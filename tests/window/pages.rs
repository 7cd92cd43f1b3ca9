//! Every page of the practice desk, light and dark, wide and narrow: everybody can use it. The pictures are kept in
//! `target/window`, to be looked at.

use lectern_tests::window::{Desk, button, css, field};
use serde_json::json;

use crate::looks::look;
use crate::steps;

#[tokio::test]
async fn every_page_is_accessible_in_every_look() {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    look(&desk, "first-run-accounts").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    look(&desk, "first-run-done").await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;

    let thread = first(&desk, "conversations", json!({}), "/conversations/0/id").await;
    let draft = steps::ask(&desk, "draft_new", json!({ "text": "", "shares": null, "answers": null })).await;
    let places = [
        ("today", "today".to_owned()),
        ("inbox", format!("inbox/{thread}")),
        ("inbox-list", "inbox".to_owned()),
        ("feeds", "feeds".to_owned()),
        ("write", format!("write/{}", draft["id"])),
        ("drafts", "write".to_owned()),
        ("sent", "write/sent".to_owned()),
        ("accounts", "accounts".to_owned()),
        ("accounts-feeds", "accounts/feeds".to_owned()),
        ("identities", "accounts/identities".to_owned()),
        ("settings", "settings".to_owned()),
        ("about", "settings/about".to_owned()),
    ];
    for (name, place) in places {
        steps::go(&desk, &place).await;
        desk.find(&css("header.bar h1")).await;
        if name == "write" {
            write_something(&desk).await;
        }
        look(&desk, name).await;
        if name == "inbox-list" {
            filters_are_whole(&desk).await;
        }
    }
}

/// Where the window is narrow, each filter still shows all of what is chosen.
async fn filters_are_whole(desk: &Desk) {
    const CUT: &str = "const pen = document.createElement('canvas').getContext('2d');\
        return [...document.querySelectorAll('.filters select')].filter((one) => {\
          const style = getComputedStyle(one); pen.font = style.font;\
          const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);\
          return pen.measureText(one.selectedOptions[0].label).width > room;\
        }).map((one) => one.selectedOptions[0].label)";
    desk.resize(900, 600).await;
    let cut = desk.client().execute(CUT, Vec::new()).await.expect("the filters can be measured");
    assert_eq!(cut, json!([]));
    desk.resize(1280, 820).await;
}

async fn write_something(desk: &Desk) {
    let words =
        "Story time is back! Songs, rhymes and one very brave duck.\nThursdays at 10:30, ages 2 to 4.\n#StoryTime";
    desk.fill(&field("Text of the post"), words).await;
    desk.wait_for("How it will look").await;
    desk.wait_for("/ 500").await;
}

async fn first(desk: &Desk, command: &str, input: serde_json::Value, at: &str) -> i64 {
    lectern_tests::wait::until(command, lectern_tests::window::PATIENCE, async || {
        steps::ask(desk, command, input.clone()).await.pointer(at).and_then(serde_json::Value::as_i64)
    })
    .await
}
