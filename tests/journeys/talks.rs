//! Conversations as no platform should send them: thousands of messages, parents that are gone, words changed after the
//! answer, numbers in every disguise.

use lectern_connectors::IncomingKind;
use lectern_model::{
    AccountId, Change, Code, ConversationId, ConversationState, Draft, MediaKind, MessageId, MessagePage, MessageView,
    PostMedia, SearchPage, Thread,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::sync::broadcast::Receiver;

use crate::conversations::thread;
use crate::desk::Desk;

const CARD: &str = "21234000012344";
const COVERED: &str = "2•••••••••2344";
const MANY: usize = 5_000;

async fn earlier(desk: &Desk, talk: ConversationId, before: Option<MessageId>, limit: u32) -> MessagePage {
    let input = json!({ "conversation": talk, "before": before, "limit": limit });
    desk.call("conversation_earlier", input).await
}

fn texts(messages: &[MessageView]) -> Vec<&str> {
    messages.iter().map(|message| message.text.as_str()).collect()
}

/// A desk with an account that was looked at once.
async fn listening() -> (Desk, AccountId) {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    (desk, account)
}

/// What the window was told so far.
fn heard(changes: &mut Receiver<Change>) -> Vec<Change> {
    std::iter::from_fn(|| changes.try_recv().ok()).collect()
}

/// The one conversation that waits is answered.
async fn answer(desk: &Desk, text: &str) {
    let talk = desk.only_thread().await.conversation.id;
    let draft: Draft = desk.call("reply_draft", json!({ "conversation": talk, "answers": null })).await;
    let draft = desk.save(&Draft { text: text.to_owned(), ..draft }).await;
    desk.advance(60);
    desk.send(&draft).await;
    desk.work().await;
    desk.advance(60);
}

#[tokio::test]
async fn five_thousand_comments_come_in_pages_each_once_and_in_order() {
    let (desk, account) = listening().await;
    desk.platform.page_size(500);
    let root = desk.platform.incoming(IncomingKind::Mention, "patron 0", "Comment 0");
    for number in 1..MANY {
        // Two share each moment: their order is that in which they came.
        desk.advance(i64::from(number.is_multiple_of(2)));
        let who = format!("patron {}", number % 40);
        desk.platform.incoming_in(IncomingKind::Reply, Some(&root), &who, &format!("Comment {number}"));
    }
    desk.check(account).await;
    let talk = desk.only_thread().await;
    let id = talk.conversation.id;
    assert_eq!((talk.messages.len(), talk.count, talk.more), (100, 5_000, true));
    assert_eq!(texts(&talk.messages)[99], format!("Comment {}", MANY - 1));

    let mut all = talk.messages;
    let mut more = talk.more;
    let mut pages = 0;
    while more {
        pages += 1;
        if pages == 3 {
            // Somebody writes meanwhile: what is read goes on where it was.
            desk.advance(1);
            desk.platform.incoming_in(IncomingKind::Reply, Some(&root), "patron 0", "One more");
            desk.check(account).await;
        }
        let page = earlier(&desk, id, all[0].id, if pages == 1 { 0 } else { 9_999 }).await;
        assert_eq!(page.messages.len(), if pages == 1 { 100 } else { 500.min(MANY - all.len()) });
        more = page.more;
        all.splice(0..0, page.messages);
    }
    let expected: Vec<String> = (0..MANY).map(|number| format!("Comment {number}")).collect();
    assert_eq!(texts(&all), expected, "each once, in order, and the pages meet");
    let ids: BTreeSet<_> = all.iter().map(|message| message.id).collect();
    assert_eq!(ids.len(), MANY);
    let after = thread(&desk, id).await;
    assert_eq!((after.count, texts(&after.messages)[99]), (5_001, "One more"));
    assert_eq!(earlier(&desk, id, all[0].id, 0).await, MessagePage { messages: Vec::new(), more: false });

    let gone = json!({ "conversation": id, "before": 999_999, "limit": 0 });
    assert_eq!(desk.refused("conversation_earlier", gone).await.code, Code::NotFound);
    let draft: Draft = desk.call("reply_draft", json!({ "conversation": id, "answers": all[0].id })).await;
    assert_eq!(draft.answers, all[0].id, "any of them can be answered, also one that is not on the page");
}

#[tokio::test]
async fn a_number_that_is_split_where_a_page_ends_is_covered_on_both() {
    let (desk, account) = listening().await;
    let root = desk.platform.incoming(IncomingKind::Mention, "others", "Hello");
    let say = |who: &str, text: &str| {
        desk.advance(1);
        desk.platform.incoming_in(IncomingKind::Reply, Some(&root), who, text);
    };
    say("patron", "my card number is 2123400");
    say("others", "Good morning");
    say("patron", "0012344 sorry, pressed enter");
    for number in 0..98 {
        say("others", &format!("Comment {number}"));
    }
    desk.check(account).await;
    let talk = desk.only_thread().await;
    assert_eq!((texts(&talk.messages)[0], talk.count), ("Good morning", 102));
    assert_eq!(texts(&talk.messages)[1], "••••••• sorry, pressed enter");
    let above = earlier(&desk, talk.conversation.id, talk.messages[0].id, 0).await;
    assert_eq!(texts(&above.messages), ["Hello", "my card number is •••••••"]);
    let nearer = earlier(&desk, talk.conversation.id, talk.messages[1].id, 1).await;
    assert_eq!(texts(&nearer.messages), ["Good morning"], "who is only looked at beside a page is not on it");
}

#[tokio::test]
async fn what_answers_a_deleted_post_says_so_and_stays_in_its_thread() {
    for forgets in [false, true] {
        let (desk, account) = listening().await;
        let root = desk.platform.incoming(IncomingKind::Mention, "patron", "When is story time?");
        desk.advance(60);
        let parent = desk.platform.incoming_below(&root, "neighbour", "On Thursday");
        desk.advance(60);
        let child = desk.platform.incoming_below(&parent, "patron", "In the morning?");
        desk.check(account).await;
        desk.platform.delete_message(&parent, forgets);
        let mut changes = desk.app.changes();
        desk.check(account).await;
        assert!(heard(&mut changes).contains(&Change::Inbox), "the window is told");
        desk.advance(60);
        desk.platform.incoming_below(&child, "neighbour", "At half past ten");
        desk.check(account).await;
        let talk = desk.only_thread().await;
        let told: Vec<(&str, bool)> =
            talk.messages.iter().map(|message| (message.text.as_str(), message.answers_deleted)).collect();
        let expected = [
            ("When is story time?", false),
            ("On Thursday", false),
            ("In the morning?", true),
            ("At half past ten", false),
        ];
        assert_eq!(told, expected, "forgets: {forgets}");
    }
}

#[tokio::test]
async fn what_answers_a_post_that_we_deleted_says_so() {
    let (desk, account) = listening().await;
    let delivery = desk.post("Story time is back on Thursday", account).await;
    desk.work().await;
    let ours = desk.platform.published()[0].post.remote_id.clone();
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Reply, Some(&ours), "patron", "In the morning?");
    desk.check(account).await;
    let inbox = desk.app.desk().unwrap().inbox.clone();
    let talk = desk.only_thread().await.conversation.id;
    inbox.refresh_thread(talk).await.unwrap();
    assert_eq!(texts(&thread(&desk, talk).await.messages), ["Story time is back on Thursday", "In the morning?"]);
    assert!(!thread(&desk, talk).await.messages[1].answers_deleted);

    let _: Value = desk.call("delivery_delete", json!({ "delivery": delivery.id })).await;
    desk.work().await;
    inbox.refresh_thread(talk).await.unwrap();
    let after = thread(&desk, talk).await;
    assert_eq!((texts(&after.messages), after.messages[0].answers_deleted), (vec!["In the morning?"], true));
}

