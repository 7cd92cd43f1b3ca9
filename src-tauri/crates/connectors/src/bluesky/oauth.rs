//! Signing in through the browser (atproto specification, "OAuth"): discovery, pushed request (PAR), PKCE, and tokens
//! that are bound to a key of ours (DPoP). Lectern is a public client: the servers end its sign-ins after two weeks.

use super::refusal::{self, Refusal};
use super::session::{Tokens, Way, as_text, refresh_settled};
use lectern_model::{Failure, FailureKind, Secret};
use lectern_net::dpop::DpopKey;
use lectern_net::oauth::Pkce;
use lectern_net::{Now, Request, Response, Url, Wire};
use serde::{Deserialize, Serialize};

/// What we ask for: everything but private messages.
const SCOPE: &str = "atproto transition:generic";

/// A public client's sign-in ends after this many days, used or not.
pub(super) const LIFETIME_DAYS: i64 = 14;

/// How we are called while the project has no public page that describes it: the client for development that the
/// specification defines. Servers may refuse it. The port of the redirect is not part of it.
fn client_id() -> String {
    let mut url = String::from("http://localhost?");
    let pairs = [("redirect_uri", "http://127.0.0.1/callback"), ("scope", SCOPE)];
    url.push_str(&url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish());
    url
}

/// What a sign-in in the browser leaves for later calls.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Grant {
    #[serde(with = "as_text")]
    key: Secret,
    client_id: String,
    token_endpoint: Url,
    revocation_endpoint: Option<Url>,
}

impl Grant {
    /// The key that the tokens are bound to.
    pub(super) fn key(&self) -> Result<DpopKey, Failure> {
        DpopKey::from_secret(&self.key).ok_or_else(super::session::ended)
    }
}

/// `/.well-known/oauth-protected-resource` at the account's server.
#[derive(Deserialize)]
struct Resource {
    authorization_servers: Vec<String>,
}

/// `/.well-known/oauth-authorization-server` at the server that signs people in.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Issuer {
    pub(super) issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    pushed_authorization_request_endpoint: Url,
    #[serde(default)]
    revocation_endpoint: Option<Url>,
}

/// Finds who signs people in for this server.
pub(super) async fn discover(wire: &Wire, server: &Url) -> Result<Issuer, Failure> {
    let no_browser = || {
        let words = "This server offers no sign-in in the browser. Use an app password.";
        Failure::without_effect(FailureKind::Rejected { field: Some("how".to_owned()), limit: None }, words)
    };
    let at = |base: &Url, path: &str| base.join(path).map_err(|_| no_browser());
    let response = wire.send(Request::get(at(server, "/.well-known/oauth-protected-resource")?)).await?;
    if response.status == 404 {
        return Err(no_browser());
    }
    let resource: Resource = refusal::settle(response)?.json()?;
    let named = resource.authorization_servers.into_iter().next().ok_or_else(no_browser)?;
    let base = Url::parse(&named).map_err(|_| no_browser())?;
    let response = wire.send(Request::get(at(&base, "/.well-known/oauth-authorization-server")?)).await?;
    let issuer: Issuer = refusal::settle(response)?.json()?;
    // Else one server could pass itself off as another (RFC 8414, section 3.3).
    if issuer.issuer.trim_end_matches('/') != named.trim_end_matches('/') {
        return Err(Failure::without_effect(
            FailureKind::Server,
            "The server that signs people in names itself wrongly.",
        ));
    }
    Ok(issuer)
}

/// A sign-in on its way through the browser.
pub(super) struct Visit {
    pub(super) issuer: Issuer,
    pub(super) state: String,
    pkce: Pkce,
    key: DpopKey,
    nonce: Option<String>,
    redirect: String,
}

impl Visit {
    /// A visit that comes back to `redirect`.
    pub(super) fn new(issuer: Issuer, redirect: String) -> Self {
        let (pkce, key) = (Pkce::fresh(), DpopKey::fresh());
        Self { issuer, state: lectern_net::oauth::fresh_state(), pkce, key, nonce: None, redirect }
    }

    /// Announces the visit and answers with the page to open. `who` is filled in on that page.
    pub(super) async fn push(&mut self, wire: &Wire, now: &Now, who: &str) -> Result<Url, Failure> {
        #[derive(Deserialize)]
        struct Pushed {
            request_uri: String,
        }
        let client = client_id();
        let request = Request::post(self.issuer.pushed_authorization_request_endpoint.clone()).form(&[
            ("client_id", &client),
            ("response_type", "code"),
            ("redirect_uri", &self.redirect),
            ("scope", SCOPE),
            ("state", &self.state),
            ("code_challenge", &self.pkce.challenge),
            ("code_challenge_method", "S256"),
            ("login_hint", who),
        ]);
        let response = proven(wire, now, &self.key, None, &mut self.nonce, request).await?;
        let pushed: Pushed = refusal::settle(response).map_err(not_welcome)?.json()?;
        let mut page = self.issuer.authorization_endpoint.clone();
        page.query_pairs_mut().append_pair("client_id", &client).append_pair("request_uri", &pushed.request_uri);
        Ok(page)
    }

