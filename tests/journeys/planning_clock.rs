//! The clock is set back or forward while posts are planned: nothing is sent wrongly, nothing is lost.

use lectern_model::{DeliveryState, MissedWhy};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

const HOUR: i64 = 60 * 60;
const YEAR: i64 = 365 * 24 * HOUR;

#[tokio::test]
async fn set_back_it_waits_for_its_time_and_goes_out_once() {
    for back in [HOUR, YEAR] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        let at = MONDAY_NINE.plus_seconds(HOUR);
        let sent = desk.plan_one("Out before the clock is wrong", account, MONDAY_NINE.plus_seconds(HOUR / 2)).await;
        let planned = desk.plan_one("Storytime at three", account, at).await;
        desk.advance(HOUR - 60);
        desk.work().await;
        assert!(matches!(desk.state(&sent).await, DeliveryState::Sent { .. }));
        desk.advance(-back);
        desk.work().await;
        assert_eq!(desk.state(&planned).await, DeliveryState::Planned { at });
        desk.set_clock(at);
        desk.work().await;
        assert!(matches!(desk.state(&planned).await, DeliveryState::Sent { .. }));
        assert_eq!(desk.platform.published().len(), 2, "what was out is not sent again");
    }
}

#[tokio::test]
async fn set_back_between_two_tries_it_waits_for_its_time_again() {
    for back in [HOUR, YEAR] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        let at = MONDAY_NINE.plus_seconds(HOUR);
        let planned = desk.plan_one("Storytime at three", account, at).await;
        desk.set_clock(at);
        desk.platform.fault(Operation::Step, Fault::CutBefore);
        desk.work().await;
        assert!(matches!(desk.state(&planned).await, DeliveryState::Retry { .. }));
        desk.advance(-back);
        desk.work().await;
        assert!(desk.platform.published().is_empty(), "by this clock it is not time yet");
        desk.set_clock(at.plus_seconds(60));
        desk.work().await;
        assert!(matches!(desk.state(&planned).await, DeliveryState::Sent { .. }));
        assert_eq!(desk.platform.published().len(), 1);
    }
}

#[tokio::test]
async fn set_forward_a_year_it_asks_and_is_not_lost() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let (at, last) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(2 * HOUR));
    let planned = desk.plan_one("Storytime at three", account, at).await;
    let limited = desk.plan("Open until eight", &[account], at, Some(last)).await.remove(0);
    desk.advance(YEAR);
    desk.work().await;
    assert_eq!(desk.state(&planned).await, DeliveryState::Missed { due_at: at, why: MissedWhy::Late });
    assert_eq!(desk.state(&limited).await, DeliveryState::Missed { due_at: at, why: MissedWhy::NeverAfter });
    desk.advance(-YEAR);
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    for one in [&planned, &limited] {
        let to = json!({ "delivery": one.id, "at": at, "never_after": one.never_after });
        let _: Value = desk.call("delivery_move", to).await;
    }
    desk.set_clock(at);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 2);
}

#[tokio::test]
async fn a_turn_taken_by_a_wrong_clock_holds_nobody_up() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.advance(YEAR);
    desk.plan_one("Out by a wrong clock", account, desk.now().plus_seconds(HOUR)).await;
    desk.advance(HOUR + 600);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
    desk.set_clock(MONDAY_NINE);
    let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(HOUR)).await;
    desk.advance(HOUR + 600);
    desk.work().await;
    assert!(matches!(desk.state(&planned).await, DeliveryState::Sent { .. }));
}
