//! One text gets a version for one account, becomes a thread, and asks something, by mouse and by keyboard; each state can
//! be used by everybody.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, button, css, field, role, text};
use serde_json::{Value, json};

use crate::keyboard::{focus, press, tab_to_css, type_keys};
use crate::looks::look;
use crate::steps;

const WORDS: &str = "Story time is back on Thursday";

/// A desk with two practice accounts, writing to both.
async fn writing() -> Desk {
    let desk = steps::at_practice().await;
    let begun = steps::ask(&desk, "sign_in_begin", json!({ "platform": "practice", "identity": null, "again": null }));
    let ticket = begun.await["ticket"].clone();
    steps::ask(&desk, "sign_in_answer", json!({ "ticket": ticket, "fields": {} })).await;
    steps::go(&desk, "write/new").await;
    desk.find(&css("textarea.text")).await;
    desk.type_into(&field("Text of the post"), WORDS).await;
    for at in 0..2 {
        desk.click(&css("button.pill").nth(at)).await;
    }
    desk.find(&tab(2)).await;
    desk
}

/// A tab over the text: 0 is the common one.
fn tab(at: usize) -> Sought {
    css(".tabs.line button").nth(at)
}

/// The one draft there is, once it is as it should be.
async fn draft(desk: &Desk, as_it_should_be: impl Fn(&Value) -> bool) -> Value {
    wait::until("the draft to be saved", PATIENCE, async || {
        let id = steps::ask(desk, "drafts", json!({})).await[0]["id"].clone();
        let draft = steps::ask(desk, "draft", json!({ "draft": id })).await;
        as_it_should_be(&draft).then_some(draft)
    })
    .await
}

#[tokio::test]
async fn one_account_says_it_differently_until_it_says_the_common_text_again() {
    let desk = writing().await;
    desk.click(&tab(2)).await;
    desk.wait_for("says the common text").await;
    look(&desk, "write-version-common").await;
    desk.type_into(&css("textarea.text"), ", in the garden").await;
    desk.wait_for("instead of the common text").await;
    desk.wait_for("45 / 500").await;
    look(&desk, "write-version-own").await;
    let lines = "return new Set([...document.querySelectorAll('.tools > button')].map((one) => one.offsetTop)).size";
    let lines = desk.client().execute(lines, Vec::new()).await.expect("the tools can be measured");
    assert_eq!(lines, json!(1), "the tools stand on one line where the window is as wide as it usually is");
    let saved = draft(&desk, |draft| draft["versions"][0]["text"] == json!(format!("{WORDS}, in the garden"))).await;
    assert_eq!(saved["text"], json!(WORDS));

    desk.click(&button("Back to the common text")).await;
    draft(&desk, |draft| draft["versions"] == json!([])).await;
    desk.click(&button("Take it back")).await;
    draft(&desk, |draft| draft["versions"][0]["text"] == json!(format!("{WORDS}, in the garden"))).await;
    desk.click(&button("Send 2 posts")).await;
    desk.wait_for("posts on their way").await;
    let sent = steps::ask(&desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
    let titles: Vec<&str> = sent.as_array().expect("a list").iter().filter_map(|one| one["title"].as_str()).collect();
    assert_eq!(titles.len(), 2);
    assert!(titles.contains(&WORDS) && titles.contains(&"Story time is back on Thursday, in the garden"), "{titles:?}");
}

#[tokio::test]
async fn by_keyboard_a_version_a_thread_and_a_poll() {
    let desk = writing().await;
    // From the text back to the tabs before it, and into the text again.
    desk.click(&css("textarea.text")).await;
    press(&desk, &[Key::Shift, Key::Tab]).await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("says the common text").await;
    tab_to_css(&desk, "textarea.text").await;
    press(&desk, &[Key::Control, Key::End]).await;
    type_keys(&desk, " at ten").await;
    desk.wait_for("37 / 500").await;
    draft(&desk, |draft| draft["versions"][0]["text"] == json!(format!("{WORDS} at ten"))).await;

    desk.click(&tab(0)).await;
    let long = "Songs, rhymes and one very brave duck. ".repeat(14);
    desk.fill(&css("textarea.text"), &long).await;
    desk.wait_for("Make a thread").await;
    focus(&desk, &role("button", "Make a thread")).await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Thread of 2 posts").await;
    look(&desk, "write-thread").await;
    draft(&desk, |draft| draft["thread"]["on"] == json!(true)).await;

    focus(&desk, &button("Add a poll")).await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Take the poll out").await;
    type_keys(&desk, "Ducks").await;
    desk.wait_for("at least two answers").await;
    press(&desk, &[Key::Tab]).await;
    type_keys(&desk, "Dragons").await;
    desk.until_gone_from_view(&text("A poll needs at least two answers. Write them, or take the poll out.")).await;
    draft(&desk, |draft| draft["poll"]["options"] == json!(["Ducks", "Dragons"])).await;
    look(&desk, "write-poll").await;

    press(&desk, &[Key::Control, Key::Enter]).await;
    desk.wait_for("posts on their way").await;
    steps::go(&desk, "write/sent").await;
    desk.wait_for("Post 2 of 2").await;
    look(&desk, "outbox-thread").await;
}
