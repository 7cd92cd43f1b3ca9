//! Tokens, and calls that carry them.
//!
//! An access token lives for an hour or two; the refresh token that gets the next one can be used once. So renewing
//! happens under the session's credentials lock, the new pair goes to the keychain before anything uses it, and whoever
//! waited for the lock takes the pair that is there. A pair that the keychain would not take is held in memory and
//! offered to it again before the next use: giving it up would end the sign-in.
//!
//! Times are counted from the moment a token arrived, by this computer's clock alone: a clock that is a day wrong does
//! not make every token look old.

use super::oauth::{self, Grant};
use super::refusal::{self, Refusal, SIGN_IN_ENDED};
use crate::Session;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lectern_model::{Effect, Failure, FailureKind, Secret, Timestamp};
use lectern_net::{Method, Now, Payload, Request, Response, Url, Wire};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

/// The service that holds private messages (`atproto-proxy`).
const CHAT: &str = "did:web:api.bsky.chat#bsky_chat";

/// A token is renewed this long before it ends.
const MARGIN_SECONDS: i64 = 60;

/// How an account signed in, with what that way needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Way {
    /// With an app password; the password itself is not kept.
    AppPassword,
    /// In the browser.
    Oauth(Box<Grant>),
}

/// What the keychain keeps for an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Tokens {
    #[serde(flatten)]
    pub(super) way: Way,
    #[serde(with = "as_text")]
    pub(super) access: Secret,
    #[serde(with = "as_text")]
    pub(super) refresh: Secret,
    /// When the access token ends by this computer's clock, where the server says how long it lives.
    pub(super) expires_at: Option<Timestamp>,
    /// The keychain does not have this pair yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unsaved: bool,
}

impl Tokens {
    /// As the keychain keeps them.
    pub(super) fn to_secret(&self) -> Secret {
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }

    fn from_secret(secret: &Secret) -> Result<Self, Failure> {
        serde_json::from_str(secret.reveal()).map_err(|_| ended())
    }

    fn ending(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| now.plus_seconds(MARGIN_SECONDS) >= end)
    }
}

/// Secrets inside the keychain's JSON.
pub(super) mod as_text {
    use lectern_model::Secret;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.reveal())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::new)
    }
}

/// `createSession` and `refreshSession`. No `Debug`: it holds tokens.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pair {
    pub(super) did: String,
    pub(super) access_jwt: String,
    pub(super) refresh_jwt: String,
    #[serde(default)]
    pub(super) did_doc: Value,
    #[serde(default)]
    pub(super) active: Option<bool>,
}

impl Pair {
    pub(super) fn tokens(self, now: Timestamp) -> Tokens {
        let expires_at = jwt_seconds(&self.access_jwt).map(|seconds| now.plus_seconds(seconds));
        Tokens {
            way: Way::AppPassword,
            access: Secret::new(self.access_jwt),
            refresh: Secret::new(self.refresh_jwt),
            expires_at,
            unsaved: false,
        }
    }
}

/// How many seconds a JWT lives, by its own claims. It is not checked here: the server does that.
fn jwt_seconds(jwt: &str) -> Option<i64> {
    let claims = URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1)?.trim_end_matches('=')).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let seconds = claims.get("exp")?.as_i64()?.checked_sub(claims.get("iat")?.as_i64()?)?;
    (seconds > 0).then_some(seconds)
}

/// One call of a server's method.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    method: Method,
    nsid: &'a str,
    query: Vec<(&'a str, &'a str)>,
    payload: Payload,
    chat: bool,
}

impl<'a> Call<'a> {
    /// A query.
    pub(super) fn get(nsid: &'a str, query: &[(&'a str, &'a str)]) -> Self {
        Self { method: Method::Get, nsid, query: query.to_vec(), payload: Payload::None, chat: false }
    }

    /// A procedure.
    pub(super) fn post(nsid: &'a str, payload: Payload) -> Self {
        Self { method: Method::Post, nsid, query: Vec::new(), payload, chat: false }
    }

    /// Passed on to the service that holds private messages.
    pub(super) fn through_chat(mut self) -> Self {
        self.chat = true;
        self
    }

    /// The request at a server.
    pub(super) fn at(&self, server: &Url) -> Result<Request, Failure> {
        let mut url = method_url(server, self.nsid)?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = Request::new(self.method, url).payload(self.payload.clone());
        match &self.payload {
            Payload::Bytes(..) => request = request.timeout(Duration::from_secs(120)),
            Payload::Source(source, _) => request = request.timeout(sending_time(source.length())),
            _ => {}
        }
        Ok(if self.chat { request.header("atproto-proxy", CHAT) } else { request })
    }
}

/// How long so many bytes may take: a line that takes less than 50 kB in a second is given up.
pub(super) fn sending_time(bytes: u64) -> Duration {
    Duration::from_secs(120 + bytes / 50_000)
}

/// The address of a method at a server.
pub(super) fn method_url(server: &Url, nsid: &str) -> Result<Url, Failure> {
    server
        .join(&format!("/xrpc/{nsid}"))
        .map_err(|_| Failure::without_effect(FailureKind::Unreachable, "The server's address is not a web address."))
}

