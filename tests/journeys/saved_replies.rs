//! Saved replies: fifteen at first, filled in from Settings, and honest about the age of their facts.

use lectern_model::{Code, FilledReply, SavedReply};
use serde_json::{Value, json};

use crate::desk::Desk;

const DAY: i64 = 24 * 60 * 60;

async fn replies(desk: &Desk) -> Vec<SavedReply> {
    desk.call("saved_replies", json!({})).await
}

fn named<'r>(replies: &'r [SavedReply], name: &str) -> &'r SavedReply {
    replies.iter().find(|reply| reply.name == name).expect("it is there")
}

async fn filled(desk: &Desk, reply: &SavedReply) -> FilledReply {
    desk.call("saved_reply_fill", json!({ "reply": reply.id })).await
}

#[tokio::test]
async fn fifteen_are_there_at_first_and_what_is_removed_stays_removed() {
    let desk = Desk::open().await;
    let first = replies(&desk).await;
    assert_eq!(first.len(), 15);
    assert!(first.iter().all(|reply| reply.stale && reply.confirmed_at.is_none()), "nobody made sure of them yet");
    assert!(first.iter().all(|reply| !reply.text.contains('!')));
    for reply in &first {
        let _: Value = desk.call("saved_reply_remove", json!({ "reply": reply.id })).await;
    }
    let desk = desk.start_again().await;
    assert!(replies(&desk).await.is_empty());
}

#[tokio::test]
async fn one_is_filled_in_and_says_what_is_left_to_write() {
    let desk = Desk::open().await;
    let facts = json!({ "desk_phone": "555 0100", "own_sites": ["glen.example"] });
    let _: Value = desk.call("settings_save", facts).await;
    let all = replies(&desk).await;
    let private = filled(&desk, named(&all, "Let us talk privately")).await;
    assert!(private.text.contains("call 555 0100.") && private.blanks.is_empty(), "{private:?}");
    let helping = filled(&desk, named(&all, "Volunteering")).await;
    assert_eq!(helping.blanks, ["name"]);
    assert!(helping.text.contains("https://glen.example"));
}

#[tokio::test]
async fn facts_are_confirmed_and_grow_old() {
    let desk = Desk::open().await;
    let hours = named(&replies(&desk).await, "Opening hours").clone();
    let confirmed: SavedReply = desk.call("saved_reply_confirm", json!({ "reply": hours.id })).await;
    assert_eq!((confirmed.confirmed_at, confirmed.stale), (Some(desk.now()), false));
    let renamed: SavedReply =
        desk.call("saved_reply_save", json!(SavedReply { name: "Hours".to_owned(), ..confirmed.clone() })).await;
    assert_eq!(renamed.confirmed_at, confirmed.confirmed_at);
    desk.advance(183 * DAY);
    assert!(!filled(&desk, &renamed).await.stale);
    desk.advance(1);
    let old = filled(&desk, &renamed).await;
    assert_eq!((old.stale, old.confirmed_at), (true, confirmed.confirmed_at));
    let written: SavedReply =
        desk.call("saved_reply_save", json!(SavedReply { text: "At ten.".to_owned(), ..renamed })).await;
    assert_eq!((written.stale, written.confirmed_at), (false, Some(desk.now())));
}

#[tokio::test]
async fn how_long_facts_hold_is_the_librarys_to_say() {
    let desk = Desk::open().await;
    let hours = named(&replies(&desk).await, "Opening hours").clone();
    let _: SavedReply = desk.call("saved_reply_confirm", json!({ "reply": hours.id })).await;
    desk.advance(31 * DAY);
    assert!(!filled(&desk, &hours).await.stale, "half a year at first");
    desk.set("facts_hold_days", json!(30)).await;
    assert!(filled(&desk, &hours).await.stale && named(&replies(&desk).await, "Opening hours").stale);
    desk.set("facts_hold_days", json!(365)).await;
    assert!(!named(&replies(&desk).await, "Opening hours").stale);
    for days in [0, 6, 1096] {
        let refused = desk.refused("settings_save", json!({ "facts_hold_days": days })).await;
        assert_eq!((refused.code, refused.field.as_deref()), (Code::BadInput, Some("facts_hold_days")));
    }
}

#[tokio::test]
async fn what_is_no_reply_is_refused() {
    let desk = Desk::open().await;
    let reply =
        |name: &str, text: &str| json!({ "id": 0, "name": name, "text": text, "confirmed_at": null, "stale": false });
    for (input, field) in [(reply("", "At ten."), "name"), (reply("Hours", " "), "text")] {
        assert_eq!(desk.refused("saved_reply_save", input).await.field.as_deref(), Some(field));
    }
    for command in ["saved_reply_fill", "saved_reply_confirm"] {
        assert_eq!(desk.refused(command, json!({ "reply": 99 })).await.code, Code::NotFound, "{command}");
    }
}
