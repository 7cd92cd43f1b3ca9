//! The opening check.

use lectern_connectors::IncomingKind;
use lectern_model::Today;
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

async fn today(desk: &Desk) -> Today {
    desk.call("today", json!({})).await
}

async fn in_utc(desk: &Desk) {
    let mut settings: Value = desk.call("settings", json!({})).await;
    settings["time_zone"] = json!("UTC");
    let _: Value = desk.call("settings_save", settings).await;
}

#[tokio::test]
async fn an_empty_desk_says_how_to_begin() {
    let desk = Desk::open().await;
    in_utc(&desk).await;
    let today = today(&desk).await;
    assert!(today.sentence.starts_with("No account is connected yet."), "{}", today.sentence);
    assert_eq!(today.date, "Monday 23 November");
    assert!(!today.has_accounts && today.waiting.is_empty() && today.needs_you.is_empty());
}

#[tokio::test]
async fn it_says_who_waits_and_what_needs_us() {
    let desk = Desk::open().await;
    in_utc(&desk).await;
    let account = desk.sign_in("library").await;
    for name in ["ada", "ben"] {
        desk.platform.incoming(IncomingKind::Mention, name, "When do you open?");
        desk.advance(3600);
    }
    desk.check(account).await;
    let now = today(&desk).await;
    assert_eq!(now.sentence, "Two conversations are waiting for an answer, the longest for 2 hours.");
    let names: Vec<&str> = now.waiting.iter().map(|one| one.with.name.as_str()).collect();
    assert_eq!((names, now.waiting_total), (vec!["ada", "ben"], 2));

    desk.draft("Half a thought", &[account]).await;
    assert!(today(&desk).await.sentence.ends_with("One draft is waiting to go on with."));

    let refusal = lectern_model::Failure::without_effect(
        lectern_model::FailureKind::Rejected { field: None, limit: None },
        "No.",
    );
    desk.platform.fault(Operation::Step, Fault::Fails(refusal));
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let now = today(&desk).await;
    assert!(now.sentence.ends_with("One post was not sent and needs you."), "{}", now.sentence);
    assert_eq!((now.needs_you.len(), now.going_out.len(), now.drafts.len()), (1, 0, 1));
}

#[tokio::test]
async fn what_went_out_today_is_of_the_librarys_day() {
    let desk = Desk::open().await;
    in_utc(&desk).await;
    let account = desk.sign_in("library").await;
    desk.post("Storytime at three", account).await;
    desk.work().await;
    assert_eq!(today(&desk).await.going_out.len(), 1);
    desk.advance(15 * 3600);
    let now = today(&desk).await;
    assert_eq!((now.going_out.len(), now.date.as_str()), (0, "Tuesday 24 November"));
}

#[tokio::test]
async fn doubt_is_told_as_doubt() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    desk.platform.finding(lectern_testkit::Finding::CannotTell);
    desk.platform.fault(Operation::Step, Fault::CutAfter);
    desk.post("Storytime at three", account).await;
    desk.work().await;
    let sentence = today(&desk).await.sentence;
    assert!(sentence.ends_with("One post is being checked: it may be out already."), "{sentence}");
    desk.advance(5);
    desk.work().await;
    let now = today(&desk).await;
    assert!(now.sentence.ends_with("One post may or may not be out: please look."), "{}", now.sentence);
    assert_eq!(now.needs_you.len(), 1);
}
