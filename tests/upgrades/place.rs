//! Databases as older versions left them, and what is in a database.

use std::path::{Path, PathBuf};

use lectern_store::{DatabaseKey, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use tempfile::TempDir;

/// How every version so far remembers its steps.
const REMEMBERED: &str = "CREATE TABLE migration (
  name TEXT PRIMARY KEY NOT NULL,
  checksum TEXT NOT NULL
) STRICT";

/// A folder with room for databases, all with one key.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) key: DatabaseKey,
}

/// A table, its columns, and its rows in the order they were made.
pub(crate) type Table = (String, Vec<String>, Vec<Vec<Value>>);

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made"), key: DatabaseKey::fresh() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A database that knows these steps (name, check sum, SQL) and holds what `rows` puts into it.
    pub(crate) fn old(&self, name: &str, steps: &[(&str, &str, &str)], rows: &str) -> PathBuf {
        let path = self.path(name);
        let conn = self.raw(&path);
        conn.execute_batch(REMEMBERED).expect("steps are remembered");
        for (name, checksum, sql) in steps {
            conn.execute_batch(sql).expect("an old step is SQL");
            conn.execute("INSERT INTO migration VALUES (?1, ?2)", params![name, checksum]).expect("a step is kept");
        }
        conn.execute_batch(rows).expect("the rows fit");
        path
    }

    /// Opens as this version of Lectern does.
    pub(crate) fn open(&self, path: &Path) -> Store {
        Store::open(path, &self.key).expect("it opens")
    }

    /// Opens beside Lectern.
    pub(crate) fn raw(&self, path: &Path) -> Connection {
        let conn = Connection::open(path).expect("it can be opened");
        conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", self.key.to_hex().as_str())).expect("a key");
        conn
    }
}

/// Every table, index and trigger, by name.
pub(crate) fn schema(conn: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name, type";
    let mut statement = conn.prepare(sql).expect("SQL");
    let parts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("it is read");
    parts.collect::<Result<_, _>>().expect("it is text")
}

/// Everything that is in it, but the list of steps and what full text search keeps for itself.
pub(crate) fn tables(conn: &Connection) -> Vec<Table> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' \
         AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_words%' ORDER BY name";
    let mut statement = conn.prepare(sql).expect("SQL");
    let names = statement.query_map([], |row| row.get::<_, String>(0)).expect("it is read");
    names.map(|name| table(conn, name.expect("a name"))).collect()
}

fn table(conn: &Connection, name: String) -> Table {
    let mut statement = conn.prepare(&format!("SELECT * FROM {name} ORDER BY rowid")).expect("SQL");
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let count = columns.len();
    let rows = statement.query_map([], |row| (0..count).map(|column| row.get(column)).collect()).expect("rows");
    let rows = rows.collect::<Result<Vec<Vec<Value>>, _>>().expect("values");
    (name, columns, rows)
}

/// The columns of `old` in `new`, row by row.
pub(crate) fn narrowed(new: &[Table], (name, columns, _): &Table) -> Table {
    let (_, all, rows) = new.iter().find(|(table, _, _)| table == name).expect("no table is lost");
    let places: Vec<usize> =
        columns.iter().map(|column| all.iter().position(|one| one == column).expect("no column is lost")).collect();
    let rows = rows.iter().map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect();
    (name.clone(), columns.clone(), rows)
}
