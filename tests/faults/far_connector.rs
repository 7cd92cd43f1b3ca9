//! The connector of the small platform over real HTTP: one upload that nobody sees, then the post.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use lectern_connectors::{
    BeginSignIn, Connector, Edit, Inbox, InboxBatch, Incoming, IncomingKind, MediaBytes, Moderation, Publish, Reported,
    Reporting, Session, SignIn, SignedIn, Step,
};
use lectern_model::{
    Account, Author, Body, Counts, Delivery, Failure, FailureKind, Found, IncomingPost, Limits, Outgoing, PlatformKey,
    PlatformView, Published, Secret, SignInStep, TextUnit, Timestamp, Visibility,
};
use lectern_net::{Now, Request, Url, Wire};
use serde_json::{Value, json};

/// The platform at an address.
pub(crate) struct Far {
    url: String,
}

impl Far {
    pub(crate) fn at(url: &str) -> Arc<dyn Connector> {
        Arc::new(Self { url: url.to_owned() })
    }

    async fn ask(&self, session: &Session, path: &str, body: Value) -> Result<Value, Failure> {
        let url = Url::parse(&format!("{}{path}", self.url)).map_err(|_| Failure::unusable("no address"))?;
        session.wire.allow_private_host("127.0.0.1");
        let token = session.credentials().await?;
        session.wire.send(Request::post(url).bearer(&token).json(body)).await?.ok()?.json()
    }
}

impl Connector for Far {
    fn describe(&self) -> PlatformView {
        PlatformView {
            key: PlatformKey::from("far"),
            name: "Far".to_owned(),
            letter: "f".to_owned(),
            colour: "#334155".to_owned(),
            about: String::new(),
            notes: Vec::new(),
            parts: Vec::new(),
            practice: false,
            subscription: false,
        }
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }

    fn publish(&self) -> Option<&dyn Publish> {
        Some(self)
    }

    fn edit(&self, _facts: &Value) -> Option<&dyn Edit> {
        Some(self)
    }

    fn inbox(&self) -> Option<&dyn Inbox> {
        Some(self)
    }

    fn moderation(&self, _facts: &Value) -> Option<&dyn Moderation> {
        Some(self)
    }

    fn reporting(&self, _facts: &Value) -> Option<&dyn Reporting> {
        Some(self)
    }
}

#[async_trait]
impl SignIn for Far {
    async fn begin(&self, _wire: &Wire, _now: &Now, _again: Option<&Account>) -> Result<Box<dyn BeginSignIn>, Failure> {
        Ok(Box::new(Form { url: self.url.clone() }))
    }
}

struct Form {
    url: String,
}

#[async_trait]
impl BeginSignIn for Form {
    fn step(&self) -> SignInStep {
        SignInStep::AskFields { ticket: String::new(), title: String::new(), fields: Vec::new() }
    }

    async fn answer(&mut self, _fields: BTreeMap<String, String>) -> Result<Option<SignedIn>, Failure> {
        Ok(Some(SignedIn {
            remote_id: "library".to_owned(),
            handle: "@library@far.example".to_owned(),
            name: "library".to_owned(),
            server: self.url.clone(),
            facts: Value::Null,
            avatar_url: None,
            lapses_at: None,
            credentials: Some(Secret::from("far-token")),
        }))
    }

    async fn browser(&mut self) -> Result<SignedIn, Failure> {
        std::future::pending().await
    }
}

#[async_trait]
impl Edit for Far {
    async fn edit(&self, session: &Session, published: &Published, outgoing: &Outgoing) -> Result<(), Failure> {
        let body = json!({ "id": published.remote_id, "text": outgoing.text });
        self.ask(session, "/edit", body).await.map(|_| ())
    }
}

#[async_trait]
impl Publish for Far {
    fn limits(&self, _account: &Account) -> Limits {
        Limits {
            text_max: 500,
            text_unit: TextUnit::Graphemes,
            text_max_bytes: None,
            link_weight: None,
            mention_local_part_only: false,
            warning_counts: true,
            pictures_max: 4,
            picture_max_bytes: 10 * 1024 * 1024,
            picture_max_pixels: None,
            description_max: 1500,
            picture_required: false,
            picture_types: vec!["image/png".to_owned(), "image/jpeg".to_owned()],
            visibilities: vec![Visibility::Public],
            content_warning: true,
            poll: None,
            video: None,
        }
    }

