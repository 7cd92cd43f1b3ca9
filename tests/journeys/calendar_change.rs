//! A whole post is moved, copied, sent now or dropped in the calendar.

use lectern_model::{
    CalendarCopied, CalendarEntry, CalendarMoved, CalendarPage, Code, DeliveryState, DeliveryView, Draft, EntryKind,
    Failure, FailureKind, MissedWhy, Timestamp, WallClock, When,
};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::drafts::picture;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

fn local(time: &str) -> Value {
    json!({ "kind": "local", "local": time })
}

async fn entries(desk: &Desk) -> Vec<CalendarEntry> {
    let page: CalendarPage = desk.call("calendar", json!({ "from": "2026-11-22", "until": "2027-11-05" })).await;
    page.entries
}

async fn shift(desk: &Desk, entry: &CalendarEntry, to: Value) -> CalendarMoved {
    desk.call("calendar_move", json!({ "draft": entry.draft, "at": entry.at, "to": to })).await
}

/// Two accounts and one post for both, three days from now.
async fn planned(desk: &Desk, never_after: Option<Timestamp>) -> Vec<DeliveryView> {
    desk.set("time_zone", json!("Europe/Berlin")).await;
    let accounts = [desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await];
    desk.plan("Story time is back", &accounts, MONDAY_NINE.plus_seconds(3 * DAY), never_after).await
}

#[tokio::test]
async fn a_post_is_moved_as_one_and_taken_back() {
    let desk = Desk::open().await;
    let deliveries = planned(&desk, None).await;
    let before = entries(&desk).await.remove(0);
    assert_eq!((before.clock.as_str(), before.accounts.len()), ("10:00", 2));
    let moved = shift(&desk, &before, local("2026-11-27T14:15")).await;
    assert_eq!(moved.words, "Moved to Friday 27 November 2026, 14:15 (CET).");
    assert_eq!((moved.to.at, moved.back), (utc("2026-11-27T13:15:00Z"), Some(before.at)));
    for one in &deliveries {
        let now = desk.delivery(one).await;
        assert_eq!(now.state, DeliveryState::Planned { at: moved.to.at });
        assert_eq!((now.due_at, now.next_at, now.scheduled), (moved.to.at, Some(moved.to.at), true));
    }
    let after = entries(&desk).await;
    assert_eq!((after.len(), after[0].minute), (1, 14 * 60 + 15));

    let stale = desk
        .refused("calendar_move", json!({ "draft": before.draft, "at": before.at, "to": local("2026-11-28T09:00") }));
    assert_eq!(stale.await.code, Code::Stale, "another window moved it meanwhile");
    let back = shift(&desk, &after[0], json!({ "kind": "moment", "at": moved.back })).await;
    assert_eq!(back.to.at, before.at);
    assert_eq!(entries(&desk).await, [before]);
    desk.set_clock(back.to.at);
    desk.work().await;
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (1, 1));
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words_and_changes_nothing() {
    let desk = Desk::open().await;
    let last = MONDAY_NINE.plus_seconds(3 * DAY + HOUR);
    planned(&desk, Some(last)).await;
    let before = entries(&desk).await;
    let refused = async |to: Value| {
        let problem = desk.refused("calendar_move", json!({ "draft": before[0].draft, "to": to })).await;
        assert_eq!(entries(&desk).await, before);
        (problem.code, problem.field.unwrap_or_default(), problem.message)
    };
    let (code, field, words) = refused(local("2026-11-23T09:59")).await;
    assert_eq!((code, field.as_str()), (Code::BadInput, "to"));
    assert!(words.contains("has passed") && words.contains("stays where it was"), "{words}");
    let (code, field, words) = refused(local("2026-11-26T11:01")).await;
    assert_eq!((code, field.as_str()), (Code::BadInput, "never_after"));
    assert!(words.contains("must not go out after Thursday 26 November 2026, 11:00 (CET)"), "{words}");
    assert!(words.contains("Choose an earlier time"), "{words}");
    assert_eq!(refused(local("tomorrow")).await.1, "local");
    assert_eq!(refused(json!({ "kind": "moment", "at": i64::MAX })).await.0, Code::BadInput);
    assert_eq!(refused(json!({ "kind": "moment", "at": MONDAY_NINE.plus_seconds(6 * 366 * DAY) })).await.1, "when");

    let bounded = |never_after| {
        json!({ "draft": before[0].draft, "to": local("2026-11-26T12:00"),
        "limit": { "kind": "change", "never_after": never_after } })
    };
    assert_eq!(desk.refused("calendar_move", bounded(Some(last))).await.field.as_deref(), Some("never_after"));
    let _: CalendarMoved = desk.call("calendar_move", bounded(None)).await;
    assert!(entries(&desk).await[0].never_after.is_none());
}

