//! Large files: read while they are sent, whole or not at all.

use super::server::raw;
use super::{still_clock, wire};
use crate::{FilePart, Part, Payload, Request, Source};
use bytes::Bytes;
use lectern_model::{Effect, FailureKind};
use std::io::{self, Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Makes its bytes as they are asked for, and knows the most that was asked for at once.
struct Made {
    length: u64,
    most: AtomicUsize,
    ends_at: u64,
}

impl Made {
    fn new(length: u64) -> Arc<Self> {
        Arc::new(Self { length, most: AtomicUsize::new(0), ends_at: length })
    }
}

#[async_trait::async_trait]
impl Source for Made {
    fn length(&self) -> u64 {
        self.length
    }

    async fn read(&self, at: u64, most: usize) -> io::Result<Bytes> {
        self.most.fetch_max(most, Ordering::SeqCst);
        let left = usize::try_from(self.ends_at.saturating_sub(at)).unwrap().min(most);
        Ok(Bytes::from(vec![b'x'; left]))
    }
}

fn upload(source: Arc<Made>) -> Payload {
    let words =
        Part { name: "description".to_owned(), file_name: None, mime: None, bytes: Bytes::from_static(b"A tour") };
    let (name, file_name, mime) = ("file".to_owned(), "tour.mp4".to_owned(), "video/mp4".to_owned());
    Payload::Upload(vec![words], FilePart { name, file_name, mime, source })
}

#[tokio::test]
async fn a_large_file_goes_out_in_pieces_with_its_length_told_before() {
    const LENGTH: u64 = 3_000_000;
    let server = MockServer::start().await;
    let ok = || ResponseTemplate::new(200).set_body_json(serde_json::json!({"ok": true}));
    let told = LENGTH.to_string();
    let bare = Mock::given(method("POST")).and(path("/bare")).and(header("content-length", told.as_str()));
    bare.and(header("content-type", "video/mp4")).respond_with(ok()).mount(&server).await;
    Mock::given(method("POST")).and(path("/form")).respond_with(ok()).mount(&server).await;
    let url = |path: &str| url::Url::parse(&format!("{}{path}", server.uri())).unwrap();
    let source = Made::new(LENGTH);
    for request in [
        Request::post(url("/bare")).payload(Payload::Source(source.clone(), "video/mp4".to_owned())),
        Request::post(url("/form")).payload(upload(source.clone())),
    ] {
        assert_eq!(wire().send(request).await.unwrap().status, 200);
    }
    assert!(source.most.load(Ordering::SeqCst) <= 256 * 1024, "never whole in memory");
    let received = server.received_requests().await.unwrap();
    assert_eq!(u64::try_from(received[0].body.len()).unwrap(), LENGTH);
    let form = &received[1];
    let length: usize = form.headers.get("content-length").unwrap().to_str().unwrap().parse().unwrap();
    assert_eq!(length, form.body.len(), "a form tells its length, too");
    let head = String::from_utf8_lossy(&form.body[..400]);
    assert!(head.contains("name=\"description\"\r\n\r\nA tour\r\n"), "{head}");
    assert!(head.contains("name=\"file\"; filename=\"tour.mp4\"\r\nContent-Type: video/mp4\r\n\r\nxxx"), "{head}");
}

#[tokio::test]
async fn a_line_cut_in_the_middle_of_an_upload_leaves_doubt() {
    let url = raw(|mut stream| {
        let mut some = [0; 4096];
        let _ = stream.read(&mut some);
    });
    let request = Request::post(url).payload(upload(Made::new(20_000_000)));
    let failure = wire().send(request).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::Maybe), "{}", failure.words);
}

#[tokio::test]
async fn a_file_that_became_shorter_is_not_taken_for_a_whole() {
    let url = raw(|mut stream| {
        let mut all = Vec::new();
        if stream.read_to_end(&mut all).is_ok_and(|_| all.len() >= 1_000_000) {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let short = Arc::new(Made { length: 1_000_000, most: AtomicUsize::new(0), ends_at: 400_000 });
    let request = Request::post(url).payload(Payload::Source(short, "video/mp4".to_owned()));
    let wire = crate::Wire::over_network(still_clock()).unwrap();
    wire.allow_private_host("127.0.0.1");
    assert!(wire.send(request).await.is_err());
}
