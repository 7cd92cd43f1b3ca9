//! A new answer is as private as what was said last, by them or by us.

use lectern_connectors::IncomingKind;
use lectern_model::{Draft, MessageId, Thread, Visibility};
use serde_json::json;

use crate::desk::Desk;

use Visibility::{Direct, Public, Unlisted};

async fn begin(desk: &Desk, thread: &Thread, answers: Option<MessageId>) -> Draft {
    desk.call("reply_draft", json!({ "conversation": thread.conversation.id, "answers": answers })).await
}

async fn again(desk: &Desk, thread: &Thread) -> Thread {
    desk.call("conversation", json!({ "conversation": thread.conversation.id })).await
}

/// Answers, seen by those; it is sent only where `sent`.
async fn answer(desk: &Desk, thread: &Thread, text: &str, visibility: Visibility, sent: bool) {
    let draft = begin(desk, thread, None).await;
    let draft = desk.save(&Draft { text: text.to_owned(), visibility, ..draft }).await;
    desk.send(&draft).await;
    if sent {
        desk.work().await;
    }
}

#[tokio::test]
async fn after_a_private_answer_the_next_one_is_private_too() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "walter", "I was charged for all of them.");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    assert_eq!(thread.visibilities.first(), Some(&Public), "what is asked in public is answered in public");

    desk.advance(60);
    answer(&desk, &thread, "Please come by.", Direct, false).await;
    assert_eq!(again(&desk, &thread).await.visibilities.first(), Some(&Direct), "also while it is under way");
    assert_eq!(begin(&desk, &thread, None).await.visibility, Direct);
    desk.work().await;
    desk.check(account).await;
    let sent = again(&desk, &thread).await;
    assert!(sent.messages.last().is_some_and(|message| message.ours && message.id.is_some()));
    assert_eq!(sent.visibilities.first(), Some(&Direct));
    assert!(sent.visibilities.contains(&Public), "a person can still choose it");

    // What was begun in private stays so, whatever it answers from now on.
    let turned = begin(&desk, &thread, sent.messages[0].id).await;
    assert_eq!(turned.visibility, Direct);
    assert_eq!(desk.platform.published()[0].post.visibility, Direct);

    // They write in public again, and a new answer is public, as before.
    let stored = desk.save(&Draft { text: "It is waived.".to_owned(), ..turned }).await;
    desk.send(&stored).await;
    desk.work().await;
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "walter", "Thank you all.");
    desk.check(account).await;
    assert_eq!(again(&desk, &thread).await.visibilities.first(), Some(&Public));
    assert_eq!(begin(&desk, &thread, None).await.visibility, Public);
}

#[tokio::test]
async fn an_answer_kept_out_of_lists_is_followed_by_one_like_it() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    answer(&desk, &thread, "At ten.", Unlisted, true).await;
    desk.check(account).await;
    assert_eq!(again(&desk, &thread).await.visibilities.first(), Some(&Unlisted));
}

#[tokio::test]
async fn what_was_begun_in_public_is_not_turned_by_what_comes_in() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    let root = desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let thread = desk.only_thread().await;
    let draft = begin(&desk, &thread, None).await;
    let draft = desk.save(&Draft { text: "At ten.".to_owned(), ..draft }).await;
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Direct, Some(&root), "patron", "My card does not work");
    desk.check(account).await;
    let now = again(&desk, &thread).await;
    assert_eq!((now.visibilities.as_slice(), now.draft), ([Direct].as_slice(), Some(draft.id)));
    let kept = begin(&desk, &thread, None).await;
    assert_eq!((kept.answers, kept.visibility), (draft.answers, Public), "it answers what it answered");
    let turned = begin(&desk, &thread, now.messages.last().and_then(|message| message.id)).await;
    assert_eq!(turned.visibility, Direct);
}
