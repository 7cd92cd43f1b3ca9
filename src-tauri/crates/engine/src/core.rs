//! What every feature stands on.

use crate::tasks::Tasks;
use crate::{Clock, ProgressList};
use lectern_connectors::Connector;
use lectern_model::{Change, Code, PlatformKey, Problem};
use lectern_net::Wire;
use lectern_store::{Reader, Store, StoreError, StoreTrouble, Writer};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast;

/// Shared by all features of one open desk.
pub struct Core {
    /// The store.
    pub store: Arc<Store>,
    /// The keychain.
    pub vault: Arc<dyn lectern_vault::Vault>,
    /// The way out.
    pub wire: Wire,
    /// The clock.
    pub clock: Clock,
    /// Every platform of this build.
    pub connectors: BTreeMap<PlatformKey, Arc<dyn Connector>>,
    /// Tells listeners what changed.
    pub changes: broadcast::Sender<Change>,
    /// Where everything is kept.
    pub folder: PathBuf,
    /// Long work under way.
    pub progress: Arc<ProgressList>,
    /// Every task of this desk.
    pub(crate) tasks: Tasks,
}

impl Core {
    /// Tells listeners that a topic changed. Nobody listening is fine.
    pub fn changed(&self, change: Change) {
        let _ = self.changes.send(change);
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
        run(move || store.write(write)).await
    }
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T, StoreError> + Send + 'static) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(problem),
        Err(_) => {
            Err(Problem::new(Code::Fault, "A part of Lectern stopped while it used the database. Nothing was changed."))
        }
    }
}

/// A store error as a person should read it.
#[must_use]
pub fn problem(error: StoreError) -> Problem {
    let code = match error.what {
        StoreTrouble::DiskFull => Code::DiskFull,
        StoreTrouble::ReadOnly => Code::ReadOnly,
        StoreTrouble::NotFound => Code::NotFound,
        _ => Code::Storage,
    };
    Problem::new(code, error.words)
}
