//! How long records are kept: the schedule, legal holds, and disposal by a person.

use lectern_model::{DisposalList, LegalHold, RecordCategory, RecordKind};
use lectern_testkit::MONDAY_NINE;
use lectern_tests::pages::{decrypted, holds};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::records::{log, record, whole};

const YEAR: i64 = 366 * 24 * 60 * 60;

async fn due(desk: &Desk) -> DisposalList {
    desk.call("records_due", json!({})).await
}

fn numbers(list: &DisposalList) -> Vec<i64> {
    list.groups.iter().flat_map(|group| &group.records).map(|record| record.id.0).collect()
}

async fn published(desk: &Desk, words: &[&str]) {
    let account = desk.sign_in("library").await;
    for words in words {
        desk.post(words, account).await;
        desk.work().await;
    }
}

async fn categories(desk: &Desk) -> Vec<RecordCategory> {
    desk.call("record_categories", json!({})).await
}

#[tokio::test]
async fn nothing_is_disposed_of_before_a_person_confirms_the_list() {
    let desk = Desk::open().await;
    published(&desk, &["Gobbledygookery one", "Two", "Three"]).await;
    let _: Value = desk.call("record_file", json!({ "record": 3, "category": "statement" })).await;
    assert!(due(&desk).await.groups.is_empty());
    desk.set_clock(MONDAY_NINE.plus_seconds(5 * YEAR));
    let open = desk.app.desk().expect("open");
    open.records.tidy_once().await.expect("the store works");
    let list = due(&desk).await;
    assert_eq!(numbers(&list), [1, 2], "statements are kept for good");
    assert_eq!(list.groups[0].category.key, "promotion");
    assert!(record(&desk, 1).await.body.is_some(), "the clock disposes of nothing");

    let refused = desk.refused("records_dispose", json!({ "records": [1, 2], "by": " " })).await;
    assert_eq!(refused.field.as_deref(), Some("by"));
    desk.refused("records_dispose", json!({ "records": [1, 3], "by": "Robin" })).await;
    assert!(record(&desk, 1).await.body.is_some(), "a list that does not fit disposes of nothing");
    let _: Value = desk.call("records_dispose", json!({ "records": [1, 2], "by": "Robin" })).await;
    let gone = record(&desk, 1).await;
    assert!(gone.body.is_none() && gone.view.disposed_at.is_some());
    assert!(numbers(&due(&desk).await).is_empty());
    assert_eq!(log(&desk, json!({ "words": "gobbledygookery" })).await.count, 0);

    let list = record(&desk, 5).await;
    let body = list.body.expect("the list stays");
    assert_eq!((list.view.kind, list.view.category.as_str()), (RecordKind::Disposed, "log"));
    assert_eq!((body.about.len(), body.reason.note.as_str()), (2, "By Robin."));
    assert!(body.words.text.starts_with("Promotion and press: 2 records from 2026-11-23 to 2026-11-23"), "{body:?}");
    assert_eq!(whole(&desk).await.records, 5, "the chain is whole without them");
}

#[tokio::test]
async fn what_was_disposed_of_is_not_in_the_log_any_more() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let core = std::sync::Arc::clone(&desk.app.desk().expect("open").core);
    // A removed comment: nothing else of the database has these words.
    let words = lectern_model::RecordWords { text: "Gobbledygookery".to_owned(), ..Default::default() };
    let new = lectern_core::records::NewRecord { account: Some(account), words, ..Default::default() };
    core.record(RecordKind::Removed, new).await.expect("it is written");
    let key = *core.store.key().bytes();
    let stands = || holds(&decrypted(&desk.folder().join("lectern.db"), &key), "bledygookery");
    assert!(stands(), "this test can fail");
    desk.set_clock(MONDAY_NINE.plus_seconds(5 * YEAR));
    let _: Value = desk.call("records_dispose", json!({ "records": [1], "by": "Robin" })).await;
    assert!(!stands());
}

#[tokio::test]
async fn a_legal_hold_keeps_records_and_says_so_in_the_log() {
    let desk = Desk::open().await;
    published(&desk, &["One", "Two"]).await;
    desk.set_clock(MONDAY_NINE.plus_seconds(5 * YEAR));
    let begin = |reason: &str| json!({ "reason": reason, "account": null, "from": null, "until": null });
    assert_eq!(desk.refused("record_hold_begin", begin("  ")).await.field.as_deref(), Some("reason"));
    let hold: LegalHold = desk.call("record_hold_begin", begin("Case 12")).await;
    let list = due(&desk).await;
    assert_eq!((list.held, numbers(&list).len()), (2, 0));
    assert!(record(&desk, 1).await.view.held);
    desk.refused("records_dispose", json!({ "records": [1], "by": "Robin" })).await;
    let _: Value = desk.call("record_hold_end", json!({ "hold": hold.id, "reason": "Settled" })).await;
    assert_eq!(numbers(&due(&desk).await), [1, 2]);
    let (held, released) = (record(&desk, 3).await, record(&desk, 4).await);
    assert_eq!((held.view.kind, released.view.kind), (RecordKind::Held, RecordKind::Released));
    assert_eq!(held.body.expect("it is here").reason.note, "Case 12");
    assert_eq!(released.body.expect("it is here").reason.note, "Settled\nIt held because: Case 12");
    let holds: Vec<LegalHold> = desk.call("record_holds", json!({})).await;
    assert!(holds[0].ended_at.is_some());
    desk.refused("record_hold_end", json!({ "hold": hold.id, "reason": "Again" })).await;
}

#[tokio::test]
async fn the_schedule_is_seeded_and_can_be_the_librarys_own() {
    let desk = Desk::open().await;
    published(&desk, &["One"]).await;
    let seeded = categories(&desk).await;
    assert_eq!(seeded.len(), 8);
    let for_good: Vec<&str> = seeded.iter().filter(|one| one.years.is_none()).map(|one| one.key.as_str()).collect();
    assert_eq!(for_good, ["statement", "log"]);
    let shorter = json!({ "key": "promotion", "label": "Press", "years": 3, "authority": "Rule 7", "note": "" });
    let saved: Vec<RecordCategory> = desk.call("record_category_save", shorter).await;
    assert_eq!((saved[0].years, saved[0].authority.as_str(), saved[0].records), (Some(3), "Rule 7", 1));
    desk.set_clock(MONDAY_NINE.plus_seconds(3 * YEAR));
    assert_eq!(numbers(&due(&desk).await), [1]);
    let own = json!({ "key": "", "label": "Board minutes", "years": null, "authority": "", "note": "" });
    let saved: Vec<RecordCategory> = desk.call("record_category_save", own.clone()).await;
    assert_eq!(saved.last().expect("a new one").label, "Board minutes");
    assert_eq!(desk.refused("record_category_save", own).await.field.as_deref(), Some("label"));
    let long = json!({ "key": "", "label": "x", "years": 201, "authority": "", "note": "" });
    assert_eq!(desk.refused("record_category_save", long).await.field.as_deref(), Some("years"));
    let unknown = json!({ "key": "none", "label": "x", "years": 1, "authority": "", "note": "" });
    assert_eq!(desk.refused("record_category_save", unknown).await.field.as_deref(), Some("key"));
}
