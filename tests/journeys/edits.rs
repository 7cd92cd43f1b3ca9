//! Changes and deletions of what was sent go through the outbox.

use lectern_model::{
    AccountId, CalendarPage, Code, DeliveryDetails, DeliveryKind, DeliveryState, DeliveryView, Draft, ExportFile,
    FailureKind, FeedPage, Proof, When,
};
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::proof::{remote_id, with_picture};

/// The newest delivery of a kind.
async fn newest(desk: &Desk, kind: DeliveryKind) -> DeliveryView {
    desk.outbox().await.into_iter().find(|one| one.kind == kind).expect("there is one")
}

async fn delete(desk: &Desk, delivery: &DeliveryView) {
    let _: Value = desk.call("delivery_delete", json!({ "delivery": delivery.id })).await;
}

/// Begins a change and writes another text into it.
async fn change(desk: &Desk, delivery: &DeliveryView, text: &str) -> Draft {
    let draft: Draft = desk.call("delivery_edit", json!({ "delivery": delivery.id })).await;
    desk.save(&Draft { text: text.to_owned(), ..draft }).await
}

async fn sent(desk: &Desk, text: &str) -> (AccountId, DeliveryView) {
    let account = desk.sign_in("library").await;
    let delivery = desk.post(text, account).await;
    desk.work().await;
    (account, desk.delivery(&delivery).await)
}

fn shown(desk: &Desk, delivery: &DeliveryView) -> String {
    match desk.platform.post(&remote_id(delivery)).expect("it was there").post.body {
        lectern_model::Body::Plain { text, .. } => text,
        lectern_model::Body::Html(html) => html,
    }
}

#[tokio::test]
async fn a_deletion_waits_for_the_line_and_then_takes_our_copy_with_it() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at thre", account).await;
    assert_eq!(desk.refused("delivery_delete", json!({ "delivery": delivery.id })).await.code, Code::Stale);
    desk.work().await;
    desk.platform.offline(true);
    delete(&desk, &delivery).await;
    desk.work().await;
    let waits = newest(&desk, DeliveryKind::Delete).await;
    assert!(matches!(waits.state, DeliveryState::Retry { .. }), "{:?}", waits.state);
    assert_eq!((waits.of, waits.title.as_str()), (Some(delivery.id), "Delete: Storytime at thre"));
    assert!(desk.delivery(&delivery).await.can_delete, "it is still there, and said to be");

    let desk = desk.start_again().await;
    desk.platform.offline(false);
    desk.advance(61);
    desk.work().await;
    assert!(desk.platform.published()[0].deleted);
    let view = desk.delivery(&delivery).await;
    assert!(matches!(view.state, DeliveryState::Sent { deleted_at: Some(_), .. }));
    assert!(!view.can_delete && !view.can_edit);
    assert!(matches!(newest(&desk, DeliveryKind::Delete).await.state, DeliveryState::Sent { .. }));
    assert!(desk.call::<FeedPage>("feed", json!({})).await.posts.is_empty());
    assert_eq!(desk.refused("delivery_delete", json!({ "delivery": delivery.id })).await.code, Code::Stale);
}

#[tokio::test]
async fn asked_twice_there_is_one_deletion() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.offline(true);
    delete(&desk, &delivery).await;
    desk.work().await;
    delete(&desk, &delivery).await;
    assert_eq!(desk.outbox().await.len(), 2);
    desk.platform.offline(false);
    desk.work().await;
    assert_eq!(desk.platform.calls(Operation::Delete), 2, "once without a line, once with");
    assert!(desk.platform.published()[0].deleted);
}

#[tokio::test]
async fn a_deletion_in_doubt_is_settled_by_reading_back() {
    for (fault, again) in [(Fault::CutAfter, 0), (Fault::ServerError { acts: false }, 1)] {
        let desk = Desk::open().await;
        let (_, delivery) = sent(&desk, "Storytime at three").await;
        desk.platform.fault(Operation::Delete, fault);
        delete(&desk, &delivery).await;
        desk.work().await;
        let doubt = newest(&desk, DeliveryKind::Delete).await;
        assert!(matches!(doubt.state, DeliveryState::InDoubt { ask: false, .. }), "{:?}", doubt.state);
        desk.advance(6);
        desk.work().await;
        assert!(matches!(desk.state(&doubt).await, DeliveryState::Sent { .. }));
        assert!(desk.platform.published()[0].deleted);
        assert_eq!(desk.platform.calls(Operation::Delete), 1 + again);
    }
}

