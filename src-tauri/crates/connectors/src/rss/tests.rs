//! Following a feed, over a scripted wire.

use super::{Rss, connector};
use crate::{BeginSignIn, ListedFeed, SignIn, SignedIn, SubscriptionList};
use lectern_model::{Failure, FailureKind, SignInStep};
use lectern_net::Method;
use lectern_testkit::{ScriptedWire, cut_before, status, text, with_header};
use std::collections::BTreeMap;
use std::sync::Arc;

const FEED: &str = "<rss version='2.0'><channel><title>Library news</title><link>https://www.library.example/</link>\
                    <item><guid>1</guid><title>One</title></item></channel></rss>";

fn rss() -> impl Fn(&lectern_net::Request) -> Result<lectern_net::Response, Failure> + Send + Sync + Clone + 'static {
    text(200, "application/rss+xml", FEED)
}

async fn begin(script: &Arc<ScriptedWire>) -> Box<dyn BeginSignIn> {
    Rss.begin(&script.wire(), &script.now_fn(), None).await.unwrap()
}

async fn answer(sign_in: &mut Box<dyn BeginSignIn>, fields: &[(&str, &str)]) -> Result<Option<SignedIn>, Failure> {
    let fields: BTreeMap<String, String> = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    sign_in.answer(fields).await
}

#[tokio::test]
async fn a_feeds_own_address_is_followed_at_once() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://library.example/feed", rss());
    let mut sign_in = begin(&script).await;
    let done =
        answer(&mut sign_in, &[("address", "feed://library.example/feed"), ("group", " Local  partners ")]).await;
    let done = done.unwrap().unwrap();
    assert_eq!((done.name.as_str(), done.handle.as_str()), ("Library news", "library.example"));
    assert_eq!(done.remote_id, "https://library.example/feed");
    assert!(done.credentials.is_none());
    assert_eq!(sign_in.group(), "Local partners");
    assert_eq!(script.allowed_private_hosts(), ["library.example"]);
}

#[tokio::test]
async fn a_page_with_several_feeds_lets_one_choose() {
    let page = r#"<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed">
        <link rel="alternate" type="application/atom+xml" title="Events" href="/events.atom"></head></html>"#;
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://library.example/", text(200, "text/html", page));
    script.on(Method::Get, "/events.atom", rss());
    let mut sign_in = begin(&script).await;
    assert!(answer(&mut sign_in, &[("address", "library.example")]).await.unwrap().is_none());
    let SignInStep::AskFields { fields, .. } = sign_in.step() else { panic!("asks for a choice") };
    assert_eq!(fields[0].options.len(), 2);
    assert!(answer(&mut sign_in, &[("feed", "https://elsewhere.example/")]).await.is_err());
    let done = answer(&mut sign_in, &[("feed", "https://library.example/events.atom")]).await.unwrap().unwrap();
    assert_eq!(done.remote_id, "https://library.example/events.atom");
}

#[tokio::test]
async fn a_page_that_names_no_feed_is_tried_at_the_usual_places() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "*", status(404));
    script.on(Method::Get, "/", text(200, "text/html; charset=utf-8", "<p>Welcome</p>"));
    script.on(Method::Get, "/rss.xml", rss());
    let done = answer(&mut begin(&script).await, &[("address", "library.example")]).await.unwrap().unwrap();
    assert_eq!(done.remote_id, "https://library.example/rss.xml");
    assert_eq!(script.requests().len(), 3, "it stops at the first feed");
}

#[tokio::test]
async fn a_site_that_moved_for_good_is_followed_where_it_is_now() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://old.example/", with_header("location", "https://new.example/feed", status(301)));
    script.on(Method::Get, "https://today.example/", with_header("location", "https://new.example/feed", status(302)));
    script.on(Method::Get, "https://new.example/feed", rss());
    let done = answer(&mut begin(&script).await, &[("address", "old.example")]).await.unwrap().unwrap();
    assert_eq!(done.remote_id, "https://new.example/feed");
    let done = answer(&mut begin(&script).await, &[("address", "today.example")]).await.unwrap().unwrap();
    assert_eq!(done.remote_id, "https://today.example/");
}

#[tokio::test]
async fn what_goes_wrong_is_said_and_the_same_question_stays() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "https://page.example/", text(200, "text/html", "<p>Welcome</p>"));
    script.on(Method::Get, "https://picture.example/", text(200, "image/png", "\u{89}PNG"));
    script.on(Method::Get, "https://ended.example/", status(410));
    script.on(Method::Get, "https://closed.example/", status(401));
    script.on(Method::Get, "https://off.example/", cut_before());
    script.on(Method::Get, "https://round.example/", with_header("location", "/", status(302)));
    let mut sign_in = begin(&script).await;
    for (address, words) in [
        ("not an address", "not a web address"),
        ("page.example", "found no feed on this page of page.example"),
        ("picture.example", "not a feed"),
        ("ended.example", "has ended"),
        ("closed.example", "does not let Lectern read"),
        ("off.example", "cannot be reached"),
        ("round.example", "in circles"),
    ] {
        let failure = answer(&mut sign_in, &[("address", address)]).await.unwrap_err();
        assert!(failure.words.contains(words), "{address}: {}", failure.words);
        assert!(matches!(sign_in.step(), SignInStep::AskFields { fields, .. } if fields[0].value == address));
    }
}

#[tokio::test]
async fn a_page_that_asks_to_wait_is_not_tried_further() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "*", status(429));
    script.on(Method::Get, "/", text(200, "text/html", "<p>Welcome</p>"));
    let failure = answer(&mut begin(&script).await, &[("address", "library.example")]).await.unwrap_err();
    assert!(matches!(failure.what, FailureKind::RateLimited { .. }));
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn a_listed_feed_keeps_its_title_and_no_private_host_is_allowed_for_it() {
    let script = ScriptedWire::new();
    script.on(Method::Get, "/feed", rss());
    let listed = ListedFeed {
        title: "Ours".to_owned(),
        address: "https://library.example/feed".to_owned(),
        group: String::new(),
    };
    let done = Rss.subscribe(&script.wire(), &script.now_fn(), &listed).await.unwrap();
    assert_eq!((done.name.as_str(), done.remote_id.as_str()), ("Ours", "https://library.example/feed"));
    assert!(script.allowed_private_hosts().is_empty());
    assert!(connector().list_format().is_some());
}
