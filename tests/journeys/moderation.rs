//! Hiding what somebody wrote: a person, one clause, the words at issue, and a copy on record before anything else.

use lectern_connectors::IncomingKind;
use lectern_model::{
    Code, ConversationState, Draft, Failure, FailureKind, HiddenPage, HiddenStand, HiddenView, HideDone, MediaKind,
    MessageView, Policy, PolicyClause, PostMedia, RecordBody, RecordKind, RecordPage, Thread,
};
use lectern_store::Refusal;
use lectern_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};
use crate::records::{log, record, whole};

pub(crate) const CARD: &str = "21234000012344";
pub(crate) const THREAT: &str = "I will burn your building down tonight";

async fn policy(desk: &Desk) -> Policy {
    desk.call("policy", json!({})).await
}

pub(crate) async fn clause(desk: &Desk, code: &str) -> PolicyClause {
    policy(desk).await.clauses.into_iter().find(|one| one.code == code).expect("it is seeded")
}

/// A desk on which somebody answered a post of ours with a text; the message as the thread shows it, and its id there.
pub(crate) async fn with_comment(text: &str) -> (Desk, MessageView, String) {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", text);
    desk.check(account).await;
    let message = comment(&desk).await;
    (desk, message, id)
}

pub(crate) async fn comment(desk: &Desk) -> MessageView {
    desk.only_thread().await.messages.remove(0)
}

pub(crate) async fn asked(desk: &Desk, message: &MessageView, code: &str, quoted: &str) -> Value {
    let clause = clause(desk, code).await.id;
    json!({ "message": message.id, "clause": clause, "quoted": quoted, "note": "", "without_pictures": false })
}

pub(crate) async fn kinds(desk: &Desk) -> Vec<RecordKind> {
    let page: RecordPage = log(desk, json!({ "category": "moderation" })).await;
    page.records.into_iter().map(|record| record.kind).collect()
}

pub(crate) async fn said(desk: &Desk, number: i64) -> RecordBody {
    record(desk, number).await.body.expect("it is here")
}

pub(crate) fn stand(message: &MessageView) -> Option<HiddenStand> {
    message.moderation.as_ref().expect("it can be hidden").hidden.as_ref().map(|hidden| hidden.stand)
}

#[tokio::test]
async fn without_a_clause_or_without_its_words_nothing_is_hidden() {
    let (desk, message, _) = with_comment(THREAT).await;
    let good = asked(&desk, &message, "THREAT", "burn your building").await;
    let mut without = good.clone();
    without["clause"] = json!(0);
    let mut empty = good.clone();
    empty["quoted"] = json!("  ");
    let mut other = good.clone();
    other["quoted"] = json!("you are wrong about taxes");
    let mut unposted = good.clone();
    unposted["clause"] = json!(clause(&desk, "OFF_TOPIC").await.id);
    for (input, field) in [(without, "clause"), (unposted, "clause"), (empty, "quoted"), (other, "quoted")] {
        assert_eq!(desk.refused("message_hide", input).await.field.as_deref(), Some(field));
    }
    let mut missing = good;
    missing.as_object_mut().expect("an object").remove("clause");
    assert_eq!(desk.refused("message_hide", missing).await.code, Code::BadInput);
    assert_eq!(desk.platform.calls(Operation::Hide), 0);
    assert!(kinds(&desk).await.is_empty());
    assert_eq!(stand(&comment(&desk).await), None);
}

#[tokio::test]
async fn a_copy_is_on_record_and_one_press_shows_it_again() {
    let (desk, message, id) = with_comment(THREAT).await;
    let input = asked(&desk, &message, "THREAT", "burn  your\nbuilding").await;
    let _: Value = desk.call("policy_appeal_save", json!({ "appeal": "director@glen.example" })).await;
    let done: HideDone = desk.call("message_hide", input.clone()).await;
    assert!(desk.platform.hides(&id));
    assert_eq!((done.hidden.stand, done.hidden.clause.as_str()), (HiddenStand::Hidden, "True threats"));
    assert!(done.notice.contains("True threats") && done.notice.contains("director@glen.example"), "{}", done.notice);
    assert!(!done.notice.contains("burn"));
    assert_eq!(stand(&comment(&desk).await), Some(HiddenStand::Hidden));
    let copy = said(&desk, 1).await;
    assert_eq!(copy.words.text, THREAT);
    assert_eq!((copy.words.author.as_str(), copy.words.handle.is_empty()), ("ana", false));
    assert!(copy.words.url.is_some() && copy.words.written_at == Some(message.created_at));
    assert_eq!(
        (copy.reason.clause.as_str(), copy.reason.quoted.as_str()),
        ("THREAT: True threats", "burn your building")
    );
    assert_eq!(desk.refused("message_hide", input.clone()).await.code, Code::Stale, "not twice");

    let restored: HiddenView = desk.call("message_restore", json!({ "hidden": done.hidden.id })).await;
    assert_eq!(restored.stand, HiddenStand::Restored);
    assert!(!desk.platform.hides(&id));
    assert_eq!(kinds(&desk).await, [RecordKind::Restored, RecordKind::Hidden]);
    let again = said(&desk, 2).await;
    assert_eq!((again.words.text.as_str(), again.about.len()), (THREAT, 1));
    assert_eq!(desk.refused("message_restore", json!({ "hidden": done.hidden.id })).await.code, Code::NotFound);
    let done: HideDone = desk.call("message_hide", input).await;
    assert_eq!(done.hidden.stand, HiddenStand::Hidden);
    assert_eq!((whole(&desk).await.records, desk.platform.calls(Operation::Hide)), (3, 2));
}

