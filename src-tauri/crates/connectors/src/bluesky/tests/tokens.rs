//! Tokens: renewed once, kept before they are used, bound to their key, and never shown.

use super::super::session::{Call, Pair, Tokens, call};
use super::super::{Bluesky, refusal};
use super::{Keeper, SERVER, session, session_with, tokens};
use crate::{Session, SignIn};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lectern_model::{Effect, Failure, FailureKind, Secret, Timestamp};
use lectern_net::dpop::DpopKey;
use lectern_net::{Method, Request, Response};
use lectern_testkit::{MONDAY_NINE, ScriptedWire, cut_after, form_field, header, json, with_header};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const PROFILE: &str = "/xrpc/app.bsky.actor.getProfile";
const REFRESH: &str = "/xrpc/com.atproto.server.refreshSession";

async fn ask(session: &Session) -> Result<Value, Failure> {
    call(session, Call::get("app.bsky.actor.getProfile", &[("actor", "library.test")])).await
}

/// A token as the server makes them: it lives two hours.
fn jwt(name: &str) -> String {
    let part = |claims: Value| URL_SAFE_NO_PAD.encode(claims.to_string());
    // The server's clock is years behind this computer's.
    format!("{}.{}.{name}", part(json!({"alg": "HS256"})), part(json!({"iat": 1_000_000, "exp": 1_007_200})))
}

/// A server that takes `good` alone, and trades `refresh-1` once.
fn strict(script: &ScriptedWire, good: &str) {
    let good = format!("Bearer {good}");
    script.on(Method::Get, PROFILE, move |request: &Request| {
        if header(request, "authorization") == Some(good.as_str()) {
            json(200, json!({"did": "did:plc:x"}))(request)
        } else {
            json(400, json!({"error": "ExpiredToken", "message": "Token has expired"}))(request)
        }
    });
    let traded = AtomicUsize::new(0);
    script.on(Method::Post, REFRESH, move |request: &Request| {
        let known = header(request, "authorization") == Some("Bearer refresh-1");
        if known && traded.fetch_add(1, Ordering::SeqCst) == 0 {
            json(
                200,
                json!({"did": super::DID, "handle": "h", "accessJwt": jwt("access-2"), "refreshJwt": "refresh-2"}),
            )(request)
        } else {
            json(400, json!({"error": "ExpiredToken", "message": "Token has been revoked"}))(request)
        }
    });
}

fn kept(keeper: &Keeper) -> Vec<Tokens> {
    keeper.kept.lock().unwrap().iter().map(|secret| serde_json::from_str(secret.reveal()).unwrap()).collect()
}

#[tokio::test]
async fn many_at_once_renew_once() {
    let script = ScriptedWire::new();
    strict(&script, &jwt("access-2"));
    let (session, keeper) = session_with(&script, &tokens("access-1", "refresh-1", None));
    let session = Arc::new(session);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let session = session.clone();
        all.spawn(async move { ask(&session).await });
    }
    for answer in all.join_all().await {
        answer.unwrap();
    }
    assert_eq!(script.requests_to(Method::Post, REFRESH).len(), 1);
    let kept = kept(&keeper);
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[1].refresh.reveal(), "refresh-2");
    assert_eq!(kept[1].expires_at, Some(MONDAY_NINE.plus_seconds(7200)), "by this computer's clock");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let script = ScriptedWire::new();
    strict(&script, &jwt("access-2"));
    let (session, _) = session_with(&script, &tokens("access-1", "refresh-1", Some(MONDAY_NINE.plus_seconds(30))));
    ask(&session).await.unwrap();
    assert_eq!(script.requests_to(Method::Get, PROFILE).len(), 1, "nothing was asked with the old one");
    script.clock().advance(3600);
    ask(&session).await.unwrap();
    assert_eq!(script.requests_to(Method::Post, REFRESH).len(), 1);
}

#[tokio::test]
async fn a_pair_that_the_keychain_refuses_is_not_used_and_not_lost() {
    let script = ScriptedWire::new();
    strict(&script, &jwt("access-2"));
    let (session, keeper) = session_with(&script, &tokens("access-1", "refresh-1", None));
    *keeper.broken.lock().unwrap() = true;
    for _ in 0..2 {
        let failure = ask(&session).await.unwrap_err();
        assert_eq!((failure.words.as_str(), failure.effect), ("The keychain is locked.", Effect::None));
    }
    assert_eq!(script.requests_to(Method::Get, PROFILE).len(), 1, "the new pair was not used");
    *keeper.broken.lock().unwrap() = false;
    ask(&session).await.unwrap();
    assert_eq!(script.requests_to(Method::Post, REFRESH).len(), 1);
    assert!(!kept(&keeper).last().unwrap().unsaved);
}

