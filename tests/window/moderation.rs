//! Moderation in the window: a message is hidden under a clause, listed and shown again; one is taken private without its
//! number; somebody is blocked on a page of its own and the block is ended. With the mouse and with the keyboard; each
//! state can be used by everybody.

use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, field, role, text};
use serde_json::{Value, json};

use crate::keyboard::{tab_to, tab_to_css, until_at_line};
use crate::looks::look;
use crate::steps;

pub(crate) const CLAUSE: &str = "The clause that it breaks";
pub(crate) const ENTER: char = '\u{e007}';

pub(crate) async fn at_practice() -> Desk {
    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::open_practice(&desk).await;
    desk.click(&button("Go on")).await;
    desk.click(&button("Open the desk")).await;
    desk.wait_for("Waiting for an answer").await;
    desk
}

/// Opens the conversation that begins like this; its number.
pub(crate) async fn open(desk: &Desk, words: &str) -> i64 {
    let page = steps::ask(desk, "conversations", json!({ "state": "waiting" })).await;
    let all = page["conversations"].as_array().expect("a list");
    let found = all.iter().find(|one| one["snippet"].as_str().is_some_and(|said| said.contains(words)));
    let number = found.expect("they wrote")["id"].as_i64().expect("a number");
    steps::go(desk, &format!("inbox/{number}")).await;
    desk.wait_for(words).await;
    number
}

pub(crate) async fn clause(desk: &Desk, code: &str) -> String {
    let policy = steps::ask(desk, "policy", json!({})).await;
    let all = policy["clauses"].as_array().expect("a list");
    all.iter().find(|one| one["code"] == code).expect("it is seeded")["id"].to_string()
}

pub(crate) async fn is_off(desk: &Desk, name: &str) -> bool {
    let script = "return [...document.querySelectorAll('button')].some((one) => one.textContent.trim() === arguments[0] \
                  && one.disabled)";
    desk.client().execute(script, vec![json!(name)]).await.expect("buttons can be looked at") == json!(true)
}

pub(crate) async fn hidden(desk: &Desk) -> Value {
    steps::ask(desk, "hidden", json!({ "words": "", "clause": "", "still": false, "before": null })).await
}

#[tokio::test]
async fn a_message_is_hidden_under_a_clause_listed_and_shown_again() {
    let desk = at_practice().await;
    open(&desk, "graphic novels").await;
    desk.click(&button("More for the message of Eli Brand")).await;
    look(&desk, "message-menu").await;
    desk.click(&role("menuitem", "Hide the message…")).await;
    desk.wait_for("Leave it up").await;
    // Neither the words alone nor the clause alone are enough.
    assert!(is_off(&desk, "Keep a copy and hide it").await);
    desk.click(&button("Use the whole message")).await;
    assert!(is_off(&desk, "Keep a copy and hide it").await);
    desk.fill(&field(CLAUSE), &clause(&desk, "DUPLICATE_FLOOD").await).await;
    desk.wait_for("Nothing was hidden under this clause before.").await;
    desk.fill(&field("The words at issue"), "words that do not stand there").await;
    desk.click(&button("Keep a copy and hide it")).await;
    desk.wait_for("These words do not stand in the message.").await;
    look(&desk, "hide-dialog").await;
    desk.fill(&field("The words at issue"), "A suggestion").await;
    desk.click(&button("Keep a copy and hide it")).await;
    desk.wait_for("Hidden on the platform: The same again and again").await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    look(&desk, "message-hidden").await;
    assert_eq!(hidden(&desk).await["items"][0]["hidden"]["stand"], "hidden");

    // The list says for how long; by the keyboard alone it is shown again.
    steps::go(&desk, "records/hidden").await;
    desk.wait_for("1 message").await;
    desk.wait_for("A suggestion").await;
    look(&desk, "hidden-list").await;
    desk.click(&field("Words in them")).await;
    tab_to(&desk, "Restore the message of Eli Brand").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("restored within").await;
    // The button went: the keyboard is still at the row.
    desk.find(&css(".row:focus")).await;
    look(&desk, "hidden-list-restored").await;
    let printed =
        desk.client().execute("return document.querySelector('.records-print').textContent", Vec::new()).await;
    let printed = printed.expect("it can be read").to_string();
    assert!(printed.contains("A suggestion") && printed.contains("restored within"), "{printed}");

    steps::go(&desk, "records").await;
    desk.fill(&field("What happened"), "hidden").await;
    desk.wait_for("2 records").await;
    desk.wait_for("Showed a message again").await;
    look(&desk, "records-moderation").await;
}

