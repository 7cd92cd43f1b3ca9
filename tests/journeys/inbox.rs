//! From somebody's question to our answer.

use lectern_connectors::IncomingKind;
use lectern_model::{
    Body, Code, ConversationCounts, ConversationKind, ConversationPage, ConversationState, DeliveryState, Draft,
    DraftPreview, Thread, Visibility,
};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::{Desk, send_input};

use ConversationState::{Done, Waiting};

async fn reply(desk: &Desk, thread: &Thread, text: &str) -> Draft {
    let input = json!({ "conversation": thread.conversation.id, "answers": null });
    let draft: Draft = desk.call("reply_draft", input).await;
    desk.save(&Draft { text: text.to_owned(), ..draft }).await
}

#[tokio::test]
async fn a_mention_waits_until_it_is_answered() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open on Friday?");
    desk.check(account).await;
    let counts: ConversationCounts = desk.call("conversation_counts", json!({})).await;
    assert_eq!(counts, ConversationCounts { waiting: 1, unread: 1, ..ConversationCounts::default() });
    let thread = desk.only_thread().await;
    assert_eq!(thread.conversation.kind, ConversationKind::Mention);
    assert_eq!(thread.conversation.waiting_since, Some(MONDAY_NINE));
    assert_eq!(thread.conversation.snippet, "When do you open on Friday?");
    assert_eq!(thread.conversation.with.name, "patron");

    desk.advance(60);
    let draft = reply(&desk, &thread, "At ten.").await;
    assert_eq!(draft.targets, [account]);
    let delivery = desk.send(&draft).await.remove(0);
    let pending = desk.only_thread().await;
    assert!(pending.conversation.reply_pending);
    let last = pending.messages.last().expect("our reply");
    assert!(last.ours && last.id.is_none() && last.text == "At ten.");
    assert_eq!(last.delivery.as_ref().map(|one| one.id), Some(delivery.id));

    desk.work().await;
    let done = desk.conversations(Done).await;
    assert_eq!(done.conversations.len(), 1);
    assert!(!done.conversations[0].reply_pending);
    let thread: Thread = desk.call("conversation", json!({ "conversation": done.conversations[0].id })).await;
    let told: Vec<(&str, bool, bool)> =
        thread.messages.iter().map(|m| (m.text.as_str(), m.ours, m.delivery.is_some())).collect();
    assert_eq!(told, [("When do you open on Friday?", false, false), ("At ten.", true, false)]);
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn somebody_who_writes_again_waits_again() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let id = desk.only_thread().await.conversation.id;
    let done = json!({ "conversations": [id], "state": "done" });
    let _: Value = desk.call("conversation_state", done).await;
    desk.check(account).await;
    assert!(desk.conversations(Waiting).await.conversations.is_empty(), "what is known does not reopen it");

    desk.advance(3600);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "And on Saturday?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    assert_eq!((thread.conversation.id, thread.conversation.unread), (id, 1));
    assert_eq!(thread.conversation.waiting_since, Some(MONDAY_NINE.plus_seconds(3600)));
    let _: Value = desk.call("conversation_read", json!({ "conversation": id })).await;
    let counts: ConversationCounts = desk.call("conversation_counts", json!({})).await;
    assert_eq!(counts, ConversationCounts { waiting: 1, unread: 0, ..ConversationCounts::default() });
}

#[tokio::test]
async fn a_private_message_is_answered_privately_and_by_the_same_account() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    desk.platform.incoming(IncomingKind::Direct, "patron", "My card does not work");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    assert_eq!(thread.visibilities, [Visibility::Direct]);
    let draft = reply(&desk, &thread, "Please come by.").await;
    assert_eq!(draft.visibility, Visibility::Direct);

    let open = desk.save(&Draft { visibility: Visibility::Public, ..draft.clone() }).await;
    let problem = desk.refused("outbox_send", send_input(open.id, open.revision)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("visibility")));
    let astray = Draft { visibility: Visibility::Direct, targets: vec![account, elsewhere], ..open };
    let astray = desk.save(&astray).await;
    let problem = desk.refused("outbox_send", send_input(astray.id, astray.revision)).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("targets")));

    let right = desk.save(&Draft { targets: vec![account], ..astray }).await;
    desk.send(&right).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].post.visibility, Visibility::Direct);
    assert!(desk.other.published().is_empty());
}

