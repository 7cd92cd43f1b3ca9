//! Signing in: with an app password, or in the browser.

use super::identity::{self, Home};
use super::oauth::{self, LIFETIME_DAYS, Visit};
use super::refusal::{self, Refusal};
use super::session::{self, Call, Pair, Tokens, Way, method_url};
use super::wire::{DidDocument, Profile};
use super::{Bluesky, posts};
use crate::{BeginSignIn, Session, SignIn, SignedIn};
use async_trait::async_trait;
use lectern_model::{Account, Failure, FailureKind, Field, FieldKind, Secret, SignInStep, Timestamp};
use lectern_net::loopback::Loopback;
use lectern_net::{Now, Request, Url, Wire};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const APP_PASSWORD: &str = "app_password";
const BROWSER: &str = "browser";

#[async_trait]
impl SignIn for Bluesky {
    async fn begin(&self, wire: &Wire, now: &Now, again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        let form = again.map(Form::again).unwrap_or_default();
        Ok(Box::new(SigningIn { wire: wire.clone(), now: now.clone(), form, visit: None }))
    }

    async fn sign_out(&self, session: &Session) -> Result<(), Failure> {
        let secret = session.credentials().await?;
        let Ok(tokens) = serde_json::from_str::<Tokens>(secret.reveal()) else { return Ok(()) };
        match tokens.way {
            Way::AppPassword => {
                let url = method_url(&session::server(session)?, "com.atproto.server.deleteSession")?;
                refusal::settle(session.wire.send(Request::post(url).bearer(&tokens.refresh)).await?).map(|_| ())
            }
            Way::Oauth(_) => {
                session::server(session)?;
                oauth::revoke(&session.wire, &session.now, &tokens).await
            }
        }
    }

    async fn refresh(&self, session: &Session) -> Result<Account, Failure> {
        let mut account = session.account.clone();
        let profile: Profile =
            session::call(session, Call::get("app.bsky.actor.getProfile", &[("actor", &account.remote_id)])).await?;
        if profile.did == account.remote_id {
            let who = posts::author(&profile);
            // A handle that its domain does not confirm any more is worse than the one we know.
            if let Some(handle) = who.handle.strip_prefix('@') {
                handle.clone_into(&mut account.handle);
            }
            account.name = who.name;
            account.avatar_url = who.avatar_url;
        }
        Ok(account)
    }
}

/// What the form holds at first.
struct Form {
    how: &'static str,
    handle: String,
    server: String,
}

impl Default for Form {
    fn default() -> Self {
        Self { how: APP_PASSWORD, handle: String::new(), server: String::new() }
    }
}

impl Form {
    /// For an account whose sign-in lapsed.
    fn again(account: &Account) -> Self {
        let fact = |name: &str| account.facts.get(name);
        let typed = fact("typed_server").and_then(Value::as_bool).unwrap_or(false);
        Self {
            how: if fact("how").and_then(Value::as_str) == Some(BROWSER) { BROWSER } else { APP_PASSWORD },
            handle: account.handle.clone(),
            server: if typed { account.server.clone() } else { String::new() },
        }
    }

    fn fields(&self) -> Vec<Field> {
        let field = |name: &str, label: &str, help: &str, kind: FieldKind, optional: bool, value: &str| Field {
            name: name.to_owned(),
            label: label.to_owned(),
            help: help.to_owned(),
            kind,
            optional,
            value: value.to_owned(),
            options: Vec::new(),
        };
        let mut how = field("how", "How to sign in", "", FieldKind::Choice, false, self.how);
        how.options = vec![
            (APP_PASSWORD.to_owned(), "App password (lasts; best for posts sent while nobody watches)".to_owned()),
            (BROWSER.to_owned(), "In the browser (must be renewed every two weeks)".to_owned()),
        ];
        vec![
            how,
            field("handle", "Handle", "For example library.bsky.social", FieldKind::Text, false, &self.handle),
            field(
                "password",
                "App password",
                "Made in Bluesky under Settings, Privacy and security, App passwords. Not your main password.",
                FieldKind::Password,
                true,
                "",
            ),
            field("server", "Server, only if you were told one", "", FieldKind::Address, true, &self.server),
        ]
    }
}

/// A visit to the browser that is under way.
struct Away {
    visit: Visit,
    page: Url,
    home: Home,
    typed_server: bool,
    /// Taken by whoever waits for the browser.
    door: Option<Loopback>,
}

struct SigningIn {
    wire: Wire,
    now: Now,
    form: Form,
    visit: Option<Away>,
}

#[async_trait]
impl BeginSignIn for SigningIn {
    fn step(&self) -> SignInStep {
        let ticket = String::new();
        match &self.visit {
            Some(away) => SignInStep::OpenBrowser { ticket, url: away.page.to_string(), fields: Vec::new() },
            None => {
                SignInStep::AskFields { ticket, title: "Sign in to Bluesky".to_owned(), fields: self.form.fields() }
            }
        }
    }

