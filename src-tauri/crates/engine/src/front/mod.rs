//! Opening the desk: keychain, key, store, and every trouble on the way. The window is up before any of it.
//!
//! ```text
//! Opening -> Ready
//!         -> Trouble -> (retry | recover | set aside | restore) -> Opening
//! ```
//!
//! Nothing is ever deleted to get going again. A database that cannot be opened stays where it is until a person says
//! that it should be moved aside, and then it is moved.

mod diagnostics;
mod folder;
mod open;

use crate::{Desk, recovery};
use folder::Folder;
use lectern_connectors::Connector;
use lectern_core::Tasks;
use lectern_core::{Clock, ClockKind};
use lectern_model::{Change, Code, DeskState, Notice, Problem, RecoveryCode, Trouble, TroubleKind};
use lectern_net::Wire;
use lectern_store::DatabaseKey;
use lectern_vault::Vault;
use open::{Key, NotOpened};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{broadcast, watch};

/// Changes that a listener may lag behind before it is told to read everything again.
const CHANGES_HELD: usize = 256;

/// Notices that a listener may lag behind; what is older then was shown by nobody and stands in the window.
const NOTICES_HELD: usize = 64;

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
    shared: Arc<Shared>,
}

struct Shared {
    folder: Folder,
    vault: Arc<dyn Vault>,
    clock: Clock,
    wire: Option<Wire>,
    connectors: Vec<Arc<dyn Connector>>,
    by_itself: bool,
    changes: broadcast::Sender<Change>,
    notices: broadcast::Sender<Notice>,
    state: watch::Sender<DeskState>,
    desk: Mutex<Option<Arc<Desk>>>,
    /// Held while the desk is opened or closed, and while files are moved.
    door: tokio::sync::Mutex<Door>,
    tasks: Tasks,
}

/// What only the one who opens or closes touches.
#[derive(Default)]
struct Door {
    /// The folder's lock, held while this program uses it.
    lock: Option<std::fs::File>,
    closed: bool,
}

impl Front {
    /// Begins to open; returns at once. Must be called inside a tokio runtime.
    #[must_use]
    pub fn open(config: FrontConfig) -> Self {
        let shared = Arc::new(Shared {
            folder: Folder::new(config.folder),
            vault: config.vault,
            clock: Clock::new(config.clock),
            wire: config.wire,
            connectors: config.connectors.unwrap_or_else(lectern_connectors::all),
            by_itself: config.by_itself,
            changes: broadcast::Sender::new(CHANGES_HELD),
            notices: broadcast::Sender::new(NOTICES_HELD),
            state: watch::Sender::new(DeskState::Opening),
            desk: Mutex::default(),
            door: tokio::sync::Mutex::default(),
            tasks: Tasks::new(),
        });
        let opening = Arc::clone(&shared);
        shared.tasks.spawn(async move {
            let mut door = opening.door.lock().await;
            opening.try_to_open(&mut door, Key::Keychain).await;
        });
        Self { shared }
    }