#[tokio::test]
async fn a_move_into_a_change_of_the_clock_says_so() {
    let desk = Desk::open().await;
    planned(&desk, None).await;
    let entry = entries(&desk).await.remove(0);
    let gap = shift(&desk, &entry, local("2027-03-28T02:30")).await;
    assert_eq!((gap.to.clock, gap.to.at), (WallClock::Skipped, utc("2027-03-28T01:30:00Z")));
    assert!(
        gap.words.starts_with("Moved to Sunday 28 March 2027, 3:30 (CEST). The clocks are put forward"),
        "{}",
        gap.words
    );
    let entry = entries(&desk).await.remove(0);
    assert_eq!((entry.date.as_str(), entry.minute), ("2027-03-28", 210));
    let fold = shift(&desk, &entry, local("2027-10-31T02:30")).await;
    assert_eq!((fold.to.clock, fold.to.at), (WallClock::Twice, utc("2027-10-31T00:30:00Z")));
    assert!(fold.words.contains("the first of the two"), "{}", fold.words);
    let entry = entries(&desk).await.remove(0);
    let second = shift(&desk, &entry, json!({ "kind": "moment", "at": fold.to.again_at })).await;
    assert!(second.words.contains("2:30 (CET)") && second.words.contains("the second of the two"), "{}", second.words);
    assert!(entries(&desk).await[0].second);
}

#[tokio::test]
async fn only_what_was_not_sent_is_moved() {
    let desk = Desk::open().await;
    planned(&desk, None).await;
    desk.set_clock(MONDAY_NINE.plus_seconds(3 * DAY));
    desk.other.fault(
        lectern_testkit::Operation::Step,
        lectern_testkit::Fault::Fails(Failure::without_effect(FailureKind::Permission, "Not allowed.")),
    );
    desk.work().await;
    let entry = entries(&desk).await.remove(0);
    assert_eq!((entry.kind, entry.state.as_str()), (EntryKind::Failed, "1 not sent, 1 sent"));
    assert!(entry.may.shift && entry.may.send_now && entry.may.discard);
    shift(&desk, &entry, local("2026-11-27T09:00")).await;
    let after = entries(&desk).await;
    assert_eq!(
        after.iter().map(|one| (one.kind, one.accounts.len())).collect::<Vec<_>>(),
        [(EntryKind::Sent, 1), (EntryKind::Planned, 1),]
    );
    let sent = desk.refused(
        "calendar_move",
        json!({ "draft": after[0].draft, "at": after[0].at, "to": local("2026-11-28T09:00") }),
    );
    let sent = sent.await;
    assert_eq!(sent.code, Code::Stale);
    assert!(sent.message.contains("Copy it to send it again"), "{}", sent.message);
}

#[tokio::test]
async fn a_draft_is_moved_by_its_own_time_and_dropped() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Holiday hours", &[account]).await;
    let at = MONDAY_NINE.plus_seconds(DAY);
    let draft = desk.save(&Draft { when: When::At { at }, never_after: Some(at.plus_seconds(DAY)), ..draft }).await;
    desk.set("time_zone", json!("UTC")).await;
    let entry = entries(&desk).await.remove(0);
    let moved = shift(&desk, &entry, local("2026-11-25T09:00")).await;
    assert_eq!(moved.back, Some(at));
    let stored: Draft = desk.call("draft", json!({ "draft": draft.id })).await;
    assert_eq!((stored.when, stored.revision), (When::At { at: moved.to.at }, draft.revision + 1));
    let past = json!({ "draft": draft.id, "to": local("2026-11-25T09:15") });
    assert_eq!(desk.refused("calendar_move", past).await.field.as_deref(), Some("never_after"));
    let stale = json!({ "draft": draft.id, "at": at, "to": local("2026-11-24T12:00") });
    assert_eq!(desk.refused("calendar_move", stale).await.code, Code::Stale);
    let now = desk.refused("calendar_send_now", json!({ "draft": draft.id })).await;
    assert!(now.message.contains("Open it in Write"), "{}", now.message);
    let dropped: Value = desk.call("calendar_drop", json!({ "draft": draft.id, "at": moved.to.at })).await;
    assert_eq!(dropped["count"], 1);
    assert_eq!(entries(&desk).await, []);
    assert_eq!(desk.refused("calendar_drop", json!({ "draft": draft.id })).await.code, Code::NotFound);
}

