//! Signing in: by a form, or through a browser that comes back when the script says so.

use super::{Operation, ScriptedPlatform};
use async_trait::async_trait;
use lectern_connectors::{BeginSignIn, Session, SignIn, SignedIn};
use lectern_model::{Account, Failure, FailureKind, Field, FieldKind, Secret, SignInStep};
use lectern_net::{Now, Wire};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::watch;

/// How a sign-in goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInWay {
    /// A form with `handle` and `password`; the password `wrong` is refused.
    Fields,
    /// A browser; see [`ScriptedPlatform::browser_returns`]. The account is `library`.
    Browser,
}

impl ScriptedPlatform {
    /// What a sign-in as `handle` leads to, without the questions. Its credentials are good at once.
    pub fn signed_in(&self, handle: &str) -> SignedIn {
        let (token, lapses_at) = self.with(|state| {
            let token = format!("scripted-token-{}-{:06}", self.key, state.number());
            state.tokens.insert(token.clone());
            (token, state.lapses_at)
        });
        SignedIn {
            remote_id: handle.to_owned(),
            handle: format!("@{handle}@scripted.example"),
            name: handle.to_owned(),
            server: "https://scripted.example".to_owned(),
            facts: facts_of(handle),
            avatar_url: None,
            lapses_at,
            credentials: Some(Secret::new(token)),
        }
    }
}

/// A sign-in under way. It keeps no handle on the platform: what it may do was decided when it began.
struct UnderWay {
    way: SignInWay,
    ready: SignedInAs,
    browser: watch::Receiver<bool>,
    fault: Option<Failure>,
}

/// Makes the outcome for a handle.
type SignedInAs = Arc<dyn Fn(&str) -> SignedIn + Send + Sync>;

#[async_trait]
impl BeginSignIn for UnderWay {
    fn step(&self) -> SignInStep {
        match self.way {
            SignInWay::Fields => SignInStep::AskFields {
                ticket: String::new(),
                title: "Sign in to the scripted platform".to_owned(),
                fields: vec![
                    field("handle", "Handle", FieldKind::Text),
                    field("password", "Password", FieldKind::Password),
                ],
            },
            SignInWay::Browser => SignInStep::OpenBrowser {
                ticket: String::new(),
                url: "https://scripted.example/authorize".to_owned(),
                fields: Vec::new(),
            },
        }
    }

    async fn answer(&mut self, fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let given = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        if given("handle").is_empty() {
            return Err(rejected("handle", "Say which account."));
        }
        if given("password") == "wrong" {
            return Err(rejected("password", "The password is wrong."));
        }
        Ok(Some((self.ready)(given("handle"))))
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        if self.way == SignInWay::Fields || self.browser.wait_for(|back| *back).await.is_err() {
            return std::future::pending().await;
        }
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok((self.ready)("library")),
        }
    }
}

#[async_trait]
impl SignIn for ScriptedPlatform {
    async fn begin(&self, _wire: &Wire, _now: &Now, _again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        let fault = self.meet(Operation::SignIn, |_| Ok(())).await.err();
        self.browser.send_replace(false);
        let first = self.signed_in("library");
        let ready: SignedInAs = Arc::new(move |handle: &str| SignedIn {
            remote_id: handle.to_owned(),
            handle: format!("@{handle}@scripted.example"),
            name: handle.to_owned(),
            facts: facts_of(handle),
            ..first.clone()
        });
        let way = self.with(|state| state.sign_in_way);
        Ok(Box::new(UnderWay { way, ready, browser: self.browser.subscribe(), fault }))
    }

    async fn sign_out(&self, session: &Session) -> Result<(), Failure> {
        let credentials = session.credentials().await?;
        self.run(Operation::SignOut, session, |state| {
            state.tokens.remove(credentials.reveal());
            Ok(())
        })
        .await
    }

    async fn refresh(&self, session: &Session) -> Result<Account, Failure> {
        self.run(Operation::Refresh, session, |_| Ok(session.account.clone())).await
    }
}

fn facts_of(handle: &str) -> Value {
    json!({ "flavour": "scripted", "name": handle })
}

fn field(name: &str, label: &str, kind: FieldKind) -> Field {
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        help: String::new(),
        kind,
        optional: false,
        value: String::new(),
        options: Vec::new(),
    }
}

fn rejected(field: &str, words: &str) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some(field.to_owned()), limit: None }, words)
}
