//! Posts that their platform holds until their time: handed over, sent there with this computer off, and looked for.

use lectern_model::{
    DeliveryState, DeliveryView, Draft, HeldStage, MissedWhy, OutboxPage, Part, Published, Today, When,
};
use lectern_testkit::{Fault, Finding, Idempotency, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::drafts::picture;

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
/// The platform holds what is more than this many seconds ahead.
pub(crate) const SOONEST: i64 = 5 * MINUTE;

/// A desk whose platform holds posts, and an account there.
pub(crate) async fn desk() -> (Desk, lectern_model::AccountId) {
    let desk = Desk::open().await;
    desk.platform.schedules(SOONEST);
    let account = desk.sign_in("library").await;
    (desk, account)
}

/// A post for tomorrow that the platform holds by now.
pub(crate) async fn held(desk: &Desk, account: lectern_model::AccountId, text: &str) -> DeliveryView {
    let planned = desk.plan_one(text, account, MONDAY_NINE.plus_seconds(DAY)).await;
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await), "{:?}", desk.delivery(&planned).await);
    planned
}

pub(crate) fn is_held(state: &DeliveryState) -> bool {
    matches!(state, DeliveryState::Held { stage: HeldStage::Waiting, .. })
}

fn sent_id(state: &DeliveryState) -> &str {
    match state {
        DeliveryState::Sent { published: Published { remote_id, .. }, .. } => remote_id,
        other => panic!("not sent: {other:?}"),
    }
}

/// One post each, whatever the clock shows later.
async fn exactly_one(desk: &Desk, delivery: &DeliveryView) {
    desk.advance(40 * DAY);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1, "one post and no other");
    assert!(desk.platform.held().is_empty(), "nothing waits there any more");
    sent_id(&desk.state(delivery).await);
}

#[tokio::test]
async fn it_goes_out_on_time_while_the_computer_is_off() {
    let (desk, account) = desk().await;
    assert!(desk.account(account).await.parts.contains(&Part::Schedule));
    assert_eq!(desk.account(account).await.holds_ahead, Some(300));
    let draft = desk.draft("Storytime at three", &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "dot.png")).await;
    let mut media = draft.media.clone();
    "A dot".clone_into(&mut media[0].description);
    let at = MONDAY_NINE.plus_seconds(DAY);
    let draft = desk.save(&Draft { media, when: When::At { at }, ..draft }).await;
    desk.platform.steps(2);
    let planned = desk.send(&draft).await.remove(0);
    assert_eq!(planned.state, DeliveryState::Planned { at });
    desk.work().await;
    let now = desk.delivery(&planned).await;
    assert!(is_held(&now.state), "{now:?}");
    assert_eq!((now.next_at, now.due_at, now.kept_here), (None, at, None));
    assert!(now.log.last().is_some_and(|last| last.words.ends_with("Safe with this computer off.")), "{:?}", now.log);
    let waits = desk.platform.held().remove(0);
    assert_eq!((waits.at, waits.pictures[0].description.as_str()), (at, "A dot"));
    let page: OutboxPage =
        desk.call("outbox_page", json!({ "show": "waiting", "words": "", "before": null, "limit": 0 })).await;
    assert_eq!((page.deliveries.len(), page.waiting, page.needs_you), (1, 1, 0));

    // The computer sleeps for three days, much longer than any grace.
    let desk = desk.start_again().await;
    desk.advance(3 * DAY);
    assert_eq!(desk.platform.published()[0].post.created_at, at, "to the minute");
    desk.work().await;
    let now = desk.delivery(&planned).await;
    assert_eq!(sent_id(&now.state), desk.platform.published()[0].post.remote_id);
    assert_eq!(now.due_at, at);
    assert!(now.proof.is_some(), "it was read back");
    assert_eq!(desk.platform.calls(Operation::Step), 0, "this computer sent nothing");
    exactly_one(&desk, &planned).await;
}

#[tokio::test]
async fn what_is_too_soon_or_a_thread_stays_with_this_computer() {
    let (desk, account) = desk().await;
    let soon = desk.plan_one("In five minutes", account, MONDAY_NINE.plus_seconds(SOONEST)).await;
    let draft = desk.draft("First part of it.\n\nSecond part of it.", &[account]).await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    let thread = lectern_model::Threading { on: true, ..draft.thread };
    let long = "A sentence that goes on for a while about books and stories. ".repeat(12);
    let draft = desk.save(&Draft { text: long, thread, when: When::At { at }, ..draft }).await;
    let parts = desk.send(&draft).await;
    assert!(parts.len() > 1, "{parts:?}");
    desk.work().await;
    assert!(matches!(desk.state(&soon).await, DeliveryState::Planned { .. }));
    let part = desk.delivery(&parts[0]).await;
    assert!(part.kept_here.is_some_and(|why| why.contains("thread")), "{:?}", part.state);
    assert!(desk.platform.held().is_empty() && desk.platform.calls(Operation::Hold) == 0);
    desk.advance(SOONEST);
    desk.work().await;
    sent_id(&desk.state(&soon).await);
    desk.advance(DAY - SOONEST);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1 + parts.len());
}

