//! Blocking whoever wrote a message: a person, one clause, the words at issue, an end; a copy on record before anything
//! else; it ends by itself, and is looked at again every quarter.

use lectern_connectors::IncomingKind;
use lectern_model::{
    BlockAbout, BlockStand, BlockedView, Code, ConversationState, Failure, FailureKind, MessageView, RecordKind,
    Thread, Timestamp,
};
use lectern_store::Refusal;
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::moderation::{CARD, THREAT, clause, comment, kinds, said, with_comment};
use crate::records::{log, whole};

const DAY: i64 = 24 * 60 * 60;
const HOUR: i64 = 60 * 60;

fn in_days(desk: &Desk, days: i64) -> Timestamp {
    desk.now().plus_seconds(days * DAY)
}

async fn asked(desk: &Desk, message: &MessageView, until: Option<Timestamp>) -> Value {
    let clause = clause(desk, "THREAT").await.id;
    json!({
        "message": message.id, "clause": clause, "quoted": "burn your building", "until": until, "endless": "", "note": "",
    })
}

/// A desk on which `ana` is blocked for so many days.
async fn blocked_for(days: i64) -> (Desk, BlockedView) {
    let (desk, message, _) = with_comment(THREAT).await;
    let input = asked(&desk, &message, Some(in_days(&desk, days))).await;
    let done: BlockedView = desk.call("person_block", input).await;
    (desk, done)
}

async fn only(desk: &Desk) -> BlockedView {
    let all: Vec<BlockedView> = desk.call("blocked", json!({})).await;
    assert_eq!(all.len(), 1);
    all.into_iter().next().expect("one")
}

async fn settle(desk: &Desk) -> u64 {
    let settled: Value = desk.call("hidden_look_up", json!({})).await;
    settled["count"].as_u64().expect("a number")
}

#[tokio::test]
async fn nobody_is_blocked_without_a_clause_its_words_and_an_end() {
    let (desk, message, _) = with_comment(THREAT).await;
    let good = asked(&desk, &message, Some(in_days(&desk, 90))).await;
    let with = |field: &str, value: Value| {
        let mut input = good.clone();
        input[field] = value;
        input
    };
    let bad = [
        (with("clause", json!(0)), "clause"),
        (with("clause", json!(clause(&desk, "OFF_TOPIC").await.id)), "clause"),
        (with("quoted", json!(" ")), "quoted"),
        (with("quoted", json!("what never was said")), "quoted"),
        (with("until", json!(null)), "endless"),
        (with("until", json!(desk.now())), "until"),
        (with("until", json!(in_days(&desk, 365 * 3))), "until"),
    ];
    for (input, field) in bad {
        assert_eq!(desk.refused("person_block", input.clone()).await.field.as_deref(), Some(field), "{input}");
    }
    let mut long = with("until", json!(null));
    long["endless"] = json!("x".repeat(501));
    assert_eq!(desk.refused("person_block", long).await.field.as_deref(), Some("endless"));
    assert_eq!(desk.platform.calls(Operation::Block), 0);
    assert!(kinds(&desk).await.is_empty());
}

#[tokio::test]
async fn a_block_is_on_record_first_listed_and_ended_in_one_press() {
    let (desk, message, _) = with_comment(&format!("{THREAT}. My card is {CARD}")).await;
    let about: BlockAbout = desk.call("block_about", json!({ "message": message.id })).await;
    assert_eq!((about.name.as_str(), about.already), ("ana", false));
    assert!(about.does.is_some() && about.text.contains("2•••••••••2344") && !about.text.contains(CARD));
    let input = asked(&desk, &message, Some(in_days(&desk, 90))).await;
    let done: BlockedView = desk.call("person_block", input.clone()).await;
    assert_eq!(
        (done.stand, done.clause.as_str(), done.person.is_empty()),
        (BlockStand::Blocked, "True threats", false)
    );
    assert!(desk.platform.has_blocked("ana"));
    let copy = said(&desk, 1).await;
    assert!(copy.words.text.starts_with(THREAT));
    assert_eq!(
        (copy.reason.clause.as_str(), copy.reason.quoted.as_str()),
        ("THREAT: True threats", "burn your building")
    );
    assert!(copy.reason.note.contains("It ends by itself: 2027-02-21"), "{}", copy.reason.note);
    assert_eq!(desk.refused("person_block", input.clone()).await.code, Code::Stale, "not twice");
    let about: BlockAbout = desk.call("block_about", json!({ "message": message.id })).await;
    assert!(about.already);

    let ended: BlockedView = desk.call("person_unblock", json!({ "blocked": done.id })).await;
    assert_eq!((ended.stand, ended.name.as_str()), (BlockStand::Unblocked, "ana"));
    assert!(!desk.platform.has_blocked("ana"));
    assert_eq!(kinds(&desk).await, [RecordKind::Unblocked, RecordKind::Blocked]);
    assert_eq!(desk.refused("person_unblock", json!({ "blocked": done.id })).await.code, Code::NotFound);
    let _: BlockedView = desk.call("person_block", input).await;
    let all: Vec<BlockedView> = desk.call("blocked", json!({})).await;
    assert_eq!(all.iter().map(|one| one.stand).collect::<Vec<_>>(), [BlockStand::Blocked, BlockStand::Unblocked]);
    assert_eq!(log(&desk, json!({ "kinds": ["blocked", "unblocked"] })).await.count, 3);
    whole(&desk).await;
}