#[tokio::test]
async fn a_pause_does_not_hold_a_deletion_but_a_change() {
    let desk = Desk::open().await;
    let (account, first) = sent(&desk, "Storytime at three").await;
    let second = desk.post("Storytime at four", account).await;
    desk.work().await;
    let _: Value = desk.call("outbox_pause", json!({ "reason": "Storm" })).await;
    let draft = change(&desk, &second, "Storytime at five").await;
    desk.send(&draft).await;
    delete(&desk, &first).await;
    desk.work().await;
    assert!(desk.platform.post(&remote_id(&first)).expect("it was there").deleted);
    assert_eq!(newest(&desk, DeliveryKind::Edit).await.state, DeliveryState::Due);
    assert_eq!(desk.platform.calls(Operation::Edit), 0);
}

#[tokio::test]
async fn a_change_goes_out_and_is_read_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let delivery = desk.delivery(&delivery).await;
    assert!(delivery.can_edit);
    let draft: Draft = desk.call("delivery_edit", json!({ "delivery": delivery.id })).await;
    assert_eq!((draft.text.as_str(), draft.edits), ("Storytime at three", Some(delivery.id)));
    let again: Draft = desk.call("delivery_edit", json!({ "delivery": delivery.id })).await;
    assert_eq!(again.id, draft.id, "one that was begun is gone on with");
    let mut media = draft.media.clone();
    media[0].description = "A green dragon".to_owned();
    let draft = desk.save(&Draft { text: "Storytime at four".to_owned(), media, ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;

    let edit = newest(&desk, DeliveryKind::Edit).await;
    assert_eq!((edit.title.as_str(), edit.of), ("Change: Storytime at four", Some(delivery.id)));
    assert_eq!(edit.log.last().expect("a log").words, "Changed on the platform.");
    assert_eq!(shown(&desk, &delivery), "Storytime at four");
    let there = desk.platform.post(&remote_id(&delivery)).expect("it is there");
    assert_eq!(there.post.media[0].description, "A green dragon");
    let view = desk.delivery(&delivery).await;
    assert_eq!(view.title, "Storytime at four");
    let Some(Proof::Read { seen, differences, .. }) = view.proof else { panic!("{:?}", view.proof) };
    assert!(seen.text && seen.descriptions == 1 && differences.is_empty(), "{differences:?}");
    let page: FeedPage = desk.call("feed", json!({})).await;
    assert_eq!(page.posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["Storytime at four"]);
    assert_eq!(desk.platform.published().len(), 1, "no second post");
    let details: DeliveryDetails = desk.call("delivery_details", json!({ "delivery": delivery.id })).await;
    assert_eq!((details.text.as_str(), details.changes.len()), ("Storytime at four", 1));
    assert_eq!(details.pictures[0].description, "A green dragon");
}

#[tokio::test]
async fn a_change_in_doubt_is_settled_by_reading_back() {
    for (fault, again) in [(Fault::CutAfter, 0), (Fault::HalfAnswer, 0), (Fault::ServerError { acts: false }, 1)] {
        let desk = Desk::open().await;
        let (_, delivery) = sent(&desk, "Storytime at three").await;
        desk.platform.fault(Operation::Edit, fault);
        let draft = change(&desk, &delivery, "Storytime at four").await;
        desk.send(&draft).await;
        desk.work().await;
        let edit = newest(&desk, DeliveryKind::Edit).await;
        assert!(matches!(edit.state, DeliveryState::InDoubt { .. }), "{:?}", edit.state);
        desk.advance(6);
        desk.work().await;
        assert!(matches!(desk.state(&edit).await, DeliveryState::Sent { .. }));
        assert_eq!(
            (shown(&desk, &delivery).as_str(), desk.platform.calls(Operation::Edit)),
            ("Storytime at four", 1 + again)
        );
    }
}

#[tokio::test]
async fn a_person_is_asked_only_where_the_platform_cannot_be() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.fault(Operation::Edit, Fault::CutAfter);
    let draft = change(&desk, &delivery, "Storytime at four").await;
    desk.send(&draft).await;
    desk.work().await;
    desk.platform.revoke_sign_ins();
    desk.advance(6);
    desk.work().await;
    let edit = newest(&desk, DeliveryKind::Edit).await;
    assert!(matches!(edit.state, DeliveryState::InDoubt { ask: true, .. }), "{:?}", edit.state);
    let _: Value = desk.call("delivery_settle", json!({ "delivery": edit.id, "there": true })).await;
    assert_eq!(desk.delivery(&delivery).await.title, "Storytime at four");
    assert_eq!(desk.platform.calls(Operation::Edit), 1);
}

