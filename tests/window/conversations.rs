//! The Inbox, worked through with the mouse and by keyboard: labels, snoozing, notes, many at once, named lists, saved
//! replies and rules; each state can be used by everybody.

use std::time::Duration;

use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::key::Key;
use lectern_tests::servers::Files;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, Sought, button, css, field, role, text};
use serde_json::{Value, json};

use crate::keyboard::{choose_by_letter, focus, press, tab_to, tab_to_css, type_keys};
use crate::looks::look;
use crate::steps;

/// So many people wait for an answer when the practice desk opens.
const WAITING: usize = 5;

/// A practice desk with its Inbox open.
async fn at_the_inbox() -> Desk {
    let desk = steps::at_practice().await;
    steps::go(&desk, "inbox").await;
    until_listed(&desk, WAITING).await;
    desk
}

/// The conversations that a question to the program finds.
async fn found(desk: &Desk, query: Value) -> Vec<Value> {
    steps::ask(desk, "conversations", query).await["conversations"].as_array().cloned().unwrap_or_default()
}

async fn until_found(desk: &Desk, query: Value, count: usize) -> Vec<Value> {
    wait::until(&format!("{count} conversations for {query}"), PATIENCE, async || {
        let found = found(desk, query.clone()).await;
        (found.len() == count).then_some(found)
    })
    .await
}

/// Waits until the list shows so many.
async fn until_listed(desk: &Desk, count: usize) {
    wait::until(&format!("{count} rows"), PATIENCE, async || {
        (desk.all(&css("[role=listitem] a.row")).await.len() == count).then_some(())
    })
    .await;
}

/// Takes back what was done last.
async fn undo(desk: &Desk) {
    wait::until("it to be taken back", PATIENCE, async || {
        // What was said before goes by itself: the last one is sought each time.
        desk.all(&button("Undo")).await.pop()?.click().await.ok()
    })
    .await;
}

fn item(name: &str) -> Sought {
    role("menuitem", name)
}

/// A button of the conversation that is open.
fn of_detail(label: &str) -> Sought {
    css(&format!(".detail header [aria-label='{label}']"))
}

/// Clicks with the Shift key held down.
async fn shift_click(desk: &Desk, sought: &Sought) {
    let element = desk.find(sought).await;
    let wait = KeyAction::Pause { duration: Duration::from_millis(40) };
    let shift = char::from(Key::Shift);
    let keys = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: shift })
        .then(wait.clone())
        .then(wait.clone())
        .then(wait)
        .then(KeyAction::Up { value: shift });
    let to = PointerAction::MoveToElement { element, duration: Some(Duration::from_millis(40)), x: 0.0, y: 0.0 };
    let mouse = MouseActions::new("mouse".to_owned())
        .then(PointerAction::Pause { duration: Duration::from_millis(40) })
        .then(to)
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    desk.client().perform_actions(Actions::from(keys).and(mouse)).await.expect("it can be clicked");
}

#[tokio::test]
async fn one_conversation_is_labelled_noted_snoozed_and_done_with_the_mouse() {
    let desk = at_the_inbox().await;
    desk.click(&css("a.row").nth(2)).await;
    desk.wait_for("graphic novels stand together").await;
    look(&desk, "talk-open").await;

    desk.click(&of_detail("Label")).await;
    desk.find(&item("Book challenge")).await;
    look(&desk, "talk-labels").await;
    desk.click(&item("Question")).await;
    desk.wait_for("1 has another label.").await;
    until_found(&desk, json!({ "label": "question" }), 1).await;
    undo(&desk).await;
    until_found(&desk, json!({ "label": "question" }), 0).await;
    desk.click(&of_detail("Label")).await;
    desk.click(&item("Question")).await;
    until_found(&desk, json!({ "label": "question" }), 1).await;

    desk.click(&of_detail("More for this conversation")).await;
    desk.click(&item("Write a note")).await;
    desk.fill(&field("Note"), "Ask Mary: she ordered the new shelf.").await;
    look(&desk, "talk-note").await;
    desk.click(&button("Keep the note")).await;
    desk.wait_for("Note: Ask Mary").await;
    look(&desk, "talk-noted").await;

    desk.click(&of_detail("Snooze")).await;
    desk.find(&item("At a time…")).await;
    look(&desk, "talk-snooze").await;
    desk.click(&css("[role=menuitem]")).await;
    desk.wait_for("1 is snoozed.").await;
    until_listed(&desk, WAITING - 1).await;
    undo(&desk).await;
    until_listed(&desk, WAITING).await;
    desk.click(&of_detail("Snooze")).await;
    desk.click(&css("[role=menuitem]")).await;
    until_listed(&desk, WAITING - 1).await;
    desk.click(&css(".beside button").nth(1)).await;
    until_listed(&desk, 1).await;
    look(&desk, "talk-snoozed").await;
    desk.click(&button("Waiting again")).await;
    until_found(&desk, json!({ "state": "waiting" }), WAITING).await;

    desk.click(&button("Done").nth(1)).await;
    desk.wait_for("It comes back when they write again.").await;
    let done = until_found(&desk, json!({ "state": "done" }), 1).await;
    assert_eq!(
        (&done[0]["label"], &done[0]["note"]),
        (&json!("question"), &json!("Ask Mary: she ordered the new shelf.")),
        "what was written about it stays with it"
    );
}

