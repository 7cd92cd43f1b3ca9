//! Bluesky's own network starts, and what tests need of it works.

use std::time::Duration;

use lectern_tests::proxy::{CutAt, Cutting};
use lectern_tests::servers::Bluesky;
use lectern_tests::wait;
use serde_json::json;

const LIMIT: Duration = Duration::from_secs(30);

#[tokio::test]
async fn people_write_answer_and_are_told_of_it() {
    let network = Bluesky::start().await;
    let (library, patron) = (network.create_account("library").await, network.create_account("patron").await);
    assert!(!network.create_app_password(&library, "desk").await.is_empty());

    let post = network.post(&library, "Storytime at three").await;
    let answer = network.reply(&patron, "Is it in the garden?", &post, &post).await;
    network.mention(&patron, "Thanks to @library.test for this", &library).await;
    network.follow(&patron, &library).await;
    network.like(&patron, &post).await;

    let reasons = async || {
        let told = network.notifications(&library).await;
        let mut reasons: Vec<String> = told.iter().filter_map(|one| Some(one["reason"].as_str()?.to_owned())).collect();
        reasons.sort();
        (reasons == ["follow", "like", "mention", "reply"]).then_some(())
    };
    wait::until("all four to be told", LIMIT, reasons).await;

    let seen = network.get_posts(&library, &[&post.uri]).await;
    assert_eq!(seen[0]["replyCount"], json!(1));
    assert_eq!(network.list_records(&library, "app.bsky.feed.post").await.len(), 1);
    assert_eq!(network.get_record(&answer.uri).await.expect("written")["value"]["text"], json!("Is it in the garden?"));
    network.delete_record(&patron, &answer).await;
    assert!(network.get_record(&answer.uri).await.is_none());
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_server_acted() {
    let line = Cutting::open().await;
    let network = Bluesky::start_behind(&line).await;
    assert_eq!(network.pds.port(), Some(line.port()), "the server's own address is the line's");
    let library = network.create_account("library").await;
    let app_password = network.create_app_password(&library, "desk").await;

    line.cut(CutAt::AfterServer, "POST", "com.atproto.repo.createRecord", 1);
    let session = json!({ "identifier": library.handle, "password": app_password });
    let session = network.call("com.atproto.server.createSession", None, &session).await;
    let record = json!({ "$type": "app.bsky.feed.post", "text": "Once", "createdAt": "2026-11-23T10:00:00.000Z" });
    let body = json!({ "repo": library.did, "collection": "app.bsky.feed.post", "record": record });
    let url = network.pds.join("xrpc/com.atproto.repo.createRecord").expect("an address");
    let request = reqwest::Client::new().post(url).bearer_auth(session["accessJwt"].as_str().unwrap_or_default());
    assert!(request.json(&body).send().await.is_err(), "the answer did not come");

    line.until_cut(1, LIMIT).await;
    assert_eq!(network.list_records(&library, "app.bsky.feed.post").await.len(), 1, "but the server has the post");
}
