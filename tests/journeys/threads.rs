//! A text that is too long goes out as a thread: each part once, each in answer to the one before it.

use lectern_model::{
    AccountId, CalendarPage, Code, DeliveryState, DeliveryView, Draft, DraftPreview, ExportFile, Failure, FailureKind,
    Fix, Outgoing, Rehearsal, Threading, Timestamp, Visibility, WaitsFor, When,
};
use lectern_testkit::{Fault, Idempotency, MONDAY_NINE, Operation, ScriptedPlatform};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::drafts::{desk_limits, picture};

const HOUR: i64 = 60 * 60;
const LONG: &str = "Story time is back. Come on Thursday at ten. Bring a duck.";
const PARTS: [&str; 3] = ["Story time is back.\n\n1/3", "Come on Thursday at ten.\n\n2/3", "Bring a duck.\n\n3/3"];

fn refuses() -> Fault {
    Fault::Fails(Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, "No ducks."))
}

async fn small_desk() -> (Desk, AccountId) {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let mut small = desk_limits();
    small.text_max = 40;
    desk.platform.set_limits(small);
    (desk, account)
}

async fn long(desk: &Desk, account: AccountId) -> Draft {
    let draft = desk.draft(LONG, &[account]).await;
    desk.save(&Draft { thread: Threading { on: true, numbered: true }, ..draft }).await
}

async fn planned(desk: &Desk, account: AccountId, at: Timestamp) -> Vec<DeliveryView> {
    let draft = long(desk, account).await;
    let draft = desk.save(&Draft { when: When::At { at }, ..draft }).await;
    desk.send(&draft).await
}

/// What is there, oldest first: the text, and the place in the list of what it answers.
fn there(platform: &ScriptedPlatform) -> Vec<(String, Option<usize>)> {
    let posts: Vec<_> = platform.published().into_iter().filter(|post| !post.deleted).collect();
    let place = |id: &String| posts.iter().position(|post| post.post.remote_id == *id);
    let text = |post: &lectern_testkit::ServerPost| match &post.post.body {
        lectern_model::Body::Plain { text, .. } | lectern_model::Body::Html(text) => text.clone(),
    };
    posts.iter().map(|post| (text(post), post.post.reply_to.as_ref().and_then(place))).collect()
}

fn whole() -> Vec<(String, Option<usize>)> {
    PARTS.iter().enumerate().map(|(at, text)| ((*text).to_owned(), at.checked_sub(1))).collect()
}

async fn waits(desk: &Desk, deliveries: &[DeliveryView]) -> Vec<Option<WaitsFor>> {
    let mut all = Vec::new();
    for one in deliveries {
        all.push(desk.delivery(one).await.thread.expect("it is a part").waits);
    }
    all
}

