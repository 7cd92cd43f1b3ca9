//! Whether the database is whole.

use crate::{Reader, StoreError};

impl Reader<'_> {
    /// What SQLite finds wrong with the whole file; `ok` where nothing is. Reads every page.
    ///
    /// # Errors
    /// What the disk said.
    pub fn integrity(&self) -> Result<String, StoreError> {
        let mut statement = self.conn.prepare("PRAGMA integrity_check")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(lines.join("; "))
    }
}
