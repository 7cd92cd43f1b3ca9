//! An answer, and how it becomes a failure.

use crate::{rate, words};
use bytes::Bytes;
use lectern_model::{Effect, Failure, FailureKind, Timestamp};
use serde::de::DeserializeOwned;
use url::Url;

/// A whole answer, of whatever status. `Debug` shows neither headers' values nor the body: both may hold tokens.
#[derive(Clone)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, whole.
    pub body: Bytes,
    /// Where the answer came from, after redirects.
    pub url: Url,
    /// When it arrived: `Retry-After` and rate headers are counted from here.
    pub at: Timestamp,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("url", &words::address(&self.url))
            .field("at", &self.at)
            .finish()
    }
}

impl Response {
    /// First header of this name (lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The answer if its status is 2xx or 304, else the failure it means.
    ///
    /// # Errors
    /// Every other status, by [`Response::failure`].
    pub fn ok(self) -> Result<Self, Failure> {
        if (200..300).contains(&self.status) || self.status == 304 { Ok(self) } else { Err(self.failure()) }
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// A body that is not this JSON is [`Failure::unusable`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).map_err(|_| Failure::unusable("The server's answer could not be read."))
    }

    /// What this status means, with the platform's own words where the body has any.
    ///
    /// The effect is that of a changing request; for one that only reads it says nothing. A 4xx means that the request
    /// was refused. After 408, 5xx and redirects that were not followed the server may have acted.
    #[must_use]
    pub fn failure(&self) -> Failure {
        let (what, effect) = self.meaning();
        let own = match what {
            FailureKind::SignInNeeded => "The sign-in is not valid any more",
            FailureKind::Permission => "This account is not allowed to do that",
            FailureKind::Gone => "That is not there any more",
            FailureKind::Conflict => "It exists already, or somebody changed it meanwhile",
            FailureKind::QuotaSpent => "The quota for this is used up",
            FailureKind::VersionSunset => "The server does not speak this version any more",
            FailureKind::RateLimited { .. } => "The server asked us to wait",
            FailureKind::Rejected { .. } | FailureKind::PolicyRefused { .. } => "The server said no",
            FailureKind::Server | FailureKind::Unreachable => "The server has a problem of its own",
        };
        let words = words::of_body(&self.body).unwrap_or_else(|| format!("{own} ({}).", self.status));
        Failure { what, effect, words }
    }

    fn meaning(&self) -> (FailureKind, Effect) {
        let rejected = FailureKind::Rejected { field: None, limit: None };
        match self.status {
            401 => (FailureKind::SignInNeeded, Effect::None),
            402 => (FailureKind::QuotaSpent, Effect::None),
            403 => (FailureKind::Permission, Effect::None),
            404 | 410 => (FailureKind::Gone, Effect::None),
            // A 408 comes from a server that stopped waiting, perhaps for its own back end.
            408 => (FailureKind::Server, Effect::Maybe),
            409 | 412 | 423 => (FailureKind::Conflict, Effect::None),
            426 => (FailureKind::VersionSunset, Effect::None),
            429 => (FailureKind::RateLimited { until: self.retry_at() }, Effect::None),
            400..=499 => (rejected, Effect::None),
            503 if self.retry_at().is_some() => (FailureKind::RateLimited { until: self.retry_at() }, Effect::Maybe),
            _ => (FailureKind::Server, Effect::Maybe),
        }
    }

    /// When the server will listen again, from `Retry-After`, `RateLimit-Reset` or `X-RateLimit-Reset`.
    ///
    /// Read only where the server is closed: status 429 or 503, or no request remaining. Never earlier than `at` and
    /// never more than a day after it, whatever the server says.
    #[must_use]
    pub fn retry_at(&self) -> Option<Timestamp> {
        rate::retry_at(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Response;
    use bytes::Bytes;
    use lectern_model::{Effect, FailureKind, Timestamp};
    use url::Url;

    fn answer(status: u16, body: &str) -> Response {
        Response {
            status,
            headers: vec![("set-cookie".to_owned(), "sid=very-secret".to_owned())],
            body: Bytes::copy_from_slice(body.as_bytes()),
            url: Url::parse("https://social.example/api?access_token=very-secret").unwrap(),
            at: Timestamp(1_000_000),
        }
    }

    #[test]
    fn each_status_means_one_thing() {
        let rejected = FailureKind::Rejected { field: None, limit: None };
        let expected = [
            (302, FailureKind::Server, Effect::Maybe),
            (400, rejected.clone(), Effect::None),
            (401, FailureKind::SignInNeeded, Effect::None),
            (402, FailureKind::QuotaSpent, Effect::None),
            (403, FailureKind::Permission, Effect::None),
            (404, FailureKind::Gone, Effect::None),
            (408, FailureKind::Server, Effect::Maybe),
            (409, FailureKind::Conflict, Effect::None),
            (410, FailureKind::Gone, Effect::None),
            (413, rejected.clone(), Effect::None),
            (415, rejected.clone(), Effect::None),
            (418, rejected.clone(), Effect::None),
            (422, rejected, Effect::None),
            (426, FailureKind::VersionSunset, Effect::None),
            (429, FailureKind::RateLimited { until: None }, Effect::None),
            (500, FailureKind::Server, Effect::Maybe),
            (502, FailureKind::Server, Effect::Maybe),
            (503, FailureKind::Server, Effect::Maybe),
        ];
        for (status, what, effect) in expected {
            let failure = answer(status, "").ok().unwrap_err();
            assert_eq!((failure.what, failure.effect), (what, effect), "{status}");
            assert!(failure.words.contains(&status.to_string()), "{}", failure.words);
        }
        assert!(answer(200, "").ok().is_ok());
        assert!(answer(304, "").ok().is_ok());
    }

    #[test]
    fn an_overloaded_server_names_its_time_and_may_have_acted() {
        let mut overloaded = answer(503, "");
        overloaded.headers.push(("retry-after".to_owned(), "30".to_owned()));
        let failure = overloaded.failure();
        assert_eq!(failure.what, FailureKind::RateLimited { until: Some(Timestamp(1_030_000)) });
        assert_eq!(failure.effect, Effect::Maybe);
    }

    #[test]
    fn the_platforms_words_are_taken_and_html_is_not() {
        assert_eq!(answer(422, r#"{"error":"Text is too long"}"#).failure().words, "Text is too long");
        assert_eq!(answer(422, "<!doctype html><p>no</p>").failure().words, "The server said no (422).");
    }

    #[test]
    fn debug_shows_no_header_value_body_or_query() {
        let shown = format!("{:?}", answer(200, "very-secret"));
        assert!(!shown.contains("very-secret"), "{shown}");
        assert!(shown.contains("set-cookie") && shown.contains("/api"), "{shown}");
    }
}
