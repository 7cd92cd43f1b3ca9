//! What each fault leaves behind, and what it says.

use super::server::{answering, nobody, raw, read_head};
use super::{NOON, still_clock, wire};
use crate::network::Network;
use crate::{Part, Payload, Request};
use bytes::Bytes;
use lectern_model::{Effect, Failure, FailureKind, Secret, Timestamp};
use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use url::Url;
use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn fails(request: Request) -> Failure {
    wire().send(request).await.unwrap_err()
}

fn head(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}\r\n")
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent() {
    let failure = fails(Request::post(nobody())).await;
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
    assert_eq!(failure.words, "No connection to 127.0.0.1. Nothing was sent.");
}

#[tokio::test]
async fn a_private_host_that_nobody_typed_is_not_called() {
    let (url, calls) = answering("");
    let wire = crate::Wire::over_network(still_clock()).unwrap();
    let failure = wire.send(Request::post(url.clone())).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
    let mut by_name = url;
    by_name.set_host(Some("localhost")).unwrap();
    wire.allow_private_host("127.0.0.1");
    assert_eq!(wire.send(Request::get(by_name)).await.unwrap_err().effect, Effect::None);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_line_cut_before_or_after_the_request_leaves_doubt() {
    let before = raw(drop);
    let after = raw(|mut stream| drop(read_head(&mut stream)));
    let in_the_head = raw(|mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 20");
    });
    for url in [before, after, in_the_head] {
        let failure = fails(Request::post(url).json(serde_json::json!({"status": "hello"}))).await;
        assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::Maybe), "{}", failure.words);
    }
}

#[tokio::test]
async fn half_a_body_leaves_doubt_and_is_never_taken_for_a_whole() {
    let halves = [
        head("200 OK", "Content-Length: 100\r\n") + "half",
        head("200 OK", "Transfer-Encoding: chunked\r\n") + "4\r\nhalf\r\n",
    ];
    for half in halves {
        let (url, _) = answering(half);
        let failure = fails(Request::post(url)).await;
        assert_eq!(failure.effect, Effect::Maybe);
        assert_eq!(failure.words, "The answer of 127.0.0.1 broke off.");
    }
}

#[tokio::test]
async fn the_status_of_a_refusal_survives_a_broken_or_huge_page() {
    let cut = head("422 No", "Content-Length: 100\r\n") + "half";
    let huge = head("404 No", "Content-Length: 999999999\r\n");
    for (answer, status) in [(cut, 422), (huge, 404)] {
        let (url, _) = answering(answer);
        let answer = wire().send(Request::post(url)).await.unwrap();
        assert_eq!((answer.status, answer.body.len()), (status, 0));
        assert_eq!(answer.failure().effect, Effect::None);
    }
}

#[tokio::test]
async fn a_server_that_never_answers_leaves_doubt() {
    let (hold, held) = mpsc::channel();
    let url = raw(move |mut stream| {
        read_head(&mut stream);
        let _ = hold.send(stream);
    });
    let failure = fails(Request::post(url).timeout(Duration::from_millis(200))).await;
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::Maybe));
    assert_eq!(failure.words, "127.0.0.1 did not answer in time.");
    drop(held);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_never_stands_leaves_none() {
    let network = Network::new(still_clock(), Arc::new(|_| Box::pin(std::future::pending()))).unwrap();
    let wire = crate::Wire::over(Arc::new(network));
    let url = Url::parse("https://social.example/").unwrap();
    let failure = wire.send(Request::post(url)).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
    assert_eq!(failure.words, "social.example did not take the connection in time. Nothing was sent.");
}

#[tokio::test]
async fn no_body_grows_beyond_its_cap() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let endless = raw(move |mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(head("200 OK", "").as_bytes());
        while stream.write_all(&[b'x'; 64 * 1024]).is_ok() {
            count.fetch_add(64 * 1024, Ordering::SeqCst);
        }
    });
    let (announced, _) = answering(head("200 OK", "Content-Length: 200001\r\n") + &"x".repeat(200_001));
    for url in [endless, announced] {
        let failure = fails(Request::post(url).max_body(200_000)).await;
        assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::Maybe));
        assert_eq!(failure.words, "The server's answer is larger than the 200 kB that were expected at most.");
    }
    assert!(sent.load(Ordering::SeqCst) < 50_000_000, "the line was closed");
    let (exact, _) = answering(head("200 OK", "Content-Length: 1000\r\n") + &"x".repeat(1000));
    assert_eq!(wire().send(Request::get(exact).max_body(1000)).await.unwrap().body.len(), 1000);
}

#[tokio::test]
async fn the_cap_counts_after_unpacking() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        packer.write_all(&[0; 1_000_000]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 200_000);
    let mut answer =
        head("200 OK", &format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", bomb.len())).into_bytes();
    answer.extend(bomb);
    let (url, _) = answering(answer);
    let failure = fails(Request::get(url).max_body(1_000_000)).await;
    assert!(failure.words.contains("larger than the 1000 kB"), "{}", failure.words);
}

#[tokio::test]
async fn a_pause_is_kept_without_asking_again() {
    let date = "Tue, 14 Nov 2023 22:14:20 GMT";
    for (status, retry_after) in [(429, "60"), (429, date), (503, "60")] {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(status).insert_header("retry-after", retry_after);
        // The mock server's own date is that of the test machine, not of the still clock.
        let answer = answer.insert_header("date", "Tue, 14 Nov 2023 22:13:20 GMT");
        Mock::given(method("POST")).respond_with(answer).expect(1).mount(&server).await;
        let wire = wire();
        let request = || Request::post(Url::parse(&server.uri()).unwrap()).bearer(&Secret::from("token"));
        let first = wire.send(request()).await.unwrap().ok().unwrap_err();
        let until = Some(Timestamp(NOON + 60_000));
        assert_eq!(first.what, FailureKind::RateLimited { until }, "{status} {retry_after}");
        let second = wire.send(request()).await.unwrap_err();
        assert_eq!(second.what, FailureKind::RateLimited { until });
        assert_eq!(second.effect, Effect::None, "it was not sent");
        server.verify().await;
    }
}

