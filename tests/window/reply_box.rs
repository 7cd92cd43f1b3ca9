//! The box one answers in: as private as what was said last, true about a pause, free of what is said in passing; and the
//! keyboard, which is never nowhere after something was done.

use fantoccini::key::Key;
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, link, role, text};
use serde_json::{Value, json};

use crate::keyboard::{press, tab_to, tab_to_css, type_keys};
use crate::looks::look;
use crate::moderation::{CLAUSE, at_practice, clause, open};
use crate::steps;

const BOX: &str = "form.reply textarea";

async fn run(desk: &Desk, script: &str) -> Value {
    desk.client().execute(script, Vec::new()).await.expect("the page can be asked")
}

/// Waits until the page says so.
async fn until(desk: &Desk, what: &str, script: &str) {
    wait::until(what, PATIENCE, async || (run(desk, script).await == json!(true)).then_some(())).await;
}

/// Waits until what has the keyboard is this.
async fn until_at(desk: &Desk, selector: &str) {
    let script = format!("return document.activeElement?.matches({selector:?}) ?? false");
    until(desk, &format!("the keyboard at {selector}"), &script).await;
}

/// Nothing that is said in passing lies over the box.
async fn box_is_free(desk: &Desk) {
    let script = "const box = document.querySelector('form.reply').getBoundingClientRect(); \
        return [...document.querySelectorAll('.toast')].filter((one) => { const at = one.getBoundingClientRect(); \
        return at.right > box.left && at.left < box.right && at.bottom > box.top && at.top < box.bottom; }).length";
    assert_eq!(run(desk, script).await, json!(0));
}

/// The answers that were sent, or wait, with who sees each.
async fn answers(desk: &Desk, conversation: i64) -> Vec<(String, String)> {
    let thread = steps::ask(desk, "conversation", json!({ "conversation": conversation })).await;
    let word = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let all = thread["messages"].as_array().cloned().unwrap_or_default();
    all.iter().filter(|one| one["ours"] == true).map(|one| (word(one, "text"), word(one, "visibility"))).collect()
}

