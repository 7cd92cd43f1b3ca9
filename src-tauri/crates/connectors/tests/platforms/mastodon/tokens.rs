//! Tokens that lapse are renewed once and kept; those that do not are revoked at the end.

use std::sync::Arc;

use lectern_connectors::{FeedAt, Session};
use lectern_model::{Effect, Failure, FailureKind};
use lectern_net::{Method, Request, Response};
use lectern_testkit::{
    MONDAY_NINE, ManualClock, MemoryKeeper, ScriptedWire, account, cut_after, form_field, header, json, session,
    status as only_status,
};
use serde_json::{Value, json as value};

use super::{at_work, delivery, mastodon, prepared, sign_in_there};

const HOME: &str = "/api/v1/timelines/home";
const TOKEN: &str = "/oauth/token";

/// Akkoma's answer to a sign-in: the token lapses and comes with another to renew it.
fn lapsing(access: &str, refresh: Option<&str>) -> Value {
    value!({
        "access_token": access, "refresh_token": refresh, "expires_in": 3600, "token_type": "Bearer", "id": 6,
        "me": "https://akkoma.example/users/library", "created_at": 1_795_424_400, "scope": "read write"
    })
}

async fn at_akkoma() -> (Arc<ScriptedWire>, Session, Arc<MemoryKeeper>) {
    let clock = ManualClock::new();
    let wire = ScriptedWire::with_clock(&clock);
    let instance = value!({
        "domain": "akkoma.example", "version": "2.7.2 (compatible; Akkoma 3.13.2)",
        "configuration": { "statuses": { "max_characters": 5000 } }
    });
    wire.on(Method::Get, "/api/v2/instance", json(200, instance));
    wire.on(Method::Get, "/api/v1/instance", only_status(404));
    let signed_in = sign_in_there(&wire, lapsing("access-one", Some("refresh-one"))).await;
    assert_eq!(signed_in.lapses_at, None, "it renews itself");
    let keeper = MemoryKeeper::holding(signed_in.credentials.as_ref().expect("credentials").reveal());
    let session = session(account("mastodon", &signed_in), &wire.wire(), &clock, keeper.clone());
    wire.forget_requests();
    (wire, session, keeper)
}

/// A home timeline for `good` alone.
fn strict(wire: &ScriptedWire, good: &str) {
    let good = format!("Bearer {good}");
    wire.on(Method::Get, HOME, move |request: &Request| -> Result<Response, Failure> {
        let known = header(request, "authorization") == Some(good.as_str());
        let refused = json(401, value!({ "error": "The access token is invalid" }));
        if known { json(200, value!([]))(request) } else { refused(request) }
    });
}

async fn home(session: &Session) -> Result<(), Failure> {
    mastodon().feed().expect("a feed").page(session, FeedAt::default()).await.map(drop)
}

fn kept(keeper: &MemoryKeeper) -> Value {
    serde_json::from_str(keeper.held().expect("something is kept").reveal()).unwrap()
}

#[tokio::test]
async fn a_token_is_renewed_before_it_lapses_and_kept() {
    let (wire, session, keeper) = at_akkoma().await;
    strict(&wire, "access-two");
    wire.on(Method::Post, TOKEN, json(200, lapsing("access-two", Some("refresh-two"))));
    wire.clock().advance(3600 - 59);
    home(&session).await.unwrap();
    assert_eq!(wire.requests_to(Method::Get, HOME).len(), 1, "nothing was asked with the old one");
    let asked = wire.requests_to(Method::Post, TOKEN);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "refresh-one"),
        ("client_id", "c1"),
        ("client_secret", "s3cret-of-app"),
    ];
    for (name, is) in fields {
        assert_eq!(form_field(&asked[0], name), Some(is));
    }
    assert_eq!(
        (&kept(&keeper)["access_token"], &kept(&keeper)["refresh_token"]),
        (&value!("access-two"), &value!("refresh-two"))
    );
    home(&session).await.unwrap();
    assert_eq!(wire.requests_to(Method::Post, TOKEN).len(), 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_for_many_and_the_refresh_token_stays_where_no_new_one_came() {
    let (wire, session, keeper) = at_akkoma().await;
    strict(&wire, "access-two");
    wire.once(Method::Post, TOKEN, json(200, lapsing("access-two", None)));
    wire.on(Method::Post, TOKEN, only_status(400));
    let session = Arc::new(session);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let session = Arc::clone(&session);
        all.spawn(async move { home(&session).await });
    }
    for answer in all.join_all().await {
        answer.unwrap();
    }
    assert_eq!(wire.requests_to(Method::Post, TOKEN).len(), 1);
    assert_eq!(kept(&keeper)["refresh_token"], value!("refresh-one"));
    assert_eq!(keeper.history().len(), 2);
}

