//! What is planned goes out at its time, to the minute.

use lectern_model::{
    Code, DeliveryState, Draft, Failure, FailureKind, MissedWhy, Moment, Timestamp, Today, WallClock, When,
};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use lectern_tests::wait;
use serde_json::{Value, json};

use crate::desk::{Desk, PATIENCE, send_input};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

async fn moment(desk: &Desk, local: &str) -> Moment {
    desk.call("moment", json!({ "local": local })).await
}

#[tokio::test]
async fn it_goes_out_at_its_minute_to_every_account() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let at = MONDAY_NINE.plus_seconds(3 * DAY + 90 * 60);
    let planned = desk.plan("Storytime at three", &accounts, at, None).await;
    for one in &planned {
        assert_eq!(one.state, DeliveryState::Planned { at });
        assert_eq!((one.scheduled, one.due_at, one.next_at), (true, at, Some(at)));
    }
    for seconds in [0, 2 * DAY, DAY, 89 * 60, 59] {
        desk.advance(seconds);
        desk.work().await;
        assert!(desk.platform.published().is_empty() && desk.other.published().is_empty(), "not a second too early");
    }
    desk.advance(1);
    desk.work().await;
    for one in &planned {
        assert!(matches!(desk.state(one).await, DeliveryState::Sent { at: sent, .. } if sent == at));
    }
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
    assert_eq!(desk.platform.published()[0].post.created_at, at);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_wakes_it_without_a_click() {
    let desk = Desk::open_by_itself().await;
    let account = desk.sign_in("library").await;
    let at = MONDAY_NINE.plus_seconds(600);
    let planned = desk.plan_one("Storytime at three", account, at).await;
    desk.set_clock(at);
    wait::until("the post to be out", PATIENCE, async || {
        matches!(desk.state(&planned).await, DeliveryState::Sent { at: sent, .. } if sent == at).then_some(())
    })
    .await;
}

#[tokio::test]
async fn both_changes_of_the_clock_are_told_and_kept_to() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("America/New_York")).await;
    let account = desk.sign_in("library").await;
    let skipped = moment(&desk, "2027-03-14T02:30").await;
    assert_eq!((skipped.clock, skipped.at), (WallClock::Skipped, utc("2027-03-14T07:30:00Z")));
    assert_eq!(skipped.local, "2027-03-14T03:30");
    assert!(skipped.note.contains("2:30 does not come"), "{}", skipped.note);
    let twice = moment(&desk, "2027-11-07T01:30").await;
    assert_eq!((twice.clock, twice.at), (WallClock::Twice, utc("2027-11-07T05:30:00Z")));
    assert_eq!(twice.again_at, Some(utc("2027-11-07T06:30:00Z")));
    assert!(twice.note.contains("1:30 comes twice"), "{}", twice.note);
    let (before, after) = (moment(&desk, "2027-03-13T09:00").await, moment(&desk, "2027-03-14T09:00").await);
    assert_eq!((before.clock, before.note.as_str()), (WallClock::Plain, ""));
    assert_eq!((before.at, after.at), (utc("2027-03-13T14:00:00Z"), utc("2027-03-14T13:00:00Z")));
    assert_eq!(after.words, "Sunday 14 March 2027, 9:00 (EDT)");

    for (number, at) in [twice.at, after.at, skipped.at, before.at].into_iter().enumerate() {
        desk.plan_one(&format!("Number {number}"), account, at).await;
    }
    for (count, at) in [before.at, skipped.at, after.at, twice.at].into_iter().enumerate() {
        desk.set_clock(at.plus_seconds(-1));
        desk.work().await;
        assert_eq!(desk.platform.published().len(), count);
        desk.set_clock(at);
        desk.work().await;
        assert_eq!(desk.platform.published().len(), count + 1);
    }
}

