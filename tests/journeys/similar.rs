//! "Have we posted this before?", and the search of all that was posted.

use std::time::{Duration, Instant};

use lectern_connectors::IncomingKind;
use lectern_model::{
    AccountId, Author, Counts, DeliveryState, Draft, DraftId, Outgoing, Published, SearchHit, SearchKind, SearchPage,
    SimilarPost, Thread, Timestamp, Visibility,
};
use lectern_store::{DeliveryChange, NewDelivery, NewPost, Plan, StoreError, Writer};
use serde_json::{Value, json};

use crate::desk::Desk;

const STORY: &str = "Story time is back! Songs, rhymes and one very brave duck. Thursdays at 10:30, ages 2 to 4.";

/// A hundred times as many posts take at most so many times as long.
const MOST_TIMES: u32 = 10;

/// A post as it came from a feed.
pub(crate) fn seen_post(number: i64, handle: &str, text: &str, visibility: Visibility) -> NewPost {
    let author = Author { remote_id: handle.to_owned(), handle: handle.to_owned(), ..Author::default() };
    NewPost {
        remote_id: format!("seen-{number}"),
        sort_at: Timestamp(number),
        created_at: Timestamp(number),
        url: Some(format!("https://scripted.example/{number}")),
        author,
        boosted_by: None,
        title: String::new(),
        html: String::new(),
        text: text.to_owned(),
        language: None,
        content_warning: String::new(),
        visibility,
        media: Vec::new(),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        reply_to: None,
        thread_root: None,
        remote_ref: Value::Null,
    }
}

/// Many posts that went out, each with words of its own and most in common.
fn sent_often(
    writer: &Writer<'_>,
    draft: DraftId,
    account: AccountId,
    numbers: std::ops::Range<i64>,
) -> Result<(), StoreError> {
    let subjects = ["books", "films", "music", "gardens", "history", "trains", "birds", "stars", "rivers", "games"];
    let new: Vec<NewDelivery> = numbers
        .map(|number| {
            let subject = subjects[usize::try_from(number % 10).unwrap()];
            let text = format!(
                "Story time is back with songs and rhymes about {subject}, week {number}. Bring a friend, \
                 {subject} lovers are welcome at the library on Thursday. One very brave duck{} comes too.",
                number % 97
            );
            let outgoing = Outgoing {
                text,
                language: String::new(),
                content_warning: String::new(),
                visibility: Visibility::Public,
                media: Vec::new(),
                card: None,
                reply_to: None,
                poll: None,
                part: None,
            };
            NewDelivery {
                key: format!("key-{number}"),
                account,
                conversation: None,
                outgoing,
                minted: Value::Null,
                follows: false,
            }
        })
        .collect();
    writer.queue_deliveries(draft, &new, Plan::default(), Timestamp(1))?;
    for row in writer.deliveries_of_draft(draft)? {
        let published = Published { remote_id: row.delivery.key, url: None };
        let change = DeliveryChange {
            state: DeliveryState::Sent { at: Timestamp(2), published, deleted_at: None },
            wake_at: None,
            attempts: 1,
            due_at: row.due_at,
            scheduled: false,
            never_after: None,
            progress: None,
            note: None,
        };
        writer.change_delivery(row.delivery.id, &change, Timestamp(2))?;
    }
    Ok(())
}

async fn similar(desk: &Desk, draft: &Draft) -> Vec<SimilarPost> {
    desk.call("similar", json!({ "draft": draft.id, "text": draft.text })).await
}

async fn search(desk: &Desk, words: &str, ours: bool) -> Vec<SearchHit> {
    let page: SearchPage = desk.call("search", json!({ "words": words, "ours": ours })).await;
    page.hits
}

#[tokio::test]
async fn what_was_posted_before_is_found_while_one_writes() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Story time is back! Songs, rhymes and", &[]).await;
    assert_eq!(similar(&desk, &draft).await, []);
    let sent = desk.post(STORY, account).await;
    assert_eq!(similar(&desk, &draft).await, [], "it is not out yet");
    desk.work().await;
    let found = similar(&desk, &draft).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].draft, found[0].account, found[0].percent), (Some(sent.draft), account, 100));
    assert_eq!(found[0].text, STORY);
    let near = desk.draft(&STORY.replace("Thursdays at 10:30", "Fridays at 9:00"), &[]).await;
    assert!(similar(&desk, &near).await[0].percent < 100);
    for other in ["The library is closed on Monday. Books that are due can wait.", "Story", "", "🦆🦆🦆"] {
        let other = desk.draft(other, &[]).await;
        assert_eq!(similar(&desk, &other).await, [], "{}", other.text);
    }
}

