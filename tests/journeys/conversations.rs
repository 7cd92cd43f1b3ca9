//! What a person does to conversations: done, snoozed, labelled, noted, counted, merged; and what brings them back.

use lectern_connectors::IncomingKind;
use lectern_model::{
    Code, ConversationChange, ConversationCounts, ConversationId, ConversationPage, ConversationState,
    ConversationsChanged, DeliveryState, Draft, InboxView, Label, MissedWhy, ReferenceMonth, SnoozeTime, Thread,
    Timestamp,
};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use serde_json::{Value, json};

use crate::desk::Desk;

use ConversationState::{Done, Snoozed, Waiting};

const DAY: i64 = 24 * 60 * 60;

pub(crate) async fn change(desk: &Desk, ids: &[ConversationId], to: ConversationChange) -> ConversationsChanged {
    desk.call("conversations_change", json!({ "conversations": ids, "change": to })).await
}

pub(crate) async fn thread(desk: &Desk, id: ConversationId) -> Thread {
    desk.call("conversation", json!({ "conversation": id })).await
}

async fn counts(desk: &Desk) -> (u32, u32, u32, u32) {
    let counts: ConversationCounts = desk.call("conversation_counts", json!({})).await;
    (counts.waiting, counts.unread, counts.snoozed, counts.done)
}

async fn list(desk: &Desk, query: Value) -> Vec<ConversationId> {
    let page: ConversationPage = desk.call("conversations", query).await;
    page.conversations.into_iter().map(|one| one.id).collect()
}

/// Some people ask, a minute apart; their conversations, the newest first.
async fn asked(desk: &Desk, texts: &[&str]) -> Vec<ConversationId> {
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    for text in texts {
        desk.advance(60);
        desk.platform.incoming(IncomingKind::Mention, "patron", text);
    }
    desk.check(account).await;
    list(desk, json!({})).await
}

#[tokio::test]
async fn snoozed_comes_back_at_its_time_with_the_waiting_it_had() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["When do you open?"]).await[0];
    let since = thread(&desk, id).await.conversation.waiting_since;
    let until = desk.now().plus_seconds(DAY);
    change(&desk, &[id], ConversationChange::Snoozed { until }).await;
    assert_eq!(counts(&desk).await, (0, 0, 1, 0));
    let row = thread(&desk, id).await.conversation;
    assert_eq!((row.state, row.snoozed_until), (Snoozed, Some(until)));
    assert_eq!(list(&desk, json!({ "state": "snoozed" })).await, [id]);

    let inbox = desk.app.desk().expect("open").inbox.clone();
    desk.advance(DAY - 1);
    assert_eq!(inbox.wake_once().await.expect("the store works"), 0);
    desk.advance(1);
    assert_eq!(inbox.wake_once().await.expect("the store works"), 1);
    let row = thread(&desk, id).await.conversation;
    assert_eq!((row.state, row.snoozed_until, row.waiting_since), (Waiting, None, since));

    let past = json!({ "conversations": [id], "change": { "to": "snoozed", "until": desk.now() } });
    assert_eq!(desk.refused("conversations_change", past).await.code, Code::BadInput);
    let state = json!({ "conversations": [id], "state": "snoozed" });
    assert_eq!(desk.refused("conversation_state", state).await.code, Code::BadInput);
}

#[tokio::test]
async fn whoever_writes_again_brings_it_back_from_snoozed_and_from_done() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["When do you open?"]).await[0];
    let root = desk.platform.post_ids_of("patron")[0].clone();
    let account = thread(&desk, id).await.conversation.account;
    for to in [ConversationChange::Snoozed { until: desk.now().plus_seconds(9 * DAY) }, ConversationChange::Done] {
        change(&desk, &[id], to).await;
        desk.check(account).await;
        assert_ne!(thread(&desk, id).await.conversation.state, Waiting, "what is known does not bring it back");
        desk.advance(60);
        desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "Hello?");
        desk.check(account).await;
        let row = thread(&desk, id).await.conversation;
        assert_eq!((row.state, row.snoozed_until), (Waiting, None), "{to:?}");
    }
}

