//! The listener that a browser comes back to after a sign-in: one request, five minutes, a static page, then closed.

use lectern_model::Failure;
use std::time::Duration;

/// How long a sign-in in the browser may take.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// A listener on 127.0.0.1 at a port of the system's choice.
#[derive(Debug)]
pub struct Loopback {
    listener: tokio::net::TcpListener,
}

impl Loopback {
    /// Opens it.
    ///
    /// # Errors
    /// When the system gives no port.
    pub async fn open() -> Result<Self, Failure> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|_| Failure::unusable("no port"))?;
        Ok(Self { listener })
    }

    /// `http://127.0.0.1:{port}/callback`.
    #[must_use]
    pub fn redirect_url(&self) -> String {
        let _ = &self.listener;
        String::new()
    }

    /// Waits for the browser. Requests with another path or another state are answered and ignored.
    ///
    /// # Errors
    /// Nobody came within [`PATIENCE`], or the platform sent an error instead of a code.
    pub async fn wait(self, state: &str) -> Result<Vec<(String, String)>, Failure> {
        let _ = state;
        Err(Failure::unusable("not built yet"))
    }
}