#[tokio::test]
async fn many_are_chosen_by_keys_and_by_reaching_and_taken_back_as_one() {
    let desk = at_the_inbox().await;
    type_keys(&desk, "jxj").await;
    desk.wait_for("1 chosen").await;
    type_keys(&desk, "x").await;
    desk.wait_for("2 chosen").await;
    shift_click(&desk, &css("a.row").nth(3)).await;
    desk.wait_for("4 chosen").await;
    look(&desk, "talk-chosen").await;

    tab_to_css(&desk, ".bulk button").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("4 are done.").await;
    until_listed(&desk, WAITING - 4).await;
    until_found(&desk, json!({ "state": "done" }), 4).await;
    // One press takes all four back.
    tab_to(&desk, "Undo").await;
    press(&desk, &[Key::Enter]).await;
    until_found(&desk, json!({ "state": "waiting" }), WAITING).await;
    until_found(&desk, json!({ "state": "done" }), 0).await;
    until_listed(&desk, WAITING).await;

    // With the boxes, and the label by its first letter.
    let boxes = css("[role=listitem] input[type=checkbox]");
    desk.click(&boxes).await;
    shift_click(&desk, &boxes.clone().nth(2)).await;
    desk.wait_for("3 chosen").await;
    desk.find(&css("[role=listitem] input:checked").nth(2)).await;
    tab_to_css(&desk, ".bulk [aria-label='Label']").await;
    press(&desk, &[Key::Enter]).await;
    choose_by_letter(&desk, "p", "Praise").await;
    desk.wait_for("3 have another label.").await;
    until_found(&desk, json!({ "label": "praise" }), 3).await;
    desk.until_gone_from_view(&css(".bulk")).await;
    undo(&desk).await;
    until_found(&desk, json!({ "label": "praise" }), 0).await;
}

#[tokio::test]
async fn a_list_is_filtered_named_shown_again_and_removed() {
    let desk = at_the_inbox().await;
    // By keyboard: what is private, as a list of its own.
    tab_to(&desk, "More filters").await;
    press(&desk, &[Key::Enter]).await;
    tab_to(&desk, "Kind").await;
    press(&desk, &[Key::End]).await;
    until_listed(&desk, 1).await;
    look(&desk, "talk-filters").await;
    focus(&desk, &css(".filters [aria-label='Order, lists and rules']")).await;
    press(&desk, &[Key::Enter]).await;
    choose_by_letter(&desk, "k", "Keep this list").await;
    desk.find(&css("[role=dialog] input")).await;
    tab_to(&desk, "Its name").await;
    type_keys(&desk, "Private").await;
    look(&desk, "talk-keep-list").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&button("Remove the list Private")).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    look(&desk, "talk-lists").await;

    // With the mouse: all, the list again, and away with it.
    desk.click(&button("All")).await;
    until_listed(&desk, WAITING).await;
    desk.click(&button("Private")).await;
    until_listed(&desk, 1).await;
    desk.click(&button("Remove the list Private")).await;
    desk.wait_for("Removed. Its conversations stay.").await;
    until_listed(&desk, WAITING).await;
    desk.fill(&field("Words in a message"), "zymurgy").await;
    desk.wait_for("No conversation fits").await;
    look(&desk, "talk-nothing").await;
    desk.click(&button("Clear filters")).await;
    until_listed(&desk, WAITING).await;
}

