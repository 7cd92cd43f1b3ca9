//! A small platform over real HTTP, whose memory outlives the program under test. It posts, finds, and fails as told.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Whether a post that is sent twice becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Idempotency {
    /// No: every request makes a post.
    None,
    /// By the delivery's key: the first post is answered again.
    Key,
    /// By what was minted: a second one is refused as a conflict.
    Minted,
}

/// What goes wrong with the next request that posts, changes or deletes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The line is cut before the server hears.
    CutBefore,
    /// The server acts, and not a byte of its answer arrives.
    CutAfter,
    /// The server acts, and half of its answer arrives.
    HalfBody,
    /// 429, and it does not act.
    TooMany,
    /// 500, and it does not act.
    ServerError,
    /// 500, and it acted.
    ServerErrorActed,
}

impl Fault {
    fn acts(self) -> bool {
        matches!(self, Self::CutAfter | Self::HalfBody | Self::ServerErrorActed)
    }
}

struct Post {
    key: String,
    minted: String,
    text: String,
    deleted: bool,
}

#[derive(Default)]
struct State {
    idempotency: Option<Idempotency>,
    faults: VecDeque<Fault>,
    posts: Vec<Post>,
    uploads: usize,
    /// How often something was changed or deleted.
    changes: usize,
    /// What others wrote.
    messages: Vec<String>,
    /// Which of it is hidden.
    hidden: HashSet<String>,
    /// How often it was asked to hide something, or to show it again.
    asked_to_hide: usize,
    /// How often it was asked to take a report, and how many it took.
    reports: (usize, usize),
}

/// The running server. Dropping it ends it.
pub(crate) struct FarServer {
    url: String,
    state: Arc<Mutex<State>>,
    accepting: JoinHandle<()>,
}

impl FarServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has free ports");
        let url = format!("http://127.0.0.1:{}", listener.local_addr().expect("it is bound").port());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                tokio::spawn(async move {
                    let _ = serve(client, &state).await;
                });
            }
        });
        Self { url, state, accepting }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Forgets everything and begins a new run.
    pub(crate) fn begin(&self, idempotency: Idempotency, faults: &[Fault]) {
        let faults = faults.iter().copied().collect();
        *lock(&self.state) = State { idempotency: Some(idempotency), faults, ..State::default() };
    }

    /// What goes wrong from now on; what is there stays.
    pub(crate) fn fail(&self, faults: &[Fault]) {
        lock(&self.state).faults = faults.iter().copied().collect();
    }

    /// The texts of all posts there are.
    pub(crate) fn posts(&self) -> Vec<String> {
        let state = lock(&self.state);
        state.posts.iter().filter(|post| !post.deleted).map(|post| post.text.clone()).collect()
    }

    /// Somebody writes.
    pub(crate) fn write(&self, text: &str) {
        lock(&self.state).messages.push(text.to_owned());
    }

    /// How often it was asked to hide something, and how much is hidden.
    pub(crate) fn hiding(&self) -> (usize, usize) {
        let state = lock(&self.state);
        (state.asked_to_hide, state.hidden.len())
    }

    /// How often it was asked to take a report, and how many it took.
    pub(crate) fn reports(&self) -> (usize, usize) {
        lock(&self.state).reports
    }

    /// How often something was changed or deleted.
    pub(crate) fn changes(&self) -> usize {
        lock(&self.state).changes
    }
}

impl Drop for FarServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(mut client: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let Some((line, body)) = read_request(&mut client).await? else { return Ok(()) };
    let changing = ["POST /posts", "POST /edit", "POST /delete", "POST /hide ", "POST /report"]
        .iter()
        .any(|start| line.starts_with(start));
    let fault = if changing { lock(state).faults.pop_front() } else { None };
    lock(state).asked_to_hide += usize::from(line.starts_with("POST /hide "));
    lock(state).reports.0 += usize::from(line.starts_with("POST /report"));
    let answer = match fault {
        Some(fault) if !fault.acts() => String::new(),
        _ => answer(&mut lock(state), &line, &body),
    };
    let bytes = match fault {
        None => answer,
        Some(Fault::CutBefore | Fault::CutAfter) => return Ok(()),
        Some(Fault::HalfBody) => answer[..answer.len() - answer.len() / 4].to_owned(),
        Some(Fault::TooMany) => {
            "HTTP/1.1 429 Too Many\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned()
        }
        Some(Fault::ServerError | Fault::ServerErrorActed) => with_status("500 Oops", &json!({ "error": "Oops" })),
    };
    client.write_all(bytes.as_bytes()).await?;
    client.shutdown().await
}

