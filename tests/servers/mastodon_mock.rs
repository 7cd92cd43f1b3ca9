//! mastodon-mock starts, and what tests need of it works.

use lectern_tests::approval::Approval;
use lectern_tests::servers::MastodonMock;
use serde_json::json;
use url::Url;

#[tokio::test]
async fn people_write_and_faults_can_be_planned() {
    let server = MastodonMock::start(&["library", "patron"]).await;
    let library = server.client("library").await;
    let post = library.post("Storytime at three").await;
    let id = post["id"].as_str().expect("an id");
    server.fail_next("GET", "/api/v1/statuses/*", 503, 1).await;
    assert_eq!(library.ask(&format!("api/v1/statuses/{id}")).await.0, 503);
    assert_eq!(library.status(id).await.expect("written")["account"]["username"], json!("library"));
}

#[tokio::test]
async fn a_sign_in_ends_with_a_code_or_an_address() {
    let server = MastodonMock::start(&["library"]).await;
    let page = |back: &str| {
        let mut page = server.url.join("oauth/authorize").expect("an address");
        let query = [("client_id", "x"), ("response_type", "code"), ("state", "s"), ("redirect_uri", back)];
        page.query_pairs_mut().extend_pairs(query);
        page
    };
    let shown = server.approve(&page("urn:ietf:wg:oauth:2.0:oob"), "library").await;
    assert_eq!(shown, Approval::Code("mockcode_library".to_owned()));
    let sent = server.approve(&page("http://127.0.0.1:9/back"), "library").await;
    let expected: Url = "http://127.0.0.1:9/back?code=mockcode_library&state=s".parse().expect("an address");
    assert_eq!(sent, Approval::Address(expected));
}
