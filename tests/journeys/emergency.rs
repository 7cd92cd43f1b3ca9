//! A true emergency: kept first, then reported to the platform, then hidden. Each by a person, and nothing without a
//! copy.

use lectern_connectors::IncomingKind;
use lectern_model::{
    Code, ConversationState, EmergencyAbout, EmergencyKind, Failure, FailureKind, HideDone, MediaKind, MessageView,
    PostMedia, RecordBody, RecordKind, RecordPage, ReportStand, Thread,
};
use lectern_net::Method;
use lectern_store::Refusal;
use lectern_testkit::{Fault, Operation, text};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::moderation::{CARD, THREAT, asked, comment, kinds, said, with_comment};
use crate::records::{answer, log, whole};
use crate::visuals::{bytes, dots};

const PICTURE: &str = "https://pictures.example/note.png";

fn keep(message: &MessageView, kind: &str) -> Value {
    json!({ "message": message.id, "kind": kind, "without_pictures": false })
}

fn report(message: &MessageView, again: bool) -> Value {
    json!({ "message": message.id, "again": again })
}

async fn about(desk: &Desk, message: &MessageView) -> EmergencyAbout {
    desk.call("emergency_about", json!({ "message": message.id })).await
}

/// A desk with a threat of which a copy was kept.
async fn with_copy() -> (Desk, MessageView, String) {
    let (desk, message, id) = with_comment(THREAT).await;
    let _: EmergencyAbout = desk.call("emergency_keep", keep(&message, "threat")).await;
    (desk, message, id)
}

/// A desk on which somebody wrote with a picture that can be fetched, or not.
async fn with_picture(there: bool) -> (Desk, MessageView) {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", "Look at this");
    desk.platform.change_message(&id, |post| {
        post.media.push(PostMedia {
            kind: MediaKind::Picture,
            url: PICTURE.to_owned(),
            preview_url: None,
            description: "What it shows".to_owned(),
            width: None,
            height: None,
        });
    });
    if there {
        let png = bytes(&dots(40, 40), image::ImageFormat::Png);
        desk.wire.on(Method::Get, PICTURE, text(200, "image/png", png));
    }
    desk.check(account).await;
    let message = comment(&desk).await;
    (desk, message)
}

async fn fetched(desk: &Desk) -> usize {
    desk.wire.requests_to(Method::Get, PICTURE).len()
}

async fn bodies(desk: &Desk) -> Vec<RecordBody> {
    let count = log(desk, json!({})).await.all;
    let mut all = Vec::new();
    for number in 1..=i64::from(count) {
        all.push(said(desk, number).await);
    }
    all
}

#[tokio::test]
async fn a_copy_is_kept_without_calling_anybody_and_then_it_is_reported() {
    let (desk, message, id) = with_comment(&format!("{THREAT}, my card is {CARD}")).await;
    let before = about(&desk, &message).await;
    assert_eq!((before.name.as_str(), before.number.as_str(), before.pictures), ("ana", "", 0));
    assert!(before.text.contains("2•••••••••2344") && !before.text.contains(CARD));
    assert_eq!(before.reports_to.as_ref().map(|to| to.name.as_str()), Some("Scripted"));
    assert!(before.kept.is_none() && before.report.is_none());
    for bad in ["x".repeat(60), "nine one one".to_owned()] {
        let problem = desk.refused("settings_save", json!({ "emergency_number": bad })).await;
        assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("emergency_number")));
    }
    assert_eq!(about(&desk, &message).await.number, "", "nothing was changed");
    desk.set("emergency_number", json!("  911 ")).await;

    let kept: EmergencyAbout = desk.call("emergency_keep", keep(&message, "threat")).await;
    let copy = kept.kept.expect("it is kept");
    assert_eq!((copy.kind, copy.record.0, kept.number.as_str()), (EmergencyKind::Threat, 1, "911"));
    assert_eq!((desk.platform.calls(Operation::Report), desk.platform.calls(Operation::Hide)), (0, 0));
    let body = said(&desk, 1).await;
    assert_eq!(body.words.text, format!("{THREAT}, my card is {CARD}"));
    assert!(body.words.author == "ana" && body.words.url.is_some());
    assert_eq!(body.words.written_at, Some(message.created_at));
    assert_eq!(body.reason.clause, "Emergency: a believable threat");

    desk.advance(60);
    let told: EmergencyAbout = desk.call("emergency_report", report(&message, false)).await;
    let outcome = told.report.expect("it was reported");
    assert_eq!((outcome.stand, outcome.answer.as_str()), (ReportStand::Reported, "Taken as report 1."));
    assert_eq!(desk.platform.reports(), [(id, EmergencyKind::Threat)]);
    use RecordKind::{Preserved, ReportResult, Reported};
    assert_eq!(kinds(&desk).await, [ReportResult, Reported, Preserved]);
    assert_eq!(said(&desk, 2).await.reason.note, "Report to Scripted.");
    assert_eq!(said(&desk, 3).await.reason.note, "Taken as report 1.");
    assert_eq!(said(&desk, 3).await.about.len(), 1);
    assert_eq!(desk.refused("emergency_report", report(&message, true)).await.code, Code::Stale, "not twice");
    assert_eq!(desk.platform.calls(Operation::Report), 1);
    let page: RecordPage = log(&desk, json!({ "words": "emergency" })).await;
    assert_eq!(page.count, 3, "found by what it is");

    // Then it is hidden, on its own copy.
    let done: HideDone = desk.call("message_hide", asked(&desk, &message, "THREAT", "burn your building").await).await;
    assert_eq!(done.hidden.clause, "True threats");
    let desk = desk.start_again().await;
    assert_eq!(about(&desk, &message).await.report.expect("it is kept").stand, ReportStand::Reported);
    whole(&desk).await;
}

