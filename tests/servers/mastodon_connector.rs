//! The connector of the Mastodon family at work on mastodon-mock, over the real network: what snac2 lacks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lectern_connectors::{
    BeginSignIn, Connector, Feed, FeedAt, Inbox, IncomingKind, MediaBytes, Publish, React, Session, SignedIn, Step,
};
use lectern_model::{
    AccountId, Delivery, DeliveryId, DeliveryState, DraftId, Effect, Failure, FailureKind, Found, MediaHash, MediaRef,
    Outgoing, Published, ReplyTo, SignInStep, Timestamp, Visibility,
};
use lectern_net::{Now, Wire};
use lectern_testkit::{MemoryKeeper, account};
use lectern_tests::servers::{MastodonMock, PostOptions};
use lectern_tests::wait;
use serde_json::{Value, json};
use url::Url;

use crate::snac::DOT;

const LIMIT: Duration = Duration::from_secs(40);
const STATUSES: &str = "/api/v1/statuses";

struct Pictures;

#[async_trait::async_trait]
impl MediaBytes for Pictures {
    async fn read(&self, _: &MediaHash) -> Result<bytes::Bytes, Failure> {
        Ok(bytes::Bytes::from_static(DOT))
    }
}

/// The connector and the library's sign-in.
struct Desk {
    connector: Arc<dyn Connector>,
    session: Session,
}

impl Desk {
    fn feed(&self) -> &dyn Feed {
        self.connector.feed().expect("a feed")
    }

    fn inbox(&self) -> &dyn Inbox {
        self.connector.inbox().expect("an inbox")
    }

    fn publish(&self) -> &dyn Publish {
        self.connector.publish().expect("it publishes")
    }

    fn react(&self) -> &dyn React {
        self.connector.react().expect("it reacts")
    }

    /// Runs the steps that change nothing.
    async fn prepared(&self, mut delivery: Delivery) -> Delivery {
        while !self.publish().next_step_changes(&delivery) {
            match self.step(&delivery).await.expect("the step is taken") {
                Step::Continue(progress) => delivery.progress = progress,
                other => panic!("{other:?}"),
            }
        }
        delivery
    }

    async fn step(&self, delivery: &Delivery) -> Result<Step, Failure> {
        self.publish().step(&self.session, delivery, &Pictures).await
    }

    async fn published(&self, delivery: &Delivery) -> Published {
        match self.step(delivery).await.expect("it is posted") {
            Step::Done(published) => published,
            other => panic!("{other:?}"),
        }
    }

    async fn home(&self) -> Result<Vec<String>, Failure> {
        let batch = self.feed().page(&self.session, FeedAt::default()).await?;
        Ok(batch.posts.into_iter().map(|post| post.remote_id).collect())
    }
}

fn now() -> Now {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        Timestamp(i64::try_from(since.as_millis()).expect("before the end of time"))
    })
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Begins a sign-in up to the page that the browser opens.
async fn begun(server: &MastodonMock, wire: &Wire, how: &str) -> (Box<dyn BeginSignIn>, Url) {
    let connector = lectern_connectors::mastodon::connector();
    let mut begun = connector.sign_in().begin(wire, &now(), None).await.expect("it begins");
    let typed = fields(&[("server", server.url.as_str()), ("how", how)]);
    assert!(begun.answer(typed).await.expect("the server is found").is_none());
    let SignInStep::OpenBrowser { url, .. } = begun.step() else { panic!("a page to open") };
    let page = url.parse().expect("an address");
    (begun, page)
}

fn at_work(wire: Wire, signed_in: &SignedIn) -> Desk {
    let keeper = MemoryKeeper::holding(signed_in.credentials.as_ref().expect("credentials").reveal());
    let session = Session::new(account("mastodon", signed_in), wire, now(), keeper);
    Desk { connector: lectern_connectors::mastodon::connector(), session }
}

/// The library, signed in by the code that the page shows.
async fn library(server: &MastodonMock) -> Desk {
    let wire = Wire::over_network(now()).expect("this computer has certificates");
    let (mut begun, page) = begun(server, &wire, "code").await;
    let code = server.approve(&page, "library").await.code();
    let signed_in = begun.answer(fields(&[("code", &code)])).await.expect("the code is taken").expect("signed in");
    at_work(wire, &signed_in)
}

fn delivery(words: &str) -> Delivery {
    Delivery {
        id: DeliveryId(1),
        key: format!("key of {words}").replace(' ', "-"),
        draft: DraftId(1),
        account: AccountId(1),
        outgoing: Outgoing {
            text: words.to_owned(),
            language: "en".to_owned(),
            content_warning: String::new(),
            visibility: Visibility::Public,
            media: Vec::new(),
            card: None,
            reply_to: None,
            poll: None,
            part: None,
        },
        state: DeliveryState::Due,
        minted: Value::Null,
        progress: Value::Null,
        attempts: 0,
        queued_at: now()(),
        conversation: None,
        scheduled: false,
        never_after: None,
        after: None,
        kind: lectern_model::DeliveryKind::Post,
        of: None,
    }
}

