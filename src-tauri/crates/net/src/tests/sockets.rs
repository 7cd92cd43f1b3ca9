//! Websockets against real ones.

use super::server::{answering, nobody, raw, read_head};
use super::{network, wire};
use crate::listen::open_line;
use crate::{Socket, Transport as _};
use lectern_model::{Effect, Failure, FailureKind, Secret};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::{Message, WebSocket, accept, accept_hdr};
use url::Url;

fn serving(serve: impl Fn(WebSocket<TcpStream>) + Send + 'static) -> Url {
    as_ws(raw(move |stream| serve(accept(stream).unwrap())))
}

fn as_ws(mut url: Url) -> Url {
    url.set_scheme("ws").unwrap();
    url
}

#[tokio::test]
async fn texts_arrive_in_order_and_all_else_is_passed_over() {
    let url = serving(|mut socket| {
        for message in
            [Message::text("one"), Message::binary(vec![1]), Message::Ping(vec![2].into()), Message::text("two")]
        {
            socket.send(message).unwrap();
        }
        assert_eq!(socket.read().unwrap(), Message::Pong(vec![2].into()), "a ping is answered");
        socket.close(None).unwrap();
        while socket.read().is_ok() {}
    });
    let mut socket = wire().listen(url, None).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    assert_eq!(socket.next().await.unwrap().unwrap(), "two");
    assert_eq!(socket.next().await.unwrap(), None);
    assert_eq!(socket.next().await.unwrap(), None, "closed stays closed");
}

#[tokio::test]
async fn the_token_travels_in_a_header_under_our_name() {
    let (told, heard) = mpsc::channel();
    let url = as_ws(raw(move |stream| {
        let told = told.clone();
        #[expect(clippy::result_large_err, reason = "the shape is the websocket library's")]
        let look = move |request: &Request, response: Response| {
            let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
            told.send((header("authorization"), header("user-agent"))).unwrap();
            Ok(response)
        };
        let _ = accept_hdr(stream, look);
    }));
    wire().listen(url, Some(Secret::from("token"))).await.unwrap();
    let (authorization, agent) = heard.recv().unwrap();
    assert_eq!(authorization, "Bearer token");
    assert!(agent.starts_with("Lectern/"));
}

#[tokio::test]
async fn a_message_beyond_the_cap_ends_the_line() {
    let url = serving(|mut socket| {
        let _ = socket.send(Message::text("x".repeat(1024 * 1024 + 1)));
        while socket.read().is_ok() {}
    });
    let mut socket = wire().listen(url, None).await.unwrap();
    let failure = socket.next().await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::None));
    assert_eq!(socket.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_cut_line_is_a_failure_and_not_an_end() {
    let url = serving(|mut socket| socket.send(Message::text("one")).unwrap());
    let mut socket = wire().listen(url, None).await.unwrap();
    assert!(socket.next().await.unwrap().is_some());
    let failure = socket.next().await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
}

#[tokio::test]
async fn a_silent_line_is_asked_once_and_then_cut() {
    let (asked, seen) = mpsc::channel();
    let url = serving(move |mut socket| {
        // The first ping is answered by reading on; the second is never read.
        asked.send(socket.read().unwrap()).unwrap();
        socket.flush().unwrap();
        asked.send(Message::text("leaves")).unwrap();
        std::mem::forget(socket);
    });
    let network = network();
    network.allow_private_host("127.0.0.1");
    let mut line = open_line(&network, &url, None).await.unwrap();
    line.set_quiet(Duration::from_millis(100));
    let failure = line.next().await.unwrap_err();
    assert_eq!(failure.words, "The open line to the server has gone silent.");
    assert!(matches!(seen.recv().unwrap(), Message::Ping(_)));
    assert_eq!(line.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_dropped_socket_hangs_up() {
    let (told, heard) = mpsc::channel();
    let url = serving(move |mut socket| {
        socket.send(Message::text("one")).unwrap();
        told.send(socket.read().is_err()).unwrap();
    });
    let mut socket = wire().listen(url, None).await.unwrap();
    assert!(socket.next().await.unwrap().is_some());
    drop(socket);
    assert!(heard.recv_timeout(Duration::from_secs(5)).unwrap());
}

#[tokio::test]
async fn a_refused_handshake_means_what_its_status_means() {
    let refusing = |status: &str, body: &str| {
        as_ws(answering(format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len())).0)
    };
    let fails =
        async |url: Url| -> Failure { wire().listen(url, Some(Secret::from("t0ken-t0ken"))).await.unwrap_err() };
    let failure = fails(refusing("401 No", r#"{"error":"t0ken-t0ken was revoked"}"#)).await;
    assert_eq!((failure.what, failure.effect), (FailureKind::SignInNeeded, Effect::None));
    assert!(!failure.words.contains("t0ken"), "{}", failure.words);
    assert_eq!(fails(refusing("200 OK", "")).await.what, FailureKind::Server);
    assert_eq!(fails(refusing("503 Busy", "")).await.effect, Effect::None);
    assert_eq!(fails(as_ws(nobody())).await.words, "No connection to 127.0.0.1. Nothing was sent.");
    assert_eq!(fails(as_ws(raw(|mut stream| drop(read_head(&mut stream))))).await.effect, Effect::None);
}

#[tokio::test]
async fn the_same_addresses_are_refused_as_for_requests() {
    for url in ["ws://localhost/", "wss://10.0.0.1/", "ws://social.example/", "http://127.0.0.1/", "wss://[::1]/"] {
        let failure = wire().listen(Url::parse(url).unwrap(), None).await.unwrap_err();
        assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None), "{url}");
    }
}

#[tokio::test]
async fn a_script_is_a_socket_too() {
    let (say, hear) = tokio::sync::mpsc::channel(4);
    say.send(Ok("one".to_owned())).await.unwrap();
    say.send(Err(Failure::without_effect(FailureKind::Unreachable, "cut"))).await.unwrap();
    drop(say);
    let mut socket = Socket::new(hear);
    assert_eq!(socket.next().await.unwrap().unwrap(), "one");
    assert!(socket.next().await.is_err());
    assert_eq!(socket.next().await.unwrap(), None);
}