#[tokio::test]
async fn a_time_that_cannot_be_kept_is_refused_in_words() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    let mut draft = desk.save(&Draft { when: When::At { at: MONDAY_NINE.plus_seconds(-301) }, ..draft }).await;
    let past = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!((past.code, past.field.as_deref()), (Code::BadInput, Some("when")));
    draft.when = When::At { at: MONDAY_NINE.plus_seconds(HOUR) };
    draft.never_after = Some(MONDAY_NINE.plus_seconds(HOUR - 1));
    let draft = desk.save(&draft).await;
    let before = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!((before.code, before.field.as_deref()), (Code::BadInput, Some("never_after")));
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": draft.id })).await, draft, "the draft is as it was");

    let just_passed = When::At { at: MONDAY_NINE.plus_seconds(-300) };
    let draft = desk.save(&Draft { when: just_passed, never_after: None, ..draft }).await;
    assert_eq!(desk.send(&draft).await[0].state, DeliveryState::Due, "what has just passed is now");
    for local in ["", "soon", "2026-11-26", "2026-02-30T09:00"] {
        let bad = desk.refused("moment", json!({ "local": local })).await;
        assert_eq!((bad.code, bad.field.as_deref()), (Code::BadInput, Some("local")), "{local}");
    }
}

#[tokio::test]
async fn what_an_account_takes_along_is_counted_and_stopped_at_that_moment() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let unsent =
        async |account| desk.call::<Value>("account_unsent", json!({ "account": account })).await["count"].clone();
    desk.post("Out already", accounts[0]).await;
    desk.work().await;
    assert_eq!(unsent(accounts[0]).await, json!(0));
    let planned = desk.plan("For both", &accounts, MONDAY_NINE.plus_seconds(DAY), None).await;
    desk.plan_one("For one", accounts[0], MONDAY_NINE.plus_seconds(2 * DAY)).await;
    assert_eq!((unsent(accounts[0]).await, unsent(accounts[1]).await), (json!(2), json!(1)));
    assert!(planned.iter().all(|view| view.settled_at.is_none()));

    desk.advance(18 * 60);
    let _: Value = desk.call("account_remove", json!({ "account": accounts[0] })).await;
    let stopped = desk.delivery(planned.iter().find(|view| view.account == accounts[0]).expect("one")).await;
    assert_eq!((&stopped.state, stopped.settled_at), (&DeliveryState::Cancelled, Some(desk.now())));
    assert_eq!(stopped.queued_at, MONDAY_NINE);
    let other = desk.delivery(planned.iter().find(|view| view.account == accounts[1]).expect("one")).await;
    assert_eq!((other.settled_at, unsent(accounts[1]).await), (None, json!(1)));
}

#[tokio::test]
async fn what_failed_and_is_stopped_later_was_stopped_later() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let refusal = Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, "No.");
    desk.platform.fault(Operation::Step, Fault::Fails(refusal));
    let failed = desk.post("Open until eight", account).await;
    desk.work().await;
    let failed_at = desk.now();
    assert_eq!(desk.delivery(&failed).await.settled_at, Some(failed_at));
    desk.advance(600);
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": failed.id })).await;
    assert_eq!(desk.delivery(&failed).await.settled_at, Some(failed_at.plus_seconds(600)));
}

#[tokio::test]
async fn a_year_with_a_slip_of_the_finger_in_it_is_refused() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for local in ["9999-11-26T09:00", "2126-11-26T09:00", "2037-01-01T09:00"] {
        let far = desk.refused("moment", json!({ "local": local, "plans": true })).await;
        assert_eq!((far.code, far.field.as_deref()), (Code::BadInput, Some("local")), "{local}");
        assert!(far.message.contains("ten years"), "{far:?}");
    }
    let _: Moment = desk.call("moment", json!({ "local": "2036-11-22T09:00", "plans": true })).await;
    moment(&desk, "2099-11-22T09:00").await;
    let draft = desk.draft("Open until eight", &[account]).await;
    let last = MONDAY_NINE.plus_seconds(11 * 366 * 24 * HOUR);
    let draft = desk.save(&Draft { never_after: Some(last), ..draft }).await;
    let far = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!((far.code, far.field.as_deref()), (Code::BadInput, Some("never_after")));
    assert!(desk.outbox().await.is_empty());
}

#[tokio::test]
async fn nothing_goes_out_after_its_last_moment_however_slow_the_upload_is() {
    for (slow, goes) in [(600, true), (601, false)] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        desk.slow_uploads(slow);
        let (at, last) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(HOUR + 600));
        let planned = desk.plan("Open until eight", &[account], at, Some(last)).await.remove(0);
        desk.set_clock(at);
        desk.work().await;
        assert_eq!(desk.platform.published().len(), usize::from(goes), "{slow}");
        let state = desk.state(&planned).await;
        match goes {
            true => assert!(matches!(state, DeliveryState::Sent { .. }), "{state:?}"),
            false => assert_eq!(state, DeliveryState::Missed { due_at: at, why: MissedWhy::NeverAfter }),
        }
    }
}

