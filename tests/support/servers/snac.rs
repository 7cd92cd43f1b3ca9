//! snac2, a real server of the Mastodon family, over plain HTTP on loopback.
//!
//! Its ways: an account must be looked up before it is followed; deliveries between its own people take seconds; it has
//! no streaming and no scheduling, and answers 404 to a deletion.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::MastodonClient;
use super::{browser_form, mastodon_client};
use crate::approval::Approval;
use crate::place;
use crate::program::{Launch, Program, run};
use crate::proxy::Cutting;

/// The running server. Dropping it ends it.
pub struct Snac {
    /// Its address: what a person types as their server.
    pub url: Url,
    passwords: Vec<(String, String)>,
    data: PathBuf,
    _program: Program,
    _folder: TempDir,
}

impl Snac {
    /// Starts it with these people; under a second.
    ///
    /// # Panics
    /// When snac is not installed or does not start.
    pub async fn start(people: &[&str]) -> Self {
        let port = place::free_port();
        Self::start_on(port, port, people).await
    }

    /// Starts it behind a line that the test can cut.
    ///
    /// # Panics
    /// When snac is not installed or does not start.
    pub async fn start_behind(line: &Cutting, people: &[&str]) -> Self {
        let behind = place::free_port();
        line.leads_to(behind);
        Self::start_on(line.port(), behind, people).await
    }

    async fn start_on(public: u16, port: u16, people: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let data = folder.path().join("data");
        // Its questions: address, port, host name, prefix, administrator's address.
        let questions = format!("127.0.0.1\n{port}\nlocalhost:{public}\n\n\n");
        let answers = folder.path().join("answers");
        std::fs::write(&answers, questions).expect("a temporary folder can be written");
        let answers = std::fs::File::open(answers).expect("what was written can be read");
        run(Command::new("snac").arg("init").arg(&data).stdin(answers));

        let settings = data.join("server.json");
        let text = std::fs::read_to_string(&settings).expect("snac wrote its settings");
        let mut value: Value = serde_json::from_str(&text).expect("snac's settings are JSON");
        value["protocol"] = json!("http");
        // It delivers to itself by the web: with its few threads all sending, none is left to take what is sent, and each
        // waits for its time-out, then for minutes.
        value["num_threads"] = json!(24);
        value["queue_timeout"] = json!(2);
        value["queue_timeout_2"] = json!(4);
        value["queue_retry_minutes"] = json!(1);
        std::fs::write(&settings, value.to_string()).expect("snac's settings can be written");

        let mut passwords = Vec::new();
        for person in people {
            let said = run(Command::new("snac").arg("adduser").arg(&data).arg(person).stdin(Stdio::null()));
            let password = said.lines().find_map(|line| line.strip_prefix("User password is "));
            let password = password.unwrap_or_else(|| panic!("snac told no password: {said}"));
            passwords.push(((*person).to_owned(), password.trim().to_owned()));
        }
        let program = Launch::new("snac", "snac", folder.path()).arg("httpd").arg(&data).start();
        program.listening(port, Duration::from_secs(30)).await;
        let url = format!("http://localhost:{public}/").parse().expect("a plain address");
        Self { url, passwords, data, _program: program, _folder: folder }
    }

    /// The password of somebody named at the start.
    ///
    /// # Panics
    /// When nobody has that name.
    #[must_use]
    pub fn password(&self, person: &str) -> &str {
        let found = self.passwords.iter().find(|(name, _)| name == person);
        &found.unwrap_or_else(|| panic!("nobody here is called {person}")).1
    }

    /// Plays the browser's part of a sign-in: opens the address, signs `person` in, returns the code or the address that
    /// the browser is sent to.
    pub async fn approve(&self, sign_in_url: &Url, person: &str) -> Approval {
        browser_form::fill_in(sign_in_url, &[("login", person), ("passwd", self.password(person))]).await
    }

    /// Signs somebody in by the API alone, to act as another person or to see what is stored.
    pub async fn client(&self, person: &str) -> MastodonClient {
        let token = mastodon_client::token(&self.url, async |page| self.approve(&page, person).await.code()).await;
        MastodonClient::with_token(&self.url, &token).await
    }

    /// Writes a post as somebody who never signs in, without the web.
    pub fn note(&self, person: &str, words: &str) {
        run(Command::new("snac").arg("note").arg(&self.data).args([person, words]).stdin(Stdio::null()));
    }
}
