//! Bluesky's own network (npm `@atproto/dev-env`): directory, personal data server and app view, over PostgreSQL and
//! Redis. Accounts are `<name>.test`. What is written reaches the app view about a tenth of a second later: ask with
//! [`crate::wait::until`].

use std::time::Duration;

use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::{Postgres, Redis, bluesky_sign_in};
use crate::approval::Approval;
use crate::place;
use crate::program::{Launch, Program};
use crate::proxy::Cutting;
use crate::wait;

/// The running network. Dropping it ends it.
pub struct Bluesky {
    /// The personal data server: what a person types as their server.
    pub pds: Url,
    /// The directory of DIDs.
    pub plc: Url,
    /// The app view, for reads that no account is needed for.
    pub appview: Url,
    http: Client,
    // Dropped in this order: what needs the others goes first.
    _network: Program,
    _postgres: Postgres,
    _redis: Redis,
    _folder: TempDir,
}

/// An account on the network.
#[derive(Debug, Clone)]
pub struct Person {
    /// Its never changing id.
    pub did: String,
    /// Its name on the network.
    pub handle: String,
    /// Its own password (not an app password).
    pub password: String,
    token: String,
}

/// A record somebody wrote.
#[derive(Debug, Clone, Deserialize)]
pub struct Posted {
    /// Its address, `at://did/collection/key`.
    pub uri: String,
    /// The hash of its content.
    pub cid: String,
}

impl Posted {
    /// Its key: the last part of its address.
    #[must_use]
    pub fn key(&self) -> &str {
        self.uri.rsplit('/').next().unwrap_or_default()
    }

    fn strong(&self) -> Value {
        json!({ "uri": self.uri, "cid": self.cid })
    }
}

#[derive(Deserialize)]
struct Ready {
    pds: Url,
    plc: Url,
    appview: Url,
}

impl Bluesky {
    /// Starts everything; about eight seconds.
    ///
    /// # Panics
    /// When something is not installed or does not start.
    pub async fn start() -> Self {
        let port = place::free_port();
        Self::start_on(port, None).await
    }

    /// Starts everything with the personal data server behind a line that the test can cut.
    ///
    /// # Panics
    /// When something is not installed or does not start.
    pub async fn start_behind(line: &Cutting) -> Self {
        let behind = place::free_port();
        line.leads_to(behind);
        Self::start_on(line.port(), Some(behind)).await
    }

    async fn start_on(pds_port: u16, behind: Option<u16>) -> Self {
        let installed = place::installed("bluesky");
        let scripts = place::project().join("tests/servers/scripts");
        let (postgres, redis) = tokio::join!(Postgres::start(), Redis::start());
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut launch = Launch::new("bluesky", "node", folder.path())
            .arg("--import")
            .arg(scripts.join("loopback.mjs"))
            .arg(scripts.join("bluesky.mjs"))
            .env("INSTALLED", installed)
            .env("TMPDIR", folder.path())
            .env("DB_POSTGRES_URL", postgres.url())
            .env("DB_POSTGRES_SCHEMA", "desk")
            .env("REDIS_HOST", redis.host())
            .env("PDS_PORT", pds_port.to_string())
            .env("PLC_PORT", place::free_port().to_string())
            .env("APPVIEW_PORT", place::free_port().to_string())
            .env("NODE_ENV", "development")
            .env("LOG_ENABLED", "false");
        if let Some(behind) = behind {
            launch = launch.env("LISTEN_INSTEAD", format!("{pds_port}={behind}"));
        }
        let mut network = launch.start();
        let read = |line: &str| serde_json::from_str::<Ready>(line).ok();
        let ready = network.line(Duration::from_secs(120), read).await;
        Self {
            pds: ready.pds,
            plc: ready.plc,
            appview: ready.appview,
            http: Client::new(),
            _network: network,
            _postgres: postgres,
            _redis: redis,
            _folder: folder,
        }
    }

    /// Makes the account `<name>.test`.
    ///
    /// # Panics
    /// When the server refuses, as for all below.
    pub async fn create_account(&self, name: &str) -> Person {
        let (handle, password) = (format!("{name}.test"), format!("correct horse of {name}"));
        let body = json!({ "handle": handle, "email": format!("{name}@example.org"), "password": password });
        let made = self.call("com.atproto.server.createAccount", None, &body).await;
        Person { did: text(&made, "did"), handle, password, token: text(&made, "accessJwt") }
    }

