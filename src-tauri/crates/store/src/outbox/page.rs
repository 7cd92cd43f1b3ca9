//! Pages of the outbox.

use super::NEEDS_YOU;
use crate::search::match_words;
use crate::{DeliveryRow, Reader, StoreError};
use lectern_model::{DeliveryId, OutboxShow};
use rusqlite::params;

/// On their way, or waiting for their time.
const WAITING: &str = "(d.state IN ('planned', 'due', 'sending', 'retry') \
     OR (d.state = 'held' AND json_extract(d.detail, '$.stage.ask') IS NOT 1) \
     OR (d.state = 'in_doubt' AND json_extract(d.detail, '$.ask') = 0))";

impl Reader<'_> {
    /// A page of deliveries, newest first, below `before`; only those with these words in their drafts or in what
    /// goes out by their account, where there are any. A search of marks alone finds nothing.
    ///
    /// # Errors
    /// What the disk said.
    pub fn outbox_page(
        &self,
        show: OutboxShow,
        typed: &str,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let matching = match_words(typed);
        if matching.is_none() && !typed.trim().is_empty() {
            return Ok(Vec::new());
        }
        let which = match show {
            OutboxShow::All => "1",
            OutboxShow::NeedsYou => NEEDS_YOU,
            OutboxShow::Waiting => WAITING,
            OutboxShow::Sent => "d.state = 'sent'",
        };
        let tail = format!(
            "WHERE {which} AND d.id < ?1 \
             AND (?2 IS NULL OR d.draft_id IN (SELECT rowid FROM draft_words WHERE draft_words MATCH ?2) \
             OR d.id IN (SELECT rowid FROM sent_words WHERE sent_words MATCH ?2)) \
             ORDER BY d.id DESC LIMIT ?3"
        );
        self.deliveries_where(&tail, params![before.map_or(i64::MAX, |id| id.0), matching, limit])
    }

    /// How many need a person, and how many are on their way or wait for their time.
    ///
    /// # Errors
    /// What the disk said.
    pub fn outbox_counts(&self) -> Result<(u32, u32), StoreError> {
        let sql = format!(
            "SELECT count(*) FILTER (WHERE {NEEDS_YOU}), count(*) FILTER (WHERE {WAITING}) FROM delivery d \
             WHERE d.state NOT IN ('sent', 'cancelled')"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}
