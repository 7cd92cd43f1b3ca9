//! What a person wishes of a post that its platform holds: it follows there, and is never two posts.

use lectern_model::{AccountId, Code, DeliveryState, DeliveryView, Draft, DraftSummary, HeldStage, HeldWish, Pause};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::held::{DAY, HOUR, MINUTE, desk, held, is_held};

fn wish(state: &DeliveryState) -> HeldWish {
    match state {
        DeliveryState::Held { stage: HeldStage::Wished { wish, .. }, .. } => *wish,
        other => panic!("nothing is wished: {other:?}"),
    }
}

async fn move_to(desk: &Desk, delivery: &DeliveryView, at: lectern_model::Timestamp) {
    let input = json!({ "delivery": delivery.id, "at": at, "never_after": null });
    let _: Value = desk.call("delivery_move", input).await;
}

async fn stop(desk: &Desk, delivery: &DeliveryView) {
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": delivery.id })).await;
}

async fn pause(desk: &Desk) -> Pause {
    desk.call("outbox_pause", json!({ "reason": "A storm" })).await
}

/// So many posts, however long one waits.
async fn in_the_end(desk: &Desk, posts: usize) {
    desk.advance(40 * DAY);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), posts);
    assert!(desk.platform.held().is_empty());
}

#[tokio::test]
async fn a_new_time_follows_to_the_platform() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    let at = MONDAY_NINE.plus_seconds(2 * DAY);
    move_to(&desk, &planned, at).await;
    assert_eq!(desk.delivery(&planned).await.due_at, at, "the calendar shows it there at once");
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await));
    assert_eq!((desk.platform.held()[0].at, desk.platform.calls(Operation::CancelHeld)), (at, 0));
    // Too soon for a scheduler: taken back, and sent by this computer.
    let soon = MONDAY_NINE.plus_seconds(2 * MINUTE);
    move_to(&desk, &planned, soon).await;
    desk.work().await;
    assert_eq!(desk.state(&planned).await, DeliveryState::Planned { at: soon });
    assert!(desk.platform.held().is_empty());
    desk.set_clock(soon);
    desk.work().await;
    assert!(matches!(desk.state(&planned).await, DeliveryState::Sent { .. }));
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn a_platform_that_refuses_the_new_time_gives_it_back() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    let refused = lectern_model::FailureKind::Rejected { field: None, limit: None };
    let failure = lectern_model::Failure::without_effect(refused, "That day is full.");
    desk.platform.fault(Operation::MoveHeld, Fault::Fails(failure));
    let at = MONDAY_NINE.plus_seconds(2 * DAY);
    move_to(&desk, &planned, at).await;
    desk.work().await;
    assert_eq!(desk.platform.calls(Operation::CancelHeld), 1);
    desk.work().await;
    desk.set_clock(at);
    desk.work().await;
    desk.advance(MINUTE);
    desk.work().await;
    assert_eq!(desk.platform.published()[0].post.created_at, at);
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn stopped_it_is_taken_back_and_stays_stopped() {
    let faults = [None, Some(Fault::CutBefore), Some(Fault::CutAfter), Some(Fault::ServerError { acts: false })];
    for fault in faults {
        let (desk, account) = desk().await;
        let planned = held(&desk, account, "Storytime at three").await;
        if let Some(fault) = fault.clone() {
            desk.platform.fault(Operation::CancelHeld, fault);
        }
        stop(&desk, &planned).await;
        assert_eq!(wish(&desk.state(&planned).await), HeldWish::Stop, "it is written down before the platform hears");
        desk.work().await;
        desk.advance(HOUR);
        desk.work().await;
        assert_eq!(desk.state(&planned).await, DeliveryState::Cancelled, "{fault:?}");
        in_the_end(&desk, 0).await;
    }
}

#[tokio::test]
async fn stopped_too_late_it_is_told_as_it_is() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    desk.platform.offline(true);
    stop(&desk, &planned).await;
    desk.work().await;
    let waits = desk.delivery(&planned).await;
    assert!(waits.log.last().is_some_and(|last| last.words.contains("still holds it")), "{:?}", waits.log);
    desk.advance(2 * DAY);
    desk.platform.offline(false);
    desk.work().await;
    let now = desk.delivery(&planned).await;
    assert!(matches!(now.state, DeliveryState::Sent { .. }), "{now:?}");
    assert!(now.log.iter().any(|one| one.words.contains("before it could be told otherwise")), "{:?}", now.log);
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn sent_now_it_is_taken_back_first() {
    for fault in [None, Some(Fault::CutAfter), Some(Fault::HalfAnswer)] {
        let (desk, account) = desk().await;
        let planned = held(&desk, account, "Storytime at three").await;
        if let Some(fault) = fault {
            desk.platform.fault(Operation::CancelHeld, fault);
        }
        let _: Value = desk.call("delivery_retry", json!({ "delivery": planned.id, "anyway": false })).await;
        desk.work().await;
        desk.advance(MINUTE);
        desk.work().await;
        assert!(matches!(desk.state(&planned).await, DeliveryState::Sent { .. }));
        in_the_end(&desk, 1).await;
    }
}