    /// Makes an app password, as the person would in the network's own settings.
    pub async fn create_app_password(&self, who: &Person, name: &str) -> String {
        text(&self.call("com.atproto.server.createAppPassword", Some(who), &json!({ "name": name })).await, "password")
    }

    /// Takes an app password back: its sessions end.
    pub async fn revoke_app_password(&self, who: &Person, name: &str) {
        self.call("com.atproto.server.revokeAppPassword", Some(who), &json!({ "name": name })).await;
    }

    /// Writes a post.
    pub async fn post(&self, who: &Person, text: &str) -> Posted {
        self.create_record(who, "app.bsky.feed.post", json!({ "text": text })).await
    }

    /// Waits until the app view knows a post. It reads each person's records in order, but those of two people at once:
    /// an answer that it reads before the post is an answer to nothing, and nobody is told of it.
    pub async fn until_seen(&self, post: &Posted) {
        let url = self.appview.join("xrpc/app.bsky.feed.getPosts").expect("a plain address");
        let request = self.http.get(url).query(&[("uris", &post.uri)]);
        let seen = async || {
            let request = request.try_clone().expect("a request without body can be repeated");
            let (_, body) = answer(request).await;
            body["posts"].as_array().is_some_and(|posts| !posts.is_empty()).then_some(())
        };
        wait::until("the app view to know a post", Duration::from_secs(30), seen).await;
    }

    /// Answers a post. `root` is the first post of the thread: the same as `parent` for a first answer.
    pub async fn reply(&self, who: &Person, text: &str, root: &Posted, parent: &Posted) -> Posted {
        self.until_seen(parent).await;
        let reply = json!({ "root": root.strong(), "parent": parent.strong() });
        self.create_record(who, "app.bsky.feed.post", json!({ "text": text, "reply": reply })).await
    }

    /// Writes a post that names somebody: `text` must hold `@handle` once.
    pub async fn mention(&self, who: &Person, text: &str, whom: &Person) -> Posted {
        let named = format!("@{}", whom.handle);
        let start = text.find(&named).unwrap_or_else(|| panic!("{text:?} does not hold {named}"));
        let facet = json!({
            "index": { "byteStart": start, "byteEnd": start + named.len() },
            "features": [{ "$type": "app.bsky.richtext.facet#mention", "did": whom.did }],
        });
        self.create_record(who, "app.bsky.feed.post", json!({ "text": text, "facets": [facet] })).await
    }

    /// Follows somebody.
    pub async fn follow(&self, who: &Person, whom: &Person) -> Posted {
        self.create_record(who, "app.bsky.graph.follow", json!({ "subject": whom.did })).await
    }

    /// Likes a post.
    pub async fn like(&self, who: &Person, post: &Posted) -> Posted {
        self.until_seen(post).await;
        self.create_record(who, "app.bsky.feed.like", json!({ "subject": post.strong() })).await
    }

    /// Writes any record; `$type` and `createdAt` are added where they are missing.
    pub async fn create_record(&self, who: &Person, collection: &str, mut record: Value) -> Posted {
        let fields = record.as_object_mut().expect("a record is an object");
        fields.entry("$type").or_insert_with(|| json!(collection));
        fields.entry("createdAt").or_insert_with(|| json!(format!("{:.3}", jiff::Timestamp::now())));
        let body = json!({ "repo": who.did, "collection": collection, "record": record });
        let made = self.call("com.atproto.repo.createRecord", Some(who), &body).await;
        serde_json::from_value(made).expect("a made record has an address")
    }

    /// Deletes a record of one's own.
    pub async fn delete_record(&self, who: &Person, record: &Posted) {
        let collection = record.uri.rsplit('/').nth(1).unwrap_or_default();
        let body = json!({ "repo": who.did, "collection": collection, "rkey": record.key() });
        self.call("com.atproto.repo.deleteRecord", Some(who), &body).await;
    }

