//! A table of posts is looked at row by row, and only then kept; what goes out as a table comes back as it was.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::time::Instant;

use lectern_model::{
    AccountId, Code, CsvImported, CsvKind, CsvPreview, CsvRow, CsvRowState, Draft, DraftSummary, ExportFile, Level,
    Timestamp, When,
};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::{Desk, PATIENCE, save_input};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

pub(crate) fn file(bytes: impl AsRef<[u8]>) -> Value {
    json!({ "base64": STANDARD.encode(bytes) })
}

pub(crate) async fn preview(desk: &Desk, file: &Value) -> CsvPreview {
    desk.call("csv_preview", file.clone()).await
}

pub(crate) async fn import(desk: &Desk, file: &Value, rows: &[CsvRow]) -> CsvImported {
    let ready = rows.iter().filter(|row| row.state == CsvRowState::Ready);
    let lines: Vec<u32> = ready.map(|row| row.line).collect();
    desk.call("csv_import", json!({ "file": file, "lines": lines })).await
}

pub(crate) async fn exported(desk: &Desk, command: &str) -> ExportFile {
    desk.call(command, json!({ "from": "2026-11-01", "until": "2027-12-31" })).await
}

async fn desk_in_new_york() -> (Desk, [AccountId; 2]) {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("America/New_York")).await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "teens", None).await];
    (desk, accounts)
}

pub(crate) fn said<'a>(row: &'a CsvRow, check: &str) -> &'a str {
    let found = row.findings.iter().find(|finding| finding.check == check);
    &found.unwrap_or_else(|| panic!("{check}: {row:?}")).words
}

#[tokio::test]
async fn every_row_is_shown_with_what_is_wrong_before_anything_is_saved() {
    let (desk, [library, teens]) = desk_in_new_york().await;
    let rows = [
        "date,time,zone,account,text,not after",
        "2026-12-01,09:00,,library@scripted.example; teens,Story time at ten,2026-12-01 10:00",
        "2026-12-01,09:00,Moon/Base,,Wrong zone,",
        "2026-12-01,09:00",
        "2026-11-01,09:00,,library,Long ago,",
        "2027-03-14,02:30,,library,In the gap,",
        "2027-11-07,01:30,,library,In the hour that comes twice,",
        "2026-12-02,09:00,Europe/Berlin,nobody,Unknown account,",
        "2026-12-03,09:00,,library,=HYPERLINK(\"https://a.example\"),",
        "soon,later,,library,No date,",
        "2026-12-04,09:00,,library,Too, many, commas, here",
        "2026-12-05,09:00,,library,,",
        "2026-12-06,09:00,,library,Story time,2026-12-05 09:00",
        "2026-12-01,09:00,,library@scripted.example; teens,Story time at ten,2026-12-01 10:00",
        ",,,library,Without a time,",
        "2040-01-01,09:00,,library,Far away,",
    ];
    let long = format!("2026-12-07,09:00,,library,{},", "long ".repeat(400));
    let text = format!("{}\n{long}\n2026-12-08,09:00,,library,\"never closed,\n", rows.join("\n"));
    let file = file(&text);
    let looked = preview(&desk, &file).await;
    assert_eq!((looked.kind, looked.zone.as_str(), looked.rows.len()), (CsvKind::Own, "America/New_York", 17));
    let row = |line: u32| looked.rows.iter().find(|row| row.line == line).expect("a row");

    let good = row(2);
    assert_eq!((good.state, good.accounts.as_slice()), (CsvRowState::Ready, [library, teens].as_slice()));
    assert_eq!((good.at, good.never_after), (Some(utc("2026-12-01T14:00:00Z")), Some(utc("2026-12-01T15:00:00Z"))));
    assert_eq!(good.words, "Tuesday 1 December 2026, 9:00 (EST)");
    assert!(good.findings.is_empty(), "{good:?}");

    for (line, check, words) in [
        (3, "zone", "Moon/Base"),
        (4, "columns", "2 of 6 columns"),
        (5, "past", "has passed"),
        (10, "time", "no date"),
        (11, "columns", "quotation marks"),
        (12, "empty", "no text"),
        (13, "never_after", "before its time"),
        (14, "twice", "line 2"),
        (16, "time", "five years"),
        (18, "quotation", "line 18"),
    ] {
        assert_eq!(row(line).state, CsvRowState::Broken, "{line}");
        assert!(said(row(line), check).contains(words), "{line}: {:?}", row(line).findings);
    }
    for (line, check, words) in [
        (6, "clock", "2:30 does not come"),
        (7, "clock", "1:30 comes twice"),
        (8, "account", "“nobody”"),
        (9, "formula", "plain text"),
        (15, "time", "without one"),
        (17, "length", "Too long for @library"),
    ] {
        assert_eq!(row(line).state, CsvRowState::Ready, "{line}: {:?}", row(line));
        assert!(said(row(line), check).contains(words), "{line}: {:?}", row(line).findings);
    }
    assert_eq!(row(6).at, Some(utc("2027-03-14T07:30:00Z")), "as much later as the clock is put forward");
    assert_eq!(row(7).at, Some(utc("2027-11-07T05:30:00Z")), "the first of the two");
    assert_eq!(row(8).at, Some(utc("2026-12-02T08:00:00Z")), "its own zone");
    assert_eq!(row(9).text, "=HYPERLINK(\"https://a.example\")");
    assert_eq!((looked.ready, looked.here, looked.broken), (7, 0, 10));
    assert!(desk.call::<Vec<DraftSummary>>("drafts", json!({})).await.is_empty(), "nothing is saved yet");

    let broken = desk.refused("csv_import", json!({ "file": file, "lines": [2, 3] })).await;
    assert_eq!((broken.code, broken.field.as_deref()), (Code::BadInput, Some("lines")));
    let absent = desk.refused("csv_import", json!({ "file": file, "lines": [2, 99] })).await;
    assert_eq!(absent.field.as_deref(), Some("lines"));
    assert!(desk.call::<Vec<DraftSummary>>("drafts", json!({})).await.is_empty(), "all or none");

    let kept = import(&desk, &file, &looked.rows).await;
    assert_eq!((kept.drafts.len(), kept.here), (7, 0));
    let first: Draft = desk.call("draft", json!({ "draft": kept.drafts[0] })).await;
    assert_eq!((first.text.as_str(), first.queued_at), ("Story time at ten", None));
    assert_eq!((first.when, first.targets), (When::At { at: utc("2026-12-01T14:00:00Z") }, vec![library, teens]));
    assert!(desk.outbox().await.is_empty(), "nothing is scheduled by itself");
    let untimed: Draft = desk.call("draft", json!({ "draft": kept.drafts[5] })).await;
    assert_eq!((untimed.text.as_str(), untimed.when), ("Without a time", When::Now));

    let again = preview(&desk, &file).await;
    assert_eq!((again.ready, again.here), (0, 8), "the second time every row is known");
    let lines = json!({ "file": file, "lines": [2, 6] });
    let twice: CsvImported = desk.call("csv_import", lines).await;
    assert_eq!((twice.drafts.len(), twice.here), (0, 2));
}

