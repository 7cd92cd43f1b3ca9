//! What came in goes when its time is over, and is gone.

use std::path::Path;

use lectern_connectors::IncomingKind;
use lectern_model::{AccountId, ConversationState, Draft, FeedPage, MediaKind, PostMedia, Retention, Thread};
use lectern_testkit::text;
use lectern_tests::pages::{decrypted, holds};
use serde_json::{Value, json};

use crate::desk::{Desk, PATIENCE};
use crate::visuals::{bytes, dots};

const DAY: i64 = 24 * 60 * 60;
/// Words that stand nowhere else, and what is left of one where an index leaves its first letters out.
const SECRET: &str = "quagmirebarcode";
const REST: &str = "mirebarcode";
const PICTURE: &str = "https://pictures.example/card.png";

async fn tidy(desk: &Desk) -> usize {
    desk.app.desk().expect("open").records.tidy_once().await.expect("the store works")
}

async fn retention(desk: &Desk) -> Vec<Retention> {
    desk.call("retention", json!({})).await
}

async fn waiting(desk: &Desk) -> usize {
    desk.conversations(ConversationState::Waiting).await.conversations.len()
}

fn folder(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(desk.folder(), &mut files);
    files
}

fn collect(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        match entry.is_dir() {
            true => collect(&entry, files),
            false => files.push((entry.display().to_string(), std::fs::read(&entry).expect("a file"))),
        }
    }
}

/// Whether the rest of the secret stands anywhere: in a page of the database or of its log, live or not, or in a file.
fn found(desk: &Desk) -> bool {
    let key = *desk.app.desk().expect("open").core.store.key().bytes();
    holds(&decrypted(&desk.folder().join("lectern.db"), &key), REST)
        || folder(desk).iter().any(|(name, bytes)| holds(name.as_bytes(), REST) || holds(bytes, REST))
}

/// A message with a picture, a post in the feed, and their words in every index.
async fn arrives(desk: &Desk, account: AccountId) -> Vec<u8> {
    let id = desk.platform.incoming(IncomingKind::Mention, "Ana", &format!("My card says {SECRET}, is it open?"));
    let picture = PostMedia {
        kind: MediaKind::Picture,
        url: PICTURE.to_owned(),
        preview_url: None,
        description: format!("A card with {SECRET}"),
        width: None,
        height: None,
    };
    desk.platform.change_message(&id, |post| post.media = vec![picture]);
    let png = bytes(&dots(50, 50), image::ImageFormat::Png);
    desk.wire.on(lectern_net::Method::Get, PICTURE, text(200, "image/png", png));
    desk.platform.add_post(SECRET, &format!("{SECRET} in the feed"));
    for number in 0..200 {
        desk.platform
            .add_post("archive", &format!("Canal boats, number {number}, and many other words to fill a page"));
    }
    desk.check(account).await;
    let open = desk.app.desk().expect("open");
    let hash = lectern_tests::wait::until("the picture to be here", PATIENCE, async || {
        let thread = desk.only_thread().await;
        let _: Thread = desk.call("conversation", json!({ "conversation": thread.conversation.id })).await;
        open.media.fetch_wanted().await.expect("the wire works");
        thread.messages[0].media[0].preview.clone()
    })
    .await;
    desk.app.picture(hash.as_str()).await.expect("it is here").0
}

#[tokio::test]
async fn after_its_time_it_is_nowhere_in_the_pages_the_log_the_pictures_or_the_files() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let picture = arrives(&desk, account).await;
    assert!(found(&desk), "it is found while it is here: this test can fail");
    assert!(folder(&desk).iter().any(|(_, bytes)| *bytes == picture));
    desk.advance(29 * DAY);
    assert_eq!(tidy(&desk).await, 0, "its time is not over");
    assert_eq!(waiting(&desk).await, 1);

    // What comes meanwhile stays, in the same pages.
    desk.platform.incoming(IncomingKind::Mention, "Ben", "When do you open on Friday?");
    desk.check(account).await;
    desk.advance(2 * DAY);
    assert!(tidy(&desk).await > 200);
    assert_eq!(waiting(&desk).await, 1);
    assert_eq!(desk.only_thread().await.conversation.with.name, "Ben");
    assert!(!found(&desk), "nothing of it is left");
    assert!(!folder(&desk).iter().any(|(_, bytes)| *bytes == picture), "nor of its picture");
    let hits: Value = desk.call("search", json!({ "words": SECRET })).await;
    assert_eq!(hits["hits"], json!([]));
}

