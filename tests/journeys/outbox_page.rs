//! The outbox page: pages, filters, words, and other words for what failed.

use lectern_model::{Code, DeliveryId, DeliveryState, DeliveryView, Failure, FailureKind, OutboxPage};
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

fn refused() -> Fault {
    let what = FailureKind::Rejected { field: None, limit: None };
    Fault::Fails(Failure::without_effect(what, "This word is not allowed here."))
}

async fn page(desk: &Desk, show: &str, words: &str, before: Option<DeliveryId>, limit: u32) -> OutboxPage {
    let input = json!({ "show": show, "words": words, "before": before, "limit": limit });
    desk.call("outbox_page", input).await
}

fn titles(page: &OutboxPage) -> Vec<&str> {
    page.deliveries.iter().map(|one| one.title.as_str()).collect()
}

async fn rewrite(desk: &Desk, delivery: &DeliveryView, text: &str) {
    let input = json!({ "delivery": delivery.id, "text": text, "anyway": false });
    let _: Value = desk.call("delivery_rewrite", input).await;
}

#[tokio::test]
async fn page_after_page_every_delivery_comes_once() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for number in 0..7 {
        desk.post(&format!("Storytime number {number}"), account).await;
    }
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = page(&desk, "all", "", before, 3).await;
        assert_eq!((page.needs_you, page.waiting), (0, 7));
        all.extend(page.deliveries.iter().map(|one| one.title.clone()));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (0..7).rev().map(|number| format!("Storytime number {number}")).collect();
    assert_eq!(all, expected);
}

#[tokio::test]
async fn filters_and_words_find_what_they_name() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, refused());
    desk.post("Chess club on Friday", account).await;
    desk.work().await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    desk.plan_one("Chess club next week", account, desk.now().plus_seconds(86_400)).await;

    let needs_you = page(&desk, "needs_you", "", None, 0).await;
    assert_eq!((titles(&needs_you), needs_you.needs_you, needs_you.waiting), (vec!["Chess club on Friday"], 1, 1));
    assert_eq!(titles(&page(&desk, "waiting", "", None, 0).await), ["Chess club next week"]);
    assert_eq!(titles(&page(&desk, "sent", "", None, 0).await), ["Storytime at three"]);
    let chess = page(&desk, "all", "chess clu", None, 0).await;
    assert_eq!(titles(&chess), ["Chess club next week", "Chess club on Friday"]);
    assert!(page(&desk, "all", "!?", None, 0).await.deliveries.is_empty());
    let long = json!({ "show": "all", "words": "x".repeat(301), "before": null, "limit": 0 });
    assert_eq!(desk.refused("outbox_page", long).await.code, Code::BadInput);
}

#[tokio::test]
async fn a_refused_post_goes_out_in_other_words_and_the_others_stay() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    desk.platform.fault(Operation::Step, refused());
    let draft = desk.draft("A bad word", &accounts).await;
    let [failed, fine] = desk.send(&draft).await.try_into().expect("two");
    desk.work().await;
    assert!(matches!(desk.state(&failed).await, DeliveryState::Failed { .. }));
    rewrite(&desk, &failed, "A good word").await;
    desk.work().await;
    assert!(matches!(desk.state(&failed).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.delivery(&failed).await.title, "A good word");
    assert_eq!(titles(&page(&desk, "all", "good", None, 0).await), ["A good word"], "found by its own words");
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
    assert_eq!(desk.delivery(&fine).await.title, "A bad word");
}

#[tokio::test]
async fn what_may_be_there_or_is_sent_is_not_written_anew() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::Step, Fault::CutAfter);
    let delivery = desk.post("Storytime at three", account).await;
    let input = |text: String| json!({ "delivery": delivery.id, "text": text, "anyway": false });
    assert_eq!(desk.refused("delivery_rewrite", input("Other".to_owned())).await.code, Code::Stale);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { .. }));
    assert_eq!(desk.refused("delivery_rewrite", input("Other".to_owned())).await.code, Code::Stale);
    desk.advance(6);
    desk.work().await;
    assert_eq!(desk.refused("delivery_rewrite", input("Other".to_owned())).await.code, Code::Stale);
    assert_eq!(desk.delivery(&delivery).await.title, "Storytime at three");

    desk.platform.fault(Operation::Step, refused());
    let failed = desk.post("A bad word", account).await;
    desk.work().await;
    let too_long = json!({ "delivery": failed.id, "text": "x".repeat(501), "anyway": false });
    assert_eq!(desk.refused("delivery_rewrite", too_long).await.code, Code::Stopped);
    assert!(matches!(desk.state(&failed).await, DeliveryState::Failed { .. }));
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn written_anew_after_its_last_moment_it_asks_twice() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let last = desk.now().plus_seconds(120);
    desk.platform.fault(Operation::Step, refused());
    let delivery = desk.plan("A bad word", &[account], desk.now().plus_seconds(60), Some(last)).await.remove(0);
    desk.advance(60);
    desk.work().await;
    desk.advance(120);
    let input = |anyway: bool| json!({ "delivery": delivery.id, "text": "A good word", "anyway": anyway });
    assert_eq!(desk.refused("delivery_rewrite", input(false)).await.code, Code::Stopped);
    let _: Value = desk.call("delivery_rewrite", input(true)).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
}