#[tokio::test]
async fn what_the_keychain_did_not_take_is_offered_to_it_again() {
    let (wire, session, keeper) = at_akkoma().await;
    strict(&wire, "access-two");
    wire.once(Method::Post, TOKEN, json(200, lapsing("access-two", Some("refresh-two"))));
    // What it held before was read while the keychain was still open.
    session.credentials().await.unwrap();
    keeper.trouble(Some(Failure::without_effect(FailureKind::Permission, "The keychain is locked.")));
    for _ in 0..2 {
        let failure = home(&session).await.unwrap_err();
        assert_eq!((failure.words.as_str(), failure.effect), ("The keychain is locked.", Effect::None));
    }
    assert_eq!(kept(&keeper)["refresh_token"], value!("refresh-one"));
    keeper.trouble(None);
    home(&session).await.unwrap();
    assert_eq!(wire.requests_to(Method::Post, TOKEN).len(), 1, "the refresh token was spent once");
    assert_eq!(kept(&keeper)["refresh_token"], value!("refresh-two"), "a new start finds the good one");
    assert_eq!(kept(&keeper).get("unsaved"), None);
}

#[tokio::test]
async fn a_refused_renewal_asks_for_a_new_sign_in_and_trouble_does_not() {
    for (status, kind) in
        [(400, FailureKind::SignInNeeded), (401, FailureKind::SignInNeeded), (500, FailureKind::Server)]
    {
        let (wire, session, _) = at_akkoma().await;
        wire.on(Method::Post, "/api/v1/statuses", only_status(401));
        wire.on(Method::Post, TOKEN, json(status, value!({ "error": "invalid_grant" })));
        let delivery = prepared(&session, delivery("Story time")).await;
        let step = mastodon().publish().expect("it publishes").step(&session, &delivery, &super::NoPictures).await;
        let failure = step.unwrap_err();
        assert_eq!((failure.what, failure.effect), (kind, Effect::None), "a post refused with 401 was not made");
    }
    let (wire, session, _) = at_akkoma().await;
    strict(&wire, "access-two");
    wire.on(Method::Post, TOKEN, cut_after());
    assert_eq!(home(&session).await.unwrap_err().what, FailureKind::Unreachable);
}

#[tokio::test]
async fn a_token_without_another_to_renew_it_says_when_it_lapses() {
    let clock = ManualClock::new();
    let wire = ScriptedWire::with_clock(&clock);
    wire.on(Method::Get, "/api/v2/instance", json(200, super::instance()));
    let signed_in = sign_in_there(&wire, lapsing("access-one", None)).await;
    assert_eq!(signed_in.lapses_at, Some(MONDAY_NINE.plus_seconds(3600)));
}

#[tokio::test]
async fn a_removed_account_gives_its_token_back_where_the_server_said() {
    let (wire, mut session) = at_work().await;
    wire.on(Method::Post, "/oauth/revoke", json(200, value!({})));
    wire.on(Method::Post, "/auth/revoke", json(200, value!({})));
    mastodon().sign_in().sign_out(&session).await.unwrap();
    session.account.facts["revoke_url"] = value!("https://social.example/auth/revoke");
    mastodon().sign_in().sign_out(&session).await.unwrap();
    session.account.facts["revoke_url"] = value!("https://elsewhere.example/oauth/revoke");
    mastodon().sign_in().sign_out(&session).await.unwrap();
    for request in
        wire.requests_to(Method::Post, "/auth/revoke").iter().chain(&wire.requests_to(Method::Post, "/oauth/revoke"))
    {
        assert_eq!(request.url.host_str(), Some("social.example"), "a token is shown to nobody else");
        assert_eq!(form_field(request, "token"), Some("t0ken-of-library"));
        assert_eq!(form_field(request, "client_secret"), Some("s3cret-of-app"));
    }
    assert_eq!(wire.requests_to(Method::Post, "/auth/revoke").len(), 1);
    assert_eq!(wire.requests_to(Method::Post, "/oauth/revoke").len(), 2);
}