#[tokio::test]
async fn who_it_was_goes_with_its_record() {
    let (desk, done) = blocked_for(30).await;
    let _: BlockedView = desk.call("person_unblock", json!({ "blocked": done.id })).await;
    assert_eq!(only(&desk).await.name, "ana", "from its record");
    desk.advance(366 * DAY * 8);
    let _: Value = desk.call("records_dispose", json!({ "records": [1, 2], "by": "Maya" })).await;
    let gone = only(&desk).await;
    assert_eq!((gone.name.as_str(), gone.person.as_str(), gone.clause.as_str()), ("", "", "True threats"));
}

#[tokio::test]
async fn where_the_copy_fails_the_platform_is_never_called() {
    let (desk, message, _) = with_comment(&format!("{THREAT}. {}", "Believe me. ".repeat(40_000))).await;
    let input = asked(&desk, &message, Some(in_days(&desk, 90))).await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(Some(Refusal::Room)).expect("it is told");
    assert_eq!(desk.refused("person_block", input.clone()).await.code, Code::DiskFull);
    store.refuse(None).expect("it is told");
    store.faults().fail_before_commit(1);
    assert_eq!(desk.refused("person_block", input.clone()).await.code, Code::DiskFull);
    store.faults().fail_after_commit(1);
    desk.refused("person_block", input).await;
    assert_eq!(desk.platform.calls(Operation::Block), 0);
    assert_eq!(settle(&desk).await, 1);
    assert_eq!((only(&desk).await.stand, desk.platform.calls(Operation::Block)), (BlockStand::Refused, 0));
    assert_eq!(kinds(&desk).await, [RecordKind::Unblocked, RecordKind::Blocked]);
}

#[tokio::test]
async fn each_fault_is_settled_or_asked_about_and_nobody_is_blocked_twice() {
    let permission = Failure::without_effect(FailureKind::Permission, "Only the owner may do that.");
    let faults = [
        (Fault::CutBefore, None),
        (Fault::TooMany { until: None }, None),
        (Fault::Fails(permission), None),
        (Fault::CutAfter, Some(BlockStand::Blocked)),
        (Fault::HalfAnswer, Some(BlockStand::Blocked)),
        (Fault::ServerError { acts: true }, Some(BlockStand::Blocked)),
        (Fault::ServerError { acts: false }, Some(BlockStand::Refused)),
    ];
    for (fault, settled) in faults {
        let (desk, message, _) = with_comment(THREAT).await;
        let input = asked(&desk, &message, Some(in_days(&desk, 90))).await;
        desk.platform.fault(Operation::Block, fault.clone());
        match settled {
            None => drop(desk.refused("person_block", input).await),
            Some(_) => {
                // The first look is cut too, and the program ends meanwhile.
                desk.platform.fault(Operation::IsBlocked, Fault::CutBefore);
                let done: BlockedView = desk.call("person_block", input).await;
                assert_eq!(done.stand, BlockStand::Blocking, "{fault:?}");
            }
        }
        let desk = desk.start_again().await;
        settle(&desk).await;
        let blocked = settled == Some(BlockStand::Blocked);
        assert_eq!(only(&desk).await.stand, settled.unwrap_or(BlockStand::Refused), "{fault:?}");
        assert_eq!(
            (desk.platform.has_blocked("ana"), desk.platform.calls(Operation::Block)),
            (blocked, 1),
            "{fault:?}"
        );
        let log = if blocked { vec![RecordKind::Blocked] } else { vec![RecordKind::Unblocked, RecordKind::Blocked] };
        assert_eq!(kinds(&desk).await, log, "{fault:?}");
    }
}

#[tokio::test]
async fn it_ends_by_itself_when_its_time_is_over_and_is_asked_until_it_did() {
    let (desk, done) = blocked_for(30).await;
    desk.advance(30 * DAY - 1);
    assert_eq!(settle(&desk).await, 0);
    assert!(desk.platform.has_blocked("ana"));
    // The program was not running when the time came, and the line is down at first.
    desk.advance(3 * DAY);
    let desk = desk.start_again().await;
    desk.platform.fault(Operation::Unblock, Fault::CutBefore);
    assert_eq!(settle(&desk).await, 0);
    assert_eq!(only(&desk).await.stand, BlockStand::Unblocking);
    assert_eq!(kinds(&desk).await, [RecordKind::Unblocked, RecordKind::Blocked]);
    assert!(said(&desk, 2).await.reason.note.contains("Its time was over."));
    // Not asked every minute, and not written again and again.
    desk.advance(60);
    assert_eq!((settle(&desk).await, desk.platform.calls(Operation::Unblock)), (0, 1));
    desk.advance(HOUR);
    assert_eq!((settle(&desk).await, desk.platform.calls(Operation::Unblock)), (1, 2));
    let over = only(&desk).await;
    assert_eq!((over.id, over.stand), (done.id, BlockStand::Unblocked));
    assert!(!desk.platform.has_blocked("ana"));
    assert_eq!(kinds(&desk).await.len(), 2);
}

