//! A conversation of five thousand messages, walked with the mouse and by keyboard; and an account that could not be read,
//! which never looks like a quiet day.

use fantoccini::key::Key;
use lectern_model::{AccountHealth, AccountId, ConversationKind, Timestamp};
use lectern_store::{NewPost, Store, StoreError, Writer};
use lectern_testkit::{stock_account, stock_message, stock_post};
use lectern_tests::wait;
use lectern_tests::window::{Desk, PATIENCE, button, css, link};
use serde_json::{Value, json};

use crate::keyboard::{press, tab_back_to_css, tab_to, tab_to_css, type_keys};
use crate::looks::look;
use crate::steps;

const MANY: usize = 5_000;
/// As many letters as nobody reads at once.
const LETTERS: usize = 60_000;
const MINUTE: i64 = 60_000;

/// A desk with the practice desk on it.
async fn practising() -> Desk {
    steps::at_practice().await
}

/// Starts the desk again with more in its database.
async fn restarted(desk: &mut Desk, fill: impl FnOnce(&Store)) {
    let key = desk.database_key().await;
    desk.restart_after(|desk| fill(&desk.store(&key))).await;
    desk.wait_for("Waiting for an answer").await;
}

/// Somebody's question, and what five thousand made of it; the last but one is very long, and what the last answers is gone.
fn crowd(writer: &Writer<'_>, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let long = NewPost { html: String::new(), ..stock_post(0, &long(), now) };
    for number in 0..MANY {
        let ago = i64::try_from(MANY - number).unwrap_or_default() * MINUTE;
        let at = Timestamp(now.0 - ago);
        let text = format!("Comment {number} on the new opening hours");
        let mut post = stock_post(number, &text, at);
        if number == MANY - 2 {
            post.text.clone_from(&long.text);
            post.html = format!("<p>{}</p>", long.text);
        }
        // The conversation is brought up to date once, as by a page that brings many.
        if number > 0 && number < MANY - 1 {
            let id = writer.conversation_with_key(account, "crowd")?.expect("the first one made it");
            let kind = Some(ConversationKind::Reply);
            let arrival = lectern_store::Arrival::Message { conversation: id, kind, ours: false, context: false };
            writer.upsert_post(account, &post, arrival, at)?;
        } else {
            stock_message(writer, account, ("crowd", ConversationKind::Mention), &post)?;
        }
    }
    let last = writer.post_by_remote(account, &format!("message {}", MANY - 1))?.expect("it came");
    writer.parent_was_deleted(last.id)?;
    Ok(())
}

fn long() -> String {
    "A long story about the reading room. ".chars().cycle().take(LETTERS).collect()
}

async fn number_of(desk: &Desk, script: &str) -> i64 {
    desk.client().execute(script, Vec::new()).await.ok().and_then(|value| value.as_i64()).unwrap_or_default()
}

/// Every row in view says the place that its message has, of all.
async fn places_are_right(desk: &Desk) {
    let script = "return [...document.querySelectorAll('.talk [role=listitem]')].map((row) => \
        [row.ariaPosInSet, row.ariaSetSize, row.innerText.match(/Comment (\\d+)/)?.[1] ?? null])";
    let rows = desk.client().execute(script, Vec::new()).await.expect("rows");
    let rows = rows.as_array().cloned().unwrap_or_default();
    assert!(!rows.is_empty() && rows.len() < 100, "{} rows are drawn", rows.len());
    for row in rows {
        assert_eq!(row[1], json!(MANY.to_string()), "{row}");
        if let Some(number) = row[2].as_str().and_then(|number| number.parse::<usize>().ok()) {
            assert_eq!(row[0], json!((number + 1).to_string()), "{row}");
        }
    }
}

