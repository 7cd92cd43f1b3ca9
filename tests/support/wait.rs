//! Waiting for something to become true, with a limit and a reason: no test sleeps for a fixed time and hopes.

use std::future::Future;
use std::time::{Duration, Instant};

/// How often is looked.
const BETWEEN: Duration = Duration::from_millis(50);

/// Asks again and again until there is an answer.
///
/// # Panics
/// After `limit`, naming `what` was waited for.
pub async fn until<T, F, Answer>(what: &str, limit: Duration, mut ask: F) -> T
where
    F: FnMut() -> Answer,
    Answer: Future<Output = Option<T>>,
{
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < limit, "waited {limit:?} in vain for {what}");
        tokio::time::sleep(BETWEEN).await;
    }
}

/// As [`until`], where the question needs no waiting of its own.
///
/// # Panics
/// After `limit`, naming `what` was waited for.
pub async fn until_some<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    until(what, limit, || std::future::ready(ask())).await
}

/// Waits until a server accepts connections on a loopback port.
///
/// # Panics
/// After `limit`.
pub async fn until_listening(what: &str, port: u16, limit: Duration) {
    until(what, limit, || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok() }).await;
}