async fn until_answers(desk: &Desk, conversation: i64, wanted: &[(&str, &str)]) {
    wait::until("the answers", PATIENCE, async || {
        let all = answers(desk, conversation).await;
        (all.iter().map(|(text, seen)| (text.as_str(), seen.as_str())).collect::<Vec<_>>() == wanted).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_private_answer_is_followed_by_a_private_one_and_a_pause_is_told() {
    let desk = at_practice().await;
    let walter = open(&desk, "I renewed three books").await;
    desk.wait_for("Public: everybody can read this answer.").await;
    look(&desk, "box-public").await;
    desk.fill(&css("form.reply select"), "direct").await;
    desk.wait_for("Private message: only Walter Simm reads this answer.").await;
    desk.type_into(&css(BOX), "Thank you for telling us.").await;
    desk.wait_for("Saved here").await;
    desk.click(&button("Answer")).await;
    until_answers(&desk, walter, &[("Thank you for telling us.", "direct")]).await;
    // The box is empty, and as private as before.
    desk.wait_for("Private message, as the last one was: only Walter Simm reads this answer.").await;
    until(&desk, "a private box", "return document.querySelector('form.reply select').value === 'direct'").await;
    look(&desk, "box-private").await;

    // What was said of the first answer is over.
    desk.until_gone_from_view(&css(".toast")).await;

    // Also after one was elsewhere, by the keyboard, and while everything is paused.
    steps::ask(&desk, "outbox_pause", json!({ "reason": "storm closing" })).await;
    steps::go(&desk, "today").await;
    desk.wait_for("Everything waits.").await;
    steps::go(&desk, &format!("inbox/{walter}")).await;
    desk.wait_for("Private message, as the last one was").await;
    tab_to_css(&desk, BOX).await;
    type_keys(&desk, "One more thing").await;
    desk.wait_for("Saved here").await;
    press(&desk, &[Key::Control, Key::Enter]).await;
    desk.wait_for("It waits: everything is paused.").await;
    desk.wait_for("Waits: everything is paused").await;
    box_is_free(&desk).await;
    assert!(!desk.text().await.contains("on its way"), "nothing is on its way");
    look(&desk, "box-paused").await;
    until_answers(&desk, walter, &[("Thank you for telling us.", "direct"), ("One more thing", "direct")]).await;
}

#[tokio::test]
async fn taking_it_private_is_offered_where_it_is_public_and_leaves_ones_own_words_alone() {
    let desk = at_practice().await;
    // She wrote in private: there is no further to go.
    open(&desk, "2•••••••••2344").await;
    desk.click(&button("Show the hidden details")).await;
    desk.wait_for("Shown: card number").await;
    desk.click(&button("More for this conversation")).await;
    desk.find(&role("menuitem", "Write a note")).await;
    assert!(!desk.has(&role("menuitem", "Take it private")).await && !desk.has(&button("Take it private")).await);
    press(&desk, &[Key::Escape]).await;

    let walter = open(&desk, "I renewed three books").await;
    desk.type_into(&css(BOX), "We look into it.").await;
    desk.wait_for("Saved here").await;
    desk.click(&button("More for this conversation")).await;
    desk.click(&role("menuitem", "Take it private")).await;
    desk.wait_for("It goes out alone: your own words stay in the box.").await;
    look(&desk, "box-take-private").await;
    desk.click(&button("Send it")).await;
    desk.wait_for("Hide the message of Walter Simm?").await;
    desk.click(&button("Leave it up")).await;
    wait::until("the ready answer alone", PATIENCE, async || {
        let all = answers(&desk, walter).await;
        (all.len() == 1 && !all[0].0.contains("We look into it.")).then_some(())
    })
    .await;
    let own = "return document.querySelector('form.reply textarea').value === 'We look into it.'";
    until(&desk, "one's own words", own).await;
}

#[tokio::test]
async fn the_keyboard_is_somewhere_after_many_are_done_and_that_is_taken_back() {
    let desk = at_practice().await;
    steps::go(&desk, "inbox").await;
    desk.find(&css("a.row").nth(4)).await;
    look(&desk, "box-rows").await;
    let lines = "return [...document.querySelectorAll('a.row .chips')].every((one) => one.clientHeight < 30)";
    assert_eq!(run(&desk, lines).await, json!(true), "chips stand in one line");
    tab_to_css(&desk, "a.row").await;
    press(&desk, &[Key::Tab]).await;
    press(&desk, &[Key::Space]).await;
    desk.wait_for("1 chosen").await;
    tab_to_css(&desk, ".bulk button[aria-label='Done']").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("It comes back when they write again.").await;
    until_at(&desk, "a.row").await;
    tab_to(&desk, "Undo").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Taken back.").await;
    until_at(&desk, "a.row, h1, [role=list], main *").await;
}

#[tokio::test]
async fn the_keyboard_is_somewhere_after_a_word_is_muted_and_a_closed_day_removed() {
    let desk = at_practice().await;
    steps::go(&desk, "settings/reading").await;
    desk.click(&field("Words to mute")).await;
    type_keys(&desk, "quiz").await;
    tab_to(&desk, "Mute").await;
    press(&desk, &[Key::Enter]).await;
    desk.find(&button("End muting quiz")).await;
    until_at(&desk, "form input").await;

    let day = json!({ "id": null, "closure": { "name": "Staff day", "first": "2099-11-26", "last": "2099-11-26", "what": { "kind": "closed" } } });
    steps::ask(&desk, "closure_save", day).await;
    steps::go(&desk, "settings/hours").await;
    tab_to(&desk, "Remove Staff day").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("Removed: Staff day").await;
    until_at(&desk, ".buttons button").await;
}

#[tokio::test]
async fn whoever_is_blocked_is_said_to_be_in_their_conversation() {
    let desk = at_practice().await;
    let eli = open(&desk, "graphic novels").await;
    desk.click(&button("More for the message of Eli Brand")).await;
    desk.click(&role("menuitem", "Block this person…")).await;
    desk.wait_for("then the words to copy stand here").await;
    desk.click(&button("Use the whole message")).await;
    desk.fill(&field(CLAUSE), &clause(&desk, "THREAT").await).await;
    desk.wait_for("under the clause “True threats”").await;
    desk.click(&text("On a day")).await;
    desk.fill(&field("Last day"), "2099-01-01").await;
    desk.wait_for("Choose a day after today, within two years.").await;
    assert!(!desk.has(&button("Copy it")).await, "no words are offered with a day that is refused");
    look(&desk, "box-block-far").await;
    desk.click(&text("In 30 days")).await;
    desk.find(&button("Copy it")).await;
    desk.click(&button("Keep a copy and block")).await;
    desk.wait_for("Review…").await;
    assert!(!desk.text().await.contains("to be looked at by"), "it is over before a quarter is");
    steps::go(&desk, &format!("inbox/{eli}")).await;
    desk.wait_for("Eli Brand is blocked until").await;
    look(&desk, "box-blocked").await;
    desk.click(&link("Open blocked people")).await;
    desk.find(&button("End the block of Eli Brand")).await;
}