#[tokio::test]
async fn files_of_other_programs_are_known_and_ask_what_they_do_not_say() {
    let (desk, [library, _]) = desk_in_new_york().await;
    let unclear = file("01/02/2027 09:00;Story time;https://glen.example.org/a\n03/04/2027 10:00;Chess club\n");
    let looked = preview(&desk, &unclear).await;
    assert_eq!((looked.kind, looked.ready, looked.broken), (CsvKind::Hootsuite, 0, 2));
    let dates = looked.dates.expect("it asks");
    assert!(dates.day_first.is_none() && dates.words.contains("Nothing in the file"), "{dates:?}");
    assert!(said(&looked.rows[0], "day_first").contains("can be two days"));
    for (day_first, at) in [(true, "2027-02-01T14:00:00Z"), (false, "2027-01-02T14:00:00Z")] {
        let told = json!({ "base64": unclear["base64"], "day_first": day_first, "accounts": [library] });
        let looked = preview(&desk, &told).await;
        assert_eq!((looked.ready, looked.rows[0].at), (2, Some(utc(at))));
        assert_eq!(looked.rows[0].text, "Story time\n\nhttps://glen.example.org/a");
        assert_eq!(looked.rows[0].accounts, [library]);
    }
    let guessed = preview(&desk, &file("01/02/2027 09:00,Story time,\n12/25/2027 10:00,Closed,\n")).await;
    assert_eq!(guessed.dates.expect("it asks all the same").day_first, Some(false));
    assert_eq!(guessed.rows[0].at, Some(utc("2027-01-02T14:00:00Z")));
    let berlin = json!({ "base64": guessed_base64(), "zone": "Europe/Berlin" });
    assert_eq!(preview(&desk, &berlin).await.rows[0].at, Some(utc("2027-12-25T09:00:00Z")));

    let buffer =
        "Text\tImage URL\tTags\tPosting Time\nCaf\u{e9}\thttps://a.example/duck.png\tspring\t2027-04-03 09:30\n";
    let (windows, _, _) =
        (buffer.chars().map(|sign| u8::try_from(u32::from(sign)).expect("Latin")).collect::<Vec<u8>>(), 0, 0);
    let looked = preview(&desk, &file(windows)).await;
    assert_eq!((looked.kind, looked.rows[0].text.as_str()), (CsvKind::Buffer, "Café"));
    assert!(looked.notes[0].contains("Windows-1252"), "{:?}", looked.notes);
    assert!(
        said(&looked.rows[0], "pictures").contains("duck.png") && said(&looked.rows[0], "tags").contains("left behind")
    );
    assert!(looked.dates.is_none());
}

