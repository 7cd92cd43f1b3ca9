//! Opening the desk: keychain, key, store, and every trouble on the way. The window is up before any of it.

use crate::{ClockKind, Desk};
use lectern_connectors::Connector;
use lectern_model::{Change, Code, DeskState, Problem, RecoveryCode};
use lectern_net::Wire;
use lectern_vault::Vault;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast;

/// What a desk is opened with.
pub struct FrontConfig {
    /// The data folder: the platform's own, or as the `--data-folder` flag says.
    pub folder: PathBuf,
    /// The keychain.
    pub vault: Arc<dyn Vault>,
    /// The clock.
    pub clock: ClockKind,
    /// The wire; none: the network.
    pub wire: Option<Wire>,
    /// Platforms; none: every connector of this build.
    pub connectors: Option<Vec<Arc<dyn Connector>>>,
    /// Whether accounts are read and deliveries sent by themselves (off: a test drives each step).
    pub by_itself: bool,
}

/// The desk, open or not.
pub struct Front {
    changes: broadcast::Sender<Change>,
}

impl Front {
    /// Begins to open; returns at once. Must be called inside a tokio runtime.
    #[must_use]
    pub fn open(config: FrontConfig) -> Self {
        let _ = config;
        Self { changes: broadcast::Sender::new(256) }
    }

    /// What changes from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Whether it is open.
    #[must_use]
    pub fn state(&self) -> DeskState {
        DeskState::Opening
    }

    /// The open desk.
    ///
    /// # Errors
    /// `NotReady`.
    pub fn desk(&self) -> Result<Arc<Desk>, Problem> {
        Err(Problem::new(Code::NotReady, "The desk is not open yet."))
    }

    /// Tries again to open, after a trouble.
    pub async fn retry(&self) -> DeskState {
        self.state()
    }

    /// Opens with a recovery code and puts the key back in the keychain.
    ///
    /// # Errors
    /// The code was mistyped, or is for another database.
    pub async fn recover(&self, code: &str) -> Result<DeskState, Problem> {
        let _ = code;
        Ok(self.state())
    }

    /// Moves a database that cannot be opened aside, deletes nothing, and starts with an empty one.
    ///
    /// # Errors
    /// The folder could not be written.
    pub async fn set_aside(&self) -> Result<DeskState, Problem> {
        Ok(self.state())
    }

    /// Moves the database aside and opens a backup in its place.
    ///
    /// # Errors
    /// The backup is gone or the folder could not be written.
    pub async fn restore(&self, backup: &str) -> Result<DeskState, Problem> {
        let _ = backup;
        Ok(self.state())
    }

    /// The recovery code of the open database.
    ///
    /// # Errors
    /// Not open, or the keychain does not give the key.
    pub async fn recovery_code(&self) -> Result<RecoveryCode, Problem> {
        Err(Problem::new(Code::NotReady, "The desk is not open yet."))
    }

    /// A text about this program, its accounts' health and the end of its log, without secrets, names or words of posts.
    pub async fn diagnostics(&self) -> String {
        String::new()
    }

    /// Finishes what is being written and closes the store.
    pub async fn close(&self) {}
}
