//! The steps from a folder to an open desk.

use super::{Door, Shared};
use crate::Desk;
use lectern_connectors::Connector;
use lectern_core::run;
use lectern_core::{Core, ProgressList, keychain};
use lectern_model::{PlatformKey, Secret, TroubleKind};
use lectern_net::Wire;
use lectern_store::{DatabaseKey, Sidecar, Store, StoreError, StoreTrouble};
use lectern_vault::{Item, VaultTrouble};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// How often, and how long apart, a folder that is in use is looked at: a desk that closes may need some seconds to let a
/// post that is being sent come to its end (`Desk::close`).
const LOOKS: u32 = 40;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

const NO_ROOM: &str = "The disk is full, so the desk could not be opened. What was saved before is safe.";
const FILE_IN_THE_WAY: &str = "There is a file where the data folder should be. It was not touched. Move it away, then \
                               try again.";

/// Where the key comes from.
pub(super) enum Key {
    /// The keychain; a new one where there is no database yet.
    Keychain,
    /// A recovery code. It is put back into the keychain once it opened the database.
    Recovered(DatabaseKey),
}

/// Why the desk was not opened.
#[derive(Debug)]
pub(super) struct NotOpened {
    pub(super) kind: TroubleKind,
    pub(super) detail: String,
}

impl NotOpened {
    fn new(kind: TroubleKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

impl From<StoreError> for NotOpened {
    fn from(error: StoreError) -> Self {
        let kind = match error.what {
            StoreTrouble::WrongKey => TroubleKind::WrongKey,
            StoreTrouble::NewerSchema => TroubleKind::NewerSchema,
            StoreTrouble::Damaged => TroubleKind::Damaged,
            StoreTrouble::DiskFull => TroubleKind::DiskFull,
            StoreTrouble::ReadOnly => TroubleKind::ReadOnly,
            StoreTrouble::NotFound | StoreTrouble::Other => TroubleKind::Other,
        };
        match kind {
            // Nobody was saving anything.
            TroubleKind::DiskFull => Self::new(kind, NO_ROOM),
            _ => Self::new(kind, error.words),
        }
    }
}

impl From<VaultTrouble> for NotOpened {
    fn from(trouble: VaultTrouble) -> Self {
        Self::new(keychain::kind(&trouble), trouble.to_string())
    }
}

impl From<lectern_model::Problem> for NotOpened {
    fn from(problem: lectern_model::Problem) -> Self {
        use lectern_model::Code;
        let kind = match problem.code {
            Code::DiskFull => return Self::new(TroubleKind::DiskFull, NO_ROOM),
            Code::ReadOnly => TroubleKind::ReadOnly,
            _ => TroubleKind::Other,
        };
        Self::new(kind, problem.message)
    }
}

/// Why there is no data folder.
fn no_folder(error: io::Error) -> NotOpened {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            NotOpened::new(TroubleKind::Other, FILE_IN_THE_WAY)
        }
        _ => StoreError::from(error).into(),
    }
}

impl Shared {
    pub(super) async fn open_desk(&self, door: &mut Door, key: Key) -> Result<(Arc<Desk>, bool), NotOpened> {
        self.take_folder(door).await?;
        let folder = self.folder.clone();
        let (there, sidecar) = run(move || Ok::<_, StoreError>((folder.has_database()?, folder.sidecar()))).await??;
        let (key, recovered_key) = match key {
            Key::Recovered(key) => (key, true),
            Key::Keychain if there => (self.known_key(sidecar.as_ref()).await?, false),
            Key::Keychain => (self.key_for_new(sidecar.as_ref()).await?, false),
        };
        let (database, opened_with) = (self.folder.database(), key.clone());
        let store = run(move || Store::open(&database, &opened_with)).await??;
        let folder = self.folder.clone();
        let missing = || NotOpened::new(TroubleKind::Other, "The database's own note, desk.json, cannot be read.");
        let sidecar = run(move || folder.sidecar()).await?.ok_or_else(missing)?;
        if recovered_key {
            self.keep_recovered(&sidecar, &key).await;
        }
        let core = self.core(store, sidecar.database)?;
        Ok(Desk::open(Arc::new(core), self.by_itself).await?)
    }