#[tokio::test]
async fn five_thousand_messages_are_read_with_the_mouse_and_by_keyboard() {
    let mut desk = practising().await;
    let account = steps::ask(&desk, "accounts", json!({})).await[0]["id"].as_i64().expect("a number");
    let now = now(&desk).await;
    restarted(&mut desk, |store| store.write(|writer| crowd(writer, AccountId(account), now)).expect("it is stored"))
        .await;
    steps::go(&desk, "inbox").await;
    // They wrote last.
    desk.find(&css("a.row").nth(5)).await;
    desk.click(&css("a.row")).await;
    desk.wait_for("The newest 100 of 5,000 messages").await;
    desk.wait_for("Comment 4999").await;
    desk.wait_for("The post this answers was deleted.").await;
    places_are_right(&desk).await;
    look(&desk, "crowd-open").await;

    // The long one, with the mouse.
    // Pictures were taken in every width: while rows are measured anew, a press may not meet the button.
    wait::until("the whole message", PATIENCE, async || {
        if desk.text().await.contains("Show all 60,000 letters") {
            desk.click(&button("Show all 60,000 letters")).await;
        }
        (number_of(&desk, "return document.querySelector('.talk').innerText.length").await > 60_000).then_some(())
    })
    .await;
    look(&desk, "crowd-long").await;
    desk.click(&button("Show less")).await;

    // Earlier ones, with the button, by keys and by going up.
    desk.click(&button("Earlier messages")).await;
    desk.wait_for("The newest 200 of 5,000 messages").await;
    desk.wait_for("Comment 4899 ").await;
    places_are_right(&desk).await;
    tab_to(&desk, "Earlier messages").await;
    press(&desk, &[Key::Enter]).await;
    desk.wait_for("The newest 300 of 5,000 messages").await;
    // The last of those that came is in view before one goes on.
    desk.wait_for("Comment 4799 ").await;
    tab_to_css(&desk, ".talk [role=list]").await;
    // While rows above are measured for the first time the list may hold its place: Home is pressed until it is there.
    wait::until("the newest 400", PATIENCE, async || {
        press(&desk, &[Key::Home]).await;
        desk.text().await.contains("The newest 400 of 5,000 messages").then_some(())
    })
    .await;
    places_are_right(&desk).await;
    look(&desk, "crowd-earlier").await;
    press(&desk, &[Key::End]).await;
    desk.wait_for("Comment 4999").await;

    // It is answered, and the answer is in view, with who reads it.
    desk.wait_for("everybody can read this answer").await;
    tab_to_css(&desk, "form.reply textarea").await;
    type_keys(&desk, "At ten").await;
    desk.wait_for("Saved here").await;
    look(&desk, "crowd-answer").await;
    press(&desk, &[Key::Control, Key::Enter]).await;
    until_answered(&desk, "At ten").await;

    // Also from far above, where one reads what was said before: the answer comes into view.
    tab_back_to_css(&desk, ".talk [role=list]").await;
    press(&desk, &[Key::Home]).await;
    wait::until("the answer out of view", PATIENCE, async || (answers(&desk, "At ten").await == 0).then_some(())).await;
    tab_to_css(&desk, "form.reply textarea").await;
    type_keys(&desk, "Until noon").await;
    desk.wait_for("Saved here").await;
    press(&desk, &[Key::Control, Key::Enter]).await;
    until_answered(&desk, "Until noon").await;
}

/// How many answers with these words are drawn.
async fn answers(desk: &Desk, words: &str) -> i64 {
    let script = format!(
        "return [...document.querySelectorAll('.talk .ours')].filter((one) => one.innerText.includes({words:?})).length"
    );
    number_of(desk, &script).await
}

/// Waits for an answer to be in view, once.
async fn until_answered(desk: &Desk, words: &str) {
    let found = async || (answers(desk, words).await == 1).then_some(());
    wait::until(&format!("the answer {words:?}"), PATIENCE, found).await;
}

/// What the clock of the app shows.
async fn now(desk: &Desk) -> Timestamp {
    Timestamp(number_of(desk, "return Date.now()").await)
}

#[tokio::test]
async fn an_account_that_could_not_be_read_never_looks_like_a_quiet_day() {
    let mut desk = practising().await;
    let yesterday = Timestamp(now(&desk).await.0 - 26 * 60 * MINUTE);
    restarted(&mut desk, |store| {
        let lapsed = AccountHealth::SignInNeeded { words: "The sign-in has lapsed.".to_owned() };
        let add = |writer: &Writer<'_>| {
            let account = stock_account(writer, "mastodon")?;
            writer.set_health(account, &lapsed, Some(yesterday))
        };
        store.write(add).expect("it is stored");
    })
    .await;
    steps::go(&desk, "inbox").await;
    desk.wait_for("One account is not up to date").await;
    desk.wait_for("Not checked since").await;
    desk.wait_for("What people wrote there since then is not in this list.").await;
    look(&desk, "unchecked-inbox").await;
    desk.click(&link("Open accounts")).await;
    desk.wait_for("@library").await;
    look(&desk, "unchecked-accounts").await;
    steps::go(&desk, "today").await;
    desk.wait_for("nothing was read there since").await;
    look(&desk, "unchecked-today").await;

    // Also where nobody waits: an empty list is not a quiet day.
    let all: Value = steps::ask(&desk, "conversations", json!({ "limit": 200 })).await;
    let ids: Vec<Value> =
        all["conversations"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    steps::ask(&desk, "conversation_state", json!({ "conversations": ids, "state": "done" })).await;
    steps::go(&desk, "inbox").await;
    desk.wait_for("Nobody was waiting when Lectern last looked").await;
    desk.wait_for("Not checked since").await;
    look(&desk, "unchecked-empty").await;
}
