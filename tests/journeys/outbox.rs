//! From "send" to "sent".

use lectern_model::{
    AccountHealth, Code, DeliveryState, DeliveryView, Draft, FailureKind, FeedPage, Identity, MissedWhy, PostView,
    Timestamp,
};
use lectern_net::Method;
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};

const DAY: i64 = 24 * 60 * 60;

fn is_sent(state: &DeliveryState) -> bool {
    matches!(state, DeliveryState::Sent { deleted_at: None, .. })
}

#[tokio::test]
async fn one_draft_goes_out_once_to_every_account() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let draft = desk.draft("Storytime at three", &accounts).await;
    let queued = desk.send(&draft).await;
    assert_eq!(queued.iter().map(|one| one.account).collect::<Vec<_>>(), accounts);
    assert!(queued.iter().all(|one| one.state == DeliveryState::Due));
    assert!(desk.platform.published().is_empty(), "nothing leaves before the worker does its work");

    desk.work().await;
    for one in &queued {
        let sent = desk.delivery(one).await;
        assert!(is_sent(&sent.state) && sent.can_delete, "{sent:?}");
        assert_eq!(sent.log.last().expect("a log").words, "Sent.");
    }
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
    let drafts: Vec<Value> = desk.call("drafts", json!({})).await;
    assert!(drafts.is_empty(), "what was queued is no draft any more");
}

#[tokio::test]
async fn our_own_post_is_read_back_into_the_feed() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let page: FeedPage = desk.call("feed", json!({})).await;
    assert_eq!(page.posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["Storytime at three"]);
}

#[tokio::test]
async fn a_double_click_makes_one_delivery() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Storytime at three", &[account]).await;
    let (one, two) = tokio::join!(desk.send(&draft), desk.send(&draft));
    let three = desk.send(&draft).await;
    assert_eq!((one.len(), &one[0].id, &one[0].id), (1, &two[0].id, &three[0].id));
    desk.work().await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn an_older_revision_is_not_sent() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let old = desk.draft("Storytime at thre", &[account]).await;
    let new = desk.save(&Draft { text: "Storytime at three".to_owned(), ..old.clone() }).await;
    let problem = desk.refused("outbox_send", send_input(old.id, old.revision)).await;
    assert_eq!(problem.code, Code::Stale);
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.call::<Draft>("draft", json!({ "draft": old.id })).await, new);
}

#[tokio::test]
async fn a_person_is_asked_once_before_they_speak() {
    let desk = Desk::open().await;
    let me = json!({ "id": 0, "kind": "personal", "name": "Ines", "colour": "#334155" });
    let me: Identity = desk.call("identity_save", me).await;
    let account = desk.sign_in_on("scripted", "ines", Some(me.id.0)).await;
    let first = desk.draft("I love this book", &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(first.id, first.revision)).await.code, Code::ConfirmPersonal);
    assert!(desk.outbox().await.is_empty());

    let confirmed = json!({ "draft": first.id, "revision": first.revision, "confirm_personal": true });
    assert_eq!(desk.call::<Vec<DeliveryView>>("outbox_send", confirmed).await.len(), 1);
    desk.post("And this one", account).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_sent_as_it_is_stays_a_draft() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let long = desk.draft(&"x".repeat(501), &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(long.id, long.revision)).await.code, Code::Stopped);
    let empty = desk.draft("  \n ", &[account]).await;
    assert_eq!(desk.refused("outbox_send", send_input(empty.id, empty.revision)).await.code, Code::Stopped);
    let aimless = desk.draft("Storytime at three", &[]).await;
    let problem = desk.refused("outbox_send", send_input(aimless.id, aimless.revision)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("targets")));
    let gone = desk.refused("outbox_send", send_input(lectern_model::DraftId(999), 1)).await;
    assert_eq!(gone.code, Code::NotFound);
    assert!(desk.outbox().await.is_empty());
    assert_eq!(desk.call::<Vec<Value>>("drafts", json!({})).await.len(), 3);
}

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
async fn pictures_are_uploaded_once_whatever_comes_between() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.steps(3);
    desk.platform.wait_between_steps(30);
    desk.platform.fault_after(Operation::Step, 2, Fault::CutBefore);
    let draft = desk.draft("Storytime at three", &[account]).await;
    let draft: Draft = desk.call("picture_add", crate::drafts::picture(&draft, "poster.png")).await;
    let undescribed = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(undescribed.code, Code::Stopped);
    let mut media = draft.media.clone();
    media[0].description = "A poster with a dragon".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    let delivery = desk.send(&draft).await.remove(0);
    for _ in 0..6 {
        desk.work().await;
        desk.advance(60);
    }
    assert!(is_sent(&desk.state(&delivery).await));
    assert_eq!((desk.platform.uploads(), desk.platform.calls(Operation::Step)), (1, 4));
    let pictures = desk.platform.published()[0].pictures.clone();
    assert_eq!((pictures.len(), pictures[0].description.as_str()), (1, "A poster with a dragon"));
}