#[tokio::test]
async fn it_ends_while_the_desk_works_by_itself() {
    let desk = Desk::open_by_itself().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "ana", THREAT);
    desk.check(account).await;
    let message = comment(&desk).await;
    let input = asked(&desk, &message, Some(in_days(&desk, 30))).await;
    let _: BlockedView = desk.call("person_block", input).await;
    desk.advance(31 * DAY);
    lectern_tests::wait::until("the block to end", crate::desk::PATIENCE, async || {
        (only(&desk).await.stand == BlockStand::Unblocked).then_some(())
    })
    .await;
    assert!(!desk.platform.has_blocked("ana"));
}

#[tokio::test]
async fn every_quarter_somebody_looks_at_it_again() {
    let (desk, done) = blocked_for(180).await;
    assert!(!done.review_due);
    desk.advance(92 * DAY);
    assert!(only(&desk).await.review_due);
    let review =
        |until: Option<Timestamp>, endless: &str| json!({ "blocked": done.id, "until": until, "endless": endless });
    let refused = desk.refused("block_review", review(None, "  ")).await;
    assert_eq!(refused.field.as_deref(), Some("endless"));
    let kept: BlockedView = desk.call("block_review", review(None, "A court order forbids contact")).await;
    assert_eq!((kept.until, kept.review_due), (None, false));
    assert!(said(&desk, 2).await.reason.note.contains("Without an end: A court order forbids contact"));
    // Without an end it is looked at every quarter all the same, and does not end by itself.
    desk.advance(400 * DAY);
    assert_eq!(settle(&desk).await, 0);
    let later = only(&desk).await;
    assert!(later.review_due && later.stand == BlockStand::Blocked);
    let kept: BlockedView = desk.call("block_review", review(Some(in_days(&desk, 30)), "")).await;
    assert_eq!((kept.endless.as_str(), kept.review_due), ("", false));
    let _: BlockedView = desk.call("person_unblock", json!({ "blocked": done.id })).await;
    assert_eq!(desk.refused("block_review", review(Some(in_days(&desk, 30)), "")).await.code, Code::NotFound);
}

#[tokio::test]
async fn ending_a_block_is_asked_again_where_the_platform_refuses() {
    let (desk, done) = blocked_for(90).await;
    let refuses = Failure::without_effect(FailureKind::Permission, "Only the owner may do that.");
    desk.platform.fault(Operation::Unblock, Fault::Fails(refuses));
    let problem = desk.refused("person_unblock", json!({ "blocked": done.id })).await;
    assert!(problem.message.contains("Only the owner may do that."), "{}", problem.message);
    assert_eq!(only(&desk).await.stand, BlockStand::Unblocking);
    let ended: BlockedView = desk.call("person_unblock", json!({ "blocked": done.id })).await;
    assert_eq!(ended.stand, BlockStand::Unblocked);
    assert_eq!(kinds(&desk).await, [RecordKind::Unblocked, RecordKind::Blocked]);
}

#[tokio::test]
async fn a_platform_without_the_part_and_our_own_words_block_nobody() {
    let (desk, message, _) = with_comment(THREAT).await;
    desk.platform.blocks(false);
    let about: BlockAbout = desk.call("block_about", json!({ "message": message.id })).await;
    assert!(about.does.is_none());
    let input = asked(&desk, &message, Some(in_days(&desk, 90))).await;
    assert_eq!(desk.refused("person_block", input).await.code, Code::Permission);
    assert_eq!(desk.platform.calls(Operation::Block), 0);

    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", THREAT);
    desk.platform.answered_elsewhere(&id, "burn your building is a threat");
    desk.check(account).await;
    let page = desk.conversations(ConversationState::Done).await;
    let input = json!({ "conversation": page.conversations[0].id });
    let ours = lectern_tests::wait::until("our answer to stand there", crate::desk::PATIENCE, async || {
        let thread: Thread = desk.call("conversation", input.clone()).await;
        thread.messages.into_iter().find(|one| one.ours)
    })
    .await;
    assert!(ours.moderation.is_none(), "nothing is offered for what we said");
    let input = asked(&desk, &ours, Some(in_days(&desk, 90))).await;
    assert_eq!(desk.refused("person_block", input).await.code, Code::Permission);
    assert_eq!(desk.platform.calls(Operation::Block), 0);
}
