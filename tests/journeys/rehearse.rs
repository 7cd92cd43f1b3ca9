//! A dry run of the coming week: what would go where, and what would go wrong, without a connection.

use lectern_model::{Draft, Finding, Level, MendAt, Rehearsal, RehearsalPost, When};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

async fn rehearse(desk: &Desk, days: u32) -> Rehearsal {
    desk.call("rehearse", json!({ "days": days })).await
}

fn post<'a>(rehearsal: &'a Rehearsal, title: &str) -> &'a RehearsalPost {
    let mut posts = rehearsal.days.iter().flat_map(|day| &day.posts);
    posts.find(|post| post.title.starts_with(title)).unwrap_or_else(|| panic!("{title}: {rehearsal:?}"))
}

fn checks(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.check.as_str()).collect()
}

#[tokio::test]
async fn a_quiet_week_is_said_to_be_quiet() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let empty = rehearse(&desk, 0).await;
    assert_eq!((empty.days.len(), empty.sentence.as_str()), (7, "Nothing goes out in the coming 7 days."));
    assert_eq!((empty.days[0].date.as_str(), empty.days[6].words.as_str()), ("2026-11-23", "Sunday 29 November"));
    assert!(empty.notes.is_empty() && empty.accounts.is_empty());

    let account = desk.sign_in("library").await;
    desk.check(account).await;
    desk.set("opening_hours", json!([{ "weekday": 2, "opens": 540, "closes": 1020 }])).await;
    let planned = desk.plan_one("Story time is at ten on Thursday.", account, MONDAY_NINE.plus_seconds(DAY)).await;
    desk.plan_one("Too late for this week", account, MONDAY_NINE.plus_seconds(7 * DAY)).await;
    desk.platform.offline(true);
    let calls = desk.outbox().await;
    let good = rehearse(&desk, 7).await;
    assert_eq!(good.sentence, "One post goes out in the coming 7 days. Nothing stands in the way.");
    assert_eq!((good.posts, good.with_problems, good.accounts[0].posts), (1, 0, 1));
    let only = post(&good, "Story time");
    assert_eq!(
        (only.clock.as_str(), only.scheduled, only.mend),
        ("9:00", true, MendAt::Delivery { delivery: planned.id })
    );
    assert_eq!(only.targets[0].label, "@library@scripted.example");
    assert_eq!((good.days[1].posts.len(), good.days[1].open.as_str()), (1, "Open 9:00 to 17:00"));
    assert_eq!(good.days[0].open, "Closed");
    assert_eq!(desk.outbox().await, calls, "nothing was changed");
    assert_eq!(rehearse(&desk, 8).await.posts, 2);
    assert_eq!(rehearse(&desk, 1000).await.days.len(), 31);
}

