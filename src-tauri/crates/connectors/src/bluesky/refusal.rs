//! What a server's error means: `{"error": "Name", "message": "words"}` (atproto specification, "XRPC"), or OAuth's
//! `{"error": "name", "error_description": "words"}`.
//!
//! `net` decides whether the server may have acted; here only the kind and the words become clearer.

use lectern_model::{Failure, FailureKind};
use lectern_net::Response;
use serde_json::Value;

/// The name of a server's error and its words; both empty where the answer has none.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    pub(super) name: String,
    pub(super) message: String,
}

impl Refusal {
    /// Reads an answer of any status.
    pub(super) fn of(response: &Response) -> Self {
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        Self {
            name: text("error").unwrap_or_default(),
            message: text("message").or_else(|| text("error_description")).unwrap_or_default(),
        }
    }

    /// The access token is too old (app password), or the server takes it no longer (OAuth says so with 401).
    pub(super) fn wants_fresh_token(&self, response: &Response) -> bool {
        match self.name.as_str() {
            "ExpiredToken" => true,
            // The same name says that an app password may not do this: a fresh token would not help.
            "InvalidToken" => !self.message.starts_with("Bad token"),
            "invalid_token" => response.status == 401,
            _ => {
                let challenge = response.header("www-authenticate").unwrap_or_default();
                response.status == 401 && challenge.contains("invalid_token")
            }
        }
    }
}

/// The failure that an answer means.
pub(super) fn failure(response: &Response) -> Failure {
    let refusal = Refusal::of(response);
    let mut failure = response.failure();
    if let Some(what) = kind(&refusal, response) {
        failure.what = what;
    }
    if let Some(words) = words(&refusal) {
        words.clone_into(&mut failure.words);
    }
    failure
}

/// The answer, or the failure that it means.
pub(super) fn settle(response: Response) -> Result<Response, Failure> {
    if (200..300).contains(&response.status) { Ok(response) } else { Err(failure(&response)) }
}

fn kind(refusal: &Refusal, response: &Response) -> Option<FailureKind> {
    Some(match refusal.name.as_str() {
        "InvalidToken" if refusal.message.starts_with("Bad token") => FailureKind::Permission,
        "ExpiredToken"
        | "InvalidToken"
        | "AuthMissing"
        | "AuthenticationRequired"
        | "invalid_token"
        | "invalid_grant" => FailureKind::SignInNeeded,
        "AccountTakedown" | "AccountSuspended" | "AccountDeactivated" | "ScopeMissingError" | "insufficient_scope" => {
            FailureKind::Permission
        }
        "RateLimitExceeded" => FailureKind::RateLimited { until: response.retry_at() },
        "RecordNotFound" | "NotFound" | "RepoNotFound" | "InvalidConvo" | "ReplyTargetNotFound" => FailureKind::Gone,
        "InvalidSwap" => FailureKind::Conflict,
        "BlobTooLarge" | "PayloadTooLarge" | "BlobNotFound" | "InvalidMimeType" => {
            FailureKind::Rejected { field: Some("media".to_owned()), limit: maximum(&refusal.message) }
        }
        "InvalidRequest" => FailureKind::Rejected { field: field(&refusal.message), limit: maximum(&refusal.message) },
        "UpstreamFailure" | "UpstreamTimeout" | "NotEnoughResources" => FailureKind::Server,
        _ => return None,
    })
}

/// Our words where the server's own would not help; none keeps the server's.
fn words(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal.name.as_str() {
        "InvalidToken" if refusal.message.starts_with("Bad token") => {
            "This app password does not allow that. One that may read private messages does."
        }
        "ExpiredToken" | "InvalidToken" | "AuthMissing" | "invalid_token" | "invalid_grant" => SIGN_IN_ENDED,
        "AccountTakedown" | "AccountSuspended" => {
            "Bluesky has suspended this account. What you wrote here is safe; write to Bluesky's support."
        }
        "AccountDeactivated" => "This account was switched off. It can be switched on again in Bluesky's settings.",
        "RateLimitExceeded" => "Bluesky asked us to wait: there were too many requests.",
        "UpstreamFailure" | "UpstreamTimeout" | "NotEnoughResources" => {
            "The account's server is up, but the part of Bluesky that it reads from does not answer now."
        }
        "ScopeMissingError" | "insufficient_scope" => "This sign-in does not allow that.",
        "BlobNotFound" => "The server does not have the picture any more.",
        "invalid_dpop_proof" => {
            "The server did not accept our proof. This computer's clock may be wrong: set it, then try again."
        }
        "InternalServerError" => "The account's server has a problem of its own.",
        message if refusal.message.is_empty() && message.is_empty() => return None,
        _ => return too_large(&refusal.message),
    })
}

/// A text or picture that the server measured and found too large.
fn too_large(message: &str) -> Option<&'static str> {
    match field(message)?.as_str() {
        "text" if message.contains("grapheme too big") => Some("The text has more than 300 characters."),
        "text" if message.contains("string too big") => Some("The text is too long for Bluesky: 3,000 bytes at most."),
        "media" if message.contains("blob too big") => Some("The picture is larger than this server takes."),
        _ => None,
    }
}

/// What is said when a sign-in has ended.
pub(super) const SIGN_IN_ENDED: &str = "The sign-in has ended. Sign in again; what you wrote here is safe.";

/// The draft's field that a message of the record check speaks of, for example "… at $.record.text".
fn field(message: &str) -> Option<String> {
    let place = message.rsplit_once("$.record.")?.1;
    match place.split(['.', '[', ' ']).next()? {
        "text" | "facets" => Some("text".to_owned()),
        "embed" => Some("media".to_owned()),
        "langs" => Some("language".to_owned()),
        _ => None,
    }
}

/// The limit that a message names, for example "(maximum 1000000, got 2000001)".
fn maximum(message: &str) -> Option<u64> {
    let digits = message.split_once("maximum ")?.1;
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
