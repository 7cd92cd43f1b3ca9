//! Blocking people, and ending that.

use lectern_model::{Effect, FailureKind};
use lectern_net::Method;
use lectern_testkit::{json, status as only_status};
use serde_json::json as value;

use super::{at_work, mastodon};

const BLOCK: &str = "/api/v1/accounts/44/block";
const UNBLOCK: &str = "/api/v1/accounts/44/unblock";
const STANDS: &str = "/api/v1/accounts/relationships";
const ANA: &str = "44@social.example";

#[tokio::test]
async fn somebody_is_blocked_looked_up_and_not_blocked_any_more() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let part = connector.blocking(&session.account.facts).expect("it blocks");
    wire.on(Method::Post, BLOCK, json(200, value!({ "id": "44", "blocking": true })));
    wire.on(Method::Post, UNBLOCK, json(200, value!({ "id": "44", "blocking": false })));
    part.block(&session, ANA).await.expect("it is done");
    assert_eq!(wire.requests_to(Method::Post, BLOCK).len(), 1);
    part.unblock(&session, ANA).await.expect("it is done");
    assert_eq!(wire.requests_to(Method::Post, UNBLOCK).len(), 1);
    for blocking in [true, false] {
        wire.once(Method::Get, STANDS, json(200, value!([{ "id": "44", "following": false, "blocking": blocking }])));
        assert_eq!(part.is_blocked(&session, ANA).await.expect("it is told"), blocking);
    }
    let asked = wire.requests_to(Method::Get, STANDS);
    assert_eq!(asked[0].url.query(), Some("id%5B%5D=44"));
    wire.once(Method::Get, STANDS, json(200, value!([])));
    assert!(!part.is_blocked(&session, ANA).await.expect("it is told"));
}

#[tokio::test]
async fn a_sign_in_that_may_not_says_what_to_do_and_a_person_of_elsewhere_is_unknown() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let part = connector.blocking(&session.account.facts).expect("it blocks");
    wire.on(Method::Post, BLOCK, json(403, value!({ "error": "This action is outside the authorized scopes" })));
    let failure = part.block(&session, ANA).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Permission, Effect::None));
    assert!(failure.words.contains("Sign in again"), "{}", failure.words);
    let before = wire.requests().len();
    for person in ["44", "44@elsewhere.example", ""] {
        assert_eq!(part.block(&session, person).await.unwrap_err().what, FailureKind::Gone, "{person}");
    }
    assert_eq!(wire.requests().len(), before, "nobody is asked about them");
    wire.on(Method::Post, UNBLOCK, only_status(404));
    assert_eq!(part.unblock(&session, ANA).await.unwrap_err().what, FailureKind::Gone);
    wire.on(Method::Get, STANDS, only_status(500));
    assert!(part.is_blocked(&session, ANA).await.is_err());
}
