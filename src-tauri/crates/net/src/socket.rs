//! A websocket that only listens.

use crate::listen::Line;
use lectern_model::Failure;
use tokio::sync::mpsc;

/// Text messages from a server, in order. Dropping it ends the connection.
pub struct Socket {
    source: Source,
}

/// Where the messages come from.
enum Source {
    Network(Box<Line>),
    Channel(mpsc::Receiver<Result<String, Failure>>),
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Socket")
    }
}

impl Socket {
    /// A socket fed by `messages`: a script in tests.
    #[must_use]
    pub fn new(messages: mpsc::Receiver<Result<String, Failure>>) -> Self {
        Self { source: Source::Channel(messages) }
    }

    /// A socket over an open line. It reads while somebody waits in [`Socket::next`], so no task stands behind it.
    pub(crate) fn over(line: Line) -> Self {
        Self { source: Source::Network(Box::new(line)) }
    }

    /// The next message; none when the server closed. May be dropped while it waits; no message is lost by that.
    ///
    /// # Errors
    /// The line was cut, or was silent for too long.
    pub async fn next(&mut self) -> Result<Option<String>, Failure> {
        match &mut self.source {
            Source::Network(line) => line.next().await,
            Source::Channel(messages) => messages.recv().await.transpose(),
        }
    }
}
