//! The small web server for feeds and pages.

use lectern_tests::servers::Files;

#[tokio::test]
async fn a_path_serves_what_was_put_there_last() {
    let files = Files::start().await;
    assert_eq!(reqwest::get(files.url("/feed.xml")).await.expect("an answer").status(), 404);
    files.put("/feed.xml", "application/rss+xml", "first");
    files.put("/feed.xml", "application/rss+xml", "second");
    let answer = reqwest::get(files.url("/feed.xml")).await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "application/rss+xml");
    assert_eq!(answer.text().await.expect("a body"), "second");
    assert_eq!(files.asked("/feed.xml").await.len(), 2);
}
