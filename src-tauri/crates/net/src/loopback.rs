//! The listener that a browser comes back to after a sign-in: one request, five minutes, a static page, then closed.
//!
//! Anybody on this computer can call it, and any web page can make the browser call it. So only a `GET` of the one path,
//! addressed to this very host and port, with the state that only the platform was told, ends the waiting. All else
//! gets a short answer and is forgotten. Callers are served side by side, each with little time and little room.

use crate::words;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use lectern_model::{Failure, FailureKind};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long a sign-in in the browser may take.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// The path that the browser comes back to.
const PATH: &str = "/callback";

/// How long one caller may take to say what it wants.
const CALLER: Duration = Duration::from_secs(10);

/// Most bytes of a request's head. Codes of some platforms are long.
const LARGEST_HEAD: usize = 16 * 1024;

/// Most headers of a request.
const MOST_HEADERS: usize = 64;

/// Most callers served at once; more wait at the door.
const MOST_CALLERS: usize = 32;

/// A listener on 127.0.0.1 at a port of the system's choice. Dropping it, or the future of [`Loopback::wait`], closes it.
#[derive(Debug)]
pub struct Loopback {
    listener: TcpListener,
    port: u16,
}

impl Loopback {
    /// Opens it.
    ///
    /// # Errors
    /// When the system gives no port.
    pub async fn open() -> Result<Self, Failure> {
        let no_port = |_| {
            let words =
                "This computer gave no port for the browser to come back to. Close other programs and try again.";
            Failure::without_effect(FailureKind::Unreachable, words)
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        Ok(Self { listener, port })
    }

    /// `http://127.0.0.1:{port}/callback`.
    #[must_use]
    pub fn redirect_url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// Waits for the browser and returns all fields of its query. Requests with another path or another state are
    /// answered and ignored.
    ///
    /// # Errors
    /// Nobody came within [`PATIENCE`], or the platform sent an error instead of a code.
    pub async fn wait(self, state: &str) -> Result<Vec<(String, String)>, Failure> {
        let fields = timeout(PATIENCE, self.first(state)).await.map_err(|_| {
            let words = "The browser did not come back within five minutes. Nothing was saved; you can begin again.";
            Failure::without_effect(FailureKind::SignInNeeded, words)
        })?;
        match fields.iter().find(|(name, _)| name == "error") {
            Some((_, error)) => Err(refusal(error, &fields)),
            None => Ok(fields),
        }
    }

    /// The fields of the first caller who knows the state.
    async fn first(self, state: &str) -> Vec<(String, String)> {
        let host = format!("127.0.0.1:{}", self.port);
        let mut callers = FuturesUnordered::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept(), if callers.len() < MOST_CALLERS => {
                    // A caller who is gone before we took the call is no reason to stop.
                    if let Ok((stream, _)) = accepted {
                        callers.push(timeout(CALLER, serve(stream, &host, state)));
                    }
                }
                Some(served) = callers.next() => {
                    if let Ok(Some(fields)) = served {
                        return fields;
                    }
                }
            }
        }
    }
}

/// What a caller asked for.
#[derive(Debug, PartialEq, Eq)]
enum Call {
    /// The browser came back with the state.
    Ours(Vec<(String, String)>),
    /// Some other path.
    Elsewhere,
    /// A method that changes things.
    OtherMethod,
    /// No HTTP, another host, no or another state.
    Unfit,
}

/// Serves one caller; its fields where it is the one we wait for.
async fn serve(mut stream: TcpStream, host: &str, state: &str) -> Option<Vec<(String, String)>> {
    let head = read_head(&mut stream).await?;
    let call = understand(&head, host, state);
    let _ = stream.write_all(answer(&call).as_bytes()).await;
    let _ = stream.shutdown().await;
    match call {
        Call::Ours(fields) => Some(fields),
        Call::Elsewhere | Call::OtherMethod | Call::Unfit => None,
    }
}

/// Everything up to the empty line; none where the caller hung up. What is too long is returned without one, and so is
/// not understood.
async fn read_head(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut piece = [0_u8; 2048];
    while head.len() < LARGEST_HEAD && !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let count = stream.read(&mut piece).await.ok().filter(|count| *count > 0)?;
        head.extend_from_slice(piece.get(..count).unwrap_or_default());
    }
    Some(head)
}

fn understand(head: &[u8], host: &str, state: &str) -> Call {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    if !matches!(request.parse(head), Ok(httparse::Status::Complete(_))) {
        return Call::Unfit;
    }
    let mut hosts = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
    // A page elsewhere can make its own name lead here; its browser then says that name.
    let named = hosts.next().is_some_and(|header| header.value == host.as_bytes()) && hosts.next().is_none();
    let target = request.path.unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match (request.method, path) {
        _ if !named => Call::Unfit,
        (Some("GET"), PATH) => {
            let fields: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            // Each of these at most once: what reads the fields must not see another one than we did.
            let at_most_once = |name| fields.iter().filter(|(key, _)| key == name).count() <= 1;
            let right = fields.iter().any(|(key, value)| key == "state" && value == state);
            if right && ["state", "code", "error", "iss"].into_iter().all(at_most_once) {
                Call::Ours(fields)
            } else {
                Call::Unfit
            }
        }
        (Some("GET"), _) => Call::Elsewhere,
        _ => Call::OtherMethod,
    }
}

/// The whole answer. Every page is fixed text: nothing that a caller sent is repeated.
fn answer(call: &Call) -> String {
    let (status, title, text) = match call {
        Call::Ours(fields) if fields.iter().any(|(name, _)| name == "error") => (
            "200 OK",
            "The sign-in did not work",
            "Nothing was saved. You can close this page and go back to Lectern: it says what happened.",
        ),
        Call::Ours(_) => ("200 OK", "That is all here", "You can close this page and go back to Lectern."),
        Call::Elsewhere => ("404 Not Found", "Nothing here", "There is no page at this address."),
        Call::OtherMethod => ("405 Method Not Allowed", "Nothing here", "This address can only be opened."),
        Call::Unfit => (
            "400 Bad Request",
            "This is not the sign-in that Lectern waits for",
            "Go back to Lectern and begin the sign-in again.",
        ),
    };
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</body>\n</html>\n"
    );
    let allow = if matches!(call, Call::OtherMethod) { "Allow: GET\r\n" } else { "" };
    format!(
        "HTTP/1.1 {status}\r\n{allow}Content-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n{page}",
        length = page.len(),
    )
}

/// What the platform said instead of a code (RFC 6749, 4.1.2.1).
fn refusal(error: &str, fields: &[(String, String)]) -> Failure {
    let said = fields.iter().find(|(name, _)| name == "error_description").map(|(_, value)| words::fit(value));
    let said = said.filter(|words| !words.is_empty());
    match error {
        "access_denied" => Failure::without_effect(
            FailureKind::Permission,
            said.unwrap_or_else(|| "The sign-in was refused in the browser. Nothing was saved.".to_owned()),
        ),
        "server_error" | "temporarily_unavailable" => Failure::without_effect(
            FailureKind::Server,
            said.unwrap_or_else(|| "The server cannot sign anybody in at the moment. Nothing was saved.".to_owned()),
        ),
        other => Failure::without_effect(
            FailureKind::Rejected { field: None, limit: None },
            said.unwrap_or_else(|| {
                format!("The server refused the sign-in ({}). Nothing was saved.", words::fit(other))
            }),
        ),
    }
}

#[cfg(test)]
mod tests;