    /// What changes from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.shared.changes.subscribe()
    }

    /// What the desktop is to tell a person from now on.
    #[must_use]
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.shared.notices.subscribe()
    }

    /// Whether it is open.
    #[must_use]
    pub fn state(&self) -> DeskState {
        self.shared.state.borrow().clone()
    }

    /// Waits until it is open or in trouble.
    pub async fn settled(&self) -> DeskState {
        let mut state = self.shared.state.subscribe();
        let settled = state.wait_for(|state| !matches!(state, DeskState::Opening)).await;
        settled.map_or(DeskState::Opening, |state| state.clone())
    }

    /// The open desk.
    ///
    /// # Errors
    /// `NotReady`.
    pub fn desk(&self) -> Result<Arc<Desk>, Problem> {
        self.shared.desk().clone().ok_or_else(not_ready)
    }

    /// Tries again to open, after a trouble.
    pub async fn retry(&self) -> DeskState {
        let mut door = self.shared.door.lock().await;
        if self.desk().is_err() {
            self.shared.try_to_open(&mut door, Key::Keychain).await;
        }
        self.state()
    }

    /// Opens with a recovery code and puts the key back in the keychain.
    ///
    /// # Errors
    /// `RecoveryCode`: it was mistyped, or is for another database. Nothing was changed.
    pub async fn recover(&self, code: &str) -> Result<DeskState, Problem> {
        let key = recovery::key_of(code)?;
        let mut door = self.shared.door.lock().await;
        self.in_trouble()?;
        let folder = self.shared.folder.clone();
        let fits = lectern_core::run(move || folder.fits(&key).then_some(key)).await?;
        let Some(key) = fits else { return Err(other_database()) };
        self.shared.try_to_open(&mut door, Key::Recovered(key)).await;
        match self.state() {
            DeskState::Trouble { trouble } if trouble.kind == TroubleKind::WrongKey => Err(other_database()),
            state => Ok(state),
        }
    }

    /// Moves a database that cannot be opened aside, deletes nothing, and starts with an empty one.
    ///
    /// # Errors
    /// The desk is open, or the folder could not be written.
    pub async fn set_aside(&self) -> Result<DeskState, Problem> {
        let mut door = self.shared.door.lock().await;
        self.in_trouble()?;
        let (folder, now) = (self.shared.folder.clone(), self.shared.clock.now());
        lectern_core::run(move || folder.set_aside(now, true)).await?.map_err(lectern_core::problem)?;
        self.shared.try_to_open(&mut door, Key::Keychain).await;
        Ok(self.state())
    }

    /// Moves the database aside and opens a backup in its place.
    ///
    /// # Errors
    /// The backup is gone, cannot be opened with the key in the keychain, or the folder could not be written. The
    /// database stays where it is.
    pub async fn restore(&self, backup: &str) -> Result<DeskState, Problem> {
        let mut door = self.shared.door.lock().await;
        self.in_trouble()?;
        let key = self.shared.key_of_keychain().await?;
        let (folder, backup, now) = (self.shared.folder.clone(), backup.to_owned(), self.shared.clock.now());
        lectern_core::run(move || folder.restore(&backup, &key, now)).await?.map_err(lectern_core::problem)?;
        self.shared.try_to_open(&mut door, Key::Keychain).await;
        Ok(self.state())
    }

    /// The recovery code of the open database.
    ///
    /// # Errors
    /// `NotReady`.
    pub async fn recovery_code(&self) -> Result<RecoveryCode, Problem> {
        let desk = self.desk()?;
        Ok(recovery::code_of(desk.core.store.key()))
    }

    /// A text about this program, its accounts' health and the end of its log, without secrets, names or words of posts.
    pub async fn diagnostics(&self) -> String {
        diagnostics::text(self.state(), self.desk().ok(), self.shared.folder.clone()).await
    }

    /// Finishes what is being written and closes the store. The desk does not open again.
    pub async fn close(&self) {
        let mut door = self.shared.door.lock().await;
        door.closed = true;
        let desk = self.shared.desk().take();
        if let Some(desk) = desk {
            desk.close().await;
        }
        door.lock = None;
    }

    fn in_trouble(&self) -> Result<(), Problem> {
        match self.state() {
            DeskState::Trouble { .. } => Ok(()),
            _ => Err(Problem::new(Code::BadInput, "The desk is open. Nothing was changed.")),
        }
    }
}

impl Drop for Front {
    /// Without `close` too no task outlives the desk.
    fn drop(&mut self) {
        if let Some(desk) = self.shared.desk().take() {
            desk.core.tasks.abort();
        }
    }
}

impl Shared {
    async fn try_to_open(&self, door: &mut Door, key: Key) {
        if door.closed {
            return;
        }
        self.tell(DeskState::Opening);
        let state = match self.open_desk(door, key).await {
            Ok((desk, recovered)) => {
                *self.desk() = Some(desk);
                DeskState::Ready { version: env!("CARGO_PKG_VERSION").to_owned(), recovered }
            }
            Err(NotOpened { kind, detail }) => {
                tracing::warn!(?kind, detail, "the desk could not be opened");
                let folder = self.folder.clone();
                let backups = lectern_core::run(move || folder.backups()).await.unwrap_or_default();
                let folder = self.folder.path().display().to_string();
                DeskState::Trouble { trouble: Trouble { kind, detail, folder, backups } }
            }
        };
        self.tell(state);
    }

    fn tell(&self, state: DeskState) {
        self.state.send_replace(state);
        let _ = self.changes.send(Change::Desk);
    }

    fn desk(&self) -> MutexGuard<'_, Option<Arc<Desk>>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn key_of_keychain(&self) -> Result<DatabaseKey, Problem> {
        let missing =
            || Problem::new(Code::Keychain, "The key is not in the keychain. Open with the recovery code first.");
        let folder = self.folder.clone();
        let sidecar = lectern_core::run(move || folder.sidecar()).await?.ok_or_else(missing)?;
        let item = lectern_vault::Item::DatabaseKey { database: sidecar.database };
        let kept = self.vault.get(&item).await.map_err(|trouble| lectern_core::keychain::problem(&trouble))?;
        kept.and_then(|secret| DatabaseKey::from_hex(secret.reveal())).ok_or_else(missing)
    }
}

fn not_ready() -> Problem {
    Problem::new(Code::NotReady, "The desk is not open yet.")
}

fn other_database() -> Problem {
    let words = "This recovery code was typed rightly, but it belongs to another database. Nothing was changed.";
    Problem::new(Code::RecoveryCode, words)
}
