//! What follows a post that was sent: changes and deletions of it, and what was read back.

use super::state_columns;
use crate::drafts::word;
use crate::{DeliveryRow, Reader, StoreError, Writer};
use lectern_model::{AccountId, Attempt, DeliveryId, DeliveryKind, DeliveryState, DraftId, Outgoing, Proof, Timestamp};
use rusqlite::{named_params, params};
use serde_json::Value;

/// Most attempts that are shown of one delivery.
const WHOLE_LOG: u32 = 500;

/// A change or a deletion to queue.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// A random UUID.
    pub key: String,
    /// The draft it was written in; of a deletion the draft of what is deleted.
    pub draft: DraftId,
    /// The account.
    pub account: AccountId,
    /// What it does.
    pub kind: DeliveryKind,
    /// What it changes or deletes.
    pub of: DeliveryId,
    /// What is to be there then; of a deletion what was there.
    pub outgoing: Outgoing,
}

impl Reader<'_> {
    /// Changes and deletions of a delivery, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn changes_of(&self, of: DeliveryId) -> Result<Vec<DeliveryRow>, StoreError> {
        self.deliveries_where("WHERE d.of_id = ?1 ORDER BY d.id DESC", [of.0])
    }

    /// The log of a delivery, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn whole_log(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        self.last_attempts(id, WHOLE_LOG)
    }
}

impl Writer<'_> {
    /// Queues a change or a deletion of what was sent.
    ///
    /// # Errors
    /// What the disk said.
    pub fn queue_change(&self, new: &NewChange, now: Timestamp) -> Result<DeliveryId, StoreError> {
        let (detail, name) = state_columns(&DeliveryState::Due)?;
        let sql = "INSERT INTO delivery (key, draft_id, account_id, outgoing, state, detail, wake_at, due_at, queued_at, \
             kind, of_id) \
             VALUES (:key, :draft, :account, :outgoing, :state, :detail, :now, :now, :now, :kind, :of)";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":key": new.key,
            ":draft": new.draft.0,
            ":account": new.account.0,
            ":outgoing": serde_json::to_string(&new.outgoing)?,
            ":state": name,
            ":detail": detail,
            ":now": now.0,
            ":kind": word(&new.kind)?,
            ":of": new.of.0,
        })?;
        let id = DeliveryId(self.conn.last_insert_rowid());
        if new.kind == DeliveryKind::Edit {
            let sql = "UPDATE draft SET queued_at = ?2, updated_at = ?2 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![new.draft.0, now.0])?;
        }
        Ok(id)
    }

    /// Keeps what came of reading a sent delivery back, and when it is read back next.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_proof(
        &self,
        id: DeliveryId,
        proof: Option<&Proof>,
        wake_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let proof = proof.map(serde_json::to_string).transpose()?;
        let sql = "UPDATE delivery SET proof = ?2, wake_at = ?3 WHERE id = ?1 AND state = 'sent'";
        self.conn.prepare_cached(sql)?.execute(params![id.0, proof, wake_at.map(|at| at.0)])?;
        Ok(())
    }

    /// What was sent is now this on the platform. It is to be read back anew, at `now`.
    ///
    /// # Errors
    /// What the disk said.
    pub fn outgoing_changed(
        &self,
        id: DeliveryId,
        outgoing: &Outgoing,
        words: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET outgoing = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, serde_json::to_string(outgoing)?])?;
        self.keep_proof(id, None, Some(now))?;
        self.note_attempt(id, words, now)
    }

    /// What was certainly not sent goes out in other words: as a delivery that no platform has heard of.
    ///
    /// # Errors
    /// What the disk said.
    pub fn rewrite_delivery(
        &self,
        id: DeliveryId,
        key: &str,
        outgoing: &Outgoing,
        minted: &Value,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET key = ?2, outgoing = ?3, minted = ?4, progress = 'null' WHERE id = ?1";
        let (outgoing, minted) = (serde_json::to_string(outgoing)?, minted.to_string());
        self.conn.prepare_cached(sql)?.execute(params![id.0, key, outgoing, minted])?;
        Ok(())
    }
}