fn poster() -> MediaRef {
    MediaRef {
        hash: MediaHash::from("poster"),
        mime: "image/png".to_owned(),
        name: "poster.png".to_owned(),
        description: "A poster with a lion".to_owned(),
        width: 1,
        height: 1,
        focus: None,
        root: None,
        video: None,
    }
}

#[tokio::test]
async fn a_sign_in_ends_by_the_way_back_or_by_a_code_and_is_given_back() {
    let server = MastodonMock::start(&["library"]).await;
    let wire = Wire::over_network(now()).expect("this computer has certificates");
    let (mut back, page) = begun(&server, &wire, "back").await;
    let (signed_in, _) =
        tokio::join!(back.browser(), async { server.approve(&page, "library").await.come_back().await });
    let signed_in = signed_in.expect("the browser came back");
    let port = server.url.port().expect("a port");
    assert_eq!(signed_in.handle, format!("@library@localhost:{port}"));

    let desk = library(&server).await;
    assert_eq!(desk.session.account.remote_id, signed_in.remote_id, "one account, whichever way");
    let limits = desk.publish().limits(&desk.session.account);
    let told = server.client("library").await.get("api/v2/instance").await["configuration"].clone();
    assert_eq!(json!(limits.text_max), told["statuses"]["max_characters"]);
    assert_eq!(json!(limits.pictures_max), told["statuses"]["max_media_attachments"]);
    assert_eq!(json!(limits.picture_max_bytes), told["media_attachments"]["image_size_limit"]);

    desk.home().await.expect("the token is good");
    desk.connector.sign_in().sign_out(&desk.session).await.expect("it is given back");
    assert_eq!(desk.home().await.expect_err("it is void").what, FailureKind::SignInNeeded);
    at_work(wire, &signed_in).home().await.expect("the other sign-in stands");
}

#[tokio::test]
async fn a_post_with_a_described_picture_is_there_once_changed_and_deleted() {
    let server = MastodonMock::start(&["library", "patron"]).await;
    let desk = library(&server).await;
    let patron = server.client("patron").await;
    let mut wanted = delivery("Story time at three");
    wanted.outgoing.content_warning = "Loud animals".to_owned();
    wanted.outgoing.visibility = Visibility::Unlisted;
    wanted.outgoing.media = vec![poster()];
    assert_eq!(desk.publish().find_published(&desk.session, &wanted).await, Ok(Found::Absent));
    let wanted = desk.prepared(wanted).await;
    let published = desk.published(&wanted).await;
    assert_eq!(desk.published(&wanted).await, published, "the same key twice is one post");

    let there = patron.status(&published.remote_id).await.expect("others see it");
    assert_eq!(there["media_attachments"][0]["description"], json!("A poster with a lion"));
    assert_eq!((&there["spoiler_text"], &there["visibility"]), (&json!("Loud animals"), &json!("unlisted")));
    assert_eq!((&there["language"], &there["sensitive"]), (&json!("en"), &json!(true)));
    let found = desk.publish().find_published(&desk.session, &wanted).await.expect("it is looked up");
    assert_eq!(found, Found::Found(published.clone()));
    let us = desk.session.account.remote_id.split('@').next().expect("an id").to_owned();
    assert_eq!(patron.statuses_of(&us).await.len(), 1);

    let read = desk.publish().read_back(&desk.session, &published).await.expect("it is read back");
    assert_eq!(read.media[0].description, "A poster with a lion");
    assert_eq!((read.content_warning.as_str(), read.visibility), ("Loud animals", Visibility::Unlisted));

    let mut changed = wanted.outgoing.clone();
    changed.text = "Story time at four".to_owned();
    let edits = desk.connector.edit(&desk.session.account.facts).expect("it edits");
    assert_eq!(edits.edit(&desk.session, &published, &changed).await, Ok(()));
    let there = patron.status(&published.remote_id).await.expect("it is still there");
    assert!(there["content"].as_str().is_some_and(|html| html.contains("at four")), "{there}");
    assert_eq!(there["media_attachments"].as_array().map(Vec::len), Some(1));

    for _ in 0..2 {
        desk.publish().delete(&desk.session, &published).await.expect("it is gone, or was already");
    }
    assert!(patron.status(&published.remote_id).await.is_none());
    let gone = desk.publish().read_back(&desk.session, &published).await.expect_err("nothing is there");
    assert_eq!(gone.what, FailureKind::Gone);
}

