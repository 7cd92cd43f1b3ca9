//! What goes out with the words: pictures, cards, shared posts, answers.

use lectern_model::{Code, DeliveryState, Draft, FeedPage, PostView};
use lectern_net::Method;
use lectern_testkit::{Fault, Operation};
use serde_json::json;

use crate::desk::{Desk, send_input};
use crate::outbox::is_sent;

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
