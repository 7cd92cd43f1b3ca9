//! Servers that answer nonsense, send us where nobody should go, or are not there; and a keychain that lost everything.

use lectern_connectors::IncomingKind;
use lectern_model::{AccountHealth, AccountId, AccountView, Code, DeliveryState, FeedPage, PostView, SignInStep};
use lectern_net::Method;
use lectern_testkit::{cut_before, json as answer, status, text};
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::desk::Desk;

const SERVER: &str = "https://social.example";
const HOME: &str = "/api/v1/timelines/home";

fn owner() -> Value {
    json!({ "id": "17", "username": "library", "acct": "library", "url": "https://social.example/@library" })
}

fn instance() -> Value {
    json!({
        "domain": "social.example", "version": "4.5.2", "source_url": "https://github.com/mastodon/mastodon",
        "configuration": { "statuses": { "max_characters": 500 } }
    })
}

fn post(id: &str, words: &str) -> Value {
    json!({
        "id": id, "url": format!("{SERVER}/@library/{id}"), "created_at": "2026-11-23T08:00:00.000Z",
        "content": format!("<p>{words}</p>"), "visibility": "public", "account": owner()
    })
}

/// A desk with an account on a server that is described by its wire, and one on a scripted platform.
async fn two_accounts() -> (Desk, AccountId, AccountId) {
    let desk = Desk::open_with_every_platform().await;
    let wire = &desk.wire;
    wire.on(Method::Get, "/api/v2/instance", answer(200, instance()));
    wire.on(Method::Post, "/api/v1/apps", answer(200, json!({ "client_id": "c1", "client_secret": "s3cret" })));
    let token = json!({ "access_token": "t0ken", "token_type": "Bearer" });
    wire.on(Method::Post, "/oauth/token", answer(200, token));
    wire.on(Method::Get, "/api/v1/accounts/verify_credentials", answer(200, owner()));
    wire.on(Method::Get, "/api/v2/notifications", answer(200, json!({ "notification_groups": [] })));
    wire.on(Method::Get, "/api/v1/notifications", answer(200, json!([])));
    wire.on(Method::Get, "/api/v1/conversations", answer(200, json!([])));
    wire.on(Method::Get, HOME, answer(200, json!([post("1", "Known before")])));
    let fields = json!({ "server": "social.example", "how": "code" });
    let ticket = match desk.answer("mastodon", fields).await {
        Ok(SignInStep::OpenBrowser { ticket, .. }) => ticket,
        other => panic!("a page to open, not {other:?}"),
    };
    let code = json!({ "ticket": ticket, "fields": { "code": "shown" } });
    let SignInStep::Done { account } = desk.call("sign_in_answer", code).await else { panic!("signed in") };
    desk.check(account).await;
    let other = desk.sign_in("library").await;
    desk.check(other).await;
    assert_eq!(texts(&desk, account).await, ["Known before"]);
    (desk, account, other)
}

async fn posts(desk: &Desk, account: AccountId) -> Vec<PostView> {
    desk.call::<FeedPage>("feed", json!({ "accounts": [account] })).await.posts
}

async fn texts(desk: &Desk, account: AccountId) -> Vec<String> {
    posts(desk, account).await.into_iter().map(|post| post.text).collect()
}

async fn still_reads(desk: &Desk, account: AccountId, words: &str) {
    desk.platform.add_post("archive", words);
    desk.check(account).await;
    assert!(texts(desk, account).await.contains(&words.to_owned()), "the other account goes on");
}

#[tokio::test]
async fn odd_values_cost_no_more_than_what_they_stand_in() {
    let (desk, account, _) = two_accounts().await;
    let mut unknown = post("2", "With a field nobody knows");
    unknown["quantum_state"] = json!({ "spin": [1, null, "up"] });
    let nulls = json!({
        "id": "3", "content": "<p>All nulls</p>", "account": null, "created_at": null, "visibility": null,
        "media_attachments": null, "mentions": null, "favourites_count": null, "card": null, "reblog": null, "url": null
    });
    let wrong = json!({
        "id": 4, "content": "<p>All wrong</p>", "account": 7, "created_at": ["no"], "visibility": { "to": "me" },
        "media_attachments": "none", "mentions": 5, "favourites_count": "12", "card": "x", "reblog": false, "url": 1
    });
    let page = json!([unknown, nulls, wrong, null, "nonsense", [], 5, { "id": null }, post("1", "Known before")]);
    desk.wire.on(Method::Get, HOME, answer(200, page));
    desk.check(account).await;
    assert_eq!(desk.account(account).await.account.health, AccountHealth::Well);
    let mut told = texts(&desk, account).await;
    told.sort();
    assert_eq!(told, ["All nulls", "All wrong", "Known before", "With a field nobody knows"]);
}

