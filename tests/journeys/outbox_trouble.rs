//! What comes between "send" and "sent": no line, a platform that does not listen, clocks, an account that is gone.

use lectern_model::{AccountHealth, Code, DeliveryState, DeliveryView, Draft, FailureKind, MissedWhy, Timestamp};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::outbox::is_sent;

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn without_a_line_it_waits_and_no_try_is_counted() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    desk.platform.offline(true);
    for _ in 0..5 {
        desk.work().await;
        let view = desk.delivery(&delivery).await;
        assert!(matches!(view.state, DeliveryState::Retry { .. }), "{view:?}");
        assert_eq!((view.attempts, view.log.len()), (0, 1), "the same trouble is noted once");
        desk.advance(60);
    }
    desk.platform.offline(false);
    desk.work().await;
    assert!(is_sent(&desk.state(&delivery).await));
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn the_platform_says_when_it_listens_again() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let until = MONDAY_NINE.plus_seconds(600);
    desk.platform.fault(Operation::Step, Fault::TooMany { until: Some(until) });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Retry { at, .. } if at == until));
    desk.advance(599);
    desk.work().await;
    assert_eq!(desk.platform.calls(Operation::Step), 1, "not a second too early");
    desk.advance(1);
    desk.work().await;
    assert!(is_sent(&desk.state(&delivery).await));
}

#[tokio::test]
async fn a_lapsed_sign_in_fails_the_post_and_says_so_on_the_account() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.revoke_sign_ins();
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    let state = desk.state(&delivery).await;
    assert!(matches!(state, DeliveryState::Failed { why } if why.what == FailureKind::SignInNeeded));
    let health = desk.account(account).await.account.health;
    assert!(matches!(health, AccountHealth::SignInNeeded { .. }), "{health:?}");
    let needs_you: Vec<DeliveryView> = desk.call("outbox", json!({ "needs_you": true, "limit": 0 })).await;
    assert_eq!(needs_you.len(), 1);

    desk.sign_in("library").await;
    desk.work().await;
    assert!(is_sent(&desk.state(&delivery).await));
}

#[tokio::test]
async fn a_refused_post_gives_its_text_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let refusal = lectern_model::Failure::without_effect(
        FailureKind::Rejected { field: None, limit: None },
        "This word is not allowed here.",
    );
    desk.platform.fault(Operation::Step, Fault::Fails(refusal));
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    assert!(matches!(view.state, DeliveryState::Failed { .. }));
    assert_eq!(view.log[0].words, "This word is not allowed here. It was not sent.");

    let again: Draft = desk.call("delivery_edit_again", json!({ "delivery": delivery.id })).await;
    assert_eq!((again.text.as_str(), again.targets.as_slice()), ("Storytime at three", [account].as_slice()));
    assert_ne!(again.id, delivery.draft);
    assert_eq!(desk.state(&delivery).await, DeliveryState::Cancelled);
    let retry = desk.refused("delivery_retry", json!({ "delivery": delivery.id })).await;
    assert_eq!(retry.code, Code::Stale);
    desk.send(&again).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn nothing_goes_out_a_day_late_without_asking() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.offline(true);
    let delivery = desk.post("Open until eight today", account).await;
    desk.work().await;
    desk.advance(DAY + 60);
    desk.platform.offline(false);
    desk.work().await;
    assert_eq!(desk.state(&delivery).await, DeliveryState::Missed { due_at: MONDAY_NINE, why: MissedWhy::Late });
    assert!(desk.platform.published().is_empty());
    let _: Value = desk.call("delivery_retry", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    assert!(is_sent(&desk.state(&delivery).await));
}

#[tokio::test]
async fn a_clock_that_jumps_back_strands_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.advance(400 * DAY);
    desk.platform.fault(Operation::Step, Fault::CutBefore);
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.advance(-400 * DAY);
    desk.work().await;
    assert!(is_sent(&desk.state(&delivery).await));
}

#[tokio::test]
async fn a_removed_account_sends_nothing_more() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
    desk.work().await;
    assert_eq!(desk.state(&delivery).await, DeliveryState::Cancelled);
    assert!(desk.platform.published().is_empty());
}

#[tokio::test]
async fn accounts_do_not_wait_for_each_other() {
    let desk = Desk::open().await;
    let slow = desk.sign_in("library").await;
    let quick = desk.sign_in_on("other", "library", None).await;
    desk.platform.fault(Operation::Step, Fault::Hang { acts: false });
    desk.post("To the slow one", slow).await;
    let delivery = desk.post("To the quick one", quick).await;
    let open = desk.app.desk().expect("open");
    let never = async {
        let _ = open.outbox.work_once().await;
        panic!("the hanging step ended");
    };
    let sent = async {
        lectern_tests::wait::until("the quick one", crate::desk::PATIENCE, async || {
            is_sent(&desk.state(&delivery).await).then_some(())
        })
        .await;
    };
    tokio::select! { () = never => {}, () = sent => {} }
    let desk = desk.start_again().await;
    desk.work().await;
    desk.advance(10);
    desk.work().await;
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
}

#[tokio::test]
async fn the_log_keeps_the_hours() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::TooMany { until: None });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.advance(30);
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    let times: Vec<Timestamp> = view.log.iter().map(|attempt| attempt.at).collect();
    assert_eq!(times, [MONDAY_NINE, MONDAY_NINE.plus_seconds(30)]);
    assert_eq!(view.attempts, 2);
}
