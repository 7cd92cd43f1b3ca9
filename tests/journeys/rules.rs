//! Rules: tried before they are switched on, run once on what arrives, and never beyond the library's own view.

use lectern_connectors::IncomingKind;
use lectern_model::{AccountId, Code, ConversationPage, ConversationState, ConversationView, Label, Rule, RuleTrial};
use lectern_testkit::Operation;
use serde_json::{Value, json};

use crate::desk::Desk;

/// A rule for words, kept and off.
async fn keep(desk: &Desk, when: Value, then: Value) -> Rule {
    desk.call(
        "rule_save",
        json!({ "id": 0, "name": "Cards", "when": when, "then": then, "on": true, "tried_at": null }),
    )
    .await
}

/// The same, tried and switched on.
async fn on(desk: &Desk, when: Value, then: Value) -> Rule {
    let rule = keep(desk, when, then).await;
    let _: RuleTrial = desk.call("rule_try", json!({ "rule": rule.id })).await;
    desk.call("rule_switch", json!({ "rule": rule.id, "on": true })).await
}

async fn all(desk: &Desk, state: ConversationState) -> Vec<ConversationView> {
    let page: ConversationPage = desk.call("conversations", json!({ "state": state })).await;
    page.conversations
}

async fn account(desk: &Desk) -> AccountId {
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    desk.advance(60);
    account
}

#[tokio::test]
async fn a_rule_is_tried_before_it_is_switched_on() {
    let desk = Desk::open().await;
    let account = account(&desk).await;
    for text in ["My CARD is lost", "When do you open?", "A new card, please"] {
        desk.platform.incoming(IncomingKind::Mention, "patron", text);
        desk.advance(60);
    }
    desk.check(account).await;
    let rule = keep(&desk, json!({ "words": ["cárd"] }), json!({ "label": "account" })).await;
    assert!(!rule.on, "whatever was asked, it is off at first");
    let problem = desk.refused("rule_switch", json!({ "rule": rule.id, "on": true })).await;
    assert_eq!(problem.code, Code::Stopped);

    let trial: RuleTrial = desk.call("rule_try", json!({ "rule": rule.id })).await;
    assert_eq!((trial.looked_at, trial.matched), (3, 2));
    assert_eq!(trial.matches[0].snippet, "A new card, please");
    assert!(all(&desk, ConversationState::Waiting).await.iter().all(|one| one.label.is_none()), "trying does nothing");
    let rule: Rule = desk.call("rule_switch", json!({ "rule": rule.id, "on": true })).await;
    assert!(rule.on);

    let named: Rule = desk.call("rule_save", json!(Rule { name: "Library cards".to_owned(), ..rule.clone() })).await;
    assert!(named.on, "another name is no other rule");
    let mut changed = json!(named);
    changed["when"]["words"] = json!(["card", "pin"]);
    let changed: Rule = desk.call("rule_save", changed).await;
    assert_eq!((changed.on, changed.tried_at), (false, None), "what it is for now was not tried");
}

#[tokio::test]
async fn what_a_trial_shows_is_covered_as_it_is_everywhere() {
    let desk = Desk::open().await;
    let account = account(&desk).await;
    let long = format!("About my card: {}it is 21234000012344, and my PIN is 4921.", "please help. ".repeat(14));
    for text in ["My card 21234000012344 does not open the catalogue", &long] {
        desk.platform.incoming(IncomingKind::Mention, "patron", text);
        desk.advance(60);
    }
    desk.check(account).await;
    let rule = keep(&desk, json!({ "words": ["card"] }), json!({ "label": "account" })).await;
    let trial: RuleTrial = desk.call("rule_try", json!({ "rule": rule.id })).await;
    assert_eq!(trial.matched, 2, "a rule reads what was written");
    let shown: Vec<&str> = trial.matches.iter().map(|one| one.snippet.as_str()).collect();
    assert!(shown[1].starts_with("My card 2") && shown[1].ends_with("2344 does not open the catalogue"), "{shown:?}");
    // Cut in its middle, a number would not be known for one any more.
    assert!(shown.iter().all(|one| !one.contains("1234000") && !one.contains("21234")), "{shown:?}");
}

#[tokio::test]
async fn it_runs_once_on_what_arrives() {
    let desk = Desk::open().await;
    let account = account(&desk).await;
    on(&desk, json!({ "words": ["card"] }), json!({ "label": "account" })).await;
    let id = desk.platform.incoming(IncomingKind::Mention, "patron", "My card is lost");
    desk.check(account).await;
    let one = all(&desk, ConversationState::Waiting).await.remove(0);
    assert_eq!(one.label, Some(Label::Account));

    let unlabel = json!({ "conversations": [one.id], "change": { "to": "labelled", "label": null } });
    let _: Value = desk.call("conversations_change", unlabel).await;
    desk.platform.reword_message(&id, "My card is lost, help");
    desk.check(account).await;
    assert_eq!(all(&desk, ConversationState::Waiting).await[0].label, None, "a change does not meet it again");

    let praise = json!({ "conversations": [one.id], "change": { "to": "labelled", "label": "praise" } });
    let _: Value = desk.call("conversations_change", praise).await;
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&id), "patron", "The card was found");
    desk.check(account).await;
    assert_eq!(all(&desk, ConversationState::Waiting).await[0].label, Some(Label::Praise), "a person's label stays");
}