#[tokio::test]
async fn a_card_number_that_is_added_after_our_answer_is_covered_and_waits_again() {
    let (desk, account) = listening().await;
    let id = desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    let talk = desk.only_thread().await.conversation.id;
    answer(&desk, "At ten.").await;
    assert_eq!(thread(&desk, talk).await.conversation.state, ConversationState::Done);

    desk.platform.reword_message(&id, &format!("When do you open? My card is {CARD}"));
    let mut changes = desk.app.changes();
    desk.check(account).await;
    assert!(heard(&mut changes).contains(&Change::Inbox), "the window is told");
    let back = desk.only_thread().await;
    let row = &back.conversation;
    assert!(row.edited_after_answer && row.unread == 1 && row.waiting_since == Some(desk.now()), "{row:?}");
    let message = &back.messages[0];
    assert_eq!(message.text, format!("When do you open? My card is {COVERED}"));
    assert_eq!((message.covered.as_slice(), message.earlier[0].answered), (&["patron_barcode".to_owned()][..], true));
    assert!(!serde_json::to_string(&back).unwrap().contains(CARD));

    // Changed once more, the number is gone from the message, and stays covered in what it said before.
    desk.platform.reword_message(&id, "When do you open?");
    desk.check(account).await;
    let mended = desk.only_thread().await;
    assert_eq!(mended.messages[0].earlier[0].text, format!("When do you open? My card is {COVERED}"));
}

