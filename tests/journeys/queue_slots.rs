//! The weekly queue: each account's next free time, on the library's clock.

use lectern_model::{
    AccountId, Code, DeliveryState, DeliveryView, Draft, DraftPreview, Finding, Level, QueueNext, QueueSlot, Timestamp,
    When,
};
use lectern_testkit::MONDAY_NINE;
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
}

/// A time of the week of an account.
fn slot(account: AccountId, weekday: u8, hour: u16, minute: u16) -> QueueSlot {
    QueueSlot { account, weekday, minute_of_day: hour * 60 + minute }
}

async fn keep(desk: &Desk, account: AccountId, slots: &[QueueSlot]) -> Vec<QueueSlot> {
    desk.call("queue_slots_save", json!({ "account": account, "slots": slots })).await
}

async fn queued(desk: &Desk, text: &str, accounts: &[AccountId]) -> Draft {
    let draft = desk.draft(text, accounts).await;
    desk.save(&Draft { when: When::Queue, ..draft }).await
}

async fn queue(desk: &Desk, text: &str, accounts: &[AccountId]) -> Vec<DeliveryView> {
    let draft = queued(desk, text, accounts).await;
    desk.send(&draft).await
}

async fn next(desk: &Desk, accounts: &[AccountId]) -> Vec<QueueNext> {
    desk.call("queue_next", json!({ "accounts": accounts })).await
}

#[tokio::test]
async fn each_account_gets_its_own_next_free_time_and_it_goes_out_then() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in_on("other", "library", None).await);
    keep(&desk, one, &[slot(one, 2, 9, 0), slot(one, 4, 9, 0)]).await;
    let all = keep(&desk, two, &[slot(two, 3, 10, 30)]).await;
    assert_eq!(all.len(), 3, "the answer holds every account's");

    let told = next(&desk, &[one, two]).await;
    let words: Vec<String> = told.iter().map(|one| one.next.clone().expect("a time").words).collect();
    assert_eq!(words, ["Tuesday 24 November 2026, 9:00 (UTC)", "Wednesday 25 November 2026, 10:30 (UTC)"]);

    let first = queue(&desk, "Storytime at three", &[one, two]).await;
    let due: Vec<Timestamp> = first.iter().map(|one| one.due_at).collect();
    assert_eq!(due, [utc("2026-11-24T09:00:00Z"), utc("2026-11-25T10:30:00Z")], "as it was told");
    assert!(first.iter().all(|one| one.scheduled && matches!(one.state, DeliveryState::Planned { .. })));
    let second = queue(&desk, "Seed library", &[one, two]).await;
    let due: Vec<Timestamp> = second.iter().map(|one| one.due_at).collect();
    assert_eq!(due, [utc("2026-11-26T09:00:00Z"), utc("2026-12-02T10:30:00Z")], "the next that is free");

    desk.set_clock(utc("2026-11-24T08:59:59Z"));
    desk.work().await;
    assert!(desk.platform.published().is_empty());
    for moment in ["2026-11-24T09:00:00Z", "2026-11-25T10:30:00Z", "2026-11-26T09:00:00Z", "2026-12-02T10:30:00Z"] {
        desk.set_clock(utc(moment));
        desk.work().await;
    }
    assert_eq!((desk.platform.published().len(), desk.other.published().len()), (2, 2));
}

#[tokio::test]
async fn a_time_that_is_stopped_is_free_again_and_one_that_is_removed_moves_nothing() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    keep(&desk, account, &[slot(account, 2, 9, 0), slot(account, 4, 9, 0)]).await;
    let tuesday = queue(&desk, "Storytime", &[account]).await.remove(0);
    let thursday = queue(&desk, "Seed library", &[account]).await.remove(0);
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": tuesday.id })).await;
    assert_eq!(next(&desk, &[account]).await[0].next.as_ref().map(|at| at.at), Some(tuesday.due_at));

    keep(&desk, account, &[slot(account, 2, 9, 0)]).await;
    assert_eq!(desk.delivery(&thursday).await.due_at, thursday.due_at, "what is queued stays");
    desk.set_clock(thursday.due_at);
    desk.work().await;
    assert!(matches!(desk.state(&thursday).await, DeliveryState::Sent { at, .. } if at == thursday.due_at));
}

#[tokio::test]
async fn a_time_that_another_post_was_planned_for_is_not_free() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    keep(&desk, account, &[slot(account, 2, 9, 0)]).await;
    desk.plan_one("At that very minute", account, utc("2026-11-24T09:00:20Z")).await;
    let given = queue(&desk, "Storytime", &[account]).await.remove(0);
    assert_eq!(given.due_at, utc("2026-12-01T09:00:00Z"));
}

#[tokio::test]
async fn without_times_it_says_what_to_do_and_queues_nothing() {
    let desk = Desk::open().await;
    let (one, two) = (desk.sign_in("library").await, desk.sign_in_on("other", "branch", None).await);
    keep(&desk, one, &[slot(one, 2, 9, 0)]).await;
    let draft = queued(&desk, "Storytime", &[one, two]).await;
    assert_eq!(next(&desk, &[two]).await, [QueueNext { account: two, next: None, slots: 0 }]);
    let problem = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(problem.code, Code::Stopped);
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let found: Vec<(AccountId, &Finding)> = preview
        .targets
        .iter()
        .flat_map(|on| on.findings.iter().map(|finding| (on.account, finding)))
        .filter(|(_, finding)| finding.check == "queue")
        .collect();
    let [(account, finding)] = found[..] else { panic!("told with the other findings: {found:?}") };
    assert_eq!((account, finding.level), (two, Level::Stop));
    assert!(finding.words.contains("branch") && finding.why.contains("Queue times"), "{finding:?}");
    assert_eq!(problem.message, finding.words);
    assert!(desk.outbox().await.is_empty(), "not to the other account either");

    let (first, last) = (utc("2026-11-24T09:00:00Z"), utc("2026-11-24T08:00:00Z"));
    let draft = desk.draft("Storytime", &[one]).await;
    let draft = desk.save(&Draft { when: When::Queue, never_after: Some(last), ..draft }).await;
    desk.set("time_zone", json!("UTC")).await;
    let problem = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(problem.field.as_deref(), Some("never_after"), "{first:?}");
    assert!(desk.outbox().await.is_empty());
}

