//! Requests in an account's name.

use super::credentials;
use super::facts::Facts;
use super::site;
use crate::Session;
use lectern_model::{Failure, FailureKind};
use lectern_net::{Method, Request, Response, Url};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::PoisonError;

/// An account's server, ready to be asked.
pub(super) struct Api<'s> {
    pub(super) session: &'s Session,
    pub(super) facts: Facts,
    base: Url,
}

impl<'s> Api<'s> {
    /// The server of a session's account.
    pub(super) fn of(session: &'s Session) -> Result<Self, Failure> {
        let base = site::typed(&session.account.server)?;
        site::allow(&session.wire, &base);
        Ok(Self { session, facts: Facts::of(&session.account), base })
    }

    /// Whether an account id of this server is ours.
    pub(super) fn is_us(&self, account_id: &str) -> bool {
        account_id == self.own_id()
    }

    /// Our account's id on this server.
    pub(super) fn own_id(&self) -> &str {
        let ours = self.session.account.remote_id.as_str();
        ours.split_once('@').map_or(ours, |(id, _)| id)
    }

    /// An address on the server: `path` as it is, then `segments` made safe, then `query`.
    pub(super) fn url(&self, path: &str, segments: &[&str], query: &[(&str, &str)]) -> Result<Url, Failure> {
        let mut url = self.base.join(path).map_err(|_| Failure::unusable("That address cannot be used."))?;
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.extend(segments);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// A GET; its answer has a good status.
    pub(super) async fn get(&self, path: &str, segments: &[&str], query: &[(&str, &str)]) -> Result<Response, Failure> {
        self.send(Request::get(self.url(path, segments, query)?)).await?.ok()
    }

    /// A POST without anything in it; its answer has a good status.
    pub(super) async fn act(&self, path: &str, segments: &[&str]) -> Result<Response, Failure> {
        self.send(Request::post(self.url(path, segments, &[])?)).await?.ok()
    }

    /// A request with JSON.
    pub(super) fn with_json(
        &self,
        method: Method,
        path: &str,
        segments: &[&str],
        json: Value,
    ) -> Result<Request, Failure> {
        Ok(Request::new(method, self.url(path, segments, &[])?).json(json))
    }

    /// Sends a request in the account's name; the answer may have any status. A token that is refused is renewed once,
    /// where that is possible: a 401 means that nothing was done.
    pub(super) async fn send(&self, request: Request) -> Result<Response, Failure> {
        let request = request.header("accept", "application/json");
        let token = credentials::access_token(self.session).await?;
        let answer = self.session.wire.send(request.clone().bearer(&token)).await?;
        if answer.status != 401 || !credentials::renewable(self.session).await {
            return Ok(answer);
        }
        let fresh = credentials::renew(self.session, &token).await?;
        self.session.wire.send(request.bearer(&fresh)).await
    }

    /// What the connector remembers while the program runs.
    pub(super) fn recall(&self, name: &str) -> Option<Value> {
        let scratch = self.session.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        scratch.get(name).cloned()
    }

    /// Remembers something while the program runs.
    pub(super) fn remember(&self, name: &str, value: Value) {
        let mut scratch = self.session.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        if !scratch.is_object() {
            *scratch = Value::Object(serde_json::Map::new());
        }
        if let Some(all) = scratch.as_object_mut() {
            all.insert(name.to_owned(), value);
        }
    }
}

/// Reads a good answer. One that is a web page or otherwise no such JSON is unusable: the request was acted on.
pub(super) fn decode<T: DeserializeOwned>(answer: &Response) -> Result<T, Failure> {
    if site::is_html(answer) && serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_err() {
        return Err(Failure::unusable(site::words_for_page(answer.url.host_str().unwrap_or_default())));
    }
    answer.json()
}

/// Reads a list, leaving out elements that cannot be read.
pub(super) fn decode_list<T: DeserializeOwned>(answer: &Response) -> Result<Vec<T>, Failure> {
    let items: Vec<Value> = decode(answer)?;
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}

/// The page below, from the answer's `Link` header (Mastodon docs: pagination), as the query pairs that lead there.
pub(super) fn next_page(answer: &Response) -> Option<String> {
    let links = answer.headers.iter().filter(|(name, _)| name == "link").map(|(_, value)| value.as_str());
    let next = links.flat_map(|value| value.split('<').skip(1)).find_map(|link| {
        let (address, rest) = link.split_once('>')?;
        let is_next = rest.contains("rel=\"next\"") || rest.contains("rel=next");
        if is_next { answer.url.join(address).ok() } else { None }
    })?;
    // Only what says where the page is; the rest of the request is ours to write, and the host is never theirs to choose.
    let mut place = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in next.query_pairs() {
        if matches!(&*name, "max_id" | "offset" | "page" | "cursor") {
            place.append_pair(&name, &value);
        }
    }
    Some(place.finish()).filter(|place| !place.is_empty())
}

/// A cursor's query pairs.
pub(super) fn place(cursor: Option<&str>) -> Vec<(String, String)> {
    cursor.map(|text| url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()).unwrap_or_default()
}

/// Whether an endpoint is simply not there on this server.
pub(super) fn not_offered(failure: &Failure) -> bool {
    matches!(failure.what, FailureKind::Gone | FailureKind::Rejected { .. } | FailureKind::VersionSunset)
}