#[tokio::test]
async fn a_server_that_answers_no_api_is_named_and_holds_up_nothing() {
    let (desk, account, other) = two_accounts().await;
    let page = "<!doctype html><title>Down for maintenance</title>";
    let odd: [(u16, &str, &[u8]); 6] = [
        (200, "text/html", page.as_bytes()),
        (502, "text/html", page.as_bytes()),
        (200, "application/json", b"[{\"id\": \"5\", \"cont"),
        (200, "application/json", b"{\"error\": 0}"),
        (200, "application/json", b""),
        (200, "image/png", &[0x89, 0x50, 0, 0xff]),
    ];
    for (number, (status, mime, body)) in odd.into_iter().enumerate() {
        desk.wire.on(Method::Get, HOME, text(status, mime, body.to_vec()));
        let problem = desk.refused("account_check", json!({ "account": account })).await;
        assert_eq!(problem.code, Code::Server, "{number}: {}", problem.message);
        assert!(!problem.message.contains('<') && problem.message.ends_with('.'), "{number}: {}", problem.message);
        let AccountHealth::Trouble { words } = desk.account(account).await.account.health else { panic!("{number}") };
        assert_eq!(words, problem.message);
        assert_eq!(texts(&desk, account).await, ["Known before"], "{number}");
        still_reads(&desk, other, &format!("Canal boats {number}")).await;
    }
    desk.wire.on(Method::Get, HOME, answer(200, json!([post("2", "Back again"), post("1", "Known before")])));
    desk.check(account).await;
    assert_eq!(desk.account(account).await.account.health, AccountHealth::Well);
    assert_eq!(posts(&desk, account).await.len(), 2);
}

#[tokio::test]
async fn a_post_that_is_answered_with_a_web_page_is_in_doubt_and_never_sent_twice() {
    let (desk, account, _) = two_accounts().await;
    desk.wire.on(Method::Post, "/api/v1/statuses", text(200, "text/html", "<title>Welcome</title>"));
    desk.wire.on(Method::Get, "/api/v1/accounts/17/statuses", status(503));
    let delivery = desk.post("Storytime at three", account).await;
    for _ in 0..5 {
        desk.work().await;
        desk.advance(300);
    }
    assert!(matches!(desk.state(&delivery).await, DeliveryState::InDoubt { .. }));
    assert_eq!(desk.wire.requests_to(Method::Post, "/api/v1/statuses").len(), 1);
    let mut there = post("9", "Storytime at three");
    there["created_at"] = json!("2026-11-23T09:00:01.000Z");
    desk.wire.on(Method::Get, "/api/v1/accounts/17/statuses", answer(200, json!([there])));
    desk.wire.on(Method::Get, "/api/v1/statuses/9", answer(200, post("9", "Storytime at three")));
    desk.advance(3600);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }), "{:?}", desk.state(&delivery).await);
    assert_eq!(desk.wire.requests_to(Method::Post, "/api/v1/statuses").len(), 1);
}

#[tokio::test]
async fn whoever_cannot_be_found_is_told_so_where_the_name_was_typed() {
    let (desk, account, other) = two_accounts().await;
    let nobody = json!({ "error": "InvalidRequest", "message": "Unable to resolve handle" });
    desk.wire.on(Method::Get, "https://public.api.bsky.app/xrpc/", answer(400, nobody));
    desk.wire.on(Method::Get, "https://nobody.example/", status(404));
    desk.wire.on(Method::Get, "https://page.example/", text(200, "text/html", "<title>A page</title>"));
    desk.wire.on(Method::Get, "https://nowhere.example/", cut_before());
    let cases = [
        ("bluesky", json!({ "handle": "nobody.example", "how": "password", "password": "abcd" }), "handle"),
        ("mastodon", json!({ "server": "@me@page.example", "how": "code" }), "server"),
        ("rss", json!({ "address": "not an address" }), "address"),
    ];
    for (platform, fields, field) in cases {
        let (ticket, problem) = desk.answer(platform, fields.clone()).await.expect_err("nobody is there");
        assert_eq!((problem.code, problem.field.as_deref()), (Code::Rejected, Some(field)), "{platform}: {problem:?}");
        let again = desk.refused("sign_in_answer", json!({ "ticket": ticket, "fields": fields })).await;
        assert_eq!(again.code, Code::Rejected, "the form stays open");
    }
    let unreachable = json!({ "server": "nowhere.example", "how": "code" });
    let (_, problem) = desk.answer("mastodon", unreachable).await.expect_err("nobody is there");
    assert_eq!(problem.code, Code::Unreachable);
    let accounts: Vec<AccountView> = desk.call("accounts", json!({})).await;
    assert_eq!(accounts.iter().map(|view| view.account.id).collect::<Vec<_>>(), [account, other]);
    still_reads(&desk, other, "Canal boats").await;
}

