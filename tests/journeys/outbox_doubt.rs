//! What may be there is never sent again on hope.

use lectern_model::{Code, DeliveryState, Failure, FailureKind};
use lectern_testkit::{Fault, Finding, Idempotency, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

fn acting_faults() -> Vec<Fault> {
    vec![Fault::CutAfter, Fault::HalfAnswer, Fault::ServerError { acts: true }]
}

#[tokio::test]
async fn the_server_acted_and_the_answer_was_lost() {
    for idempotency in [Idempotency::None, Idempotency::Key, Idempotency::Minted] {
        for fault in acting_faults() {
            let desk = Desk::open().await;
            let account = desk.sign_in("library").await;
            desk.platform.idempotency(idempotency);
            desk.platform.fault(Operation::Step, fault.clone());
            let delivery = desk.post("Storytime at three", account).await;
            desk.work().await;
            assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { ask: false, .. }), "{fault:?}");
            assert_eq!(desk.platform.calls(Operation::FindPublished), 0, "servers lag: not asked at once");
            desk.advance(5);
            desk.work().await;
            assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }), "{fault:?}");
            assert_eq!((desk.platform.published().len(), desk.platform.calls(Operation::Step)), (1, 1), "{fault:?}");
        }
    }
}

#[tokio::test]
async fn the_server_did_not_act_and_nobody_knew() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::ServerError { acts: false });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.advance(5);
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    assert!(matches!(view.state, DeliveryState::Sent { .. }));
    let log: Vec<&str> = view.log.iter().map(|attempt| attempt.words.as_str()).collect();
    assert_eq!(log[1..], ["The platform says that it is not there. It is sent again.", "Sent."]);
    assert_eq!((desk.platform.published().len(), desk.platform.calls(Operation::Step)), (1, 2));
}

#[tokio::test]
async fn the_line_stays_down_while_it_is_in_doubt() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::CutAfter);
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.platform.offline(true);
    for _ in 0..10 {
        desk.advance(300);
        desk.work().await;
        assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { .. }));
    }
    for command in ["delivery_retry", "delivery_cancel", "delivery_edit_again"] {
        assert_eq!(desk.refused(command, json!({ "delivery": delivery.id })).await.code, Code::Stale, "{command}");
    }
    desk.platform.offline(false);
    desk.advance(3600);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn where_the_platform_cannot_tell_a_person_does() {
    for (fault, there) in [(Fault::CutAfter, true), (Fault::ServerError { acts: false }, false)] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        desk.platform.finding(Finding::CannotTell);
        desk.platform.fault(Operation::Step, fault);
        let delivery = desk.post("Storytime at three", account).await;
        desk.work().await;
        let settle = json!({ "delivery": delivery.id, "there": there });
        assert_eq!(desk.refused("delivery_settle", settle.clone()).await.code, Code::Stale, "still being asked");
        desk.advance(5);
        desk.work().await;
        assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { ask: true, .. }));
        desk.advance(7200);
        desk.work().await;
        assert_eq!(desk.platform.calls(Operation::Step), 1, "it waits for the person");
        let _: Value = desk.call("delivery_settle", settle).await;
        desk.work().await;
        let view = desk.delivery(&delivery).await;
        assert!(matches!(view.state, DeliveryState::Sent { .. }), "{view:?}");
        assert_eq!(view.can_delete, !there, "what a person found has no address here");
        assert_eq!(desk.platform.published().len(), 1);
    }
}

#[tokio::test]
async fn a_record_that_exists_is_ours_or_it_fails() {
    let conflict = || Failure::without_effect(FailureKind::Conflict, "This record exists already.");
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::Fails(conflict()));
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { .. }));
    desk.advance(5);
    desk.work().await;
    let state = desk.state(&delivery).await;
    assert!(matches!(state, DeliveryState::Failed { why } if why.what == FailureKind::Conflict));
    assert_eq!(desk.platform.calls(Operation::Step), 1, "no circle");
}

#[tokio::test]
async fn an_upload_that_is_cut_is_not_in_doubt() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.steps(2);
    desk.platform.fault(Operation::Step, Fault::CutAfter);
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Retry { .. }), "nobody can see an upload");
    desk.advance(60);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.calls(Operation::FindPublished), 0);
}

#[tokio::test]
async fn a_start_in_the_middle_asks_before_it_sends() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::Hang { acts: true });
    let delivery = desk.post("Storytime at three", account).await;
    let open = desk.app.desk().expect("open");
    let acted = lectern_tests::wait::until_some("the server to act", crate::desk::PATIENCE, || {
        (desk.platform.published().len() == 1).then_some(())
    });
    tokio::select! { _ = open.outbox.work_once() => panic!("it hangs"), () = acted => {} }
    drop(open);
    let desk = desk.start_again().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { .. }));
    desk.advance(5);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.published().len(), 1);
}
