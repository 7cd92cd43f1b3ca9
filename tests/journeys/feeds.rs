//! The merged feed: two accounts as one, the place kept, gaps filled, mutes, search; and accounts that are not well.

use lectern_model::{AccountHealth, AccountId, Code, FeedPage, Mute, PostId, SearchPage};
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

async fn feed(desk: &Desk, query: Value) -> FeedPage {
    desk.call("feed", query).await
}

fn texts(page: &FeedPage) -> Vec<&str> {
    page.posts.iter().map(|post| post.text.as_str()).collect()
}

async fn found(desk: &Desk, words: &str) -> SearchPage {
    desk.call("search", json!({ "words": words })).await
}

async fn two_accounts(desk: &Desk) -> (AccountId, AccountId) {
    (desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await)
}

#[tokio::test]
async fn two_accounts_are_one_feed_newest_first_and_each_alone() {
    let desk = Desk::open().await;
    let (one, two) = two_accounts(&desk).await;
    desk.platform.add_post("archive", "Glass negatives of the canal");
    desk.advance(60);
    desk.other.add_post("school", "The bus comes at nine");
    desk.check(one).await;
    desk.check(two).await;
    assert_eq!(texts(&feed(&desk, json!({})).await), ["The bus comes at nine", "Glass negatives of the canal"]);
    assert_eq!(texts(&feed(&desk, json!({ "accounts": [one] })).await), ["Glass negatives of the canal"]);
    assert_eq!(texts(&feed(&desk, json!({ "words": "neg" })).await), ["Glass negatives of the canal"]);
    desk.check(one).await;
    assert_eq!(feed(&desk, json!({})).await.posts.len(), 2, "what comes again is not doubled");
}

#[tokio::test]
async fn the_place_is_kept_and_what_is_newer_is_counted() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_posts(5);
    desk.check(account).await;
    let top = feed(&desk, json!({})).await.posts[2].id;
    let _: Value = desk.call("feed_position_save", json!({ "view": "everything", "post": top })).await;
    let desk = desk.start_again().await;
    let place: Value = desk.call("feed_position", json!({ "view": "everything" })).await;
    assert_eq!(place["post"], json!(top));
    let input = json!({ "query": {}, "after": top });
    let newer: Value = desk.call("feed_new_count", input).await;
    assert_eq!(newer["count"], json!(2));
}

#[tokio::test]
async fn what_was_missed_in_sleep_is_a_gap_that_can_be_filled() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.page_size(10);
    desk.platform.add_posts(3);
    desk.check(account).await;
    desk.advance(8 * 3600);
    desk.platform.add_posts(150);
    desk.check(account).await;
    let page = feed(&desk, json!({ "limit": 200 })).await;
    assert_eq!(page.gaps.len(), 1, "some pages are read at once, the rest is a gap");
    assert!(page.posts.len() < 153);
    for _ in 0..10 {
        let Some(gap) = feed(&desk, json!({ "limit": 200 })).await.gaps.first().map(|gap| gap.id) else { break };
        let _: Value = desk.call("feed_fill_gap", json!({ "gap": gap })).await;
    }
    let page = feed(&desk, json!({ "limit": 200 })).await;
    assert_eq!((page.posts.len(), page.gaps.len()), (153, 0), "every post is here, once");
}

#[tokio::test]
async fn a_mute_hides_here_and_ends() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("shop", "Buy now");
    desk.platform.add_post("archive", "Canal boats");
    desk.check(account).await;
    let shop: PostId =
        feed(&desk, json!({})).await.posts.iter().find(|post| post.text == "Buy now").expect("it came").id;
    let mute = json!({ "kind": "author", "value": shop.to_string(), "days": null });
    let _: Value = desk.call("mute_add", mute).await;
    let _: Value = desk.call("mute_add", json!({ "kind": "words", "value": "CANAL", "days": 7 })).await;
    assert!(feed(&desk, json!({})).await.posts.is_empty());
    let mutes: Vec<Mute> = desk.call("mutes", json!({})).await;
    let _: Value = desk
        .call("mute_remove", json!({ "mute": mutes.iter().find(|m| m.until.is_none()).expect("for ever").id }))
        .await;
    assert_eq!(texts(&feed(&desk, json!({})).await), ["Buy now"]);
    desk.advance(8 * 24 * 3600);
    assert_eq!(feed(&desk, json!({})).await.posts.len(), 2, "a mute of seven days ends by itself");
}

#[tokio::test]
async fn everything_is_found_as_one_types() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("archive", "Glass negatives of the canal");
    desk.platform.incoming(lectern_connectors::IncomingKind::Mention, "dana", "Are the negatives on show?");
    desk.check(account).await;
    desk.draft("Come and see the negatives", &[account]).await;
    assert_eq!(found(&desk, "negat").await.hits.len(), 3);
    assert_eq!(found(&desk, "glass neg").await.hits.len(), 1);
    for odd in ["", "\"", "* OR", "NEAR(", "-", "a:b", "')--"] {
        let _ = found(&desk, odd).await;
    }
}

#[tokio::test]
async fn a_like_is_told_to_the_platform_and_kept() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("archive", "Canal boats");
    desk.check(account).await;
    let post = feed(&desk, json!({})).await.posts[0].id;
    let _: Value = desk.call("post_like", json!({ "post": post, "on": true })).await;
    assert!(feed(&desk, json!({})).await.posts[0].liked);
    desk.platform.fault(Operation::Like, Fault::CutBefore);
    desk.refused("post_like", json!({ "post": post, "on": false })).await;
    assert!(feed(&desk, json!({})).await.posts[0].liked, "what the platform did not do is not shown as done");
}

#[tokio::test]
async fn a_revoked_sign_in_is_told_on_its_account_and_the_rest_goes_on() {
    let desk = Desk::open().await;
    let (one, two) = two_accounts(&desk).await;
    desk.platform.revoke_sign_ins();
    desk.other.add_post("school", "The bus comes at nine");
    let refused = desk.refused("account_check", json!({ "account": one })).await;
    assert_eq!(refused.code, Code::SignInNeeded);
    desk.check(two).await;
    assert!(matches!(desk.account(one).await.account.health, AccountHealth::SignInNeeded { .. }));
    assert!(matches!(desk.account(two).await.account.health, AccountHealth::Well));
    assert_eq!(feed(&desk, json!({})).await.posts.len(), 1);
}

#[tokio::test]
async fn a_removed_account_takes_its_posts_and_its_sign_in_along() {
    let desk = Desk::open().await;
    let (one, two) = two_accounts(&desk).await;
    desk.platform.add_post("archive", "Canal boats");
    desk.other.add_post("school", "The bus comes at nine");
    desk.check(one).await;
    desk.check(two).await;
    let _: Value = desk.call("account_remove", json!({ "account": one })).await;
    assert_eq!(texts(&feed(&desk, json!({})).await), ["The bus comes at nine"]);
    assert!(found(&desk, "canal").await.hits.is_empty());
    let again = desk.sign_in("library").await;
    desk.check(again).await;
    assert_eq!(feed(&desk, json!({})).await.posts.len(), 2);
}
