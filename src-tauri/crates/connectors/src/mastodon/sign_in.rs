//! Signing in: the server's name, then the browser, which comes back by itself or shows a code to paste.

use super::Mastodon;
use super::api::{Api, decode};
use super::credentials::{self, Credentials};
use super::facts::Facts;
use super::instance;
use super::posts;
use super::register::{self, OUT_OF_BAND, Place};
use super::site;
use super::wire;
use crate::{BeginSignIn, Session, SignIn, SignedIn};
use async_trait::async_trait;
use lectern_model::{Account, Failure, FailureKind, Field, FieldKind, Secret, SignInStep};
use lectern_net::loopback::Loopback;
use lectern_net::oauth::{Pkce, fresh_state};
use lectern_net::{Now, Request, Url, Wire};
use std::collections::BTreeMap;

const COMES_BACK: &str = "back";
const SHOWS_CODE: &str = "code";

#[async_trait]
impl SignIn for Mastodon {
    async fn begin(&self, wire: &Wire, now: &Now, again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        let server = again.map(|account| account.server.clone()).unwrap_or_default();
        Ok(Box::new(SigningIn { wire: wire.clone(), now: now.clone(), server, visit: None }))
    }

    async fn sign_out(&self, session: &Session) -> Result<(), Failure> {
        let held = credentials::read(session).await?;
        let url = credentials::endpoint(session, Facts::of(&session.account).revoke_url, "/oauth/revoke")?;
        let fields = [
            ("client_id", held.client_id.as_str()),
            ("client_secret", held.client_secret.as_str()),
            ("token", held.access_token.as_str()),
        ];
        session.wire.send(Request::post(url).form(&fields)).await?.ok().map(|_| ())
    }

    async fn refresh(&self, session: &Session) -> Result<Account, Failure> {
        let api = Api::of(session)?;
        let owner: wire::Account = decode(&api.get("/api/v1/accounts/verify_credentials", &[], &[]).await?)?;
        let base = site::typed(&session.account.server)?;
        let (instance, _) = instance::read(&session.wire, &base).await?;
        let mut account = session.account.clone();
        let mut facts = Facts::of(&account);
        let flavour = facts.flavour;
        facts.learn(&instance, flavour, &base);
        facts.learn_owner(&owner);
        if facts.person(&owner.id) == account.remote_id {
            account.handle = facts.handle(&owner.acct);
            account.name = name_of(&owner);
            account.avatar_url = posts::avatar(&owner);
        }
        account.facts = facts.to_value();
        Ok(account)
    }
}

fn name_of(owner: &wire::Account) -> String {
    let name = owner.display_name.trim();
    if name.is_empty() { owner.username.clone() } else { name.to_owned() }
}

/// A visit to the browser that is under way.
struct Visit {
    place: Place,
    application: wire::Application,
    redirect: String,
    state: String,
    pkce: Pkce,
    page: Url,
    /// Taken by whoever waits for the browser; none where it shows a code.
    door: Option<Loopback>,
}

struct SigningIn {
    wire: Wire,
    now: Now,
    server: String,
    visit: Option<Visit>,
}

fn field(name: &str, label: &str, help: &str, kind: FieldKind) -> Field {
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        kind,
        optional: false,
        value: String::new(),
        options: Vec::new(),
    }
}

fn wrong(name: &str, words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some(name.to_owned()), limit: None }, words)
}

#[async_trait]
impl BeginSignIn for SigningIn {
    fn step(&self) -> SignInStep {
        let ticket = String::new();
        let Some(visit) = &self.visit else {
            let help = "What follows the second @ of the account, for example example.social";
            let mut server = field("server", "Server", help, FieldKind::Address);
            server.value.clone_from(&self.server);
            let mut how = field("how", "After you agreed in the browser", "", FieldKind::Choice);
            how.value = COMES_BACK.to_owned();
            how.options = vec![
                (COMES_BACK.to_owned(), "It comes back here by itself".to_owned()),
                (SHOWS_CODE.to_owned(), "It shows a code that I paste".to_owned()),
            ];
            let title = "Sign in to a Mastodon-family server".to_owned();
            return SignInStep::AskFields { ticket, title, fields: vec![server, how] };
        };
        let fields = if visit.redirect == OUT_OF_BAND {
            vec![field("code", "Code", "The page shows it after you agreed.", FieldKind::Password)]
        } else {
            Vec::new()
        };
        SignInStep::OpenBrowser { ticket, url: visit.page.to_string(), fields }
    }

