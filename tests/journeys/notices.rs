//! What the desktop tells: once, when somebody is there, and with no word of a patron.

use lectern_connectors::IncomingKind;
use lectern_model::{
    AccountId, Code, ConversationId, Failure, FailureKind, Notice, NoticeOpens, NoticeWays, SignInStep, Timestamp,
};
use lectern_testkit::{Fault, MONDAY_NINE, Operation};
use lectern_tests::wait;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

use crate::desk::{Desk, PATIENCE};

const HOUR: i64 = 3600;
/// Open from nine to five on Mondays and Tuesdays, on the clock of UTC.
fn hours() -> Value {
    json!([{ "weekday": 1, "opens": 540, "closes": 1020 }, { "weekday": 2, "opens": 540, "closes": 1020 }])
}

/// A library with one account, and what the desktop would show.
struct Library {
    desk: Desk,
    account: AccountId,
    heard: Receiver<Notice>,
}

impl Library {
    async fn open() -> Self {
        let desk = Desk::open().await;
        desk.set("time_zone", json!("UTC")).await;
        desk.set("opening_hours", hours()).await;
        let account = desk.sign_in("library").await;
        let heard = desk.app.notices();
        let mut library = Self { desk, account, heard };
        // The day's summary, which has nothing to say yet.
        assert!(library.told().await.is_empty());
        library
    }

    async fn start_again(self) -> Self {
        let Self { desk, account, .. } = self;
        let desk = desk.start_again().await;
        let heard = desk.app.notices();
        Self { desk, account, heard }
    }

    /// What is told now.
    async fn told(&mut self) -> Vec<Notice> {
        let desk = self.desk.app.desk().expect("the desk is open");
        desk.notices.look().await.expect("the store works");
        std::iter::from_fn(|| self.heard.try_recv().ok()).collect()
    }

    async fn titles(&mut self) -> Vec<String> {
        self.told().await.into_iter().map(|notice| notice.title).collect()
    }

    /// Somebody writes, and it arrives.
    async fn hear(&self, from: &str, text: &str) {
        self.desk.platform.incoming(IncomingKind::Direct, from, text);
        self.desk.check(self.account).await;
    }

    async fn set(&self, part: Value) {
        let mut settings: Value = self.desk.call("settings", json!({})).await;
        for (name, value) in part.as_object().expect("some settings") {
            settings["notices"][name] = value.clone();
        }
        self.desk.set("notices", settings["notices"].take()).await;
    }

    fn at(&self, hours: i64) {
        self.desk.set_clock(MONDAY_NINE.plus_seconds(hours * HOUR));
    }
}

#[tokio::test]
async fn a_message_is_told_once_and_leads_to_its_conversation() {
    let mut library = Library::open().await;
    library.desk.advance(HOUR);
    library.hear("patron", "My card 21234005678901 does not work").await;
    let conversation = library.desk.only_thread().await.conversation.id;
    let told = library.told().await;
    let [notice] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(notice.opens, NoticeOpens::Conversation { conversation });
    assert_eq!((notice.title.as_str(), notice.urgent), ("patron", false));
    assert!(notice.body.starts_with("Sent a private message to ") && !notice.body.contains("2123"), "{notice:?}");
    assert!(library.told().await.is_empty());

    let mut library = library.start_again().await;
    assert!(library.told().await.is_empty(), "a new start tells nothing again");
    library.desk.advance(5 * 60);
    library.desk.check(library.account).await;
    assert!(library.told().await.is_empty(), "nor does the same message, read again");
}

#[tokio::test]
async fn words_are_shown_only_where_wanted_and_what_tells_of_people_is_covered() {
    let mut library = Library::open().await;
    library.set(json!({ "show_words": true })).await;
    library.hear("patron", "My card 21234005678901 does not work").await;
    let told = library.told().await;
    let [notice] = told.as_slice() else { panic!("{told:?}") };
    assert!(notice.body.contains("My card ") && notice.body.contains("does not work"), "{notice:?}");
    assert!(!notice.body.contains("1234005678"), "{notice:?}");
}

