//! The one client.

use crate::network::Network;
use crate::{Request, Response, Socket, address, words};
use async_trait::async_trait;
use lectern_model::{Failure, Secret, Timestamp};
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
        Ok(Self::over(Arc::new(Network::new(now, address::system_look_up())?)))
    }

    /// A wire over another transport: tests.
    #[must_use]
    pub fn over(transport: Arc<dyn Transport>) -> Self {
        Self { transport }
    }

    /// Sends one request and reads the whole answer, whatever its status.
    ///
    /// Where a server repeats a credential of the request in an error, it is hidden before anyone reads it.
    ///
    /// # Errors
    /// A failure of the exchange itself, with its effect set: that of a changing request, meaningless for one that only
    /// reads. No connection, an address that is not called, and a pause that the server asked for have none; whatever
    /// breaks after a connection was made leaves the request in doubt.
    pub async fn send(&self, request: Request) -> Result<Response, Failure> {
        let secrets = words::secrets_of(&request);
        match self.transport.exchange(request).await {
            Ok(mut answer) if answer.status >= 400 => {
                answer.body = words::scrub_body(&answer.body, &secrets);
                Ok(answer)
            }
            Ok(answer) => Ok(answer),
            Err(failure) => Err(Failure { words: words::scrub(&failure.words, &secrets), ..failure }),
        }
    }

    /// Opens a websocket at a `wss` address, or a `ws` one on this computer.
    ///
    /// # Errors
    /// As for `send`, never with an effect.
    pub async fn listen(&self, url: Url, bearer: Option<Secret>) -> Result<Socket, Failure> {
        let secrets: Vec<Secret> = bearer.iter().cloned().collect();
        let opened = self.transport.listen(url, bearer).await;
        opened.map_err(|failure| Failure { words: words::scrub(&failure.words, &secrets), ..failure })
    }

    /// The person typed this host (a name or an address, without port), so it may be a private or loopback address; all
    /// other hosts may not.
    pub fn allow_private_host(&self, host: &str) {
        self.transport.allow_private_host(host);
    }
}
