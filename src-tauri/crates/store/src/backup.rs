//! Copies of the whole database, encrypted with the same key, in `backups/` beside it.

use crate::{DatabaseKey, StoreError, StoreTrouble};
use lectern_model::Timestamp;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// How many backups are kept.
const KEPT: usize = 5;

/// The folder of a database's backups.
#[must_use]
pub fn backups_folder(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// File names of the backups and when they were taken, newest first.
#[must_use]
pub fn backups(database: &Path) -> Vec<(String, Timestamp)> {
    let Ok(entries) = std::fs::read_dir(backups_folder(database)) else { return Vec::new() };
    let mut found: Vec<(String, Timestamp)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let taken = entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let taken = Timestamp(i64::try_from(taken.as_millis()).ok()?);
            Path::new(&name).extension().is_some_and(|extension| extension == "db").then_some((name, taken))
        })
        .collect();
    found.sort_unstable_by(|(name, taken), (other, other_taken)| (other_taken, other).cmp(&(taken, name)));
    found
}

/// Removes all but the newest few backups.
pub fn thin_backups(database: &Path) {
    for (old, _) in backups(database).into_iter().skip(KEPT) {
        let _ = std::fs::remove_file(backups_folder(database).join(old));
    }
}

/// Removes backups that were taken before a moment, but never the newest.
pub fn thin_backups_before(database: &Path, before: Timestamp) {
    for (old, _) in backups(database).into_iter().skip(1).filter(|(_, taken)| *taken < before) {
        let _ = std::fs::remove_file(backups_folder(database).join(old));
    }
}

/// Whether a backup can be opened with this key and its pages are whole. Blocks; reads the whole file.
///
/// # Errors
/// `WrongKey`, `Damaged` or what the disk said.
pub fn check_backup(file: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let conn = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let give_key = zeroize::Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", key.to_hex().as_str()));
    conn.execute_batch(&give_key)?;
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreTrouble::Damaged.into()) }
}

pub(crate) fn copy(conn: &Connection, to: &Path) -> Result<(), StoreError> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let unfinished = to.with_extension("db.new");
    let _ = std::fs::remove_file(&unfinished);
    let name = unfinished.to_str().ok_or_else(|| {
        StoreError::new(StoreTrouble::Other, "The folder's name holds signs that the database cannot write.")
    })?;
    // SQLCipher gives the copy the key and salt of the original.
    let copied = conn.execute("VACUUM INTO ?1", [name]).map_err(StoreError::from).and_then(|_| {
        std::fs::rename(&unfinished, to)?;
        Ok(())
    });
    if copied.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    copied
}

/// The name tells which schema the backup has.
pub(crate) fn before_migration(conn: &Connection, database: &Path) -> Result<(), StoreError> {
    let step: Option<String> = conn.query_row("SELECT max(name) FROM migration", [], |row| row.get(0)).unwrap_or(None);
    let name = format!("{}-before-update.db", step.unwrap_or_default());
    copy(conn, &backups_folder(database).join(name))?;
    thin_backups(database);
    Ok(())
}