    /// Reads a record by its `at://` address from its owner's server; none when there is none.
    pub async fn get_record(&self, uri: &str) -> Option<Value> {
        let parts: Vec<&str> = uri.trim_start_matches("at://").split('/').collect();
        let [repo, collection, rkey] = parts.as_slice() else { panic!("{uri} is no record's address") };
        let query = [("repo", *repo), ("collection", *collection), ("rkey", *rkey)];
        let (status, body) = self.ask("com.atproto.repo.getRecord", None, &query).await;
        (status < 300).then_some(body)
    }

    /// All records of one kind that somebody wrote, newest first: `uri`, `cid` and `value` of each.
    pub async fn list_records(&self, who: &Person, collection: &str) -> Vec<Value> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let query = [("repo", who.did.as_str()), ("collection", collection), ("limit", "100"), ("cursor", &cursor)];
            let query = if cursor.is_empty() { &query[..3] } else { &query[..] };
            let page = self.read("com.atproto.repo.listRecords", None, query).await;
            all.extend(page["records"].as_array().cloned().unwrap_or_default());
            match page["cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => return all,
            }
        }
    }

    /// Posts as the app view shows them to `reader`: author, counts, the pictures' and cards' addresses.
    pub async fn get_posts(&self, reader: &Person, uris: &[&str]) -> Vec<Value> {
        let query: Vec<(&str, &str)> = uris.iter().map(|uri| ("uris", *uri)).collect();
        let body = self.read("app.bsky.feed.getPosts", Some(reader), &query).await;
        body["posts"].as_array().cloned().unwrap_or_default()
    }

    /// What a person is told of: newest first.
    pub async fn notifications(&self, who: &Person) -> Vec<Value> {
        let body = self.read("app.bsky.notification.listNotifications", Some(who), &[]).await;
        body["notifications"].as_array().cloned().unwrap_or_default()
    }

    /// The bytes of a picture that a record points to (its blob's `ref.$link`).
    pub async fn blob(&self, who: &Person, link: &str) -> Vec<u8> {
        let mut url = self.xrpc("com.atproto.sync.getBlob");
        url.query_pairs_mut().append_pair("did", &who.did).append_pair("cid", link);
        let answer = self.http.get(url).send().await.expect("the server answers");
        answer.error_for_status().expect("the picture is there").bytes().await.expect("the picture is whole").to_vec()
    }

    /// Plays the browser's part of an OAuth sign-in: opens the address, signs in, consents, and returns where the
    /// server sends the browser next. Call [`Approval::come_back`] to go there.
    pub async fn approve(&self, sign_in_url: &Url, who: &Person) -> Approval {
        bluesky_sign_in::approve(&self.pds, sign_in_url, &who.handle, &who.password).await
    }

    /// Sends any query to the personal data server and returns status and body.
    pub async fn ask(&self, method: &str, who: Option<&Person>, query: &[(&str, &str)]) -> (u16, Value) {
        let mut url = self.xrpc(method);
        url.query_pairs_mut().extend_pairs(query);
        answer(self.signed(self.http.get(url), who)).await
    }

    /// As [`Bluesky::ask`], where only success will do.
    pub async fn read(&self, method: &str, who: Option<&Person>, query: &[(&str, &str)]) -> Value {
        let (status, body) = self.ask(method, who, query).await;
        assert!(status < 300, "{method}: {status} {body}");
        body
    }

    /// Calls any procedure of the personal data server.
    pub async fn call(&self, method: &str, who: Option<&Person>, body: &Value) -> Value {
        let mut request = self.signed(self.http.post(self.xrpc(method)), who);
        if !body.is_null() {
            request = request.json(body);
        }
        let (status, body) = answer(request).await;
        assert!(status < 300, "{method}: {status} {body}");
        body
    }

    fn xrpc(&self, method: &str) -> Url {
        self.pds.join(&format!("xrpc/{method}")).expect("a method's name fits into an address")
    }

    fn signed(&self, request: reqwest::RequestBuilder, who: Option<&Person>) -> reqwest::RequestBuilder {
        match who {
            Some(person) => request.bearer_auth(&person.token),
            None => request,
        }
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("the server answers");
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap_or_else(|| panic!("no {field} in {body}")).to_owned()
}