fn guessed_base64() -> String {
    STANDARD.encode("25/12/2027 10:00,Closed,\n")
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words() {
    let desk = Desk::open().await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".as_slice();
    let many = format!("date,time,text\n{}", "2027-04-03,09:00,a\n".repeat(10_001));
    for (bytes, words) in [
        (b"".as_slice(), "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (png, "not a table"),
        (b"date,time,text\n2027-04-03,09:00,nul\0byte\n", "not a table"),
        (b"Dear library,\nthank you for the lovely story time.\n", "no table of posts"),
        (b"date,time,text\n", "no rows"),
        (many.as_bytes(), "10,000 rows"),
    ] {
        let refused = desk.refused("csv_preview", file(bytes)).await;
        assert_eq!(refused.code, Code::UnusableFile, "{words}");
        assert!(
            refused.message.contains(words) && refused.message.contains("Nothing was saved"),
            "{}",
            refused.message
        );
    }
    let own = json!({ "base64": STANDARD.encode("01/02/2027 09:00,Hello"), "kind": "own" });
    assert!(desk.refused("csv_preview", own).await.message.contains("our columns"));
    let gone = json!({ "base64": STANDARD.encode("date,time,text\n2027-04-03,09:00,a"), "accounts": [99] });
    assert_eq!(desk.refused("csv_preview", gone).await.field.as_deref(), Some("accounts"));
    for (range, field) in [(("2026-11-31", "2026-12-01"), "from"), (("2026-12-02", "2026-12-01"), "until")] {
        for command in ["calendar_csv", "calendar_ics"] {
            let refused = desk.refused(command, json!({ "from": range.0, "until": range.1 })).await;
            assert_eq!(refused.field.as_deref(), Some(field), "{command}");
        }
    }
}

#[tokio::test]
async fn ten_thousand_rows_are_looked_at_in_one_go() {
    let (desk, [library, _]) = desk_in_new_york().await;
    let mut text = "date,time,account,text\n".to_owned();
    for row in 0..10_000_i64 {
        let (day, minute) = (row / 1440 % 28 + 1, row % 1440);
        text += &format!(
            "2027-02-{day:02},{:02}:{:02},library@scripted.example,\"Post {row}, with a link https://glen.example.org/{row}\"\n",
            minute / 60,
            minute % 60
        );
    }
    let begun = Instant::now();
    let looked = preview(&desk, &file(&text)).await;
    let took = begun.elapsed();
    println!("10,000 rows looked at in {took:?}");
    assert_eq!((looked.ready, looked.rows[9_999].accounts.as_slice()), (10_000, [library].as_slice()));
    assert!(took < PATIENCE, "{took:?}");
}

/// Five hundred rows of every kind of text that is hard on a table.
fn hard_texts() -> Vec<String> {
    let hard = [
        "Story time, songs; and \"rhymes\"",
        "=SUM(A1:A9)",
        "+1 for reading",
        "-30 % on fines",
        "@friends come in",
        "'quoted' words",
        "'=already guarded",
        "שעת סיפור בספרייה",
        "\u{1f986} ducks \u{1f469}\u{200d}\u{1f467}",
        "Two\nlines, and\n\na gap",
        "https://glen.example.org/story?a=1&b=2",
        "tab\there",
        "semicolon; comma, pipe |",
    ];
    (0..500)
        .map(|number| {
            format!(
                "{}{}",
                hard[number % hard.len()],
                match number / hard.len() {
                    0 => String::new(),
                    round => format!(" ({round})"),
                }
            )
        })
        .collect()
}

#[tokio::test]
async fn five_hundred_rows_go_in_and_the_same_come_out() {
    let (desk, accounts) = desk_in_new_york().await;
    // Over both changes of the clock, in the hour that comes twice as well.
    let begin = utc("2027-02-20T05:00:00Z");
    for (number, text) in hard_texts().into_iter().enumerate() {
        let number = i64::try_from(number).expect("few");
        let at = if number == 7 { utc("2027-11-07T06:30:00Z") } else { begin.plus_seconds(number * 14 * HOUR) };
        let targets =
            [&accounts[..1], &accounts[1..], &accounts[..]][usize::try_from(number % 3).expect("few")].to_vec();
        let draft = desk.draft(&text, &[]).await;
        let last = (number % 5 == 0).then(|| at.plus_seconds(DAY));
        desk.save(&Draft { targets, when: When::At { at }, never_after: last, ..draft }).await;
    }
    let first = exported(&desk, "calendar_csv").await;
    assert_eq!((first.posts, first.name.as_str()), (500, "posts-2026-11-01-to-2027-12-31.csv"));
    for line in first.text.split("\r\n").skip(1) {
        assert!(
            line.split(',').nth(6).is_none_or(|cell| !cell.trim_start_matches('"').starts_with(['=', '+', '-', '@'])),
            "{line}"
        );
    }

    let (other, others) = desk_in_new_york().await;
    assert_eq!(others, accounts, "the same accounts on a second desk");
    let table = file(&first.text);
    let looked = preview(&other, &table).await;
    assert_eq!(
        (looked.ready, looked.broken),
        (500, 0),
        "{:?}",
        looked.rows.iter().find(|row| row.state == CsvRowState::Broken)
    );
    assert!(looked.rows.iter().all(|row| row.findings.iter().all(|finding| finding.level != Level::Stop)));
    let kept = import(&other, &table, &looked.rows).await;
    assert_eq!(kept.drafts.len(), 500);
    let second = exported(&other, "calendar_csv").await;
    let (before, after) = (fields(&first.text), fields(&second.text));
    assert_eq!(before.len(), 501);
    assert_eq!(after, before, "byte for byte, but for the numbers of the drafts");
    assert_eq!(preview(&other, &table).await.here, 500);
    assert_eq!(preview(&desk, &table).await.here, 500, "and all of it is known where it came from");
}

/// Every field of a table but the first, read by a small reader of its own.
pub(crate) fn fields(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        match (quoted, sign) {
            (true, '"') if signs.peek() == Some(&'"') => cell.extend(signs.next()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {}
            (false, '\n') => {
                row.push(std::mem::take(&mut cell));
                rows.push(row.drain(..).skip(1).collect());
            }
            (_, sign) => cell.push(sign),
        }
    }
    rows
}

#[tokio::test]
async fn what_is_scheduled_and_sent_stands_in_the_table_and_is_not_taken_twice() {
    let (desk, accounts) = desk_in_new_york().await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    desk.plan("Story time at ten", &accounts, at, None).await;
    desk.plan("Sent one", &accounts[..1], MONDAY_NINE.plus_seconds(60), None).await;
    desk.advance(60);
    desk.work().await;
    let stopped = desk.plan_one("Stopped", accounts[0], at).await;
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": stopped.id })).await;
    let out = exported(&desk, "calendar_csv").await;
    let rows = fields(&out.text);
    let told: Vec<_> = rows.iter().skip(1).map(|row| (row[4].as_str(), row[5].as_str(), row[3].as_str())).collect();
    assert_eq!(
        told,
        [
            ("sent", "Sent one", "'@library@scripted.example"),
            ("planned", "Story time at ten", "'@library@scripted.example; @teens@scripted.example"),
        ]
    );
    let known = preview(&desk, &file(&out.text)).await;
    assert_eq!((known.here, known.ready), (2, 0), "{:?}", known.rows);

    let (other, _) = desk_in_new_york().await;
    other.advance(60);
    let fresh = preview(&other, &file(&out.text)).await;
    assert_eq!((fresh.ready, fresh.broken), (1, 1));
    assert!(said(&fresh.rows[0], "state").contains("“sent”"), "{:?}", fresh.rows[0]);
}

#[tokio::test]
async fn a_draft_that_changed_since_is_another_post() {
    let (desk, [library, _]) = desk_in_new_york().await;
    let table = file("date,time,account,text\n2027-04-03,09:00,library,Story time\n");
    let looked = preview(&desk, &table).await;
    let kept = import(&desk, &table, &looked.rows).await;
    let draft: Draft = desk.call("draft", json!({ "draft": kept.drafts[0] })).await;
    assert_eq!(draft.targets, [library]);
    let _: Draft = desk.call("draft_save", save_input(&Draft { text: "Story time moved".to_owned(), ..draft })).await;
    assert_eq!(preview(&desk, &table).await.ready, 1);
}
