//! What is planned can be taken back, whole, and written on.

use lectern_model::{Code, DeliveryState, Draft, When};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;

const HOUR: i64 = 60 * 60;

#[tokio::test]
async fn one_draft_comes_back_with_all_that_was_in_it() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let (at, last) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(2 * HOUR));
    let draft = desk.draft("Storytime at three", &accounts).await;
    let draft: Draft = desk.call("picture_add", crate::drafts::picture(&draft, "poster.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A poster with a dragon".to_owned();
    let draft = desk.save(&Draft { media, when: When::At { at }, never_after: Some(last), ..draft }).await;
    let planned = desk.send(&draft).await;

    let back: Draft = desk.call("draft_take_back", json!({ "draft": draft.id })).await;
    assert_ne!(back.id, draft.id, "what was queued stays on record");
    assert_eq!((&back.text, &back.media, &back.targets), (&draft.text, &draft.media, &draft.targets));
    assert_eq!((back.when, back.never_after, back.queued_at), (When::At { at }, Some(last), None));
    for one in &planned {
        assert_eq!(desk.state(one).await, DeliveryState::Cancelled);
    }
    let again = desk.refused("draft_take_back", json!({ "draft": draft.id })).await;
    assert_eq!(again.code, Code::Stale);
    desk.advance(HOUR);
    desk.work().await;
    assert!(desk.platform.published().is_empty() && desk.other.published().is_empty());
    assert_eq!(desk.call::<Vec<Value>>("drafts", json!({})).await.len(), 1);
}

#[tokio::test]
async fn what_is_on_its_way_or_sent_is_not_taken_back() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let at = MONDAY_NINE.plus_seconds(HOUR);
    let planned = desk.plan("Storytime at three", &accounts, at, None).await;
    let input = json!({ "draft": planned[0].draft });
    let _: Value = desk.call("delivery_retry", json!({ "delivery": planned[0].id })).await;
    let on_its_way = desk.refused("draft_take_back", input.clone()).await;
    assert!(on_its_way.message.starts_with("It is on its way"), "{}", on_its_way.message);
    assert_eq!(desk.state(&planned[1]).await, DeliveryState::Planned { at }, "nothing was changed");
    desk.work().await;
    let sent = desk.refused("draft_take_back", input).await;
    assert_eq!(sent.code, Code::Stale);
    assert!(sent.message.starts_with("It was sent to an account already"), "{}", sent.message);
    assert!(matches!(desk.state(&planned[0]).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.state(&planned[1]).await, DeliveryState::Planned { at });
    assert_eq!(desk.refused("draft_take_back", json!({ "draft": 999 })).await.code, Code::NotFound);
}

#[tokio::test]
async fn a_moved_one_comes_back_with_the_time_it_was_moved_to_and_a_missed_one_with_none() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let (at, later) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(5 * HOUR));
    let planned = desk.plan_one("Storytime at three", account, at).await;
    let _: Value =
        desk.call("delivery_move", json!({ "delivery": planned.id, "at": later, "never_after": null })).await;
    let back: Draft = desk.call("draft_take_back", json!({ "draft": planned.draft })).await;
    assert_eq!(back.when, When::At { at: later });

    let missed = desk.plan_one("Storytime at four", account, at).await;
    desk.advance(3 * HOUR);
    desk.work().await;
    let back: Draft = desk.call("delivery_edit_again", json!({ "delivery": missed.id })).await;
    assert_eq!(back.when, When::Now, "a time that passed would be refused");
}