#[tokio::test]
async fn a_refused_renewal_asks_for_a_new_sign_in_and_takes_the_next_one() {
    let script = ScriptedWire::new();
    strict(&script, "access-9");
    let (session, keeper) = session_with(&script, &tokens("access-1", "spent", None));
    let failure = ask(&session).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::SignInNeeded, Effect::None));
    keeper.kept.lock().unwrap().push(tokens("access-9", "refresh-9", None).to_secret());
    ask(&session).await.unwrap();
}

#[tokio::test]
async fn trouble_with_renewal_leaves_the_call_unmade() {
    for (status, name, expected) in [
        (401, "AccountTakedown", FailureKind::Permission),
        (500, "InternalServerError", FailureKind::Server),
        (401, "AuthMissing", FailureKind::SignInNeeded),
    ] {
        let script = ScriptedWire::new();
        script.on(Method::Get, PROFILE, json(400, json!({"error": "ExpiredToken"})));
        script.on(Method::Post, REFRESH, json(status, json!({"error": name})));
        let failure = ask(&session(&script)).await.unwrap_err();
        assert_eq!((failure.what, failure.effect), (expected, Effect::None), "{name}");
    }
    let script = ScriptedWire::new();
    script.on(Method::Get, PROFILE, json(400, json!({"error": "ExpiredToken"})));
    script.on(Method::Post, REFRESH, cut_after());
    assert_eq!(ask(&session(&script)).await.unwrap_err().effect, Effect::None);
}