#[tokio::test]
async fn requests_arrive_as_written() {
    let server = MockServer::start().await;
    let ok = || ResponseTemplate::new(200).set_body_string("{\"ok\":true}");
    Mock::given(method("POST"))
        .and(path("/form"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("media_ids%5B%5D=1&media_ids%5B%5D=2&status=a+%26+b"))
        .respond_with(ok())
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/json"))
        .and(header("content-type", "application/json"))
        .and(header("authorization", "Bearer token"))
        .and(header("idempotency-key", "k1"))
        .and(body_string("{\"a\":1}"))
        .respond_with(ok())
        .mount(&server)
        .await;
    Mock::given(method("PATCH"))
        .and(path("/bytes"))
        .and(header("content-type", "image/png"))
        .respond_with(ok())
        .mount(&server)
        .await;
    Mock::given(method("POST")).and(path("/parts")).respond_with(ok()).mount(&server).await;

    let url = |path: &str| Url::parse(&format!("{}{path}", server.uri())).unwrap();
    let form = [("media_ids[]", "1"), ("media_ids[]", "2"), ("status", "a & b")];
    let part = Part {
        name: "file".to_owned(),
        file_name: Some("cat.png".to_owned()),
        mime: Some("image/png".to_owned()),
        bytes: Bytes::from_static(b"PNG"),
    };
    let text =
        Part { name: "description".to_owned(), file_name: None, mime: None, bytes: Bytes::from_static(b"A cat") };
    let wire = wire();
    for request in [
        Request::post(url("/form")).form(&form),
        Request::new(crate::Method::Put, url("/json"))
            .json(serde_json::json!({"a": 1}))
            .header("Idempotency-Key", "k1")
            .bearer(&Secret::from("token")),
        Request::new(crate::Method::Patch, url("/bytes"))
            .payload(Payload::Bytes(Bytes::from_static(b"PNG"), "image/png".to_owned())),
        Request::post(url("/parts")).payload(Payload::Multipart(vec![part, text])),
    ] {
        let answer = wire.send(request).await.unwrap().ok().unwrap();
        assert_eq!(answer.json::<serde_json::Value>().unwrap()["ok"], true);
        assert_eq!(answer.at, Timestamp(NOON));
    }
    let received = server.received_requests().await.unwrap();
    let parts = received.iter().find(|request| request.url.path() == "/parts").unwrap();
    let body = String::from_utf8_lossy(&parts.body);
    assert!(body.contains("name=\"file\"; filename=\"cat.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n"), "{body}");
    assert!(body.contains("name=\"description\"\r\n\r\nA cat\r\n"), "{body}");
    for request in &received {
        let agent = request.headers.get("user-agent").unwrap().to_str().unwrap();
        assert!(agent.starts_with("Lectern/") && agent.contains("+desktop"), "{agent}");
        assert!(!request.headers.contains_key("cookie") && !request.headers.contains_key("referer"));
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_not_sent() {
    let (url, calls) = answering("");
    let odd_mime = Part { name: "f".to_owned(), file_name: None, mime: Some("\n".to_owned()), bytes: Bytes::new() };
    for request in [
        Request::post(url.clone()).header("x", "line\r\nbreak"),
        Request::post(url.clone()).header("not a name", "x"),
        Request::post(url.clone()).bearer(&Secret::from("line\nbreak")),
        Request::post(url.clone()).payload(Payload::Bytes(Bytes::new(), "\n".to_owned())),
        Request::post(url.clone()).payload(Payload::Multipart(vec![odd_mime])),
    ] {
        let failure = fails(request).await;
        assert_eq!(failure.effect, Effect::None);
        assert_eq!(failure.what, FailureKind::Rejected { field: None, limit: None });
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_server_that_repeats_a_credential_is_not_repeated() {
    let body = r#"{"error":"token s3cret-t0ken and password pass/word are wrong"}"#;
    let (url, _) = answering(head("400 No", &format!("Content-Length: {}\r\n", body.len())) + body);
    let request = Request::post(url).bearer(&Secret::from("s3cret-t0ken")).form(&[("password", "pass/word")]);
    let answer = wire().send(request).await.unwrap();
    assert_eq!(answer.failure().words, "token (hidden) and password (hidden) are wrong");
    assert!(!String::from_utf8_lossy(&answer.body).contains("s3cret"));
}

/// A writer for log lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_tells_where_and_how_much_but_no_secret() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let (mut url, _) = answering(head("200 OK", "Set-Cookie: s3cret\r\nContent-Length: 6\r\n") + "s3cret");
    url.set_query(Some("access_token=s3cret"));
    let request = Request::get(url.clone()).bearer(&Secret::from("s3cret")).header("x-plain", "s3cret");
    wire().send(request).await.unwrap();
    let mut gone = nobody();
    gone.set_query(Some("access_token=s3cret"));
    fails(Request::post(gone).form(&[("password", "s3cret")])).await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let ours: String = text.lines().filter(|line| line.contains("lectern_net")).collect();
    assert!(ours.contains("/path") && ours.contains("status=200") && ours.contains("bytes=6"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}

#[test]
fn the_raw_server_reads_whole_heads() {
    let (told, heard) = mpsc::channel();
    let url = raw(move |mut stream| told.send(read_head(&mut stream)).unwrap());
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", url.port().unwrap())).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(heard.recv().unwrap(), "GET / HTTP/1.1\r\n\r\n");
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
}
