//! Notes of those who work here: a number of a card or a PIN is kept only where a person says so twice, and is covered
//! wherever the note is shown.

use lectern_model::{BlockedView, Code, ConversationId, ConversationView, HideDone, RecordDetails, RecordPage};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::moderation::{CARD, THREAT, asked, with_comment};
use crate::records::log;

const COVERED: &str = "2•••••••••2344";

async fn conversation(desk: &Desk) -> ConversationView {
    desk.only_thread().await.conversation
}

async fn full(desk: &Desk, id: ConversationId) -> String {
    let note: Value = desk.call("conversation_note_shown", json!({ "conversation": id })).await;
    note["text"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_number_in_a_note_on_a_conversation_is_asked_about_and_covered() {
    let (desk, ..) = with_comment("When do you open?").await;
    let id = conversation(&desk).await.id;
    for (note, told) in [
        (format!("Card {CARD}, borrowed Dune"), "the number of a card"),
        ("Her PIN is 4471".to_owned(), "a PIN or password"),
        (format!("Card {CARD}, PIN 4471"), "the number of a card and a PIN"),
    ] {
        let problem = desk.refused("conversation_note", json!({ "conversation": id, "note": note })).await;
        assert_eq!((problem.code, problem.field.as_deref()), (Code::Stopped, Some("note")), "{note}");
        assert!(problem.message.contains(told), "{note}: {}", problem.message);
        assert!(problem.message.contains("kept for years") && !problem.message.contains("2344"), "{}", problem.message);
        assert_eq!(conversation(&desk).await.note, "", "nothing was kept");
    }
    let note = format!("Card {CARD}. Call her at 518-555-0142");
    let sure = json!({ "conversation": id, "note": note, "sure": true });
    let _: Value = desk.call("conversation_note", sure).await;
    let shown = conversation(&desk).await;
    assert_eq!(shown.note, format!("Card {COVERED}. Call her at 518-555-0142"), "telephones are told on purpose");
    assert!(shown.note_covered);
    assert_eq!(full(&desk, id).await, note, "it is kept as it was written");

    let plain = json!({ "conversation": id, "note": "Ask the archive about 1984" });
    let _: Value = desk.call("conversation_note", plain).await;
    let shown = conversation(&desk).await;
    assert_eq!((shown.note.as_str(), shown.note_covered), ("Ask the archive about 1984", false));
}

#[tokio::test]
async fn a_number_in_a_note_for_the_record_stops_what_is_noted() {
    let (desk, message, id) = with_comment(THREAT).await;
    let mut hide = asked(&desk, &message, "THREAT", "burn your building").await;
    hide["note"] = json!(format!("Walter has card {CARD}"));
    let mut block = hide.clone();
    block.as_object_mut().expect("an object").remove("without_pictures");
    block["until"] = json!(desk.now().plus_seconds(90 * 24 * 60 * 60));
    block["endless"] = json!("");
    for (command, input) in [("message_hide", &hide), ("person_block", &block)] {
        let problem = desk.refused(command, input.clone()).await;
        assert_eq!((problem.code, problem.field.as_deref()), (Code::Stopped, Some("note")), "{command}");
    }
    let page: RecordPage = log(&desk, json!({})).await;
    assert!(!desk.platform.hides(&id) && page.records.is_empty(), "nothing was done");

    hide["note_sure"] = json!(true);
    let _: HideDone = desk.call("message_hide", hide).await;
    let covered: RecordDetails = desk.call("record", json!({ "record": 1 })).await;
    let note = |details: &RecordDetails| details.body.as_ref().expect("it is here").reason.note.clone();
    assert_eq!((note(&covered), covered.note_covered), (format!("Walter has card {COVERED}"), true));
    let shown: RecordDetails = desk.call("record_shown", json!({ "record": 1 })).await;
    assert_eq!((note(&shown), shown.note_covered), (format!("Walter has card {CARD}"), false));
    assert_eq!(shown.hash, covered.hash);

    block["note_sure"] = json!(true);
    let blocked: BlockedView = desk.call("person_block", block).await;
    assert_eq!(blocked.record.0, 2);
}
