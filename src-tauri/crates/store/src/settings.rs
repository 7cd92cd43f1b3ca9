//! `setting`: named values.

use crate::{Reader, StoreError, Writer};
use rusqlite::{OptionalExtension, params};

impl Reader<'_> {
    /// A value by its name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }
}

impl Writer<'_> {
    /// Keeps a value under a name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.conn.prepare_cached(sql)?.execute(params![name, value])?;
        Ok(())
    }

    /// Forgets a value.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_setting(&self, name: &str) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
        Ok(())
    }
}
