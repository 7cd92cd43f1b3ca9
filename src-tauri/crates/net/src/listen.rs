//! Websockets of the real network: the same judgement of addresses, the same trust in certificates, the same pace.
//!
//! A line that says nothing is asked for a sign of life (a ping); one that does not answer that either is cut. So a
//! computer that slept, or moved to another network, notices within a minute.

use crate::network::{CONNECT, Network, USER_AGENT, read_headers};
use crate::pace::Caller;
use crate::{Response, Socket, fault, words};
use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use lectern_model::{Effect, Failure, FailureKind, Secret};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::client::Request as Handshake;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, HeaderValue, USER_AGENT as AGENT};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream};
use url::{Host, Url};

/// Most bytes of one message.
const LARGEST: usize = 1024 * 1024;

/// A line this long without a word is asked for a sign of life, and cut after as long again.
const QUIET: Duration = Duration::from_secs(30);

/// An open websocket.
pub(crate) struct Line {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    quiet: Duration,
    asked: bool,
    over: bool,
}

impl Line {
    /// See [`Socket::next`].
    pub(crate) async fn next(&mut self) -> Result<Option<String>, Failure> {
        while !self.over {
            match timeout(self.quiet, self.stream.next()).await {
                Ok(Some(Ok(message))) => {
                    self.asked = false;
                    match message {
                        Message::Text(text) => return Ok(Some(text.as_str().to_owned())),
                        Message::Close(_) => self.over = true,
                        // A ping is answered by the library with the next read; binary messages mean nothing to us.
                        Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_) => {}
                    }
                }
                Ok(None | Some(Err(Error::ConnectionClosed | Error::AlreadyClosed))) => self.over = true,
                Ok(Some(Err(Error::Capacity(_)))) => {
                    return Err(self.cut(FailureKind::Server, "The server sent a message that is too large."));
                }
                Ok(Some(Err(_))) => {
                    return Err(self.cut(FailureKind::Unreachable, "The open line to the server was cut."));
                }
                Err(_) => self.ask().await?,
            }
        }
        Ok(None)
    }

    async fn ask(&mut self) -> Result<(), Failure> {
        const SILENT: &str = "The open line to the server has gone silent.";
        if self.asked {
            return Err(self.cut(FailureKind::Unreachable, SILENT));
        }
        self.asked = true;
        match timeout(self.quiet, self.stream.send(Message::Ping(Bytes::new()))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(self.cut(FailureKind::Unreachable, SILENT)),
        }
    }

    fn cut(&mut self, what: FailureKind, words: &str) -> Failure {
        self.over = true;
        Failure::without_effect(what, words)
    }

    #[cfg(test)]
    pub(crate) fn set_quiet(&mut self, quiet: Duration) {
        self.quiet = quiet;
    }
}

/// See [`crate::Transport::listen`]. No failure has an effect: listening changes nothing.
pub(crate) async fn open(network: &Network, url: Url, bearer: Option<Secret>) -> Result<Socket, Failure> {
    let line = open_line(network, &url, bearer.as_ref()).await;
    let address = words::address(&url);
    match &line {
        Ok(_) => tracing::debug!(%address, "listening"),
        Err(failure) => tracing::info!(%address, what = ?failure.what, "not listening"),
    }
    Ok(Socket::over(line?))
}

pub(crate) async fn open_line(network: &Network, url: &Url, bearer: Option<&Secret>) -> Result<Line, Failure> {
    network.names.guard.check(url).map_err(fault::refused)?;
    if !matches!(url.scheme(), "wss" | "ws") {
        return Err(fault::refused(crate::address::Refusal::NotWeb));
    }
    let authorization = bearer.map(|token| Secret::new(format!("Bearer {}", token.reveal())));
    let caller = authorization.as_ref().map_or(Caller::Anonymous, Caller::with);
    network.pace.turn(url, caller, &network.now).await?;
    let handshake = handshake(url, authorization.as_ref())?;
    let host = url.host_str().unwrap_or("the server");
    let shaken = timeout(CONNECT * 2, async {
        let stream = connect(network, url).await?;
        let config = WebSocketConfig::default().max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
        let tls = Connector::Rustls(Arc::clone(&network.tls));
        Ok(tokio_tungstenite::client_async_tls_with_config(handshake, stream, Some(config), Some(tls)).await)
    });
    match shaken.await.map_err(|slow| fault::of_connecting(&slow, host))?? {
        Ok((stream, _)) => Ok(Line { stream, quiet: QUIET, asked: false, over: false }),
        Err(Error::Http(answer)) => {
            let answer = Response {
                status: answer.status().as_u16(),
                headers: read_headers(answer.headers()),
                body: Bytes::from(answer.body().clone().unwrap_or_default()),
                url: url.clone(),
                at: (network.now)(),
            };
            network.pace.heed(&answer, caller);
            Err(Failure { effect: Effect::None, ..answer.failure() })
        }
        Err(error) => Err(fault::of_connecting(&error, host)),
    }
}

fn handshake(url: &Url, authorization: Option<&Secret>) -> Result<Handshake, Failure> {
    let unwritable = || fault::refused(crate::address::Refusal::NotWeb);
    let mut request = url.as_str().into_client_request().map_err(|_| unwritable())?;
    request.headers_mut().insert(AGENT, HeaderValue::from_static(USER_AGENT));
    if let Some(secret) = authorization {
        let mut value = HeaderValue::from_bytes(secret.reveal().as_bytes()).map_err(|_| unwritable())?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    Ok(request)
}

/// Connects to the first address of the host that takes us.
async fn connect(network: &Network, url: &Url) -> Result<TcpStream, Failure> {
    let host = url.host_str().unwrap_or("the server");
    let port = url.port_or_known_default().unwrap_or(443);
    let addresses = match url.host() {
        Some(Host::Ipv4(ip)) => vec![IpAddr::V4(ip)],
        Some(Host::Ipv6(ip)) => vec![IpAddr::V6(ip)],
        Some(Host::Domain(name)) => {
            network.names.addresses(name).await.map_err(|error| fault::of_connecting(error.as_ref(), host))?
        }
        None => Vec::new(),
    };
    let mut last = std::io::Error::from(std::io::ErrorKind::NotFound);
    for ip in addresses {
        match timeout(CONNECT, TcpStream::connect((ip, port))).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = std::io::Error::from(std::io::ErrorKind::TimedOut),
        }
    }
    Err(fault::of_connecting(&last, host))
}
