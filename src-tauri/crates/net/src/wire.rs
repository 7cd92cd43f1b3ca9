//! The one client.

use crate::{Request, Response, Socket};
use async_trait::async_trait;
use lectern_model::{Failure, FailureKind, Secret, Timestamp};
use std::sync::Arc;
use url::Url;

/// Tells the time; the engine's clock stands behind it.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What carries requests: the network, or a script in tests.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// A failure of the exchange itself, with its effect set.
    async fn exchange(&self, request: Request) -> Result<Response, Failure>;

    /// Opens a websocket.
    ///
    /// # Errors
    /// As for `exchange`.
    async fn listen(&self, url: Url, bearer: Option<Secret>) -> Result<Socket, Failure>;

    /// The person typed this host: it may be a private or loopback address.
    fn allow_private_host(&self, host: &str);
}

/// The one way out. Cheap to clone.
#[derive(Clone)]
pub struct Wire {
    transport: Arc<dyn Transport>,
}

impl Wire {
    /// The real network.
    ///
    /// # Errors
    /// When the TLS set-up of this computer cannot be used.
    pub fn over_network(now: Now) -> Result<Self, Failure> {
        let _ = now;
        Err(Failure::without_effect(FailureKind::Unreachable, "not built yet"))
    }

    /// A wire over another transport: tests.
    #[must_use]
    pub fn over(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// Sends one request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// A failure of the exchange itself, with its effect set.
    pub async fn send(&self, request: Request) -> Result<Response, Failure> {
        self.transport.exchange(request).await
    }

    /// Opens a websocket.
    ///
    /// # Errors
    /// As for `send`.
    pub async fn listen(&self, url: Url, bearer: Option<Secret>) -> Result<Socket, Failure> {
        self.transport.listen(url, bearer).await
    }

    /// The person typed this host, so it may be a private or loopback address; all other hosts may not.
    pub fn allow_private_host(&self, host: &str) {
        self.transport.allow_private_host(host);
    }
}