#[tokio::test]
async fn where_the_copy_fails_the_platform_is_never_called() {
    // Longer than any room that is left inside the file.
    let long = format!("{THREAT}. {}", "Believe me. ".repeat(40_000));
    let (desk, message, id) = with_comment(&long).await;
    let input = asked(&desk, &message, "THREAT", "burn your building").await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(Some(Refusal::Room)).expect("it is told");
    let full = desk.refused("message_hide", input.clone()).await;
    assert_eq!(full.code, Code::DiskFull);
    assert!(full.message.starts_with("The disk is full."), "{}", full.message);
    assert!(kinds(&desk).await.is_empty() && stand(&comment(&desk).await).is_none(), "nothing was begun");
    store.refuse(Some(Refusal::Writing)).expect("it is told");
    assert_eq!(desk.refused("message_hide", input.clone()).await.code, Code::ReadOnly);
    store.refuse(None).expect("it is told");
    store.faults().fail_before_commit(1);
    assert_eq!(desk.refused("message_hide", input.clone()).await.code, Code::DiskFull);
    // Kept, but nobody can be sure of it: the platform is not called either.
    store.faults().fail_after_commit(1);
    desk.refused("message_hide", input.clone()).await;
    assert_eq!(desk.platform.calls(Operation::Hide), 0);
    assert!(!desk.platform.hides(&id));
    // What was left in doubt is looked up, and was not done.
    let settled: Value = desk.call("hidden_look_up", json!({})).await;
    assert_eq!(settled["count"], 1);
    assert_eq!(stand(&comment(&desk).await), Some(HiddenStand::Refused));
    assert_eq!(kinds(&desk).await, [RecordKind::Restored, RecordKind::Hidden]);
    let done: HideDone = desk.call("message_hide", input).await;
    assert_eq!((done.hidden.stand, desk.platform.calls(Operation::Hide)), (HiddenStand::Hidden, 1));
}

#[tokio::test]
async fn each_fault_is_settled_or_asked_about_and_nothing_is_asked_twice() {
    let until = None;
    let faults = [
        (Fault::CutBefore, None),
        (Fault::TooMany { until }, None),
        (Fault::CutAfter, Some(HiddenStand::Hidden)),
        (Fault::HalfAnswer, Some(HiddenStand::Hidden)),
        (Fault::ServerError { acts: true }, Some(HiddenStand::Hidden)),
        (Fault::ServerError { acts: false }, Some(HiddenStand::Refused)),
    ];
    for (fault, settled) in faults {
        let (desk, message, id) = with_comment(THREAT).await;
        let input = asked(&desk, &message, "THREAT", "burn your building").await;
        desk.platform.fault(Operation::Hide, fault.clone());
        match settled {
            // The platform surely did nothing: that is said, and on record.
            None => {
                let problem = desk.refused("message_hide", input).await;
                assert!(!problem.message.is_empty(), "{fault:?}");
                assert!(said(&desk, 2).await.reason.note.starts_with("It was not hidden: "), "{fault:?}");
            }
            Some(settled) => {
                let done: HideDone = desk.call("message_hide", input).await;
                assert_eq!(done.hidden.stand, settled, "{fault:?}");
            }
        }
        let hidden = settled == Some(HiddenStand::Hidden);
        assert_eq!(stand(&comment(&desk).await), Some(settled.unwrap_or(HiddenStand::Refused)), "{fault:?}");
        assert_eq!((desk.platform.hides(&id), desk.platform.calls(Operation::Hide)), (hidden, 1), "{fault:?}");
        let log = if hidden { vec![RecordKind::Hidden] } else { vec![RecordKind::Restored, RecordKind::Hidden] };
        assert_eq!(kinds(&desk).await, log, "the log tells what is: {fault:?}");
        whole(&desk).await;
    }
}

