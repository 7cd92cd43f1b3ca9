//! What the calendar shows: days of the library's clock, posts and drafts on them, what is too close, what is missing.

use lectern_model::{AccountId, CalendarEntry, CalendarPage, Draft, EntryKind, Timestamp, When};
use lectern_store::{NewDelivery, NewDraft, Plan};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

async fn page(desk: &Desk, from: &str, until: &str) -> CalendarPage {
    desk.call("calendar", json!({ "from": from, "until": until })).await
}

fn titles(entries: &[CalendarEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.title.as_str()).collect()
}

/// Where an entry stands on the clock on the wall.
fn wall(entry: &CalendarEntry) -> (&str, u16, &str) {
    (&entry.date, entry.minute, &entry.clock)
}

#[tokio::test]
async fn a_week_shows_posts_and_drafts_on_the_librarys_days() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("America/New_York")).await;
    desk.set("opening_hours", json!([{ "weekday": 4, "opens": 540, "closes": 1080 }])).await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    desk.plan("Story time is back", &accounts, utc("2026-11-26T14:00:00Z"), None).await;
    // Friday in London, Thursday at the library.
    desk.plan_one("Book club, upstairs", accounts[0], utc("2026-11-27T02:30:00Z")).await;
    let draft = desk.draft("Holiday hours", &[]).await;
    desk.save(&Draft { when: When::At { at: utc("2026-11-27T20:00:00Z") }, ..draft }).await;
    desk.draft("An idea with no day yet", &accounts[..1]).await;

    let week = page(&desk, "2026-11-23", "2026-11-29").await;
    assert_eq!((week.today.as_str(), week.zone.as_str()), ("2026-11-23", "America/New_York"));
    assert_eq!(titles(&week.entries), ["Story time is back", "Book club, upstairs", "Holiday hours"]);
    assert_eq!(wall(&week.entries[0]), ("2026-11-26", 540, "9:00"));
    assert_eq!(wall(&week.entries[1]), ("2026-11-26", 1290, "21:30"));
    assert_eq!(week.entries[0].words, "Thursday 26 November 2026, 9:00 (EST)");
    let kinds: Vec<EntryKind> = week.entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Planned, EntryKind::Planned, EntryKind::Draft]);
    assert_eq!(week.entries[0].state, "Scheduled, needs this computer on");
    assert_eq!(week.entries[0].accounts.iter().map(|one| one.account).collect::<Vec<_>>(), accounts);
    assert_eq!(week.entries[2].state, "Draft, not scheduled yet");
    let may = week.entries[0].may;
    assert!(may.shift && may.copy && may.send_now && may.discard);
    assert!(!week.entries[2].may.send_now, "a draft is sent from Write, where its checks are");
    let totals: Vec<u32> = week.days.iter().map(|day| day.total).collect();
    assert_eq!(totals, [0, 0, 0, 2, 1, 0, 0]);
    let thursday = &week.days[3];
    assert_eq!((thursday.words.as_str(), thursday.weekday), ("Thursday 26 November", 4));
    assert_eq!(thursday.open.iter().map(|span| (span.opens, span.closes)).collect::<Vec<_>>(), [(540, 1080)]);
    assert_eq!((week.undated_total, week.undated[0].title.as_str()), (1, "An idea with no day yet"));
    assert_eq!(week.later, 0);

    let before: CalendarPage = page(&desk, "2026-11-16", "2026-11-22").await;
    assert_eq!((before.entries.len(), before.later), (0, 3));
    let input = json!({ "from": "2026-11-23", "until": "2026-11-29", "accounts": [accounts[1]] });
    let filtered: CalendarPage = desk.call("calendar", input).await;
    assert_eq!(titles(&filtered.entries), ["Story time is back"]);
    for bad in [json!({ "from": "", "until": "2026-11-29" }), json!({ "from": "2026-11-29", "until": "2026-11-23" })] {
        assert!(desk.refused("calendar", bad).await.field.is_some());
    }
}

