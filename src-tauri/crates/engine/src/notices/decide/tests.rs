use super::{Broken, CALM, Decision, Fresh, Ground, LAST, Lapsed, NEWS, OTHER_CLOCK, Summary, decide};
use lectern_model::{
    AccountId, ConversationId, ConversationKind, Label, MessageId, Notice, NoticeOpens, NoticeSettings, Timestamp,
};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::{prop_assert, prop_assert_eq};
use std::collections::{BTreeMap, BTreeSet};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn message(id: i64) -> Fresh {
    Fresh {
        id: MessageId(id),
        conversation: ConversationId(id),
        waits: true,
        label: None,
        account: AccountId(1),
        handle: "@library@example.social".to_owned(),
        account_added_at: NOW.plus_seconds(-90_000),
        kind: ConversationKind::Direct,
        name: format!("Patron {id}"),
        author: "patron".to_owned(),
        asked: false,
        text: "My card is 2•••••••••8901".to_owned(),
        at: NOW.plus_seconds(-5),
    }
}

fn ground(messages: Vec<Fresh>) -> Ground {
    Ground {
        now: NOW,
        open: true,
        messages,
        broken: Vec::new(),
        lapsed: Vec::new(),
        summary: None,
        told: BTreeMap::new(),
    }
}

fn broken(id: i64, failed: bool) -> Broken {
    Broken { thing: format!("delivery:{id}:x:1"), handle: "@library".to_owned(), failed }
}

fn lapsed(due_soon: bool) -> Lapsed {
    Lapsed { account: AccountId(1), handle: "@library".to_owned(), due_soon }
}

fn wanted() -> NoticeSettings {
    NoticeSettings::default()
}

fn titles(decision: &Decision) -> Vec<&str> {
    decision.notices.iter().map(|notice| notice.title.as_str()).collect()
}

fn ids(decision: &Decision) -> Vec<i64> {
    decision.messages.iter().map(|id| id.0).collect()
}

#[test]
fn one_message_names_who_wrote_and_how_and_its_covered_words_where_they_are_wanted() {
    let mut settings = wanted();
    for show_words in [false, true] {
        settings.show_words = show_words;
        let told = decide(&ground(vec![message(1)]), &settings);
        let conversation = ConversationId(1);
        assert_eq!(
            told.notices,
            [Notice {
                id: "conversation:1".to_owned(),
                title: "Patron 1".to_owned(),
                body: if show_words {
                    "Sent a private message to @library@example.social.\nMy card is 2•••••••••8901".to_owned()
                } else {
                    "Sent a private message to @library@example.social.".to_owned()
                },
                urgent: false,
                opens: NoticeOpens::Conversation { conversation },
            }]
        );
        assert_eq!(ids(&told), [1]);
    }
}

#[test]
fn many_messages_are_one_notice() {
    let same = |id| Fresh { conversation: ConversationId(1), name: "Ana".to_owned(), ..message(id) };
    let one = decide(&ground(vec![same(1), same(2), same(3)]), &wanted());
    assert_eq!(one.notices[0].body, "3 new messages to @library@example.social.");
    assert_eq!(one.notices[0].opens, NoticeOpens::Conversation { conversation: ConversationId(1) });

    let many = decide(&ground((1..=5).map(message).collect()), &wanted());
    assert_eq!(titles(&many), ["5 new in the Inbox"]);
    assert_eq!(many.notices[0].body, "From Patron 1, Patron 2 and 3 others.");
    assert_eq!(many.notices[0].opens, NoticeOpens::Inbox);
    assert_eq!(ids(&many), [1, 2, 3, 4, 5]);
}

#[test]
fn what_comes_right_after_waits_and_comes_together() {
    let mut one = ground(vec![message(1)]);
    one.told.insert(LAST.to_owned(), NOW.plus_seconds(-20));
    let told = decide(&one, &wanted());
    assert!(told.is_nothing());
    assert_eq!(told.look_again_at, Some(NOW.plus_seconds(CALM - 20)));
    one.told.insert(LAST.to_owned(), NOW.plus_seconds(-CALM));
    assert_eq!(titles(&decide(&one, &wanted())), ["Patron 1"]);
    // A clock that was set back.
    one.told.insert(LAST.to_owned(), NOW.plus_seconds(9999));
    assert_eq!(titles(&decide(&one, &wanted())), ["Patron 1"]);
}

