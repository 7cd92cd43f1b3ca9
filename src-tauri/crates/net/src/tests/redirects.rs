//! Redirects over real connections.

use super::server::answering;
use super::wire;
use crate::{Method, Request};
use lectern_model::{Effect, FailureKind, Secret};
use std::sync::atomic::Ordering;
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn redirect(server: &MockServer, from: &str, status: u16, to: &str) {
    let answer = ResponseTemplate::new(status).insert_header("location", to);
    Mock::given(path(from)).respond_with(answer).mount(server).await;
}

fn at(server: &MockServer, path: &str) -> Url {
    Url::parse(&format!("{}{path}", server.uri())).unwrap()
}

#[tokio::test]
async fn five_are_followed_and_the_sixth_is_not() {
    let server = MockServer::start().await;
    for step in 0..6 {
        redirect(&server, &format!("/{step}"), 302, &format!("/{}", step + 1)).await;
    }
    Mock::given(path("/6")).respond_with(ResponseTemplate::new(200).set_body_string("here")).mount(&server).await;
    let answer = wire().send(Request::get(at(&server, "/1"))).await.unwrap();
    assert_eq!((answer.status, answer.url.path(), answer.body.as_ref()), (200, "/6", b"here".as_slice()));
    let failure = wire().send(Request::get(at(&server, "/0"))).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Server);
}

#[tokio::test]
async fn a_circle_ends() {
    let server = MockServer::start().await;
    redirect(&server, "/round", 307, "/round").await;
    assert!(wire().send(Request::get(at(&server, "/round"))).await.is_err());
    assert_eq!(server.received_requests().await.unwrap().len(), 6, "the first and five more");
}

#[tokio::test]
async fn no_redirect_leads_into_a_private_network() {
    let (here, calls) = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let port = here.port().unwrap();
    for host in [
        "localhost",
        "127.0.0.2",
        "127.2",
        "[::1]",
        "0x7f000002",
        "2130706434",
        "169.254.169.254",
        "[::ffff:127.0.0.2]",
        "0.0.0.0",
    ] {
        for scheme in ["http", "https"] {
            let server = MockServer::start().await;
            redirect(&server, "/", 302, &format!("{scheme}://{host}:{port}/latest/meta-data")).await;
            let failure = wire().send(Request::get(at(&server, "/"))).await.unwrap_err();
            assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None), "{scheme} {host}");
        }
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    // Other spellings of the host that was typed are that host.
    for host in ["127.0.0.1", "0x7f000001", "2130706433", "127.1"] {
        let server = MockServer::start().await;
        redirect(&server, "/", 302, &format!("http://{host}:{port}/")).await;
        assert_eq!(wire().send(Request::get(at(&server, "/"))).await.unwrap().status, 200, "{host}");
    }
}

#[tokio::test]
async fn credentials_do_not_cross_to_another_server() {
    let (home, other) = (MockServer::start().await, MockServer::start().await);
    redirect(&home, "/start", 302, "/inside").await;
    redirect(&home, "/inside", 302, &format!("{}/outside", other.uri())).await;
    redirect(&other, "/outside", 302, &format!("{}/back", home.uri())).await;
    Mock::given(method("GET")).and(path("/back")).respond_with(ResponseTemplate::new(200)).mount(&home).await;
    let request = Request::get(at(&home, "/start"))
        .bearer(&Secret::from("token"))
        .secret_header("DPoP", Secret::from("proof"))
        .header("cookie", "sid=1")
        .header("accept", "text/html");
    wire().send(request).await.unwrap().ok().unwrap();

    let seen = home.received_requests().await.unwrap();
    let carried: Vec<(&str, bool)> =
        seen.iter().map(|r| (r.url.path(), r.headers.contains_key("authorization"))).collect();
    assert_eq!(carried, [("/start", true), ("/inside", true), ("/back", false)]);
    for request in other.received_requests().await.unwrap() {
        for name in ["authorization", "dpop", "cookie", "referer"] {
            assert!(!request.headers.contains_key(name), "{name}");
        }
        assert_eq!(request.headers.get("accept").unwrap(), "text/html");
    }
}

#[tokio::test]
async fn a_changing_request_is_not_sent_on() {
    for changing in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        for status in [301, 302, 303, 307, 308] {
            let server = MockServer::start().await;
            redirect(&server, "/", status, "/elsewhere").await;
            let mut request = Request::new(changing, at(&server, "/"));
            request.follow_redirects = true;
            let answer = wire().send(request).await.unwrap();
            assert_eq!(answer.status, status);
            let failure = answer.ok().unwrap_err();
            assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::Maybe));
            assert_eq!(server.received_requests().await.unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_caller_may_refuse_to_be_sent_on() {
    let server = MockServer::start().await;
    redirect(&server, "/", 302, "/elsewhere").await;
    let mut request = Request::get(at(&server, "/"));
    request.follow_redirects = false;
    let answer = wire().send(request).await.unwrap();
    assert_eq!((answer.status, answer.header("location")), (302, Some("/elsewhere")));
}