#[tokio::test]
async fn everything_hidden_is_listed_with_how_long_and_shown_again_from_there() {
    let (desk, message, id) = with_comment(&format!("{THREAT}, and my card is {CARD}")).await;
    let other = desk.platform.incoming(IncomingKind::Mention, "wes", "Buy cheap lawn chairs at my shop");
    desk.check(desk.call::<Vec<lectern_model::AccountView>>("accounts", json!({})).await[0].account.id).await;
    let quoted = format!("my card is {CARD}");
    let first: HideDone = desk.call("message_hide", asked(&desk, &message, "THREAT", &quoted).await).await;
    desk.advance(3600);
    let page: lectern_model::ConversationPage = desk.conversations(ConversationState::Waiting).await;
    let wes = page.conversations.iter().find(|one| one.snippet.contains("lawn chairs")).expect("he wrote");
    let thread: Thread = desk.call("conversation", json!({ "conversation": wes.id })).await;
    let _: HideDone =
        desk.call("message_hide", asked(&desk, &thread.messages[0], "SPAM_COMMERCIAL", "lawn chairs").await).await;

    let all: HiddenPage = desk.call("hidden", json!({})).await;
    assert_eq!((all.count, all.next), (2, None));
    assert_eq!((all.items[0].author.as_str(), all.items[1].author.as_str()), ("wes", "ana"));
    let told = serde_json::to_string(&all).expect("JSON");
    assert!(!told.contains(CARD) && told.contains("2•••••••••2344"), "{told}");
    assert_eq!((all.items[0].conversation, all.items[0].handle.as_str()), (Some(wes.id), "@library@scripted.example"));
    let count = async |query: Value| desk.call::<HiddenPage>("hidden", query).await.count;
    assert_eq!(count(json!({ "clause": "THREAT" })).await, 1);
    assert_eq!(count(json!({ "words": "lawn" })).await, 1);
    assert_eq!(count(json!({ "words": "True threats" })).await, 1, "the clause is found by its name");
    assert_eq!(count(json!({ "words": "!!" })).await, 0);
    assert_eq!(count(json!({ "before": all.items[1].hidden.id })).await, 2, "the count is of the query");

    // Shown again from the list, an hour after it was hidden; hidden once more, it is another row.
    let _: HiddenView = desk.call("message_restore", json!({ "hidden": all.items[1].hidden.id })).await;
    assert!(!desk.platform.hides(&id) && desk.platform.hides(&other));
    let all: HiddenPage = desk.call("hidden", json!({ "clause": "THREAT" })).await;
    let ana = &all.items[0];
    assert_eq!((ana.hidden.stand, ana.hidden.at.0 - ana.since.0), (HiddenStand::Restored, 3_600_000));
    assert_eq!(count(json!({ "still": true })).await, 1);
    let again: HideDone = desk.call("message_hide", asked(&desk, &message, "THREAT", "burn").await).await;
    assert_ne!(again.hidden.id, first.hidden.id);
    assert_eq!(count(json!({ "clause": "THREAT" })).await, 2);
    let old = desk.refused("message_restore", json!({ "hidden": first.hidden.id })).await;
    assert_eq!(old.code, Code::NotFound, "the older row is over");
    assert_eq!(stand(&comment_of(&desk, "burn").await), Some(HiddenStand::Hidden));

    // The log can be looked through by what happened.
    let of = async |kinds: Value| log(&desk, json!({ "kinds": kinds })).await.count;
    assert_eq!(of(json!(["hidden"])).await, 3);
    assert_eq!(of(json!(["restored", "removed"])).await, 1);
    assert_eq!(of(json!(["blocked"])).await, 0);
}

/// The message with these words, as its thread shows it.
async fn comment_of(desk: &Desk, words: &str) -> MessageView {
    let page = desk.conversations(ConversationState::Waiting).await;
    let found = page.conversations.iter().find(|one| one.snippet.contains(words)).expect("it waits");
    let mut thread: Thread = desk.call("conversation", json!({ "conversation": found.id })).await;
    thread.messages.remove(0)
}

