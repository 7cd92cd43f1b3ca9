//! PyPI `mastodon-mock`, a stateful imitation of Mastodon's API: for the parts that snac2 lacks (scheduling,
//! grouped notifications, conversations, editing, faults on demand).

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::{MastodonClient, browser_form};
use crate::approval::Approval;
use crate::place;
use crate::program::{Launch, Program};
use crate::proxy::Cutting;

/// The running server. Dropping it ends it.
pub struct MastodonMock {
    /// Its address: what a person types as their server.
    pub url: Url,
    _program: Program,
    _folder: TempDir,
}

impl MastodonMock {
    /// Starts it with these people; about three seconds.
    ///
    /// # Panics
    /// When it is not installed or does not start.
    pub async fn start(people: &[&str]) -> Self {
        let port = place::free_port();
        Self::start_on(port, port, people).await
    }

    /// Starts it behind a line that the test can cut.
    ///
    /// # Panics
    /// When it is not installed or does not start.
    pub async fn start_behind(line: &Cutting, people: &[&str]) -> Self {
        let behind = place::free_port();
        line.leads_to(behind);
        Self::start_on(line.port(), behind, people).await
    }

    async fn start_on(public: u16, port: u16, people: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let settings = folder.path().join("settings.toml");
        std::fs::write(&settings, seed(people)).expect("a temporary folder can be written");
        let program: PathBuf = place::installed("mastodon-mock").join("bin/mastodon_mock");
        let program = Launch::new("mastodon-mock", program, folder.path())
            .args(["serve", "--in-memory", "--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--domain", &format!("localhost:{public}"), "--log-level", "warning", "--config"])
            .arg(&settings)
            .env("TMPDIR", folder.path())
            .start();
        program.listening(port, Duration::from_secs(60)).await;
        let url = format!("http://localhost:{public}/").parse().expect("a plain address");
        Self { url, _program: program, _folder: folder }
    }

    /// Plays the browser's part of a sign-in.
    pub async fn approve(&self, sign_in_url: &Url, person: &str) -> Approval {
        browser_form::fill_in(sign_in_url, &[("username", person)]).await
    }

    /// One of the people named at the start, signed in.
    pub async fn client(&self, person: &str) -> MastodonClient {
        MastodonClient::with_token(&self.url, &token(person)).await
    }

    /// Makes the next `times` requests to `path` (`*` stands for anything) fail with a status.
    ///
    /// # Panics
    /// When the server refuses the rule.
    pub async fn fail_next(&self, method: &str, path: &str, status: u16, times: u32) {
        let rule = json!({
            "match": { "methods": [method], "path": path },
            "effect": { "type": "status", "status": status, "body": { "error": "planned by the test" } },
            "count": times,
        });
        self.add_fault(&rule).await;
    }

    /// Adds any rule of the server's own fault plan.
    ///
    /// # Panics
    /// When the server refuses the rule.
    pub async fn add_fault(&self, rule: &Value) {
        let url = self.url.join("api/v1/_mock/faults").expect("a plain address");
        let answer = reqwest::Client::new().post(url).json(rule).send().await.expect("the server answers");
        let status = answer.status();
        assert!(status.is_success(), "{status} {}", answer.text().await.unwrap_or_default());
    }
}

fn token(person: &str) -> String {
    format!("token-of-{person}")
}

/// The people, in the server's own form of settings.
fn seed(people: &[&str]) -> String {
    let account =
        |person: &&str| format!("[[seed.accounts]]\nusername = \"{person}\"\naccess_token = \"{}\"\n", token(person));
    people.iter().map(account).collect()
}