#[tokio::test]
async fn a_conversation_has_one_open_reply() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Reply, "patron", "Thank you");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = reply(&desk, &thread, "You are welc").await;
    let input = json!({ "conversation": thread.conversation.id, "answers": null });
    assert_eq!(desk.call::<Draft>("reply_draft", input.clone()).await, draft);
    assert_eq!(desk.only_thread().await.draft, Some(draft.id));
    desk.send(&draft).await;
    let next: Draft = desk.call("reply_draft", input).await;
    assert_ne!(next.id, draft.id);
    assert_eq!(next.text, "");
}

#[tokio::test]
async fn a_begun_reply_can_answer_another_message() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "ada", "When do you open?");
    desk.advance(60);
    let second = desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "ben", "And on Sunday?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = reply(&desk, &thread, "At ten.").await;
    assert_eq!(draft.answers, thread.messages[1].id);
    let input = json!({ "conversation": thread.conversation.id, "answers": thread.messages[0].id });
    let turned: Draft = desk.call("reply_draft", input).await;
    assert_eq!((turned.id, turned.text.as_str(), turned.answers), (draft.id, "At ten.", thread.messages[0].id));
    desk.send(&turned).await;
    desk.work().await;
    assert_eq!(desk.platform.published()[0].post.reply_to.as_deref(), Some(root.as_str()));
    assert_ne!(root, second);
}

#[tokio::test]
async fn an_answer_that_could_not_be_read_back_comes_with_the_next_look() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = reply(&desk, &thread, "At ten.").await;
    desk.platform.fault_always(Operation::ReadBack, Some(Fault::CutBefore));
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(desk.conversations(Done).await.conversations.len(), 1);
    desk.check(account).await;
    let id = thread.conversation.id;
    let thread: Thread = desk.call("conversation", json!({ "conversation": id })).await;
    assert_eq!(thread.messages.len(), 2, "read back by the next look, and shown once");
    assert!(thread.messages[1].ours && thread.messages[1].id.is_some());
    assert_eq!(thread.conversation.state, Done);
}

#[tokio::test]
async fn what_came_while_we_answered_still_waits() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = reply(&desk, &thread, "At ten.").await;
    desk.send(&draft).await;
    desk.advance(30);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "I mean on Sunday");
    desk.check(account).await;
    desk.advance(30);
    desk.work().await;
    let thread = desk.only_thread().await;
    assert_eq!(thread.conversation.waiting_since, Some(MONDAY_NINE.plus_seconds(30)));
    desk.check(account).await;
    assert_eq!(desk.only_thread().await.conversation.id, thread.conversation.id);
}

#[tokio::test]
async fn a_reply_that_failed_is_seen_in_its_conversation() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let draft = reply(&desk, &desk.only_thread().await, "At ten.").await;
    desk.platform.revoke_sign_ins();
    desk.send(&draft).await;
    desk.work().await;
    let thread = desk.only_thread().await;
    assert!(thread.conversation.reply_pending, "it still waits");
    let ours = thread.messages.last().expect("our reply").delivery.clone().expect("with its delivery");
    assert!(matches!(ours.state, DeliveryState::Failed { .. }));
}

#[tokio::test]
async fn the_first_look_goes_back_over_pages_and_the_next_stops_at_what_is_known() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    for number in 0..45 {
        desk.platform.incoming(IncomingKind::Mention, "patron", &format!("Question {number}"));
        desk.advance(1);
    }
    desk.check(account).await;
    assert_eq!(desk.platform.calls(Operation::Inbox), 3);
    let counts: ConversationCounts = desk.call("conversation_counts", json!({})).await;
    assert_eq!(counts.waiting, 45);
    desk.check(account).await;
    assert_eq!(desk.platform.calls(Operation::Inbox), 4);
    let query = json!({ "state": "waiting", "oldest_first": true, "limit": 10 });
    let page: ConversationPage = desk.call("conversations", query).await;
    assert_eq!((page.conversations.len(), page.more), (10, true));
    assert_eq!(page.conversations[0].snippet, "Question 0");
}