#[tokio::test]
async fn what_the_password_may_not_do_is_not_asked_twice() {
    let script = ScriptedWire::new();
    script.on(Method::Get, PROFILE, json(400, json!({"error": "InvalidToken", "message": "Bad token method"})));
    let failure = ask(&session(&script)).await.unwrap_err();
    assert_eq!(failure.what, FailureKind::Permission);
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn errors_become_kinds_and_plain_words() {
    for (status, name, expected) in [
        (400, "AccountDeactivated", FailureKind::Permission),
        (400, "RecordNotFound", FailureKind::Gone),
        (400, "InvalidSwap", FailureKind::Conflict),
        (429, "RateLimitExceeded", FailureKind::RateLimited { until: None }),
        (502, "UpstreamFailure", FailureKind::Server),
        (403, "ScopeMissingError", FailureKind::Permission),
        (413, "PayloadTooLarge", FailureKind::Rejected { field: Some("media".to_owned()), limit: None }),
    ] {
        let script = ScriptedWire::new();
        script.on(Method::Get, PROFILE, json(status, json!({"error": name, "message": "Words"})));
        let failure = ask(&session(&script)).await.unwrap_err();
        assert_eq!(failure.what, expected, "{name}");
        assert_eq!(failure.effect, if status < 500 { Effect::None } else { Effect::Maybe });
        assert!(failure.words.ends_with('.') || failure.words == "Words", "{}", failure.words);
    }
}

/// Tokens of a sign-in in the browser.
fn browser_tokens(expires_at: Option<Timestamp>) -> Tokens {
    let key = DpopKey::fresh().to_secret();
    let kept = json!({
        "kind": "oauth", "key": key.reveal(), "client_id": "http://localhost?scope=atproto",
        "token_endpoint": format!("{SERVER}/oauth/token"), "revocation_endpoint": format!("{SERVER}/oauth/revoke"),
        "access": "access-1", "refresh": "refresh-1", "expires_at": expires_at,
    });
    serde_json::from_value(kept).unwrap()
}

/// Answers only proofs that hold the nonce `wanted`.
fn with_nonce(
    wanted: &'static str,
    status: u16,
    answer: Value,
) -> impl Fn(&Request) -> Result<Response, Failure> + Send + Sync + Clone {
    move |request: &Request| {
        let proof = header(request, "dpop").unwrap();
        let claims = URL_SAFE_NO_PAD.decode(proof.split('.').nth(1).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        if claims["nonce"] == wanted {
            with_header("dpop-nonce", wanted, json(200, answer.clone()))(request)
        } else {
            with_header("dpop-nonce", wanted, json(status, json!({"error": "use_dpop_nonce"})))(request)
        }
    }
}

#[tokio::test]
async fn the_servers_nonce_is_learnt_once() {
    let script = ScriptedWire::new();
    script.on(Method::Get, PROFILE, with_nonce("n-1", 401, json!({"did": "did:plc:x"})));
    let (session, _) = session_with(&script, &browser_tokens(None));
    ask(&session).await.unwrap();
    assert_eq!(script.requests().len(), 2);
    ask(&session).await.unwrap();
    assert_eq!(script.requests().len(), 3, "remembered");
    assert!(script.requests().iter().all(|request| header(request, "authorization") == Some("DPoP access-1")));
    script.on(Method::Get, PROFILE, with_nonce("n-2", 401, json!({"did": "did:plc:x"})));
    ask(&session).await.unwrap();
    assert_eq!(script.requests().len(), 5, "a new nonce is taken up");
}

#[tokio::test]
async fn a_server_that_never_takes_its_nonce_is_not_asked_for_ever() {
    let script = ScriptedWire::new();
    script.on(Method::Get, PROFILE, with_header("dpop-nonce", "n", json(401, json!({"error": "use_dpop_nonce"}))));
    let (session, _) = session_with(&script, &browser_tokens(None));
    assert!(ask(&session).await.is_err());
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn a_browser_sign_in_is_renewed_and_given_back() {
    let script = ScriptedWire::new();
    let granted = json!({"access_token": "access-2", "refresh_token": "refresh-2", "token_type": "DPoP", "expires_in": 3599, "scope": "atproto", "sub": super::DID});
    script.on(Method::Post, "/oauth/token", with_nonce("as-1", 400, granted));
    script.on(Method::Get, PROFILE, json(200, json!({"did": "did:plc:x"})));
    script.on(Method::Post, "/oauth/revoke", json(200, json!({})));
    let (session, keeper) = session_with(&script, &browser_tokens(Some(MONDAY_NINE)));
    ask(&session).await.unwrap();
    let asked = script.requests_to(Method::Post, "/oauth/token");
    assert_eq!(form_field(&asked[1], "refresh_token"), Some("refresh-1"));
    assert_eq!(header(&script.requests_to(Method::Get, PROFILE)[0], "authorization"), Some("DPoP access-2"));
    assert_eq!(kept(&keeper)[1].expires_at, Some(MONDAY_NINE.plus_seconds(3599)));
    Bluesky.sign_out(&session).await.unwrap();
    let asked = script.requests_to(Method::Post, "/oauth/revoke");
    assert_eq!(form_field(&asked[0], "token"), Some("refresh-2"));
}

#[tokio::test]
async fn signing_out_ends_the_session_there() {
    let script = ScriptedWire::new();
    script.on(Method::Post, "/xrpc/com.atproto.server.deleteSession", json(200, json!({})));
    Bluesky.sign_out(&session(&script)).await.unwrap();
    assert_eq!(header(&script.requests()[0], "authorization"), Some("Bearer refresh-1"));
}

#[tokio::test]
async fn no_token_is_ever_shown() {
    let access = jwt("a-secret-signature");
    let tokens = tokens(&access, "refresh-secret-1", None);
    let browser = browser_tokens(None);
    let shown = format!("{tokens:?} {browser:?}");
    for secret in ["a-secret-signature", "refresh-secret-1", "access-1", "refresh-1", "\"d\""] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let script = ScriptedWire::new();
    script.on(Method::Get, PROFILE, move |request: &Request| {
        let echo = header(request, "authorization").unwrap_or_default().to_owned();
        json(400, json!({"error": "InvalidRequest", "message": format!("What is {echo}?")}))(request)
    });
    let (session, _) = session_with(&script, &tokens);
    let failure = ask(&session).await.unwrap_err();
    assert!(!format!("{failure:?}").contains("a-secret-signature"), "{failure:?}");
    let echo = Response {
        status: 401,
        headers: vec![("www-authenticate".to_owned(), format!("DPoP {access}"))],
        body: bytes::Bytes::new(),
        url: SERVER.parse().unwrap(),
        at: MONDAY_NINE,
    };
    assert!(!refusal::failure(&echo).words.contains("secret"));
}

#[test]
fn a_token_that_says_nothing_of_its_life_is_used_until_it_is_refused() {
    for access in ["opaque", "a.b.c", "..", ""] {
        let pair: Pair =
            serde_json::from_value(json!({"did": "d", "accessJwt": access, "refreshJwt": "r", "didDoc": 7})).unwrap();
        assert_eq!(pair.tokens(MONDAY_NINE).expires_at, None);
    }
    assert_eq!(Secret::from("x"), tokens("x", "y", None).access);
}