#[tokio::test]
async fn both_changes_of_the_clock_are_shown_and_told() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("Europe/Berlin")).await;
    let account = desk.sign_in("library").await;
    desk.plan_one("Before the gap", account, utc("2027-03-28T00:30:00Z")).await;
    desk.plan_one("After the gap", account, utc("2027-03-28T01:30:00Z")).await;
    desk.plan_one("The first", account, utc("2027-10-31T00:30:00Z")).await;
    desk.plan_one("The second", account, utc("2027-10-31T01:30:00Z")).await;

    let spring = page(&desk, "2027-03-22", "2027-03-28").await;
    assert_eq!(
        spring.entries.iter().map(wall).collect::<Vec<_>>(),
        [("2027-03-28", 90, "1:30"), ("2027-03-28", 210, "3:30"),]
    );
    assert!(spring.days[6].note.contains("from 2:00 to 3:00 nothing can go out"), "{}", spring.days[6].note);
    assert!(spring.days[..6].iter().all(|day| day.note.is_empty()));

    let autumn = page(&desk, "2027-10-25", "2027-10-31").await;
    let seen: Vec<_> = autumn.entries.iter().map(|entry| (entry.minute, entry.second, entry.title.as_str())).collect();
    assert_eq!(seen, [(150, false, "The first"), (150, true, "The second")]);
    assert!(autumn.entries[1].words.ends_with("2:30 (CET)") && autumn.entries[0].words.ends_with("2:30 (CEST)"));
    assert!(autumn.days[6].note.contains("from 2:00 to 3:00 comes twice"));
    assert!(autumn.clashes.is_empty(), "an hour apart, though the clock shows the same");
}

#[tokio::test]
async fn what_is_too_close_and_what_is_missing_is_said() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let (one, other) = (desk.sign_in("library").await, desk.sign_in("branch").await);
    let at = utc("2026-11-26T09:00:00Z");
    desk.plan_one("Meet the maker room", one, at).await;
    desk.plan_one("One very brave duck", one, at.plus_seconds(10 * MINUTE)).await;
    desk.plan_one("Somebody else’s", other, at.plus_seconds(10 * MINUTE)).await;
    desk.plan_one("Far enough", one, at.plus_seconds(40 * MINUTE)).await;
    let day = page(&desk, "2026-11-26", "2026-11-26").await;
    assert_eq!(day.clashes_total, 1);
    let label = &day.entries[0].accounts[0].label;
    assert_eq!(
        day.clashes,
        [format!(
            "Thursday 26 November, 9:00: “Meet the maker room” and “One very brave duck” go out 10 minutes apart on {label}."
        )]
    );
    assert_eq!(day.entries[0].clash, format!("10 minutes from “One very brave duck” on {label}."));
    let free = day.entries.iter().filter(|entry| entry.clash.is_empty()).map(|entry| entry.title.as_str());
    assert_eq!(free.collect::<Vec<_>>(), ["Somebody else’s", "Far enough"]);
    assert!(day.gaps.is_empty() && !day.hours_told, "no hours are told, so no day is missing anything");

    // Open on Mondays until ten and on Thursdays.
    let hours = json!([{ "weekday": 1, "opens": 480, "closes": 600 }, { "weekday": 4, "opens": 540, "closes": 1080 }]);
    desk.set("opening_hours", hours).await;
    let draft = desk.draft("Only thought of", &[one]).await;
    desk.save(&Draft { when: When::At { at: utc("2026-12-03T09:00:00Z") }, ..draft }).await;
    let gaps = page(&desk, "2026-11-26", "2026-11-26").await.gaps;
    let said: Vec<&str> = gaps.iter().map(|gap| gap.words.as_str()).collect();
    assert_eq!(
        said,
        [
            "Monday 23 November: nothing goes out.",
            "Monday 30 November: nothing goes out.",
            "Thursday 3 December: only a draft, which is not scheduled yet.",
        ]
    );
    desk.advance(2 * HOUR);
    let gaps = page(&desk, "2026-11-26", "2026-11-26").await.gaps;
    assert_eq!(gaps.len(), 2, "what is left of today is closed");
}

