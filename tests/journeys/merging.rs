//! Two conversations as one: both labels are seen, and when they are taken apart after an answer, whoever was not
//! answered waits again.

use lectern_connectors::IncomingKind;
use lectern_model::{ConversationId, ConversationPage, ConversationState, Draft, Label, Thread};
use serde_json::{Value, json};

use crate::conversations::thread;
use crate::desk::Desk;

use ConversationState::{Done, Waiting};

/// Walter and Maya ask; their conversations.
async fn two() -> (Desk, ConversationId, ConversationId) {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    for (name, text) in [("Walter", "Are my books due?"), ("Maya", "Nobody answers the telephone")] {
        desk.advance(60);
        desk.platform.incoming(IncomingKind::Mention, name, text);
    }
    desk.check(account).await;
    let page: ConversationPage = desk.call("conversations", json!({})).await;
    let of = |name: &str| page.conversations.iter().find(|one| one.with.name == name).expect("they wrote").id;
    (desk, of("Walter"), of("Maya"))
}

async fn label(desk: &Desk, id: ConversationId, label: Option<Label>) {
    let change = json!({ "conversations": [id], "change": { "to": "labelled", "label": label } });
    let _: Value = desk.call("conversations_change", change).await;
}

async fn merge(desk: &Desk, into: ConversationId, from: ConversationId) {
    let _: Value = desk.call("conversation_merge", json!({ "into": into, "from": from })).await;
}

async fn apart(desk: &Desk, id: ConversationId) {
    let _: Value = desk.call("conversation_take_apart", json!({ "conversation": id })).await;
}

/// Answers what somebody wrote in a conversation.
async fn answer(desk: &Desk, id: ConversationId, name: &str) {
    let both: Thread = thread(desk, id).await;
    let message = both.messages.iter().find(|one| one.author.name == name).and_then(|one| one.id);
    let input = json!({ "conversation": id, "answers": message });
    let draft: Draft = desk.call("reply_draft", input).await;
    let draft = desk.save(&Draft { text: "At ten tomorrow".to_owned(), ..draft }).await;
    desk.send(&draft).await;
    desk.work().await;
}

async fn states(desk: &Desk, ids: [ConversationId; 2]) -> [ConversationState; 2] {
    [thread(desk, ids[0]).await.conversation.state, thread(desk, ids[1]).await.conversation.state]
}

#[tokio::test]
async fn both_labels_are_seen_while_they_are_one() {
    let (desk, walter, maya) = two().await;
    label(&desk, maya, Some(Label::Complaint)).await;
    merge(&desk, walter, maya).await;
    let both = thread(&desk, walter).await.conversation;
    assert_eq!((both.label, both.merged_labels), (None, vec![Label::Complaint]));
    apart(&desk, walter).await;
    let maya = thread(&desk, maya).await.conversation;
    assert_eq!((maya.label, maya.merged_labels), (Some(Label::Complaint), Vec::new()));
    assert_eq!(thread(&desk, walter).await.conversation.merged_labels, []);
}

#[tokio::test]
async fn whoever_was_not_answered_waits_again_when_they_are_taken_apart() {
    for (answered, states_after) in [("Walter", [Done, Waiting]), ("Maya", [Waiting, Done])] {
        for turned in [false, true] {
            let (desk, walter, maya) = two().await;
            let (into, from) = if turned { (maya, walter) } else { (walter, maya) };
            let since =
                [thread(&desk, walter).await, thread(&desk, maya).await].map(|one| one.conversation.waiting_since);
            merge(&desk, into, from).await;
            answer(&desk, into, answered).await;
            assert_eq!(thread(&desk, into).await.conversation.state, Done, "{answered}, {turned}");
            apart(&desk, into).await;
            assert_eq!(states(&desk, [walter, maya]).await, states_after, "{answered}, {turned}");
            let waits = usize::from(answered == "Walter");
            let after = thread(&desk, [walter, maya][waits]).await.conversation.waiting_since;
            assert_eq!(after, since[waits], "since they wrote");
        }
    }
}

#[tokio::test]
async fn what_a_person_called_done_stays_done_when_it_is_taken_apart() {
    let (desk, walter, maya) = two().await;
    merge(&desk, walter, maya).await;
    let done = json!({ "conversations": [walter], "change": { "to": "done" } });
    let _: Value = desk.call("conversations_change", done).await;
    apart(&desk, walter).await;
    assert_eq!(states(&desk, [walter, maya]).await, [Done, Done]);
}
