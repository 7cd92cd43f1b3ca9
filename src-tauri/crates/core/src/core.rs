//! What every feature stands on.

use crate::tasks::Tasks;
use crate::{Clock, ProgressList};
use lectern_connectors::Connector;
use lectern_model::{Change, Code, Notice, PlatformKey, Problem};
use lectern_net::Wire;
use lectern_store::{Reader, Store, StoreError, StoreTrouble, Writer};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::broadcast;

/// Shared by all features of one open desk.
pub struct Core {
    /// The store.
    pub store: Arc<Store>,
    /// The database's id: what belongs to it in the keychain is named after it.
    pub database: String,
    /// The keychain.
    pub vault: Arc<dyn lectern_vault::Vault>,
    /// The way out.
    pub wire: Wire,
    /// The clock.
    pub clock: Clock,
    /// Every platform of this build.
    pub connectors: BTreeMap<PlatformKey, Arc<dyn Connector>>,
    /// The platforms in the order the sign-in page shows them.
    pub platform_order: Vec<PlatformKey>,
    /// Tells listeners what changed.
    pub changes: broadcast::Sender<Change>,
    /// Takes what the desktop is to tell a person.
    pub notices: broadcast::Sender<Notice>,
    /// Where everything is kept.
    pub folder: PathBuf,
    /// Long work under way.
    pub progress: Arc<ProgressList>,
    /// Every task of this desk.
    pub tasks: Tasks,
    /// Whether pictures are fetched: a setting that every page asks for.
    pub fetch_pictures: AtomicBool,
}

impl Core {
    /// Tells listeners that a topic changed. Nobody listening is fine.
    pub fn changed(&self, change: Change) {
        let _ = self.changes.send(change);
    }

    /// Whether pictures of posts are fetched.
    pub fn fetches_pictures(&self) -> bool {
        self.fetch_pictures.load(Ordering::Relaxed)
    }

    /// Reads from the store on a blocking thread.
    ///
    /// # Errors
    /// What the disk said, as a problem.
    pub async fn read<T, F>(&self, read: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Reader<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let store = Arc::clone(&self.store);
        run(move || store.read(read)).await?.map_err(problem)
    }

    /// Writes to the store on a blocking thread, in one transaction.
    ///
    /// # Errors
    /// What the disk said, as a problem; nothing was kept.
    pub async fn write<T, F>(&self, write: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Writer<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let store = Arc::clone(&self.store);
        run(move || store.write(write)).await?.map_err(problem)
    }

    /// A connector by its platform.
    ///
    /// # Errors
    /// This build does not have that platform any more.
    pub fn connector(&self, platform: &PlatformKey) -> Result<&Arc<dyn Connector>, Problem> {
        let gone = || Problem::new(Code::NotFound, "This version of Lectern does not know that platform.");
        self.connectors.get(platform).ok_or_else(gone)
    }
}

/// Does work that blocks or computes for long on a thread of its own.
///
/// # Errors
/// `Fault` where the work panicked.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let fault = || Problem::new(Code::Fault, "A part of Lectern stopped with a fault. What was saved before is safe.");
    tokio::task::spawn_blocking(work).await.map_err(|_| fault())
}

/// A store error as a person should read it.
pub fn problem(error: StoreError) -> Problem {
    let code = match error.what {
        StoreTrouble::DiskFull => Code::DiskFull,
        StoreTrouble::ReadOnly => Code::ReadOnly,
        StoreTrouble::NotFound => Code::NotFound,
        _ => Code::Storage,
    };
    Problem::new(code, error.words)
}