#[tokio::test]
async fn too_long_a_text_offers_to_become_a_thread_and_shows_its_parts() {
    let (desk, account) = small_desk().await;
    let draft = desk.draft(LONG, &[account]).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let length = preview.targets[0].findings.iter().find(|finding| finding.check == "length").expect("it is too long");
    assert!(matches!(&length.fix, Some(Fix::Thread { label }) if label == "Make a thread"));
    let draft = desk.save(&Draft { thread: Threading { on: true, numbered: true }, ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    let parts = &preview.targets[0].parts;
    assert_eq!(parts.iter().map(|part| part.count.used).collect::<Vec<_>>(), [24, 29, 18]);
    assert!(preview.targets[0].findings.iter().all(|finding| finding.check != "length"));
    let private = desk.save(&Draft { visibility: Visibility::Direct, ..draft }).await;
    assert_eq!(desk.refused("outbox_send", send_input(private.id, private.revision)).await.code, Code::Stopped);
}

#[tokio::test]
async fn it_goes_out_part_by_part_each_in_answer_to_the_one_before() {
    let (desk, account) = small_desk().await;
    let draft = long(&desk, account).await;
    let draft: Draft = desk.call("picture_add", picture(&draft, "duck.png")).await;
    let mut media = draft.media.clone();
    media[0].decorative = true;
    media[0].decorative_why = "It only frames the text".to_owned();
    let draft = desk.save(&Draft { media, ..draft }).await;
    let queued = desk.send(&draft).await;
    let turn = Some(WaitsFor::ItsTurn);
    assert_eq!(waits(&desk, &queued).await, [None, turn, turn]);
    desk.work().await;
    assert_eq!(there(&desk.platform), whole());
    let pictures: Vec<usize> = desk.platform.published().iter().map(|post| post.pictures.len()).collect();
    assert_eq!(pictures, [1, 0, 0]);
    assert_eq!(waits(&desk, &queued).await, [None, None, None]);
}

#[tokio::test]
async fn accounts_with_room_send_one_post() {
    let (desk, account) = small_desk().await;
    let roomy = desk.sign_in_on("other", "library", None).await;
    let draft = desk.draft(LONG, &[account, roomy]).await;
    let draft = desk.save(&Draft { thread: Threading { on: true, numbered: false }, ..draft }).await;
    assert_eq!(desk.send(&draft).await.len(), 3);
    desk.work().await;
    assert_eq!(there(&desk.other), [(LONG.to_owned(), None)]);
    assert_eq!(there(&desk.platform)[1].0, "Come on Thursday at ten. Bring a duck.");
}

#[tokio::test]
async fn a_part_waits_for_one_that_failed_and_says_so() {
    let (desk, account) = small_desk().await;
    let draft = long(&desk, account).await;
    desk.platform.fault_after(Operation::Step, 1, refuses());
    let queued = desk.send(&draft).await;
    desk.work().await;
    desk.advance(HOUR);
    desk.work().await;
    assert_eq!(there(&desk.platform).len(), 1);
    assert!(matches!(desk.state(&queued[1]).await, DeliveryState::Failed { .. }));
    let last = desk.delivery(&queued[2]).await;
    assert_eq!((last.thread.expect("a part").waits, last.next_at), (Some(WaitsFor::APerson), None));
    let line: lectern_model::LineState = desk.call("line", json!({})).await;
    assert_eq!((line.sending, line.needs_you), (0, 1), "what waits for a person is not on its way");
    let _: Value = desk.call("delivery_retry", json!({ "delivery": queued[1].id })).await;
    desk.work().await;
    assert_eq!(there(&desk.platform), whole());
}

#[tokio::test]
async fn moving_the_first_moves_all_and_late_parts_follow_at_once() {
    let (desk, account) = small_desk().await;
    let (at, later) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(3 * HOUR));
    let queued = planned(&desk, account, at).await;
    let _: Value =
        desk.call("delivery_move", json!({ "delivery": queued[0].id, "at": later, "never_after": null })).await;
    for one in &queued {
        assert_eq!(desk.state(one).await, DeliveryState::Planned { at: later });
    }
    desk.advance(2 * HOUR);
    desk.work().await;
    assert!(there(&desk.platform).is_empty());
    // Late, but within the grace: one after the other, and not minutes apart.
    desk.advance(HOUR + 20 * 60);
    desk.work().await;
    assert_eq!(there(&desk.platform), whole());
}

#[tokio::test]
async fn a_missed_thread_goes_out_whole_when_a_person_says_so() {
    let (desk, account) = small_desk().await;
    let queued = planned(&desk, account, MONDAY_NINE.plus_seconds(HOUR)).await;
    desk.advance(5 * HOUR);
    desk.work().await;
    assert!(matches!(desk.state(&queued[0]).await, DeliveryState::Missed { .. }));
    assert_eq!(waits(&desk, &queued).await[1], Some(WaitsFor::APerson));
    let _: Value = desk.call("delivery_retry", json!({ "delivery": queued[0].id })).await;
    desk.work().await;
    assert_eq!(there(&desk.platform), whole());
}

#[tokio::test]
async fn nothing_of_it_goes_out_after_its_last_moment() {
    let (desk, account) = small_desk().await;
    let (at, last) = (MONDAY_NINE.plus_seconds(HOUR), MONDAY_NINE.plus_seconds(HOUR + 300));
    let draft = long(&desk, account).await;
    let draft = desk.save(&Draft { when: When::At { at }, never_after: Some(last), ..draft }).await;
    let queued = desk.send(&draft).await;
    desk.platform.fault_after(Operation::Step, 1, Fault::CutBefore);
    desk.advance(HOUR);
    desk.work().await;
    desk.advance(600);
    desk.work().await;
    assert_eq!(there(&desk.platform).len(), 1);
    assert!(matches!(desk.state(&queued[1]).await, DeliveryState::Missed { .. }));
    assert!(matches!(desk.state(&queued[2]).await, DeliveryState::Planned { .. } | DeliveryState::Due));
}

#[tokio::test]
async fn stopping_the_first_stops_all_and_taking_back_gives_one_draft() {
    let (desk, account) = small_desk().await;
    let at = MONDAY_NINE.plus_seconds(HOUR);
    let queued = planned(&desk, account, at).await;
    let _: Value = desk.call("delivery_cancel", json!({ "delivery": queued[0].id })).await;
    for one in &queued {
        assert_eq!(desk.state(one).await, DeliveryState::Cancelled);
    }
    let again = planned(&desk, account, at).await;
    let back: Draft = desk.call("draft_take_back", json!({ "draft": again[0].draft })).await;
    assert_eq!((back.text.as_str(), back.targets.as_slice()), (LONG, [account].as_slice()));
    assert_eq!((back.thread, back.when), (Threading { on: true, numbered: true }, When::At { at }));
    desk.advance(HOUR);
    desk.work().await;
    assert!(there(&desk.platform).is_empty());
}

#[tokio::test]
async fn the_rest_of_a_torn_thread_becomes_a_draft() {
    let (desk, account) = small_desk().await;
    let draft = long(&desk, account).await;
    desk.platform.fault_after(Operation::Step, 1, refuses());
    let queued = desk.send(&draft).await;
    desk.work().await;
    let rest: Draft = desk.call("delivery_edit_again", json!({ "delivery": queued[1].id })).await;
    assert_eq!(rest.text, "Come on Thursday at ten. Bring a duck.");
    assert!(matches!(desk.state(&queued[0]).await, DeliveryState::Sent { .. }));
    for one in &queued[1..] {
        assert_eq!(desk.state(one).await, DeliveryState::Cancelled);
    }
}

#[tokio::test]
async fn a_part_whose_forerunner_was_deleted_is_not_sent_into_the_void() {
    let (desk, account) = small_desk().await;
    let draft = long(&desk, account).await;
    desk.platform.fault_after(Operation::Step, 1, Fault::CutBefore);
    let queued = desk.send(&draft).await;
    desk.work().await;
    let _: Value = desk.call("delivery_delete", json!({ "delivery": queued[0].id })).await;
    desk.advance(HOUR);
    desk.work().await;
    let DeliveryState::Failed { why } = desk.state(&queued[1]).await else { panic!("it cannot be sent") };
    assert!(why.words.starts_with("The part before it is being deleted."), "{}", why.words);
    assert!(there(&desk.platform).is_empty());
}

#[tokio::test]
async fn the_program_may_end_between_any_two_parts() {
    for sent_before in 0..3 {
        let (mut desk, account) = small_desk().await;
        desk.platform.idempotency(Idempotency::None);
        let draft = long(&desk, account).await;
        let queued = desk.send(&draft).await;
        for _ in 0..sent_before {
            let work = desk.app.desk().expect("it is open").outbox.work_once().await.expect("the store works");
            assert_eq!(work, 1, "one part at a time");
        }
        assert_eq!(there(&desk.platform).len(), sent_before);
        desk = desk.start_again().await;
        desk.work().await;
        assert_eq!(there(&desk.platform), whole(), "after {sent_before}");
        assert_eq!(desk.outbox().await.len(), queued.len());
    }
}

#[tokio::test]
async fn whatever_fails_on_the_way_every_part_is_there_once() {
    let faults = [Fault::CutBefore, Fault::CutAfter, refuses()];
    for operation in [Operation::Step, Operation::ReadBack, Operation::FindPublished] {
        for (skip, fault) in (0..2).flat_map(|skip| faults.iter().map(move |fault| (skip, fault.clone()))) {
            let (desk, account) = small_desk().await;
            desk.platform.fault_after(operation, skip, fault.clone());
            let draft = long(&desk, account).await;
            let queued = desk.send(&draft).await;
            for _ in 0..10 {
                desk.work().await;
                for one in &queued {
                    if let DeliveryState::Failed { .. } = desk.state(one).await {
                        let _: Value = desk.call("delivery_retry", json!({ "delivery": one.id })).await;
                    }
                }
                desk.advance(120);
            }
            assert_eq!(there(&desk.platform), whole(), "{operation:?} {skip} {fault:?}");
        }
    }
}

#[tokio::test]
async fn a_thread_beyond_all_measure_is_refused() {
    let (desk, account) = small_desk().await;
    let draft = desk.draft(&"A duck came by. ".repeat(60), &[account]).await;
    let draft = desk.save(&Draft { thread: Threading { on: true, numbered: true }, ..draft }).await;
    let problem = desk.refused("outbox_send", send_input(draft.id, draft.revision)).await;
    assert_eq!(problem.code, Code::Stopped);
    assert!(problem.message.contains("a thread of"), "{}", problem.message);
}

#[test]
fn what_was_queued_before_there_were_threads_is_still_read() {
    let old = json!({ "text": "Hi", "language": "", "content_warning": "", "visibility": "public", "media": [],
        "card": null, "reply_to": null });
    let read: Outgoing = serde_json::from_value(old).expect("it is read");
    assert_eq!((read.poll, read.part), (None, None));
}

#[tokio::test]
async fn a_planned_thread_is_one_post_in_the_calendar_the_rehearsal_and_in_files() {
    let (desk, account) = small_desk().await;
    planned(&desk, account, MONDAY_NINE.plus_seconds(2 * HOUR)).await;
    let days = json!({ "from": "2026-11-23", "until": "2026-11-29" });
    let week: CalendarPage = desk.call("calendar", days.clone()).await;
    assert_eq!(week.entries.len(), 1);
    let accounts: Vec<AccountId> = week.entries[0].accounts.iter().map(|one| one.account).collect();
    assert_eq!(accounts, [account]);
    assert_eq!((week.entries[0].state.as_str(), week.clashes.len()), ("Scheduled, needs this computer on", 0));

    let rehearsal: Rehearsal = desk.call("rehearse", json!({ "days": 7 })).await;
    let posts: Vec<_> = rehearsal.days.iter().flat_map(|day| &day.posts).collect();
    assert_eq!((posts.len(), posts[0].targets.len()), (1, 1));

    let table: ExportFile = desk.call("calendar_csv", days.clone()).await;
    let (text, parts) =
        (table.text.replace("\r\n", "\n"), "Story time is back.\n---\nCome on Thursday at ten.\n---\nBring a duck.");
    assert!(table.posts == 1 && text.contains(parts) && !text.contains("1/3"), "{text}");
    let calendar: ExportFile = desk.call("calendar_ics", days).await;
    assert_eq!((calendar.posts, calendar.text.matches("BEGIN:VEVENT").count()), (1, 1));
}