#[tokio::test]
async fn many_come_as_one_and_those_right_after_wait_a_minute() {
    let mut library = Library::open().await;
    for number in 1..=5 {
        library.desk.platform.incoming(IncomingKind::Mention, &format!("patron{number}"), "When do you open?");
    }
    library.desk.check(library.account).await;
    let told = library.told().await;
    assert_eq!(
        told.iter().map(|one| (one.title.as_str(), one.opens)).collect::<Vec<_>>(),
        [("5 new in the Inbox", NoticeOpens::Inbox)]
    );
    library.desk.advance(10);
    library.hear("ana", "And on Sunday?").await;
    assert!(library.told().await.is_empty());
    library.desk.advance(10);
    library.hear("ben", "And on Monday?").await;
    assert!(library.told().await.is_empty());
    library.desk.advance(40);
    assert_eq!(library.titles().await, ["2 new in the Inbox"]);
}

#[tokio::test]
async fn what_was_there_before_the_account_was_or_was_read_is_no_news() {
    let desk = Desk::open().await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "Long ago");
    desk.advance(HOUR);
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    let heard = desk.app.notices();
    let mut library = Library { desk, account, heard };
    library.set(json!({ "summary": false })).await;
    assert!(library.told().await.is_empty());

    library.desk.advance(60);
    library.hear("ana", "Just now").await;
    let page = library.desk.conversations(lectern_model::ConversationState::Waiting).await;
    let newest: ConversationId = page.conversations[0].id;
    let _: Value = library.desk.call("conversation_read", json!({ "conversation": newest })).await;
    assert!(library.told().await.is_empty(), "somebody has read it");
}

#[tokio::test]
async fn at_night_only_what_is_urgent_is_told_and_the_morning_tells_the_rest() {
    let mut library = Library::open().await;
    library.at(10);
    library.hear("patron", "Do you have the new Tokarczuk?").await;
    assert!(library.told().await.is_empty(), "seven in the evening");
    let refused = Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, "Too long.");
    library.desk.platform.fault(Operation::Step, Fault::Fails(refused));
    let delivery = library.desk.post("Story time is back", library.account).await;
    library.desk.work().await;
    let told = library.told().await;
    assert_eq!(
        told.iter().map(|one| (one.title.as_str(), one.urgent, one.opens)).collect::<Vec<_>>(),
        [("A post did not go out", true, NoticeOpens::Outbox)]
    );
    assert!(library.told().await.is_empty());
    let mut library = library.start_again().await;
    library.at(23);
    assert!(library.told().await.is_empty(), "eight in the morning: still closed");

    library.at(24);
    let told = library.told().await;
    let [summary] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((summary.title.as_str(), summary.opens), ("Today at the desk", NoticeOpens::Today));
    assert_eq!(summary.body, "1 conversation needs a reply. 1 post did not go out.");
    library.at(25);
    assert!(library.told().await.is_empty(), "the summary counted it");

    // Another try that fails is told anew.
    let refused = Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, "Too long.");
    library.desk.platform.fault(Operation::Step, Fault::Fails(refused));
    let _: Value = library.desk.call("delivery_retry", json!({ "delivery": delivery.id, "anyway": false })).await;
    library.desk.work().await;
    assert_eq!(library.titles().await, ["A post did not go out"]);
}

#[tokio::test]
async fn without_a_summary_the_morning_tells_the_messages_themselves() {
    let mut library = Library::open().await;
    library.set(json!({ "summary": false })).await;
    library.at(10);
    library.hear("ana", "One").await;
    library.hear("ben", "Two").await;
    assert!(library.told().await.is_empty());
    library.at(24);
    assert_eq!(library.titles().await, ["2 new in the Inbox"]);
    library.set(json!({ "quiet_when_closed": false })).await;
    library.at(34);
    library.hear("cem", "Three").await;
    assert_eq!(library.titles().await, ["cem"]);
}

