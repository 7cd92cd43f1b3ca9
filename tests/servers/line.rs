//! The line that can be cut, over a small server.

use lectern_tests::proxy::{CutAt, Cutting};
use lectern_tests::servers::Files;
use url::Url;

async fn behind() -> (Files, Cutting, String) {
    let (files, line) = (Files::start().await, Cutting::open().await);
    files.put("/page", "text/plain", "a page of some length");
    let port = files.url("/").parse::<Url>().expect("an address").port().expect("a port");
    line.leads_to(port);
    let url = format!("http://127.0.0.1:{}/page", line.port());
    (files, line, url)
}

#[tokio::test]
async fn an_uncut_line_changes_nothing() {
    let (_files, line, url) = behind().await;
    let client = reqwest::Client::new();
    for body in ["", "short", &"long ".repeat(40_000)] {
        let answer = client.post(&url).body(body.to_owned()).send().await.expect("an answer");
        assert_eq!(answer.text().await.expect("a body"), "a page of some length");
    }
    assert_eq!((line.seen().len(), line.cuts()), (3, 0));
}

#[tokio::test]
async fn each_cut_is_where_it_should_be_and_as_often() {
    let (files, line, url) = behind().await;
    for (at, heard) in [(CutAt::BeforeServer, 0), (CutAt::AfterServer, 1), (CutAt::MidAnswer, 2)] {
        line.cut(at, "GET", "/page", 1);
        let answer = match reqwest::get(&url).await {
            Ok(answer) => answer.text().await.map(drop),
            Err(error) => Err(error),
        };
        assert!(answer.is_err(), "{at:?}");
        assert_eq!(files.asked("/page").await.len(), heard, "{at:?}");
    }
    assert!(reqwest::get(&url).await.expect("mended").status().is_success());
    assert_eq!(line.cuts(), 3);
}

#[tokio::test]
async fn a_line_that_is_down_answers_nobody() {
    let (_files, line, url) = behind().await;
    line.set_down(true);
    assert!(reqwest::get(&url).await.is_err());
    line.set_down(false);
    assert!(reqwest::get(&url).await.is_ok());
}
