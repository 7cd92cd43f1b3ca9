//! The real network: one HTTP client for everything.
//!
//! Each hop of an exchange goes through the same four steps: judge the address, wait for its turn, send, read the whole
//! answer under its cap. Redirects are followed here and not by the HTTP library, because every step has to happen again
//! for each of them.
//!
//! No proxy is used, not even one that the environment names: behind a proxy nobody could tell where a name leads, and
//! an environment variable is a surprise, not a setting. No cookie is kept and no referrer sent. Nothing is sent a
//! second time by the library beneath: whether to try again is decided above, by the failure's effect.
//!
//! A server may close a kept connection in the very moment in which it is used again, and then nobody knows whether the
//! request arrived. So only reads use kept connections, and one that is cut like that is read once more over a fresh
//! one; a request that changes something always has a connection of its own.

use crate::address::{Guard, LookUp, Names};
use crate::fault;
use crate::pace::{Caller, Pace};
use crate::source::pieces;
use crate::{FilePart, Method, Now, Part, Payload, Request, Response, Socket, Transport, listen, redirect, words};
use async_trait::async_trait;
use bytes::Bytes;
use lectern_model::{Failure, FailureKind, Secret};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::multipart::Form;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// Who calls. Some servers refuse callers without a name.
pub(crate) const USER_AGENT: &str =
    concat!("Lectern/", env!("CARGO_PKG_VERSION"), " (+desktop; social desk for libraries)");

/// Longest wait for look-up, connection and TLS together.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);

/// Most connections kept to one host.
const KEPT: usize = 4;

/// The network behind [`crate::Wire::over_network`].
pub(crate) struct Network {
    /// Keeps connections, for reads.
    keeping: reqwest::Client,
    /// A connection for each request.
    fresh: reqwest::Client,
    pub(crate) tls: Arc<rustls::ClientConfig>,
    pub(crate) names: Names,
    pub(crate) pace: Pace,
    pub(crate) now: Now,
}

/// Why there is no answer.
enum Unsent {
    Unwritable(Failure),
    Broken(reqwest::Error),
}

impl Network {
    /// Certificates are judged by the operating system's trust store, so that a library's own authority counts.
    pub(crate) fn new(now: Now, look_up: LookUp) -> Result<Self, Failure> {
        let tls = system_tls().map_err(|_| unusable_tls())?;
        Self::with_tls(now, look_up, tls)
    }

    pub(crate) fn with_tls(now: Now, look_up: LookUp, tls: rustls::ClientConfig) -> Result<Self, Failure> {
        let names = Names { guard: Arc::new(Guard::default()), look_up };
        let mut http = tls.clone();
        http.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = |idle: usize| {
            reqwest::Client::builder()
                .tls_backend_preconfigured(http.clone())
                .dns_resolver(Arc::new(names.clone()))
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .no_proxy()
                .referer(false)
                .user_agent(USER_AGENT)
                .connect_timeout(CONNECT)
                .pool_max_idle_per_host(idle)
                .build()
                .map_err(|_| unusable_tls())
        };
        let (keeping, fresh) = (client(KEPT)?, client(0)?);
        Ok(Self { keeping, fresh, tls: Arc::new(tls), names, pace: Pace::new(), now })
    }

    /// One request, one answer. `left` is what remains of the time for the whole exchange.
    async fn hop(&self, request: &Request, left: Duration) -> Result<Response, Failure> {
        let mut answer = self.send(request, left).await.map_err(|error| match error {
            Unsent::Unwritable(failure) => failure,
            Unsent::Broken(error) => fault::of_exchange(&error, &request.url),
        })?;
        let status = answer.status().as_u16();
        let headers = read_headers(answer.headers());
        let body = if redirect::is_one(request, status) {
            Bytes::new()
        } else {
            match read_body(&mut answer, request).await {
                // The status of a refusal is worth more than the page that came with it.
                Err(_) if status >= 400 => Bytes::new(),
                read => read?,
            }
        };
        Ok(Response { status, headers, body, url: request.url.clone(), at: (self.now)() })
    }

    async fn send(&self, request: &Request, left: Duration) -> Result<reqwest::Response, Unsent> {
        let begun = Instant::now();
        let built = self.build(request, left).map_err(Unsent::Unwritable)?;
        if request.method != Method::Get {
            return self.fresh.execute(built).await.map_err(Unsent::Broken);
        }
        match self.keeping.execute(built).await {
            Err(error) if error.is_request() && !error.is_connect() && !error.is_timeout() => {
                let left = left.saturating_sub(begun.elapsed());
                let again = self.build(request, left).map_err(Unsent::Unwritable)?;
                self.fresh.execute(again).await.map_err(Unsent::Broken)
            }
            sent => sent.map_err(Unsent::Broken),
        }
    }

    fn build(&self, request: &Request, left: Duration) -> Result<reqwest::Request, Failure> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let builder = self.fresh.request(method, request.url.clone()).timeout(left);
        let builder = carry(builder, &request.payload)?;
        let mut built = builder.build().map_err(|_| unwritable())?;
        for (name, value) in &request.headers {
            put(built.headers_mut(), name, value, false)?;
        }
        for (name, value) in &request.secret_headers {
            put(built.headers_mut(), name, value.reveal(), true)?;
        }
        Ok(built)
    }
}

