//! From what a person types to a signed-in account.

use super::super::Bluesky;
use super::super::identity::{Home, find, tidy};
use super::{DID, account, recorded};
use crate::{BeginSignIn, SignIn, SignedIn};
use lectern_model::{Failure, FailureKind, FieldKind, SignInStep};
use lectern_net::{Method, Url};
use lectern_testkit::{MONDAY_NINE, ScriptedWire, form_field, json, json_body, status, text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const REPO: &str = include_str!("../fixtures/describe_repo.json");

#[test]
fn handles_are_tidied() {
    for typed in [
        "library.test",
        " @Library.Test ",
        "\u{202a}@library.test\u{202c}",
        "https://bsky.app/profile/library.test",
        "bsky.app/profile/library.test/post/3k",
        "＠library.test",
    ] {
        assert_eq!(tidy(typed), "library.test", "{typed:?}");
    }
    assert_eq!(tidy("did:plc:AbC"), "did:plc:AbC");
}

fn document(did: &str, handle: &str, server: &str) -> Value {
    json!({"id": did, "alsoKnownAs": ["https://elsewhere.example", format!("at://{handle}")],
        "service": [{"id": "#other", "serviceEndpoint": "https://no.example"},
                    {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": server}]})
}

async fn home(script: &Arc<ScriptedWire>, typed: &str) -> Result<Home, Failure> {
    find(&script.wire(), typed, None).await
}

#[tokio::test]
async fn a_handle_leads_to_its_server_by_its_domain_or_the_network() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://lib.example/.well-known/atproto-did", text(200, "text/plain", "did:plc:abc\n"));
    script.on(
        Method::Get,
        "https://plc.directory/did:plc:abc",
        json(200, document("did:plc:abc", "LIB.example", "https://pds.example")),
    );
    let found = home(&script, "lib.example").await.unwrap();
    assert_eq!((found.did.as_str(), found.server.as_str()), ("did:plc:abc", "https://pds.example/"));
    assert!(script.requests().iter().all(|request| request.url.host_str() != Some("public.api.bsky.app")));

    // Most domains answer something else, or nothing.
    for (code, page) in [(404, ""), (200, "<html>Welcome</html>"), (200, "did:key:z6Mk"), (500, "did:plc:abc")] {
        script.on(Method::Get, "https://lib.example/.well-known/atproto-did", text(code, "text/html", page));
        script.once(Method::Get, "https://public.api.bsky.app/xrpc/", json(200, json!({"did": "did:plc:abc"})));
        assert!(home(&script, "lib.example").await.is_ok(), "{code} {page}");
    }
    let asked = script.requests_to(Method::Get, "https://public.api.bsky.app/");
    assert!(asked[0].url.as_str().ends_with("resolveHandle?handle=lib.example"));
    assert_eq!(home(&script, "did:plc:abc").await.unwrap().handle, "LIB.example");
}

#[tokio::test]
async fn a_name_without_a_dot_is_one_of_the_usual_domain() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://public.api.bsky.app/xrpc/", json(200, json!({"did": "did:web:lib.example"})));
    script.on(
        Method::Get,
        "https://lib.example/.well-known/did.json",
        json(200, document("did:web:lib.example", "library.bsky.social", "https://pds.example")),
    );
    assert_eq!(home(&script, "library").await.unwrap().handle, "library.bsky.social");
}

#[tokio::test]
async fn a_handle_is_believed_only_from_both_sides() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://lib.example/.well-known/atproto-did", text(200, "text/plain", "did:plc:abc"));
    let say = |document: Value| script.on(Method::Get, "https://plc.directory/did:plc:abc", json(200, document));
    say(document("did:plc:abc", "somebody.example", "https://pds.example"));
    let failure = home(&script, "lib.example").await.unwrap_err();
    assert!(failure.words.contains("does not go by that handle"), "{}", failure.words);
    say(document("did:plc:other", "lib.example", "https://pds.example"));
    assert!(home(&script, "lib.example").await.is_err(), "a document of another account");
    for server in ["ftp://pds.example", "not an address", ""] {
        say(document("did:plc:abc", "lib.example", server));
        assert!(home(&script, "lib.example").await.unwrap_err().words.contains("names no server"), "{server}");
    }
    say(json!({"id": "did:plc:abc", "alsoKnownAs": 7, "service": {"a": null}}));
    assert!(home(&script, "lib.example").await.is_err());
    script.on(Method::Get, "https://plc.directory/did:plc:abc", status(404));
    assert!(home(&script, "lib.example").await.unwrap_err().words.contains("directory"));
}

#[tokio::test]
async fn a_handle_that_nobody_has_says_so() {
    let script = ScriptedWire::new();
    let answer = json!({"error": "InvalidRequest", "message": "Unable to resolve handle"});
    script.on(Method::Get, "https://public.api.bsky.app/xrpc/", json(400, answer));
    for typed in ["nobody.example", "no_handle.example", "-x.example", "x..example"] {
        let failure = home(&script, typed).await.unwrap_err();
        assert!(failure.words.contains("Nobody on Bluesky"), "{}", failure.words);
        assert_eq!(failure.what, FailureKind::Rejected { field: Some("handle".to_owned()), limit: None });
    }
    assert!(home(&script, "me@example.org").await.unwrap_err().words.contains("address of mail"));
    assert!(script.requests().iter().all(|request| request.url.host_str() != Some("-x.example")));
}

async fn begin(script: &Arc<ScriptedWire>) -> Box<dyn BeginSignIn> {
    Bluesky.begin(&script.wire(), &script.now_fn(), None).await.unwrap()
}

fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A server of one's own, as in the recordings.
fn own_server() -> Arc<ScriptedWire> {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/xrpc/com.atproto.identity.resolveHandle", json(200, json!({"did": DID})));
    script.on(Method::Get, "/xrpc/com.atproto.repo.describeRepo", json(200, recorded(REPO)));
    let pair = json!({"did": DID, "handle": "library.test", "accessJwt": "access-1", "refreshJwt": "refresh-1",
        "didDoc": recorded(REPO)["didDoc"], "active": true, "emailAuthFactor": null});
    script.on(Method::Post, "/xrpc/com.atproto.server.createSession", json(200, pair));
    script.on(Method::Get, "/xrpc/app.bsky.actor.getProfile", json(502, json!({"error": "UpstreamFailure"})));
    script
}

async fn sign_in(script: &Arc<ScriptedWire>, server: &str) -> Result<SignedIn, Failure> {
    let fields = answers(&[
        ("how", "app_password"),
        ("handle", "@library.test"),
        ("password", " abcd-efgh "),
        ("server", server),
    ]);
    begin(script).await.answer(fields).await.map(Option::unwrap)
}

#[tokio::test]
async fn an_app_password_signs_in_at_the_server_that_was_told() {
    let script = own_server();
    let signed_in = sign_in(&script, "localhost:22583").await.unwrap();
    assert_eq!((signed_in.remote_id.as_str(), signed_in.server.as_str()), (DID, "http://localhost:22583"));
    assert_eq!((signed_in.handle.as_str(), signed_in.name.as_str()), ("library.test", "library.test"));
    assert_eq!(signed_in.lapses_at, None);
    assert_eq!(signed_in.facts, json!({"how": "app_password", "typed_server": true}));
    let asked = script.requests_to(Method::Post, "/xrpc/com.atproto.server.createSession");
    assert_eq!(json_body(&asked[0]).unwrap(), &json!({"identifier": "library.test", "password": "abcd-efgh"}));
    assert!(!signed_in.credentials.as_ref().unwrap().reveal().contains("abcd-efgh"), "the password is not kept");
    assert!(!format!("{signed_in:?}").contains("refresh-1"));
    assert_eq!(script.allowed_private_hosts(), ["localhost"]);
    assert!(script.requests().iter().all(|request| request.url.host_str() == Some("localhost")));
}

#[tokio::test]
async fn a_wrong_answer_ends_nothing() {
    let script = own_server();
    let mut sign_in = begin(&script).await;
    let form = |handle: &str, password: &str, server: &str| {
        answers(&[("how", "app_password"), ("handle", handle), ("password", password), ("server", server)])
    };
    for (fields, at) in [
        (form("", "x", ""), "handle"),
        (form("library.test", "", ""), "password"),
        (form("library.test", "x", "http://pds.example"), "server"),
        (form("library.test", "x", "not a server"), "server"),
        (form("library.test", "x", "ftp://pds.example"), "server"),
    ] {
        let failure = sign_in.answer(fields).await.unwrap_err();
        assert_eq!(
            failure.what,
            FailureKind::Rejected { field: Some(at.to_owned()), limit: None },
            "{}",
            failure.words
        );
    }
    assert!(script.requests().is_empty());
    let session = "/xrpc/com.atproto.server.createSession";
    for (code, answer, word) in [
        (401, json!({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}), "together"),
        (401, json!({"error": "AuthFactorTokenRequired"}), "app password"),
        (401, json!({"error": "AccountTakedown"}), "suspended"),
        (429, json!({"error": "RateLimitExceeded"}), "wait"),
        (200, json!({"did": "did:plc:other", "accessJwt": "a", "refreshJwt": "r"}), "another account"),
        (200, json!({"did": DID, "accessJwt": "a", "refreshJwt": "r", "active": false}), "switched off"),
        (200, json!({"did": DID}), "could not be read"),
    ] {
        script.once(Method::Post, session, json(code, answer));
        let failure = sign_in.answer(form("library.test", "very-secret-1", "pds.example")).await.unwrap_err();
        assert!(failure.words.contains(word), "{}", failure.words);
        assert!(!format!("{failure:?}").contains("very-secret-1"));
    }
    script.once(Method::Get, "/xrpc/com.atproto.identity.resolveHandle", text(404, "text/html", "<html>Shop</html>"));
    let failure = sign_in.answer(form("library.test", "x", "shop.example")).await.unwrap_err();
    assert!(failure.words.contains("no Bluesky server"), "{}", failure.words);
    assert!(matches!(sign_in.step(), SignInStep::AskFields { .. }));
    assert!(sign_in.answer(form("library.test", "x", "pds.example")).await.unwrap().is_some());
}

#[tokio::test]
async fn a_lapsed_account_need_not_type_again() {
    let mut lapsed = account();
    lapsed.facts = json!({"how": "browser", "typed_server": true});
    let script = ScriptedWire::new();
    let again = Bluesky.begin(&script.wire(), &script.now_fn(), Some(&lapsed)).await.unwrap();
    let SignInStep::AskFields { fields, .. } = again.step() else { panic!("no form") };
    let values: Vec<(&str, &str)> = fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(
        values,
        [("how", "browser"), ("handle", "library.test"), ("password", ""), ("server", "https://pds.example")]
    );
    assert_eq!(fields[2].kind, FieldKind::Password);
    assert!(fields[2].optional && fields[3].optional && !fields[1].optional);
}

/// Adds the parts of a server that signs people in through the browser.
fn with_browser(script: &ScriptedWire) {
    let base = "http://localhost:22583";
    script.on(
        Method::Get,
        "/.well-known/oauth-protected-resource",
        json(200, json!({"resource": base, "authorization_servers": [base]})),
    );
    script.on(Method::Get, "/.well-known/oauth-authorization-server", json(200, json!({
        "issuer": base, "authorization_endpoint": format!("{base}/oauth/authorize"), "token_endpoint": format!("{base}/oauth/token"),
        "pushed_authorization_request_endpoint": format!("{base}/oauth/par"), "revocation_endpoint": format!("{base}/oauth/revoke")})));
    script.on(Method::Post, "/oauth/par", json(201, json!({"request_uri": "urn:req-1", "expires_in": 299})));
    script.on(Method::Post, "/oauth/revoke", json(200, json!({})));
}

fn granted(sub: &str, scope: &str) -> Value {
    json!({"access_token": "access-1", "refresh_token": "refresh-1", "token_type": "DPoP", "expires_in": 3599, "scope": scope, "sub": sub})
}

/// Walks through the browser's part: comes back to where the server was told, with this issuer.
async fn visit(script: &Arc<ScriptedWire>, issuer: &str) -> Result<SignedIn, Failure> {
    let mut sign_in = begin(script).await;
    let fields = answers(&[("how", "browser"), ("handle", "library.test"), ("server", "localhost:22583")]);
    assert!(sign_in.answer(fields).await?.is_none());
    let SignInStep::OpenBrowser { url, fields, .. } = sign_in.step() else { panic!("no page to open") };
    assert!(fields.is_empty());
    let page = Url::parse(&url).unwrap();
    assert_eq!(page.path(), "/oauth/authorize");
    assert!(page.query_pairs().any(|(name, value)| name == "request_uri" && value == "urn:req-1"));
    let asked = script.requests_to(Method::Post, "/oauth/par");
    let pushed = asked.last().unwrap();
    assert_eq!(form_field(pushed, "code_challenge_method"), Some("S256"));
    assert_eq!(form_field(pushed, "login_hint"), Some("library.test"));
    assert_eq!(form_field(pushed, "scope"), Some("atproto transition:generic"));
    let client = form_field(pushed, "client_id").unwrap();
    assert_eq!(
        client,
        "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto+transition%3Ageneric"
    );
    let mut back = Url::parse(form_field(pushed, "redirect_uri").unwrap()).unwrap();
    back.query_pairs_mut()
        .append_pair("state", form_field(pushed, "state").unwrap())
        .append_pair("iss", issuer)
        .append_pair("code", "code-1");
    let (signed_in, ()) = tokio::join!(sign_in.browser(), come_back(&back));
    signed_in
}

async fn come_back(to: &Url) {
    let at = (to.host_str().unwrap(), to.port().unwrap());
    let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
    let (path, query) = (to.path(), to.query().unwrap());
    let request = format!("GET {path}?{query} HTTP/1.1\r\nHost: {}:{}\r\nConnection: close\r\n\r\n", at.0, at.1);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
}

#[tokio::test]
async fn the_browser_brings_a_sign_in_for_two_weeks() {
    let script = own_server();
    with_browser(&script);
    script.on(Method::Post, "/oauth/token", json(200, granted(DID, "atproto transition:generic")));
    let signed_in = visit(&script, "http://localhost:22583").await.unwrap();
    assert_eq!(signed_in.lapses_at, Some(MONDAY_NINE.plus_seconds(14 * 24 * 60 * 60)));
    assert_eq!(signed_in.facts["how"], "browser");
    let asked = script.requests_to(Method::Post, "/oauth/token");
    assert_eq!(form_field(&asked[0], "code"), Some("code-1"));
    assert!(form_field(&asked[0], "code_verifier").unwrap().len() >= 43);
    let shown = format!("{signed_in:?}");
    assert!(!shown.contains("access-1") && !shown.contains("refresh-1"), "{shown}");
}

#[tokio::test]
async fn what_the_browser_brings_is_checked() {
    let script = own_server();
    with_browser(&script);
    script.on(Method::Post, "/oauth/token", json(200, granted(DID, "atproto")));
    let failure = visit(&script, "https://evil.example").await.unwrap_err();
    assert!(failure.words.contains("another server"), "{}", failure.words);
    assert!(script.requests_to(Method::Post, "/oauth/token").is_empty(), "the code was not handed over");
    for (sub, scope, word) in
        [("did:plc:other", "atproto", "Another account"), (DID, "transition:generic", "permission")]
    {
        script.on(Method::Post, "/oauth/token", json(200, granted(sub, scope)));
        let failure = visit(&script, "http://localhost:22583").await.unwrap_err();
        assert!(failure.words.contains(word), "{}", failure.words);
    }
    assert_eq!(script.requests_to(Method::Post, "/oauth/revoke").len(), 2, "given back");
    script.once(
        Method::Post,
        "/oauth/par",
        json(400, json!({"error": "invalid_client", "error_description": "Unknown client"})),
    );
    let failure = visit(&script, "x").await.unwrap_err();
    assert!(failure.words.contains("Use an app password"), "{}", failure.words);
    script.on(Method::Get, "/.well-known/oauth-protected-resource", status(404));
    assert!(visit(&script, "x").await.unwrap_err().words.contains("Use an app password"));
}

#[tokio::test]
async fn a_server_that_names_itself_wrongly_is_refused() {
    let script = own_server();
    with_browser(&script);
    script.on(
        Method::Get,
        "/.well-known/oauth-protected-resource",
        json(200, json!({"authorization_servers": ["https://as.example"]})),
    );
    assert_eq!(visit(&script, "x").await.unwrap_err().what, FailureKind::Server);
    assert!(script.requests_to(Method::Post, "/oauth/par").is_empty());
}

#[tokio::test]
async fn the_accounts_name_is_read_again() {
    let script = ScriptedWire::new();
    let session = super::session(&script);
    let mut profile = recorded(include_str!("../fixtures/profile.json"));
    script.once(Method::Get, "/xrpc/app.bsky.actor.getProfile", json(200, profile.clone()));
    assert_eq!(Bluesky.refresh(&session).await.unwrap(), account(), "somebody else's profile changes nothing");
    profile["did"] = json!(DID);
    script.once(Method::Get, "/xrpc/app.bsky.actor.getProfile", json(200, profile.clone()));
    let fresh = Bluesky.refresh(&session).await.unwrap();
    assert_eq!((fresh.handle.as_str(), fresh.name.as_str()), ("patron.test", "Pat Ron"));
    profile["handle"] = json!("handle.invalid");
    script.once(Method::Get, "/xrpc/app.bsky.actor.getProfile", json(200, profile));
    assert_eq!(Bluesky.refresh(&session).await.unwrap().handle, "library.test");
}