#[tokio::test]
async fn it_is_taken_private_without_what_they_wrote_and_then_it_is_done() {
    let desk = at_practice().await;
    // A public comment: answered, then the offer to hide it, with the clause and the words ready; a person decides.
    let public = open(&desk, "I renewed three books").await;
    tab_to_css(&desk, ".message button[aria-label='More for the message of Walter Simm']").await;
    desk.press(&[ENTER]).await;
    until_at_line(&desk, "Take it private").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Send this answer?").await;
    look(&desk, "take-private").await;
    tab_to(&desk, "Send it").await;
    desk.press(&[ENTER]).await;
    desk.wait_for("Hide the message of Walter Simm?").await;
    look(&desk, "take-private-hide").await;
    assert!(hidden(&desk).await["items"].as_array().is_some_and(Vec::is_empty), "nothing is hidden by itself");
    desk.click(&button("Keep a copy and hide it")).await;
    wait::until("it to be done", PATIENCE, async || is_done(&desk, public).await).await;
    let sent = steps::ask(&desk, "outbox", json!({ "needs_you": false, "limit": 0 })).await;
    let said = sent[0]["title"].as_str().expect("it was sent");
    assert!(!said.is_empty() && !said.contains("three books"), "{sent}");
    assert_eq!(hidden(&desk).await["items"][0]["hidden"]["clause"], "Personal information");
}

async fn is_done(desk: &Desk, conversation: i64) -> Option<()> {
    let thread = steps::ask(desk, "conversation", json!({ "conversation": conversation })).await;
    (thread["conversation"]["state"] == "done").then_some(())
}

#[tokio::test]
async fn somebody_is_blocked_on_a_page_of_its_own_and_the_block_is_ended() {
    let desk = at_practice().await;
    steps::go(&desk, "settings/blocked").await;
    desk.wait_for("Nobody is blocked").await;
    look(&desk, "blocked-none").await;
    open(&desk, "graphic novels").await;
    desk.click(&button("More for the message of Eli Brand")).await;
    desk.click(&role("menuitem", "Block this person…")).await;
    desk.wait_for("Block Eli Brand?").await;
    desk.click(&button("Use the whole message")).await;
    assert!(is_off(&desk, "Keep a copy and block").await);
    desk.fill(&field(CLAUSE), &clause(&desk, "THREAT").await).await;
    desk.wait_for("under the clause “True threats”").await;
    // Without an end there must be a reason.
    desk.click(&text("Without an end")).await;
    desk.find(&field("Why it has no end")).await;
    assert!(is_off(&desk, "Keep a copy and block").await);
    look(&desk, "block-endless").await;
    desk.click(&text("In 30 days")).await;
    look(&desk, "block-page").await;
    desk.click(&button("Keep a copy and block")).await;
    desk.wait_for("Review…").await;
    let all = steps::ask(&desk, "blocked", json!({})).await;
    assert_eq!((&all[0]["stand"], &all[0]["endless"]), (&json!("blocked"), &json!("")));
    look(&desk, "blocked").await;

    // By the keyboard: looked at again, and ended.
    desk.click(&button("Review… the block of Eli Brand")).await;
    desk.wait_for("Does Eli Brand stay blocked?").await;
    look(&desk, "block-review").await;
    tab_to(&desk, "It stays until then").await;
    desk.press(&[ENTER]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    let kept = steps::ask(&desk, "blocked", json!({})).await;
    assert!(kept[0]["until"].as_i64() > all[0]["until"].as_i64(), "{kept}");
    tab_to(&desk, "End the block of Eli Brand").await;
    desk.press(&[ENTER]).await;
    wait::until("the block to end", PATIENCE, async || {
        let all = steps::ask(&desk, "blocked", json!({})).await;
        (all[0]["stand"] == "unblocked").then_some(())
    })
    .await;
    desk.wait_for("Ended").await;
    let log = steps::ask(&desk, "records", json!({ "kinds": ["blocked", "unblocked"] })).await;
    assert_eq!(log["count"], 3, "{log}");
}

#[tokio::test]
async fn the_policy_is_entered_and_a_clause_of_taste_is_refused() {
    let desk = at_practice().await;
    steps::go(&desk, "settings/safety").await;
    desk.wait_for("Your policy on comments").await;
    desk.click(&field("Where one asks for a second look")).await;
    look(&desk, "policy").await;
    desk.click(&button("New clause")).await;
    desk.type_into(&field("Name of the clause"), "Offensive words").await;
    desk.click(&button("Keep the clause")).await;
    desk.wait_for("courts have not let such clauses stand").await;
    look(&desk, "policy-clause").await;
    desk.fill(&field("Name of the clause"), "Pictures of children").await;
    tab_to(&desk, "Keep the clause").await;
    desk.press(&[ENTER]).await;
    desk.until_gone_from_view(&css("[role=dialog]")).await;
    desk.wait_for("Pictures of children").await;
    desk.fill(&field("Where one asks for a second look"), "director@glen.example").await;
    desk.press(&[ENTER]).await;
    wait::until("it to be kept", PATIENCE, async || {
        (steps::ask(&desk, "policy", json!({})).await["appeal"] == "director@glen.example").then_some(())
    })
    .await;
}