#[tokio::test]
async fn taken_back_to_be_edited_it_is_a_draft_only_once_the_platform_gave_it_back() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    desk.platform.offline(true);
    let refused = desk.refused("delivery_edit_again", json!({ "delivery": planned.id })).await;
    assert_eq!(refused.code, Code::Unreachable, "{refused:?}");
    let whole = desk.refused("draft_take_back", json!({ "draft": planned.draft })).await;
    assert!(whole.message.contains("could not be taken back"), "{whole:?}");
    let drafts: Vec<DraftSummary> = desk.call("drafts", json!({})).await;
    assert!(drafts.is_empty(), "a second copy could be sent beside the first");
    desk.platform.offline(false);
    desk.advance(HOUR);
    let draft: Draft = desk.call("draft_take_back", json!({ "draft": planned.draft })).await;
    assert_eq!(
        (draft.text.as_str(), draft.when),
        ("Storytime at three", lectern_model::When::At { at: planned.due_at })
    );
    assert_eq!(desk.state(&planned).await, DeliveryState::Cancelled);
    assert!(desk.platform.held().is_empty());
    let edited = desk.save(&Draft { text: "Storytime at four".to_owned(), ..draft }).await;
    desk.send(&edited).await;
    desk.work().await;
    assert_eq!(desk.platform.held().len(), 1);
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn a_pause_takes_back_what_platforms_hold_before_it_says_paused() {
    let (desk, account) = desk().await;
    let first = held(&desk, account, "Storytime at three").await;
    let second = held(&desk, account, "Open until eight").await;
    let paused = pause(&desk).await;
    assert_eq!(paused.held, 0, "all of it is back");
    assert!(desk.platform.held().is_empty());
    for one in [&first, &second] {
        assert!(matches!(desk.state(one).await, DeliveryState::Planned { .. }));
    }
    desk.advance(HOUR);
    desk.work().await;
    assert!(desk.platform.held().is_empty(), "nothing is handed over while all is paused");
    let _: Value = desk.call("outbox_resume", json!({})).await;
    desk.work().await;
    assert_eq!(desk.platform.held().len(), 2);
    in_the_end(&desk, 2).await;
}

#[tokio::test]
async fn what_cannot_be_taken_back_is_told_with_the_pause() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    desk.platform.offline(true);
    assert_eq!(pause(&desk).await.held, 1);
    desk.platform.offline(false);
    desk.advance(HOUR);
    desk.work().await;
    let state: Option<Pause> = desk.call("pause_state", json!({})).await;
    assert_eq!(state.map(|pause| pause.held), Some(0), "it came back by itself");
    assert!(matches!(desk.state(&planned).await, DeliveryState::Planned { .. }));
    // Some time after that it is handed over again.
    let _: Value = desk.call("outbox_resume", json!({})).await;
    desk.advance(HOUR);
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await));
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn a_pause_in_the_middle_of_handing_over_holds_it_back() {
    let (desk, account) = desk().await;
    desk.platform.steps(2);
    desk.platform.wait_between_steps(1);
    let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(DAY)).await;
    desk.work().await;
    pause(&desk).await;
    desk.advance(HOUR);
    desk.work().await;
    assert!(matches!(desk.state(&planned).await, DeliveryState::Planned { .. }));
    assert!(desk.platform.held().is_empty());
}

async fn remove(desk: &Desk, account: AccountId) {
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
}

#[tokio::test]
async fn a_removed_account_leaves_nothing_behind_on_its_platform() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    remove(&desk, account).await;
    assert_eq!(desk.state(&planned).await, DeliveryState::Cancelled);
    in_the_end(&desk, 0).await;
}

#[tokio::test]
async fn what_a_removed_account_could_not_take_back_is_asked_about() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    desk.platform.offline(true);
    remove(&desk, account).await;
    let now = desk.delivery(&planned).await;
    assert!(matches!(now.state, DeliveryState::Held { stage: HeldStage::Asking { ask: true, .. }, .. }), "{now:?}");
    assert!(now.log.last().is_some_and(|last| last.words.contains("delete it there")), "{:?}", now.log);
}

#[tokio::test]
async fn its_words_cannot_be_changed_under_the_platforms_feet() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    let input = json!({ "delivery": planned.id, "text": "Storytime at four", "anyway": false });
    assert_eq!(desk.refused("delivery_rewrite", input).await.code, Code::Stale);
    assert!(is_held(&desk.state(&planned).await));
    in_the_end(&desk, 1).await;
}

#[tokio::test]
async fn the_calendar_moves_and_drops_what_is_held() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    let to = json!({ "kind": "local", "local": "2026-11-26T10:00" });
    let _: Value = desk.call("calendar_move", json!({ "draft": planned.draft, "to": to })).await;
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await));
    assert_eq!(desk.platform.held()[0].at, desk.delivery(&planned).await.due_at);
    let _: Value = desk.call("calendar_drop", json!({ "draft": planned.draft })).await;
    desk.work().await;
    assert_eq!(desk.state(&planned).await, DeliveryState::Cancelled);
    in_the_end(&desk, 0).await;
}
