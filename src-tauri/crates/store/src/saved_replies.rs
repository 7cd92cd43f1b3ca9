//! Answers that are given often.

use crate::{Reader, StoreError, Writer};
use lectern_model::{SavedReply, SavedReplyId, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

const SELECT: &str = "SELECT id, name, text, confirmed_at FROM saved_reply";

impl Reader<'_> {
    /// All of them, by name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn saved_replies(&self) -> Result<Vec<SavedReply>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} ORDER BY name COLLATE NOCASE, id"))?;
        Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// One.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn saved_reply(&self, id: SavedReplyId) -> Result<SavedReply, StoreError> {
        let found = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id.0], read).optional()?;
        found.ok_or_else(|| StoreError::not_found("This saved reply"))
    }
}

impl Writer<'_> {
    /// Keeps one.
    ///
    /// # Errors
    /// `NotFound` where it is gone, or what the disk said.
    pub fn save_saved_reply(&self, reply: &SavedReply) -> Result<SavedReplyId, StoreError> {
        let confirmed = reply.confirmed_at.map(|at| at.0);
        if reply.id.0 == 0 {
            let sql = "INSERT INTO saved_reply (name, text, confirmed_at) VALUES (?1, ?2, ?3)";
            self.conn.prepare_cached(sql)?.execute(params![reply.name, reply.text, confirmed])?;
            return Ok(SavedReplyId(self.conn.last_insert_rowid()));
        }
        let sql = "UPDATE saved_reply SET name = ?2, text = ?3, confirmed_at = ?4 WHERE id = ?1";
        match self.conn.prepare_cached(sql)?.execute(params![reply.id.0, reply.name, reply.text, confirmed])? {
            0 => Err(StoreError::not_found("This saved reply")),
            _ => Ok(reply.id),
        }
    }

    /// Forgets one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_saved_reply(&self, id: SavedReplyId) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM saved_reply WHERE id = ?1", [id.0])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SavedReply> {
    let confirmed_at = row.get::<_, Option<i64>>(3)?.map(Timestamp);
    Ok(SavedReply { id: SavedReplyId(row.get(0)?), name: row.get(1)?, text: row.get(2)?, confirmed_at, stale: false })
}
