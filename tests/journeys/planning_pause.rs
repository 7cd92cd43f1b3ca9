//! Pause everything, and resume.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use lectern_engine::fault::{Watch, watched};
use lectern_model::{Code, DeliveryState, MissedWhy, Pause, Today};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

async fn pause(desk: &Desk, reason: &str) -> Pause {
    desk.call("outbox_pause", json!({ "reason": reason })).await
}

#[tokio::test]
async fn a_week_of_silence_and_then_only_what_is_in_time() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let written = desk.post("Written just before", account).await;
    let within = desk.plan_one("Within the week", account, MONDAY_NINE.plus_seconds(2 * DAY)).await;
    let just = desk.plan_one("Just at its end", account, MONDAY_NINE.plus_seconds(7 * DAY - 600)).await;
    let later = desk.plan_one("After it", account, MONDAY_NINE.plus_seconds(8 * DAY)).await;
    let paused = pause(&desk, "  The bridge is closed ").await;
    assert_eq!(paused, Pause { since: MONDAY_NINE, reason: "The bridge is closed".to_owned(), held: 0 });

    let mut desk = desk;
    for _ in 0..7 {
        desk.work().await;
        desk.advance(DAY);
        desk = desk.start_again().await;
    }
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    assert_eq!(desk.call::<Option<Pause>>("pause_state", json!({})).await, Some(paused), "a new start keeps it");
    let _: Value = desk.call("outbox_resume", json!({})).await;
    assert_eq!(desk.call::<Option<Pause>>("pause_state", json!({})).await, None);
    desk.work().await;
    for one in [&written, &within] {
        let missed = DeliveryState::Missed { due_at: one.due_at, why: MissedWhy::Late };
        assert_eq!(desk.state(one).await, missed);
    }
    assert!(matches!(desk.state(&just).await, DeliveryState::Sent { .. }), "within its grace");
    desk.advance(DAY);
    desk.work().await;
    assert!(matches!(desk.state(&later).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.published().len(), 2);
}

#[tokio::test]
async fn what_may_be_out_is_asked_about_and_not_sent_again() {
    for fault in [Fault::CutAfter, Fault::ServerError { acts: false }] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        desk.platform.fault(Operation::Step, fault.clone());
        let delivery = desk.post("Storytime at three", account).await;
        desk.work().await;
        pause(&desk, "").await;
        desk.advance(5);
        desk.work().await;
        let state = desk.state(&delivery).await;
        match fault {
            Fault::CutAfter => assert!(matches!(state, DeliveryState::Sent { .. }), "{state:?}"),
            _ => assert!(matches!(state, DeliveryState::Retry { .. }), "{state:?}"),
        }
        assert_eq!(desk.platform.calls(Operation::Step), 1, "nothing is sent while all is paused");
        let _: Value = desk.call("outbox_resume", json!({})).await;
        desk.work().await;
        assert_eq!(desk.platform.published().len(), 1);
    }
}

#[tokio::test]
async fn the_reason_can_be_changed_and_today_says_that_all_is_paused() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    pause(&desk, "Flood").await;
    desk.advance(HOUR);
    let again = pause(&desk, "Flood in the reading room").await;
    assert_eq!(again, Pause { since: MONDAY_NINE, reason: "Flood in the reading room".to_owned(), held: 0 });
    let long = desk.refused("outbox_pause", json!({ "reason": "x".repeat(301) })).await;
    assert_eq!((long.code, long.field.as_deref()), (Code::BadInput, Some("reason")));
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert_eq!(desk.state(&delivery).await, DeliveryState::Due);
    let today: Today = desk.call("today", json!({})).await;
    assert!(
        today.sentence.ends_with("Sending is paused: nothing goes out before you resume it."),
        "{}",
        today.sentence
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_between_the_look_and_the_claim_holds_it_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    let engine = desk.app.desk().expect("the desk is open");
    // The worker stands still between its look and its claim until everything is paused.
    let (stands, standing) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let once = Mutex::new(Some((stands, may_go_on)));
    let watch: Watch = Arc::new(move |point| {
        if point == "after_due_read"
            && let Some((stands, may_go_on)) = once.lock().expect("nobody fails here").take()
        {
            stands.send(()).expect("the test waits");
            may_go_on.recv().expect("the test goes on");
        }
    });
    let work = tokio::spawn(async move {
        let mut work = pin!(engine.outbox.work_once());
        poll_fn(|context| watched(&watch, || work.as_mut().poll(context))).await
    });
    tokio::task::spawn_blocking(move || standing.recv()).await.expect("it runs").expect("the worker looks");
    pause(&desk, "Flood").await;
    go_on.send(()).expect("the worker waits");
    let work = async { work.await.expect("it runs") };
    assert_eq!(work.await.expect("the store works"), 1, "it was seen as due before");
    assert_eq!(desk.state(&delivery).await, DeliveryState::Due);
    assert_eq!(desk.platform.calls(Operation::Step), 0, "and was not claimed any more");
    let _: Value = desk.call("outbox_resume", json!({})).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}