#[test]
fn what_is_no_news_or_not_wanted_is_counted_as_told_in_silence() {
    let silent = |change: fn(&mut Fresh), settings: &NoticeSettings| {
        let mut one = message(1);
        change(&mut one);
        let told = decide(&ground(vec![one]), settings);
        assert!(told.notices.is_empty() && ids(&told) == [1] && told.things.is_empty(), "{told:?}");
    };
    silent(|one| one.waits = false, &wanted());
    silent(|one| one.at = one.account_added_at.plus_seconds(-OTHER_CLOCK - 1), &wanted());
    silent(|one| (one.at, one.account_added_at) = (NOW.plus_seconds(-NEWS), Timestamp(0)), &wanted());
    silent(|one| one.label = Some(Label::Spam), &wanted());
    silent(|_| {}, &NoticeSettings { messages: false, ..wanted() });
    silent(|_| {}, &NoticeSettings { silent_accounts: vec![AccountId(1)], ..wanted() });
    let media = NoticeSettings { silent_labels: vec![Label::Media], ..wanted() };
    silent(|one| one.label = Some(Label::Media), &media);
    let other = Fresh { label: Some(Label::Complaint), ..message(1) };
    assert_eq!(decide(&ground(vec![other]), &media).notices.len(), 1);
}

#[test]
fn a_message_of_the_second_of_the_sign_in_is_news_though_the_network_tells_whole_seconds() {
    let added = NOW.plus_seconds(-5);
    let one = Fresh { account_added_at: Timestamp(added.0 + 600), at: added, ..message(1) };
    assert_eq!(decide(&ground(vec![one]), &wanted()).notices.len(), 1);
}

#[test]
fn outside_of_opening_hours_only_what_is_urgent_is_told() {
    let safety = Fresh { label: Some(Label::Safety), ..message(2) };
    let mut closed = ground(vec![message(1), safety]);
    closed.open = false;
    closed.broken = vec![broken(1, false), broken(2, true)];
    closed.lapsed = vec![lapsed(false)];
    let told = decide(&closed, &wanted());
    assert_eq!(titles(&told), ["A post did not go out", "Safety: Patron 2"]);
    assert!(told.notices.iter().all(|notice| notice.urgent));
    assert_eq!((ids(&told), told.things.as_slice()), (vec![2], ["delivery:2:x:1".to_owned()].as_slice()));

    closed.lapsed = vec![lapsed(true)];
    let told = decide(&closed, &wanted());
    assert_eq!(titles(&told)[0], "@library needs a new sign-in");
    assert!(told.notices[0].urgent && told.notices[0].body.contains("within a day"));

    closed.open = true;
    closed.lapsed = vec![lapsed(false)];
    let told = decide(&closed, &wanted());
    assert_eq!(
        titles(&told),
        ["@library needs a new sign-in", "2 posts did not go out", "Safety: Patron 2", "Patron 1"]
    );
    let loud = NoticeSettings { quiet_when_closed: false, ..wanted() };
    assert_eq!(decide(&Ground { open: false, ..closed }, &loud), told);
}

#[test]
fn a_sign_in_is_told_once_again_when_it_becomes_urgent_and_anew_when_it_lapses_anew() {
    let mut one = ground(Vec::new());
    one.lapsed = vec![lapsed(false)];
    let keep = |one: &mut Ground| {
        let told = decide(one, &wanted());
        one.told.retain(|thing, _| !told.over.contains(thing));
        one.told.extend(told.things.iter().map(|thing| (thing.clone(), NOW)));
        told.notices.into_iter().map(|notice| notice.urgent).collect::<Vec<_>>()
    };
    assert_eq!(keep(&mut one), [false]);
    assert!(keep(&mut one).is_empty());
    one.lapsed = vec![lapsed(true)];
    assert_eq!(keep(&mut one), [true]);
    one.lapsed = vec![lapsed(false)];
    assert!(keep(&mut one).is_empty());
    one.lapsed = Vec::new();
    assert!(keep(&mut one).is_empty());
    assert!(one.told.is_empty());
    one.lapsed = vec![lapsed(true)];
    assert_eq!(keep(&mut one), [true]);
    assert!(keep(&mut one).is_empty());
}

#[test]
fn kinds_that_are_off_are_counted_as_told() {
    let mut one = ground(Vec::new());
    (one.broken, one.lapsed) = (vec![broken(1, true)], vec![lapsed(true)]);
    let off = NoticeSettings { deliveries: false, sign_ins: false, ..wanted() };
    let told = decide(&one, &off);
    assert!(told.notices.is_empty());
    assert_eq!(told.things, ["sign_in:1", "sign_in_due:1", "delivery:1:x:1"]);
}

fn day(waiting: u32) -> Summary {
    Summary { day: "2026-11-27".to_owned(), waiting, going_out: 1, broken: 2, lapsed: 0 }
}

#[test]
fn the_summary_comes_once_and_counts_the_messages_that_waited() {
    let mut one = ground(vec![message(1), Fresh { label: Some(Label::Safety), ..message(2) }]);
    one.summary = Some(day(3));
    one.told.insert("summary:2026-11-26".to_owned(), NOW.plus_seconds(-86_400));
    let told = decide(&one, &wanted());
    assert_eq!(titles(&told), ["Today at the desk", "Safety: Patron 2"]);
    assert_eq!(told.notices[0].body, "3 conversations need a reply. 1 post goes out today. 2 posts did not go out.");
    assert_eq!((told.notices[0].opens, ids(&told)), (NoticeOpens::Today, vec![2, 1]));
    assert_eq!((told.things, told.over), (vec![day(0).thing()], vec!["summary:2026-11-26".to_owned()]));
    one.told.insert(day(0).thing(), NOW);
    assert_eq!(titles(&decide(&one, &wanted())), ["Safety: Patron 2", "Patron 1"]);
}

