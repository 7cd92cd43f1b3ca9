//! Feeds that are broken, hostile, too large or wrong about the time: said on the feed, while the rest goes on.

use lectern_connectors::IncomingKind;
use lectern_model::{
    AccountHealth, AccountId, AccountView, Body, Code, DeliveryState, FeedPage, IncomingPost, PostView, Problem,
    SearchPage,
};
use lectern_net::Method;
use lectern_testkit::{Fault, MONDAY_NINE, Operation, text};
use serde_json::json;

use crate::desk::Desk;

const FEED: &str = "https://weir.example.org/feed";

fn rss(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Weir Museum</title><ttl>5</ttl>{items}</channel></rss>")
}

fn item(id: &str, words: &str) -> String {
    format!("<item><guid>{id}</guid><title>{words}</title><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>")
}

fn answers(desk: &Desk, mime: &str, body: impl Into<Vec<u8>>) {
    desk.wire.on(Method::Get, FEED, text(200, mime, body.into()));
}

/// A desk that follows the museum's feed, with one post read, and an account elsewhere.
async fn followed() -> (Desk, AccountId, AccountId) {
    let desk = Desk::open_with_every_platform().await;
    answers(&desk, "text/xml", rss(&item("1", "The lock keeper")));
    let feed = desk.follow(FEED).await;
    desk.check(feed).await;
    let account = desk.sign_in("library").await;
    desk.check(account).await;
    assert_eq!(titles(&desk).await, ["The lock keeper"]);
    (desk, feed, account)
}

async fn page(desk: &Desk, query: serde_json::Value) -> Vec<PostView> {
    desk.call::<FeedPage>("feed", query).await.posts
}

async fn titles(desk: &Desk) -> Vec<String> {
    page(desk, json!({}))
        .await
        .into_iter()
        .map(|post| if post.title.is_empty() { post.text } else { post.title })
        .collect()
}

/// The next look at the feed, hours later, when its site may be asked again.
async fn look_fails(desk: &Desk, feed: AccountId) -> Problem {
    desk.advance(24 * 3600);
    let problem = desk.refused("account_check", json!({ "account": feed })).await;
    match desk.account(feed).await.account.health {
        AccountHealth::Trouble { words } => assert_eq!(words, problem.message, "it stands on the feed as well"),
        other => panic!("{other:?}"),
    }
    problem
}

