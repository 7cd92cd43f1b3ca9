//! A server that does exactly as told, byte by byte.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// A server on a port of the system's choice; `serve` gets each connection. It ends with the test's process.
pub(super) fn raw(serve: impl Fn(TcpStream) + Send + 'static) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            serve(stream);
        }
    });
    Url::parse(&format!("http://127.0.0.1:{port}/path")).unwrap()
}

/// Reads a request's head (and what came with it).
pub(super) fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece) {
            Ok(count) if count > 0 => head.extend_from_slice(&piece[..count]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A server that reads the request, writes `answer` and hangs up. The counter says how often it was called.
pub(super) fn answering(answer: impl Into<Vec<u8>>) -> (Url, Arc<AtomicUsize>) {
    let answer = answer.into();
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let url = raw(move |mut stream| {
        read_head(&mut stream);
        count.fetch_add(1, Ordering::SeqCst);
        let _ = stream.write_all(&answer);
    });
    (url, calls)
}

/// An address where nobody listens.
pub(super) fn nobody() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    Url::parse(&format!("http://127.0.0.1:{port}/path")).unwrap()
}
