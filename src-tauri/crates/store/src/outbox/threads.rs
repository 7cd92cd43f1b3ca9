//! Parts of a thread: each goes out after the one before it.

use super::DeliveryRow;
use crate::{Reader, StoreError, Writer};
use lectern_model::{DeliveryId, ReplyTo};
use rusqlite::params;

impl Reader<'_> {
    /// The deliveries that go out right after another.
    ///
    /// # Errors
    /// What the disk said.
    pub fn followers(&self, id: DeliveryId) -> Result<Vec<DeliveryRow>, StoreError> {
        self.deliveries_where("WHERE d.after_id = ?1 ORDER BY d.id", [id.0])
    }

    /// A delivery and all that go out after it, in order.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn with_followers(&self, id: DeliveryId) -> Result<Vec<DeliveryRow>, StoreError> {
        let mut rows = vec![self.delivery(id)?];
        let mut next = self.followers(id)?;
        while let Some(row) = next.pop() {
            next.extend(self.followers(row.delivery.id)?);
            rows.push(row);
        }
        Ok(rows)
    }
}

impl Writer<'_> {
    /// Stores what a later part of a thread answers, once that is there.
    ///
    /// # Errors
    /// What the disk said.
    pub fn join_thread(&self, id: DeliveryId, reply_to: &ReplyTo) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET outgoing = json_set(outgoing, '$.reply_to', json(?2)) WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, serde_json::to_string(reply_to)?])?;
        Ok(())
    }
}