    async fn take_folder(&self, door: &mut Door) -> Result<(), NotOpened> {
        if door.lock.is_some() {
            return Ok(());
        }
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
            let folder = self.folder.clone();
            let locked = run(move || {
                folder.make().map_err(no_folder)?;
                folder.lock().map_err(|error| NotOpened::from(StoreError::from(error)))
            });
            door.lock = locked.await??;
            if door.lock.is_some() {
                return Ok(());
            }
        }
        let open_already = "Lectern is open already, in another window or by another person of this computer.";
        Err(NotOpened::new(TroubleKind::Other, open_already))
    }

    /// The key of the database that is here.
    async fn known_key(&self, sidecar: Option<&Sidecar>) -> Result<DatabaseKey, NotOpened> {
        let missing = || {
            let words =
                "The database is here and safe, but its key is not in the keychain. The recovery code opens it.";
            NotOpened::new(TroubleKind::KeyMissing, words)
        };
        let item = Item::DatabaseKey { database: sidecar.ok_or_else(missing)?.database.clone() };
        let kept = self.vault.get(&item).await?.ok_or_else(missing)?;
        let unreadable = "What the keychain holds is not a key. The database was not touched.";
        DatabaseKey::from_hex(kept.reveal()).ok_or_else(|| NotOpened::new(TroubleKind::WrongKey, unreadable))
    }

    /// A key for a database that is not here yet, in the keychain before the first byte is written with it. Keeping it
    /// also shows whether the keychain works at all.
    async fn key_for_new(&self, sidecar: Option<&Sidecar>) -> Result<DatabaseKey, NotOpened> {
        if let Some(begun) = sidecar {
            // A start that got no further than this: its key may be here already.
            let item = Item::DatabaseKey { database: begun.database.clone() };
            let kept = self.vault.get(&item).await?.and_then(|secret| DatabaseKey::from_hex(secret.reveal()));
            if let Some(key) = kept.filter(|key| begun.fits(key)) {
                return Ok(key);
            }
        }
        let key = DatabaseKey::fresh();
        let sidecar = Sidecar::for_key(&key);
        let item = Item::DatabaseKey { database: sidecar.database.clone() };
        self.vault.set(&item, &Secret::from(key.to_hex().as_str())).await?;
        let database = self.folder.database();
        run(move || sidecar.write(&database)).await??;
        Ok(key)
    }

    /// Puts the key back. Where the keychain does not take it the desk is open all the same, and the code is needed
    /// again at the next start.
    async fn keep_recovered(&self, sidecar: &Sidecar, key: &DatabaseKey) {
        let item = Item::DatabaseKey { database: sidecar.database.clone() };
        if let Err(trouble) = self.vault.set(&item, &Secret::from(key.to_hex().as_str())).await {
            tracing::warn!(%trouble, "the recovered key could not be put back into the keychain");
        }
    }

    fn core(&self, store: Store, database: String) -> Result<Core, NotOpened> {
        let over_network = || Wire::over_network(self.clock.as_now());
        let wire = self.wire.clone().map_or_else(over_network, Ok);
        let wire = wire.map_err(|failure| NotOpened::new(TroubleKind::Other, failure.words))?;
        let platform_order: Vec<PlatformKey> =
            self.connectors.iter().map(|connector| connector.describe().key).collect();
        let connectors: BTreeMap<PlatformKey, Arc<dyn Connector>> =
            platform_order.iter().cloned().zip(self.connectors.iter().cloned()).collect();
        Ok(Core {
            store: Arc::new(store),
            database,
            vault: Arc::clone(&self.vault),
            wire,
            clock: self.clock.clone(),
            connectors,
            platform_order,
            changes: self.changes.clone(),
            notices: self.notices.clone(),
            folder: self.folder.path().to_owned(),
            progress: Arc::new(ProgressList::new(self.changes.clone())),
            tasks: lectern_core::Tasks::new(),
            fetch_pictures: AtomicBool::new(true),
        })
    }
}
