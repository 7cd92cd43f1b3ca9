//! Deliveries that their platforms hold until their time, and those that may be offered to them.

use super::DeliveryRow;
use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, DeliveryId, Timestamp};
use rusqlite::params;

/// Most deliveries of an account that are offered in one round.
const MOST: u32 = 100;

impl Reader<'_> {
    /// What is planned by an account for a moment after `from` and before `until` and may be offered to its platform now.
    /// The parts of a thread stay here.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_to_hold(
        &self,
        account: AccountId,
        now: Timestamp,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.account_id = ?1 AND d.state = 'planned' AND d.hold_at IS NOT NULL AND d.hold_at <= ?2 \
             AND d.due_at > ?3 AND d.due_at < ?4 AND d.scheduled = 1 AND d.kind = 'post' AND d.after_id IS NULL \
             AND json_extract(d.outgoing, '$.part') IS NULL ORDER BY d.due_at, d.id LIMIT ?5";
        self.deliveries_where(tail, params![account.0, now.0, from.0, until.0, MOST])
    }

    /// All that platforms hold, or may hold, by account.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_held(&self) -> Result<Vec<DeliveryRow>, StoreError> {
        self.deliveries_where("WHERE d.state = 'held' ORDER BY d.account_id, d.due_at, d.id", [])
    }

    /// The ids under which other deliveries of an account are held.
    ///
    /// # Errors
    /// What the disk said.
    pub fn held_ids(&self, account: AccountId, but: DeliveryId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT json_extract(detail, '$.remote_id') FROM delivery \
             WHERE account_id = ?1 AND state = 'held' AND id <> ?2 AND json_extract(detail, '$.remote_id') <> ''";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([account.0, but.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// How many posts platforms hold, or may hold.
    ///
    /// # Errors
    /// What the disk said.
    pub fn held_count(&self) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM delivery WHERE state = 'held'";
        Ok(self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// When a planned delivery is next offered to its platform; none: this computer keeps it, for this reason.
    ///
    /// # Errors
    /// What the disk said.
    pub fn offer_next(&self, id: DeliveryId, at: Option<Timestamp>, why: Option<&str>) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET hold_at = ?2, hold_why = ?3 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, at.map(|at| at.0), why])?;
        Ok(())
    }

    /// What an account has planned is offered to its platform anew.
    ///
    /// # Errors
    /// What the disk said.
    pub fn offer_again(&self, account: AccountId) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET hold_at = 0, hold_why = NULL WHERE account_id = ?1 AND state = 'planned'";
        self.conn.prepare_cached(sql)?.execute([account.0])?;
        Ok(())
    }
}
