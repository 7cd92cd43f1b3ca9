//! Adding to the log, and disposing of what records say.

use super::KeptRecord;
use crate::drafts::word;
use crate::{StoreError, Writer};
use lectern_model::{AccountId, DeliveryId, MediaHash, RecordId};
use rusqlite::{OptionalExtension, params};

/// A record to add. Its place in the chain was computed by the caller, in the same transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRecordRow {
    /// The record.
    pub kept: KeptRecord,
    /// Its account.
    pub account: Option<AccountId>,
    /// The key of its category.
    pub category: String,
    /// What can be searched in it.
    pub words: String,
    /// Its pictures.
    pub media: Vec<MediaHash>,
    /// The delivery that published it.
    pub delivery: Option<DeliveryId>,
}

impl Writer<'_> {
    /// Adds a record. The log refuses one that does not follow the last.
    ///
    /// # Errors
    /// What the disk said.
    pub fn append_record(&self, new: &NewRecordRow) -> Result<(), StoreError> {
        let kept = &new.kept;
        let sql = "INSERT INTO record (id, at, kind, account_id, body_digest, digest, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let account = new.account.map(|id| id.0);
        let kind = word(&kept.kind)?;
        let values = params![kept.id.0, kept.at.0, kind, account, kept.body_digest, kept.digest, kept.hash];
        self.conn.prepare_cached(sql)?.execute(values)?;
        let sql = "INSERT INTO record_body (id, body, words) VALUES (?1, ?2, ?3)";
        let body = kept.body.as_deref().unwrap_or("{}");
        self.conn.prepare_cached(sql)?.execute(params![kept.id.0, body, new.words])?;
        let sql = "INSERT INTO record_filing (id, category, delivery_id) VALUES (?1, ?2, ?3)";
        let delivery = new.delivery.map(|id| id.0);
        self.conn.prepare_cached(sql)?.execute(params![kept.id.0, new.category, delivery])?;
        let mut statement =
            self.conn.prepare_cached("INSERT OR IGNORE INTO record_media (record_id, hash) VALUES (?1, ?2)")?;
        for hash in &new.media {
            statement.execute(params![kept.id.0, hash.as_str()])?;
        }
        Ok(())
    }

    /// Puts a record into another category.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn file_record(&self, id: RecordId, category: &str) -> Result<(), StoreError> {
        let sql = "UPDATE record_filing SET category = (SELECT key FROM record_category WHERE key = ?2) \
             WHERE id = ?1 AND EXISTS (SELECT 1 FROM record_category WHERE key = ?2)";
        let done = self.conn.prepare_cached(sql)?.execute(params![id.0, category])?;
        if done == 1 { Ok(()) } else { Err(StoreError::not_found("This record or category")) }
    }

    /// The category that the record of a delivery is in.
    ///
    /// # Errors
    /// What the disk said.
    pub fn category_of_delivery(&self, delivery: DeliveryId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT category FROM record_filing WHERE delivery_id = ?1 ORDER BY id LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.query_row([delivery.0], |row| row.get(0)).optional()?)
    }

    /// Disposes of what records say; `by` is the record of doing so. Their places in the log stay. A record that is held
    /// or was disposed of is refused, and then none is disposed of.
    ///
    /// # Errors
    /// What the disk said.
    pub fn dispose_records(&self, ids: &[RecordId], by: RecordId) -> Result<(), StoreError> {
        for id in ids {
            let sql = "INSERT INTO record_disposed (record_id, by_record) VALUES (?1, ?2)";
            self.conn.prepare_cached(sql)?.execute(params![id.0, by.0])?;
            self.conn.prepare_cached("DELETE FROM record_body WHERE id = ?1")?.execute([id.0])?;
            self.conn.prepare_cached("DELETE FROM record_media WHERE record_id = ?1")?.execute([id.0])?;
        }
        Ok(())
    }
}