    async fn answer(&mut self, fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        let value = |name: &str| fields.get(name).map(|value| value.trim()).unwrap_or_default();
        if let Some(visit) = &self.visit {
            let code = value("code");
            if code.is_empty() {
                return Err(wrong("code", "Paste the code that the page shows."));
            }
            return finish(&self.wire, &self.now, visit, code).await.map(Some);
        }
        let server = value("server");
        if server.is_empty() {
            return Err(wrong("server", "Type the server's address, for example example.social."));
        }
        server.clone_into(&mut self.server);
        let place = register::find(&self.wire, server).await?;
        self.visit = Some(visit(&self.wire, place, value("how") == SHOWS_CODE).await?);
        Ok(None)
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        let door = self.visit.as_mut().and_then(|visit| visit.door.take());
        let (Some(visit), Some(door)) = (&self.visit, door) else {
            return std::future::pending().await;
        };
        let given = door.wait(&visit.state).await?;
        let code = given.iter().find(|(name, _)| name == "code").map(|(_, code)| code.as_str());
        let code = code.ok_or_else(|| {
            Failure::without_effect(FailureKind::SignInNeeded, "The server gave no code. Sign in again.")
        })?;
        finish(&self.wire, &self.now, visit, code).await
    }
}

async fn visit(wire: &Wire, place: Place, shows_code: bool) -> Result<Visit, Failure> {
    let door = if shows_code { None } else { Some(Loopback::open().await?) };
    let redirect = door.as_ref().map_or_else(|| OUT_OF_BAND.to_owned(), Loopback::redirect_url);
    let application = register::register(wire, &place, &redirect).await?;
    let (state, pkce) = (fresh_state(), Pkce::fresh());
    let mut page = place.authorize.clone();
    page.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", application.client_id.as_str()),
        ("redirect_uri", redirect.as_str()),
        ("scope", place.scopes.as_str()),
        ("state", state.as_str()),
        ("code_challenge", pkce.challenge.as_str()),
        ("code_challenge_method", "S256"),
    ]);
    Ok(Visit { place, application, redirect, state, pkce, page, door })
}

/// The code becomes a token, the token tells whose it is.
async fn finish(wire: &Wire, now: &Now, visit: &Visit, code: &str) -> Result<SignedIn, Failure> {
    let request = Request::post(visit.place.token.clone()).form(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", &visit.application.client_id),
        ("client_secret", &visit.application.client_secret),
        ("redirect_uri", &visit.redirect),
        ("code_verifier", visit.pkce.verifier.reveal()),
        ("scope", &visit.place.scopes),
    ]);
    let answer = wire.send(request).await?;
    if matches!(answer.status, 400 | 401 | 403 | 404) {
        let words = format!("The server did not take the code: {}", answer.failure().words);
        return Err(Failure::without_effect(
            FailureKind::Rejected { field: Some("code".to_owned()), limit: None },
            words,
        ));
    }
    let token: wire::Token = decode(&answer.ok()?)?;
    if token.access_token.is_empty() {
        return Err(Failure::unusable("The server agreed but gave no sign-in. Try again."));
    }
    let mut kept = Credentials {
        client_id: visit.application.client_id.clone(),
        client_secret: visit.application.client_secret.clone(),
        access_token: String::new(),
        refresh_token: None,
        expires_at: None,
        unsaved: false,
    };
    kept.take(token, now());
    let owner = owner(wire, &visit.place.base, &kept.access_token).await?;
    let mut facts = Facts::default();
    facts.learn(&visit.place.instance, visit.place.flavour, &visit.place.base);
    facts.learn_owner(&owner);
    facts.token_url = Some(visit.place.token.to_string());
    facts.revoke_url.clone_from(&visit.place.revoke);
    Ok(SignedIn {
        handle: facts.handle(&owner.acct),
        name: name_of(&owner),
        server: site::as_server(&visit.place.base),
        facts: facts.to_value(),
        avatar_url: posts::avatar(&owner),
        // A token with a refresh token renews itself.
        lapses_at: if kept.refresh_token.is_some() { None } else { kept.expires_at },
        credentials: Some(kept.to_secret()),
        remote_id: facts.person(&owner.id),
    })
}

async fn owner(wire: &Wire, base: &Url, token: &str) -> Result<wire::Account, Failure> {
    let url = base.join("/api/v1/accounts/verify_credentials");
    let url = url.map_err(|_| Failure::unusable("That address cannot be used."))?;
    let answer = wire.send(Request::get(url).bearer(&Secret::from(token))).await?.ok()?;
    let owner: wire::Account = decode(&answer)?;
    if owner.id.is_empty() {
        return Err(Failure::unusable("The server did not say whose account this is. Try again."));
    }
    Ok(owner)
}
