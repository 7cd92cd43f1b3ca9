//! What was sent is read back and compared.

use lectern_model::{DeliveryState, DeliveryView, Draft, Proof, ProofPart, Seen, SignInStep};
use lectern_testkit::{Fault, Operation};
use serde_json::{Map, Value, json};

use crate::desk::Desk;

/// A PNG of one dot.
pub(crate) const DOT: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNwaDjwHwAFBAKAPJ4DgAAAAABJRU5ErkJggg==";

/// Queues a post with a described picture.
pub(crate) async fn with_picture(desk: &Desk, text: &str, account: lectern_model::AccountId) -> DeliveryView {
    let draft = desk.draft(text, &[account]).await;
    let picture = json!({ "draft": draft.id, "name": "dot.png", "base64": DOT });
    let draft: Draft = desk.call("picture_add", picture).await;
    let mut media = draft.media.clone();
    media[0].description = "A dragon".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    desk.send(&draft).await.remove(0)
}

/// The platform's id of what a delivery published.
pub(crate) fn remote_id(view: &DeliveryView) -> String {
    match &view.state {
        DeliveryState::Sent { published, .. } => published.remote_id.clone(),
        other => panic!("it was not sent: {other:?}"),
    }
}

fn differing(proof: Option<Proof>) -> Vec<ProofPart> {
    match proof {
        Some(Proof::Read { differences, .. }) => differences.into_iter().map(|one| one.what).collect(),
        other => panic!("it was not read back: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_there_as_it_was_sent_is_told() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    let seen = Seen { text: true, pictures: 1, descriptions: 1, ..Seen::default() };
    assert_eq!(view.proof, Some(Proof::Read { at: desk.now(), tries: 1, seen, differences: vec![] }));
    assert_eq!((view.next_at, desk.platform.calls(Operation::ReadBack)), (None, 1));
}

#[tokio::test]
async fn a_dropped_description_is_told_and_looked_at_again_until_it_comes() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::ReadBack, Fault::CutBefore);
    let delivery = with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    assert!(matches!(view.proof, Some(Proof::Waiting { tries: 0, .. })), "no line is no try: {:?}", view.proof);
    let id = remote_id(&view);
    desk.platform.change_post(&id, |post| post.media[0].description.clear());
    desk.advance(301);
    desk.work().await;
    assert_eq!(differing(desk.delivery(&delivery).await.proof), [ProofPart::Description { picture: 1 }]);

    desk.platform.change_post(&id, |post| post.media[0].description = "A dragon".to_owned());
    desk.advance(31);
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    assert_eq!((differing(view.proof), view.next_at), (vec![], None));
    assert_eq!(desk.platform.published().len(), 1, "reading back sends nothing");
}

#[tokio::test]
async fn a_difference_that_stays_is_left_at_that() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let delivery = desk.post("Storytime at three", account).await;
    desk.platform.fault(Operation::ReadBack, Fault::CutBefore);
    desk.work().await;
    let id = remote_id(&desk.delivery(&delivery).await);
    desk.platform.change_post(&id, |post| {
        post.body = lectern_model::Body::Plain { text: "Storytime".to_owned(), links: vec![] };
    });
    for _ in 0..6 {
        desk.advance(3601);
        desk.work().await;
    }
    let view = desk.delivery(&delivery).await;
    assert_eq!((differing(view.proof), view.next_at), (vec![ProofPart::Text], None));
    assert_eq!(desk.platform.calls(Operation::ReadBack), 1 + 4);
    assert!(matches!(view.state, DeliveryState::Sent { .. }), "it stays sent");
}

#[tokio::test]
async fn what_could_not_be_read_back_is_tried_again_after_a_new_start() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::ReadBack, Fault::ServerError { acts: false });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.delivery(&delivery).await.proof, Some(Proof::Waiting { tries: 1, .. })));
    let desk = desk.start_again().await;
    desk.advance(31);
    desk.work().await;
    assert_eq!(differing(desk.delivery(&delivery).await.proof), []);
}

#[tokio::test]
async fn it_is_given_up_after_a_few_tries_and_the_post_stays_sent() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault_always(Operation::ReadBack, Some(Fault::ServerError { acts: false }));
    let delivery = desk.post("Storytime at three", account).await;
    for _ in 0..8 {
        desk.work().await;
        desk.advance(3601);
    }
    let view = desk.delivery(&delivery).await;
    assert!(matches!(view.proof, Some(Proof::Unread { .. })), "{:?}", view.proof);
    assert!(matches!(view.state, DeliveryState::Sent { .. }));
    assert_eq!((view.next_at, desk.platform.calls(Operation::ReadBack)), (None, 4));
}

#[tokio::test]
async fn a_pause_does_not_hold_reading_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.fault(Operation::ReadBack, Fault::ServerError { acts: false });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    let _: Value = desk.call("outbox_pause", json!({ "reason": "Storm" })).await;
    desk.advance(31);
    desk.work().await;
    assert_eq!(differing(desk.delivery(&delivery).await.proof), []);
}

#[tokio::test]
async fn the_practice_desk_reads_back_too() {
    let desk = Desk::open_with_every_platform().await;
    let input = json!({ "platform": "practice", "identity": null, "again": null });
    let SignInStep::AskFields { ticket, fields, .. } = desk.call("sign_in_begin", input).await else {
        panic!("a form")
    };
    let fields: Map<String, Value> = fields.into_iter().map(|field| (field.name, json!("Glen Falls"))).collect();
    let step = desk.call("sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await;
    let SignInStep::Done { account } = step else { panic!("{step:?}") };
    let delivery = with_picture(&desk, "Storytime at three", account).await;
    desk.work().await;
    let view = desk.delivery(&delivery).await;
    assert_eq!(differing(view.proof.clone()), []);
    assert!(view.can_edit && view.can_delete);
}