/// Sends one call with these tokens, whatever comes back. `nonce` is the server's last DPoP nonce and its next.
pub(super) async fn exchange(
    wire: &Wire,
    now: &Now,
    server: &Url,
    tokens: &Tokens,
    nonce: &mut Option<String>,
    call: &Call<'_>,
) -> Result<Response, Failure> {
    let request = call.at(server)?;
    match &tokens.way {
        Way::AppPassword => wire.send(request.bearer(&tokens.access)).await,
        Way::Oauth(grant) => oauth::proven(wire, now, &grant.key()?, Some(&tokens.access), nonce, request).await,
    }
}

/// Calls a method and reads its answer.
pub(super) async fn call<T: DeserializeOwned>(session: &Session, call: Call<'_>) -> Result<T, Failure> {
    ask(session, &call).await.and_then(refusal::settle)?.json()
}

/// Calls a method; any answer comes back. A token that is too old is renewed and the call is made once more.
pub(super) async fn ask(session: &Session, call: &Call<'_>) -> Result<Response, Failure> {
    let tokens = current(session, None).await.map_err(harmless)?;
    let response = send(session, &tokens, call).await?;
    if response.status < 400 || !Refusal::of(&response).wants_fresh_token(&response) {
        return Ok(response);
    }
    let tokens = current(session, Some(&tokens.access)).await.map_err(harmless)?;
    send(session, &tokens, call).await
}

/// Whatever happened to the tokens, the call that needed them was not made.
fn harmless(failure: Failure) -> Failure {
    Failure { effect: Effect::None, ..failure }
}

async fn send(session: &Session, tokens: &Tokens, call: &Call<'_>) -> Result<Response, Failure> {
    let server = server(session)?;
    let key = format!("nonce {server}");
    let mut nonce = scratch(session).get(&key).and_then(Value::as_str).map(str::to_owned);
    let response = exchange(&session.wire, &session.now, &server, tokens, &mut nonce, call).await;
    if let Some(nonce) = nonce {
        keep_in_scratch(session, &key, Value::from(nonce));
    }
    response
}

/// The account's server. One that a person typed may be on a private network.
pub(super) fn server(session: &Session) -> Result<Url, Failure> {
    let server = Url::parse(&session.account.server).map_err(|_| {
        Failure::without_effect(FailureKind::SignInNeeded, "The account's server is not known. Sign in again.")
    })?;
    let typed = session.account.facts.get("typed_server").and_then(Value::as_bool).unwrap_or(false);
    if let (true, Some(host)) = (typed, server.host_str()) {
        session.wire.allow_private_host(host);
    }
    Ok(server)
}

/// Tokens fit for use: never the `stale` ones, never a pair that the keychain does not have.
async fn current(session: &Session, stale: Option<&Secret>) -> Result<Tokens, Failure> {
    let mut held = session.credentials.lock().await;
    let secret = match held.as_ref() {
        Some(secret) => secret.clone(),
        None => session.keeper.load().await?,
    };
    let mut tokens = Tokens::from_secret(&secret)?;
    if held.is_none() {
        *held = Some(secret);
    }
    if stale == Some(&tokens.access) || tokens.ending(session.now()) {
        match renew(session, &tokens).await {
            Ok(fresh) => tokens = fresh,
            Err(failure) => {
                if failure.what == FailureKind::SignInNeeded {
                    // A new sign-in puts other tokens into the keychain.
                    *held = None;
                }
                return Err(failure);
            }
        }
        tokens.unsaved = true;
        *held = Some(tokens.to_secret());
    }
    if tokens.unsaved {
        tokens.unsaved = false;
        let secret = tokens.to_secret();
        session.keeper.save(&secret).await?;
        *held = Some(secret);
    }
    Ok(tokens)
}

/// Trades the refresh token for a new pair.
async fn renew(session: &Session, old: &Tokens) -> Result<Tokens, Failure> {
    match &old.way {
        Way::AppPassword => {
            let url = method_url(&server(session)?, "com.atproto.server.refreshSession")?;
            let response = session.wire.send(Request::post(url).bearer(&old.refresh)).await?;
            Ok(refresh_settled(response)?.json::<Pair>()?.tokens(session.now()))
        }
        Way::Oauth(grant) => oauth::refresh(&session.wire, &session.now, grant, &old.refresh).await,
    }
}

/// A refused refresh token means a new sign-in, whatever name the server gives it.
pub(super) fn refresh_settled(response: Response) -> Result<Response, Failure> {
    let spent = matches!(response.status, 400 | 401) && Refusal::of(&response).name != "invalid_dpop_proof";
    refusal::settle(response)
        .map_err(|failure| if spent && failure.what != FailureKind::Permission { ended() } else { failure })
}

/// The sign-in has ended.
pub(super) fn ended() -> Failure {
    Failure::without_effect(FailureKind::SignInNeeded, SIGN_IN_ENDED)
}

/// What we keep in memory only.
pub(super) fn scratch(session: &Session) -> MutexGuard<'_, Value> {
    session.scratch.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps one thing in memory.
pub(super) fn keep_in_scratch(session: &Session, key: &str, value: Value) {
    let mut scratch = scratch(session);
    if !scratch.is_object() {
        *scratch = Value::Object(serde_json::Map::new());
    }
    if let Some(kept) = scratch.as_object_mut() {
        kept.insert(key.to_owned(), value);
    }
}