#[tokio::test]
async fn a_copy_is_a_new_draft_with_everything_of_the_old_one() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    let draft = desk.draft("Story time is back", &[account]).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "duck.png")).await;
    let mut media = draft.media.clone();
    media[0].description = "A felt duck".to_owned();
    let at = MONDAY_NINE.plus_seconds(DAY);
    let content_warning = "Ducks".to_owned();
    let draft =
        Draft { media, content_warning, when: When::At { at }, never_after: Some(at.plus_seconds(DAY)), ..draft };
    let draft = desk.save(&draft).await;
    desk.send(&draft).await;

    let copied: CalendarCopied =
        desk.call("calendar_copy", json!({ "draft": draft.id, "to": local("2026-12-01T09:00") })).await;
    assert!(
        copied.words.starts_with("Copied as a draft for Tuesday 1 December 2026, 9:00 (UTC). It is not scheduled yet.")
    );
    assert!(copied.words.contains("was left out"), "{}", copied.words);
    let copy: Draft = desk.call("draft", json!({ "draft": copied.draft })).await;
    let whole = (copy.text, copy.media, copy.content_warning, copy.targets, copy.language, copy.visibility);
    assert_eq!(
        whole,
        (draft.text, draft.media, draft.content_warning, draft.targets, draft.language, draft.visibility)
    );
    assert_eq!((copy.when, copy.never_after), (When::At { at: copied.to.at }, None));
    assert!(copy.queued_at.is_none());
    let kinds: Vec<EntryKind> = entries(&desk).await.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Planned, EntryKind::Draft]);
    let past = desk.refused("calendar_copy", json!({ "draft": draft.id, "to": local("2026-11-22T09:00") })).await;
    assert_eq!(past.field.as_deref(), Some("to"));
    assert_eq!(entries(&desk).await.len(), 2);
}

#[tokio::test]
async fn what_was_missed_waits_and_is_sent_moved_or_dropped() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    let at = MONDAY_NINE.plus_seconds(HOUR);
    let mut planned = Vec::new();
    for (number, title) in ["Sent late", "Moved", "Dropped"].into_iter().enumerate() {
        planned.push(desk.plan_one(title, account, at.plus_seconds(number as i64 * MINUTE)).await);
    }
    planned.extend(desk.plan("Too late for good", &[account], at, Some(at.plus_seconds(HOUR))).await);
    desk.advance(3 * DAY);
    desk.work().await;
    // Another week is looked at, and they wait there all the same.
    let page: CalendarPage = desk.call("calendar", json!({ "from": "2026-11-30", "until": "2026-12-06" })).await;
    assert_eq!(page.missed.iter().map(|entry| entry.kind).collect::<Vec<_>>(), [EntryKind::Missed; 4]);
    assert_eq!(page.entries, []);
    let of = |title: &str| page.missed.iter().find(|entry| entry.title == title).expect("it waits");
    let input = |title: &str| json!({ "draft": of(title).draft, "at": of(title).at });
    assert_eq!(of("Sent late").state, "Missed: send it now?");

    let late = desk.refused("calendar_send_now", input("Too late for good")).await;
    assert_eq!(late.code, Code::Stopped, "{late:?}");
    let into_past = json!({ "draft": of("Moved").draft, "to": local("2026-11-24T09:00") });
    assert_eq!(desk.refused("calendar_move", into_past).await.field.as_deref(), Some("to"));
    let sent: Value = desk.call("calendar_send_now", input("Sent late")).await;
    assert_eq!(sent["count"], 1);
    let moved = shift(&desk, of("Moved"), local("2026-11-27T09:00")).await;
    assert_eq!(moved.back, None, "it cannot be missed again");
    let _: Value = desk.call("calendar_drop", input("Dropped")).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);
    assert!(matches!(desk.state(&planned[1]).await, DeliveryState::Planned { .. }));
    assert_eq!(desk.state(&planned[2]).await, DeliveryState::Cancelled);
    assert!(matches!(desk.state(&planned[3]).await, DeliveryState::Missed { why: MissedWhy::NeverAfter, .. }));
    let mut anyway = input("Too late for good");
    anyway["anyway"] = json!(true);
    let _: Value = desk.call("calendar_send_now", anyway).await;
    desk.advance(10 * MINUTE);
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 2);
    let page: CalendarPage = desk.call("calendar", json!({ "from": "2026-11-23", "until": "2026-11-29" })).await;
    assert_eq!(page.missed, []);
}
