//! An account's credentials as the keychain keeps them, and how a lapsing token is renewed.
//!
//! Mastodon's tokens do not lapse. Pleroma, Akkoma and Pixelfed give a refresh token; it is used once, under the
//! session's lock, so that two requests never spend it twice.

use super::facts::Facts;
use super::site;
use super::wire::Token;
use crate::Session;
use lectern_model::{Failure, FailureKind, Secret, Timestamp};
use lectern_net::{Request, Url};
use serde::{Deserialize, Serialize};

/// A token that lapses within this many seconds is renewed first.
const MARGIN_SECONDS: i64 = 60;

/// What the keychain keeps, as JSON. No `Debug`: all of it is secret.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) access_token: String,
    #[serde(default)]
    pub(super) refresh_token: Option<String>,
    #[serde(default)]
    pub(super) expires_at: Option<Timestamp>,
    /// Renewed, but the keychain did not take it yet: the one it has is spent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unsaved: bool,
}

impl Credentials {
    /// As the keychain takes them.
    pub(super) fn to_secret(&self) -> Secret {
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }

    fn from_secret(secret: &Secret) -> Result<Self, Failure> {
        serde_json::from_str(secret.reveal()).map_err(|_| {
            let words = "The stored sign-in cannot be read. Sign in again; nothing was lost.";
            Failure::without_effect(FailureKind::SignInNeeded, words)
        })
    }

    /// Takes over a token answer received at `now`.
    pub(super) fn take(&mut self, token: Token, now: Timestamp) {
        self.access_token = token.access_token;
        self.refresh_token = token.refresh_token.or_else(|| self.refresh_token.take());
        self.expires_at = token.expires_in.and_then(|s| i64::try_from(s).ok()).map(|s| now.plus_seconds(s));
    }

    fn lapses(&self, now: Timestamp) -> bool {
        self.refresh_token.is_some() && self.expires_at.is_some_and(|at| at <= now.plus_seconds(MARGIN_SECONDS))
    }
}

/// The account's credentials as they are.
pub(super) async fn read(session: &Session) -> Result<Credentials, Failure> {
    Credentials::from_secret(&session.credentials().await?)
}

/// A token that is good now, and that the keychain has.
pub(super) async fn access_token(session: &Session) -> Result<Secret, Failure> {
    let held = read(session).await?;
    if held.lapses(session.now()) || held.unsaved {
        return renew(session, &Secret::from(held.access_token.as_str())).await;
    }
    Ok(Secret::new(held.access_token))
}

/// Whether a refused token can be renewed.
pub(super) async fn renewable(session: &Session) -> bool {
    read(session).await.is_ok_and(|held| held.refresh_token.is_some())
}

/// Renews the token `stale`, unless somebody else did so meanwhile.
///
/// # Errors
/// The server refused the refresh token (`SignInNeeded`) or could not be asked, or the keychain did not take the new
/// one. Never with an effect: the request that needed the token has not been sent.
pub(super) async fn renew(session: &Session, stale: &Secret) -> Result<Secret, Failure> {
    let mut held = session.credentials.lock().await;
    let stored = match held.as_ref() {
        Some(secret) => secret.clone(),
        None => session.keeper.load().await?,
    };
    let mut credentials = Credentials::from_secret(&stored)?;
    if credentials.access_token == stale.reveal() && !credentials.unsaved {
        let token = ask(session, &credentials).await.map_err(|why| Failure::without_effect(why.what, why.words))?;
        credentials.take(token, session.now());
        credentials.unsaved = true;
        // Held in memory before it is kept: the old refresh token is spent whatever the keychain says.
        *held = Some(credentials.to_secret());
    }
    if credentials.unsaved {
        credentials.unsaved = false;
        let fresh = credentials.to_secret();
        session.keeper.save(&fresh).await?;
        *held = Some(fresh);
    }
    Ok(Secret::new(credentials.access_token))
}

async fn ask(session: &Session, credentials: &Credentials) -> Result<Token, Failure> {
    let refresh = credentials.refresh_token.as_deref().unwrap_or_default();
    let request = Request::post(token_url(session)?).form(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        ("client_id", &credentials.client_id),
        ("client_secret", &credentials.client_secret),
    ]);
    let answer = session.wire.send(request).await?;
    if matches!(answer.status, 400 | 401 | 403) {
        return Err(Failure::without_effect(FailureKind::SignInNeeded, answer.failure().words));
    }
    let token: Token = answer.ok()?.json()?;
    if token.access_token.is_empty() {
        return Err(Failure::unusable("The server did not renew the sign-in. It is tried again later."));
    }
    Ok(token)
}

fn token_url(session: &Session) -> Result<Url, Failure> {
    endpoint(session, Facts::of(&session.account).token_url, "/oauth/token")
}

/// An OAuth address of the account's server.
pub(super) fn endpoint(session: &Session, told: Option<String>, usual: &str) -> Result<Url, Failure> {
    let base = site::typed(&session.account.server)?;
    let told = told.and_then(|url| Url::parse(&url).ok()).filter(|url| url.origin() == base.origin());
    told.map_or_else(|| base.join(usual).map_err(|_| Failure::unusable("That address cannot be used.")), Ok)
}