    fn mint(&self, _now: Timestamp) -> Value {
        json!(format!("{:x}", std::process::id()))
    }

    fn next_step_changes(&self, delivery: &Delivery) -> bool {
        !delivery.progress.is_null()
    }

    async fn step(&self, session: &Session, delivery: &Delivery, media: &dyn MediaBytes) -> Result<Step, Failure> {
        if delivery.progress.is_null() {
            let mut bytes = 0;
            for picture in &delivery.outgoing.media {
                bytes += media.read(&picture.hash).await?.len();
            }
            let uploaded = self.ask(session, "/upload", json!({ "bytes": bytes })).await?;
            return Ok(Step::Continue(uploaded));
        }
        let body = json!({ "key": delivery.key, "minted": delivery.minted, "text": delivery.outgoing.text });
        let made = self.ask(session, "/posts", body).await?;
        let id = made["id"].as_str().ok_or_else(|| Failure::unusable("The answer has no id."))?;
        Ok(Step::Done(Published { remote_id: id.to_owned(), url: None }))
    }

    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
        let answer = self.ask(session, "/find", json!({ "key": delivery.key })).await?;
        let found = answer["found"].as_str().map(|id| Published { remote_id: id.to_owned(), url: None });
        Ok(found.map_or(Found::Absent, Found::Found))
    }

    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure> {
        match self.ask(session, "/delete", json!({ "id": published.remote_id })).await {
            Err(failure) if failure.what != FailureKind::Gone => Err(failure),
            _ => Ok(()),
        }
    }

    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
        let read = self.ask(session, "/read", json!({ "id": published.remote_id })).await?;
        let text = read["text"].as_str().ok_or_else(|| Failure::unusable("The answer has no text."))?;
        let author = Author { remote_id: session.account.remote_id.clone(), ..Author::default() };
        Ok(post(&published.remote_id, author, text, session.now()))
    }

    fn wants_card(&self) -> bool {
        false
    }
}

#[async_trait]
impl Inbox for Far {
    async fn page(&self, session: &Session, _cursor: Option<&str>) -> Result<InboxBatch, Failure> {
        let read = self.ask(session, "/inbox", json!({})).await?;
        let said = read["messages"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let incoming = |(at, text): (usize, &str)| {
            let id = format!("m{at}");
            let author = Author {
                remote_id: "ana".to_owned(),
                name: "ana".to_owned(),
                handle: "@ana".to_owned(),
                ..Author::default()
            };
            let post = post(&id, author, text, session.now());
            Incoming { kind: IncomingKind::Mention, conversation: id, ours: false, post, parent_deleted: false }
        };
        Ok(InboxBatch { items: said.enumerate().map(incoming).collect(), older: None })
    }

    async fn thread(&self, _session: &Session, _post: &IncomingPost) -> Result<Vec<Incoming>, Failure> {
        Ok(Vec::new())
    }

    fn every(&self) -> u32 {
        60
    }
}

#[async_trait]
impl Moderation for Far {
    fn does(&self) -> String {
        "Only the person who wrote it still sees it.".to_owned()
    }

    async fn hide(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        self.ask(session, "/hide", json!({ "id": remote_id, "hidden": true })).await.map(|_| ())
    }

    async fn restore(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<(), Failure> {
        self.ask(session, "/hide", json!({ "id": remote_id, "hidden": false })).await.map(|_| ())
    }

    async fn is_hidden(&self, session: &Session, remote_id: &str, _remote_ref: &Value) -> Result<bool, Failure> {
        Ok(self.ask(session, "/hidden", json!({ "id": remote_id })).await?["hidden"] == true)
    }
}

#[async_trait]
impl Reporting for Far {
    fn to(&self, _account: &Account) -> String {
        "Far".to_owned()
    }

    fn does(&self, _account: &Account) -> String {
        "Its moderators get the message.".to_owned()
    }

    async fn report(&self, session: &Session, reported: Reported<'_>) -> Result<String, Failure> {
        let body = json!({ "id": reported.remote_id, "words": reported.words() });
        Ok(format!("Taken as report {}.", self.ask(session, "/report", body).await?["id"]))
    }
}

fn post(id: &str, author: Author, text: &str, now: Timestamp) -> IncomingPost {
    IncomingPost {
        remote_id: id.to_owned(),
        url: None,
        author,
        title: String::new(),
        body: Body::Plain { text: text.to_owned(), links: Vec::new() },
        created_at: now,
        language: None,
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