#[tokio::test]
async fn many_are_changed_at_once_and_taken_back_as_one() {
    let desk = Desk::open().await;
    let ids = asked(&desk, &["One?", "Two?", "Three?"]).await;
    change(&desk, &ids[..1], ConversationChange::Labelled { label: Some(Label::Praise) }).await;
    let to = ConversationChange::Labelled { label: Some(Label::BookChallenge) };
    let labelled = change(&desk, &ids, to).await;
    assert_eq!(list(&desk, json!({ "label": "book_challenge" })).await, ids);
    let _: Value = desk.call("conversations_put_back", json!(labelled)).await;
    assert_eq!(list(&desk, json!({ "label": "praise" })).await, ids[..1]);
    assert!(list(&desk, json!({ "label": "book_challenge" })).await.is_empty());

    desk.advance(1);
    let gone = ConversationId(999);
    let done = change(&desk, &[ids[0], gone, ids[1]], ConversationChange::Done).await;
    assert_eq!(done.before.len(), 2, "what is gone is left out");
    assert_eq!(counts(&desk).await, (1, 1, 0, 2));
    let _: Value = desk.call("conversations_put_back", json!(done)).await;
    assert_eq!(counts(&desk).await, (3, 3, 0, 0), "what was called done was read by nobody");
}

#[tokio::test]
async fn what_came_meanwhile_is_not_taken_back() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["One?"]).await[0];
    let account = thread(&desk, id).await.conversation.account;
    change(&desk, &[id], ConversationChange::Done).await;
    let waiting = change(&desk, &[id], ConversationChange::Waiting).await;
    let root = desk.platform.post_ids_of("patron")[0].clone();
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "Hello?");
    desk.check(account).await;
    let _: Value = desk.call("conversations_put_back", json!(waiting)).await;
    assert_eq!(thread(&desk, id).await.conversation.state, Waiting, "it was done before, but they wrote");
}

#[tokio::test]
async fn snooze_times_are_on_the_librarys_clock() {
    let desk = Desk::open().await;
    let hours: Vec<Value> = (1..=5).map(|day| json!({ "weekday": day, "opens": 540, "closes": 1020 })).collect();
    let zone = json!({ "time_zone": "America/New_York", "opening_hours": hours });
    let _: Value = desk.call("settings_save", zone).await;
    let times: Vec<SnoozeTime> = desk.call("snooze_times", json!({})).await;
    assert!(times.iter().all(|time| time.at > desk.now()) && times.is_sorted_by_key(|time| time.at));
    let opening = times.iter().find(|time| time.name == "When we open next").expect("hours are told");
    assert!(opening.words.contains("9:00 (E"), "{}", opening.words);
}

#[tokio::test]
async fn lists_are_narrowed_by_everything_and_kept_by_name() {
    let desk = Desk::open().await;
    let ids = asked(&desk, &["Is the café open?", "Where is the printer?"]).await;
    let account = thread(&desk, ids[0]).await.conversation.account;
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    desk.other.incoming(IncomingKind::Direct, "patron", "My card");
    desk.check(elsewhere).await;
    let direct = list(&desk, json!({ "kind": "direct" })).await;
    assert_eq!(direct.len(), 1);
    assert_eq!(list(&desk, json!({ "platform": "other" })).await, direct);
    assert_eq!(list(&desk, json!({ "account": account })).await, ids);
    assert_eq!(list(&desk, json!({ "words": "CAFE" })).await, [ids[1]]);
    assert!(list(&desk, json!({ "words": "?!" })).await.is_empty());
    assert_eq!(list(&desk, json!({ "answered": false })).await.len(), 3);
    assert!(list(&desk, json!({ "answered": true })).await.is_empty());
    desk.advance(3 * DAY);
    assert_eq!(list(&desk, json!({ "older_than_days": 2, "oldest_first": true })).await.len(), 3);
    assert!(list(&desk, json!({ "older_than_days": 4 })).await.is_empty());

    let view = json!({ "id": 0, "name": " Old questions ", "query": { "label": "question", "older_than_days": 2, "after": 7 } });
    let first: InboxView = desk.call("inbox_view_save", view).await;
    assert_eq!((first.name.as_str(), first.query.after), ("Old questions", None));
    let second: InboxView = desk.call("inbox_view_save", json!({ "id": 0, "name": "Praise", "query": {} })).await;
    let _: Value = desk.call("inbox_views_order", json!({ "views": [second.id, first.id] })).await;
    let views: Vec<InboxView> = desk.call("inbox_views", json!({})).await;
    assert_eq!(views, [second.clone(), first.clone()]);
    let _: Value = desk.call("inbox_view_remove", json!({ "view": second.id })).await;
    assert_eq!(desk.call::<Vec<InboxView>>("inbox_views", json!({})).await, [first]);
    let nameless = json!({ "id": 0, "name": " ", "query": {} });
    assert_eq!(desk.refused("inbox_view_save", nameless).await.field.as_deref(), Some("name"));
}

