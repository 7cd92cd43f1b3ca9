//! A scripted websocket.

use super::lock;
use lectern_model::{Failure, FailureKind};
use lectern_net::Socket;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

const ROOM: usize = 256;

#[derive(Debug, Default)]
struct State {
    /// Said before anybody listened.
    waiting: Vec<Result<String, Failure>>,
    open: Option<mpsc::Sender<Result<String, Failure>>>,
    times_opened: usize,
}

/// The server's end of a scripted websocket. Clones are the same stream; a new listener takes the place of the last.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    state: Arc<Mutex<State>>,
}

impl Stream {
    /// Says `message` to whoever listens, or to the next who does.
    pub fn send(&self, message: impl Into<String>) {
        self.put(Ok(message.into()));
    }

    /// Cuts the line under the listener.
    pub fn cut(&self) {
        self.put(Err(Failure::in_doubt(FailureKind::Unreachable, "The stream was cut.")));
        self.close();
    }

    /// Closes the stream in good order.
    pub fn close(&self) {
        lock(&self.state).open = None;
    }

    /// Whether somebody listens now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        lock(&self.state).open.as_ref().is_some_and(|open| !open.is_closed())
    }

    /// How often it was opened.
    #[must_use]
    pub fn times_opened(&self) -> usize {
        lock(&self.state).times_opened
    }

    pub(super) fn open(&self) -> Socket {
        let mut state = lock(&self.state);
        let (sender, receiver) = mpsc::channel(ROOM.max(state.waiting.len()));
        for message in state.waiting.drain(..) {
            // The channel was made with room for all of them.
            let _ = sender.try_send(message);
        }
        state.open = Some(sender);
        state.times_opened += 1;
        Socket::new(receiver)
    }

    fn put(&self, message: Result<String, Failure>) {
        let mut state = lock(&self.state);
        let unsent = match &state.open {
            Some(open) => open.try_send(message).err().map(mpsc::error::TrySendError::into_inner),
            None => Some(message),
        };
        state.waiting.extend(unsent);
    }
}
