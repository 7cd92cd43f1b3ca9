//! One draft in two windows: whoever comes second is told, nothing is written over, and nothing goes out twice or in an
//! older form.

use lectern_api::dispatch;
use lectern_model::{Code, DeliveryView, Draft};
use serde_json::json;

use crate::desk::{Desk, save_input, send_input};

#[tokio::test]
async fn what_another_window_changed_is_not_sent_in_its_older_form() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let old = desk.draft("Storytime at three", &[account]).await;
    let new = desk.save(&Draft { text: "Storytime at four".to_owned(), ..old.clone() }).await;
    assert_eq!(desk.refused("outbox_send", send_input(old.id, old.revision)).await.code, Code::Stale);
    desk.work().await;
    assert!(desk.platform.published().is_empty(), "nothing goes out that nobody sees on the screen");
    let sent: Vec<DeliveryView> = desk.call("outbox_send", send_input(new.id, new.revision)).await;
    desk.work().await;
    assert_eq!((sent.len(), desk.platform.published().len()), (1, 1));
    // The other window writes on, and presses as well.
    assert_eq!(desk.refused("draft_save", save_input(&old)).await.code, Code::Stale);
    let again: Vec<DeliveryView> = desk.call("outbox_send", send_input(new.id, new.revision)).await;
    assert_eq!((again.len(), again[0].id), (1, sent[0].id), "it is shown what is there");
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": new.id })).await.text, "Storytime at four");
}

#[tokio::test]
async fn pressed_in_both_at_the_same_moment_it_goes_out_once() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    let press = || dispatch(&desk.app, "outbox_send", send_input(draft.id, draft.revision));
    let (one, other) = tokio::join!(press(), press());
    assert_eq!(one.expect("it is taken")[0]["id"], other.expect("it is shown what is there")[0]["id"]);
    desk.work().await;
    assert_eq!((desk.platform.published().len(), desk.outbox().await.len()), (1, 1));
}
