//! How long records are kept, what is held, and what is due.

use super::{DUE, FROM, RecordRow};
use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, HoldId, LegalHold, RecordCategory, Timestamp};
use rusqlite::{Row, params};

impl Reader<'_> {
    /// All categories, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub fn record_categories(&self) -> Result<Vec<RecordCategory>, StoreError> {
        let sql = "SELECT key, label, years, authority, note, \
               (SELECT count(*) FROM record_filing f WHERE f.category = c.key) \
             FROM record_category c ORDER BY position, key";
        let mut statement = self.conn.prepare_cached(sql)?;
        let read = |row: &Row<'_>| {
            let (key, label, years) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(RecordCategory { key, label, years, authority: row.get(3)?, note: row.get(4)?, records: row.get(5)? })
        };
        Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// All legal holds, those that hold first, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn legal_holds(&self) -> Result<Vec<LegalHold>, StoreError> {
        let sql = "SELECT id, reason, account_id, from_at, until_at, begun_at, ended_at FROM legal_hold \
             ORDER BY ended_at IS NOT NULL, id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([], read_hold)?.collect::<Result<_, _>>()?)
    }

    /// Records whose time is over and which nothing holds, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn records_due(&self, now: Timestamp, limit: u32) -> Result<Vec<RecordRow>, StoreError> {
        let tail = format!(
            "x.record_id IS NULL AND {DUE} <= ? AND r.id NOT IN record_held ORDER BY c.position, c.key, r.id LIMIT ?"
        );
        self.records_where(&tail, vec![now.0.into(), i64::from(limit).into()])
    }

    /// How many records would be due but are held.
    ///
    /// # Errors
    /// What the disk said.
    pub fn records_due_held(&self, now: Timestamp) -> Result<u32, StoreError> {
        let sql = format!("SELECT count(*) {FROM} WHERE x.record_id IS NULL AND {DUE} <= ?1 AND r.id IN record_held");
        Ok(self.conn.prepare_cached(&sql)?.query_row([now.0], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// Keeps a category, changed or new.
    ///
    /// # Errors
    /// What the disk said.
    pub fn save_record_category(&self, category: &RecordCategory) -> Result<(), StoreError> {
        let sql = "INSERT INTO record_category (key, position, label, years, authority, note) \
             VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM record_category), ?2, ?3, ?4, ?5) \
             ON CONFLICT (key) DO UPDATE SET label = ?2, years = ?3, authority = ?4, note = ?5";
        let values = params![category.key, category.label, category.years, category.authority, category.note];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Begins a legal hold.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_hold(
        &self,
        reason: &str,
        account: Option<AccountId>,
        between: (Option<Timestamp>, Option<Timestamp>),
        now: Timestamp,
    ) -> Result<HoldId, StoreError> {
        let sql =
            "INSERT INTO legal_hold (reason, account_id, from_at, until_at, begun_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (from, until) = (between.0.map(|at| at.0), between.1.map(|at| at.0));
        self.conn.prepare_cached(sql)?.execute(params![reason, account.map(|id| id.0), from, until, now.0])?;
        Ok(HoldId(self.conn.last_insert_rowid()))
    }

    /// Ends a legal hold; gives it as it was.
    ///
    /// # Errors
    /// `NotFound` where there is none that holds.
    pub fn end_hold(&self, id: HoldId, now: Timestamp) -> Result<LegalHold, StoreError> {
        let sql = "UPDATE legal_hold SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL \
             RETURNING id, reason, account_id, from_at, until_at, begun_at, ended_at";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![id.0, now.0], read_hold)?)
    }
}

fn read_hold(row: &Row<'_>) -> rusqlite::Result<LegalHold> {
    let moment = |at: usize| row.get::<_, Option<i64>>(at).map(|at| at.map(Timestamp));
    Ok(LegalHold {
        id: HoldId(row.get(0)?),
        reason: row.get(1)?,
        account: row.get::<_, Option<i64>>(2)?.map(AccountId),
        from: moment(3)?,
        until: moment(4)?,
        begun_at: Timestamp(row.get(5)?),
        ended_at: moment(6)?,
    })
}
