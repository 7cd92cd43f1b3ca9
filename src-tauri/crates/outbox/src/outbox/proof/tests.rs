use super::compare::{Sent, compare};
use super::*;
use lectern_model::{
    Account, AccountHealth, AccountId, Author, Body, Card, Counts, IdentityId, MediaHash, MediaKind, MediaRef,
    Outgoing, OutgoingCard, PlatformKey, PostMedia, ProofDifference, Seen, Visibility,
};
use lectern_testkit::{ManualClock, ScriptedPlatform};
use serde_json::Value;

const NOW: Timestamp = Timestamp(1_795_424_400_000);

fn account() -> Account {
    Account {
        id: AccountId(1),
        platform: PlatformKey::from("scripted"),
        identity: IdentityId(1),
        remote_id: "library".to_owned(),
        handle: "@library".to_owned(),
        name: String::new(),
        server: String::new(),
        facts: Value::Null,
        avatar_url: None,
        health: AccountHealth::New,
        last_checked_at: None,
        sign_in_lapses_at: None,
        group: String::new(),
        added_at: NOW,
    }
}

fn picture(description: &str) -> MediaRef {
    MediaRef {
        hash: MediaHash("aa".to_owned()),
        mime: "image/png".to_owned(),
        name: "a.png".to_owned(),
        description: description.to_owned(),
        width: 1,
        height: 1,
        focus: None,
        root: None,
        video: None,
    }
}

fn shown(description: &str) -> PostMedia {
    PostMedia {
        kind: MediaKind::Picture,
        url: "https://a.example/p.png".to_owned(),
        preview_url: None,
        description: description.to_owned(),
        width: None,
        height: None,
    }
}

fn ours(text: &str) -> Outgoing {
    Outgoing {
        text: text.to_owned(),
        language: "en-GB".to_owned(),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        reply_to: None,
        poll: None,
        part: None,
    }
}

fn theirs(body: Body) -> IncomingPost {
    IncomingPost {
        remote_id: "p1".to_owned(),
        url: None,
        author: Author::default(),
        title: String::new(),
        body,
        created_at: NOW,
        language: Some("en".to_owned()),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        boosted_by: None,
        reply_to: None,
        thread_root: None,
        remote_ref: Value::Null,
    }
}

fn html(html: &str) -> IncomingPost {
    theirs(Body::Html(html.to_owned()))
}

fn plain(text: &str) -> IncomingPost {
    theirs(Body::Plain { text: text.to_owned(), links: Vec::new() })
}

fn compared(ours: &Outgoing, theirs: IncomingPost) -> (Seen, Vec<ProofDifference>) {
    let platform = ScriptedPlatform::new(&ManualClock::new());
    let connector = platform.connector();
    let sent = Sent::of(ours, connector.publish().unwrap(), &account());
    compare(&sent, &lectern_core::text::ready(theirs, NOW))
}

fn parts(ours: &Outgoing, theirs: IncomingPost) -> Vec<ProofPart> {
    compared(ours, theirs).1.into_iter().map(|difference| difference.what).collect()
}

#[test]
fn what_a_platform_changes_by_itself_is_no_difference() {
    let sent = ours("Come, @bob@example.social!\n\n*Story time*, 10:30: https://library.example/story/ #StoryTime");
    let as_html = "<p>Come, <span class=\"h-card\"><a href=\"https://example.social/@bob\">@<span>bob</span></a></span>!</p>\
         <p><i>Story time</i>, 10:30: <a href=\"https://library.example/story/\"><span class=\"invisible\">https://</span>\
         <span class=\"ellipsis\">library.example/sto</span><span class=\"invisible\">ry/</span></a> \
         <a href=\"https://x.example/tags/StoryTime\">#<span>StoryTime</span></a></p>";
    assert_eq!(parts(&sent, html(as_html)), []);
    let shortened = "Come, @bob!\nStory time, 10:30: library.example/sto… #StoryTime";
    assert_eq!(parts(&sent, plain(shortened)), []);
}

#[test]
fn other_words_are_a_difference_and_both_are_told() {
    let sent = ours("Story time on Thursday");
    for there in ["Story time on Friday", "Story time on", "Story time on Thursday today", ""] {
        let (seen, differences) = compared(&sent, plain(there));
        assert!(!seen.text, "{there}");
        assert_eq!(differences[0].ours, "Story time on Thursday");
        assert_eq!((differences[0].what, differences[0].theirs.as_str()), (ProofPart::Text, there));
    }
    let other_link = compared(&ours("See https://a.example/x"), plain("See https://a.example/y"));
    assert_eq!(other_link.1.len(), 1);
}