#[tokio::test]
async fn everything_that_would_go_wrong_is_said_where_it_can_be_mended() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    desk.set(
        "opening_hours",
        json!([1, 2, 3, 4, 5].map(|day| json!({ "weekday": day, "opens": 540, "closes": 1020 }))),
    )
    .await;
    let library = desk.sign_in("library").await;
    desk.other.sign_in_lapses(MONDAY_NINE.plus_seconds(2 * DAY));
    let teens = desk.sign_in_on("other", "teens", None).await;
    for account in [library, teens] {
        desk.check(account).await;
    }
    let at = |days: i64, seconds: i64| MONDAY_NINE.plus_seconds(days * DAY + seconds);

    desk.plan_one("First of two", library, at(1, HOUR)).await;
    desk.plan_one("Second of two", library, at(1, HOUR + 20 * 60)).await;
    desk.plan_one("Half an hour later", library, at(1, HOUR + 50 * 60)).await;
    desk.plan_one("In time", teens, at(1, HOUR)).await;
    desk.plan_one("Lapsed by then", teens, at(2, HOUR)).await;
    desk.plan_one("On Saturday", library, at(5, 0)).await;
    let long = desk.draft(&"long ".repeat(300), &[library]).await;
    let long = desk.save(&Draft { when: When::At { at: at(3, 0) }, ..long }).await;
    let last = desk.draft("Last moment before its time", &[library]).await;
    desk.save(&Draft { when: When::At { at: at(3, HOUR) }, never_after: Some(at(3, 0)), ..last }).await;
    let nowhere = desk.draft("To nobody", &[]).await;
    desk.save(&Draft { when: When::At { at: at(4, 0) }, ..nowhere }).await;
    let overdue = desk.draft("Meant for yesterday", &[library]).await;
    desk.save(&Draft { when: When::At { at: at(-1, 0) }, ..overdue }).await;

    let told = rehearse(&desk, 7).await;
    for (title, expected) in [
        ("First of two", vec![]),
        ("Second of two", vec!["close"]),
        ("Half an hour later", vec![]),
        ("In time", vec![]),
        ("Lapsed by then", vec!["sign_in"]),
        ("On Saturday", vec!["closed"]),
        ("long", vec!["length", "draft"]),
        ("Last moment", vec!["never_after", "draft"]),
        ("To nobody", vec!["account", "draft"]),
    ] {
        assert_eq!(checks(&post(&told, title).problems), expected, "{title}: {:?}", post(&told, title).problems);
    }
    assert!(post(&told, "Second").problems[0].words.contains("20 minutes after “First of two”"));
    assert!(post(&told, "Lapsed").problems[0].words.contains("lapses before, on Wednesday 25 November, 9:00"));
    assert!(post(&told, "On Saturday").problems[0].words.contains("closed at 9:00"));
    assert_eq!(post(&told, "long").mend, MendAt::Draft { draft: long.id });
    let account = told.accounts.iter().find(|account| account.account == teens).expect("here");
    assert_eq!((account.posts, account.drafts, account.problems[0].level), (2, 0, Level::Stop));
    let account = told.accounts.iter().find(|account| account.account == library).expect("here");
    assert_eq!((account.posts, account.drafts), (4, 2), "a draft does not go out by itself");
    assert!(told.notes.iter().any(|note| note.words.contains("Meant for yesterday") && note.level == Level::Warn));
    assert_eq!((told.posts, told.with_problems), (9, 6));
    assert_eq!(
        told.sentence,
        "6 posts go out in the coming 7 days; 3 drafts with a time wait here. 6 need a look first. One account needs a look too."
    );
}

#[tokio::test]
async fn a_lost_sign_in_a_pause_and_a_removed_account_are_told_first() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    desk.plan_one("Story time", account, at).await;
    let draft = desk.draft("For an account that goes", &[]).await;
    let other = desk.sign_in_on("other", "teens", None).await;
    desk.save(&Draft { when: When::At { at: at.plus_seconds(3 * HOUR) }, targets: vec![other], ..draft }).await;
    let _: Value = desk.call("account_remove", json!({ "account": other })).await;
    let _: Value = desk.call("outbox_pause", json!({ "reason": "Storm" })).await;
    desk.platform.revoke_sign_ins();
    let _ = desk.refused("account_check", json!({ "account": account })).await;

    let told = rehearse(&desk, 7).await;
    let words: Vec<&str> = told.notes.iter().map(|note| note.words.as_str()).collect();
    assert!(words[0].contains("paused") && told.notes[0].level == Level::Stop, "{words:?}");
    assert!(words.iter().any(|words| words.contains("needs a new sign-in")), "{words:?}");
    assert!(words.iter().any(|words| words.contains("Opening hours are not told")), "{words:?}");
    assert!(checks(&post(&told, "Story time").problems).contains(&"sign_in"));
    assert!(checks(&post(&told, "For an account").problems).contains(&"account"));
    assert!(
        told.sentence.starts_with("One post would go out once you resume in the coming 7 days"),
        "{}",
        told.sentence
    );
}
