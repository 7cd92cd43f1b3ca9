//! Answers for scripts, and eyes for what was asked.

use bytes::Bytes;
use lectern_model::{Failure, FailureKind, Timestamp};
use lectern_net::{Part, Payload, Request, Response};
use serde_json::Value;

fn answer(request: &Request, status: u16, mime: &str, body: Bytes) -> Response {
    let headers = if mime.is_empty() { Vec::new() } else { vec![("content-type".to_owned(), mime.to_owned())] };
    Response { status, headers, body, url: request.url.clone(), at: Timestamp::default() }
}

/// Answers with JSON.
pub fn json(
    status: u16,
    value: Value,
) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    let body = Bytes::from(value.to_string());
    move |request| Ok(answer(request, status, "application/json; charset=utf-8", body.clone()))
}

/// Answers with bytes of a media type.
pub fn text(
    status: u16,
    mime: &str,
    body: impl Into<Bytes>,
) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    let (mime, body) = (mime.to_owned(), body.into());
    move |request| Ok(answer(request, status, &mime, body.clone()))
}

/// Answers with a status and nothing else.
pub fn status(status: u16) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    text(status, "", Bytes::new())
}

/// Adds a header (name in lower case) to what `reply` answers.
pub fn with_header<R>(
    name: &str,
    value: &str,
    reply: R,
) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static
where
    R: Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static,
{
    let header = (name.to_owned(), value.to_owned());
    move |request| {
        let mut response = reply(request)?;
        response.headers.push(header.clone());
        Ok(response)
    }
}

/// The line is cut before the server heard anything.
pub fn cut_before() -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    |request| {
        let words = format!("{} cannot be reached.", request.url.host_str().unwrap_or_default());
        Err(Failure::without_effect(FailureKind::Unreachable, words))
    }
}

/// The line is cut after the server may have acted.
pub fn cut_after() -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone + 'static {
    |request| {
        let words = format!("The answer of {} never arrived.", request.url.host_str().unwrap_or_default());
        Err(Failure::in_doubt(FailureKind::Unreachable, words))
    }
}

/// A header of a request, secret or not.
#[must_use]
pub fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let open = request.headers.iter().map(|(k, v)| (k, v.as_str()));
    let secret = request.secret_headers.iter().map(|(k, v)| (k, v.reveal()));
    open.chain(secret).find(|(k, _)| k.eq_ignore_ascii_case(name)).map(|(_, v)| v)
}

/// The JSON a request carries.
#[must_use]
pub fn json_body(request: &Request) -> Option<&Value> {
    match &request.payload {
        Payload::Json(value) => Some(value),
        _ => None,
    }
}

/// A field of the form a request carries.
#[must_use]
pub fn form_field<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    match &request.payload {
        Payload::Form(fields) => fields.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str()),
        _ => None,
    }
}

/// A part of the multipart form a request carries.
#[must_use]
pub fn multipart_part<'r>(request: &'r Request, name: &str) -> Option<&'r Part> {
    match &request.payload {
        Payload::Multipart(parts) => parts.iter().find(|part| part.name == name),
        _ => None,
    }
}