#[test]
fn pictures_are_counted_and_every_description_is_compared() {
    let sent = Outgoing { media: vec![picture("A  lion"), picture(""), picture("A map")], ..ours("Look") };
    let all = IncomingPost { media: vec![shown("A lion"), shown(""), shown("A map")], ..plain("Look") };
    let seen = Seen { text: true, pictures: 3, descriptions: 2, ..Seen::default() };
    assert_eq!(compared(&sent, all), (seen, vec![]));
    let dropped = IncomingPost { media: vec![shown("A lion"), shown(""), shown("")], ..plain("Look") };
    let (seen, differences) = compared(&sent, dropped);
    assert_eq!((seen.pictures, seen.descriptions), (3, 1));
    let lost = ProofDifference {
        what: ProofPart::Description { picture: 3 },
        ours: "A map".to_owned(),
        theirs: String::new(),
    };
    assert_eq!(differences, [lost]);
    let fewer = IncomingPost { media: vec![shown("A lion")], ..plain("Look") };
    assert_eq!(parts(&sent, fewer), [ProofPart::Pictures]);
}

#[test]
fn the_card_is_compared_only_where_one_was_sent() {
    let card = OutgoingCard {
        url: "https://library.example/story".to_owned(),
        title: "Story time".to_owned(),
        description: String::new(),
        picture: None,
    };
    let there = |url: &str, title: &str| {
        let card = Card { url: url.to_owned(), title: title.to_owned(), ..Card::default() };
        IncomingPost { card: Some(card), ..plain("Look") }
    };
    let sent = Outgoing { card: Some(card), ..ours("Look") };
    assert!(compared(&sent, there("http://www.library.example/story/", "Story time")).0.card);
    assert_eq!(parts(&sent, there("https://library.example/other", "Story time")), [ProofPart::Card]);
    assert_eq!(parts(&sent, plain("Look")), [ProofPart::Card]);
    assert_eq!(parts(&ours("Look"), there("https://library.example/story", "Story time")), []);
}

#[test]
fn notice_language_and_audience_are_compared_where_the_platform_tells() {
    let sent = Outgoing { content_warning: "Spiders".to_owned(), visibility: Visibility::Followers, ..ours("Look") };
    assert_eq!(parts(&sent, plain("Look")), [ProofPart::Warning, ProofPart::Visibility]);
    let german = IncomingPost { language: Some("de".to_owned()), ..plain("Look") };
    assert_eq!(parts(&ours("Look"), german), [ProofPart::Language]);
    let silent = IncomingPost { language: None, ..plain("Look") };
    assert_eq!(parts(&ours("Look"), silent), []);
}

#[test]
fn a_change_is_there_when_its_words_and_descriptions_are() {
    let sent = Outgoing { media: vec![picture("A lion")], ..ours("At four") };
    let platform = ScriptedPlatform::new(&ManualClock::new());
    let connector = platform.connector();
    let shows =
        |post: IncomingPost| shows_change(&Sent::of(&sent, connector.publish().unwrap(), &account()), post, NOW);
    let there = |text: &str, description: &str, language: &str| IncomingPost {
        media: vec![shown(description)],
        language: Some(language.to_owned()),
        ..plain(text)
    };
    assert!(shows(there("At four", "A lion", "de")), "what an edit does not change does not matter");
    assert!(!shows(there("At three", "A lion", "en")));
    assert!(!shows(there("At four", "", "en")));
}

#[test]
fn it_is_looked_for_a_few_times_and_what_was_read_once_stays() {
    let gone = Failure::without_effect(FailureKind::Gone, "Not there.");
    let mut tries = 0;
    for pause in PAUSES {
        let look = could_not(&gone, tries, None, NOW);
        assert_eq!(look.again, Some(NOW.plus_seconds(pause)));
        assert!(matches!(look.proof, Proof::Waiting { .. }));
        tries = look.proof.tries();
    }
    let last = could_not(&gone, tries, None, NOW);
    assert_eq!((last.proof, last.again), (Proof::Unread { at: NOW, words: "Not there.".to_owned() }, None));

    let line = Failure::without_effect(FailureKind::Unreachable, "No line.");
    assert_eq!(could_not(&line, 3, None, NOW).again, Some(NOW.plus_seconds(LINE_PAUSE)), "no line is no try");
    let read = Proof::Read { at: NOW, tries: 1, seen: Seen::default(), differences: Vec::new() };
    let Proof::Read { tries, .. } = could_not(&gone, 1, Some(read), NOW).proof else { panic!("it stays read") };
    assert_eq!(tries, 2);
}
