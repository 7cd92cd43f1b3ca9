//! The practice desk, as a person meets it.

use lectern_model::{AccountId, AccountView, Draft, FeedPage, SignInStep};
use serde_json::{Value, json};

use crate::desk::Desk;

pub(crate) async fn practice(desk: &Desk) -> AccountId {
    match desk.answer("practice", json!({})).await {
        Ok(SignInStep::Done { account }) => account,
        other => panic!("{other:?}"),
    }
}

/// The bytes are here already; the address that the practice desk shows leads nowhere, and nobody calls it.
#[tokio::test]
async fn a_picture_of_ours_is_seen_at_once() {
    let desk = Desk::open_with_every_platform().await;
    let account = practice(&desk).await;
    let draft = desk.draft("The dragon is back", &[account]).await;
    let draft: Draft = desk.call("picture_add", crate::drafts::picture(&draft, "dragon.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A felt dragon on a pile of books".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
    desk.check(account).await;
    let page: FeedPage = desk.call("feed", json!({})).await;
    let ours = page.posts.iter().find(|post| post.text.contains("The dragon is back")).expect("our post");
    let shown = ours.media.first().expect("its picture");
    assert_eq!(shown.description, "A felt dragon on a pile of books");
    assert!(shown.preview.is_some() && !shown.pending, "{shown:?}");
    let asked: Vec<Value> = desk.wire.requests().iter().map(|request| json!(request.url.as_str())).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

#[tokio::test]
async fn a_second_practice_desk_has_a_name_of_its_own() {
    let desk = Desk::open_with_every_platform().await;
    for _ in 0..3 {
        practice(&desk).await;
    }
    let accounts: Vec<AccountView> = desk.call("accounts", json!({})).await;
    let names: Vec<&str> = accounts.iter().map(|account| account.account.name.as_str()).collect();
    assert_eq!(names, ["Practice desk", "Practice desk 2", "Practice desk 3"]);
}
