//! What stands behind the door: the desk, and what only the shell can do.

use lectern_engine::{Desk, Front, FrontConfig};
use lectern_model::{Change, Code, Notice, NoticeWays, Problem};
use std::sync::Arc;
use tokio::sync::broadcast;

/// What the shell does for commands: the system browser, the save dialogue, notifications.
#[async_trait::async_trait]
pub trait Outside: Send + Sync {
    /// Opens a checked link in the system browser.
    ///
    /// # Errors
    /// The system has no browser.
    fn open_link(&self, url: &str) -> Result<(), Problem>;

    /// Asks where to save a text, and saves it. False: the person changed their mind.
    ///
    /// # Errors
    /// The file could not be written.
    async fn save_text(&self, name: &str, text: &str) -> Result<bool, Problem>;

    /// Shows a notice on the desktop.
    ///
    /// # Errors
    /// This desktop shows none.
    async fn tell(&self, _notice: &Notice) -> Result<(), Problem> {
        Err(Problem::new(Code::Desktop, "Its desktop has none."))
    }

    /// What this desktop can do for notices.
    fn notice_ways(&self) -> NoticeWays {
        NoticeWays { tray: false }
    }

    /// Asks where to save a file; whoever asked writes it. None: the person changed their mind.
    ///
    /// # Errors
    /// Nothing can be saved there.
    async fn save_place(&self, name: &str) -> Result<Option<std::path::PathBuf>, Problem> {
        let _ = name;
        Ok(None)
    }
}

/// The app behind the door.
pub struct App {
    pub(crate) front: Front,
    pub(crate) outside: Arc<dyn Outside>,
}

impl App {
    /// Begins to open the desk; returns at once. Must be called inside a tokio runtime.
    #[must_use]
    pub fn open(config: FrontConfig, outside: Arc<dyn Outside>) -> Self {
        Self { front: Front::open(config), outside }
    }

    /// Begins to open the desk of this computer: its keychain, its clock, the network.
    #[must_use]
    pub fn open_here(folder: std::path::PathBuf, outside: Arc<dyn Outside>) -> Self {
        Self::open(FrontConfig::of_this_computer(folder), outside)
    }

    /// What changes from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.front.changes()
    }

    /// What the desktop is to tell a person from now on.
    #[must_use]
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.front.notices()
    }

    /// Shows a notice on the desktop.
    ///
    /// # Errors
    /// This desktop shows none.
    pub async fn tell(&self, notice: &Notice) -> Result<(), Problem> {
        self.outside.tell(notice).await
    }

    /// The bytes and media type of a cached picture, for the shell's picture protocol.
    ///
    /// # Errors
    /// No such picture, or the desk is not open.
    pub async fn picture(&self, hash: &str) -> Result<(Vec<u8>, String), Problem> {
        self.desk()?.media.bytes(hash).await
    }

    /// Finishes what is being written and closes the store.
    pub async fn close(&self) {
        self.front.close().await;
    }

    /// The open desk, for tests that drive it step by step; commands are for everything else.
    ///
    /// # Errors
    /// `NotReady`.
    pub fn desk(&self) -> Result<Arc<Desk>, Problem> {
        self.front.desk()
    }
}