#[tokio::test]
async fn an_emptied_keychain_asks_for_sign_ins_and_loses_nothing() {
    let desk = Desk::open().await;
    let account = desk.sign_in("library").await;
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.platform.add_post("archive", "Canal boats");
    desk.check(account).await;
    let draft = desk.draft("Storytime at four", &[account]).await;
    let items = desk.vault.contents();
    desk.vault.empty();
    let key: Vec<_> = items.into_iter().filter(|(name, _)| !name.contains("account")).collect();
    assert_eq!(key.len(), 1, "the key of the database, given back by the recovery code");
    desk.vault.put_back(key);
    let desk = desk.start_again().await;

    let problem = desk.refused("account_check", json!({ "account": account })).await;
    assert_eq!(problem.code, Code::SignInNeeded);
    assert!(problem.message.contains("not in the keychain any more"), "{}", problem.message);
    assert!(matches!(desk.account(account).await.account.health, AccountHealth::SignInNeeded { .. }));
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Failed { .. }));
    assert_eq!(texts(&desk, account).await, ["Canal boats"]);
    assert_eq!(desk.only_thread().await.messages.len(), 1);
    assert_eq!(desk.call::<Value>("draft", json!({ "draft": draft.id })).await["text"], json!("Storytime at four"));
    let elsewhere = desk.sign_in_on("other", "library", None).await;
    desk.check(elsewhere).await;

    assert_eq!(desk.sign_in("library").await, account, "the same account, with all that was read");
    desk.check(account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }), "it went on by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_sends_us_into_a_private_network_is_not_followed_there() {
    let feed = "<rss version=\"2.0\"><channel><title>Weir Museum</title><item><guid>1</guid><title>The lock</title></item>\
                </channel></rss>";
    let place = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let outside = MockServer::builder().listener(place).start().await;
    let place = std::net::TcpListener::bind("127.0.0.2:0").expect("a port of another private host");
    let inside = MockServer::builder().listener(place).start().await;
    Mock::given(path("/feed"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(feed, "text/xml"))
        .mount(&inside)
        .await;
    let good = ResponseTemplate::new(200).set_body_raw(feed, "text/xml");
    Mock::given(path("/feed")).respond_with(good.clone()).up_to_n_times(2).mount(&outside).await;

    let desk = Desk::open_on_the_network().await;
    let account = desk.follow(&format!("{}/feed", outside.uri())).await;
    desk.check(account).await;
    let elsewhere = desk.sign_in("library").await;
    for (number, target) in
        [format!("{}/feed", inside.uri()), "https://192.168.7.7/feed".to_owned(), "https://169.254.169.254/".to_owned()]
            .into_iter()
            .enumerate()
    {
        outside.reset().await;
        let moved = ResponseTemplate::new(302).insert_header("location", target.as_str());
        Mock::given(path("/feed")).respond_with(moved).mount(&outside).await;
        desk.advance(24 * 3600);
        let problem = desk.refused("account_check", json!({ "account": account })).await;
        assert!(problem.message.contains("private network"), "{target}: {}", problem.message);
        assert_eq!(problem.code, Code::Unreachable);
        let AccountHealth::Trouble { words } = desk.account(account).await.account.health else { panic!("{target}") };
        assert_eq!(words, problem.message);
        assert_eq!(posts(&desk, account).await.len(), 1, "what was read is still here");
        still_reads(&desk, elsewhere, &format!("Canal boats {number}")).await;
    }
    assert!(inside.received_requests().await.expect("they are recorded").is_empty(), "nobody called it");
    outside.reset().await;
    Mock::given(path("/feed")).respond_with(good).mount(&outside).await;
    desk.advance(24 * 3600);
    desk.check(account).await;
    assert_eq!(desk.account(account).await.account.health, AccountHealth::Well);
}