#[tokio::test]
async fn a_removed_account_takes_what_was_planned_for_it_and_leaves_what_was_sent() {
    let desk = Desk::open().await;
    let (goes, stays) = (desk.sign_in("library").await, desk.sign_in("branch").await);
    desk.plan("Sent to both", &[goes, stays], MONDAY_NINE.plus_seconds(HOUR), None).await;
    desk.advance(HOUR);
    desk.work().await;
    desk.plan("Planned for both", &[goes, stays], MONDAY_NINE.plus_seconds(DAY), None).await;
    let draft = desk.draft("Thought of for both", &[goes, stays]).await;
    desk.save(&Draft { when: When::At { at: MONDAY_NINE.plus_seconds(DAY + HOUR) }, ..draft }).await;
    let _: Value = desk.call("account_remove", json!({ "account": goes })).await;

    let week = page(&desk, "2026-11-22", "2026-11-29").await;
    assert_eq!(titles(&week.entries), ["Sent to both", "Planned for both", "Thought of for both"]);
    let accounts = |entry: &CalendarEntry| entry.accounts.iter().map(|one| one.account).collect::<Vec<_>>();
    assert_eq!(accounts(&week.entries[0]), [goes, stays]);
    assert!(week.entries[0].accounts[0].label.ends_with("(removed)"), "{:?}", week.entries[0].accounts);
    assert_eq!((week.entries[0].kind, week.entries[0].state.as_str()), (EntryKind::Sent, "Sent"));
    assert_eq!(accounts(&week.entries[1]), [stays]);
    assert!(!week.entries[0].may.shift && week.entries[0].may.copy, "what was sent stays, and can be copied");
    let input = json!({ "draft": week.entries[0].draft, "to": { "kind": "local", "local": "2026-11-28T09:00" } });
    let copied: Value = desk.call("calendar_copy", input).await;
    let copy: Draft = desk.call("draft", json!({ "draft": copied["draft"] })).await;
    assert_eq!(copy.targets, [stays]);
}

/// Ten thousand posts, spread evenly over some days from the first of December on.
async fn many(desk: &Desk, account: AccountId, days: i64) {
    let core = std::sync::Arc::clone(&desk.app.desk().expect("open").core);
    let outgoing = json!({ "text": "Storytime", "language": "en", "content_warning": "", "visibility": "public",
        "media": [], "card": null, "reply_to": null });
    let first = utc("2026-12-01T00:00:00Z");
    let seeded = core.write(move |writer| {
        for number in 0..10_000_i64 {
            let new = NewDraft { text: format!("Post {number}"), targets: vec![account], ..NewDraft::default() };
            let draft = writer.begin_draft(&new, MONDAY_NINE)?;
            let delivery = NewDelivery {
                key: format!("key-{number}"),
                account,
                conversation: None,
                outgoing: serde_json::from_value(outgoing.clone())?,
                follows: false,
                minted: Value::Null,
            };
            let at = first.plus_seconds(number * days * DAY / 10_000);
            writer.queue_deliveries(draft.id, &[delivery], Plan { at: Some(at), never_after: None }, MONDAY_NINE)?;
        }
        Ok(())
    });
    seeded.await.expect("there is room");
}

#[tokio::test]
async fn a_month_of_ten_thousand_counts_them_all_and_shows_some_of_each_day() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    many(&desk, account, 20).await;
    let input = json!({ "from": "2026-11-30", "until": "2027-01-03", "per_day": 3 });
    let month: CalendarPage = desk.call("calendar", input).await;
    assert_eq!(month.days.iter().map(|day| day.total).sum::<u32>(), 10_000);
    assert_eq!(month.days[1].total, 500);
    assert_eq!(month.entries.len(), 60);
    assert_eq!((month.clashes.len(), month.clashes_total), (20, 9_999));
    let day = page(&desk, "2026-12-01", "2026-12-01").await;
    assert_eq!((day.entries.len(), day.later), (500, 9_500));
    let desk_inside = desk.app.desk().expect("open");
    assert_eq!(desk_inside.outbox.work_once().await.expect("the store works"), 0, "none of it is due");
}
