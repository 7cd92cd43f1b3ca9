//! News by websocket: what wakes, what does not, and how it ends. The last ones over a real line.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use lectern_connectors::Session;
use lectern_model::{Failure, FailureKind};
use lectern_net::Wire;
use lectern_testkit::{ManualClock, MemoryKeeper, ScriptedWire, account, session};
use serde_json::{Value, json as value};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

use super::{at_work, mastodon, sign_in};

const STREAM: &str = "wss://stream.social.example/api/v1/streaming?stream=user";
const PATIENCE: Duration = Duration::from_secs(20);

async fn wait(session: &Session) -> Result<bool, Failure> {
    mastodon().inbox().expect("an inbox").wait_for_news(session).await
}

fn event(kind: &str) -> String {
    value!({ "stream": ["user"], "event": kind, "payload": "{\"id\":\"5\"}" }).to_string()
}

#[tokio::test]
async fn each_kind_of_news_wakes() {
    let kinds = ["update", "notification", "notifications_merged", "conversation", "status.update", "delete"];
    for kind in kinds {
        let (wire, session) = at_work().await;
        let stream = wire.on_stream(STREAM);
        stream.send(event(kind));
        let (woken, ()) = tokio::join!(wait(&session), async {
            while !stream.is_open() {
                tokio::task::yield_now().await;
            }
            stream.close();
        });
        assert!(woken.unwrap(), "{kind}");
        assert_eq!(stream.times_opened(), 1);
    }
}

#[tokio::test]
async fn heartbeats_garbage_and_other_events_do_not_wake_and_an_end_is_a_failure() {
    let (wire, session) = at_work().await;
    let stream = wire.on_stream(STREAM);
    let odd =
        [":thump", "", "{", "null", "[]", "7", "{\"event\":null}", "{\"event\":{\"update\":1}}", "{\"payload\":\"x\"}"];
    for message in odd {
        stream.send(message);
    }
    for kind in ["filters_changed", "announcement", "announcement.delete", "encrypted_message"] {
        stream.send(event(kind));
    }
    stream.send(value!({ "error": "Not now", "status": 500 }).to_string());
    let (heard, ()) = tokio::join!(wait(&session), async {
        while !stream.is_open() {
            tokio::task::yield_now().await;
        }
        stream.close();
    });
    assert_eq!(heard.unwrap_err().what, FailureKind::Unreachable);

    let (heard, ()) = tokio::join!(wait(&session), async {
        while !stream.is_open() {
            tokio::task::yield_now().await;
        }
        stream.cut();
    });
    assert_eq!(heard.unwrap_err().what, FailureKind::Unreachable);
}

#[tokio::test]
async fn a_server_that_names_no_stream_has_none() {
    let (wire, mut session) = at_work().await;
    for odd in [Value::Null, value!(""), value!("nonsense"), value!("wss://")] {
        session.account.facts["streaming"] = odd;
        assert!(!wait(&session).await.unwrap());
    }
    session.account.facts["streaming"] = value!("wss://stream.social.example");
    for flavour in ["pleroma", "pixelfed", "snac"] {
        session.account.facts["flavour"] = value!(flavour);
        assert!(!wait(&session).await.unwrap(), "{flavour}");
    }
    let opened: Vec<String> = wire.unmatched().into_iter().filter(|asked| asked.starts_with("STREAM")).collect();
    assert!(opened.is_empty(), "{opened:?}");
}

#[tokio::test]
async fn a_stream_elsewhere_is_never_opened_without_encryption() {
    let (wire, mut session) = at_work().await;
    let stream = wire.on_stream(STREAM);
    stream.send(event("update"));
    session.account.facts["streaming"] = value!("ws://stream.social.example");
    let (woken, ()) = tokio::join!(wait(&session), async {
        while !stream.is_open() {
            tokio::task::yield_now().await;
        }
        stream.close();
    });
    assert!(woken.unwrap(), "the encrypted address was taken");
}