#[tokio::test]
async fn numbers_in_every_disguise_are_covered_wherever_they_are_shown() {
    let disguises = [
        "٢١٢٣٤٠٠٠٠١٢٣٤٤",
        "２１２３４００００１２３４４",
        "2\u{200b}1234\u{200b}0000\u{200b}12344",
        "\u{202e}21234\u{200f}000012344\u{202c}",
        "२१२३४००००१२३४४",
    ];
    for disguise in disguises {
        let (desk, account) = listening().await;
        desk.platform.incoming(IncomingKind::Mention, "patron", &format!("my library card {disguise} does not work"));
        desk.check(account).await;
        let talk = desk.only_thread().await;
        let hits: SearchPage = desk.call("search", json!({ "words": "library", "limit": 0, "ours": false })).await;
        assert_eq!(hits.hits.len(), 1);
        let shown = [serde_json::to_string(&talk).unwrap(), serde_json::to_string(&hits).unwrap()].concat();
        assert!(!shown.contains(disguise), "{disguise:?}: {shown}");
        assert_eq!(talk.messages[0].covered, ["patron_barcode"], "{disguise:?}");
        assert!(talk.conversation.snippet.contains('•'), "{disguise:?}: {}", talk.conversation.snippet);
    }
}

#[tokio::test]
async fn a_message_of_a_picture_alone_waits_and_is_answered() {
    let (desk, account) = listening().await;
    let id = desk.platform.incoming(IncomingKind::Direct, "patron", "");
    desk.platform.change_message(&id, |post| {
        post.media = vec![PostMedia {
            kind: MediaKind::Picture,
            url: "https://scripted.example/card.png".to_owned(),
            preview_url: None,
            description: format!("My card, {CARD}"),
            width: Some(40),
            height: Some(30),
        }];
    });
    desk.check(account).await;
    let talk = desk.only_thread().await;
    assert_eq!((talk.conversation.snippet.as_str(), talk.conversation.unread), ("", 1));
    let message = &talk.messages[0];
    assert_eq!((message.text.as_str(), message.media.len()), ("", 1));
    assert_eq!(message.media[0].description, format!("My card, {COVERED}"), "what a picture tells is covered too");
    answer(&desk, "Thank you. Please do not send your card.").await;
    assert_eq!(thread(&desk, talk.conversation.id).await.conversation.state, ConversationState::Done);
}

#[tokio::test]
async fn sixty_thousand_letters_are_one_message() {
    let (desk, account) = listening().await;
    let long = format!("{}My card is {CARD}.", "I like the library. ".repeat(3_000));
    desk.platform.incoming(IncomingKind::Mention, "patron", &long);
    desk.check(account).await;
    let talk: Thread = desk.only_thread().await;
    assert_eq!(talk.messages[0].text, long.replace(CARD, COVERED));
    assert!(talk.conversation.snippet.chars().count() <= 201, "the list shows its start alone");
}