#[tokio::test]
async fn what_was_disposed_of_stays_in_the_list_without_its_words() {
    let (desk, message, _) = with_comment(THREAT).await;
    let done: HideDone = desk.call("message_hide", asked(&desk, &message, "THREAT", "burn").await).await;
    let _: HiddenView = desk.call("message_restore", json!({ "hidden": done.hidden.id })).await;
    desk.advance(60 * 60 * 24 * 366 * 8);
    let _: Value = desk.call("records_dispose", json!({ "records": [1, 2], "by": "Maya" })).await;
    let all: HiddenPage = desk.call("hidden", json!({})).await;
    assert_eq!((all.count, all.items[0].snippet.as_str(), all.items[0].author.as_str()), (1, "", ""));
    assert_eq!(all.items[0].hidden.clause, "True threats");
}

#[tokio::test]
async fn what_is_in_doubt_is_looked_up_and_never_asked_again_on_hope() {
    for (fault, acted) in [(Fault::CutAfter, true), (Fault::ServerError { acts: false }, false)] {
        let (desk, message, id) = with_comment(THREAT).await;
        let input = asked(&desk, &message, "THREAT", "burn your building").await;
        desk.platform.fault(Operation::Hide, fault.clone());
        desk.platform.fault(Operation::IsHidden, Fault::CutBefore);
        let done: HideDone = desk.call("message_hide", input).await;
        assert_eq!(done.hidden.stand, HiddenStand::Hiding, "{fault:?}");
        // The program ends meanwhile.
        let desk = desk.start_again().await;
        assert_eq!(stand(&comment(&desk).await), Some(HiddenStand::Hiding));
        let settled: Value = desk.call("hidden_look_up", json!({})).await;
        assert_eq!(settled["count"], 1);
        let wanted = if acted { HiddenStand::Hidden } else { HiddenStand::Refused };
        assert_eq!(stand(&comment(&desk).await), Some(wanted), "{fault:?}");
        assert_eq!((desk.platform.hides(&id), desk.platform.calls(Operation::Hide)), (acted, 1));
        let known = if acted { vec![RecordKind::Hidden] } else { vec![RecordKind::Restored, RecordKind::Hidden] };
        assert_eq!(kinds(&desk).await, known);
    }
}

#[tokio::test]
async fn what_the_platform_refuses_is_told_and_on_record() {
    let (desk, message, id) = with_comment(THREAT).await;
    let input = asked(&desk, &message, "THREAT", "burn your building").await;
    let refuses =
        || Fault::Fails(Failure::without_effect(FailureKind::Permission, "Only the page's owner may do that."));
    desk.platform.fault(Operation::Hide, refuses());
    let problem = desk.refused("message_hide", input.clone()).await;
    assert_eq!(problem.code, Code::Permission);
    assert_eq!(said(&desk, 2).await.reason.note, "It was not hidden: Only the page's owner may do that.");
    let done: HideDone = desk.call("message_hide", input).await;
    desk.platform.fault(Operation::Restore, refuses());
    desk.refused("message_restore", json!({ "hidden": done.hidden.id })).await;
    assert_eq!(stand(&comment(&desk).await), Some(HiddenStand::Hidden));
    assert!(desk.platform.hides(&id));
    use RecordKind::{Hidden, Restored};
    assert_eq!(kinds(&desk).await, [Hidden, Restored, Hidden, Restored, Hidden]);
}

#[tokio::test]
async fn a_platform_without_the_part_and_private_messages_offer_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Direct, "ana", THREAT);
    desk.check(account).await;
    let message = comment(&desk).await;
    assert_eq!(message.moderation.as_ref().map(|can| can.hides.is_some()), Some(false), "who wrote it can be blocked");
    let input = asked(&desk, &message, "THREAT", "burn your building").await;
    assert_eq!(desk.refused("message_hide", input).await.code, Code::Permission);

    let (desk, message, _) = with_comment(THREAT).await;
    desk.platform.moderates(false);
    desk.platform.blocks(false);
    assert!(comment(&desk).await.moderation.is_none());
    let input = asked(&desk, &message, "THREAT", "burn your building").await;
    assert_eq!(desk.refused("message_hide", input).await.code, Code::Permission);
    assert!(kinds(&desk).await.is_empty());
}

