//! What was due while the computer slept.

use lectern_model::{AccountId, Code, DeliveryState, DeliveryView, MissedWhy};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

fn missed(planned: &DeliveryView) -> DeliveryState {
    DeliveryState::Missed { due_at: planned.due_at, why: MissedWhy::Late }
}

async fn several(desk: &Desk, account: AccountId, count: i64) -> Vec<DeliveryView> {
    let mut planned = Vec::new();
    for number in 0..count {
        let at = MONDAY_NINE.plus_seconds(HOUR + number * MINUTE);
        planned.push(desk.plan_one(&format!("Number {number}"), account, at).await);
    }
    planned
}

#[tokio::test]
async fn a_short_sleep_is_made_up_for_and_a_long_one_asks() {
    for (sleep, goes) in [(20 * MINUTE, true), (30 * MINUTE, true), (30 * MINUTE + 1, false), (2 * HOUR, false)] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(HOUR)).await;
        desk.advance(HOUR + sleep);
        desk.work().await;
        assert_eq!(desk.platform.published().len(), usize::from(goes), "{sleep}");
        if !goes {
            assert_eq!(desk.state(&planned).await, missed(&planned));
            let log = desk.delivery(&planned).await.log;
            assert!(log[0].words.contains("later than you allow"), "{log:?}");
        }
    }
}

#[tokio::test]
async fn the_grace_is_the_persons_own() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let mut settings: Value = desk.call("settings", json!({})).await;
    assert_eq!(settings["missed_grace_minutes"], 30);
    settings["missed_grace_minutes"] = json!(1441);
    let refused = desk.refused("settings_save", settings).await;
    assert_eq!((refused.code, refused.field.as_deref()), (Code::BadInput, Some("missed_grace_minutes")));
    for (grace, late, goes) in [(0, MINUTE, true), (0, 2 * MINUTE, false), (180, 3 * HOUR, true)] {
        desk.set("missed_grace_minutes", json!(grace)).await;
        let before = desk.platform.published().len();
        let planned = desk.plan_one("Storytime at three", account, desk.now().plus_seconds(HOUR)).await;
        desk.advance(HOUR + late);
        desk.work().await;
        assert_eq!(desk.platform.published().len() > before, goes, "{grace} {late}");
        assert_eq!(desk.state(&planned).await == missed(&planned), !goes);
    }
}

#[tokio::test]
async fn a_missed_one_is_sent_now_or_moved_or_dropped() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let [now, moved, dropped] = &several(&desk, account, 3).await[..] else { panic!("three") };
    desk.advance(3 * HOUR);
    desk.work().await;
    for one in [now, moved, dropped] {
        assert_eq!(desk.state(one).await, missed(one));
    }
    let _: Value = desk.call("delivery_retry", json!({ "delivery": now.id })).await;
    let at = desk.now().plus_seconds(HOUR);
    let to = |at| json!({ "delivery": moved.id, "at": at, "never_after": null });
    let past = desk.refused("delivery_move", to(MONDAY_NINE)).await;
    assert_eq!((past.code, past.field.as_deref()), (Code::BadInput, Some("when")));
    let _: Value = desk.call("delivery_move", to(at)).await;
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": dropped.id })).await;
    desk.work().await;
    assert!(matches!(desk.state(now).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.state(moved).await, DeliveryState::Planned { at });
    desk.advance(HOUR);
    desk.work().await;
    assert!(matches!(desk.state(moved).await, DeliveryState::Sent { at: sent, .. } if sent == at));
    assert_eq!(desk.state(dropped).await, DeliveryState::Cancelled);
    assert_eq!(desk.platform.published().len(), 2);
    let sent = desk.refused("delivery_move", to(desk.now().plus_seconds(HOUR))).await;
    assert_eq!(sent.code, Code::Stale);
}

#[tokio::test]
async fn late_ones_of_one_account_go_out_one_after_the_other() {
    let mut desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    several(&desk, account, 4).await;
    several(&desk, elsewhere, 1).await;
    // The last of the four is not late.
    desk.advance(HOUR + 3 * MINUTE + 30);
    desk.work().await;
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (2, 1));
    for sent in 3..=4 {
        desk.advance(119);
        desk.work().await;
        assert_eq!(desk.platform.published().len(), sent - 1);
        // Not even a new start makes a burst of it.
        desk = desk.start_again().await;
        desk.work().await;
        assert_eq!(desk.platform.published().len(), sent - 1);
        desk.advance(1);
        desk.work().await;
        assert_eq!(desk.platform.published().len(), sent);
    }
    let texts: Vec<_> = desk.outbox().await.into_iter().filter(|one| one.account == account).collect();
    assert!(texts.iter().all(|one| matches!(one.state, DeliveryState::Sent { .. })));
}

#[tokio::test]
async fn missed_ones_that_are_sent_now_go_out_one_after_the_other_too() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let planned = several(&desk, account, 3).await;
    desk.advance(3 * HOUR);
    desk.work().await;
    for one in &planned {
        let _: Value = desk.call("delivery_retry", json!({ "delivery": one.id })).await;
    }
    let now = desk.now();
    for (number, one) in (0..).zip(&planned) {
        assert_eq!(desk.delivery(one).await.next_at, Some(now.plus_seconds(number * 120)), "it says when");
    }
    for sent in 1..=3 {
        desk.work().await;
        assert_eq!(desk.platform.published().len(), sent);
        desk.advance(120);
    }
}
