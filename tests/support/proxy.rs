//! A line to a server that can be cut: before the server hears anything, after it acted, or in the middle of its answer.
//!
//! Each request gets its own connection to the server, which is asked to close it at the end: so the end of an answer is
//! seen without reading the answer. Requests that upgrade (web sockets) are passed through as they are.
//!
//! A server is put behind a line by starting it with `start_behind`: the line has the server's public port, so all its
//! addresses stay true and nothing of the app has to be told.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::wait;

/// Where a request is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutAt {
    /// The server never hears of it.
    BeforeServer,
    /// The server has acted and answered; not a byte of the answer arrives.
    AfterServer,
    /// Half of the server's answer arrives.
    MidAnswer,
}

/// A request that passed or was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its method.
    pub method: String,
    /// Its path with query.
    pub path: String,
    /// Where it was cut, if it was.
    pub cut: Option<CutAt>,
}

struct Plan {
    method: String,
    path: String,
    at: CutAt,
    left: usize,
}

#[derive(Default)]
struct State {
    leads_to: AtomicU16,
    plans: Mutex<Vec<Plan>>,
    seen: Mutex<Vec<Seen>>,
}

/// The line. Dropping it closes it and every connection on it.
pub struct Cutting {
    port: u16,
    state: Arc<State>,
    down: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Cutting {
    /// Opens a line on a free loopback port that leads nowhere yet.
    ///
    /// # Panics
    /// When loopback has no free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has free ports");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let (state, (down, is_down)) = (Arc::new(State::default()), watch::channel(false));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&state), is_down));
        Self { port, state, down, accepting }
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Makes it lead to a server on this loopback port.
    pub fn leads_to(&self, port: u16) {
        self.state.leads_to.store(port, Ordering::SeqCst);
    }

    /// Cuts the next `times` requests of this method whose path holds `path` (both exact parts; empty fits all).
    pub fn cut(&self, at: CutAt, method: &str, path: &str, times: usize) {
        let plan = Plan { method: method.to_owned(), path: path.to_owned(), at, left: times };
        lock(&self.state.plans).push(plan);
    }

    /// Forgets all planned cuts.
    pub fn mend(&self) {
        lock(&self.state.plans).clear();
    }

    /// Takes the whole line down (every connection is dropped, new ones are closed at once) or up again.
    pub fn set_down(&self, down: bool) {
        self.down.send_replace(down);
    }

    /// What has passed so far (noted when it came) and what was cut (noted when the server had acted).
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.state.seen).clone()
    }

    /// How many requests were cut so far.
    #[must_use]
    pub fn cuts(&self) -> usize {
        lock(&self.state.seen).iter().filter(|seen| seen.cut.is_some()).count()
    }

    /// Waits until `count` requests were cut.
    ///
    /// # Panics
    /// After `limit`.
    pub async fn until_cut(&self, count: usize, limit: Duration) {
        wait::until_some("the line to be cut", limit, || (self.cuts() >= count).then_some(())).await;
    }
}

impl Drop for Cutting {
    fn drop(&mut self) {
        self.set_down(true);
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, state: Arc<State>, is_down: watch::Receiver<bool>) {
    while let Ok((client, _)) = listener.accept().await {
        let (state, mut line) = (Arc::clone(&state), is_down.clone());
        tokio::spawn(async move {
            tokio::select! {
                _ = line.wait_for(|down| *down) => {}
                _ = serve(client, &state) => {}
            }
        });
    }
}

/// Passes one request on. The connection is closed after it, so that a client opens a new one for its next.
async fn serve(mut client: TcpStream, state: &State) -> std::io::Result<()> {
    let Some(request) = Request::read(&mut client).await? else { return Ok(()) };
    let port = state.leads_to.load(Ordering::SeqCst);
    let Some(at) = state.planned(&request) else {
        state.note(&request, None);
        let mut server = request.send(port).await?;
        tokio::io::copy_bidirectional(&mut client, &mut server).await?;
        return Ok(());
    };
    if at != CutAt::BeforeServer {
        let mut answer = Vec::new();
        request.send(port).await?.read_to_end(&mut answer).await?;
        if at == CutAt::MidAnswer {
            answer.truncate(answer.len() / 2);
            client.write_all(&answer).await?;
        }
    }
    state.note(&request, Some(at));
    Ok(())
}

impl State {
    fn planned(&self, request: &Request) -> Option<CutAt> {
        let mut plans = lock(&self.plans);
        let fits = |plan: &&mut Plan| {
            plan.left > 0
                && (plan.method.is_empty() || plan.method == request.method)
                && request.path.contains(&plan.path)
        };
        let plan = plans.iter_mut().find(fits)?;
        plan.left -= 1;
        Some(plan.at)
    }

    fn note(&self, request: &Request, cut: Option<CutAt>) {
        let (method, path) = (request.method.clone(), request.path.clone());
        lock(&self.seen).push(Seen { method, path, cut });
    }
}

/// A request as far as it has to be understood.
struct Request {
    method: String,
    path: String,
    bytes: Vec<u8>,
}

impl Request {
    /// Reads one whole request; none when the client closed without one.
    async fn read(client: &mut TcpStream) -> std::io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(at) = find(&bytes, b"\r\n\r\n") {
                break at;
            }
            if client.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        };
        let mut body = bytes.split_off(head_end + 4);
        let head = String::from_utf8_lossy(&bytes).into_owned();
        let upgrades = header(&head, "upgrade").is_some();
        if header(&head, "transfer-encoding").is_some() {
            while !body.ends_with(b"0\r\n\r\n") && client.read_buf(&mut body).await? > 0 {}
        } else {
            let length = header(&head, "content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
            while body.len() < length && client.read_buf(&mut body).await? > 0 {}
        }
        let mut words = head.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let path = words.next().unwrap_or_default().to_owned();
        let mut bytes = if upgrades { head.into_bytes() } else { closing(&head) };
        bytes.append(&mut body);
        Ok(Some(Self { method, path, bytes }))
    }

    async fn send(&self, port: u16) -> std::io::Result<TcpStream> {
        let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
        server.write_all(&self.bytes).await?;
        Ok(server)
    }
}

/// The same head, asking the server to close the connection after its answer.
fn closing(head: &str) -> Vec<u8> {
    let kept = head.lines().filter(|line| !line.is_empty() && !line.to_ascii_lowercase().starts_with("connection:"));
    let mut lines: Vec<&str> = kept.collect();
    lines.push("connection: close");
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