#[tokio::test]
async fn what_the_platform_still_shows_does_not_come_back() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "Ana", "Are you open?");
    desk.platform.add_posts(3);
    desk.check(account).await;
    desk.advance(31 * DAY);
    assert_eq!(tidy(&desk).await, 4);
    desk.check(account).await;
    desk.check(account).await;
    assert_eq!(waiting(&desk).await, 0, "nobody is told again of what was read long ago");
    let feed: FeedPage = desk.call("feed", json!({})).await;
    assert!(feed.posts.is_empty() && feed.gaps.is_empty(), "{feed:?}");
    desk.platform.add_post("archive", "New");
    desk.platform.incoming(IncomingKind::Mention, "Ana", "And today?");
    desk.check(account).await;
    let feed: FeedPage = desk.call("feed", json!({})).await;
    assert_eq!((feed.posts.len(), waiting(&desk).await), (1, 1));
}

#[tokio::test]
async fn each_account_has_its_time_and_a_platforms_shorter_rule_wins() {
    let desk = Desk::open().await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await);
    desk.other.sets_retention(7);
    let usual: Vec<(u32, Option<u32>, u32)> =
        retention(&desk).await.iter().map(|kept| (kept.days, kept.platform_days, kept.counts)).collect();
    assert_eq!(usual, [(30, None, 30), (30, Some(7), 7)]);
    for (platform, account) in [(&desk.platform, one), (&desk.other, two)] {
        platform.add_post("archive", "Canal boats");
        desk.check(account).await;
    }
    desk.advance(8 * DAY);
    assert_eq!(tidy(&desk).await, 1, "the second account's");
    let set: Vec<Retention> = desk.call("retention_save", json!({ "account": one, "days": 5 })).await;
    assert_eq!((set[0].counts, set[0].items), (5, 1));
    assert_eq!(tidy(&desk).await, 1);
    for days in [0, 3651] {
        let refused = desk.refused("retention_save", json!({ "account": one, "days": days })).await;
        assert_eq!(refused.field.as_deref(), Some("days"));
    }
}

#[tokio::test]
async fn what_a_draft_is_about_to_answer_stays_until_it_went_out() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "Ana", "Are you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let input = json!({ "conversation": thread.conversation.id, "answers": null });
    let draft: Draft = desk.call("reply_draft", input).await;
    let draft = desk.save(&Draft { text: "Yes, until six.".to_owned(), ..draft }).await;
    desk.advance(31 * DAY);
    assert_eq!(tidy(&desk).await, 0);
    desk.send(&draft).await;
    desk.work().await;
    assert!(tidy(&desk).await > 0);
    let page = crate::records::log(&desk, json!({})).await;
    let body = crate::records::record(&desk, page.records[0].id.0).await.body.expect("it is here");
    assert_eq!(body.context[0].text, "Are you open?", "the record has what was asked");
}

#[tokio::test]
async fn a_legal_hold_stops_the_clock_until_it_ends() {
    let desk = Desk::open().await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await);
    for (platform, account) in [(&desk.platform, one), (&desk.other, two)] {
        platform.incoming(IncomingKind::Mention, "Ana", "I will sue");
        desk.check(account).await;
    }
    let hold = json!({ "reason": "Case 12", "account": one, "from": null, "until": null });
    let hold: Value = desk.call("record_hold_begin", hold).await;
    desk.advance(31 * DAY);
    assert_eq!(tidy(&desk).await, 1, "the other account's");
    assert_eq!(waiting(&desk).await, 1);
    let _: Value = desk.call("record_hold_end", json!({ "hold": hold["id"], "reason": "Settled" })).await;
    assert_eq!(tidy(&desk).await, 1);
    assert_eq!(waiting(&desk).await, 0);
}