#[async_trait]
impl Transport for Network {
    async fn exchange(&self, request: Request) -> Result<Response, Failure> {
        let mut request = request;
        let mut left = request.timeout;
        for _ in 0..=redirect::MOST {
            self.names.guard.check(&request.url).map_err(fault::refused)?;
            let caller = Caller::of(&request);
            self.pace.turn(&request.url, caller, &self.now).await?;
            let begun = Instant::now();
            let outcome = self.hop(&request, left).await;
            left = left.saturating_sub(begun.elapsed());
            log(&request, &outcome);
            let answer = outcome?;
            self.pace.heed(&answer, caller);
            match redirect::next(&request, &answer)? {
                Some(next) => request = next,
                None => return Ok(answer),
            }
        }
        Err(Failure::without_effect(
            FailureKind::Server,
            "The server sends us from one address to the next without end.",
        ))
    }

    async fn listen(&self, url: Url, bearer: Option<Secret>) -> Result<Socket, Failure> {
        listen::open(self, url, bearer).await
    }

    fn allow_private_host(&self, host: &str) {
        self.names.guard.allow(host);
    }
}

fn system_tls() -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth())
}

fn unusable_tls() -> Failure {
    Failure::without_effect(
        FailureKind::Unreachable,
        "The certificates of this computer could not be read, so Lectern cannot connect safely to any server.",
    )
}

fn unwritable() -> Failure {
    Failure::without_effect(
        FailureKind::Rejected { field: None, limit: None },
        "This request could not be written down, so nothing was sent.",
    )
}

fn carry(builder: reqwest::RequestBuilder, payload: &Payload) -> Result<reqwest::RequestBuilder, Failure> {
    Ok(match payload {
        Payload::None => builder,
        Payload::Json(value) => builder.header(CONTENT_TYPE, "application/json").body(value.to_string()),
        Payload::Form(fields) => {
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            builder.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
        }
        Payload::Bytes(bytes, mime) => builder.header(CONTENT_TYPE, mime).body(bytes.clone()),
        Payload::Multipart(parts) => builder.multipart(form(parts)?),
        Payload::Source(source, mime) => builder
            .header(CONTENT_TYPE, mime)
            .header(CONTENT_LENGTH, source.length())
            .body(reqwest::Body::wrap_stream(pieces(Arc::clone(source)))),
        Payload::Upload(parts, file) => builder.multipart(with_file(form(parts)?, file)?),
    })
}

fn form(parts: &[Part]) -> Result<Form, Failure> {
    let mut form = Form::new();
    for part in parts {
        let length = u64::try_from(part.bytes.len()).unwrap_or(u64::MAX);
        let mut piece = reqwest::multipart::Part::stream_with_length(part.bytes.clone(), length);
        if let Some(mime) = &part.mime {
            piece = piece.mime_str(mime).map_err(|_| unwritable())?;
        }
        if let Some(file_name) = &part.file_name {
            piece = piece.file_name(file_name.clone());
        }
        form = form.part(part.name.clone(), piece);
    }
    Ok(form)
}

/// The file goes last: a server that reads as it comes knows the other fields by then.
fn with_file(form: Form, file: &FilePart) -> Result<Form, Failure> {
    let body = reqwest::Body::wrap_stream(pieces(Arc::clone(&file.source)));
    let piece = reqwest::multipart::Part::stream_with_length(body, file.source.length());
    let piece = piece.file_name(file.file_name.clone()).mime_str(&file.mime).map_err(|_| unwritable())?;
    Ok(form.part(file.name.clone(), piece))
}

fn put(headers: &mut HeaderMap, name: &str, value: &str, secret: bool) -> Result<(), Failure> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unwritable())?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unwritable())?;
    value.set_sensitive(secret);
    headers.insert(name, value);
    Ok(())
}

pub(crate) fn read_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// Reads the body piece by piece, after decompression, so that neither a huge one nor a small one that unfolds into a
/// huge one takes more memory than its cap.
async fn read_body(answer: &mut reqwest::Response, request: &Request) -> Result<Bytes, Failure> {
    let cap = request.max_body;
    let said = answer.content_length().and_then(|length| usize::try_from(length).ok());
    if said.is_some_and(|length| length > cap) {
        return Err(too_large(cap));
    }
    let mut body = Vec::with_capacity(said.unwrap_or_default());
    while let Some(piece) = answer.chunk().await.map_err(|error| fault::of_exchange(&error, &request.url))? {
        if body.len().saturating_add(piece.len()) > cap {
            return Err(too_large(cap));
        }
        body.extend_from_slice(&piece);
    }
    Ok(Bytes::from(body))
}

fn too_large(cap: usize) -> Failure {
    Failure::unusable(format!(
        "The server's answer is larger than the {} kB that were expected at most.",
        cap.div_ceil(1000)
    ))
}

/// One line per hop: never a query, a header or a body.
fn log(request: &Request, outcome: &Result<Response, Failure>) {
    let method = request.method.name();
    let address = words::address(&request.url);
    match outcome {
        Ok(answer) => {
            tracing::debug!(method, %address, status = answer.status, bytes = answer.body.len(), "answered");
        }
        Err(failure) => {
            tracing::info!(method, %address, what = ?failure.what, effect = ?failure.effect, "no answer");
        }
    }
}
