//! Encrypted lines, and names that lead where they should not.

use super::{all_names_here, still_clock};
use crate::network::Network;
use crate::{Request, Wire};
use lectern_model::{Effect, FailureKind};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::PrivateKeyDer;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// An HTTPS server for `social.example`, and a client's set-up that trusts it.
struct Encrypted {
    port: u16,
    client: rustls::ClientConfig,
    calls: Arc<AtomicUsize>,
}

fn encrypted(answer: &'static str) -> Encrypted {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["social.example".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let server = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = Arc::new(server);
    std::thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let mut tls = rustls::ServerConnection::new(Arc::clone(&server)).unwrap();
            let mut stream = rustls::Stream::new(&mut tls, &mut tcp);
            if matches!(stream.read(&mut [0; 4096]), Ok(count) if count > 0) {
                count.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(answer.as_bytes());
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    Encrypted { port, client, calls }
}

impl Encrypted {
    fn wire(&self, typed: &[&str]) -> Wire {
        let network = Network::with_tls(still_clock(), all_names_here(), self.client.clone()).unwrap();
        let wire = Wire::over(Arc::new(network));
        for host in typed {
            wire.allow_private_host(host);
        }
        wire
    }

    fn url(&self) -> Url {
        Url::parse(&format!("https://social.example:{}/", self.port)).unwrap()
    }
}

#[tokio::test]
async fn an_encrypted_exchange_works() {
    let server = encrypted("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere");
    let answer = server.wire(&["social.example"]).send(Request::get(server.url())).await.unwrap();
    assert_eq!(answer.body.as_ref(), b"here");
}

#[tokio::test]
async fn encryption_is_not_given_up_even_for_a_typed_host_on_this_computer() {
    let (plain, calls) = super::server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let answer = format!("HTTP/1.1 302 Found\r\nLocation: {plain}\r\nContent-Length: 0\r\n\r\n");
    let server = encrypted(answer.leak());
    let wire = server.wire(&["social.example", "127.0.0.1"]);
    assert!(wire.send(Request::get(plain)).await.is_ok(), "typed, it may be called");
    let failure = wire.send(Request::get(server.url())).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Server);
    assert!(failure.words.contains("not encrypted"), "{}", failure.words);
    assert_eq!(calls.load(Ordering::SeqCst), 1, "only the first, direct one");
}

#[tokio::test]
async fn a_name_that_leads_into_a_private_network_is_not_called() {
    let server = encrypted("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let failure = server.wire(&["other.example"]).send(Request::post(server.url())).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
    assert!(failure.words.contains("private network"), "{}", failure.words);
    assert_eq!(server.calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_ends_it_before_anything_is_sent() {
    let server = encrypted("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let stranger = encrypted("");
    let wire = Encrypted { client: stranger.client, port: server.port, calls: Arc::clone(&server.calls) };
    let failure = wire.wire(&["social.example"]).send(Request::post(server.url())).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Unreachable, Effect::None));
    assert_eq!(failure.words, "The certificate of social.example cannot be trusted, so Lectern did not connect.");
    assert_eq!(server.calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_websocket_trusts_the_same_certificates() {
    let server = encrypted("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
    let mut url = server.url();
    url.set_scheme("wss").unwrap();
    let failure = server.wire(&["social.example"]).listen(url.clone(), None).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::SignInNeeded, "the handshake went through TLS");
    let failure = server.wire(&[]).listen(url.clone(), None).await.unwrap_err();
    assert!(failure.words.contains("private network"), "{}", failure.words);
    let stranger = encrypted("");
    let wire = Encrypted { client: stranger.client, port: server.port, calls: server.calls }.wire(&["social.example"]);
    let failure = wire.listen(url, None).await.unwrap_err();
    assert!(failure.words.contains("certificate"), "{}", failure.words);
}