#[tokio::test]
async fn a_post_of_now_keeps_to_its_last_moment_too_until_a_person_says_otherwise() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.offline(true);
    let draft = desk.draft("Open until eight", &[account]).await;
    let draft = desk.save(&Draft { never_after: Some(MONDAY_NINE.plus_seconds(HOUR)), ..draft }).await;
    let delivery = desk.send(&draft).await.remove(0);
    for _ in 0..70 {
        desk.work().await;
        desk.advance(60);
    }
    desk.platform.offline(false);
    desk.work().await;
    let missed = DeliveryState::Missed { due_at: MONDAY_NINE, why: MissedWhy::NeverAfter };
    assert_eq!(desk.state(&delivery).await, missed);
    let asked = desk.refused("delivery_retry", json!({ "delivery": delivery.id })).await;
    assert_eq!(asked.code, Code::Stopped);
    assert!(asked.message.contains("must not go out after"), "{}", asked.message);
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    let _: Value = desk.call("delivery_retry", json!({ "delivery": delivery.id, "anyway": true })).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn today_tells_what_is_planned_and_what_was_missed() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    let today = async || -> Today { desk.call("today", json!({})).await };
    let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(6 * HOUR)).await;
    desk.plan_one("Tomorrow", account, MONDAY_NINE.plus_seconds(15 * HOUR)).await;
    let now = today().await;
    assert!(now.sentence.ends_with("One post is planned for today."), "{}", now.sentence);
    assert_eq!(
        now.going_out.iter().map(|one| (one.id, one.due_at)).collect::<Vec<_>>(),
        [(planned.id, planned.due_at)]
    );
    desk.advance(8 * HOUR);
    desk.work().await;
    let now = today().await;
    assert!(now.sentence.ends_with("One post missed its time and needs you."), "{}", now.sentence);
    assert_eq!(now.needs_you.iter().map(|one| one.id).collect::<Vec<_>>(), [planned.id]);
    assert!(now.going_out.is_empty());
}

#[tokio::test]
async fn an_account_removed_while_its_post_is_due_sends_nothing() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let planned = desk.plan("Storytime at three", &accounts, MONDAY_NINE.plus_seconds(HOUR), None).await;
    desk.advance(HOUR);
    let _: Value = desk.call("account_remove", json!({ "account": accounts[0] })).await;
    desk.work().await;
    assert_eq!(desk.state(&planned[0]).await, DeliveryState::Cancelled);
    assert!(matches!(desk.state(&planned[1]).await, DeliveryState::Sent { .. }));
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (0, 1));
    let later = json!({ "delivery": planned[0].id, "at": desk.now().plus_seconds(HOUR), "never_after": null });
    assert_eq!(desk.refused("delivery_move", later).await.code, Code::Stale);
}

/// The program ends in the middle of the step that posts, and is started again after the last moment.
#[tokio::test]
async fn what_was_cut_off_is_asked_about_and_not_sent_late() {
    for acts in [true, false] {
        let desk = Desk::open().await;
        let account = desk.sign_in("library").await;
        let (at, last) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(HOUR + 600));
        let planned = desk.plan("Open until eight", &[account], at, Some(last)).await.remove(0);
        let desk = desk.start_again().await;
        assert_eq!(desk.state(&planned).await, DeliveryState::Planned { at }, "a new start keeps the plan");
        desk.set_clock(at);
        desk.platform.fault(Operation::Step, Fault::Hang { acts });
        let open = desk.app.desk().expect("open");
        let begun = wait::until_some("the step to begin", PATIENCE, || {
            (desk.platform.calls(Operation::Step) == 1).then_some(())
        });
        tokio::select! { _ = open.outbox.work_once() => panic!("it hangs"), () = begun => {} }
        drop(open);
        desk.advance(HOUR);
        let desk = desk.start_again().await;
        desk.advance(5);
        desk.work().await;
        let state = desk.state(&planned).await;
        match acts {
            true => assert!(matches!(state, DeliveryState::Sent { .. }), "{state:?}"),
            false => assert_eq!(state, DeliveryState::Missed { due_at: at, why: MissedWhy::NeverAfter }),
        }
        assert_eq!(desk.platform.published().len(), usize::from(acts));
    }
}