    /// Trades what the browser brought back for tokens, which must be those of `did`.
    pub(super) async fn redeem(
        &mut self,
        wire: &Wire,
        now: &Now,
        brought: &[(String, String)],
        did: &str,
    ) -> Result<Tokens, Failure> {
        let value = |name: &str| brought.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        // Else one server's code could be handed to another (RFC 9207).
        if value("iss") != Some(self.issuer.issuer.as_str()) {
            return Err(refused("The browser came back from another server than it was sent to. Try again."));
        }
        let code = value("code").ok_or_else(|| refused("The browser came back without a code. Try again."))?;
        let client = client_id();
        let request = Request::post(self.issuer.token_endpoint.clone()).form(&[
            ("client_id", &client),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect),
            ("code_verifier", self.pkce.verifier.reveal()),
        ]);
        let response = proven(wire, now, &self.key, None, &mut self.nonce, request).await?;
        let granted: Granted = refusal::settle(response)?.json()?;
        let grant = Grant {
            key: self.key.to_secret(),
            client_id: client,
            token_endpoint: self.issuer.token_endpoint.clone(),
            revocation_endpoint: self.issuer.revocation_endpoint.clone(),
        };
        let whole = granted.scope.split(' ').any(|scope| scope == "atproto");
        let ours = granted.sub == did;
        let tokens = granted.tokens(grant, now)?;
        if ours && whole {
            return Ok(tokens);
        }
        // The grant is not what was asked for: give it back. Whether that works does not change the answer.
        let _ = revoke(wire, now, &tokens).await;
        Err(refused(if ours {
            "The browser came back without the permission to use the account. Try again and allow it."
        } else {
            "Another account was signed in in the browser. Try again with the handle you typed, or type the other one."
        }))
    }
}

fn refused(words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words)
}

/// A server that does not take our development name.
fn not_welcome(failure: Failure) -> Failure {
    match failure.what {
        FailureKind::Rejected { .. } | FailureKind::SignInNeeded | FailureKind::Permission => {
            let words = format!(
                "This server does not let Lectern sign in through the browser ({}). Use an app password.",
                failure.words.trim_end_matches('.')
            );
            Failure { what: FailureKind::Rejected { field: Some("how".to_owned()), limit: None }, words, ..failure }
        }
        _ => failure,
    }
}

/// The token endpoint's answer. No `Debug`: it holds tokens.
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    refresh_token: Option<String>,
    #[serde(default)]
    token_type: String,
    #[serde(default)]
    expires_in: Option<i64>,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    sub: String,
}

impl Granted {
    fn tokens(self, grant: Grant, now: &Now) -> Result<Tokens, Failure> {
        let Some(refresh) = self.refresh_token.filter(|_| self.token_type.eq_ignore_ascii_case("DPoP")) else {
            return Err(Failure::without_effect(
                FailureKind::Server,
                "The server's sign-in is not of the kind that Bluesky uses.",
            ));
        };
        Ok(Tokens {
            way: Way::Oauth(Box::new(grant)),
            access: Secret::new(self.access_token),
            refresh: Secret::new(refresh),
            expires_at: self.expires_in.filter(|seconds| *seconds > 0).map(|seconds| now().plus_seconds(seconds)),
            unsaved: false,
        })
    }
}

/// Trades a refresh token for a new pair.
pub(super) async fn refresh(wire: &Wire, now: &Now, grant: &Grant, refresh: &Secret) -> Result<Tokens, Failure> {
    let request = Request::post(grant.token_endpoint.clone()).form(&[
        ("client_id", &grant.client_id),
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.reveal()),
    ]);
    let response = proven(wire, now, &grant.key()?, None, &mut None, request).await?;
    refresh_settled(response)?.json::<Granted>()?.tokens(grant.clone(), now)
}

/// Gives a grant back.
pub(super) async fn revoke(wire: &Wire, now: &Now, tokens: &Tokens) -> Result<(), Failure> {
    let Way::Oauth(grant) = &tokens.way else { return Ok(()) };
    let Some(endpoint) = &grant.revocation_endpoint else { return Ok(()) };
    let request =
        Request::post(endpoint.clone()).form(&[("client_id", &grant.client_id), ("token", tokens.refresh.reveal())]);
    refusal::settle(proven(wire, now, &grant.key()?, None, &mut None, request).await?).map(|_| ())
}

/// Sends a request with a proof of our key, and once more where the server wants its nonce in the proof. A server that
/// asks for its nonce has not looked at the request.
pub(super) async fn proven(
    wire: &Wire,
    now: &Now,
    key: &DpopKey,
    token: Option<&Secret>,
    nonce: &mut Option<String>,
    request: Request,
) -> Result<Response, Failure> {
    let response = wire.send(with_proof(now, key, token, nonce.as_deref(), request.clone())).await?;
    let news = told(&response, nonce);
    if !news || !wants_nonce(&response) {
        return Ok(response);
    }
    let response = wire.send(with_proof(now, key, token, nonce.as_deref(), request)).await?;
    told(&response, nonce);
    Ok(response)
}

/// Keeps the nonce that a server told; whether it is a new one.
fn told(response: &Response, nonce: &mut Option<String>) -> bool {
    match response.header("dpop-nonce") {
        Some(fresh) if nonce.as_deref() != Some(fresh) => {
            *nonce = Some(fresh.to_owned());
            true
        }
        _ => false,
    }
}

fn with_proof(now: &Now, key: &DpopKey, token: Option<&Secret>, nonce: Option<&str>, request: Request) -> Request {
    let proof = key.proof(request.method.name(), &request.url, nonce, token, now());
    let request = request.secret_header("dpop", proof);
    match token {
        Some(token) => request.secret_header("authorization", Secret::new(format!("DPoP {}", token.reveal()))),
        None => request,
    }
}

fn wants_nonce(response: &Response) -> bool {
    matches!(response.status, 400 | 401)
        && (Refusal::of(response).name == "use_dpop_nonce"
            || response.header("www-authenticate").is_some_and(|challenge| challenge.contains("use_dpop_nonce")))
}
