//! Hiding, blocking and reporting say what they do; hiding leaves private messages alone, and is harmless where there
//! is nothing to hide.

use crate::made::{check_words, name, session_of};
use lectern_connectors::{Reported, all};
use lectern_model::{Effect, EmergencyKind, Visibility};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, text};
use serde_json::json;

#[tokio::test]
async fn hiding_is_told_in_plain_words_and_what_is_not_there_is_not_hidden() {
    let mut some = 0;
    for connector in all() {
        let script = ScriptedWire::new();
        for method in [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete] {
            script.on(method, "*", text(404, "application/json", "{}"));
        }
        let session = session_of(&connector, &script);
        let Some(part) = connector.moderation(&session.account.facts) else { continue };
        some += 1;
        let does = part.does();
        assert!(does.ends_with('.') && !does.contains('!'), "{}: {does}", name(&connector));
        assert!(!part.takes(Visibility::Direct) && part.takes(Visibility::Public), "{}", name(&connector));
        let (id, reference) = ("no-such-message", json!({ "ref": "no-such-message" }));
        for _ in 0..2 {
            let outcomes = [
                part.hide(&session, id, &reference).await,
                part.restore(&session, id, &reference).await,
                part.is_hidden(&session, id, &reference).await.map(drop),
            ];
            for failure in outcomes.into_iter().filter_map(Result::err) {
                check_words(&name(&connector), &failure);
            }
        }
    }
    assert!(some > 0, "one of them at least hides");
}

#[tokio::test]
async fn blocking_is_told_in_plain_words_and_who_is_not_there_is_not_blocked() {
    let mut some = 0;
    for connector in all() {
        let script = ScriptedWire::new();
        for method in [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete] {
            script.on(method, "*", text(404, "application/json", "{}"));
        }
        let session = session_of(&connector, &script);
        let Some(part) = connector.blocking(&session.account.facts) else { continue };
        some += 1;
        let does = part.does();
        assert!(does.ends_with('.') && !does.contains('!'), "{}: {does}", name(&connector));
        let person = "no-such-person";
        for _ in 0..2 {
            let outcomes = [
                part.block(&session, person).await,
                part.unblock(&session, person).await,
                part.is_blocked(&session, person).await.map(drop),
            ];
            for failure in outcomes.into_iter().filter_map(Result::err) {
                check_words(&name(&connector), &failure);
            }
        }
    }
    assert!(some > 2, "three of them at least block");
}

#[tokio::test]
async fn reporting_says_who_gets_it_and_what_is_not_there_is_not_reported() {
    let mut some = 0;
    for connector in all() {
        let script = ScriptedWire::new();
        for method in [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete] {
            script.on(method, "*", text(404, "application/json", "{}"));
        }
        let session = session_of(&connector, &script);
        let Some(part) = connector.reporting(&session.account.facts) else { continue };
        some += 1;
        let (to, does) = (part.to(&session.account), part.does(&session.account));
        assert!(!to.is_empty() && !to.ends_with('.') && !to.contains('!'), "{}: {to}", name(&connector));
        assert!(does.ends_with('.') && !does.contains('!'), "{}: {does}", name(&connector));
        for kind in [EmergencyKind::Threat, EmergencyKind::Child, EmergencyKind::Private] {
            let reference = json!({ "uri": "no-such-message", "cid": "c" });
            let reported =
                Reported { person: "no-such-person", remote_id: "no-such-message", remote_ref: &reference, kind };
            let failure = part.report(&session, reported).await.expect_err("there is no such message");
            check_words(&name(&connector), &failure);
            assert_eq!(failure.effect, Effect::None, "{}", name(&connector));
        }
    }
    assert!(some > 2, "three of them at least take reports");
}
