//! `closure` and `answer_target`: when the library is not there, and by when it answers.

use crate::{Reader, StoreError, Writer};
use lectern_model::{Closure, ClosureId, Label, Target, Timestamp};
use rusqlite::{Row, params};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// All closures, in the order in which they were added.
    ///
    /// # Errors
    /// What the disk said.
    pub fn closures(&self) -> Result<Vec<(ClosureId, Closure)>, StoreError> {
        let sql = "SELECT id, name, first, last, what FROM closure ORDER BY id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let read = |row: &Row<'_>| {
            let what: String = row.get(4)?;
            Ok((ClosureId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?, what))
        };
        let mut closures = Vec::new();
        for row in statement.query_map([], read)? {
            let (id, name, first, last, what) = row?;
            closures.push((id, Closure { name, first, last, what: serde_json::from_str(&what)? }));
        }
        Ok(closures)
    }

    /// The targets that somebody set.
    ///
    /// # Errors
    /// What the disk said.
    pub fn answer_targets(&self) -> Result<BTreeMap<Label, Target>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT label, target FROM answer_target")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut targets = BTreeMap::new();
        for row in rows {
            let (label, target): (String, String) = row?;
            targets.insert(serde_json::from_value(label.into())?, serde_json::from_str(&target)?);
        }
        Ok(targets)
    }
}

impl Writer<'_> {
    /// Keeps a closure.
    ///
    /// # Errors
    /// What the disk said.
    pub fn add_closure(&self, closure: &Closure, now: Timestamp) -> Result<ClosureId, StoreError> {
        let sql = "INSERT INTO closure (name, first, last, what, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let what = serde_json::to_string(&closure.what)?;
        let row = params![closure.name, closure.first, closure.last, what, now.0];
        self.conn.prepare_cached(sql)?.execute(row)?;
        Ok(ClosureId(self.conn.last_insert_rowid()))
    }

    /// Puts a closure in the place of another.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn replace_closure(&self, id: ClosureId, closure: &Closure) -> Result<(), StoreError> {
        let sql = "UPDATE closure SET name = ?2, first = ?3, last = ?4, what = ?5 WHERE id = ?1";
        let what = serde_json::to_string(&closure.what)?;
        let row = params![id.0, closure.name, closure.first, closure.last, what];
        match self.conn.prepare_cached(sql)?.execute(row)? {
            0 => Err(StoreError::not_found("This closure")),
            _ => Ok(()),
        }
    }

    /// Forgets a closure.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn remove_closure(&self, id: ClosureId) -> Result<(), StoreError> {
        match self.conn.prepare_cached("DELETE FROM closure WHERE id = ?1")?.execute([id.0])? {
            0 => Err(StoreError::not_found("This closure")),
            _ => Ok(()),
        }
    }

    /// Sets the target of a label; none: as it is at first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_answer_target(&self, label: Label, target: Option<Target>) -> Result<(), StoreError> {
        let name = serde_json::to_value(label)?;
        let name = name.as_str().unwrap_or_default();
        let Some(target) = target else {
            self.conn.prepare_cached("DELETE FROM answer_target WHERE label = ?1")?.execute([name])?;
            return Ok(());
        };
        let sql = "INSERT INTO answer_target (label, target) VALUES (?1, ?2)
                   ON CONFLICT (label) DO UPDATE SET target = excluded.target";
        self.conn.prepare_cached(sql)?.execute(params![name, serde_json::to_string(&target)?])?;
        Ok(())
    }
}
