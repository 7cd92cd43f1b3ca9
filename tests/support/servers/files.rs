//! A small web server for feeds, pages and pictures: says what it is told, and remembers what it was asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use wiremock::http::HeaderMap;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers};

type Answers = Arc<Mutex<BTreeMap<String, ResponseTemplate>>>;

/// The running server, on `127.0.0.1`. Dropping it ends it.
pub struct Files {
    server: MockServer,
    answers: Answers,
}

impl Files {
    /// Starts it, empty: every address is 404.
    pub async fn start() -> Self {
        let (server, answers) = (MockServer::start().await, Answers::default());
        let look_up = Arc::clone(&answers);
        let respond = move |request: &Request| {
            let answers = look_up.lock().unwrap_or_else(PoisonError::into_inner);
            answers.get(request.url.path()).cloned().unwrap_or_else(|| ResponseTemplate::new(404))
        };
        Mock::given(matchers::any()).respond_with(respond).mount(&server).await;
        Self { server, answers }
    }

    /// The address of a path (which begins with `/`).
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.uri())
    }

    /// Serves these bytes at a path, instead of what was there.
    pub fn put(&self, path: &str, media_type: &str, bytes: impl Into<Vec<u8>>) {
        self.answer(path, ResponseTemplate::new(200).set_body_raw(bytes, media_type));
    }

    /// Answers a path as wished, instead of what was there: a status, a redirect, headers, a delay.
    pub fn answer(&self, path: &str, response: ResponseTemplate) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(path.to_owned(), response);
    }

    /// The headers of every request for a path, oldest first.
    pub async fn asked(&self, path: &str) -> Vec<HeaderMap> {
        let requests = self.server.received_requests().await.unwrap_or_default();
        requests.into_iter().filter(|request| request.url.path() == path).map(|request| request.headers).collect()
    }
}