#[tokio::test]
async fn a_feed_that_cannot_be_read_keeps_its_posts_and_holds_up_nothing() {
    let deep = rss(&"<x>".repeat(100_000));
    let parser_gives_up = rss("<item><itunes:duration>99999999999999999999999999</itunes:duration></item>")
        .replace("<rss ", "<rss xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" ");
    let odd: Vec<(&str, Vec<u8>, &str)> = vec![
        ("text/html", b"<!doctype html><title>Buy this domain</title>".to_vec(), "a web page, not a feed"),
        ("text/xml", vec![0, 159, 146, 150, 255, 254, 0, 0], "not a feed"),
        ("text/xml", Vec::new(), "not a feed"),
        ("application/json", b"{\"version\": 7, \"items\": {}}".to_vec(), "not a feed"),
        ("image/svg+xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), "not a feed"),
        ("text/xml", deep.into_bytes(), "damaged"),
        ("text/xml", parser_gives_up.into_bytes(), "damaged"),
    ];
    let (desk, feed, account) = followed().await;
    for (number, (mime, body, words)) in odd.into_iter().enumerate() {
        let start = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        answers(&desk, mime, body);
        let problem = look_fails(&desk, feed).await;
        assert_eq!(problem.code, Code::Server, "{start}");
        assert!(problem.message.contains(words), "{start}: {}", problem.message);
        assert!(problem.message.contains("safe") || problem.message.contains("tried again"), "{}", problem.message);
        desk.platform.add_post("archive", &format!("Canal boats {number}"));
        desk.check(account).await;
        assert_eq!(
            page(&desk, json!({ "accounts": [account] })).await.len(),
            number + 1,
            "the other account still reads"
        );
        assert_eq!(page(&desk, json!({ "accounts": [feed] })).await.len(), 1, "what was read is still here");
    }
    let whole = rss(&(item("2", "The weir keeper") + &item("1", "The lock keeper")));
    let cut = whole.find("The lock").expect("it is in there");
    answers(&desk, "text/xml", &whole.as_bytes()[..cut]);
    desk.advance(24 * 3600);
    desk.check(feed).await;
    assert_eq!(desk.account(feed).await.account.health, AccountHealth::Well);
    assert_eq!(page(&desk, json!({ "accounts": [feed] })).await.len(), 2, "what came before the cut is read");
}

#[tokio::test]
async fn what_is_no_feed_is_said_where_its_address_was_typed() {
    let desk = Desk::open_with_every_platform().await;
    for (mime, body) in [
        ("text/plain", "hello"),
        ("application/json", "{\"version\": 7}"),
        ("text/html", "<title>Weir</title>"),
        ("text/xml", "<rss version=\"2.0\"><channel><title>oops"),
    ] {
        answers(&desk, mime, body);
        let (ticket, problem) = desk.answer("rss", json!({ "address": FEED })).await.expect_err("no feed");
        assert_eq!((problem.code, problem.field.as_deref()), (Code::Rejected, Some("address")), "{body}");
        let accounts: Vec<serde_json::Value> = desk.call("accounts", json!({})).await;
        assert!(accounts.is_empty(), "nothing half made is left");
        answers(&desk, "text/xml", rss(&item("1", "The lock keeper")));
        let again = json!({ "ticket": ticket, "fields": { "address": FEED } });
        let _: serde_json::Value = desk.call("sign_in_answer", again).await;
        let accounts: Vec<AccountView> = desk.call("accounts", json!({})).await;
        let _: serde_json::Value = desk.call("account_remove", json!({ "account": accounts[0].account.id })).await;
    }
}

#[tokio::test]
async fn hostile_markup_comes_in_as_words_alone() {
    let hostile = "<p onclick=\"steal()\">Canal <b>boats</b></p><script>alert(1)</script><style>p{display:none}</style>\
        <iframe src=\"https://evil.example/\"></iframe><img src=x onerror=alert(1)><svg onload=alert(1)></svg>\
        <a href=\"javascript:alert(1)\">one</a><a href=\"data:text/html,x\">two</a><form action=\"https://evil.example/\">\
        <input name=q></form><math><mtext></p><img src=\"https://evil.example/pixel\"></math><base href=\"https://evil.example/\">";
    let desk = Desk::open_with_every_platform().await;
    let body = hostile.replace('&', "&amp;").replace('<', "&lt;");
    let title = "&lt;img src=x onerror=alert(1)&gt;Boats\u{202e}";
    answers(
        &desk,
        "text/xml",
        rss(&format!("<item><guid>1</guid><title>{title}</title><description>{body}</description></item>")),
    );
    let feed = desk.follow(FEED).await;
    desk.check(feed).await;
    let post = page(&desk, json!({})).await.remove(0);
    let html = post.html.to_lowercase();
    assert!(html.contains("<b>boats</b>") || html.contains("<strong>boats</strong>"), "{html}");
    for bad in [
        "<script",
        "<style",
        "<iframe",
        "<img",
        "<svg",
        "<form",
        "<input",
        "<math",
        "<base",
        "onclick",
        "onerror",
        "onload",
        "javascript:",
        "data:",
        "display:none",
        "evil.example",
    ] {
        assert!(!html.contains(bad), "{bad} in {html}");
    }
    assert!(post.title.contains("Boats") && !post.title.contains(['<', '\u{202e}']), "{}", post.title);
}

#[tokio::test]
async fn a_post_of_ten_megabytes_is_cut_and_its_neighbours_are_whole() {
    let (desk, _, account) = followed().await;
    desk.platform.add_post("archive", "Before it");
    for (id, body) in [
        ("big-html", Body::Html(format!("<p>{}</p>", "canal ".repeat(2_000_000)))),
        ("big-tags", Body::Html("<b>".repeat(3_500_000))),
        ("big-plain", Body::Plain { text: "boats ".repeat(2_000_000), links: Vec::new() }),
        ("big-word", Body::Plain { text: "x".repeat(10_000_000), links: Vec::new() }),
    ] {
        desk.platform.add_incoming_post(post(&desk, id, body));
    }
    desk.platform.add_post("archive", "After it");
    desk.check(account).await;
    let posts = page(&desk, json!({ "accounts": [account] })).await;
    assert_eq!(posts.len(), 6);
    for post in &posts {
        assert!(post.html.len() < 1_500_000 && post.text.len() <= 200_000, "{} {}", post.html.len(), post.text.len());
    }
    let texts: Vec<&str> = posts.iter().map(|post| post.text.as_str()).collect();
    assert!(texts.contains(&"Before it") && texts.contains(&"After it"));
    let found: SearchPage = desk.call("search", json!({ "words": "canal" })).await;
    assert_eq!(found.hits.len(), 1);
}

#[tokio::test]
async fn a_feed_larger_than_is_read_says_so_and_is_read_when_it_is_small_again() {
    let (desk, feed, _) = followed().await;
    answers(&desk, "text/xml", rss(&item("2", &"x".repeat(11 * 1024 * 1024))));
    let problem = look_fails(&desk, feed).await;
    assert_eq!(problem.code, Code::Server);
    assert!(problem.message.contains("larger than Lectern reads"), "{}", problem.message);
    answers(&desk, "text/xml", rss(&item("3", "The weir keeper")));
    desk.advance(24 * 3600);
    desk.check(feed).await;
    assert_eq!(titles(&desk).await.len(), 2);
}

/// A post as the platform would hand it over.
fn post(desk: &Desk, id: &str, body: Body) -> IncomingPost {
    let made = desk.platform.add_post("archive", "");
    let like = desk.platform.post(&made).expect("it was made").post;
    desk.platform.remove_post(&made);
    IncomingPost { remote_id: id.to_owned(), body, ..like }
}

#[tokio::test]
async fn ids_that_come_twice_are_one_post_and_one_message() {
    let (desk, feed, account) = followed().await;
    for words in ["First version", "Second version"] {
        let again = post(&desk, "same", Body::Plain { text: words.to_owned(), links: Vec::new() });
        desk.platform.add_incoming_post(again);
    }
    desk.check(account).await;
    let posts = page(&desk, json!({ "accounts": [account] })).await;
    assert_eq!(posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["Second version"], "the newest one");

    let twice = item("7", "The ferry") + &item("7", "The ferry") + &item("1", "The lock keeper");
    answers(&desk, "text/xml", rss(&twice));
    desk.advance(24 * 3600);
    desk.check(feed).await;
    assert_eq!(page(&desk, json!({ "accounts": [feed] })).await.len(), 2);

    let root = desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.platform.repeat_message(&root);
    desk.check(account).await;
    desk.check(account).await;
    let thread = desk.only_thread().await;
    assert_eq!((thread.messages.len(), thread.conversation.unread), (1, 1));
}

#[tokio::test]
async fn clocks_that_are_a_day_wrong_disturb_no_order() {
    let (desk, _, account) = followed().await;
    let mut early = post(&desk, "early", Body::Plain { text: "From tomorrow".to_owned(), links: Vec::new() });
    early.created_at = MONDAY_NINE.plus_seconds(24 * 3600);
    desk.platform.add_incoming_post(early);
    desk.check(account).await;
    desk.advance(60);
    desk.platform.add_post("archive", "From today");
    desk.check(account).await;
    let posts = page(&desk, json!({ "accounts": [account] })).await;
    let told: Vec<&str> = posts.iter().map(|post| post.text.as_str()).collect();
    assert_eq!(told, ["From today", "From tomorrow"], "nothing stands above what is newer");
    assert_eq!(posts[1].created_at, MONDAY_NINE, "as early as it was seen");

    // Now it is our own clock that goes back a day: what waits is still looked at, sent, and answered.
    desk.platform.fault(Operation::Step, Fault::TooMany { until: Some(MONDAY_NINE.plus_seconds(3600)) });
    let delivery = desk.post("Storytime at three", account).await;
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Retry { .. }));
    desk.advance(-26 * 3600);
    desk.platform.add_post("archive", "Written yesterday");
    desk.platform.incoming(IncomingKind::Mention, "patron", "When do you open?");
    desk.check(account).await;
    assert_eq!(page(&desk, json!({ "accounts": [account] })).await.len(), 3);
    assert_eq!(desk.only_thread().await.messages.len(), 1);
    desk.work().await;
    assert!(matches!(desk.state(&delivery).await, DeliveryState::Sent { .. }), "{:?}", desk.state(&delivery).await);
    assert_eq!(desk.platform.published().len(), 1);
}
