//! The weekly queue of accounts.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, QueueSlot, Timestamp};
use rusqlite::params;

impl Reader<'_> {
    /// The times of every account that is here, by account, weekday and time.
    ///
    /// # Errors
    /// What the disk said.
    pub fn queue_slots(&self) -> Result<Vec<QueueSlot>, StoreError> {
        let sql = "SELECT account_id, weekday, minute_of_day FROM queue_slot \
             ORDER BY account_id, weekday, minute_of_day";
        let mut statement = self.conn.prepare_cached(sql)?;
        let slots = statement.query_map([], |row| {
            Ok(QueueSlot { account: AccountId(row.get(0)?), weekday: row.get(1)?, minute_of_day: row.get(2)? })
        })?;
        Ok(slots.collect::<Result<_, _>>()?)
    }

    /// The moments after `now` that deliveries of an account wait for.
    ///
    /// # Errors
    /// What the disk said.
    pub fn moments_taken(&self, account: AccountId, now: Timestamp) -> Result<Vec<Timestamp>, StoreError> {
        let sql = "SELECT due_at FROM delivery WHERE account_id = ?1 AND due_at >= ?2 \
             AND state NOT IN ('sent', 'cancelled') ORDER BY due_at";
        let mut statement = self.conn.prepare_cached(sql)?;
        let taken = statement.query_map(params![account.0, now.0], |row| row.get(0).map(Timestamp))?;
        Ok(taken.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Gives an account these times instead of those it had. What is queued stays where it is.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_queue_slots(&self, account: AccountId, slots: &[QueueSlot]) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM queue_slot WHERE account_id = ?1", [account.0])?;
        let sql = "INSERT OR IGNORE INTO queue_slot (account_id, weekday, minute_of_day) VALUES (?1, ?2, ?3)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for slot in slots {
            statement.execute(params![account.0, slot.weekday, slot.minute_of_day])?;
        }
        Ok(())
    }
}