#[test]
fn a_day_with_nothing_to_say_is_not_told_and_messages_are() {
    let mut one = ground(vec![message(1)]);
    one.summary = Some(Summary { going_out: 0, broken: 0, ..day(0) });
    let told = decide(&one, &wanted());
    assert_eq!(titles(&told), ["Patron 1"]);
    assert!(told.things.contains(&day(0).thing()));
    one.summary = Some(day(3));
    let off = decide(&one, &NoticeSettings { summary: false, ..wanted() });
    assert_eq!(titles(&off), ["Patron 1"]);
}

fn any_label() -> impl Strategy<Value = Option<Label>> {
    prop::option::of(prop::sample::select(Label::ALL.to_vec()))
}

fn any_message(id: i64) -> impl Strategy<Value = Fresh> {
    (any_label(), 1..4_i64, 1..3_i64, any::<bool>(), -100_000..10_i64).prop_map(
        move |(label, conversation, account, waits, at)| Fresh {
            label,
            waits,
            conversation: ConversationId(conversation),
            account: AccountId(account),
            at: NOW.plus_seconds(at),
            ..message(id)
        },
    )
}

fn any_settings() -> impl Strategy<Value = NoticeSettings> {
    (any::<[bool; 6]>(), prop::collection::vec(prop::sample::select(Label::ALL.to_vec()), 0..3), 0..3_i64).prop_map(
        |([messages, deliveries, sign_ins, quiet_when_closed, summary, show_words], silent_labels, account)| {
            NoticeSettings {
                messages,
                deliveries,
                sign_ins,
                silent_accounts: vec![AccountId(account)],
                silent_labels,
                quiet_when_closed,
                summary,
                summary_at: None,
                show_words,
            }
        },
    )
}

/// A moment of a life: how much later it is, whether the library is open, what came, what broke.
type Step = (i64, bool, Vec<Fresh>, Vec<Broken>, Option<bool>);

fn any_life() -> impl Strategy<Value = Vec<Step>> {
    let step = |at: i64| {
        let messages = (0..3_i64).map(move |one| any_message(at * 3 + one)).collect::<Vec<_>>();
        let broken = prop::collection::vec((0..4_i64, any::<bool>()).prop_map(|(id, failed)| broken(id, failed)), 0..3);
        (-30..400_i64, any::<bool>(), messages, broken, prop::option::of(any::<bool>()))
    };
    (0..8_i64).map(step).collect::<Vec<_>>()
}

proptest! {
    #[test]
    fn nothing_is_told_twice_and_quiet_is_quiet(life in any_life(), settings in any_settings(), sum in any::<bool>()) {
        let mut one = ground(Vec::new());
        one.summary = sum.then(|| day(1));
        let (mut messages, mut things): (BTreeSet<MessageId>, BTreeSet<String>) = (BTreeSet::new(), BTreeSet::new());
        for (later, open, came, broke, sign_in) in life {
            one.now = one.now.plus_seconds(later);
            one.open = open;
            one.messages.extend(came);
            one.broken = broke;
            one.broken.sort_by(|a, b| a.thing.cmp(&b.thing));
            one.broken.dedup_by(|a, b| a.thing == b.thing);
            one.lapsed = sign_in.map(lapsed).into_iter().collect();
            let told = decide(&one, &settings);
            for id in &told.messages {
                prop_assert!(messages.insert(*id), "{id} twice");
            }
            for thing in told.things.iter().filter(|thing| thing.starts_with("delivery") || thing.starts_with("summary")) {
                prop_assert!(things.insert(thing.clone()), "{thing} twice");
            }
            for notice in &told.notices {
                let summary = notice.id.starts_with("summary");
                prop_assert!(notice.urgent || summary || open || !settings.quiet_when_closed, "{notice:?}");
                prop_assert!(!notice.title.contains("2123") && !notice.body.contains("2123"), "{notice:?}");
            }
            // What a message notice speaks of is written down as told; nothing else of it waits.
            let spoken = told.notices.iter().filter(|n| n.id == "inbox" || n.id.starts_with("conversation")).count();
            prop_assert!(spoken <= told.messages.len());
            one.messages.retain(|message| !told.messages.contains(&message.id));
            one.told.retain(|thing, _| !told.over.contains(thing));
            one.told.extend(told.things.iter().map(|thing| (thing.clone(), one.now)));
            let again = decide(&one, &settings);
            prop_assert_eq!(again.notices, Vec::<Notice>::new());
        }
    }
}