/// A session over the real network, whose stream is on this computer.
async fn on_this_computer(port: u16) -> Session {
    let clock = ManualClock::new();
    let signed_in = sign_in(&ScriptedWire::with_clock(&clock)).await;
    let mut owner = account("mastodon", &signed_in);
    owner.server = format!("http://localhost:{port}");
    owner.facts["streaming"] = value!(format!("ws://localhost:{port}"));
    let keeper = MemoryKeeper::holding(signed_in.credentials.as_ref().expect("credentials").reveal());
    let wire = Wire::over_network(clock.now_fn()).unwrap();
    session(owner, &wire, &clock, keeper)
}

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("localhost:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Takes the next caller; asserts that it asks for its own stream, with its token in a header.
async fn taken(listener: &TcpListener) -> WebSocketStream<TcpStream> {
    let (line, _) = listener.accept().await.unwrap();
    #[expect(clippy::result_large_err, reason = "the shape is the websocket library's")]
    let look = |request: &Request, response: Response| {
        assert_eq!(request.uri().to_string(), "/api/v1/streaming?stream=user");
        assert_eq!(request.headers()["authorization"], "Bearer t0ken-of-library");
        Ok(response)
    };
    accept_hdr_async(line, look).await.unwrap()
}

#[tokio::test]
async fn a_real_line_wakes_after_noise_and_is_closed_when_nobody_waits() {
    let (listener, port) = listener().await;
    let session = on_this_computer(port).await;
    let (woken, ()) = tokio::join!(tokio::time::timeout(PATIENCE, wait(&session)), async {
        let mut line = taken(&listener).await;
        let noise =
            [Message::text(":thump"), Message::Ping(vec![1].into()), Message::binary(vec![0]), Message::text("{")];
        for message in noise {
            line.send(message).await.unwrap();
        }
        let answered = line.next().await.unwrap().unwrap();
        assert_eq!(answered, Message::Pong(vec![1].into()), "it still waits, and answers a ping");
        line.send(Message::text(event("notification"))).await.unwrap();
        line.close(None).await.unwrap();
    });
    assert!(woken.expect("it wakes").unwrap());

    let mut waiting = Box::pin(wait(&session));
    let mut line = tokio::select! {
        line = taken(&listener) => line,
        heard = &mut waiting => panic!("{heard:?}"),
    };
    drop(waiting);
    let end = tokio::time::timeout(PATIENCE, line.next()).await.expect("the server notices");
    assert!(!matches!(end, Some(Ok(Message::Text(_) | Message::Binary(_)))), "{end:?}");
}

#[tokio::test]
async fn a_real_line_that_is_cut_is_a_failure_and_a_server_in_trouble_is_tried_again_later() {
    let (listener, port) = listener().await;
    let session = on_this_computer(port).await;
    let (heard, ()) = tokio::join!(wait(&session), async { drop(taken(&listener).await) });
    assert_eq!(heard.unwrap_err().what, FailureKind::Unreachable);

    for (answer, stays) in [
        ("404 Not Found", false),
        ("401 Unauthorized", false),
        ("403 Forbidden", false),
        ("200 OK", true),
        ("502 Bad Gateway", true),
        ("429 Too Many Requests", true),
    ] {
        // Each on a server of its own: one that asked for a pause is given it.
        let (listener, port) = self::listener().await;
        let session = on_this_computer(port).await;
        let (heard, ()) = tokio::join!(wait(&session), refuse(&listener, answer));
        match heard {
            Ok(streams) => assert!(!streams && !stays, "{answer}"),
            Err(failure) => assert!(stays, "{answer}: {failure:?}"),
        }
    }
}

/// Answers the next caller with a status instead of a stream.
async fn refuse(listener: &TcpListener, status: &str) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (mut line, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(line.read_u8().await.unwrap());
    }
    line.write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await.unwrap();
}