#[tokio::test]
async fn a_waiting_post_can_be_stopped_and_a_sent_one_cannot() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    let sent = desk.post("Storytime at four", account).await;
    desk.work().await;
    for command in ["delivery_cancel", "delivery_retry", "delivery_edit_again"] {
        assert_eq!(desk.refused(command, json!({ "delivery": sent.id })).await.code, Code::Stale, "{command}");
    }
    assert_eq!(desk.refused("delivery_cancel", json!({ "delivery": 999 })).await.code, Code::NotFound);
}

#[tokio::test]
async fn a_shared_post_goes_out_with_its_address() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("museum", "New rooms open");
    desk.check(account).await;
    let shared: PostView = desk.call::<FeedPage>("feed", json!({})).await.posts.remove(0);
    let address = shared.url.clone().expect("it has a page");
    for (text, sent) in [
        ("Worth a visit".to_owned(), format!("Worth a visit\n\n{address}")),
        (format!("See {address} today"), format!("See {address} today")),
        (String::new(), address.clone()),
    ] {
        let draft: Draft = desk.call("draft_new", json!({ "text": text, "shares": shared.id, "answers": null })).await;
        let draft = desk.save(&Draft { targets: vec![account], ..draft }).await;
        let delivery = desk.send(&draft).await.remove(0);
        desk.work().await;
        let DeliveryState::Sent { published, .. } = desk.state(&delivery).await else { panic!("it is sent") };
        let there = desk.platform.post(&published.remote_id).expect("it is there");
        assert_eq!(there.post.body, lectern_model::Body::Plain { text: sent, links: Vec::new() });
    }
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
async fn a_reply_to_a_post_of_the_feed_answers_it() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let asked = desk.platform.add_post("patron", "Is the library open on Friday?");
    desk.check(account).await;
    let post = desk.call::<FeedPage>("feed", json!({})).await.posts.remove(0);
    let draft: Draft =
        desk.call("draft_new", json!({ "text": "Yes, until six.", "shares": null, "answers": post.id })).await;
    assert_eq!(draft.targets, [account]);
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].post.reply_to.as_deref(), Some(asked.as_str()));
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    let draft: Draft = desk.call("draft_new", json!({ "text": "Yes.", "shares": null, "answers": post.id })).await;
    let draft = desk.save(&Draft { targets: vec![elsewhere], ..draft }).await;
    let problem = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("targets")));
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

#[tokio::test]
async fn a_link_has_a_card_made_by_us_where_the_platform_makes_none() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    desk.other.wants_card(true);
    let page = "<html><head><title>Storytime</title>\
        <meta property=\"og:description\" content=\"Every Friday\"></head><body></body></html>";
    desk.wire.on(Method::Get, "https://glen.example.org/storytime", lectern_testkit::text(200, "text/html", page));
    let draft = desk.draft("Come: https://glen.example.org/storytime", &accounts).await;
    desk.send(&draft).await;
    desk.work().await;
    let card = desk.other.published()[0].card.clone().expect("a card");
    assert_eq!((card.title.as_str(), card.description.as_str()), ("Storytime", "Every Friday"));
    assert_eq!(desk.platform.published()[0].card, None, "this one makes its own");
}

#[tokio::test]
async fn a_card_that_cannot_be_had_holds_nothing_up() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.wants_card(true);
    desk.wire.on(Method::Get, "https://glen.example.org/gone", lectern_testkit::status(500));
    desk.post("Come: https://glen.example.org/gone", account).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].card, None);
}

#[tokio::test]
async fn a_picture_goes_out_as_each_platform_takes_it() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let mut jpeg_only = crate::drafts::desk_limits();
    jpeg_only.picture_types = vec!["image/jpeg".to_owned()];
    desk.other.set_limits(jpeg_only);
    let draft = desk.draft("Storytime at three", &accounts).await;
    let draft: Draft = desk.call("picture_add", crate::drafts::picture(&draft, "poster.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A poster".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    let (here, there) =
        (desk.platform.published()[0].pictures[0].clone(), desk.other.published()[0].pictures[0].clone());
    assert_eq!(here.hash, draft.media[0].hash, "it is taken as it is");
    assert_ne!(there.hash, here.hash, "it was written anew");
    assert_eq!(there.description, "A poster");
}