#[tokio::test]
async fn nothing_is_reported_before_a_copy_was_kept() {
    let (desk, message, _) = with_comment(THREAT).await;
    let problem = desk.refused("emergency_report", report(&message, false)).await;
    assert_eq!(problem.code, Code::BadInput);
    assert!(problem.message.contains("Keep a copy"), "{}", problem.message);
    assert_eq!(desk.refused("emergency_report", report(&message, true)).await.code, Code::BadInput);
    for wrong in
        [json!({ "message": message.id, "kind": "rude", "without_pictures": false }), json!({ "message": 999 })]
    {
        assert_eq!(desk.refused("emergency_keep", wrong).await.code, Code::BadInput);
    }
    let gone = json!({ "message": 999, "kind": "threat", "without_pictures": false });
    assert_eq!(desk.refused("emergency_keep", gone).await.code, Code::NotFound);
    assert_eq!(desk.platform.calls(Operation::Report), 0);
    assert!(kinds(&desk).await.is_empty());
}

#[tokio::test]
async fn where_the_copy_fails_nothing_can_be_reported() {
    // Longer than any room that is left inside the file.
    let long = format!("{THREAT}. {}", "Believe me. ".repeat(40_000));
    let (desk, message, _) = with_comment(&long).await;
    let store = std::sync::Arc::clone(&desk.app.desk().expect("open").core.store);
    store.refuse(Some(Refusal::Room)).expect("it is told");
    let full = desk.refused("emergency_keep", keep(&message, "threat")).await;
    assert_eq!(full.code, Code::DiskFull);
    assert!(full.message.starts_with("The disk is full."), "{}", full.message);
    assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::BadInput);
    store.refuse(None).expect("it is told");
    assert!(about(&desk, &message).await.kept.is_none() && kinds(&desk).await.is_empty(), "nothing was kept");

    // The copy is there, and that it is reported cannot be written: nobody is called.
    let _: EmergencyAbout = desk.call("emergency_keep", keep(&message, "threat")).await;
    store.refuse(Some(Refusal::Room)).expect("it is told");
    assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::DiskFull);
    store.refuse(None).expect("it is told");
    store.faults().fail_before_commit(1);
    assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::DiskFull);
    assert_eq!(desk.platform.calls(Operation::Report), 0);
    assert_eq!(kinds(&desk).await, [RecordKind::Preserved]);
    let told: EmergencyAbout = desk.call("emergency_report", report(&message, false)).await;
    assert_eq!(told.report.expect("it was reported").stand, ReportStand::Reported);
}