#[tokio::test]
async fn a_note_stays_with_the_conversation_and_a_reference_question_is_only_counted() {
    let desk = Desk::open().await;
    let ids = asked(&desk, &["Who built the canal?", "And when?"]).await;
    let _: Value = desk.call("conversation_note", json!({ "conversation": ids[0], "note": " Ask the archive " })).await;
    assert_eq!(thread(&desk, ids[0]).await.conversation.note, "Ask the archive");
    assert_eq!(thread(&desk, ids[1]).await.conversation.note, "", "the same person, another conversation");
    let long = json!({ "conversation": ids[0], "note": "a".repeat(2001) });
    assert_eq!(desk.refused("conversation_note", long).await.field.as_deref(), Some("note"));

    let mark = |id: ConversationId, on: bool| json!({ "conversation": id, "on": on });
    for id in [ids[0], ids[0], ids[1]] {
        let _: Value = desk.call("conversation_reference", mark(id, true)).await;
    }
    let months: Vec<ReferenceMonth> = desk.call("reference_months", json!({})).await;
    assert_eq!(months.iter().map(|month| month.count).collect::<Vec<_>>(), [2]);
    assert_eq!(list(&desk, json!({ "reference": true })).await, ids);
    desk.advance(40 * DAY);
    let _: Value = desk.call("conversation_reference", mark(ids[1], false)).await;
    let after: Vec<ReferenceMonth> = desk.call("reference_months", json!({})).await;
    assert_eq!(after, [ReferenceMonth { month: months[0].month.clone(), count: 1 }], "taken out of its own month");
}