#[tokio::test]
async fn it_snoozes_until_the_library_opens_and_calls_done_only_what_is_for_it_alone() {
    let desk = Desk::open().await;
    let hours: Vec<Value> = (1..=5).map(|day| json!({ "weekday": day, "opens": 540, "closes": 1020 })).collect();
    let zone = json!({ "time_zone": "America/New_York", "opening_hours": hours });
    let _: Value = desk.call("settings_save", zone).await;
    let account = account(&desk).await;
    on(&desk, json!({ "words": ["thanks"] }), json!({ "done": true, "label": "praise" })).await;
    on(&desk, json!({ "words": ["tomorrow"] }), json!({ "snooze": true })).await;
    desk.platform.incoming(IncomingKind::Mention, "ada", "Many thanks");
    desk.advance(1);
    desk.platform.incoming(IncomingKind::Mention, "ben", "See you tomorrow");
    desk.advance(1);
    let root = desk.platform.incoming(IncomingKind::Mention, "cy", "Is the lift broken?");
    desk.check(account).await;
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "cy", "Thanks");
    desk.check(account).await;
    let done = all(&desk, ConversationState::Done).await;
    assert_eq!(done.iter().map(|one| (one.with.name.as_str(), one.unread)).collect::<Vec<_>>(), [("ada", 1)]);
    let snoozed = all(&desk, ConversationState::Snoozed).await;
    assert_eq!(snoozed.len(), 1);
    assert!(snoozed[0].snoozed_until.is_some_and(|at| at > desk.now()));
    let waiting = all(&desk, ConversationState::Waiting).await;
    assert_eq!(waiting[0].with.name, "cy", "they waited before they said thanks");
    assert_eq!(waiting[0].label, Some(Label::Praise));
}

#[tokio::test]
async fn it_looks_at_account_kind_author_and_what_is_answered() {
    let desk = Desk::open().await;
    let account = account(&desk).await;
    let other = desk.sign_in_on("other", "library", None).await;
    desk.check(other).await;
    on(&desk, json!({ "account": account, "kind": "direct" }), json!({ "label": "account" })).await;
    on(&desk, json!({ "platform": "other", "new_author": true }), json!({ "label": "spam" })).await;
    desk.platform.incoming(IncomingKind::Direct, "ada", "Hello");
    desk.platform.incoming(IncomingKind::Mention, "ada", "Hello");
    desk.other.incoming(IncomingKind::Direct, "ben", "First");
    desk.check(account).await;
    desk.check(other).await;
    desk.advance(60);
    desk.other.incoming(IncomingKind::Direct, "ben", "Second");
    desk.check(other).await;
    let label = async |text: &str| {
        let rows = all(&desk, ConversationState::Waiting).await;
        rows.iter().filter(|row| row.snippet == text).map(|row| row.label).collect::<Vec<_>>()
    };
    assert!(label("Hello").await.contains(&Some(Label::Account)) && label("Hello").await.contains(&None));
    assert_eq!(label("First").await, [Some(Label::Spam)]);
    assert_eq!(label("Second").await, [None], "they wrote before");
}

#[tokio::test]
async fn nothing_of_a_rule_reaches_a_platform_and_the_first_reading_meets_none() {
    let desk = Desk::open().await;
    on(&desk, json!({}), json!({ "label": "other", "done": true, "notify": true })).await;
    desk.platform.incoming(IncomingKind::Mention, "ada", "Before we came");
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    assert_eq!(all(&desk, ConversationState::Waiting).await[0].label, None);
    desk.advance(60);
    let before = desk.platform.calls(Operation::Inbox);
    desk.platform.incoming(IncomingKind::Mention, "ben", "After");
    desk.check(account).await;
    assert_eq!(all(&desk, ConversationState::Done).await[0].label, Some(Label::Other));
    assert!(desk.platform.published().is_empty());
    assert!(desk.platform.calls(Operation::Inbox) > before && desk.platform.calls(Operation::Delete) == 0);
}

#[tokio::test]
async fn what_is_no_rule_is_refused() {
    let desk = Desk::open().await;
    let rule = |name: &str, words: Value, then: Value| json!({ "id": 0, "name": name, "when": { "words": words }, "then": then, "on": false, "tried_at": null });
    let label = json!({ "label": "other" });
    for (input, field) in [
        (rule(" ", json!([]), label.clone()), "name"),
        (rule("Nothing", json!([]), json!({})), "then"),
        (rule("Both", json!([]), json!({ "snooze": true, "done": true })), "then"),
        (rule("Signs", json!(["?!"]), label.clone()), "words"),
        (rule("Long", json!(["a".repeat(81)]), label.clone()), "words"),
        (rule("Many", json!(vec!["word"; 51]), label), "words"),
    ] {
        assert_eq!(desk.refused("rule_save", input).await.field.as_deref(), Some(field));
    }
    for command in ["rule_try", "rule_switch"] {
        let input = if command == "rule_try" { json!({ "rule": 9 }) } else { json!({ "rule": 9, "on": true }) };
        assert_eq!(desk.refused(command, input).await.code, Code::NotFound);
    }
}
