//! Lists of conversations that a person gave a name.

use crate::{Reader, StoreError, Writer};
use lectern_model::{InboxView, InboxViewId};
use rusqlite::params;

impl Reader<'_> {
    /// All of them, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub fn inbox_views(&self) -> Result<Vec<InboxView>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, name, query FROM inbox_view ORDER BY place, id")?;
        let views = statement.query_map([], |row| {
            let query: String = row.get(2)?;
            // What a newer version asked for is asked for as far as it is understood.
            let query = serde_json::from_str(&query).unwrap_or_default();
            Ok(InboxView { id: InboxViewId(row.get(0)?), name: row.get(1)?, query })
        })?;
        Ok(views.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps one, a new one at the end.
    ///
    /// # Errors
    /// `NotFound` where it is gone, or what the disk said.
    pub fn save_inbox_view(&self, view: &InboxView) -> Result<InboxViewId, StoreError> {
        let query = serde_json::to_string(&view.query)?;
        if view.id.0 == 0 {
            let sql = "INSERT INTO inbox_view (name, query, place) \
                 VALUES (?1, ?2, (SELECT coalesce(max(place), 0) + 1 FROM inbox_view))";
            self.conn.prepare_cached(sql)?.execute(params![view.name, query])?;
            return Ok(InboxViewId(self.conn.last_insert_rowid()));
        }
        let sql = "UPDATE inbox_view SET name = ?2, query = ?3 WHERE id = ?1";
        match self.conn.prepare_cached(sql)?.execute(params![view.id.0, view.name, query])? {
            0 => Err(StoreError::not_found("This list")),
            _ => Ok(view.id),
        }
    }

    /// Puts them in this order; those not named follow.
    ///
    /// # Errors
    /// What the disk said.
    pub fn order_inbox_views(&self, ids: &[InboxViewId]) -> Result<(), StoreError> {
        self.conn.execute("UPDATE inbox_view SET place = place + 1000000", [])?;
        for (place, id) in (1_i64..).zip(ids) {
            self.conn.execute("UPDATE inbox_view SET place = ?2 WHERE id = ?1", params![id.0, place])?;
        }
        Ok(())
    }

    /// Forgets one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_inbox_view(&self, id: InboxViewId) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM inbox_view WHERE id = ?1", [id.0])?;
        Ok(())
    }
}