#[tokio::test]
async fn each_fault_is_said_on_record_and_what_is_in_doubt_is_sent_again_by_a_person_alone() {
    let until = None;
    let faults = [
        (Fault::CutBefore, ReportStand::Refused, 0),
        (Fault::TooMany { until }, ReportStand::Refused, 0),
        (Fault::CutAfter, ReportStand::Doubt, 1),
        (Fault::HalfAnswer, ReportStand::Doubt, 1),
        (Fault::ServerError { acts: true }, ReportStand::Doubt, 1),
        (Fault::ServerError { acts: false }, ReportStand::Doubt, 0),
    ];
    for (fault, stand, arrived) in faults {
        let (desk, message, _) = with_copy().await;
        desk.platform.fault(Operation::Report, fault.clone());
        match stand {
            // The platform surely has nothing: that is said, and on record.
            ReportStand::Refused => {
                let problem = desk.refused("emergency_report", report(&message, false)).await;
                assert!(!problem.message.is_empty(), "{fault:?}");
                assert!(said(&desk, 3).await.reason.note.starts_with("It was not taken: "), "{fault:?}");
            }
            _ => {
                let told: EmergencyAbout = desk.call("emergency_report", report(&message, false)).await;
                assert_eq!(told.report.expect("it was asked").stand, stand, "{fault:?}");
                assert!(said(&desk, 3).await.reason.note.starts_with("In doubt, and not sent again"), "{fault:?}");
            }
        }
        assert_eq!(desk.platform.reports().len(), arrived, "{fault:?}");
        assert_eq!(about(&desk, &message).await.report.expect("it was asked").stand, stand, "{fault:?}");
        if stand == ReportStand::Doubt {
            // Neither by itself, nor by a press that does not say so.
            let _: Value = desk.call("hidden_look_up", json!({})).await;
            assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::Stale, "{fault:?}");
        }
        assert_eq!(desk.platform.calls(Operation::Report), 1, "{fault:?}");
        let told: EmergencyAbout = desk.call("emergency_report", report(&message, stand == ReportStand::Doubt)).await;
        assert_eq!(told.report.expect("it was reported").stand, ReportStand::Reported, "{fault:?}");
        assert_eq!(desk.platform.reports().len(), arrived + 1, "{fault:?}");
        use RecordKind::{Preserved, ReportResult, Reported};
        assert_eq!(kinds(&desk).await, [ReportResult, Reported, ReportResult, Reported, Preserved], "{fault:?}");
        whole(&desk).await;
    }
}

#[tokio::test]
async fn what_the_platform_refuses_is_told_and_on_record() {
    let (desk, message, _) = with_copy().await;
    let words = "This sign-in may not report anything.";
    let refuses = Fault::Fails(Failure::without_effect(FailureKind::Permission, words));
    desk.platform.fault(Operation::Report, refuses);
    let problem = desk.refused("emergency_report", report(&message, false)).await;
    assert_eq!((problem.code, problem.message.as_str()), (Code::Permission, words));
    assert_eq!(said(&desk, 3).await.reason.note, format!("It was not taken: {words}"));
    assert_eq!(about(&desk, &message).await.report.expect("it was asked").answer, words);
    desk.platform.revoke_sign_ins();
    assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::SignInNeeded);
}

#[tokio::test]
async fn where_a_platform_takes_no_reports_the_copy_is_kept_all_the_same() {
    let (desk, message, _) = with_copy().await;
    desk.platform.takes_reports(false);
    let seen = about(&desk, &message).await;
    assert!(seen.reports_to.is_none() && seen.kept.is_some());
    assert_eq!(desk.refused("emergency_report", report(&message, false)).await.code, Code::Permission);
    assert_eq!((desk.platform.calls(Operation::Report), kinds(&desk).await.len()), (0, 1));
}

#[tokio::test]
async fn the_same_is_not_kept_twice_but_what_was_changed_or_is_another_emergency_is() {
    let (desk, message, id) = with_copy().await;
    let stale = desk.refused("emergency_keep", keep(&message, "threat")).await;
    assert_eq!(stale.code, Code::Stale);
    let other: EmergencyAbout = desk.call("emergency_keep", keep(&message, "private")).await;
    assert_eq!(other.kept.expect("it is kept").kind, EmergencyKind::Private);
    desk.platform.change_message(&id, |post| {
        post.body = lectern_model::Body::Plain { text: "I will do it at nine".to_owned(), links: Vec::new() };
    });
    let accounts: Vec<lectern_model::AccountView> = desk.call("accounts", json!({})).await;
    desk.check(accounts[0].account.id).await;
    assert!(about(&desk, &message).await.kept.expect("it is kept").outdated);
    let now: EmergencyAbout = desk.call("emergency_keep", keep(&message, "private")).await;
    assert!(!now.kept.expect("it is kept").outdated);
    assert_eq!(said(&desk, 3).await.words.text, "I will do it at nine");
    assert_eq!(kinds(&desk).await.len(), 3);
}

