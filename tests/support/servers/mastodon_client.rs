//! What another person on a Mastodon-like server does, and what is truly stored there, by its own API.

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use url::Url;

/// One signed-in person.
#[derive(Debug, Clone)]
pub struct MastodonClient {
    /// The server.
    pub base: Url,
    /// The person's id there.
    pub id: String,
    /// The person's name there, without the server.
    pub name: String,
    token: String,
    http: Client,
}

/// What a post may have beside its text.
#[derive(Debug, Clone, Default)]
pub struct PostOptions<'a> {
    /// The post it answers.
    pub in_reply_to: Option<&'a str>,
    /// Pictures, by [`MastodonClient::upload`].
    pub media: &'a [String],
    /// `public` (when empty), `unlisted`, `private` or `direct`.
    pub visibility: &'a str,
    /// Content warning.
    pub warning: Option<&'a str>,
}

impl MastodonClient {
    /// Signs in with a token.
    ///
    /// # Panics
    /// When the server does not know it, as for all below when the server refuses.
    pub async fn with_token(base: &Url, token: &str) -> Self {
        let http = Client::builder()
            .user_agent("lectern-tests")
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client can be made");
        let mut client =
            Self { base: base.clone(), id: String::new(), name: String::new(), token: token.to_owned(), http };
        let me = client.get("api/v1/accounts/verify_credentials").await;
        client.id = text(&me, "id");
        client.name = text(&me, "username");
        client
    }

    /// Writes a public post.
    pub async fn post(&self, words: &str) -> Value {
        self.post_with(words, &PostOptions::default()).await
    }

    /// Writes a post.
    pub async fn post_with(&self, words: &str, options: &PostOptions<'_>) -> Value {
        let visibility = if options.visibility.is_empty() { "public" } else { options.visibility };
        let mut fields = vec![("status", words), ("visibility", visibility)];
        fields.extend(options.in_reply_to.map(|id| ("in_reply_to_id", id)));
        fields.extend(options.warning.map(|words| ("spoiler_text", words)));
        fields.extend(options.media.iter().map(|id| ("media_ids[]", id.as_str())));
        self.send(Method::POST, "api/v1/statuses", &fields).await
    }

    /// Sends a picture with its description and returns its id.
    pub async fn upload(&self, bytes: Vec<u8>, media_type: &str, description: &str) -> String {
        let file = Part::bytes(bytes).file_name("picture").mime_str(media_type).expect("a media type");
        let form = Form::new().part("file", file).text("description", description.to_owned());
        let request = self.http.post(self.at("api/v2/media")).bearer_auth(&self.token).multipart(form);
        text(&answer(request, "api/v2/media").await, "id")
    }

    /// Reads one post; none when there is none.
    pub async fn status(&self, id: &str) -> Option<Value> {
        let (status, body) = self.ask(&format!("api/v1/statuses/{id}")).await;
        (status < 300).then_some(body)
    }

    /// Everything an account wrote, newest first, as its own server tells.
    pub async fn statuses_of(&self, account: &str) -> Vec<Value> {
        list(self.get(&format!("api/v1/accounts/{account}/statuses?limit=40")).await)
    }

    /// What came before a post and after it: `ancestors` and `descendants`.
    pub async fn context(&self, id: &str) -> Value {
        self.get(&format!("api/v1/statuses/{id}/context")).await
    }

    /// The home timeline, newest first.
    pub async fn home(&self) -> Vec<Value> {
        list(self.get("api/v1/timelines/home?limit=40").await)
    }

    /// Notifications, newest first.
    pub async fn notifications(&self) -> Vec<Value> {
        list(self.get("api/v1/notifications").await)
    }

    /// Looks somebody up by `name` or `name@host`, as a server wants before it lets follow, and returns the account.
    pub async fn look_up(&self, who: &str) -> Value {
        let _ = self.ask(&format!("api/v2/search?q={who}&resolve=true")).await;
        self.get(&format!("api/v1/accounts/lookup?acct={who}")).await
    }