#[tokio::test]
async fn pictures_and_words_are_judged_by_the_day_of_the_free_time() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let hours = json!([{ "weekday": 1, "opens": 540, "closes": 1020 }, { "weekday": 4, "opens": 600, "closes": 1140 }]);
    let _: Value = desk.call("settings_save", json!({ "time_zone": "UTC", "opening_hours": hours })).await;
    keep(&desk, account, &[slot(account, 4, 9, 0)]).await;
    let text = "Open {hours today}";
    let draft = desk.draft(text, &[account]).await;
    let draft: Draft = desk.call("picture_add", crate::drafts::picture(&draft, "poster.png")).await;
    let release = json!({ "kind": "verbal", "where_filed": "", "expires_on": "2026-11-25" });
    let note = json!({ "picture": draft.media[0].hash, "shows_people": true, "release": release });
    let _: Value = desk.call("picture_record_save", note).await;
    let filled = async |draft: &Draft| {
        let filled: Value = desk.call("text_fill", json!({ "text": text, "draft": draft.id })).await;
        filled["text"].as_str().expect("a text").to_owned()
    };
    let released = async |draft: &Draft| {
        let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
        preview.findings.iter().all(|finding| finding.check != "release")
    };
    assert_eq!((filled(&draft).await.as_str(), released(&draft).await), ("Open 9:00 to 17:00", true), "on Monday");
    let draft = desk.save(&Draft { when: When::Queue, ..draft }).await;
    assert_eq!((filled(&draft).await.as_str(), released(&draft).await), ("Open 10:00 to 19:00", false), "on Thursday");
}

#[tokio::test]
async fn both_nights_on_which_the_clock_is_set() {
    for (now, weekdays, expected) in [
        // 2:30 does not come on 29 March: as much later, then by the wall clock again.
        ("2026-03-28T12:00:00Z", 7, ["2026-03-29T01:30:00Z", "2026-04-05T00:30:00Z"]),
        // 2:30 comes twice on 25 October: the first of the two, once.
        ("2026-10-24T12:00:00Z", 7, ["2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"]),
    ] {
        let desk = Desk::open().await;
        desk.set_clock(utc(now));
        desk.set("time_zone", json!("Europe/Berlin")).await;
        let account = desk.sign_in("library").await;
        keep(&desk, account, &[slot(account, weekdays, 2, 30)]).await;
        for expected in expected {
            let given = queue(&desk, "Night owls", &[account]).await.remove(0);
            assert_eq!(given.due_at, utc(expected));
            desk.set_clock(given.due_at);
            desk.work().await;
            assert!(matches!(desk.state(&given).await, DeliveryState::Sent { at, .. } if at == given.due_at));
        }
        assert_eq!(desk.platform.published().len(), 2);
    }
}

#[tokio::test]
async fn taken_back_it_asks_for_the_next_free_time_again() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    keep(&desk, account, &[slot(account, 2, 9, 0)]).await;
    let given = queue(&desk, "Storytime", &[account]).await.remove(0);
    let draft: Draft = desk.call("draft_take_back", json!({ "draft": given.draft })).await;
    assert_eq!(draft.when, When::Queue);
    assert_eq!(desk.send(&draft).await[0].due_at, given.due_at);
}

#[tokio::test]
async fn what_is_no_time_is_refused_and_a_removed_account_has_none() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let kept = keep(&desk, account, &[slot(account, 1, 9, 0), slot(account, 1, 9, 0)]).await;
    assert_eq!(kept.len(), 1, "the same twice is one");
    for wrong in [slot(account, 0, 9, 0), slot(account, 8, 9, 0), slot(account, 1, 24, 0), slot(AccountId(99), 1, 9, 0)]
    {
        let input = json!({ "account": account, "slots": [wrong] });
        assert_eq!(desk.refused("queue_slots_save", input).await.field.as_deref(), Some("slots"));
    }
    let input = json!({ "account": 99, "slots": [] });
    assert_eq!(desk.refused("queue_slots_save", input).await.code, Code::NotFound);
    let slots: Vec<QueueSlot> = desk.call("queue_slots", json!({})).await;
    assert_eq!(slots, kept);
    let _: Value = desk.call("account_remove", json!({ "account": account })).await;
    let slots: Vec<QueueSlot> = desk.call("queue_slots", json!({})).await;
    assert!(slots.is_empty());
}

#[tokio::test]
async fn a_crash_keeps_the_times_that_were_given() {
    let desk = Desk::open().await;
    desk.set("time_zone", json!("UTC")).await;
    let account = desk.sign_in("library").await;
    keep(&desk, account, &[slot(account, 2, 9, 0)]).await;
    let draft = queued(&desk, "Storytime", &[account]).await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.faults().fail_before_commit(1);
    let _ = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    drop(store);
    let desk = desk.start_again().await;
    assert!(desk.outbox().await.is_empty(), "nothing half queued");
    let given = desk.send(&draft).await.remove(0);
    let again = desk.send(&draft).await.remove(0);
    assert_eq!((given.due_at, given.id), (again.due_at, again.id), "asked twice, it is one");
    assert_eq!(given.due_at, MONDAY_NINE.plus_seconds(DAY));
}
