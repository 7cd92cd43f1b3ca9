//! Hashtags and names completed from what was seen.

use std::time::{Duration, Instant};

use lectern_connectors::IncomingKind;
use lectern_model::{AccountId, Completion, EmojiView, Timestamp, Visibility};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::similar::seen_post;

/// A word is completed while it is typed: before the next key.
const IN_TIME: Duration = Duration::from_millis(20);
/// The very first looks through the newest posts: nobody feels that either.
const AT_FIRST: Duration = Duration::from_millis(300);

async fn words(desk: &Desk, prefix: &str) -> Vec<String> {
    let found: Vec<Completion> = desk.call("completions", json!({ "prefix": prefix })).await;
    found.into_iter().map(|one| one.insert).collect()
}

#[tokio::test]
async fn tags_we_used_come_before_those_that_were_seen() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for _ in 0..3 {
        desk.platform.add_post("ann", "Look: #storytellers #StoryTellers");
    }
    desk.check(account).await;
    assert_eq!(words(&desk, "#sto").await, ["#StoryTellers"]);
    desk.post("Come: #storytime", account).await;
    assert_eq!(words(&desk, "#STO").await, ["#StoryTime", "#StoryTellers"], "ours first, in capitals");
    assert_eq!(words(&desk, "sto").await, Vec::<String>::new());
}

#[tokio::test]
async fn whom_we_spoke_with_comes_first_and_private_words_are_not_offered() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for _ in 0..3 {
        desk.platform.add_post("paula", "Good morning");
    }
    desk.platform.incoming(IncomingKind::Direct, "patricia", "My card number is #secretcard");
    desk.check(account).await;
    let found = words(&desk, "@p").await;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("patricia") && found[1].contains("paula"), "{found:?}");
    assert_eq!(words(&desk, "#secret").await, Vec::<String>::new());
    assert!(words(&desk, "@library").await.is_empty(), "nobody mentions themselves");

    let other = desk.sign_in_on("other", "library", None).await;
    let there: Vec<Completion> = desk.call("completions", json!({ "prefix": "@p", "account": other })).await;
    assert_eq!(there, [], "people of another platform cannot be named there");
}

#[tokio::test]
async fn nothing_is_offered_of_an_account_that_was_removed() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("paula", "#GardenDay");
    desk.check(account).await;
    assert_eq!((words(&desk, "@pau").await.len(), words(&desk, "#gar").await.len()), (1, 1));
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
    assert_eq!((words(&desk, "@pau").await.len(), words(&desk, "#gar").await.len()), (0, 0));
}

#[tokio::test]
async fn with_a_hundred_thousand_posts_a_word_is_completed_in_time() {
    let desk = Desk::open().await;
    let account: AccountId = desk.sign_in("library").await;
    let core = std::sync::Arc::clone(&desk.app.desk().unwrap().core);
    let fill = move |writer: &lectern_store::Writer<'_>| {
        for place in 0..100_000_i64 {
            let text = format!("Post {place} about #Topic{} and #books", place % 3_000);
            let mut post = seen_post(place, &format!("@person{}@a.example", place % 2_000), &text, Visibility::Public);
            post.created_at = Timestamp(place);
            writer.upsert_post(account, &post, lectern_store::Arrival::Feed, Timestamp(place))?;
        }
        Ok(())
    };
    core.write(fill).await.unwrap();
    let begun = Instant::now();
    assert_eq!(words(&desk, "#topic2").await.len(), 8);
    let first = begun.elapsed();
    let mut times = Vec::new();
    for prefix in ["#", "#b", "#bo", "#topic1", "@", "@p", "@person1", "@person19"].repeat(5) {
        let begun = Instant::now();
        assert!(!words(&desk, prefix).await.is_empty(), "{prefix}");
        times.push(begun.elapsed());
    }
    times.sort();
    let usual = times[times.len() / 2];
    println!("100,000 posts: the first word {first:?}, then {usual:?}, the slowest {:?}", times[times.len() - 1]);
    assert!(times[times.len() / 4] < IN_TIME, "{times:?}");
    assert!(first < AT_FIRST, "the first key waits {first:?}");
}

#[tokio::test]
async fn emoji_are_found_by_their_names() {
    let desk = Desk::open().await;
    let found: Vec<EmojiView> = desk.call("emojis", json!({ "words": "books" })).await;
    assert_eq!(found[0].emoji, "📚");
    let all: Vec<EmojiView> = desk.call("emojis", json!({ "words": "" })).await;
    assert!(all.len() > 1500 && all.iter().all(|one| !one.name.is_empty()));
}