#[tokio::test]
async fn a_change_of_what_is_gone_fails_in_plain_words() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.remove_post(&remote_id(&delivery));
    let draft = change(&desk, &delivery, "Storytime at four").await;
    desk.send(&draft).await;
    desk.work().await;
    let edit = newest(&desk, DeliveryKind::Edit).await;
    assert!(matches!(&edit.state, DeliveryState::Failed { why } if why.what == FailureKind::Gone), "{:?}", edit.state);
    let words = &edit.log.last().expect("a log").words;
    assert_eq!(words, "The post is not there any more. The post stays as it is.");
    let draft: Draft = desk.call("delivery_edit_again", json!({ "delivery": edit.id })).await;
    assert_eq!((draft.edits, draft.text.as_str()), (Some(delivery.id), "Storytime at four"));
}

#[tokio::test]
async fn what_a_change_cannot_do_is_refused_and_the_draft_is_safe() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let other = desk.sign_in_on("other", "library", None).await;
    let delivery = with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let draft = change(&desk, &delivery, "Storytime at four").await;
    let tries = [
        (Draft { targets: vec![account, other], ..draft.clone() }, "targets"),
        (Draft { media: vec![], ..draft.clone() }, "media"),
        (Draft { when: When::At { at: desk.now().plus_seconds(3600) }, ..draft.clone() }, "when"),
    ];
    let mut revision = draft.revision;
    for (wrong, field) in tries {
        let wrong = desk.save(&Draft { revision, ..wrong }).await;
        revision = wrong.revision;
        let problem = desk.refused("outbox_send", send_input(wrong.id, wrong.revision)).await;
        assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some(field)));
    }
    let long = desk.save(&Draft { revision, text: "x".repeat(501), ..draft.clone() }).await;
    assert_eq!(desk.refused("outbox_send", send_input(long.id, long.revision)).await.code, Code::Stopped);
    assert_eq!(desk.refused("outbox_send", send_input(long.id, draft.revision)).await.code, Code::Stale);
    assert_eq!(desk.outbox().await.len(), 1);
    assert_eq!(desk.platform.calls(Operation::Edit), 0);
}

#[tokio::test]
async fn where_posts_cannot_be_changed_it_is_not_offered() {
    let desk = Desk::open().await;
    desk.platform.edits(false);
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    assert!(delivery.can_delete && !delivery.can_edit);
    assert_eq!(desk.refused("delivery_edit", json!({ "delivery": delivery.id })).await.code, Code::Stale);
}

#[tokio::test]
async fn a_second_change_takes_the_place_of_one_that_waits_and_a_deletion_of_both() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.offline(true);
    let draft = change(&desk, &delivery, "Storytime at four").await;
    desk.send(&draft).await;
    desk.work().await;
    let first = newest(&desk, DeliveryKind::Edit).await;
    let draft = change(&desk, &delivery, "Storytime at five").await;
    let (one, two) = tokio::join!(desk.send(&draft), desk.send(&draft));
    assert_eq!((one.len(), one[0].id), (1, two[0].id), "a double click makes one");
    assert_eq!(desk.state(&first).await, DeliveryState::Cancelled);
    delete(&desk, &delivery).await;
    assert_eq!(newest(&desk, DeliveryKind::Edit).await.state, DeliveryState::Cancelled);
    desk.platform.offline(false);
    desk.work().await;
    assert!(desk.platform.published()[0].deleted);
    assert_eq!(desk.platform.calls(Operation::Edit), 1, "the one without a line");
}