#[tokio::test]
async fn a_rule_is_tried_and_switched_on_and_a_saved_reply_is_put_in() {
    let desk = at_the_inbox().await;
    desk.click(&button("Order, lists and rules")).await;
    desk.click(&item("Rules and saved replies")).await;
    desk.find(&button("New rule")).await;
    look(&desk, "talk-settings").await;
    desk.click(&button("New rule")).await;
    // What is wrong stands at its field, and one of two that do not go together is enough.
    desk.click(&button("Keep and try")).await;
    desk.wait_for("Give this rule a name").await;
    desk.find(&css("input[aria-invalid=true]:focus")).await;
    desk.fill(&field("Name of the rule"), "Story time").await;
    desk.click(&button("Keep and try")).await;
    desk.wait_for("Say what this rule does").await;
    desk.click(&field("snooze it until the library opens next")).await;
    desk.wait_for("Not together with a snooze").await;
    look(&desk, "talk-rule-wrong").await;
    desk.click(&field("snooze it until the library opens next")).await;
    assert!(!desk.has(&css(".toast")).await, "the fields say it");
    desk.fill(&field("contains one of these words or phrases, one on each line"), "Thursday\nstory time").await;
    desk.fill(&field("give it the label"), "question").await;
    desk.click(&button("Keep and try")).await;
    desk.wait_for("of the last").await;
    desk.wait_for("Nothing was done to them.").await;
    look(&desk, "talk-rule").await;
    assert_eq!(rule(&desk).await["on"], json!(false), "trying switches nothing on");
    desk.click(&button("Switch it on")).await;
    desk.wait_for("Switched on for what arrives from now on.").await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    let kept = rule(&desk).await;
    assert_eq!((&kept["on"], &kept["then"]["label"]), (&json!(true), &json!("question")), "{kept}");
    desk.wait_for("Any message with “Thursday” or “story time” gets the label Question.").await;
    look(&desk, "talk-rules").await;
    tab_to_css(&desk, "[role=switch]").await;
    press(&desk, &[Key::Space]).await;
    wait::until("the rule to be off", PATIENCE, async || (rule(&desk).await["on"] == json!(false)).then_some(())).await;

    steps::go(&desk, "inbox").await;
    until_listed(&desk, WAITING).await;
    desk.click(&css("a.row")).await;
    desk.find(&text("Saved replies")).await;
    // By keyboard the first, with the mouse another behind it.
    tab_to(&desk, "Saved replies").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&css("[role=menuitem]:focus")).await;
    look(&desk, "talk-reply-menu").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Look at it before you send it.").await;
    let first = written(&desk).await;
    assert!(!first.is_empty());
    desk.click(&button("Saved replies")).await;
    desk.click(&css("[role=menuitem]").nth(1)).await;
    wait::until("both replies", PATIENCE, async || {
        let both = written(&desk).await;
        (both.starts_with(&first) && both.len() > first.len()).then_some(())
    })
    .await;
    look(&desk, "talk-replied").await;
}

#[tokio::test]
async fn a_source_is_cited_where_one_writes() {
    let files = Files::start().await;
    steps::serve_library_site(&files, b"");
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    steps::add_another(&desk).await;
    steps::follow_feed(&desk, &files.url("/feed.xml")).await;
    steps::open_the_desk(&desk).await;
    steps::go(&desk, "inbox").await;
    desk.click(&css("a.row")).await;

    // By keyboard: what the feed brought, a word that is nowhere, and the entry again.
    tab_to(&desk, "Cite a source").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&css("[role=dialog] input:focus")).await;
    desk.find(&css("[role=dialog] li button")).await;
    look(&desk, "cite").await;
    type_keys(&desk, "zymurgy").await;
    desk.wait_for("Nothing public with these words").await;
    look(&desk, "cite-nothing").await;
    desk.fill(&field("Words in it"), "grant round").await;
    desk.find(&css("[role=dialog] li button")).await;
    tab_to_css(&desk, "[role=dialog] li button").await;
    press(&desk, &[Key::Enter]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    wait::until("its title and its page", PATIENCE, async || {
        (written(&desk).await == "Grant round opens: https://library.example/grants").then_some(())
    })
    .await;
    desk.find(&css(".reply textarea:focus")).await;
    look(&desk, "cited").await;
}

/// The one rule there is.
async fn rule(desk: &Desk) -> Value {
    steps::ask(desk, "rules", json!({})).await[0].clone()
}

/// What stands in the answer.
async fn written(desk: &Desk) -> String {
    let script = "return document.querySelector('.reply textarea').value";
    let value = desk.client().execute(script, Vec::new()).await.expect("it can be read");
    value.as_str().unwrap_or_default().to_owned()
}
