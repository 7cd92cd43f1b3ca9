//! What lies over a page, in every look: search and commands, the map of keys, forms, and questions before something is
//! taken away.

use fantoccini::key::Key;
use lectern_tests::window::{Desk, button, css, role, text};
use serde_json::json;

use crate::looks::look;
use crate::steps;

#[tokio::test]
async fn everything_that_lies_over_a_page_is_accessible_in_every_look() {
    let desk = steps::at_practice().await;

    search_and_keys(&desk).await;
    questions(&desk).await;
    forms(&desk).await;
}

async fn search_and_keys(desk: &Desk) {
    steps::go(desk, "feeds").await;
    desk.find(&css("article")).await;
    desk.press(&[char::from(Key::Control), 'k']).await;
    let typing = css(".palette input");
    desk.find(&typing).await;
    look(desk, "palette").await;
    desk.fill(&typing, "canal").await;
    desk.find(&css(".palette mark")).await;
    look(desk, "palette-found").await;
    desk.fill(&typing, "zymurgy").await;
    desk.find(&css(".palette .nothing")).await;
    look(desk, "palette-nothing").await;
    steps::close_dialog(desk).await;

    desk.press(&['?']).await;
    desk.find(&css("[role=dialog] dl")).await;
    look(desk, "keys").await;
    steps::close_dialog(desk).await;
}

/// Each question before something goes, and that a no leaves it.
async fn questions(desk: &Desk) {
    desk.click(&button("More for this post")).await;
    desk.find(&css("[role=menu]")).await;
    look(desk, "menu").await;
    desk.click(&css("[role=menuitem]:last-child")).await;
    asked(desk, "in your view?", "ask-mute").await;
    assert_eq!(steps::ask(desk, "mutes", json!({})).await, json!([]));

    let words = json!({ "text": "Story time is back on Thursday", "shares": null, "answers": null });
    let draft = steps::ask(desk, "draft_new", words).await;
    steps::go(desk, "write").await;
    desk.click(&button("Delete")).await;
    asked(desk, "Delete this draft?", "ask-delete-draft").await;
    steps::ask(desk, "draft", json!({ "draft": draft["id"] })).await;

    steps::go(desk, "accounts").await;
    desk.click(&css(".list .end button")).await;
    desk.click(&css("[role=menuitem]:last-child")).await;
    asked(desk, "Remove", "ask-remove-account").await;
    desk.find(&css(".list .end button")).await;
}

async fn asked(desk: &Desk, words: &str, name: &str) {
    desk.find(&css(".dialog-sheet .foot button")).await;
    desk.find(&text(words)).await;
    look(desk, name).await;
    desk.click(&button("Cancel")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
}

async fn forms(desk: &Desk) {
    steps::go(desk, "accounts/add").await;
    desk.find(&css("[role=dialog] [data-look=platform-mastodon]")).await;
    look(desk, "dialog-add-account").await;
    steps::pick(desk, "mastodon").await;
    desk.find(&css("[role=dialog] form")).await;
    look(desk, "dialog-sign-in").await;
    steps::close_dialog(desk).await;

    steps::go(desk, "accounts/identities").await;
    desk.click(&css("li button")).await;
    desk.find(&css("[role=dialog] form")).await;
    look(desk, "dialog-identity").await;
    steps::close_dialog(desk).await;

    steps::go(desk, "settings/safety").await;
    desk.click(&button("Show the recovery code")).await;
    desk.find(&css(".code-sheet li")).await;
    look(desk, "recovery-code").await;

    steps::go(desk, "settings/about").await;
    desk.click(&button("Read diagnostics")).await;
    desk.find(&role("dialog", "Diagnostics")).await;
    look(desk, "dialog-diagnostics").await;
    steps::close_dialog(desk).await;
}