#[tokio::test]
async fn the_pictures_are_in_the_copy_or_a_person_says_that_they_need_not_be() {
    let (desk, message) = with_picture(true).await;
    let _: EmergencyAbout = desk.call("emergency_keep", keep(&message, "threat")).await;
    let media = said(&desk, 1).await.words.media;
    let hash = media[0].hash.clone().expect("its picture was copied");
    desk.app.picture(hash.as_str()).await.expect("it is here");

    let (desk, message) = with_picture(false).await;
    let mut input = keep(&message, "private");
    let problem = desk.refused("emergency_keep", input.clone()).await;
    assert_eq!(problem.field.as_deref(), Some("without_pictures"));
    assert!(kinds(&desk).await.is_empty());
    input["without_pictures"] = json!(true);
    let _: EmergencyAbout = desk.call("emergency_keep", input).await;
    assert_eq!(said(&desk, 1).await.reason.note, "Pictures that could not be copied: 1.");
}

#[tokio::test]
async fn no_picture_of_a_child_is_copied_neither_now_nor_later() {
    let (desk, message) = with_picture(true).await;
    let kept: EmergencyAbout = desk.call("emergency_keep", keep(&message, "child")).await;
    assert_eq!((kept.pictures, fetched(&desk).await), (1, 0));
    let copy = said(&desk, 1).await;
    assert_eq!((copy.words.text.as_str(), copy.words.media.len()), ("Look at this", 0));
    assert_eq!(copy.reason.note, "Pictures that were not copied, on purpose: 1.");
    assert_eq!(copy.reason.clause, "Emergency: sexual material of a child");

    // The inbox may have shown it before: what is here is not copied either.
    let open = desk.app.desk().expect("open");
    open.media.fetch_now(PICTURE).await.expect("the wire works");
    let _: EmergencyAbout = desk.call("emergency_report", report(&message, false)).await;
    let _: HideDone = desk.call("message_hide", asked(&desk, &message, "OBSCENE_LEGAL", "Look at this").await).await;
    let mut block = asked(&desk, &message, "OBSCENE_LEGAL", "Look at this").await;
    block.as_object_mut().expect("an object").remove("without_pictures");
    block["until"] = json!(desk.now().plus_seconds(60 * 60 * 24 * 30));
    block["endless"] = json!("");
    let _: Value = desk.call("person_block", block).await;
    answer(&desk, "We have told the police.").await;
    let all = bodies(&desk).await;
    assert_eq!(all.len(), 6);
    for body in all {
        assert!(body.words.media.is_empty() && body.context.iter().all(|words| words.media.is_empty()), "{body:?}");
    }
    assert_eq!(fetched(&desk).await, 1, "only the inbox itself fetched it");
}

#[tokio::test]
async fn what_the_library_wrote_itself_is_no_emergency() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Mention, "ana", "Is the library open?");
    desk.platform.answered_elsewhere(&id, "It is.");
    desk.check(account).await;
    let page = desk.conversations(ConversationState::Done).await;
    let input = json!({ "conversation": page.conversations[0].id });
    let ours = lectern_tests::wait::until("our answer to stand there", crate::desk::PATIENCE, async || {
        let thread: Thread = desk.call("conversation", input.clone()).await;
        thread.messages.into_iter().find(|one| one.ours)
    })
    .await;
    assert_eq!(desk.refused("emergency_keep", keep(&ours, "threat")).await.code, Code::Permission);
    assert!(about(&desk, &ours).await.reports_to.is_none());
    assert!(kinds(&desk).await.is_empty());
}

#[tokio::test]
async fn a_private_message_is_kept_and_reported_alike_and_stays_private_on_record() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let id = desk.platform.incoming(IncomingKind::Direct, "ana", THREAT);
    desk.check(account).await;
    let message = comment(&desk).await;
    let _: EmergencyAbout = desk.call("emergency_keep", keep(&message, "threat")).await;
    let told: EmergencyAbout = desk.call("emergency_report", report(&message, false)).await;
    assert_eq!(told.report.expect("it was reported").stand, ReportStand::Reported);
    assert_eq!(desk.platform.reports(), [(id, EmergencyKind::Threat)]);
    let page: RecordPage = log(&desk, json!({ "category": "moderation" })).await;
    assert!(page.count == 3 && page.records.iter().all(|record| record.private), "{page:?}");
}
