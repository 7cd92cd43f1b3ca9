//! Which moments of an account are taken, so that late posts go out one after the other.

use crate::{Reader, StoreError};
use lectern_model::{AccountId, DeliveryId, Timestamp};
use rusqlite::params;

/// Nothing that went out lately was due longer ago than this many milliseconds: what is a day late asks first.
const LONG_AGO: i64 = 26 * 60 * 60 * 1000;

impl Reader<'_> {
    /// When another delivery of this account last went out, or may have, more than `late` milliseconds after its time;
    /// only moments after `since` and not after `now` count.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_late_turn(
        &self,
        (account, but): (AccountId, DeliveryId),
        late: i64,
        (since, now): (Timestamp, Timestamp),
    ) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT max(at) FROM ( \
               SELECT CASE state WHEN 'sent' THEN settled_at ELSE json_extract(detail, '$.since') END AS at, due_at \
               FROM delivery WHERE account_id = ?1 AND kind = 'post' AND id <> ?2 AND due_at >= ?3 \
                 AND state IN ('sent', 'in_doubt', 'sending')) \
             WHERE at > ?4 AND at <= ?5 AND at - due_at > ?6";
        let params = params![account.0, but.0, now.0 - LONG_AGO, since.0, now.0, late];
        let at: Option<i64> = self.conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// The last moment at which another delivery of this account went out, may have, or is in line to go out; only
    /// moments after `since` and before `until` count.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_turn(
        &self,
        (account, but): (AccountId, DeliveryId),
        (since, until): (Timestamp, Timestamp),
    ) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT max(at) FROM ( \
               SELECT CASE state WHEN 'sent' THEN settled_at WHEN 'due' THEN wake_at \
                 ELSE json_extract(detail, '$.since') END AS at \
               FROM delivery WHERE account_id = ?1 AND kind = 'post' AND id <> ?2 AND due_at >= ?3 \
                 AND state IN ('sent', 'due', 'in_doubt', 'sending')) \
             WHERE at > ?4 AND at < ?5";
        let params = params![account.0, but.0, since.0 - LONG_AGO, since.0, until.0];
        let at: Option<i64> = self.conn.prepare_cached(sql)?.query_row(params, |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }
}