    /// Follows somebody by name.
    pub async fn follow(&self, who: &str) {
        let account = text(&self.look_up(who).await, "id");
        self.send(Method::POST, &format!("api/v1/accounts/{account}/follow"), &[]).await;
    }

    /// Likes a post.
    pub async fn favourite(&self, id: &str) {
        self.send(Method::POST, &format!("api/v1/statuses/{id}/favourite"), &[]).await;
    }

    /// Boosts a post.
    pub async fn boost(&self, id: &str) {
        self.send(Method::POST, &format!("api/v1/statuses/{id}/reblog"), &[]).await;
    }

    /// Deletes a post.
    pub async fn delete(&self, id: &str) {
        self.send(Method::DELETE, &format!("api/v1/statuses/{id}"), &[]).await;
    }

    /// Sends any form.
    pub async fn send(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Value {
        let mut request = self.http.request(method, self.at(path)).bearer_auth(&self.token);
        if !fields.is_empty() {
            request = request.form(fields);
        }
        answer(request, path).await
    }

    /// Sends any form over a line that may be cut.
    ///
    /// # Errors
    /// No whole answer came.
    pub async fn try_send(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> reqwest::Result<Value> {
        self.http.request(method, self.at(path)).bearer_auth(&self.token).form(fields).send().await?.json().await
    }

    /// Reads anything; only success will do.
    pub async fn get(&self, path: &str) -> Value {
        answer(self.http.get(self.at(path)).bearer_auth(&self.token), path).await
    }

    /// Reads anything and returns status and body.
    pub async fn ask(&self, path: &str) -> (u16, Value) {
        let request = self.http.get(self.at(path)).bearer_auth(&self.token);
        let answer = request.send().await.expect("the server answers");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    fn at(&self, path: &str) -> Url {
        self.base.join(path).expect("a path fits into an address")
    }
}

/// Registers an app and trades an approval's code for a token, as the app under test does.
pub(super) async fn token(base: &Url, approve: impl AsyncFnOnce(Url) -> String) -> String {
    const NOWHERE: &str = "urn:ietf:wg:oauth:2.0:oob";
    let http =
        Client::builder().user_agent("lectern-tests").pool_max_idle_per_host(0).build().expect("a client can be made");
    let at = |path: &str| base.join(path).expect("a path fits into an address");
    let scopes = "read write follow push";
    let fields = [("client_name", "lectern-tests"), ("redirect_uris", NOWHERE), ("scopes", scopes)];
    let app = answer(http.post(at("api/v1/apps")).form(&fields), "api/v1/apps").await;
    let (id, secret) = (text(&app, "client_id"), text(&app, "client_secret"));

    let mut page = at("oauth/authorize");
    let query = [("response_type", "code"), ("client_id", &id), ("redirect_uri", NOWHERE), ("scope", scopes)];
    page.query_pairs_mut().extend_pairs(query);
    let code = approve(page).await;
    let body = json!({
        "grant_type": "authorization_code", "code": code, "client_id": id, "client_secret": secret,
        "redirect_uri": NOWHERE,
    });
    text(&answer(http.post(at("oauth/token")).form(&body), "oauth/token").await, "access_token")
}

async fn answer(request: reqwest::RequestBuilder, what: &str) -> Value {
    let answer = request.send().await.unwrap_or_else(|error| panic!("{what}: {error}"));
    let status = answer.status();
    let body = answer.text().await.unwrap_or_default();
    assert!(status.is_success(), "{what}: {status} {body}");
    serde_json::from_str(&body).unwrap_or(Value::Null)
}

fn list(body: Value) -> Vec<Value> {
    match body {
        Value::Array(items) => items,
        other => panic!("not a list: {other}"),
    }
}

fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap_or_else(|| panic!("no {field} in {body}")).to_owned()
}