#[tokio::test]
async fn a_refusal_leaves_it_with_this_computer_and_says_so() {
    let (desk, account) = desk().await;
    desk.platform.holds_most(1);
    held(&desk, account, "The first").await;
    let second = desk.plan_one("The second", account, MONDAY_NINE.plus_seconds(2 * DAY)).await;
    desk.work().await;
    let now = desk.delivery(&second).await;
    assert!(matches!(now.state, DeliveryState::Planned { .. }), "{now:?}");
    assert_eq!(now.kept_here.as_deref(), Some("The scheduler holds as many posts as it can."));
    assert!(now.log.last().is_some_and(|last| last.words.contains("This computer sends it")), "{:?}", now.log);
    desk.advance(DAY);
    desk.work().await;
    assert_eq!(desk.platform.calls(Operation::Hold), 2, "it is not offered again and again");
    desk.advance(DAY);
    desk.work().await;
    sent_id(&desk.state(&second).await);
    assert_eq!(desk.platform.published().len(), 2);
}

#[tokio::test]
async fn an_answer_that_is_lost_never_makes_two() {
    let faults = [
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::HalfAnswer,
        Fault::ServerError { acts: true },
        Fault::ServerError { acts: false },
        Fault::TooMany { until: None },
    ];
    for mode in [Idempotency::None, Idempotency::Key, Idempotency::Minted] {
        for fault in &faults {
            let (desk, account) = desk().await;
            desk.platform.idempotency(mode);
            desk.platform.fault(Operation::Hold, fault.clone());
            let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(DAY)).await;
            desk.work().await;
            let calls = desk.platform.calls(Operation::Hold);
            assert_eq!(calls, 1, "{mode:?}, {fault:?}: looked for before it is given again");
            for _ in 0..5 {
                desk.advance(MINUTE);
                desk.work().await;
            }
            assert!(is_held(&desk.state(&planned).await), "{mode:?}, {fault:?}: {:?}", desk.delivery(&planned).await);
            assert_eq!(desk.platform.held().len(), 1, "{mode:?}, {fault:?}");
            exactly_one(&desk, &planned).await;
        }
    }
}

#[tokio::test]
async fn a_platform_that_cannot_tell_is_a_question_for_a_person() {
    for (there, acts) in [(true, true), (false, false)] {
        let (desk, account) = desk().await;
        desk.platform.finding(Finding::CannotTell);
        desk.platform.fault(Operation::Hold, Fault::ServerError { acts });
        let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(DAY)).await;
        desk.work().await;
        desk.advance(5);
        desk.work().await;
        let asks = desk.state(&planned).await;
        assert!(matches!(asks, DeliveryState::Held { stage: HeldStage::Asking { ask: true, .. }, .. }), "{asks:?}");
        let today: Today = desk.call("today", json!({})).await;
        assert_eq!(today.needs_you.len(), 1);
        let _: Value = desk.call("delivery_settle", json!({ "delivery": planned.id, "there": there })).await;
        desk.platform.finding(Finding::Honest);
        exactly_one_on_time(&desk, &planned).await;
    }
}

async fn exactly_one_on_time(desk: &Desk, planned: &DeliveryView) {
    desk.set_clock(planned.due_at);
    desk.work().await;
    desk.advance(MINUTE);
    desk.work().await;
    exactly_one(desk, planned).await;
}

#[tokio::test]
async fn what_its_platform_did_not_send_is_missed_and_never_sent_on_hope() {
    let (desk, account) = desk().await;
    let planned = held(&desk, account, "Storytime at three").await;
    desk.platform.lose_held();
    desk.set_clock(planned.due_at.plus_seconds(MINUTE));
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await), "servers lag: nothing is certain yet");
    desk.advance(3 * MINUTE);
    desk.work().await;
    let missed = DeliveryState::Missed { due_at: planned.due_at, why: MissedWhy::NotThere };
    assert_eq!(desk.state(&planned).await, missed);
    assert!(desk.platform.published().is_empty());
    let _: Value = desk.call("delivery_retry", json!({ "delivery": planned.id, "anyway": false })).await;
    desk.work().await;
    exactly_one(&desk, &planned).await;
}

#[tokio::test]
async fn a_server_that_does_not_wait_is_believed() {
    let (desk, account) = desk().await;
    // The computer's clock is a week slow: what it takes for the future is past there.
    let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(DAY)).await;
    desk.set_platforms_clock(MONDAY_NINE.plus_seconds(7 * DAY));
    desk.work().await;
    sent_id(&desk.state(&planned).await);
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn it_is_offered_again_once_the_account_is_signed_in() {
    let (desk, account) = desk().await;
    desk.platform.revoke_sign_ins();
    let planned = desk.plan_one("Storytime at three", account, MONDAY_NINE.plus_seconds(DAY)).await;
    desk.work().await;
    assert!(matches!(desk.state(&planned).await, DeliveryState::Planned { .. }));
    let input = json!({ "platform": "scripted", "identity": null, "again": account });
    let step: Value = desk.call("sign_in_begin", input).await;
    let fields = json!({ "handle": "library", "password": "right" });
    let _: Value = desk.call("sign_in_answer", json!({ "ticket": step["ticket"], "fields": fields })).await;
    desk.work().await;
    assert!(is_held(&desk.state(&planned).await), "{:?}", desk.delivery(&planned).await);
}

#[tokio::test]
async fn a_queue_slot_is_handed_over_like_any_time() {
    let (desk, account) = desk().await;
    let slots = json!([{ "account": account, "weekday": 3, "minute_of_day": 600 }]);
    let _: Value = desk.call("queue_slots_save", json!({ "account": account, "slots": slots })).await;
    let draft = desk.draft("From the queue", &[account]).await;
    let draft = desk.save(&Draft { when: When::Queue, ..draft }).await;
    let queued: Vec<DeliveryView> = desk.call("outbox_send", send_input(draft.id, draft.revision)).await;
    desk.work().await;
    assert!(is_held(&desk.state(&queued[0]).await));
    assert_eq!(desk.platform.held()[0].at, queued[0].due_at);
}
