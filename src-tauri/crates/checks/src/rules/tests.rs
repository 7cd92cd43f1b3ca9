use super::{RuleFacts, RuleSet};
use lectern_model::{AccountId, ConversationKind, PlatformKey, RuleAnswers, RuleWhen};

fn words(words: &[&str]) -> RuleWhen {
    RuleWhen { words: words.iter().map(|word| (*word).to_owned()).collect(), ..RuleWhen::default() }
}

fn is_for(when: &RuleWhen, text: &str) -> bool {
    answering(when, text, None)
}

fn answering(when: &RuleWhen, text: &str, answered: Option<&str>) -> bool {
    let platform = PlatformKey::from("one");
    let kind = ConversationKind::Reply;
    let facts = RuleFacts { account: AccountId(1), platform: &platform, kind, text, answered, new_author: false };
    !RuleSet::new([when]).matching(&facts).is_empty()
}

#[test]
fn words_are_whole_words_and_capitals_accents_and_hidden_signs_do_not_matter() {
    let cafe = words(&["Café"]);
    for text in ["the CAFE is shut", "cafe\u{301}?", "(café)", "ca\u{200b}fé", "c\u{ad}afe", "ＣＡＦＥ"] {
        assert!(is_for(&cafe, text), "{text}");
    }
    for text in ["cafeteria", "decafe", "", "caf"] {
        assert!(!is_for(&cafe, text), "{text}");
    }
    let row = words(&["story time"]);
    assert!(is_for(&row, "Is Story-Time on?") && is_for(&row, "story\n\ntime"));
    assert!(!is_for(&row, "time for a story") && !is_for(&row, "story at the time"));
}

#[test]
fn one_word_of_several_is_enough_and_signs_alone_ask_nothing_of_a_text() {
    assert!(is_for(&words(&["wifi", "printer"]), "The printer is out of paper"));
    assert!(is_for(&words(&["?!", " "]), "anything"));
    assert!(is_for(&words(&[]), ""));
}

#[test]
fn scripts_without_spaces_and_from_right_to_left() {
    assert!(is_for(&words(&["図書館"]), "この図書館は好きです"));
    assert!(is_for(&words(&["שלום"]), "שָׁלוֹם לכולם"));
    assert!(is_for(&words(&["كتاب"]), "هذا كِتَاب جديد"));
    assert!(!is_for(&words(&["كتاب"]), "كتابة"));
}

#[test]
fn everything_that_is_told_must_hold() {
    let when = RuleWhen {
        account: Some(AccountId(1)),
        platform: Some(PlatformKey::from("one")),
        kind: Some(ConversationKind::Reply),
        ..words(&["book"])
    };
    assert!(is_for(&when, "a book"));
    for other in [
        RuleWhen { account: Some(AccountId(2)), ..when.clone() },
        RuleWhen { platform: Some(PlatformKey::from("two")), ..when.clone() },
        RuleWhen { kind: Some(ConversationKind::Direct), ..when.clone() },
        RuleWhen { new_author: true, ..when.clone() },
        words(&["page"]),
    ] {
        assert!(!is_for(&other, "a book"), "{other:?}");
    }
}

#[test]
fn what_is_answered() {
    let any = RuleWhen { answers: RuleAnswers::OurPost, ..RuleWhen::default() };
    assert!(answering(&any, "yes", Some("Story time")) && !answering(&any, "yes", None));
    let with = RuleAnswers::OurPostWith { words: vec!["story time".to_owned()] };
    let with = RuleWhen { answers: with, ..RuleWhen::default() };
    assert!(answering(&with, "yes", Some("STORY TIME is back")));
    assert!(!answering(&with, "story time", Some("Book sale")) && !answering(&with, "story time", None));
}

#[test]
fn all_that_match_in_their_order() {
    let rules = [words(&["book"]), words(&["page"]), words(&["a"])];
    let platform = PlatformKey::from("one");
    let kind = ConversationKind::Mention;
    let facts = RuleFacts {
        account: AccountId(1),
        platform: &platform,
        kind,
        text: "a book",
        answered: None,
        new_author: true,
    };
    assert_eq!(RuleSet::new(&rules).matching(&facts), [0, 2]);
    assert!(RuleSet::default().matching(&facts).is_empty());
}