    async fn answer(&mut self, fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        let field = |name: &str| fields.get(name).map(|value| value.trim()).unwrap_or_default();
        let handle = identity::tidy(field("handle"));
        if handle.is_empty() {
            return Err(wrong("handle", "Type the account's handle, for example library.bsky.social."));
        }
        let server = typed_server(field("server"))?;
        if let Some(host) = server.as_ref().and_then(Url::host_str) {
            self.wire.allow_private_host(host);
        }
        if field("how") == BROWSER {
            let home = identity::find(&self.wire, &handle, server.as_ref()).await?;
            self.visit = Some(self.set_out(home, server.is_some()).await?);
            return Ok(None);
        }
        // Copied passwords bring spaces along; an app password has none.
        let password = Secret::from(field("password"));
        if password.reveal().is_empty() {
            return Err(wrong("password", "Type the app password, or choose to sign in in the browser."));
        }
        let home = identity::find(&self.wire, &handle, server.as_ref()).await?;
        self.with_password(home, &password, server.is_some()).await.map(Some)
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        let Some(away) = &mut self.visit else { return std::future::pending().await };
        let Some(door) = away.door.take() else {
            return Err(wrong("how", "The sign-in in the browser was stopped. Begin again."));
        };
        let brought = door.wait(&away.visit.state).await?;
        let tokens = away.visit.redeem(&self.wire, &self.now, &brought, &away.home.did).await?;
        let (home, typed) = (away.home.clone(), away.typed_server);
        let lapses_at = (self.now)().plus_seconds(LIFETIME_DAYS * 24 * 60 * 60);
        Ok(self.signed_in(home, &tokens, typed, Some(lapses_at)).await)
    }
}

impl SigningIn {
    async fn set_out(&self, home: Home, typed_server: bool) -> Result<Away, Failure> {
        let issuer = oauth::discover(&self.wire, &home.server).await?;
        let door = Loopback::open().await?;
        let mut visit = Visit::new(issuer, door.redirect_url());
        let page = visit.push(&self.wire, &self.now, &home.handle).await?;
        Ok(Away { visit, page, home, typed_server, door: Some(door) })
    }

    async fn with_password(&self, home: Home, password: &Secret, typed: bool) -> Result<SignedIn, Failure> {
        let url = method_url(&home.server, "com.atproto.server.createSession")?;
        let body = json!({"identifier": home.handle, "password": password.reveal()});
        let response = self.wire.send(Request::post(url).json(body)).await?;
        match Refusal::of(&response).name.as_str() {
            "AuthenticationRequired" => {
                let words = "Bluesky does not take this handle and app password together. Look at both, or make a new app password.";
                return Err(wrong("password", words));
            }
            "AuthFactorTokenRequired" => {
                let words = "That is the main password of an account that also asks for a code. Make an app password and use that.";
                return Err(wrong("password", words));
            }
            _ => {}
        }
        let pair: Pair = refusal::settle(response)?.json()?;
        if pair.did != home.did {
            return Err(wrong("handle", "The server signed in another account than this handle names."));
        }
        if pair.active == Some(false) {
            let words = "This account is switched off or suspended. Look at it in Bluesky first.";
            return Err(Failure::without_effect(FailureKind::Permission, words));
        }
        let told: DidDocument = serde_json::from_value(pair.did_doc.clone()).unwrap_or_default();
        let server = identity::server_in(&told).filter(|_| told.id == home.did).unwrap_or(home.server);
        let tokens = pair.tokens((self.now)());
        Ok(self.signed_in(Home { server, ..home }, &tokens, typed, None).await)
    }

    /// The account as it is to be stored. A server that cannot show the profile now still has signed us in.
    async fn signed_in(&self, home: Home, tokens: &Tokens, typed: bool, lapses_at: Option<Timestamp>) -> SignedIn {
        let profile = self.profile(&home, tokens).await.unwrap_or_default();
        let who = posts::author(&Profile { did: home.did.clone(), handle: home.handle.clone(), ..profile });
        let how = if matches!(tokens.way, Way::AppPassword) { APP_PASSWORD } else { BROWSER };
        SignedIn {
            remote_id: home.did,
            handle: home.handle,
            name: who.name,
            server: home.server.as_str().trim_end_matches('/').to_owned(),
            facts: json!({"how": how, "typed_server": typed}),
            avatar_url: who.avatar_url,
            lapses_at,
            credentials: Some(tokens.to_secret()),
        }
    }

    async fn profile(&self, home: &Home, tokens: &Tokens) -> Option<Profile> {
        let call = Call::get("app.bsky.actor.getProfile", &[("actor", &home.did)]);
        let answer = session::exchange(&self.wire, &self.now, &home.server, tokens, &mut None, &call).await;
        answer.and_then(refusal::settle).ok()?.json().ok()
    }
}

/// The server that a person was told, with the scheme they left out.
fn typed_server(typed: &str) -> Result<Option<Url>, Failure> {
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong_address = || wrong("server", "That is not the address of a server. It looks like example.org.");
    let parse = |scheme: &str| Url::parse(&format!("{scheme}://{typed}")).ok().filter(Url::has_host);
    let url = if typed.contains("://") {
        Url::parse(typed).ok().filter(Url::has_host)
    } else {
        parse("https").and_then(|url| if loopback(&url) { parse("http") } else { Some(url) })
    };
    let mut url = url.ok_or_else(wrong_address)?;
    if url.scheme() != "https" && !(url.scheme() == "http" && loopback(&url)) {
        return Err(wrong(
            "server",
            "Lectern signs in over https alone, so that nobody can read the password on its way.",
        ));
    }
    url.set_path("");
    url.set_query(None);
    url.set_fragment(None);
    Ok(Some(url))
}

/// This computer itself.
fn loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn wrong(field: &str, words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some(field.to_owned()), limit: None }, words)
}
