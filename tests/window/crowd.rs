//! Two hundred people write at once, on two real networks: each message is on the desk once, in its thread, and ten are
//! answered from the window and read back from the servers.

use std::collections::BTreeMap;
use std::time::Duration;

use lectern_tests::servers::{Bluesky, MastodonClient, Person, PostOptions, Posted, Snac};
use lectern_tests::wait;
use lectern_tests::window::{Desk, button, css};
use serde_json::{Value, json};

use crate::steps;

const PEOPLE: usize = 5;
/// Each of them begins so many conversations and says so much in the thread of a post of ours, on each network.
const EACH: usize = 10;
/// Servers deliver and index when they please, and try again after a minute what failed.
const LATE: Duration = Duration::from_secs(180);

/// A message that somebody else wrote, by its words.
struct Written {
    words: String,
    /// How its own server names it.
    remote: String,
}

#[tokio::test]
async fn two_hundred_messages_are_each_there_once_and_ten_are_answered() {
    let names: Vec<String> = (0..PEOPLE).map(|number| format!("reader{number}")).collect();
    let here: Vec<&str> = ["library"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let (bluesky, snac) = tokio::join!(Bluesky::start(), Snac::start(&here));
    let library = bluesky.create_account("library").await;
    let ours_there = bluesky.post(&library, "What should the reading club read in spring?").await;
    let us = snac.client("library").await;
    let ours_here = us.post("What should the film evening show in spring?").await;
    let ours_here = ours_here["id"].as_str().expect("a post has an id").to_owned();

    let desk = Desk::open().await;
    steps::first_run_to_accounts(&desk, "Glen Falls Library").await;
    steps::sign_in_mastodon(&desk, &snac, "library").await;
    steps::add_another(&desk).await;
    steps::sign_in_bluesky(&desk, &bluesky, &library).await;
    steps::open_the_desk(&desk).await;

    let (mut there, mut here) = (Vec::new(), Vec::new());
    for name in &names {
        let (more_there, more_here) =
            tokio::join!(write_there(&bluesky, name, &library, &ours_there), write_here(&snac, name, &us, &ours_here));
        there.extend(more_there);
        here.extend(more_here);
        arrive_with_one_look(&desk, there.len() + here.len()).await;
    }
    let threads = each_is_there_once(&desk, there.iter().chain(&here)).await;
    our_post_stands_above(&desk, &threads, &there, "What should the reading club").await;
    our_post_stands_above(&desk, &threads, &here, "What should the film evening").await;
    steps::go(&desk, "inbox").await;
    desk.wait_for("asks about").await;
    desk.assert_accessible("an Inbox of two hundred").await;

    answer_there(&desk, &bluesky, &library, &threads, &there).await;
    answer_here(&desk, &us, &threads, &here).await;
}

/// Mentions, and answers to a post of ours, on Bluesky; the app view knows the last of them.
async fn write_there(bluesky: &Bluesky, name: &str, library: &Person, ours: &Posted) -> Vec<Written> {
    let reader = bluesky.create_account(name).await;
    let mut written = Vec::new();
    for number in 0..EACH {
        let words = format!("@library.test {name} there asks about item {number}");
        let asked = bluesky.mention(&reader, &words, library).await;
        written.push(Written { words, remote: asked.uri });
        let words = format!("{name} there proposes book {number}");
        let said = bluesky.reply(&reader, &words, ours, ours).await;
        bluesky.until_seen(&said).await;
        written.push(Written { words, remote: said.uri });
    }
    written
}

/// The same on a server of the Mastodon family, until it tells of all of them. It keeps the newest 64 notifications only:
/// a desk that never looked in between could not know of the others.
async fn write_here(snac: &Snac, name: &str, us: &MastodonClient, ours: &str) -> Vec<Written> {
    let reader = snac.client(name).await;
    reader.look_up("library").await;
    let mut written = Vec::new();
    for number in 0..EACH {
        let words = format!("{name} here asks about item {number}");
        let asked = reader.post(&format!("@library {words}")).await;
        written.push(Written { words, remote: id_of(&asked) });
        let words = format!("{name} here proposes film {number}");
        let options = PostOptions { in_reply_to: Some(ours), ..PostOptions::default() };
        let said = reader.post_with(&format!("@library {words}"), &options).await;
        written.push(Written { words, remote: id_of(&said) });
    }
    wait::until("the server to tell of all of them", LATE, async || {
        let told = us.get("api/v1/notifications?limit=64").await.to_string();
        written.iter().all(|one| told.contains(&one.words)).then_some(())
    })
    .await;
    written
}

/// All that was written is on the desk, no more and no less, after it looked once.
async fn arrive_with_one_look(desk: &Desk, written: usize) {
    steps::ask(desk, "feed_check_now", json!({})).await;
    let arrived = async || {
        let conversations = conversations(desk).await;
        conversations.iter().filter_map(|one| one["unread"].as_u64()).sum::<u64>()
    };
    let all = u64::try_from(written).expect("not so many");
    let looking = wait::until("all of them", 2 * LATE, async || (arrived().await == all).then_some(()));
    if tokio::time::timeout(LATE, looking).await.is_err() {
        panic!("{} of {written} are there", arrived().await);
    }
}

fn id_of(post: &Value) -> String {
    post["id"].as_str().expect("a post has an id").to_owned()
}

/// In which conversation each stands: in one, once.
async fn each_is_there_once<'a>(
    desk: &Desk,
    written: impl Iterator<Item = &'a Written> + Clone,
) -> BTreeMap<String, i64> {
    assert_eq!(written.clone().count(), 200, "two hundred were written");
    let found = messages(desk).await;
    let mut threads = BTreeMap::new();
    for one in written {
        let places: Vec<i64> = found
            .iter()
            .filter(|(words, _)| words.contains(&one.words))
            .flat_map(|(_, places)| places.clone())
            .collect();
        let [place] = places.as_slice() else { panic!("{} stands in {places:?}", one.words) };
        threads.insert(one.words.clone(), *place);
    }
    threads
}

