//! A websocket that only listens.

use lectern_model::Failure;
use tokio::sync::mpsc;

/// Text messages from a server, in order.
#[derive(Debug)]
pub struct Socket {
    messages: mpsc::Receiver<Result<String, Failure>>,
}

impl Socket {
    /// A socket fed by `messages` (the transport's reader task, or a script).
    #[must_use]
    pub fn new(messages: mpsc::Receiver<Result<String, Failure>>) -> Self {
        Self { messages }
    }

    /// The next message; none when the server closed.
    ///
    /// # Errors
    /// The line was cut.
    pub async fn next(&mut self) -> Result<Option<String>, Failure> {
        self.messages.recv().await.transpose()
    }
}
