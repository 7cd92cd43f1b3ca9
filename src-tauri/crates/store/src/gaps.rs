//! `gap`: holes in a feed, to be filled from the connector's cursor.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, Gap, GapId, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

/// A hole as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredGap {
    /// Its place.
    pub gap: Gap,
    /// The connector's cursor to go on with.
    pub page: String,
}

const COLUMNS: &str = "id, account_id, page, newer_at, older_at";

impl Reader<'_> {
    /// Holes, the newest first; of one account, or of all.
    ///
    /// # Errors
    /// What the disk said.
    pub fn gaps(&self, account: Option<AccountId>) -> Result<Vec<StoredGap>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM gap WHERE ?1 IS NULL OR account_id = ?1 ORDER BY newer_at DESC, id DESC");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([account.map(|id| id.0)], read_gap)?.collect::<Result<_, _>>()?)
    }

    /// A hole by its number; none once it is filled.
    ///
    /// # Errors
    /// What the disk said.
    pub fn gap(&self, id: GapId) -> Result<Option<StoredGap>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM gap WHERE id = ?1");
        Ok(self.conn.prepare_cached(&sql)?.query_row([id.0], read_gap).optional()?)
    }
}

impl Writer<'_> {
    /// Remembers a hole.
    ///
    /// # Errors
    /// What the disk said.
    pub fn add_gap(
        &self,
        account: AccountId,
        page: &str,
        newer_at: Timestamp,
        older_at: Timestamp,
        now: Timestamp,
    ) -> Result<GapId, StoreError> {
        let sql = "INSERT INTO gap (account_id, page, newer_at, older_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn.prepare_cached(sql)?.execute(params![account.0, page, newer_at.0, older_at.0, now.0])?;
        Ok(GapId(self.conn.last_insert_rowid()))
    }

    /// A hole was filled from above down to here.
    ///
    /// # Errors
    /// What the disk said.
    pub fn shrink_gap(&self, id: GapId, page: &str, newer_at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE gap SET page = ?2, newer_at = max(older_at, min(newer_at, ?3)) WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, page, newer_at.0])?;
        Ok(())
    }

    /// A hole is filled, or cannot be filled any more.
    ///
    /// # Errors
    /// What the disk said.
    pub fn close_gap(&self, id: GapId) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM gap WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }
}

fn read_gap(row: &Row<'_>) -> rusqlite::Result<StoredGap> {
    Ok(StoredGap {
        gap: Gap {
            id: GapId(row.get(0)?),
            account: AccountId(row.get(1)?),
            newer_at: Timestamp(row.get(3)?),
            older_at: Timestamp(row.get(4)?),
            filling: false,
        },
        page: row.get(2)?,
    })
}