#[tokio::test]
async fn the_summary_comes_when_it_was_set_to() {
    let mut library = Library::open().await;
    library.set(json!({ "summary_at": 13 * 60 })).await;
    library.at(1);
    library.hear("patron", "One").await;
    assert_eq!(library.titles().await, ["patron"]);
    let tomorrow = MONDAY_NINE.plus_seconds(24 * HOUR);
    let planned = library.desk.plan_one("Story time", library.account, tomorrow.plus_seconds(6 * HOUR)).await;
    assert_eq!(planned.due_at, tomorrow.plus_seconds(6 * HOUR));
    library.at(27);
    assert!(library.told().await.is_empty(), "noon of Tuesday");
    library.at(28);
    let told = library.told().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].body, "1 conversation needs a reply. 1 post goes out today.");
    let problem = library.desk.refused("settings_save", json!({ "notices": { "summary_at": 1440 } })).await;
    assert_eq!((problem.code, problem.field.as_deref()), (Code::BadInput, Some("notices")));
}

#[tokio::test]
async fn a_lapsed_sign_in_is_urgent_when_a_post_is_due_within_a_day() {
    let mut library = Library::open().await;
    let due = MONDAY_NINE.plus_seconds(40 * HOUR);
    library.desk.plan_one("Story time", library.account, due).await;
    library.at(1);
    library.lapse().await;
    let told = library.told().await;
    assert_eq!(told.iter().map(|one| (one.urgent, one.opens)).collect::<Vec<_>>(), [(false, NoticeOpens::Accounts)]);
    library.at(15);
    assert!(library.told().await.is_empty());
    library.at(17);
    let told = library.told().await;
    assert!(told.len() == 1 && told[0].urgent && told[0].body.contains("within a day"), "closed, and told: {told:?}");
    assert!(library.told().await.is_empty());

    library.renew().await;
    assert!(library.told().await.is_empty());
    library.lapse().await;
    assert_eq!(library.told().await.len(), 1, "another lapse is another thing");
}

impl Library {
    async fn lapse(&self) {
        self.desk.platform.revoke_sign_ins();
        let problem = self.desk.refused("account_check", json!({ "account": self.account })).await;
        assert_eq!(problem.code, Code::SignInNeeded);
    }

    async fn renew(&self) {
        let input = json!({ "platform": "scripted", "identity": null, "again": self.account });
        let SignInStep::AskFields { ticket, .. } = self.desk.call("sign_in_begin", input).await else {
            panic!("a form")
        };
        let fields = json!({ "handle": "library", "password": "right" });
        let _: Value = self.desk.call("sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await;
    }
}

#[tokio::test]
async fn kinds_and_accounts_can_be_off_and_what_came_meanwhile_stays_untold() {
    let mut library = Library::open().await;
    for off in [json!({ "messages": false }), json!({ "messages": true, "silent_accounts": [library.account] })] {
        library.desk.advance(120);
        library.set(off).await;
        library.hear("patron", "Not to be told").await;
        assert!(library.told().await.is_empty());
    }
    library.desk.advance(120);
    library.set(json!({ "silent_accounts": [] })).await;
    assert!(library.told().await.is_empty(), "what was not wanted then does not pop up now");
    library.hear("ana", "To be told").await;
    assert_eq!(library.titles().await, ["ana"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_come_by_themselves() {
    let desk = Desk::open_by_itself().await;
    desk.sign_in("library").await;
    let mut heard = desk.app.notices();
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    let notice = wait::until_some("a notice", PATIENCE, || {
        desk.advance(30);
        heard.try_recv().ok()
    })
    .await;
    assert_eq!((notice.title.as_str(), notice.urgent), ("patron", false));
}

#[tokio::test]
async fn a_desktop_that_shows_nothing_says_so_when_it_is_tried() {
    let desk = Desk::open().await;
    let ways: NoticeWays = desk.call("notice_ways", json!({})).await;
    assert!(!ways.tray);
    assert_eq!(desk.refused("notice_test", json!({})).await.code, Code::Desktop);
    assert_eq!(desk.now(), Timestamp(MONDAY_NINE.0));
}