#[tokio::test]
async fn a_failed_sign_in_holds_a_deletion_until_there_is_a_new_one() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.revoke_sign_ins();
    delete(&desk, &delivery).await;
    desk.work().await;
    let view = newest(&desk, DeliveryKind::Delete).await;
    assert!(matches!(&view.state, DeliveryState::Failed { why } if why.what == FailureKind::SignInNeeded));
    desk.sign_in("library").await;
    desk.work().await;
    assert!(desk.platform.published()[0].deleted);
}

#[tokio::test]
async fn a_deletion_can_be_stopped_while_it_waits() {
    let desk = Desk::open().await;
    let (_, delivery) = sent(&desk, "Storytime at three").await;
    desk.platform.offline(true);
    delete(&desk, &delivery).await;
    desk.work().await;
    let waits = newest(&desk, DeliveryKind::Delete).await;
    assert_eq!(desk.refused("delivery_edit_again", json!({ "delivery": waits.id })).await.code, Code::Stale);
    let move_to = json!({ "delivery": waits.id, "at": desk.now().plus_seconds(3600), "never_after": null });
    assert_eq!(desk.refused("delivery_move", move_to).await.code, Code::Stale);
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": waits.id })).await;
    desk.platform.offline(false);
    desk.advance(61);
    desk.work().await;
    assert!(!desk.platform.published()[0].deleted);
    assert!(desk.delivery(&delivery).await.can_delete);
}

#[tokio::test]
async fn a_removed_account_leaves_what_it_sent_where_it_is() {
    let desk = Desk::open().await;
    let (account, delivery) = sent(&desk, "Storytime at three").await;
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
    let problem = desk.refused("delivery_delete", json!({ "delivery": delivery.id })).await;
    assert_eq!((problem.code, desk.platform.calls(Operation::Delete)), (Code::Stale, 0));
    desk.work().await;
}

#[tokio::test]
async fn where_posts_cannot_be_changed_one_is_deleted_and_posted_again() {
    let desk = Desk::open().await;
    desk.platform.edits(false);
    let (account, delivery) = sent(&desk, "Storytime at thre").await;
    let draft: Draft = desk.call("delivery_replace", json!({ "delivery": delivery.id })).await;
    assert_eq!(
        (draft.text.as_str(), draft.targets.as_slice(), draft.edits),
        ("Storytime at thre", [account].as_slice(), None)
    );
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1, "nothing new goes out by itself");
    assert!(desk.platform.published()[0].deleted);
    let draft = desk.save(&Draft { text: "Storytime at three".to_owned(), ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.platform.published().iter().filter(|post| !post.deleted).count(), 1);
    assert_eq!(desk.refused("delivery_replace", json!({ "delivery": delivery.id })).await.code, Code::Stale);
}

#[tokio::test]
async fn what_was_done_to_a_post_is_no_other_post_in_the_calendar_and_in_files() {
    let desk = Desk::open().await;
    let (account, delivery) = sent(&desk, "Storytime at thre").await;
    let draft = change(&desk, &delivery, "Storytime at three").await;
    desk.send(&draft).await;
    desk.work().await;
    delete(&desk, &delivery).await;
    desk.work().await;
    let days = json!({ "from": "2026-11-23", "until": "2026-11-29" });
    let week: CalendarPage = desk.call("calendar", days.clone()).await;
    let stand: Vec<_> =
        week.entries.iter().map(|one| (one.accounts[0].account, one.accounts[0].state.as_str())).collect();
    assert_eq!(stand, [(account, "Sent, and deleted there since")]);
    for command in ["calendar_csv", "calendar_ics"] {
        assert_eq!(desk.call::<ExportFile>(command, days.clone()).await.posts, 1, "{command}");
    }
}
