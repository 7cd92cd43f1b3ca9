//! The log of records: what the library said is in it, nothing else is, and it tells of any change.

use lectern_connectors::IncomingKind;
use lectern_core::records::NewRecord;
use lectern_model::{
    AccountId, Code, ConversationState, DeliveryState, Draft, LogCheck, PostMedia, RecordDetails, RecordKind,
    RecordPage, RecordWords, Thread, Visibility,
};
use lectern_store::Refusal;
use lectern_testkit::{MONDAY_NINE, text};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::proof::with_picture;
use crate::visuals::{bytes, dots};

pub(crate) async fn log(desk: &Desk, query: Value) -> RecordPage {
    desk.call("records", query).await
}

pub(crate) async fn record(desk: &Desk, id: i64) -> RecordDetails {
    desk.call("record", json!({ "record": id })).await
}

pub(crate) async fn whole(desk: &Desk) -> LogCheck {
    let check: LogCheck = desk.call("records_check", json!({})).await;
    assert_eq!((check.bad, check.words.as_str()), (None, ""));
    check
}

/// Answers the only waiting conversation.
pub(crate) async fn answer(desk: &Desk, words: &str) {
    let thread = desk.only_thread().await;
    let input = json!({ "conversation": thread.conversation.id, "answers": null });
    let draft: Draft = desk.call("reply_draft", input).await;
    let draft = desk.save(&Draft { text: words.to_owned(), ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
}

fn kinds(page: &RecordPage) -> Vec<RecordKind> {
    page.records.iter().map(|record| record.kind).collect()
}

#[tokio::test]
async fn what_was_published_changed_and_deleted_is_in_the_log_with_its_picture() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = with_picture(&desk, "Storytime at thre", account).await;
    assert!(log(&desk, json!({})).await.records.is_empty(), "nothing was said yet");
    desk.work().await;
    let said = record(&desk, 1).await;
    let body = said.body.expect("it is here");
    assert_eq!((said.view.kind, said.view.category.as_str()), (RecordKind::Published, "promotion"));
    assert_eq!((body.words.text.as_str(), said.view.at), ("Storytime at thre", MONDAY_NINE));
    assert_eq!(body.account.expect("an account").handle, "@library@scripted.example");
    let picture = &body.words.media[0];
    let kept = desk.app.picture(picture.hash.as_ref().expect("it is ours").as_str()).await;
    assert!(kept.is_ok() && !picture.description.is_empty(), "{picture:?}");

    let _: Value = desk.call("record_file", json!({ "record": 1, "category": "notice" })).await;
    let draft: Draft = desk.call("delivery_edit", json!({ "delivery": delivery.id })).await;
    let draft = desk.save(&Draft { text: "Storytime at three".to_owned(), ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let _: Value = desk.call("delivery_delete", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    let page = log(&desk, json!({})).await;
    assert_eq!(kinds(&page), [RecordKind::Deleted, RecordKind::Changed, RecordKind::Filed, RecordKind::Published]);
    let changed = record(&desk, 3).await;
    assert_eq!(changed.view.category, "notice", "it is filed with what it changes");
    let body = changed.body.expect("it is here");
    assert_eq!((body.words.text.as_str(), body.context[0].text.as_str()), ("Storytime at three", "Storytime at thre"));
    assert_eq!(record(&desk, 4).await.body.expect("it is here").words.text, "Storytime at three");
    assert_eq!(whole(&desk).await.records, 4);
}

#[tokio::test]
async fn an_answer_is_there_with_what_was_asked_and_its_picture_stays() {
    const PICTURE: &str = "https://pictures.example/shelf.png";
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Direct, "Ana", "Is this yours?");
    let media = PostMedia {
        kind: lectern_model::MediaKind::Picture,
        url: PICTURE.to_owned(),
        preview_url: None,
        description: "A shelf".to_owned(),
        width: None,
        height: None,
    };
    desk.platform.change_message(&id, |post| post.media = vec![media]);
    let png = bytes(&dots(40, 40), image::ImageFormat::Png);
    desk.wire.on(lectern_net::Method::Get, PICTURE, text(200, "image/png", png));
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let _: Thread = desk.call("conversation", json!({ "conversation": thread.conversation.id })).await;
    let open = desk.app.desk().expect("open");
    lectern_tests::wait::until("the picture to be here", crate::desk::PATIENCE, async || {
        open.media.fetch_wanted().await.expect("the wire works");
        let thread = desk.only_thread().await;
        thread.messages[0].media[0].preview.clone()
    })
    .await;
    answer(&desk, "Yes, it is ours.").await;

    let said = record(&desk, 1).await;
    let body = said.body.expect("it is here");
    assert_eq!((said.view.kind, said.view.author.as_str()), (RecordKind::Answered, "Ana"));
    assert!(said.view.private && body.words.visibility == Visibility::Direct);
    assert!(body.words.text.ends_with("Yes, it is ours."), "{}", body.words.text);
    let asked = &body.context[0];
    assert_eq!((asked.text.as_str(), asked.media[0].description.as_str()), ("Is this yours?", "A shelf"));
    let kept = asked.media[0].hash.clone().expect("its picture was here");

    desk.advance(40 * 24 * 60 * 60);
    assert!(open.records.tidy_once().await.expect("the store works") > 0);
    assert!(desk.conversations(ConversationState::Done).await.conversations.is_empty(), "the cache is gone");
    desk.app.picture(kept.as_str()).await.expect("the picture of a record stays");
    let found = log(&desk, json!({ "words": "yours" })).await;
    assert_eq!(found.count, 1, "what was asked stays on record, and is found");
}

#[tokio::test]
async fn the_log_is_searched_by_words_time_account_and_category() {
    let desk = Desk::open().await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await);
    for (day, (account, words)) in
        [(one, "Seed library"), (two, "Book club"), (one, "Closed for snow")].iter().enumerate()
    {
        desk.set_clock(MONDAY_NINE.plus_seconds(i64::try_from(day).expect("small") * 86_400));
        desk.post(words, *account).await;
        desk.work().await;
    }
    let _: Value = desk.call("record_file", json!({ "record": 3, "category": "notice" })).await;
    let ids =
        async |query: Value| -> Vec<i64> { log(&desk, query).await.records.iter().map(|record| record.id.0).collect() };
    assert_eq!(ids(json!({ "words": "clos sno" })).await, [3]);
    assert_eq!(ids(json!({ "accounts": [one] })).await, [3, 1]);
    assert_eq!(ids(json!({ "category": "promotion" })).await, [2, 1]);
    let tuesday = MONDAY_NINE.plus_seconds(86_400);
    assert_eq!(ids(json!({ "from": tuesday, "until": tuesday.plus_seconds(1) })).await, [2]);
    assert_eq!(ids(json!({ "limit": 2 })).await, [4, 3]);
    assert_eq!(ids(json!({ "limit": 2, "before": 3 })).await, [2, 1]);
    assert!(ids(json!({ "words": "?!" })).await.is_empty());
    let refused = desk.refused("record_file", json!({ "record": 3, "category": "none" })).await;
    assert_eq!(refused.code, Code::NotFound);
}

#[tokio::test]
async fn what_a_person_says_as_themselves_is_no_record_of_the_library() {
    let desk = Desk::open().await;
    let identity = json!({ "id": 0, "kind": "personal", "name": "Robin", "colour": "#334155" });
    let identity: Value = desk.call("identity_save", identity).await;
    let account: AccountId = desk.sign_in_on("scripted", "robin", identity["id"].as_i64()).await;
    let draft = desk.draft("My weekend", &[account]).await;
    let input = json!({ "draft": draft.id, "revision": draft.revision, "confirm_personal": true });
    let sent: Vec<lectern_model::DeliveryView> = desk.call("outbox_send", input).await;
    desk.work().await;
    assert!(matches!(desk.state(&sent[0]).await, DeliveryState::Sent { .. }));
    assert!(log(&desk, json!({})).await.records.is_empty());
}

fn refuse(desk: &Desk, refusal: Option<Refusal>) {
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(refusal).expect("the store takes the order");
}

#[tokio::test]
async fn who_must_write_it_down_first_is_told_before_the_platform_is_called() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let core = std::sync::Arc::clone(&desk.app.desk().expect("open").core);
    for (refusal, code) in [(Refusal::Room, Code::DiskFull), (Refusal::Writing, Code::ReadOnly)] {
        refuse(&desk, Some(refusal));
        let words = RecordWords { text: "x".repeat(200_000), ..RecordWords::default() };
        let new = NewRecord { account: Some(account), words, ..NewRecord::default() };
        let refused = core.record(RecordKind::Hidden, new.clone()).await.expect_err("there is no room");
        assert_eq!(refused.code, code);
        refuse(&desk, None);
        assert!(log(&desk, json!({})).await.records.is_empty(), "nothing was written");
    }
    let words = RecordWords { text: "Spam".to_owned(), ..RecordWords::default() };
    let new = NewRecord { account: Some(account), words, ..NewRecord::default() };
    let id = core.record(RecordKind::Hidden, new).await.expect("there is room");
    assert_eq!((id.0, record(&desk, 1).await.view.category.as_str()), (1, "moderation"));
    whole(&desk).await;
}

#[tokio::test]
async fn what_went_out_but_could_not_be_written_down_is_settled_later_and_once() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    // Claimed, begun, settled: the third is refused.
    store.faults().fail_before_commit(3);
    let _ = desk.app.desk().expect("open").outbox.work_once().await;
    assert!(log(&desk, json!({})).await.records.is_empty());
    assert!(!matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }), "neither is written down");
    for _ in 0..5 {
        desk.advance(61);
        desk.work().await;
    }
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(kinds(&log(&desk, json!({})).await), [RecordKind::Published]);
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn the_first_record_that_was_changed_behind_the_app_is_named() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for words in ["One", "Two", "Three"] {
        desk.post(words, account).await;
        desk.work().await;
    }
    let head = whole(&desk).await.head;
    let key = desk.app.desk().expect("open").core.store.key().to_hex();
    let raw = rusqlite::Connection::open(desk.folder().join("lectern.db")).expect("it is there");
    raw.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.as_str())).expect("a key");
    for sql in [
        "UPDATE record SET at = 1 WHERE id = 2",
        "DELETE FROM record WHERE id = 3",
        "UPDATE record_body SET body = '{}' WHERE id = 2",
        "DELETE FROM record_body WHERE id = 2",
        "INSERT OR REPLACE INTO record (id, at, kind, body_digest, digest, hash) VALUES (2, 1, 'published', '', '', '')",
        "INSERT OR REPLACE INTO record_body (id, body, words) VALUES (2, '{}', '')",
        "INSERT INTO record (id, at, kind, body_digest, digest, hash) VALUES (9, 1, 'published', '', '', '')",
    ] {
        let refused = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(refused.contains("a record"), "{sql}: {refused}");
    }
    raw.execute_batch(
        "DROP TRIGGER record_body_unchanged; UPDATE record_body SET body = replace(body, 'Two', 'Too') WHERE id = 2",
    )
    .expect("who has the key can do that");
    let check: LogCheck = desk.call("records_check", json!({})).await;
    assert_eq!((check.bad.map(|id| id.0), check.words.as_str()), (Some(2), "What it says was changed."));
    assert_ne!(check.head, head);
}