#[tokio::test]
async fn posts_of_ours_that_went_out_elsewhere_are_found_and_none_is_told_twice() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let handle = desk.account(account).await.account.handle;
    let core = std::sync::Arc::clone(&desk.app.desk().unwrap().core);
    let feed = |post: NewPost| {
        let core = std::sync::Arc::clone(&core);
        async move {
            let put = move |writer: &Writer<'_>| {
                writer.upsert_post(account, &post, lectern_store::Arrival::Feed, Timestamp(9)).map(|_| ())
            };
            core.write(put).await.unwrap();
        }
    };
    let mut theirs = seen_post(1, "@ann@a.example", STORY, Visibility::Public);
    theirs.author.remote_id = "ann".to_owned();
    feed(theirs).await;
    let draft = desk.draft(STORY, &[account]).await;
    assert_eq!(similar(&desk, &draft).await, [], "somebody else said it");
    let mut ours = seen_post(2, &handle, STORY, Visibility::Public);
    ours.author.remote_id = "library".to_owned();
    feed(ours).await;
    let found = similar(&desk, &draft).await;
    assert_eq!((found.len(), found[0].draft, found[0].post.is_some()), (1, None, true));

    // The same post from here and back by the feed is one post.
    let sent = desk.post("Knitting circle on Tuesday evening, bring wool and good company.", account).await;
    desk.work().await;
    desk.check(account).await;
    let again = desk.draft("Knitting circle on Tuesday evening, bring wool and good company.", &[account]).await;
    let found = similar(&desk, &again).await;
    assert_eq!(found.iter().map(|one| one.draft).collect::<Vec<_>>(), [Some(sent.draft)]);
}

#[tokio::test]
async fn what_went_out_to_two_accounts_is_one_post() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let sent = desk.draft(STORY, &accounts).await;
    desk.send(&sent).await;
    desk.work().await;
    for account in accounts {
        desk.check(account).await;
    }
    let again = desk.draft(STORY, &[]).await;
    let found = similar(&desk, &again).await;
    assert_eq!(found.iter().map(|one| one.draft).collect::<Vec<_>>(), [Some(sent.id)]);
    let hits = search(&desk, "brave duck", true).await;
    let sent_hits = hits.iter().filter(|hit| !matches!(hit.what, SearchKind::Draft { id, .. } if id == again.id));
    assert_eq!(sent_hits.count(), 1, "{hits:?}");
}

#[tokio::test]
async fn what_was_deleted_since_is_told_as_deleted() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    let sent = desk.draft(STORY, &accounts).await;
    let sent = desk.send(&sent).await;
    desk.work().await;
    let again = desk.draft(STORY, &[]).await;
    let told = async || {
        let found = similar(&desk, &again).await;
        found.iter().map(|one| (one.account, one.deleted_at)).collect::<Vec<_>>()
    };
    for (number, there) in [(0, Some(1)), (1, None)] {
        desk.advance(60);
        let _: Value = desk.call("delivery_delete", json!({ "delivery": sent[number].id })).await;
        desk.work().await;
        let expected = there.map(|there: usize| (sent[there].account, None));
        match expected {
            Some(still) => assert_eq!(told().await, [still], "it is there on the other account"),
            None => assert!(matches!(told().await.as_slice(), [(_, Some(_))]), "{:?}", told().await),
        }
    }
}

#[tokio::test]
async fn an_answer_is_compared_with_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.post(STORY, account).await;
    desk.work().await;
    desk.platform.incoming(IncomingKind::Mention, "ann", "When is story time?");
    desk.check(account).await;
    let thread: Thread = desk.only_thread().await;
    let reply: Draft =
        desk.call("reply_draft", json!({ "conversation": thread.conversation.id, "answers": null })).await;
    let found: Vec<SimilarPost> = desk.call("similar", json!({ "draft": reply.id, "text": STORY })).await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn ten_thousand_posts_of_ours_are_compared_in_time() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft(STORY, &[account]).await;
    let core = std::sync::Arc::clone(&desk.app.desk().unwrap().core);
    let put = |from, to| core.write(move |writer| sent_often(writer, draft.id, account, from..to));
    put(0, 100).await.unwrap();
    let few = usual_time(&desk, account).await;
    put(100, 10_000).await.unwrap();
    let many = usual_time(&desk, account).await;
    println!("similar posts: {few:?} of 100 posts of ours, {many:?} of 10,000");
    assert!(many < few * MOST_TIMES, "{many:?} of 10,000 posts, {few:?} of 100");
}

/// The usual time of a search for what is like a new post.
async fn usual_time(desk: &Desk, account: AccountId) -> Duration {
    let mut times = Vec::new();
    for turn in 0..20 {
        let text = format!("Story time is back with songs and rhymes, week {turn}, and one very brave duck");
        let draft = desk.draft(&text, &[account]).await;
        let begun = Instant::now();
        let found = similar(desk, &draft).await;
        times.push(begun.elapsed());
        assert!(!found.is_empty(), "{text}");
    }
    times.sort();
    times[times.len() / 2]
}

#[tokio::test]
async fn search_finds_drafts_and_sent_posts_and_can_leave_out_what_others_wrote() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.add_post("ann", "A lighthouse in the fog");
    desk.check(account).await;
    let sent = desk.post("The lighthouse exhibition opens", account).await;
    desk.work().await;
    let draft = desk.draft("Lighthouse keepers, a talk", &[]).await;
    let kinds = |hits: &[SearchHit]| {
        let mut kinds: Vec<Option<(i64, bool)>> = hits
            .iter()
            .map(|hit| match hit.what {
                SearchKind::Draft { id, queued, .. } => Some((id.0, queued)),
                _ => None,
            })
            .collect();
        kinds.sort_unstable();
        kinds
    };
    // What came back by the feed is told as what was sent.
    let ours = [Some((sent.draft.0, true)), Some((draft.id.0, false))];
    let all = search(&desk, "lighthouse", false).await;
    assert_eq!(kinds(&all), [&[None][..], &ours[..]].concat());
    let found = search(&desk, "lighthouse", true).await;
    assert_eq!(kinds(&found), ours);
    assert!(found.iter().all(|hit| !hit.excerpt.contains("fog")), "what Ann wrote is not ours: {found:?}");
}
