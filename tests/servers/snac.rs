//! snac2 starts, and what tests need of it works.

use std::time::Duration;

use lectern_tests::proxy::{CutAt, Cutting};
use lectern_tests::servers::{PostOptions, Snac};
use lectern_tests::wait;
use reqwest::Method;
use serde_json::json;

const LIMIT: Duration = Duration::from_secs(40);
pub(crate) const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0,
    0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x56, 0xc7, 0x2f, 0x0d, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test]
async fn people_write_answer_and_are_told_of_it() {
    let server = Snac::start(&["library", "patron"]).await;
    let (library, patron) = (server.client("library").await, server.client("patron").await);
    patron.follow("library").await;

    let picture = library.upload(DOT.to_vec(), "image/png", "A poster").await;
    let options = PostOptions { media: &[picture], ..PostOptions::default() };
    let post = library.post_with("Storytime at three", &options).await;
    let id = post["id"].as_str().expect("an id");
    assert_eq!(library.status(id).await.expect("written")["media_attachments"][0]["description"], json!("A poster"));

    let answer = PostOptions { in_reply_to: Some(id), ..PostOptions::default() };
    patron.post_with("@library Is it in the garden?", &answer).await;
    server.note("patron", "@library@localhost and thanks");
    let told = async || library.notifications().await.iter().any(|one| one["type"] == json!("mention")).then_some(());
    wait::until("the answer to be told", LIMIT, told).await;
    assert_eq!(library.statuses_of(&library.id).await.len(), 1);
}

#[tokio::test]
async fn an_answer_can_be_lost_after_the_server_acted() {
    let line = Cutting::open().await;
    let server = Snac::start_behind(&line, &["library"]).await;
    let library = server.client("library").await;
    line.cut(CutAt::AfterServer, "POST", "/api/v1/statuses", 1);

    let lost = library.try_send(Method::POST, "api/v1/statuses", &[("status", "Once")]).await;
    assert!(lost.is_err(), "the answer did not come");
    line.until_cut(1, LIMIT).await;
    assert_eq!(library.statuses_of(&library.id).await.len(), 1, "but the server has the post");
}
