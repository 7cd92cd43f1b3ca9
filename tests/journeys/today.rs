//! The opening check.

use lectern_connectors::IncomingKind;
use lectern_model::{AccountId, DeliveryState, DeliveryView, Draft, DraftVersion, LineState, Today};
use lectern_net::Method;
use lectern_testkit::{Fault, MONDAY_NINE, Operation, cut_before, text};
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

/// A dead server looks like a dead line where it is the only one that is called.
#[tokio::test]
async fn where_one_server_is_silent_nothing_is_said_of_the_line() {
    const FEED: &str = "https://weir.example.org/feed";
    let desk = Desk::open_with_every_platform().await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in("branch").await);
    for account in [one, two] {
        desk.check(account).await;
    }
    desk.platform.offline(true);
    for account in [one, two] {
        let _ = desk.refused("account_check", json!({ "account": account })).await;
    }
    let line: LineState = desk.call("line", json!({})).await;
    assert_eq!((line.offline, line.silent.as_deref()), (false, Some("scripted.example")));
    let sentence = today(&desk).await.sentence;
    assert!(sentence.contains("The server scripted.example does not answer now"), "{sentence}");

    let feed = r#"<rss version="2.0"><channel><title>Weir Museum</title><item><guid>1</guid><title>The lock</title></item></channel></rss>"#;
    desk.wire.on(Method::Get, FEED, text(200, "text/xml", feed));
    let museum = desk.follow(FEED).await;
    desk.check(museum).await;
    let line: LineState = desk.call("line", json!({})).await;
    assert_eq!(
        (line.offline, line.silent),
        (false, None),
        "there is a line, and the account says what is wrong with it"
    );

    desk.wire.on(Method::Get, FEED, cut_before());
    desk.advance(24 * 3600);
    let _ = desk.refused("account_check", json!({ "account": museum })).await;
    let line: LineState = desk.call("line", json!({})).await;
    assert_eq!((line.offline, line.silent), (true, None), "nobody answers at all");
    assert!(today(&desk).await.sentence.contains("There is no line now"));
}

/// Titles of what goes out today, each with its account and whether it was deleted there.
fn outgoing(today: &Today) -> Vec<(&str, AccountId, bool)> {
    let deleted = |view: &DeliveryView| matches!(view.state, DeliveryState::Sent { deleted_at: Some(_), .. });
    today.going_out.iter().map(|view| (view.title.as_str(), view.account, deleted(view))).collect()
}

#[tokio::test]
async fn a_post_that_was_deleted_on_one_account_is_told_as_it_stands_on_the_other() {
    let desk = Desk::open().await;
    in_utc(&desk).await;
    let accounts = [desk.sign_in("library").await, desk.sign_in("branch").await];
    let draft = desk.draft("Story time at three", &accounts).await;
    let own = DraftVersion { account: accounts[0], text: "Story time, in other words".to_owned() };
    let draft = desk.save(&Draft { versions: vec![own], ..draft }).await;
    let sent = desk.send(&draft).await;
    desk.work().await;
    let of = |account| sent.iter().find(|view| view.account == account).expect("one for each").id;
    assert_eq!(today(&desk).await.going_out.len(), 2);

    let _: Value = desk.call("delivery_delete", json!({ "delivery": of(accounts[0]) })).await;
    desk.work().await;
    assert_eq!(outgoing(&today(&desk).await), [("Story time at three", accounts[1], false)]);
    let _: Value = desk.call("delivery_delete", json!({ "delivery": of(accounts[1]) })).await;
    desk.work().await;
    let told = [("Story time, in other words", accounts[0], true), ("Story time at three", accounts[1], true)];
    assert_eq!(outgoing(&today(&desk).await), told, "deleted everywhere, it is told as deleted");
}

#[tokio::test]
async fn what_goes_out_today_stands_in_the_order_of_the_day() {
    let desk = Desk::open().await;
    in_utc(&desk).await;
    let account = desk.sign_in("library").await;
    for (title, minutes) in [("Third", 35), ("First", 10), ("Second", 20)] {
        desk.plan_one(title, account, MONDAY_NINE.plus_seconds(minutes * 60)).await;
    }
    let titles = |told: Today| told.going_out.into_iter().map(|view| view.title).collect::<Vec<_>>();
    assert_eq!(titles(today(&desk).await), ["First", "Second", "Third"]);
    desk.advance(15 * 60);
    desk.work().await;
    desk.post("Now", account).await;
    desk.work().await;
    assert_eq!(titles(today(&desk).await), ["First", "Now", "Second", "Third"]);
}
