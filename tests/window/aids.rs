//! What helps while writing, by mouse and by keyboard: suggestions, emoji, templates, earlier versions, near matches;
//! each state can be used by everybody.

use fantoccini::key::Key;
use lectern_tests::window::{Desk, button, css, field, link, role, text};
use serde_json::{Value, json};

use crate::looks::look;
use crate::steps;

const STORY: &str = "Story time is back with songs and rhymes on Thursday";

fn text_box() -> lectern_tests::window::Sought {
    css("textarea.text")
}

async fn open() -> Desk {
    steps::at_practice().await
}

/// A template in the list, by its name.
fn kept(name: &str) -> lectern_tests::window::Sought {
    text(name)
}

/// What stands in the text now.
async fn written(desk: &Desk) -> String {
    let value = desk.client().execute("return document.querySelector('textarea.text')?.value ?? ''", Vec::new()).await;
    value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

async fn until_written(desk: &Desk, fits: impl Fn(&str) -> bool) {
    let there = async || fits(&written(desk).await).then_some(());
    lectern_tests::wait::until("the text to change", lectern_tests::window::PATIENCE, there).await;
}

async fn press(desk: &Desk, keys: &[Key]) {
    for key in keys {
        desk.press(&[char::from(*key)]).await;
    }
}

/// The draft on screen, as it is stored.
async fn draft(desk: &Desk) -> Value {
    let hash = desk.client().execute("return location.hash", Vec::new()).await.expect("an address");
    let id: i64 =
        hash.as_str().and_then(|hash| hash.rsplit('/').next()).and_then(|id| id.parse().ok()).expect("a draft");
    steps::ask(desk, "draft", json!({ "draft": id })).await
}

/// Waits until the draft on screen is stored with a text; it.
async fn stored(desk: &Desk, fits: impl Fn(&str) -> bool) -> Value {
    let there = async || Some(draft(desk).await).filter(|draft| fits(draft["text"].as_str().unwrap_or_default()));
    lectern_tests::wait::until("the draft to be stored", lectern_tests::window::PATIENCE, there).await
}

#[tokio::test]
async fn suggestions_and_emoji_by_mouse_and_by_keyboard() {
    let desk = open().await;
    // A tag of our own, to be found again.
    steps::go(&desk, "write/new").await;
    desk.type_into(&text_box(), &format!("{STORY} #StoryTime")).await;
    desk.wait_for("/ 500").await;
    desk.click(&button("Send 1 post")).await;
    desk.wait_for("On its way").await;

    steps::go(&desk, "write/new").await;
    desk.until_gone_from_view(&css(".posts")).await;
    desk.type_into(&text_box(), "Come along #sto").await;
    desk.find(&role("option", "")).await;
    desk.wait_for("used by you").await;
    look(&desk, "aids-completions").await;
    desk.type_into(&text_box(), "r").await;
    desk.find(&css("textarea[aria-activedescendant]")).await;
    press(&desk, &[Key::Down, Key::Up, Key::Enter]).await;
    until_written(&desk, |text| text == "Come along #StoryTime ").await;
    desk.until_gone_from_view(&css("[role=listbox]")).await;

    desk.type_into(&text_box(), "and #sto").await;
    desk.find(&css("[role=listbox]")).await;
    press(&desk, &[Key::Escape]).await;
    desk.until_gone_from_view(&css("[role=listbox]")).await;
    assert!(written(&desk).await.ends_with("#sto"), "Escape leaves the words");
    desk.type_into(&text_box(), "r").await;
    desk.click(&css("[role=option]")).await;
    until_written(&desk, |text| text.ends_with("and #StoryTime ")).await;

    // Emoji by keyboard alone.
    desk.press(&[char::from(Key::Control), 'e']).await;
    desk.find(&role("combobox", "Search emoji")).await;
    desk.wait_for("grinning face").await;
    look(&desk, "aids-emoji").await;
    desk.type_into(&role("combobox", "Search emoji"), "duck").await;
    desk.find(&css("[role=option][aria-label=duck]")).await;
    look(&desk, "aids-emoji-found").await;
    press(&desk, &[Key::Enter]).await;
    until_written(&desk, |text| text.ends_with("#StoryTime 🦆")).await;
    // And by mouse.
    desk.click(&button("Emoji")).await;
    desk.click(&button("Food and drink")).await;
    desk.click(&css("[role=option][aria-label=watermelon]")).await;
    until_written(&desk, |text| text.ends_with("🦆🍉")).await;
    stored(&desk, |text| text.ends_with("🦆🍉")).await;
}

#[tokio::test]
async fn earlier_versions_near_matches_and_a_copy() {
    let desk = open().await;
    steps::go(&desk, "write/new").await;
    desk.type_into(&text_box(), STORY).await;
    stored(&desk, |text| text == STORY).await;
    desk.fill(&text_box(), "Something else altogether, about the long summer reading list").await;
    stored(&desk, |text| text.starts_with("Something")).await;

    desk.click(&button("Earlier versions")).await;
    desk.wait_for("Before much was cut").await;
    desk.find(&css("[role=dialog] del")).await;
    look(&desk, "aids-history").await;
    desk.click(&button("Bring this version back")).await;
    until_written(&desk, |text| text == STORY).await;
    desk.click(&button("Undo")).await;
    until_written(&desk, |text| text.starts_with("Something")).await;
    // By keyboard: the dialog begins at the newest version, and Tab leads to the button.
    desk.find(&button("Earlier versions")).await.click().await.expect("it can be pressed");
    desk.find(&css("[role=dialog] ol button:focus")).await;
    press(&desk, &[Key::Down]).await;
    desk.find(&css("[role=dialog] ol li:nth-child(2) button[aria-current]")).await;
    press(&desk, &[Key::Escape]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;

    desk.fill(&text_box(), STORY).await;
    stored(&desk, |text| text == STORY).await;
    desk.click(&button("Send 1 post")).await;
    desk.wait_for("On its way").await;
    desk.wait_for("Sent").await;
    desk.click(&button("Duplicate")).await;
    until_written(&desk, |text| text == STORY).await;
    desk.wait_for("You posted something like this before").await;
    desk.wait_for("nearly word for word").await;
    look(&desk, "aids-similar").await;
    desk.click(&link("Look at it")).await;
    desk.find(&css(".post.wanted")).await;

    // The search of what we wrote.
    desk.press(&[char::from(Key::Control), 'k']).await;
    desk.type_into(&role("combobox", "Search and commands"), "rhymes").await;
    desk.click(&field("Only what we wrote")).await;
    desk.find(&role("option", "").nth(1)).await;
    look(&desk, "aids-search").await;
}

#[tokio::test]
async fn a_template_is_kept_used_renamed_and_deleted() {
    let desk = open().await;
    steps::go(&desk, "write/templates").await;
    desk.wait_for("No template yet").await;
    look(&desk, "aids-templates-offered").await;
    desk.click(&button("Keep it: Story time")).await;
    // The list grew: nothing moves under the mouse any more.
    desk.find(&button("Rename Story time")).await;
    desk.click(&button("Use Story time for a new post")).await;
    until_written(&desk, |text| text.contains("Story time at Glen Falls Library: {day} at {time}")).await;
    desk.wait_for("{day} is not filled in: the day.").await;
    look(&desk, "aids-blanks").await;

    // A fact that Settings learn is filled in by one press, and by the menu.
    steps::ask(&desk, "settings_save", json!({ "address": "1 Mill Street", "desk_phone": "555 0100" })).await;
    desk.click(&button("Fill in “1 Mill Street”")).await;
    until_written(&desk, |text| text.contains("1 Mill Street")).await;
    desk.fill(&text_box(), "Call {desk phone}, we are at {library}").await;
    stored(&desk, |text| text.contains("{library}")).await;
    desk.click(&button("Templates")).await;
    look(&desk, "aids-templates-menu").await;
    press(&desk, &[Key::Down, Key::Enter]).await;
    until_written(&desk, |text| text == "Call 555 0100, we are at Glen Falls Library").await;
    stored(&desk, |text| text.contains("555 0100")).await;

    // Kept by keyboard.
    desk.click(&button("Templates")).await;
    // The menu takes the keys once its first line has the focus.
    desk.find(&css("[role=menu] [role=menuitem]:focus, [role=menu]:focus")).await;
    press(&desk, &[Key::Down, Key::Down, Key::Enter]).await;
    desk.type_into(&field("Name"), "Call us").await;
    look(&desk, "aids-template-name").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("is among your templates").await;
    steps::go(&desk, "write/templates").await;
    desk.click(&button("Rename Call us")).await;
    desk.fill(&field("Name"), "Ring the desk").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&kept("Ring the desk")).await;
    look(&desk, "aids-templates").await;
    desk.click(&kept("Ring the desk")).await;
    desk.wait_for("Template: Ring the desk").await;
    look(&desk, "aids-template-edited").await;
    desk.click(&button("Use for a new post")).await;
    desk.until_gone_from_view(&button("Use for a new post")).await;

    steps::go(&desk, "write/templates").await;
    desk.click(&button("Delete Ring the desk")).await;
    desk.until_gone_from_view(&button("Rename Ring the desk")).await;
    desk.click(&button("Put it back")).await;
    desk.find(&button("Rename Ring the desk")).await;
    steps::go(&desk, "settings").await;
    desk.find(&field("Telephone of the desk")).await;
    look(&desk, "aids-settings").await;
}
