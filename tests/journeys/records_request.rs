//! Answering a request for records.

use std::path::PathBuf;

use lectern_connectors::IncomingKind;
use lectern_core::records::{NewRecord, append};
use lectern_model::{
    AccountId, Code, DeliveryView, Draft, FeedPage, RecordKind, RecordWords, RequestDone, RequestPreview, Thread, Today,
};
use lectern_records::check;
use lectern_store::Refusal;
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::proof::with_picture;
use crate::records::{answer, log, record, whole};

fn request() -> Value {
    json!({
        "name": "Request 7", "words": "", "from": null, "until": null, "accounts": [], "private": false, "mask": true,
    })
}

fn file(desk: &Desk) -> PathBuf {
    desk.folder().join("records-2026-11-23.zip")
}

async fn ten_thousand(desk: &Desk, account: AccountId) {
    let core = std::sync::Arc::clone(&desk.app.desk().expect("open").core);
    let written = core.write(move |writer| {
        for number in 1..=10_000 {
            let words = RecordWords { text: format!("Post number {number}."), ..RecordWords::default() };
            let new = NewRecord { account: Some(account), words, ..NewRecord::default() };
            append(writer, RecordKind::Published, new, MONDAY_NINE.plus_seconds(number))?;
        }
        Ok(())
    });
    written.await.expect("they are written");
}

#[tokio::test]
async fn ten_thousand_records_are_handed_out_whole_and_a_flipped_byte_names_its_record() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    ten_thousand(&desk, account).await;
    let preview: RequestPreview = desk.call("records_preview", request()).await;
    assert_eq!((preview.records, preview.sample.len()), (10_000, 20));
    let done: RequestDone = desk.call("records_export", request()).await;
    assert_eq!((done.done, done.records), (true, 10_000));
    let mut bytes = std::fs::read(file(&desk)).expect("the file is there");
    let checked = check(bytes.as_slice(), Some(&done.head)).expect("it is read");
    assert_eq!((checked.faults.as_slice(), checked.records, checked.links), ([].as_slice(), 10_000, 10_001));
    assert_eq!(whole(&desk).await.head, done.head);

    let words = b"Post number 7654.";
    let at = bytes.windows(words.len()).position(|part| part == words).expect("it is in there");
    bytes[at] ^= 1;
    let faults = check(bytes.as_slice(), None).expect("it is read").faults;
    assert!(faults.iter().any(|fault| fault.at == "Record 7654"), "{faults:?}");
    assert!(!faults.iter().any(|fault| fault.at.starts_with("Record") && fault.at != "Record 7654"), "{faults:?}");
}

#[tokio::test]
async fn the_request_itself_is_on_record_and_is_handed_out_to_nobody() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let preview: RequestPreview = desk.call("records_preview", request()).await;
    assert_eq!((preview.records, preview.media, preview.sample[0].snippet.as_str()), (1, 1, "Storytime at three"));
    for _ in 0..2 {
        let done: RequestDone = desk.call("records_export", request()).await;
        assert_eq!(done.records, 1);
    }
    let own = record(&desk, 3).await;
    assert_eq!((own.view.kind, own.view.category.as_str()), (RecordKind::Exported, "log"));
    let body = own.body.expect("it is here");
    assert_eq!((body.reason.note.as_str(), body.reason.clause.as_str()), ("Request 7: 1 records.", "All records."));
    let checked = check(std::fs::File::open(file(&desk)).expect("it is there"), None).expect("it is read");
    assert_eq!((checked.faults.as_slice(), checked.files), ([].as_slice(), 7));
    let left: Vec<String> = std::fs::read_dir(desk.folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn private_messages_stay_out_unless_they_are_asked_for() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Direct, "Ana", "Where is my hold?");
    desk.check(account).await;
    answer(&desk, "Please call us.").await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let preview: RequestPreview = desk.call("records_preview", request()).await;
    assert_eq!((preview.records, preview.left_out), (1, 1));
    let mut wider = request();
    wider["private"] = json!(true);
    let preview: RequestPreview = desk.call("records_preview", wider).await;
    assert_eq!((preview.records, preview.left_out), (2, 0));
    let mut narrower = request();
    narrower["words"] = json!("hold");
    let preview: RequestPreview = desk.call("records_preview", narrower).await;
    assert_eq!((preview.records, preview.left_out), (0, 1));
}

