//! Reporting a message to the moderators of our server.

use lectern_connectors::Reported;
use lectern_model::{Effect, EmergencyKind, FailureKind};
use lectern_net::Method;
use lectern_testkit::{cut_after, json, json_body, status as only_status};
use serde_json::{Value, json as value};

use super::{at_work, mastodon};

const REPORTS: &str = "/api/v1/reports";
const ANA: &str = "44@social.example";

fn of<'a>(person: &'a str, kind: EmergencyKind) -> Reported<'a> {
    Reported { person, remote_id: "501", remote_ref: &Value::Null, kind }
}

fn taken(id: Value) -> Value {
    value!({ "id": id, "action_taken": false, "category": "other", "comment": "", "forwarded": false })
}

#[tokio::test]
async fn a_message_is_reported_with_who_wrote_it_and_what_for() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let part = connector.reporting(&session.account.facts).expect("it takes reports");
    assert_eq!(part.to(&session.account), "social.example");
    assert!(part.does(&session.account).contains("social.example"));
    wire.on(Method::Post, REPORTS, json(200, taken(value!("48914"))));
    let said = part.report(&session, of(ANA, EmergencyKind::Threat)).await.expect("it is taken");
    assert_eq!(said, "Taken as report 48914.");
    let asked = wire.requests_to(Method::Post, REPORTS);
    let body = json_body(&asked[0]).expect("JSON");
    assert_eq!((&body["account_id"], &body["status_ids"]), (&value!("44"), &value!(["501"])));
    assert_eq!((&body["category"], &body["forward"]), (&value!("other"), &value!(false)));
    assert!(body["comment"].as_str().is_some_and(|words| words.contains("threat") && words.len() < 1000));
    // A relative that answers with little.
    wire.on(Method::Post, REPORTS, json(200, value!({})));
    assert_eq!(part.report(&session, of(ANA, EmergencyKind::Private)).await.expect("it is taken"), "Taken.");
}

#[tokio::test]
async fn what_is_illegal_is_said_to_be_and_older_servers_are_told_as_they_know_it() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let part = connector.reporting(&session.account.facts).expect("it takes reports");
    wire.once(Method::Post, REPORTS, json(422, value!({ "error": "'legal' is not a valid category" })));
    wire.once(Method::Post, REPORTS, json(200, taken(value!(7))));
    let said = part.report(&session, of(ANA, EmergencyKind::Child)).await.expect("it is taken");
    assert_eq!(said, "Taken as report 7.");
    let asked = wire.requests_to(Method::Post, REPORTS);
    let categories: Vec<Value> = asked.iter().map(|one| json_body(one).expect("JSON")["category"].clone()).collect();
    assert_eq!(categories, [value!("legal"), value!("other")]);
}

#[tokio::test]
async fn a_sign_in_that_may_not_says_what_to_do_and_what_was_cut_is_in_doubt() {
    let (wire, session) = at_work().await;
    let connector = mastodon();
    let part = connector.reporting(&session.account.facts).expect("it takes reports");
    wire.once(Method::Post, REPORTS, json(403, value!({ "error": "This action is outside the authorized scopes" })));
    let failure = part.report(&session, of(ANA, EmergencyKind::Threat)).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Permission, Effect::None));
    assert!(failure.words.contains("Sign in again"), "{}", failure.words);
    let before = wire.requests().len();
    for person in ["44", "44@elsewhere.example", ""] {
        let failure = part.report(&session, of(person, EmergencyKind::Threat)).await.unwrap_err();
        assert_eq!(failure.what, FailureKind::Gone, "{person}");
    }
    assert_eq!(wire.requests().len(), before, "nobody is asked about them");
    wire.once(Method::Post, REPORTS, only_status(404));
    let failure = part.report(&session, of(ANA, EmergencyKind::Threat)).await.unwrap_err();
    assert_eq!((failure.what, failure.effect), (FailureKind::Gone, Effect::None));
    wire.once(Method::Post, REPORTS, cut_after());
    assert_eq!(part.report(&session, of(ANA, EmergencyKind::Threat)).await.unwrap_err().effect, Effect::Maybe);
    wire.once(Method::Post, REPORTS, only_status(500));
    assert_eq!(part.report(&session, of(ANA, EmergencyKind::Child)).await.unwrap_err().effect, Effect::Maybe);
    assert_eq!(wire.requests_to(Method::Post, REPORTS).len(), 4, "none of these is sent once more");
}

#[tokio::test]
async fn relatives_that_take_no_reports_by_this_way_do_not_offer_it() {
    let connector = mastodon();
    for (flavour, offered) in
        [("mastodon", true), ("go_to_social", true), ("pleroma", true), ("pixelfed", false), ("snac", false)]
    {
        let part = connector.reporting(&value!({ "flavour": flavour }));
        assert_eq!(part.is_some(), offered, "{flavour}");
    }
}