fn answer(state: &mut State, line: &str, body: &Value) -> String {
    let mut words = line.split(' ');
    match (words.next(), words.next()) {
        (Some("POST"), Some("/upload")) => {
            state.uploads += 1;
            with_status("200 OK", &json!({ "upload": format!("u{}", state.uploads) }))
        }
        (Some("POST"), Some("/posts")) => create(state, body),
        (Some("POST"), Some("/edit")) => change(state, body, |post| post.text = text(body, "text")),
        (Some("POST"), Some("/delete")) => change(state, body, |post| post.deleted = true),
        (Some("POST"), Some("/read")) => match there(state, body) {
            Some(post) => with_status("200 OK", &json!({ "text": post.text })),
            None => with_status("404 Not Found", &json!({})),
        },
        (Some("POST"), Some("/find")) => {
            let place = state.posts.iter().position(|post| post.key == text(body, "key") && !post.deleted);
            with_status("200 OK", &json!({ "found": place.map(|at| format!("p{at}")) }))
        }
        (Some("POST"), Some("/inbox")) => with_status("200 OK", &json!({ "messages": state.messages })),
        (Some("POST"), Some("/hide")) => {
            match body["hidden"] == true {
                true => state.hidden.insert(text(body, "id")),
                false => state.hidden.remove(&text(body, "id")),
            };
            with_status("200 OK", &json!({}))
        }
        (Some("POST"), Some("/report")) => {
            state.reports.1 += 1;
            with_status("200 OK", &json!({ "id": state.reports.1 }))
        }
        (Some("POST"), Some("/hidden")) => {
            with_status("200 OK", &json!({ "hidden": state.hidden.contains(&text(body, "id")) }))
        }
        _ => with_status("404 Not Found", &json!({})),
    }
}

/// The post that a request names, where it is there.
fn there<'a>(state: &'a mut State, body: &Value) -> Option<&'a mut Post> {
    let place: usize = text(body, "id").strip_prefix('p')?.parse().ok()?;
    state.posts.get_mut(place).filter(|post| !post.deleted)
}

fn change(state: &mut State, body: &Value, change: impl FnOnce(&mut Post)) -> String {
    state.changes += 1;
    match there(state, body) {
        Some(post) => {
            change(post);
            with_status("200 OK", &json!({}))
        }
        None => with_status("404 Not Found", &json!({})),
    }
}

fn create(state: &mut State, body: &Value) -> String {
    let (key, minted) = (text(body, "key"), text(body, "minted"));
    let by_key = state.posts.iter().position(|post| post.key == key);
    let by_record = state.posts.iter().any(|post| post.minted == minted);
    let place = match (state.idempotency, by_key) {
        (Some(Idempotency::Key), Some(first)) => first,
        (Some(Idempotency::Minted), _) if by_record => return with_status("409 Conflict", &json!({})),
        _ => {
            state.posts.push(Post { key, minted, text: text(body, "text"), deleted: false });
            state.posts.len() - 1
        }
    };
    with_status("200 OK", &json!({ "id": format!("p{place}") }))
}

fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap_or_default().to_owned()
}

fn with_status(status: &str, body: &Value) -> String {
    let body = body.to_string();
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

async fn read_request(client: &mut TcpStream) -> std::io::Result<Option<(String, Value)>> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if client.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .unwrap_or_default();
    while bytes.len() < head_end + length {
        if client.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    let body = serde_json::from_slice(&bytes[head_end..]).unwrap_or(Value::Null);
    Ok(Some((head.lines().next().unwrap_or_default().to_owned(), body)))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
