//! From "send" to "sent".

use lectern_model::{Code, DeliveryState, DeliveryView, Draft, FeedPage, Identity};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};

pub(crate) fn is_sent(state: &DeliveryState) -> bool {
    matches!(state, DeliveryState::Sent { deleted_at: None, .. })
}

#[tokio::test]
async fn one_draft_goes_out_once_to_every_account() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let draft = desk.draft("Storytime at three", &accounts).await;
    let queued = desk.send(&draft).await;
    assert_eq!(queued.iter().map(|one| one.account).collect::<Vec<_>>(), accounts);
    assert!(queued.iter().all(|one| one.state == DeliveryState::Due));
    assert!(desk.platform.published().is_empty(), "nothing leaves before the worker does its work");

    desk.work().await;
    for one in &queued {
        let sent = desk.delivery(one).await;
        assert!(is_sent(&sent.state) && sent.can_delete, "{sent:?}");
        assert_eq!(sent.log.last().expect("a log").words, "Sent.");
    }
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
    let drafts: Vec<Value> = desk.call("drafts", json!({})).await;
    assert!(drafts.is_empty(), "what was queued is no draft any more");
}

#[tokio::test]
async fn our_own_post_is_read_back_into_the_feed() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let page: FeedPage = desk.call("feed", json!({})).await;
    assert_eq!(page.posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["Storytime at three"]);
}

#[tokio::test]
async fn a_double_click_makes_one_delivery() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    let (one, two) = tokio::join!(desk.send(&draft), desk.send(&draft));
    let three = desk.send(&draft).await;
    assert_eq!((one.len(), &one[0].id, &one[0].id), (1, &two[0].id, &three[0].id));
    desk.work().await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn an_older_revision_is_not_sent() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let old = desk.draft("Storytime at thre", &[account]).await;
    let new = desk.save(&Draft { text: "Storytime at three".to_owned(), ..old.clone() }).await;
    let problem = desk.refused("outbox_send", send_input(old.id, old.revision)).await;
    assert_eq!(problem.code, Code::Stale);
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": old.id })).await, new);
}

#[tokio::test]
async fn a_person_is_asked_once_before_they_speak() {
    let desk = Desk::open().await;
    let me = json!({ "id": 0, "kind": "personal", "name": "Ines", "colour": "#334155" });
    let me: Identity = desk.call("identity_save", me).await;
    let account = desk.sign_in_on("scripted", "ines", Some(me.id.0)).await;
    let first = desk.draft("I love this book", &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(first.id, first.revision)).await.code, Code::ConfirmPersonal);
    assert!(desk.outbox().await.is_empty());

    let confirmed = json!({ "draft": first.id, "revision": first.revision, "confirm_personal": true });
    assert_eq!(desk.call::<Vec<DeliveryView>>("outbox_send", confirmed).await.len(), 1);
    desk.post("And this one", account).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_sent_as_it_is_stays_a_draft() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let long = desk.draft(&"x".repeat(501), &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(long.id, long.revision)).await.code, Code::Stopped);
    let empty = desk.draft("  \n ", &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(empty.id, empty.revision)).await.code, Code::Stopped);
    let aimless = desk.draft("Storytime at three", &[]).await;
    let problem = desk.refused("outbox_send", send_input(aimless.id, aimless.revision)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("targets")));
    let gone = desk.refused("outbox_send", send_input(lectern_model::DraftId(999), 1)).await;
    assert_eq!(gone.code, Code::NotFound);
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.call::<Vec<Value>>("drafts", json!({})).await.len(), 3);
}

#[tokio::test]
async fn a_waiting_post_can_be_stopped_and_a_sent_one_cannot() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    let sent = desk.post("Storytime at four", account).await;
    desk.work().await;
    for command in ["delivery_cancel", "delivery_retry", "delivery_edit_again"] {
        assert_eq!(desk.refused(command, json!({ "delivery": sent.id })).await.code, Code::Stale, "{command}");
    }
    assert_eq!(desk.refused("delivery_cancel", json!({ "delivery": 999 })).await.code, Code::NotFound);
}
