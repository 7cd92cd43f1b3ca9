//! The listener against callers of every kind, over real connections.

use super::{Call, Loopback, PATIENCE, understand};
use lectern_model::{Effect, FailureKind};
use proptest::prelude::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const HOST: &str = "127.0.0.1:4000";

fn get(target: &str, host: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")
}

/// Sends `bytes` and returns all that comes back.
async fn call(address: &str, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

async fn open() -> (Loopback, String) {
    let loopback = Loopback::open().await.unwrap();
    let url = url::Url::parse(&loopback.redirect_url()).unwrap();
    assert_eq!((url.scheme(), url.host_str(), url.path()), ("http", Some("127.0.0.1"), "/callback"));
    let address = format!("127.0.0.1:{}", url.port().unwrap());
    (loopback, address)
}

#[tokio::test]
async fn the_browser_comes_back_after_others_were_turned_away() {
    let (loopback, address) = open().await;
    let callers = async {
        let code =
            |state: &str| get(&format!("/callback?code=c%20d&state={state}&iss=https%3A%2F%2Fa.example"), &address);
        assert!(call(&address, &get("/favicon.ico", &address)).await.starts_with("HTTP/1.1 404 "));
        assert!(call(&address, &code("wrong")).await.starts_with("HTTP/1.1 400 "));
        assert!(call(&address, &code("").replace("&state=", "")).await.starts_with("HTTP/1.1 400 "));
        assert!(call(&address, &code("s1").replace("GET", "POST")).await.starts_with("HTTP/1.1 405 "));
        assert!(call(&address, &code("s1").replace(&address, "evil.example")).await.starts_with("HTTP/1.1 400 "));
        assert!(call(&address, "\u{16}\u{3}\u{1} no http at all\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
        call(&address, &code("s1")).await
    };
    let (fields, page) = tokio::join!(loopback.wait("s1"), callers);
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(fields.unwrap(), [field("code", "c d"), field("state", "s1"), field("iss", "https://a.example")]);
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'none'"), "{page}");
    assert!(page.contains("You can close this page and go back to Lectern."), "{page}");
    assert!(!page.contains("<script") && !page.contains("c d") && !page.contains("s1"), "{page}");
    assert!(TcpStream::connect(&address).await.is_err(), "it is closed after one sign-in");
}

#[tokio::test]
async fn a_slow_caller_holds_nobody_up_and_the_head_may_come_in_pieces() {
    let (loopback, address) = open().await;
    let callers = async {
        let mut slow = TcpStream::connect(&address).await.unwrap();
        slow.write_all(b"GET /callb").await.unwrap();
        let silent = TcpStream::connect(&address).await.unwrap();
        let request = get("/callback?code=1&state=s", &address);
        let mut pieces = TcpStream::connect(&address).await.unwrap();
        for piece in request.as_bytes().chunks(7) {
            pieces.write_all(piece).await.unwrap();
            pieces.flush().await.unwrap();
            tokio::task::yield_now().await;
        }
        let mut page = String::new();
        pieces.read_to_string(&mut page).await.unwrap();
        drop((slow, silent));
        page
    };
    let (fields, page) = tokio::join!(loopback.wait("s"), callers);
    assert_eq!(fields.unwrap().len(), 2);
    assert!(page.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn a_head_without_end_is_cut() {
    let (loopback, address) = open().await;
    let callers = async {
        let mut endless = TcpStream::connect(&address).await.unwrap();
        endless.write_all(b"GET /callback HTTP/1.1\r\n").await.unwrap();
        let filler = vec![b'a'; 20_000];
        // The answer, or the closed door, comes before all is written.
        let _ = endless.write_all(&filler).await;
        let mut answer = Vec::new();
        let _ = endless.read_to_end(&mut answer).await;
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 400 "));
        call(&address, &get("/callback?state=s&code=1", &address)).await
    };
    let (fields, _) = tokio::join!(loopback.wait("s"), callers);
    assert!(fields.is_ok());
}

#[tokio::test]
async fn the_platforms_refusal_comes_in_its_own_words() {
    for (query, what, words) in [
        ("error=access_denied&error_description=You%20said%20no", FailureKind::Permission, "You said no"),
        ("error=access_denied", FailureKind::Permission, "The sign-in was refused in the browser. Nothing was saved."),
        (
            "error=temporarily_unavailable",
            FailureKind::Server,
            "The server cannot sign anybody in at the moment. Nothing was saved.",
        ),
        (
            "error=invalid_scope",
            FailureKind::Rejected { field: None, limit: None },
            "The server refused the sign-in (invalid_scope). Nothing was saved.",
        ),
    ] {
        let (loopback, address) = open().await;
        let request = get(&format!("/callback?state=s&{query}"), &address);
        let (outcome, page) = tokio::join!(loopback.wait("s"), call(&address, &request));
        let failure = outcome.unwrap_err();
        assert_eq!((failure.what, failure.effect, failure.words.as_str()), (what, Effect::None, words));
        assert!(page.contains("The sign-in did not work") && !page.contains("You said no"), "{page}");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_five_minutes() {
    let (loopback, address) = open().await;
    let begun = tokio::time::Instant::now();
    let failure = loopback.wait("s").await.unwrap_err();
    assert_eq!(failure.what, FailureKind::SignInNeeded);
    assert!(begun.elapsed() >= PATIENCE && begun.elapsed() < PATIENCE + Duration::from_secs(1));
    assert!(TcpStream::connect(&address).await.is_err());
}

#[test]
fn a_field_that_comes_twice_is_unfit() {
    let ask = |query: &str| understand(get(&format!("/callback?{query}"), HOST).as_bytes(), HOST, "s");
    assert!(matches!(ask("state=s&code=1"), Call::Ours(_)));
    assert_eq!(ask("state=s&state=s&code=1"), Call::Unfit);
    assert_eq!(ask("state=s&code=1&code=2"), Call::Unfit);
    assert_eq!(ask("state=S&code=1"), Call::Unfit);
    assert_eq!(ask(""), Call::Unfit);
    let twice = format!("GET /callback?state=s HTTP/1.1\r\nHost: {HOST}\r\nHost: {HOST}\r\n\r\n");
    assert_eq!(understand(twice.as_bytes(), HOST, "s"), Call::Unfit);
    assert_eq!(understand(b"GET /callback?state=s HTTP/1.1\r\n\r\n", HOST, "s"), Call::Unfit, "no host");
    assert_eq!(understand(get("/callback/?state=s", HOST).as_bytes(), HOST, "s"), Call::Elsewhere);
}

proptest! {
    #[test]
    fn no_bytes_upset_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!matches!(understand(&bytes, HOST, "s"), Call::Ours(_)));
    }
}