#[tokio::test]
async fn what_was_told_in_private_is_masked_and_stays_private_everywhere() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Direct, "Walter Simm", "When do I have to come?");
    desk.check(account).await;
    let conversation = desk.only_thread().await.conversation.id;
    let draft: Draft = desk.call("reply_draft", json!({ "conversation": conversation, "answers": null })).await;
    let told = "Walter, the three books you renewed are due on 4 December.";
    let draft = desk.save(&Draft { text: told.to_owned(), ..draft }).await;
    let _: Value = desk.call("outbox_send_private", send_input(draft.id, draft.revision)).await;
    desk.work().await;
    let ours = {
        let thread: Thread = desk.call("conversation", json!({ "conversation": conversation })).await;
        thread.messages.into_iter().find(|message| message.ours).expect("our answer")
    };
    desk.post("Storytime at three", account).await;
    desk.work().await;

    let feed: FeedPage = desk.call("feed", json!({})).await;
    let shown: Vec<&str> = feed.posts.iter().map(|post| post.text.as_str()).collect();
    assert_eq!(shown, ["Storytime at three"], "a private message is no part of the feed");
    let input = json!({ "text": "", "shares": ours.id, "answers": null });
    assert_eq!(desk.refused("draft_new", input).await.code, Code::BadInput);
    let private =
        |list: &[DeliveryView]| list.iter().map(|one| (one.draft == draft.id, one.private)).collect::<Vec<_>>();
    let today: Today = desk.call("today", json!({})).await;
    for list in [desk.outbox().await, today.going_out] {
        assert_eq!(list.len(), 2);
        assert!(private(&list).iter().all(|(answer, private)| answer == private), "{list:?}");
    }

    let mut wider = request();
    wider["private"] = json!(true);
    let preview: RequestPreview = desk.call("records_preview", wider.clone()).await;
    assert!(!format!("{preview:?}").contains("renewed"), "{preview:?}");
    let _: RequestDone = desk.call("records_export", wider).await;
    let bytes = std::fs::read(file(&desk)).expect("the file is there");
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("renewed") && !text.contains("4 December"), "{text}");
    assert!(text.contains("those it was written to: private") && text.contains("Storytime at three"), "{text}");
}

#[tokio::test]
async fn a_request_that_cannot_be_is_refused() {
    let desk = Desk::open().await;
    let mut backwards = request();
    backwards["from"] = json!(MONDAY_NINE);
    backwards["until"] = json!(MONDAY_NINE);
    assert_eq!(desk.refused("records_preview", backwards.clone()).await.field.as_deref(), Some("until"));
    assert_eq!(desk.refused("records_export", backwards).await.code, Code::BadInput);
    let mut long = request();
    long["name"] = json!("x".repeat(301));
    assert_eq!(desk.refused("records_preview", long).await.field.as_deref(), Some("name"));
    assert!(log(&desk, json!({})).await.records.is_empty());
}

#[tokio::test]
async fn what_cannot_be_written_in_the_log_is_not_handed_out() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(Some(Refusal::Writing)).expect("the store takes the order");
    assert_eq!(desk.refused("records_export", request()).await.code, Code::ReadOnly);
    store.refuse(None).expect("the store takes the order");
    assert!(!file(&desk).exists(), "there is no file that is not on record");
    let parts = std::fs::read_dir(desk.folder()).expect("a folder").filter_map(Result::ok);
    assert!(parts.map(|part| part.file_name()).all(|name| !name.to_string_lossy().ends_with(".part")));
    let done: RequestDone = desk.call("records_export", request()).await;
    assert!(done.done && file(&desk).exists());
}
