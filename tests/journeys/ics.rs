//! The calendar as a file for other programs.

use lectern_model::{Draft, ExportFile, When};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;

const HOUR: i64 = 60 * 60;

async fn exported(desk: &Desk) -> ExportFile {
    desk.call("calendar_ics", json!({ "from": "2026-11-23", "until": "2026-11-29" })).await
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "folded at 75 bytes");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn named<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
}

#[tokio::test]
async fn every_post_is_an_event_that_keeps_its_name() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("America/New_York")).await;
    desk.set("library_name", json!("Glen Falls; Library")).await;
    let account = desk.sign_in("library").await;
    let at = MONDAY_NINE.plus_seconds(HOUR);
    let long = "A first line that is far longer than seventy-five bytes, with a duck \u{1f986}, commas; and שלום";
    let draft = desk.draft(&format!("{long}\n\nSecond, line\\here"), &[account]).await;
    let draft = desk.save(&Draft { when: When::At { at }, ..draft }).await;
    let out = exported(&desk).await;
    assert_eq!((out.posts, out.name.as_str()), (1, "posts-2026-11-23-to-2026-11-29.ics"));
    let first = lines(&out.text);
    assert_eq!(named(&first, "DTSTART"), ["20261123T100000Z"]);
    assert_eq!(named(&first, "DTSTAMP"), ["20261123T090000Z"]);
    assert_eq!(named(&first, "STATUS"), ["TENTATIVE"]);
    assert_eq!(named(&first, "SUMMARY"), [long.replace(',', "\\,").replace(';', "\\;")]);
    let described = named(&first, "DESCRIPTION")[0];
    assert!(described.ends_with("\\n\\nSecond\\, line\\\\here\\n\\n@library@scripted.example\\ndraft"), "{described}");
    assert_eq!((named(&first, "VERSION"), named(&first, "PRODID")), (vec!["2.0"], vec!["-//Lectern//Lectern//EN"]));
    assert_eq!(named(&first, "X-WR-CALNAME"), ["Glen Falls\\; Library: posts"]);

    let planned = desk.send(&draft).await.remove(0);
    let second = lines(&exported(&desk).await.text);
    assert_eq!((named(&second, "STATUS"), named(&second, "UID")), (vec!["CONFIRMED"], named(&first, "UID")));
    let later = json!({ "delivery": planned.id, "at": at.plus_seconds(HOUR), "never_after": null });
    let _: Value = desk.call("delivery_move", later).await;
    let third = lines(&exported(&desk).await.text);
    assert_eq!((named(&third, "DTSTART"), named(&third, "UID")), (vec!["20261123T110000Z"], named(&first, "UID")));
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": planned.id })).await;
    let last = exported(&desk).await;
    assert_eq!((last.posts, named(&lines(&last.text), "UID").len()), (0, 0), "a calendar with nothing in it");
}

#[tokio::test]
async fn two_accounts_at_two_times_are_two_events() {
    let desk = Desk::open().await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "teens", None).await];
    let planned = desk.plan("Story time", &accounts, MONDAY_NINE.plus_seconds(HOUR), None).await;
    assert_eq!(exported(&desk).await.posts, 1);
    let later = json!({ "delivery": planned[1].id, "at": MONDAY_NINE.plus_seconds(2 * HOUR), "never_after": null });
    let _: Value = desk.call("delivery_move", later).await;
    let out = exported(&desk).await;
    let lines = lines(&out.text);
    let mut names = named(&lines, "UID");
    names.dedup();
    assert_eq!((out.posts, names.len()), (2, 2), "{}", out.text);
}