#[tokio::test]
async fn what_others_write_is_read_answered_liked_and_boosted() {
    let server = MastodonMock::start(&["library", "patron"]).await;
    let desk = library(&server).await;
    let (us, patron) = (server.client("library").await, server.client("patron").await);
    us.follow("patron").await;
    let text = |post: &Value| post["id"].as_str().expect("an id").to_owned();
    let seen = text(&patron.post("The canal is frozen").await);
    let home = desk.home().await.expect("the feed is read");
    assert!(home.contains(&seen), "{home:?}");

    for on in [true, false] {
        desk.react().like(&desk.session, &seen, &Value::Null, on).await.expect("liked or not");
        desk.react().boost(&desk.session, &seen, &Value::Null, on).await.expect("boosted or not");
        let there = us.status(&seen).await.expect("it is there");
        assert_eq!((&there["favourited"], &there["reblogged"]), (&json!(on), &json!(on)));
    }

    let ours = desk.published(&desk.prepared(delivery("Story time at three")).await).await;
    let answer = PostOptions { in_reply_to: Some(&ours.remote_id), ..PostOptions::default() };
    let answer = text(&patron.post_with("@library Is it in the garden?", &answer).await);
    let private = PostOptions { visibility: "direct", ..PostOptions::default() };
    let private = text(&patron.post_with("@library My card is lost", &private).await);
    let mention = text(&patron.post("I like @library").await);
    patron.favourite(&ours.remote_id).await;

    let told = async || {
        let batch = desk.inbox().page(&desk.session, None).await.expect("the inbox is read");
        (batch.items.len() == 3).then_some(batch)
    };
    let batch = wait::until("three messages", LIMIT, told).await;
    let kind = |id: &str| batch.items.iter().find(|one| one.post.remote_id == id).map(|one| one.kind);
    assert_eq!(kind(&answer), Some(IncomingKind::Reply));
    assert_eq!(kind(&private), Some(IncomingKind::Direct));
    assert_eq!(kind(&mention), Some(IncomingKind::Mention));
    assert!(!desk.home().await.expect("the feed is read").contains(&private), "private words are for the inbox");

    let asked = batch.items.iter().find(|one| one.kind == IncomingKind::Reply).expect("the answer");
    assert_eq!(asked.conversation, ours.remote_id);
    let mut reply = delivery("It is, by the old tree.");
    let remote_ref = asked.post.remote_ref.clone();
    reply.outgoing.reply_to = Some(ReplyTo { remote_id: answer.clone(), remote_ref });
    let reply = desk.published(&desk.prepared(reply).await).await;
    let thread = desk.inbox().thread(&desk.session, &asked.post).await.expect("the thread is read");
    let ids: Vec<(&str, bool)> = thread.iter().map(|one| (one.post.remote_id.as_str(), one.ours)).collect();
    assert_eq!(ids, [(ours.remote_id.as_str(), true), (answer.as_str(), false), (reply.remote_id.as_str(), true)]);
    let notified = patron.notifications().await;
    assert!(notified.iter().any(|one| one["type"] == json!("mention")), "the patron was named: {notified:?}");
}

#[tokio::test]
async fn an_older_server_tells_one_by_one_and_a_stream_that_takes_no_header_is_none() {
    let server = MastodonMock::start(&["library", "patron"]).await;
    let desk = library(&server).await;
    server.client("patron").await.post("I like @library").await;
    server.fail_next("GET", "/api/v2/notifications", 404, 1).await;
    let batch = desk.inbox().page(&desk.session, None).await.expect("the inbox is read");
    assert_eq!(batch.items.iter().map(|one| one.kind).collect::<Vec<_>>(), [IncomingKind::Mention]);
    // This server wants the token in the address, where it would be logged.
    assert_eq!(desk.inbox().wait_for_news(&desk.session).await, Ok(false));
}

#[tokio::test]
async fn refusals_and_troubles_are_told_apart() {
    let server = MastodonMock::start(&["library"]).await;
    let us = server.client("library").await;

    let desk = library(&server).await;
    let failure = desk.step(&desk.prepared(delivery(&"long ".repeat(120))).await).await.expect_err("it is too long");
    assert_eq!((failure.what, failure.effect), (FailureKind::Rejected { field: None, limit: None }, Effect::None));
    assert!(failure.words.contains("too long"), "{}", failure.words);

    let wanted = desk.prepared(delivery("Story time at three")).await;
    for status in [500, 502, 503] {
        server.fail_next("POST", STATUSES, status, 1).await;
        let failure = desk.step(&wanted).await.expect_err("the server is in trouble");
        assert_eq!((failure.what, failure.effect), (FailureKind::Server, Effect::Maybe), "{status}");
        assert_eq!(failure.words, "planned by the test");
    }
    let half =
        json!({ "match": { "methods": ["POST"], "path": STATUSES }, "effect": { "type": "malformed" }, "count": 1 });
    server.add_fault(&half).await;
    assert_eq!(desk.step(&wanted).await.expect_err("half an answer").effect, Effect::Maybe);
    assert_eq!(
        desk.publish().find_published(&desk.session, &wanted).await,
        Ok(Found::Absent),
        "nothing was made of it"
    );

    let busy = json!({
        "match": { "methods": ["POST"], "path": STATUSES }, "effect": { "type": "ratelimit", "headers": { "Retry-After": "120" } },
        "count": 1,
    });
    server.add_fault(&busy).await;
    let failure = desk.step(&wanted).await.expect_err("the server wants a pause");
    let FailureKind::RateLimited { until: Some(until) } = failure.what else { panic!("{failure:?}") };
    let seconds = until.since(now()()) / 1000;
    assert!((100..=120).contains(&seconds), "{seconds}");
    assert_eq!(failure.effect, Effect::None);

    let other = library(&server).await;
    other.published(&wanted).await;
    assert_eq!(us.statuses_of(&us.id).await.len(), 1, "one post after all of it");
}
