//! What helps while writing, by the keyboard alone: emoji, templates, earlier versions, hashtags and names. Wherever one
//! comes back from, the keyboard stands where it stood before.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, css, role};
use serde_json::json;

use crate::keyboard::{press, tab_back_to_css, tab_to, type_keys};
use crate::looks::look;
use crate::steps;

const STORY: &str = "Story time is back with songs and rhymes on Thursday";
const TEXT: &str = "textarea.text";

async fn open() -> Desk {
    let desk = steps::at_practice().await;
    press(&desk, &[Key::Escape]).await;
    type_keys(&desk, "n").await;
    desk.find(&css("textarea.text:focus")).await;
    desk
}

/// Waits until the keyboard stands on what this selector fits.
async fn until_on(desk: &Desk, selector: &str) {
    let there = "return document.activeElement?.matches(arguments[0]) ?? false";
    wait::until(&format!("the keyboard on {selector}"), PATIENCE, async || {
        let on = desk.client().execute(there, vec![json!(selector)]).await.unwrap_or_default();
        (on == json!(true)).then_some(())
    })
    .await;
}

/// Waits until the keyboard stands on the button of this name.
async fn until_on_button(desk: &Desk, name: &str) {
    let said = "const one = document.activeElement;\
        return one?.tagName === 'BUTTON' && (one.getAttribute('aria-label') ?? one.textContent).trim() === arguments[0]";
    wait::until(&format!("the keyboard on {name:?}"), PATIENCE, async || {
        let on = desk.client().execute(said, vec![json!(name)]).await.unwrap_or_default();
        (on == json!(true)).then_some(())
    })
    .await;
}

async fn until_written(desk: &Desk, wanted: &str) {
    let written = "return document.querySelector('textarea.text')?.value ?? ''";
    wait::until(&format!("{wanted:?} to be written"), PATIENCE, async || {
        let now = desk.client().execute(written, Vec::new()).await.unwrap_or_default();
        (now == json!(wanted)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn emoji_are_picked_and_left_and_the_caret_stays() {
    let desk = open().await;
    type_keys(&desk, "Duck day").await;
    // Between the two words.
    for _ in 0..4 {
        press(&desk, &[Key::Left]).await;
    }
    desk.press(&[char::from(Key::Control), 'e']).await;
    until_on(&desk, "[role=dialog] [role=combobox]").await;
    press(&desk, &[Key::Escape]).await;
    until_on(&desk, TEXT).await;
    desk.press(&[char::from(Key::Control), 'e']).await;
    until_on(&desk, "[role=dialog] [role=combobox]").await;
    type_keys(&desk, "duck").await;
    desk.find(&css("[role=option][aria-label=duck][aria-selected=true]")).await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, TEXT).await;
    type_keys(&desk, "!").await;
    until_written(&desk, "Duck🦆! day").await;

    // By groups: Tab leads to them, and back to the field.
    desk.press(&[char::from(Key::Control), 'e']).await;
    until_on(&desk, "[role=dialog] [role=combobox]").await;
    // The groups come with the list, a moment after the field: until then there is nothing to be led to.
    desk.find(&css("[role=dialog] .tab[aria-pressed=true]")).await;
    press(&desk, &[Key::Tab]).await;
    until_on(&desk, "[role=dialog] .tab[aria-pressed=true]").await;
    tab_to(&desk, "Food and drink").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&css("[role=dialog] .tab[aria-pressed=true]:focus")).await;
    desk.find(&css("[role=option][aria-label=watermelon]")).await;
    look(&desk, "keys-emoji-groups").await;
    tab_back_to_css(&desk, "[role=dialog] [role=combobox]").await;
    until_on(&desk, "[role=dialog] [role=combobox]").await;
    press(&desk, &[Key::Right]).await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, TEXT).await;
    // By its button, which keeps the keyboard when nothing is picked.
    tab_to(&desk, "Emoji").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] [role=combobox]").await;
    press(&desk, &[Key::Escape]).await;
    until_on_button(&desk, "Emoji").await;
}