#[tokio::test]
async fn two_are_merged_answered_as_one_and_taken_apart() {
    let desk = Desk::open().await;
    let ids = asked(&desk, &["When do you open?", "I mean on Sunday"]).await;
    let (into, from) = (ids[1], ids[0]);
    let account = thread(&desk, into).await.conversation.account;
    let since = thread(&desk, into).await.conversation.waiting_since;
    let merge = json!({ "into": into, "from": from });
    let _: Value = desk.call("conversation_merge", merge.clone()).await;
    assert_eq!(list(&desk, json!({})).await, [into]);
    assert_eq!(counts(&desk).await, (1, 1, 0, 0));
    let both = thread(&desk, into).await;
    assert_eq!(both.messages.len(), 2);
    assert_eq!((both.conversation.merged, both.conversation.waiting_since), (1, since));

    // What comes under the key of the one that was put away goes to the other.
    let root = desk.platform.post_ids_of("patron")[1].clone();
    desk.advance(60);
    desk.platform.incoming_in(IncomingKind::Mention, Some(&root), "patron", "Sunday morning");
    desk.check(account).await;
    assert_eq!(thread(&desk, into).await.messages.len(), 3);
    let _: Value = desk.call("conversation_take_apart", json!({ "conversation": into })).await;
    let told = |thread: &Thread| thread.messages.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!(told(&thread(&desk, into).await), ["When do you open?"]);
    assert_eq!(told(&thread(&desk, from).await), ["I mean on Sunday", "Sunday morning"]);
    assert_eq!(counts(&desk).await, (2, 2, 0, 0));

    // Taken back: both stand as before.
    let _: Value =
        desk.call("conversations_change", json!({ "conversations": [from], "change": { "to": "done" } })).await;
    let stood = [thread(&desk, into).await.conversation, thread(&desk, from).await.conversation];
    let changed: ConversationsChanged = desk.call("conversation_merge", merge.clone()).await;
    let _: Value = desk.call("conversation_take_apart", json!({ "conversation": into })).await;
    let _: Value = desk.call("conversations_put_back", json!(changed)).await;
    for before in stood {
        let after = thread(&desk, before.id).await.conversation;
        assert_eq!((after.state, after.waiting_since), (before.state, before.waiting_since));
    }

    let same = json!({ "into": into, "from": into });
    assert_eq!(desk.refused("conversation_merge", same).await.field.as_deref(), Some("from"));
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    desk.other.incoming(IncomingKind::Direct, "patron", "My card");
    desk.check(elsewhere).await;
    let other = list(&desk, json!({ "account": elsewhere })).await[0];
    let across = json!({ "into": into, "from": other });
    assert!(desk.refused("conversation_merge", across).await.message.contains("one account"));
    for id in [into, from] {
        let draft: Draft = desk.call("reply_draft", json!({ "conversation": id, "answers": null })).await;
        desk.save(&Draft { text: "At ten".to_owned(), ..draft }).await;
    }
    assert!(desk.refused("conversation_merge", merge).await.message.contains("Both have an answer"));
}

#[tokio::test]
async fn a_message_that_is_changed_after_our_answer_comes_back_with_what_it_said() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["When do you open?"]).await[0];
    let root = desk.platform.post_ids_of("patron")[0].clone();
    let account = thread(&desk, id).await.conversation.account;
    desk.platform.reword_message(&root, "When do you open today?");
    desk.check(account).await;
    let row = thread(&desk, id).await;
    assert!(!row.conversation.edited_after_answer, "nobody had answered");
    assert_eq!(row.messages[0].earlier[0].text, "When do you open?");

    let draft: Draft = desk.call("reply_draft", json!({ "conversation": id, "answers": null })).await;
    let draft = desk.save(&Draft { text: "At ten.".to_owned(), ..draft }).await;
    desk.advance(60);
    desk.send(&draft).await;
    desk.work().await;
    assert_eq!(thread(&desk, id).await.conversation.state, Done);
    desk.advance(60);
    desk.platform.reword_message(&root, "When do you close? My card is 21234567890123");
    desk.check(account).await;
    let back = thread(&desk, id).await;
    assert_eq!((back.conversation.state, back.conversation.edited_after_answer), (Waiting, true));
    let earlier = &back.messages[0].earlier;
    assert_eq!((earlier.len(), earlier[0].answered, earlier[0].text.as_str()), (2, true, "When do you open today?"));
    change(&desk, &[id], ConversationChange::Done).await;
    assert!(!thread(&desk, id).await.conversation.edited_after_answer);
}

#[tokio::test]
async fn a_reply_is_held_where_somebody_else_answered_first() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["When do you open?"]).await[0];
    let root = desk.platform.post_ids_of("patron")[0].clone();
    let draft: Draft = desk.call("reply_draft", json!({ "conversation": id, "answers": null })).await;
    let draft = desk.save(&Draft { text: "At ten.".to_owned(), ..draft }).await;
    desk.advance(120);
    desk.platform.answered_elsewhere(&root, "We open at ten, see you!");
    desk.advance(60);
    let delivery = desk.send(&draft).await.remove(0);
    desk.work().await;
    let held = desk.delivery(&delivery).await;
    assert!(matches!(held.state, DeliveryState::Missed { why: MissedWhy::Answered, .. }), "{:?}", held.state);
    assert!(held.log.iter().any(|line| line.words.contains("We open at ten, see you!")), "{:?}", held.log);
    assert!(desk.platform.published().is_empty());

    // Sent all the same: it was seen. Another answer after that would hold it again.
    let _: Value = desk.call("delivery_retry", json!({ "delivery": delivery.id, "anyway": true })).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.published().len(), 1);
}

