//! A Redis server of its own, in memory only.

use std::time::Duration;

use tempfile::TempDir;

use crate::place;
use crate::program::{Launch, Program};

/// A running Redis server.
pub struct Redis {
    port: u16,
    _program: Program,
    _folder: TempDir,
}

impl Redis {
    /// Starts it.
    ///
    /// # Panics
    /// When Redis is not installed or does not start.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let port = place::free_port();
        let program = Launch::new("redis", "redis-server", folder.path())
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .start();
        program.listening(port, Duration::from_secs(30)).await;
        Self { port, _program: program, _folder: folder }
    }

    /// Host and port.
    #[must_use]
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}