#[tokio::test]
async fn hashtags_and_names_are_completed_and_the_keyboard_stays() {
    let desk = open().await;
    let names = steps::ask(&desk, "completions", json!({ "prefix": "@", "account": null })).await;
    let name = names[0]["insert"].as_str().expect("somebody was seen").to_owned();
    type_keys(&desk, "Thanks to ").await;
    type_keys(&desk, &name.chars().take(2).collect::<String>()).await;
    desk.find(&css("[role=option]")).await;
    look(&desk, "keys-names").await;
    until_on(&desk, TEXT).await;
    press(&desk, &[Key::Escape]).await;
    desk.until_gone_from_view(&css("[role=listbox]")).await;
    until_on(&desk, TEXT).await;
    until_written(&desk, &format!("Thanks to {}", name.chars().take(2).collect::<String>())).await;
    type_keys(&desk, &name.chars().skip(2).take(1).collect::<String>()).await;
    desk.find(&css("[role=option][aria-selected=true]")).await;
    press(&desk, &[Key::Tab]).await;
    until_on(&desk, TEXT).await;
    let completed = "return document.querySelector('textarea.text').value.startsWith('Thanks to @')\
        && document.querySelector('textarea.text').value.endsWith(' ')";
    wait::until("the name to be completed", PATIENCE, async || {
        (desk.client().execute(completed, Vec::new()).await.unwrap_or_default() == json!(true)).then_some(())
    })
    .await;
    // Nothing to choose: Tab goes on as everywhere.
    press(&desk, &[Key::Tab]).await;
    until_on(&desk, "button").await;
}

#[tokio::test]
async fn earlier_versions_are_looked_at_left_and_brought_back() {
    let desk = open().await;
    type_keys(&desk, STORY).await;
    desk.wait_for("Draft, saved").await;
    desk.press(&[char::from(Key::Control), 'a']).await;
    type_keys(&desk, "Chess").await;
    wait::until("the version to be kept", PATIENCE, async || {
        let drafts = steps::ask(&desk, "drafts", json!({})).await;
        let kept = steps::ask(&desk, "draft_history", json!({ "draft": drafts[0]["id"] })).await;
        (drafts[0]["title"] == "Chess" && kept.as_array().is_some_and(|all| !all.is_empty())).then_some(())
    })
    .await;
    tab_to(&desk, "Earlier versions").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] ol button").await;
    press(&desk, &[Key::Escape]).await;
    until_on_button(&desk, "Earlier versions").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] ol button").await;
    tab_to(&desk, "Bring this version back").await;
    press(&desk, &[Key::Enter]).await;
    until_written(&desk, STORY).await;
    until_on_button(&desk, "Earlier versions").await;
    tab_back_to_css(&desk, TEXT).await;
}

#[tokio::test]
async fn templates_are_kept_used_renamed_and_deleted() {
    let desk = open().await;
    type_keys(&desk, "Call the desk").await;
    desk.wait_for("Draft, saved").await;
    tab_to(&desk, "Templates").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=menu] [role=menuitem]").await;
    press(&desk, &[Key::Escape]).await;
    until_on_button(&desk, "Templates").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=menu] [role=menuitem]").await;
    press(&desk, &[Key::Down]).await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] input").await;
    press(&desk, &[Key::Escape]).await;
    until_on_button(&desk, "Templates").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=menu] [role=menuitem]").await;
    press(&desk, &[Key::Down]).await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] input").await;
    type_keys(&desk, "Call us").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("is among your templates").await;
    until_on_button(&desk, "Templates").await;

    // All of them: by the last line of the menu.
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=menu] [role=menuitem]").await;
    press(&desk, &[Key::End]).await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&role("button", "Rename Call us")).await;
    tab_to(&desk, "Rename Call us").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] input").await;
    look(&desk, "keys-template-rename").await;
    press(&desk, &[Key::Escape]).await;
    until_on_button(&desk, "Rename Call us").await;
    press(&desk, &[Key::Enter]).await;
    until_on(&desk, "[role=dialog] input").await;
    desk.press(&[char::from(Key::Control), 'a']).await;
    type_keys(&desk, "Ring us").await;
    press(&desk, &[Key::Enter]).await;
    until_on_button(&desk, "Rename Ring us").await;
    tab_to(&desk, "Delete Ring us").await;
    press(&desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&role("button", "Rename Ring us")).await;
    // What had the keyboard is gone: it stands near by, not at the top of the window.
    until_on(&desk, "main h2").await;
    tab_to(&desk, "Put it back").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&role("button", "Rename Ring us")).await;
}