#[tokio::test]
async fn a_reply_goes_out_where_the_thread_cannot_be_read_but_waits_for_the_line() {
    let desk = Desk::open().await;
    let id = asked(&desk, &["When do you open?"]).await[0];
    let draft: Draft = desk.call("reply_draft", json!({ "conversation": id, "answers": null })).await;
    let draft = desk.save(&Draft { text: "At ten.".to_owned(), ..draft }).await;
    desk.platform.offline(true);
    let delivery = desk.send(&draft).await.remove(0);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Retry { .. }));
    desk.platform.offline(false);
    desk.platform.fault_always(Operation::Thread, Some(Fault::ServerError { acts: false }));
    desk.advance(120);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }));
    assert_eq!(desk.platform.published().len(), 1);
}

/// Ages of messages in days; the oldest is asked about first.
async fn of_earlier_times(desk: &Desk, ages: &[i64]) -> Timestamp {
    for (age, next) in ages.iter().zip(ages.iter().skip(1).chain([&0])) {
        desk.platform.incoming(IncomingKind::Mention, "patron", &format!("Asked {age} days ago"));
        desk.advance((age - next) * DAY);
    }
    desk.now()
}

#[tokio::test]
async fn the_first_reading_takes_up_ninety_days_and_settles_them() {
    let desk = Desk::open().await;
    of_earlier_times(&desk, &[100, 80, 20, 10, 2]).await;
    let roots = desk.platform.post_ids_of("patron");
    desk.platform.answered_elsewhere(&roots[3], "Answered from the telephone");
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    let waiting = desk.conversations(Waiting).await.conversations;
    assert_eq!(waiting.iter().map(|one| one.snippet.as_str()).collect::<Vec<_>>(), ["Asked 2 days ago"]);
    assert_eq!(waiting[0].unread, 1);
    let done = desk.conversations(Done).await.conversations;
    let told: Vec<&str> = done.iter().map(|one| one.snippet.as_str()).collect();
    assert_eq!(told, ["Answered from the telephone", "Asked 20 days ago", "Asked 80 days ago"]);
    assert!(done.iter().all(|one| one.unread == 0) && done[0].answered);
    assert!(waiting[0].waiting_since < Some(desk.now().plus_seconds(-DAY)) && MONDAY_NINE < desk.now());
}

#[tokio::test]
async fn the_first_reading_goes_on_where_it_broke_off() {
    let desk = Desk::open().await;
    for number in 0..90 {
        desk.platform.incoming(IncomingKind::Mention, "patron", &format!("Question {number}"));
        desk.advance(60);
    }
    let account = desk.sign_in("library").await;
    desk.platform.fault_after(Operation::Inbox, 2, Fault::CutBefore);
    let _ = lectern_api::dispatch(&desk.app, "account_check", json!({ "account": account })).await;
    let first = counts(&desk).await.0;
    assert!(first > 0 && first < 90, "{first}");
    let read = desk.platform.calls(Operation::Inbox);
    let newest = list(&desk, json!({ "limit": 1 })).await;
    change(&desk, &newest, ConversationChange::Done).await;

    let desk = desk.start_again().await;
    desk.advance(60);
    desk.platform.incoming(IncomingKind::Mention, "patron", "Meanwhile");
    desk.check(account).await;
    assert_eq!(counts(&desk).await.0, 90, "all but the one that was called done, and the one that came meanwhile");
    let again = desk.platform.calls(Operation::Inbox) - read;
    assert!(again <= 6, "no page that was kept is read again but the newest two: {again}");
    desk.check(account).await;
    assert_eq!(counts(&desk).await.0, 90);
}
