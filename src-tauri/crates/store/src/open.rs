//! Opening, one writer, many readers.
//!
//! Every connection gives its key first, then the pragmas. Writes run one after another on a single connection, each
//! in one IMMEDIATE transaction. Reads run beside them on connections of their own, each on one snapshot. A connection
//! that is not back in autocommit after its work is closed and never used again.

use crate::sidecar::Sidecar;
use crate::{DatabaseKey, StoreError, StoreTrouble, backup, migrate};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Readers kept open for the next read; more are opened when needed and closed afterwards.
const IDLE_READERS: usize = 4;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 128;

/// A snapshot to read from.
pub struct Reader<'c> {
    pub(crate) conn: &'c Connection,
}

/// One transaction to write in; committed when the closure returns `Ok`, rolled back otherwise.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> std::ops::Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

/// The open store.
pub struct Store {
    path: PathBuf,
    key: DatabaseKey,
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    #[cfg(feature = "faults")]
    faults: crate::faults::WriteFaults,
}

impl Store {
    /// Opens a database, makes it where there is none, and brings it to this version's schema. Blocks.
    ///
    /// # Errors
    /// `WrongKey` where the key is not the one of this file, `Damaged` where it is and the file cannot be read all the
    /// same, `NewerSchema`, `ReadOnly`, `DiskFull`. Nothing is deleted, and a file that is refused is not touched.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let fits = Sidecar::read(path).map(|sidecar| sidecar.fits(key));
        match (is_there(path)?, fits) {
            (true, Some(false)) => return Err(StoreTrouble::WrongKey.into()),
            (false, None | Some(false)) => Sidecar::for_key(key).write(path)?,
            _ => {}
        }
        let writer = open_checked(path, key, fits == Some(true))?;
        if fits.is_none() {
            // The key was right all the same: from now on that is known.
            Sidecar::for_key(key).write(path)?;
        }
        Ok(Self {
            path: path.to_owned(),
            key: key.clone(),
            writer: Mutex::new(Some(writer)),
            readers: Mutex::default(),
            #[cfg(feature = "faults")]
            faults: crate::faults::WriteFaults::default(),
        })
    }

    /// Reads on one snapshot. Blocks: call from a blocking task.
    ///
    /// # Errors
    /// What the disk said.
    pub fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = lock(&self.readers).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => open_reader(&self.path, &self.key)?,
        };
        conn.prepare_cached("BEGIN DEFERRED")?.execute([])?;
        let outcome = read(&Reader { conn: &conn });
        let ended = conn.prepare_cached("COMMIT").and_then(|mut end| end.execute([]));
        if ended.is_ok() && conn.is_autocommit() {
            let mut readers = lock(&self.readers);
            if readers.len() < IDLE_READERS {
                readers.push(conn);
            }
        }
        outcome
    }

    /// Writes in one IMMEDIATE transaction. Blocks: call from a blocking task.
    ///
    /// # Errors
    /// What the disk said; nothing of the transaction is kept.
    pub fn write<T>(&self, write: impl FnOnce(&Writer<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut slot = lock(&self.writer);
        // Taken out, so that a panic in `write` closes the connection with whatever it had begun.
        let conn = match slot.take() {
            Some(conn) => conn,
            None => open_writer(&self.path, &self.key)?,
        };
        let outcome = self.transact(&conn, write);
        if outcome.is_err() && !conn.is_autocommit() {
            let _ = conn.execute_batch("ROLLBACK");
        }
        if conn.is_autocommit() {
            *slot = Some(conn);
        }
        outcome
    }

    /// Makes SQLite refuse writes from now on; none: no more.
    ///
    /// # Errors
    /// What the disk said.
    #[cfg(feature = "faults")]
    pub fn refuse(&self, refusal: Option<crate::Refusal>) -> Result<(), StoreError> {
        let mut slot = lock(&self.writer);
        let conn = match slot.take() {
            Some(conn) => conn,
            None => open_writer(&self.path, &self.key)?,
        };
        let refused = conn.execute_batch(crate::Refusal::pragma(refusal));
        *slot = Some(conn);
        Ok(refused?)
    }

    fn transact<T>(
        &self,
        conn: &Connection,
        write: impl FnOnce(&Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let value = write(&Writer { reader: Reader { conn } })?;
        #[cfg(feature = "faults")]
        self.faults.before_commit()?;
        conn.execute_batch("COMMIT")?;
        #[cfg(feature = "faults")]
        self.faults.after_commit()?;
        Ok(value)
    }

    /// Copies the database, encrypted with the same key, to a new file. Blocks.
    ///
    /// # Errors
    /// What the disk said; a half-made copy is removed.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        let conn = open_with_key(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        backup::copy(&conn, to)
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its key, for the recovery code.
    #[must_use]
    pub fn key(&self) -> &DatabaseKey {
        &self.key
    }

    /// Whether there is a database at a place. An empty file is what a crash before the first page leaves: the same as
    /// none.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn is_there(path: &Path) -> Result<bool, StoreError> {
        is_there(path)
    }

    /// The newest schema step of this version.
    #[must_use]
    pub fn schema() -> &'static str {
        migrate::newest_step()
    }

    /// Folds the write-ahead log into the database file, so that the one file is all. Blocks; best effort.
    pub fn settle(&self) {
        lock(&self.readers).clear();
        if let Some(conn) = lock(&self.writer).as_ref() {
            let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }

    /// Makes writes fail on purpose.
    #[cfg(feature = "faults")]
    #[must_use]
    pub fn faults(&self) -> &crate::faults::WriteFaults {
        &self.faults
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_there(path: &Path) -> Result<bool, StoreError> {
    match std::fs::metadata(path) {
        Ok(file) => Ok(file.len() > 0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// With a key that is known to be right, what cannot be read is damaged.
fn open_checked(path: &Path, key: &DatabaseKey, sure: bool) -> Result<Connection, StoreError> {
    let judge = |error: StoreError| match error.what {
        StoreTrouble::WrongKey if sure => StoreTrouble::Damaged.into(),
        _ => error,
    };
    let there = is_there(path)?;
    if there {
        look(path, key).map_err(judge)?;
    }
    let mut conn = open_writer(path, key).map_err(judge)?;
    if there && !migrate::pending(&conn)?.is_empty() {
        backup::before_migration(&conn, path)?;
    }
    migrate::apply(&mut conn)?;
    Ok(conn)
}

/// Reads the schema and the ends of the big tables without changing anything: finds a wrong key, a newer schema and
/// most damage, and takes no time on a large file.
fn look(path: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let conn = open_reader(path, key)?;
    let mut statement =
        conn.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    migrate::pending(&conn)?;
    for table in tables {
        for order in ["ASC", "DESC"] {
            let sql = format!("SELECT * FROM \"{}\" ORDER BY 1 {order} LIMIT 1", table.replace('"', "\"\""));
            let mut rows = conn.prepare(&sql)?;
            let mut rows = rows.query([])?;
            rows.next()?;
        }
    }
    Ok(())
}

fn open_writer(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let conn = open_with_key(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA cache_size = -32000;",
    )?;
    Ok(conn)
}

fn open_reader(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    // Opened for writing all the same, because a reader may have to recover the write-ahead log after a crash.
    let conn = open_with_key(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -16000;")?;
    Ok(conn)
}

fn open_with_key(path: &Path, key: &DatabaseKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let give_key = zeroize::Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", key.to_hex().as_str()));
    conn.execute_batch(&give_key)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF;")?;
    Ok(conn)
}
