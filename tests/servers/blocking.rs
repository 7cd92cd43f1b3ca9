//! Somebody is blocked from the desk, and not any more, on servers that nobody here wrote.

#[path = "../journeys/desk.rs"]
#[expect(dead_code, reason = "the journeys use more of it")]
pub(crate) mod desk;

use std::time::Duration;

use lectern_model::{AccountId, BlockStand, BlockedView, ConversationPage, Policy, SignInStep, Thread};
use lectern_tests::approval::Approval;
use lectern_tests::servers::{Bluesky, Snac};
use lectern_tests::wait;
use serde_json::{Value, json};

use desk::Desk;

const LIMIT: Duration = Duration::from_secs(30);
const BLOCKS: &str = "app.bsky.graph.block";
const WORDS: &str = "I will burn your building down tonight";

/// Waits until the message is here, and blocks whoever wrote it for 30 days.
async fn block(desk: &Desk, account: AccountId) -> BlockedView {
    let conversation = wait::until("the message to arrive", LIMIT, async || {
        desk.check(account).await;
        let page: ConversationPage = desk.call("conversations", json!({ "state": "waiting" })).await;
        page.conversations.first().map(|one| one.id)
    })
    .await;
    let thread: Thread = desk.call("conversation", json!({ "conversation": conversation })).await;
    let message = thread.messages.iter().find(|one| one.text.contains(WORDS)).expect("it came in");
    let can = message.moderation.as_ref().expect("something can be done");
    assert!(can.blocks && can.hides.is_none(), "{can:?}");
    let policy: Policy = desk.call("policy", json!({})).await;
    let clause = policy.clauses.iter().find(|one| one.code == "THREAT").expect("it is seeded").id;
    let input = json!({
        "message": message.id, "clause": clause, "quoted": WORDS, "until": desk.now().plus_seconds(30 * 24 * 60 * 60),
        "endless": "", "note": "",
    });
    let blocked: BlockedView = desk.call("person_block", input).await;
    assert_eq!(blocked.stand, BlockStand::Blocked);
    blocked
}

async fn unblock(desk: &Desk, blocked: &BlockedView) {
    let ended: BlockedView = desk.call("person_unblock", json!({ "blocked": blocked.id })).await;
    assert_eq!(ended.stand, BlockStand::Unblocked);
}

#[tokio::test]
async fn on_blueskys_network_a_block_is_a_record_and_its_end_takes_it_away() {
    let network = Bluesky::start().await;
    let (library, patron) = (network.create_account("library").await, network.create_account("patron").await);
    let password = network.create_app_password(&library, "desk").await;
    let desk = Desk::open_on_the_network().await;
    let fields = json!({ "handle": library.handle, "password": password, "server": network.pds.as_str() });
    let Ok(SignInStep::Done { account }) = desk.answer("bluesky", fields).await else { panic!("signed in") };
    network.mention(&patron, &format!("@{} {WORDS}", library.handle), &library).await;
    let blocked = block(&desk, account).await;
    let there = network.list_records(&library, BLOCKS).await;
    assert_eq!(there.len(), 1, "{there:?}");
    assert_eq!(there[0]["value"]["subject"], json!(patron.did));
    unblock(&desk, &blocked).await;
    assert!(network.list_records(&library, BLOCKS).await.is_empty());
}

#[tokio::test]
async fn on_a_snac_server_somebody_is_blocked_and_the_block_ends() {
    let server = Snac::start(&["library", "patron"]).await;
    let desk = Desk::open_on_the_network().await;
    let fields = json!({ "server": server.url.as_str(), "how": "code" });
    let Ok(SignInStep::OpenBrowser { ticket, url, .. }) = desk.answer("mastodon", fields).await else {
        panic!("a page to open")
    };
    let Approval::Code(code) = server.approve(&url.parse().expect("an address"), "library").await else {
        panic!("a code is shown")
    };
    let answer = json!({ "ticket": ticket, "fields": { "code": code } });
    let SignInStep::Done { account } = desk.call("sign_in_answer", answer).await else { panic!("signed in") };
    let patron = server.client("patron").await;
    patron.post(&format!("@library {WORDS}")).await;
    let blocked = block(&desk, account).await;
    let library = server.client("library").await;
    let ana = library.look_up("patron").await["id"].as_str().expect("an id").to_owned();
    let stands: Value = library.get(&format!("api/v1/accounts/relationships?id[]={ana}")).await;
    assert_eq!(stands[0]["blocking"], json!(true), "{stands}");
    unblock(&desk, &blocked).await;
    let stands: Value = library.get(&format!("api/v1/accounts/relationships?id[]={ana}")).await;
    assert_eq!(stands[0]["blocking"], json!(false), "{stands}");
}
