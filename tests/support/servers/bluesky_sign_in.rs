//! The browser's part of a sign-in at Bluesky's personal data server.
//!
//! Its page is a program of its own that talks to three addresses; this does the same: read the page (cookies), sign in,
//! consent. The server insists on the headers by which browsers say where a request comes from.

use std::collections::BTreeMap;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use url::Url;

use crate::approval::Approval;

pub(super) async fn approve(pds: &Url, page: &Url, handle: &str, password: &str) -> Approval {
    let mut browser = Browser::open(pds, page).await;
    let signed_in = browser
        .act("sign-in", None, &json!({ "locale": "en", "username": handle, "password": password, "remember": false }))
        .await;
    let token = signed_in["ephemeralToken"].as_str();
    let who = signed_in["account"]["sub"].as_str().or_else(|| signed_in["account"]["did"].as_str());
    let who = who.unwrap_or_else(|| panic!("no account in {signed_in}"));
    let agreed = browser.act("consent", token, &json!({ "sub": who })).await;
    let next = agreed["url"].as_str().unwrap_or_else(|| panic!("no address in {agreed}"));
    Approval::Address(browser.follow(next.parse().expect("the server sends to an address")).await)
}

struct Browser {
    http: Client,
    pds: Url,
    page: Url,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    async fn open(pds: &Url, page: &Url) -> Self {
        let http = Client::builder().redirect(Policy::none()).user_agent("Mozilla/5.0 (a test's browser)").build();
        let http = http.expect("a client can be made");
        let mut browser = Self { http, pds: pds.clone(), page: page.clone(), cookies: BTreeMap::new() };
        let request = browser.navigating(page.clone(), "none");
        let answer = browser.send(request).await;
        assert!(answer.status().is_success(), "the sign-in page says {}", answer.status());
        browser
    }

    /// Does what a button of the page does.
    async fn act(&mut self, what: &str, token: Option<&str>, body: &Value) -> Value {
        let url = self.pds.join(&format!("@atproto/oauth-provider/~api/{what}")).expect("a plain address");
        let csrf = self.cookies.get("csrf-token").cloned().unwrap_or_default();
        let mut request = self
            .http
            .post(url)
            .header("sec-fetch-mode", "same-origin")
            .header("sec-fetch-dest", "empty")
            .header("sec-fetch-site", "same-origin")
            .header("origin", self.pds.origin().ascii_serialization())
            .header("referer", self.page.as_str())
            .header("x-csrf-token", csrf)
            .json(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = self.send(request).await;
        let status = answer.status();
        let body = answer.text().await.unwrap_or_default();
        assert!(status.is_success(), "{what}: {status} {body}");
        serde_json::from_str(&body).unwrap_or_else(|_| panic!("{what}: {body}"))
    }

    /// Follows the server's own addresses until it sends elsewhere.
    async fn follow(&mut self, mut url: Url) -> Url {
        while url.origin() == self.pds.origin() {
            let request = self.navigating(url.clone(), "same-origin").header("referer", self.page.as_str());
            let answer = self.send(request).await;
            let next = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let next = next.unwrap_or_else(|| panic!("{url} says {} and sends nowhere", answer.status()));
            url = url.join(next).expect("the server sends to an address");
        }
        url
    }

    fn navigating(&self, url: Url, site: &str) -> RequestBuilder {
        let request = self.http.get(url).header("sec-fetch-mode", "navigate").header("sec-fetch-dest", "document");
        request.header("sec-fetch-site", site)
    }

    async fn send(&mut self, request: RequestBuilder) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(COOKIE, cookies.join("; ")).send().await.expect("the server answers");
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}
