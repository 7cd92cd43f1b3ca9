//! Deliveries by their time.

use super::DeliveryRow;
use crate::{Reader, StoreError};
use lectern_model::Timestamp;
use rusqlite::params;

impl Reader<'_> {
    /// Deliveries that are or were to go out from a moment on and before another, by time. What was stopped is left out,
    /// answers where nobody planned them, and what was done to a post later.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_dated(
        &self,
        from: Timestamp,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.due_at >= ?1 AND d.due_at < ?2 AND d.kind = 'post' AND d.state <> 'cancelled' \
             AND (d.conversation_id IS NULL OR d.scheduled = 1) ORDER BY d.due_at, d.draft_id, d.id LIMIT ?3";
        self.deliveries_where(tail, params![from.0, before.0, limit])
    }

    /// Deliveries planned for before a moment, the one that is due first before the others.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_planned(&self, before: Timestamp, limit: u32) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail =
            "WHERE d.state IN ('planned', 'held') AND d.due_at < ?1 ORDER BY d.due_at, d.draft_id, d.id LIMIT ?2";
        self.deliveries_where(tail, params![before.0, limit])
    }

    /// What went out since a moment, is still on its way, or is planned for before `until`; newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_between(
        &self,
        since: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE (d.state = 'sent' AND d.kind = 'post' AND d.settled_at >= ?1) \
             OR (d.state IN ('planned', 'held') AND d.due_at < ?2) \
             OR d.state IN ('due', 'sending', 'retry', 'in_doubt') \
             ORDER BY d.queued_at DESC, d.id DESC LIMIT ?3";
        self.deliveries_where(tail, params![since.0, until.0, limit])
    }

    /// How many are planned for before a moment.
    ///
    /// # Errors
    /// What the disk said.
    pub fn planned_before(&self, until: Timestamp) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM delivery WHERE state IN ('planned', 'held') AND due_at < ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([until.0], |row| row.get(0))?)
    }
}
