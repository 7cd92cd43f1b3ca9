//! A message is kept and reported from the desk, to servers that nobody here wrote; a line that is cut after the server
//! took the report leaves it in doubt, and it is not sent again by itself.

use std::time::Duration;

use lectern_model::{AccountId, ConversationPage, EmergencyAbout, MessageId, ReportStand, SignInStep, Thread};
use lectern_tests::proxy::{CutAt, Cutting};
use lectern_tests::servers::{Bluesky, MastodonMock};
use lectern_tests::wait;
use serde_json::{Value, json};

use crate::blocking::desk::Desk;

const LIMIT: Duration = Duration::from_secs(30);
const WORDS: &str = "I will burn your building down tonight";
const REPORTS: &str = "api/v1/admin/reports";

/// Waits until the message is here, and keeps a copy of it.
async fn keep(desk: &Desk, account: AccountId, kind: &str) -> MessageId {
    let conversation = wait::until("the message to arrive", LIMIT, async || {
        desk.check(account).await;
        let page: ConversationPage = desk.call("conversations", json!({ "state": "waiting" })).await;
        page.conversations.first().map(|one| one.id)
    })
    .await;
    let thread: Thread = desk.call("conversation", json!({ "conversation": conversation })).await;
    let message = thread.messages.iter().find(|one| one.text.contains(WORDS)).expect("it came in");
    let id = message.id.expect("it is here");
    keep_as(desk, id, kind).await;
    id
}

async fn keep_as(desk: &Desk, message: MessageId, kind: &str) {
    let input = json!({ "message": message, "kind": kind, "without_pictures": false });
    let kept: EmergencyAbout = desk.call("emergency_keep", input).await;
    assert!(kept.kept.is_some() && kept.report.is_none());
}

async fn report(desk: &Desk, message: MessageId, again: bool) -> (ReportStand, String) {
    let input = json!({ "message": message, "again": again });
    let told: EmergencyAbout = desk.call("emergency_report", input).await;
    let report = told.report.expect("it was asked");
    (report.stand, report.answer)
}

#[tokio::test]
async fn blueskys_own_moderation_service_takes_each_kind_of_report() {
    let network = Bluesky::start().await;
    let (library, patron) = (network.create_account("library").await, network.create_account("patron").await);
    let password = network.create_app_password(&library, "desk").await;
    let desk = Desk::open_on_the_network().await;
    let fields = json!({ "handle": library.handle, "password": password, "server": network.pds.as_str() });
    let Ok(SignInStep::Done { account }) = desk.answer("bluesky", fields).await else { panic!("signed in") };
    network.mention(&patron, &format!("@{} {WORDS}", library.handle), &library).await;
    let message = keep(&desk, account, "threat").await;
    let mut answers = vec![report(&desk, message, false).await];
    for kind in ["private", "child"] {
        keep_as(&desk, message, kind).await;
        answers.push(report(&desk, message, false).await);
    }
    let numbers: Vec<i64> = answers
        .iter()
        .map(|(stand, answer)| {
            assert_eq!(*stand, ReportStand::Reported, "{answers:?}");
            let number = answer.strip_prefix("Taken as report ").and_then(|rest| rest.strip_suffix('.'));
            number.and_then(|number| number.parse().ok()).expect("the service's own number")
        })
        .collect();
    assert!(numbers.windows(2).all(|two| two[0] < two[1]), "three reports: {numbers:?}");
}

#[tokio::test]
async fn a_mastodon_server_has_the_report_once_also_where_its_answer_was_lost() {
    let line = Cutting::open().await;
    let server = MastodonMock::start_behind(&line, &["library", "patron"]).await;
    let desk = Desk::open_on_the_network().await;
    let fields = json!({ "server": server.url.as_str(), "how": "code" });
    let Ok(SignInStep::OpenBrowser { ticket, url, .. }) = desk.answer("mastodon", fields).await else {
        panic!("a page to open")
    };
    let code = server.approve(&url.parse().expect("an address"), "library").await.code();
    let answer = json!({ "ticket": ticket, "fields": { "code": code } });
    let SignInStep::Done { account } = desk.call("sign_in_answer", answer).await else { panic!("signed in") };
    let posted = server.client("patron").await.post(&format!("@library {WORDS}")).await;
    let library = server.client("library").await;
    let message = keep(&desk, account, "threat").await;
    assert_eq!(library.get(REPORTS).await, json!([]), "keeping a copy tells nobody");

    line.cut(CutAt::AfterServer, "POST", "/api/v1/reports", 1);
    let (stand, _) = report(&desk, message, false).await;
    assert_eq!((stand, line.cuts()), (ReportStand::Doubt, 1));
    let _: Value = desk.call("hidden_look_up", json!({})).await;
    desk.refused("emergency_report", json!({ "message": message, "again": false })).await;
    let there = library.get(REPORTS).await;
    assert_eq!(there.as_array().map(Vec::len), Some(1), "not sent again by itself: {there}");
    assert_eq!(
        (&there[0]["category"], &there[0]["target_account"]["username"], &there[0]["statuses"][0]["id"]),
        (&json!("other"), &json!("patron"), &posted["id"]),
        "{there}"
    );

    keep_as(&desk, message, "child").await;
    let (stand, answer) = report(&desk, message, false).await;
    assert_eq!(stand, ReportStand::Reported, "{answer}");
    let there = library.get(REPORTS).await;
    let legal = there.as_array().expect("a list").iter().filter(|one| one["category"] == "legal").count();
    assert_eq!((there.as_array().map(Vec::len), legal), (Some(2), 1), "{there}");
}
