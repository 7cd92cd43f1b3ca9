//! The desk does its work by itself: woken by a click, by the clock, and by what ends.

use lectern_connectors::IncomingKind;
use lectern_model::{ConversationState, DeliveryState};
use lectern_testkit::{Fault, Operation};
use lectern_tests::wait;

use crate::desk::{Desk, PATIENCE};

async fn until_sent(desk: &Desk, count: usize) {
    wait::until("the posts to be out", PATIENCE, async || {
        let sent = desk.outbox().await.iter().filter(|one| matches!(one.state, DeliveryState::Sent { .. })).count();
        (sent == count).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_sends_at_once() {
    let desk = Desk::open_by_itself().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let draft = desk.draft("Storytime at three", &accounts).await;
    desk.send(&draft).await;
    until_sent(&desk, 2).await;
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_wakes_what_waits_and_what_is_in_doubt() {
    let desk = Desk::open_by_itself().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::CutBefore);
    desk.platform.fault(Operation::Step, Fault::CutAfter);
    desk.post("Storytime at three", account).await;
    // Without the clock nothing would ever happen: it is moved on until the post is out.
    wait::until("the post to be out", PATIENCE, async || {
        desk.advance(5);
        let state = desk.outbox().await.remove(0).state;
        matches!(state, DeliveryState::Sent { .. }).then_some(())
    })
    .await;
    assert_eq!((desk.platform.published().len(), desk.platform.calls(Operation::Step)), (1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_account_holds_up_no_other() {
    let desk = Desk::open_by_itself().await;
    let slow = desk.sign_in("library").await;
    let quick = desk.sign_in_on("other", "library", None).await;
    desk.platform.fault(Operation::Step, Fault::Hang { acts: false });
    desk.post("To the slow one", slow).await;
    for number in 0..3 {
        desk.post(&format!("To the quick one, {number}"), quick).await;
    }
    until_sent(&desk, 3).await;
    assert!(desk.platform.published().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_arrives_by_itself() {
    let desk = Desk::open_by_itself().await;
    desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    wait::until("the question to arrive", PATIENCE, async || {
        desk.advance(30);
        let page = desk.conversations(ConversationState::Waiting).await;
        (page.conversations.len() == 1).then_some(())
    })
    .await;
}