/// Every conversation on the desk.
async fn conversations(desk: &Desk) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = steps::ask(desk, "conversations", json!({ "after": after, "limit": 200 })).await;
        all.extend(page["conversations"].as_array().expect("a page has conversations").clone());
        if page["more"] == false {
            return all;
        }
        after = all.last().map_or(Value::Null, |last: &Value| last["id"].clone());
    }
}

/// Every message of others on the desk: its words, and each conversation that it stands in.
async fn messages(desk: &Desk) -> BTreeMap<String, Vec<i64>> {
    let mut found: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for conversation in conversations(desk).await {
        let id = conversation["id"].as_i64().expect("a conversation has a number");
        let thread = steps::ask(desk, "conversation", json!({ "conversation": id })).await;
        for message in thread["messages"].as_array().expect("a thread has messages") {
            if message["ours"] == false {
                found.entry(message["text"].as_str().unwrap_or_default().to_owned()).or_default().push(id);
            }
        }
    }
    found
}

/// What was said to a post of ours stands in one conversation, below that post.
async fn our_post_stands_above(desk: &Desk, threads: &BTreeMap<String, i64>, written: &[Written], ours: &str) {
    let proposed: Vec<i64> =
        written.iter().filter(|one| one.words.contains("proposes")).map(|one| threads[&one.words]).collect();
    let asked: Vec<i64> =
        written.iter().filter(|one| one.words.contains("asks")).map(|one| threads[&one.words]).collect();
    let one = proposed[0];
    assert!(proposed.iter().all(|place| *place == one), "one thread: {proposed:?}");
    assert!(!asked.contains(&one), "what was asked by itself is a conversation of its own");
    wait::until("our own post above", LATE, async || {
        let thread = steps::ask(desk, "conversation", json!({ "conversation": one })).await;
        let first = thread.pointer("/messages/0")?.clone();
        (first["ours"] == true && first["text"].as_str().is_some_and(|text| text.contains(ours))).then_some(())
    })
    .await;
}

async fn answer(desk: &Desk, conversation: i64, question: &str, reply: &str) {
    steps::go(desk, &format!("inbox/{conversation}")).await;
    desk.find(&css(".detail")).await;
    desk.wait_for(question).await;
    desk.fill(&css("form.reply textarea"), reply).await;
    desk.click(&button("Answer")).await;
    let sent = wait::until("the answer to be sent", LATE, async || {
        let thread = steps::ask(desk, "conversation", json!({ "conversation": conversation })).await;
        thread.to_string().contains(reply).then_some(())
    });
    sent.await;
}

/// Five answers that Bluesky's server tells as answers to the right posts.
async fn answer_there(
    desk: &Desk,
    bluesky: &Bluesky,
    library: &Person,
    threads: &BTreeMap<String, i64>,
    written: &[Written],
) {
    let asked: Vec<&Written> = written.iter().filter(|one| one.words.contains("asks")).step_by(EACH).collect();
    assert_eq!(asked.len(), PEOPLE);
    for (number, one) in asked.iter().enumerate() {
        answer(desk, threads[&one.words], &one.words, &format!("Answer {number} there")).await;
    }
    for (number, one) in asked.iter().enumerate() {
        let reply = wait::until("an answer on Bluesky", LATE, async || {
            let mine = bluesky.list_records(library, "app.bsky.feed.post").await;
            let words = format!("Answer {number} there");
            mine.into_iter().find(|record| record.pointer("/value/text").and_then(Value::as_str) == Some(&words))
        })
        .await;
        let parent = reply.pointer("/value/reply/parent/uri").and_then(Value::as_str);
        assert_eq!(parent, Some(one.remote.as_str()), "{reply}");
    }
}

/// Five answers that the other server shows below the right posts.
async fn answer_here(desk: &Desk, us: &MastodonClient, threads: &BTreeMap<String, i64>, written: &[Written]) {
    let asked: Vec<&Written> = written.iter().filter(|one| one.words.contains("asks")).step_by(EACH).collect();
    assert_eq!(asked.len(), PEOPLE);
    for (number, one) in asked.iter().enumerate() {
        answer(desk, threads[&one.words], &one.words, &format!("Answer {number} here")).await;
    }
    for (number, one) in asked.iter().enumerate() {
        wait::until("an answer below the question", LATE, async || {
            let around = us.context(&one.remote).await;
            let below = around["descendants"].as_array().cloned().unwrap_or_default();
            let words = format!("Answer {number} here");
            below.iter().any(|status| status.to_string().contains(&words)).then_some(())
        })
        .await;
    }
}
