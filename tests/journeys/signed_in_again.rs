//! A sign-in that lapsed while posts waited: once it is renewed they go on by themselves, unless they are too late.

use lectern_model::{AccountHealth, AccountId, DeliveryState, FailureKind, SignInStep};
use lectern_testkit::Operation;
use lectern_tests::wait;
use serde_json::json;

use crate::desk::{Desk, PATIENCE};

/// Signs in once more to an account whose sign-in lapsed.
async fn renew(desk: &Desk, account: AccountId) {
    let input = json!({ "platform": "scripted", "identity": null, "again": account });
    let SignInStep::AskFields { ticket, .. } = desk.call("sign_in_begin", input).await else { panic!("a form") };
    let fields = json!({ "handle": "library", "password": "right" });
    let step: SignInStep = desk.call("sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await;
    assert_eq!(step, SignInStep::Done { account });
}

fn waits_for_sign_in(state: &DeliveryState) -> bool {
    matches!(state, DeliveryState::Failed { why } if why.what == FailureKind::SignInNeeded)
}

#[tokio::test]
async fn what_waited_for_a_sign_in_goes_on_after_it() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    desk.platform.revoke_sign_ins();
    desk.other.revoke_sign_ins();
    let mine = desk.post("Storytime at three", account).await;
    let others = desk.post("Storytime at three", elsewhere).await;
    desk.work().await;
    assert!(waits_for_sign_in(&desk.state(&mine).await) && waits_for_sign_in(&desk.state(&others).await));

    desk.advance(23 * 3600);
    renew(&desk, account).await;
    assert_eq!(desk.state(&mine).await, DeliveryState::Due);
    let log = desk.delivery(&mine).await.log;
    assert_eq!(log.last().expect("a log").words, "The account is signed in again. It goes on by itself.");
    assert!(waits_for_sign_in(&desk.state(&others).await), "the other account is still signed out");
    desk.work().await;
    assert!(matches!(desk.state(&mine).await, DeliveryState::Sent { .. }));
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 0));
}

#[tokio::test]
async fn what_is_more_than_a_day_late_asks_first() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.revoke_sign_ins();
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.advance(24 * 3600 + 1);
    renew(&desk, account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Missed { .. }));
    assert!(desk.platform.published().is_empty());
    assert_eq!(desk.account(account).await.account.health, AccountHealth::New);
    let _: serde_json::Value = desk.call("delivery_retry", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1, "the person's word sends it");
}

#[tokio::test]
async fn what_was_stopped_or_refused_for_another_reason_stays() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let refused = lectern_model::Failure::without_effect(FailureKind::Permission, "This account may not post.");
    desk.platform.fault(Operation::Step, lectern_testkit::Fault::Fails(refused));
    let barred = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.platform.revoke_sign_ins();
    let stopped = desk.post("Storytime at four", account).await;
    desk.work().await;
    let _: serde_json::Value = desk.call("delivery_cancel", json!({ "delivery": stopped.id })).await;
    renew(&desk, account).await;
    desk.work().await;
    assert!(matches!(desk.state(&barred).await, DeliveryState::Failed { .. }));
    assert_eq!(desk.state(&stopped).await, DeliveryState::Cancelled);
    assert!(desk.platform.published().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_wakes_for_it() {
    let desk = Desk::open_by_itself().await;
    let account = desk.sign_in("library").await;
    desk.platform.revoke_sign_ins();
    let delivery = desk.post("Storytime at three", account).await;
    wait::until("the refusal", PATIENCE, async || waits_for_sign_in(&desk.state(&delivery).await).then_some(())).await;
    renew(&desk, account).await;
    let sent = async || matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }).then_some(());
    wait::until("the post to be out, with no hand on the clock", PATIENCE, sent).await;
    assert_eq!(desk.platform.published().len(), 1);
}
