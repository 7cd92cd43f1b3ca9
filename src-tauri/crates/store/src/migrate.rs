//! Bringing a database to this version's schema. Each step is one dated file, applied once, in one transaction, and
//! remembered with its check sum. A database that knows a step we do not know was written by a newer Lectern.

use crate::{StoreError, StoreTrouble};
use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha256};

/// Name and text of every step, oldest first.
const STEPS: &[(&str, &str)] = &[
    ("2026-11-24-first", include_str!("../migrations/2026-11-24-first.sql")),
    ("2026-11-27-planning", include_str!("../migrations/2026-11-27-planning.sql")),
    ("2026-11-27-scheduler", include_str!("../migrations/2026-11-27-scheduler.sql")),
    ("2026-11-27-series", include_str!("../migrations/2026-11-27-series.sql")),
    ("2026-11-27-templates", include_str!("../migrations/2026-11-27-templates.sql")),
    ("2026-11-27-versions", include_str!("../migrations/2026-11-27-versions.sql")),
    ("2026-11-27-visuals", include_str!("../migrations/2026-11-27-visuals.sql")),
    ("2026-11-28-calendar", include_str!("../migrations/2026-11-28-calendar.sql")),
    ("2026-11-28-held", include_str!("../migrations/2026-11-28-held.sql")),
    ("2026-11-29-conversations", include_str!("../migrations/2026-11-29-conversations.sql")),
    ("2026-11-29-hours", include_str!("../migrations/2026-11-29-hours.sql")),
    ("2026-11-29-notify", include_str!("../migrations/2026-11-29-notify.sql")),
    ("2026-11-29-privacy", include_str!("../migrations/2026-11-29-privacy.sql")),
    ("2026-11-29-records", include_str!("../migrations/2026-11-29-records.sql")),
    ("2026-11-30-calendar", include_str!("../migrations/2026-11-30-calendar.sql")),
    ("2026-11-30-moderation", include_str!("../migrations/2026-11-30-moderation.sql")),
    ("2026-11-30-talks", include_str!("../migrations/2026-11-30-talks.sql")),
    ("2026-12-01-emergency", include_str!("../migrations/2026-12-01-emergency.sql")),
];

const REMEMBERED: &str = "CREATE TABLE IF NOT EXISTS migration (
  name TEXT PRIMARY KEY NOT NULL,
  checksum TEXT NOT NULL
) STRICT";

/// Steps this database still needs.
///
/// # Errors
/// `NewerSchema` where it had steps that this version does not know, or other ones by the same name.
pub(crate) fn pending(conn: &Connection) -> Result<&'static [(&'static str, &'static str)], StoreError> {
    let known: bool =
        conn.query_row("SELECT count(*) > 0 FROM sqlite_master WHERE name = 'migration'", [], |row| row.get(0))?;
    if !known {
        return Ok(STEPS);
    }
    let mut statement = conn.prepare("SELECT name, checksum FROM migration ORDER BY name")?;
    let done: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for ((name, checksum), step) in done.iter().zip(STEPS.iter().map(Some).chain(std::iter::repeat(None))) {
        if step.is_none_or(|(ours, text)| ours != name || checksum_of(text) != *checksum) {
            return Err(StoreTrouble::NewerSchema.into());
        }
    }
    Ok(STEPS.get(done.len()..).unwrap_or_default())
}

/// Applies what is pending.
///
/// # Errors
/// What the disk said; the steps before the failed one are kept, the failed one not.
pub(crate) fn apply(conn: &mut Connection) -> Result<(), StoreError> {
    for (name, text) in pending(conn)? {
        let step = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step.execute_batch(REMEMBERED)?;
        step.execute_batch(text)?;
        step.execute("INSERT INTO migration (name, checksum) VALUES (?1, ?2)", params![name, checksum_of(text)])?;
        step.commit()?;
    }
    Ok(())
}

/// Line ends do not count: a checkout on Windows may have others.
fn checksum_of(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names of the steps of this version, oldest first.
pub(crate) fn newest_step() -> &'static str {
    STEPS.last().map_or("", |(name, _)| name)
}