#[tokio::test]
async fn a_picture_that_cannot_be_copied_is_asked_about_first() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", "");
    desk.platform.change_message(&id, |post| {
        post.media.push(PostMedia {
            kind: MediaKind::Picture,
            url: "https://pictures.example/gone.png".to_owned(),
            preview_url: None,
            description: String::new(),
            width: None,
            height: None,
        });
    });
    desk.check(account).await;
    let message = comment(&desk).await;
    let mut input = asked(&desk, &message, "OBSCENE_LEGAL", "A picture of the kind the law calls obscene").await;
    let problem = desk.refused("message_hide", input.clone()).await;
    assert_eq!(problem.field.as_deref(), Some("without_pictures"));
    assert_eq!((desk.platform.calls(Operation::Hide), kinds(&desk).await.len()), (0, 0));
    input["without_pictures"] = json!(true);
    let _: HideDone = desk.call("message_hide", input).await;
    assert_eq!(said(&desk, 1).await.reason.note, "Pictures that could not be copied: 1.");
}

#[tokio::test]
async fn take_it_private_repeats_no_number_and_the_comment_goes_under_its_clause() {
    let (desk, message, id) = with_comment(&format!("Why is my card {CARD} blocked?")).await;
    desk.set("desk_phone", json!("555 0100")).await;
    let ready: Value = desk.call("private_answer", json!({})).await;
    let text = ready["text"].as_str().expect("a text").to_owned();
    assert!(text.contains("call 555 0100") && !text.contains("2344"), "{text}");
    let thread: Thread = desk.only_thread().await;
    let input = json!({ "conversation": thread.conversation.id, "answers": message.id });
    let draft: Draft = desk.call("reply_draft", input).await;
    let draft = desk.save(&Draft { text: text.clone(), ..draft }).await;
    let _: Value = desk.call("outbox_send", send_input(draft.id, draft.revision)).await;
    desk.work().await;
    assert_eq!(desk.platform.published().len(), 1);

    // The words at issue may be those that are shown, with the number covered.
    let done: Value = desk.call("message_hide", asked(&desk, &message, "PII", "card 2•••••••••2344").await).await;
    assert_eq!(done["hidden"]["stand"], "hidden");
    assert!(desk.platform.hides(&id) && !done["notice"].as_str().expect("words").contains("2344"));
    assert!(desk.conversations(ConversationState::Waiting).await.conversations.is_empty(), "it is done");
}

#[tokio::test]
async fn the_ready_answer_is_the_guards_own_where_the_saved_one_would_not_do() {
    let desk = Desk::open().await;
    let text = async || -> String {
        let ready: Value = desk.call("private_answer", json!({})).await;
        ready["text"].as_str().expect("a text").to_owned()
    };
    assert!(text().await.contains("write to us privately"), "no telephone is known yet");
    desk.set("desk_phone", json!("555 0100")).await;
    assert!(text().await.contains("call 555 0100"));
    let replies: Vec<Value> = desk.call("saved_replies", json!({})).await;
    let mut own = replies.into_iter().find(|one| one["name"] == "Let us talk privately").expect("it is there");
    own["text"] = json!(format!("Call us about card {CARD}."));
    let _: Value = desk.call("saved_reply_save", own.clone()).await;
    assert!(!text().await.contains(CARD));
    own["text"] = json!("Come and see us at the desk.");
    let _: Value = desk.call("saved_reply_save", own).await;
    assert_eq!(text().await, "Come and see us at the desk.");
}

#[tokio::test]
async fn the_policy_is_the_librarys_own_and_no_clause_rests_on_taste() {
    let desk = Desk::open().await;
    let seeded = policy(&desk).await;
    assert_eq!((seeded.clauses.len(), seeded.appeal.as_str()), (12, ""));
    let unposted: Vec<&str> = seeded.clauses.iter().filter(|one| !one.posted).map(|one| one.code.as_str()).collect();
    assert_eq!(unposted, ["OFF_TOPIC"]);
    let new = |label: &str| json!({ "id": 0, "code": "", "label": label, "words": "As posted.", "posted": true });
    for label in ["", "Offensive comments", "Spam and advertising"] {
        assert_eq!(desk.refused("policy_clause_save", new(label)).await.field.as_deref(), Some("label"), "{label}");
    }
    let kept: PolicyClause = desk.call("policy_clause_save", new("Photos of children")).await;
    assert_eq!(kept.code, "PHOTOS_OF_CHILDREN");
    let renamed = PolicyClause { label: "Pictures of children".to_owned(), ..kept.clone() };
    let renamed: PolicyClause = desk.call("policy_clause_save", json!(renamed)).await;
    assert_eq!((renamed.code, renamed.id), (kept.code, kept.id));
    let desk = desk.start_again().await;
    assert_eq!(policy(&desk).await.clauses.last().expect("it is the last").label, "Pictures of children");
    let long = json!({ "appeal": "x".repeat(301) });
    assert_eq!(desk.refused("policy_appeal_save", long).await.code, Code::BadInput);
}