#[tokio::test]
async fn a_look_that_breaks_off_loses_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "Question 0");
    desk.check(account).await;
    for number in 1..=30 {
        desk.platform.incoming(IncomingKind::Mention, "patron", &format!("Question {number}"));
        desk.advance(1);
    }
    desk.platform.fault_after(Operation::Inbox, 1, Fault::CutBefore);
    let _ = lectern_api::dispatch(&desk.app, "account_check", json!({ "account": account })).await;
    desk.check(account).await;
    let counts: ConversationCounts = desk.call("conversation_counts", json!({})).await;
    assert_eq!(counts.waiting, 31);
}

#[tokio::test]
async fn the_thread_around_a_message_is_fetched_and_shown() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let ours = desk.post("Storytime at three", account).await;
    desk.work().await;
    let DeliveryState::Sent { published, .. } = desk.state(&ours).await else { panic!("it is sent") };
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Reply, Some(&published.remote_id), "patron", "Is it in the garden?");
    desk.check(account).await;
    let id = desk.only_thread().await.conversation.id;
    desk.app.desk().expect("open").inbox.refresh_thread(id).await.expect("the platform answers");
    let thread = desk.only_thread().await;
    let told: Vec<(&str, bool)> = thread.messages.iter().map(|m| (m.text.as_str(), m.ours)).collect();
    assert_eq!(told, [("Storytime at three", true), ("Is it in the garden?", false)]);
    assert_eq!(thread.conversation.about, "Storytime at three");
    assert_eq!(thread.conversation.state, Waiting, "our post came first and answers nothing");
    assert_eq!(thread.answers, thread.messages[1].id);
}

#[tokio::test]
async fn hostile_words_do_no_harm() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "<script>alert(1)</script> <img src=x onerror=alert(1)>");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    assert!(!thread.messages[0].html.contains("<script") && !thread.messages[0].html.contains("<img"));
    assert!(thread.messages[0].text.contains("alert(1)"), "the words themselves stay readable");
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let desk = Desk::open().await;
    for command in ["conversation", "reply_draft"] {
        let input = match command {
            "conversation" => json!({ "conversation": 999 }),
            _ => json!({ "conversation": 999, "answers": null }),
        };
        assert_eq!(desk.refused(command, input).await.code, Code::NotFound, "{command}");
    }
    let page: ConversationPage = desk.call("conversations", json!({})).await;
    assert!(page.conversations.is_empty() && !page.more);
}

#[tokio::test]
async fn a_reply_is_counted_and_shown_with_the_names_that_go_before_it() {
    let desk = Desk::open().await;
    desk.platform.names_answered(true);
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let name = format!("{} ", thread.conversation.with.handle);
    let room = 500 - name.len();

    let draft = reply(&desk, &thread, &"a".repeat(room)).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": draft.id })).await;
    assert_eq!((preview.targets[0].count.used, preview.targets[0].count.fits), (500, true));
    assert!(preview.targets[0].html.contains(name.trim()), "{}", preview.targets[0].html);

    let long = desk.save(&Draft { text: "a".repeat(room + 1), ..draft }).await;
    let preview: DraftPreview = desk.call("draft_preview", json!({ "draft": long.id })).await;
    assert!(!preview.targets[0].count.fits);
    let finding = preview.targets[0].findings.iter().find(|one| one.check == "length").expect("it is too long");
    let place = finding.at.expect("it says where");
    assert_eq!((place.start as usize, place.end as usize), (room, room + 1), "in the text that is being written");
    assert_eq!(desk.refused("outbox_send", send_input(long.id, long.revision)).await.code, Code::Stopped);

    let right = desk.save(&Draft { text: "At ten.".to_owned(), ..long }).await;
    desk.send(&right).await;
    desk.work().await;
    let sent = &desk.platform.published()[0].post;
    assert!(matches!(&sent.body, Body::Plain { text, .. } if *text == format!("{name}At ten.")), "{:?}", sent.body);
    let blank = reply(&desk, &thread, " ").await;
    let refused = desk.refused("outbox_send", send_input(blank.id, blank.revision)).await;
    assert_eq!(refused.code, Code::Stopped, "a name alone is no answer");
}
