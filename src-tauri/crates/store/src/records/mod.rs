//! The log of records: only ever added to. What it says is beside it, so that it can go without breaking the chain.

mod schedule;
mod write;

use crate::search::match_words;
use crate::{Reader, StoreError};
use lectern_model::{AccountId, PlatformKey, RecordBody, RecordId, RecordKind, RecordQuery, Timestamp};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde_json::Value;
pub use write::NewRecordRow;

const USUAL: u32 = 50;
const MOST: u32 = 1000;

/// When the time of a record is over; NULL: never.
const DUE: &str = "unixepoch(r.at / 1000, 'unixepoch', '+' || c.years || ' years') * 1000";

const FROM: &str = "FROM record r JOIN record_filing f ON f.id = r.id JOIN record_category c ON c.key = f.category \
     LEFT JOIN account a ON a.id = r.account_id LEFT JOIN record_body b ON b.id = r.id \
     LEFT JOIN record_disposed x ON x.record_id = r.id LEFT JOIN record y ON y.id = x.by_record";

/// A record with what stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRow {
    /// The record itself.
    pub kept: KeptRecord,
    /// The key of its category.
    pub category: String,
    /// What its category is called.
    pub label: String,
    /// Its account.
    pub account: Option<AccountId>,
    /// The account's platform.
    pub platform: Option<PlatformKey>,
    /// The account's name.
    pub handle: String,
    /// When its time is over.
    pub due_at: Option<Timestamp>,
    /// A legal hold keeps it.
    pub held: bool,
    /// When it was disposed of.
    pub disposed_at: Option<Timestamp>,
}

/// A record as it stands in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRecord {
    /// Its number.
    pub id: RecordId,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub kind: RecordKind,
    /// SHA-256 of what it says.
    pub body_digest: String,
    /// SHA-256 of its number, time, kind and the above.
    pub digest: String,
    /// SHA-256 of the hash before it and its digest.
    pub hash: String,
    /// What it says, as it was written; none: disposed of.
    pub body: Option<String>,
}

impl KeptRecord {
    /// What it says.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn said(&self) -> Result<Option<RecordBody>, StoreError> {
        Ok(self.body.as_deref().map(serde_json::from_str).transpose()?)
    }
}

impl Reader<'_> {
    /// The number and the hash of the last record; none: the log is empty.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_record(&self) -> Result<Option<(RecordId, String)>, StoreError> {
        let sql = "SELECT id, hash FROM record ORDER BY id DESC LIMIT 1";
        let read = |row: &Row<'_>| Ok((RecordId(row.get(0)?), row.get(1)?));
        Ok(self.conn.prepare_cached(sql)?.query_row([], read).optional()?)
    }

    /// Records, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn records(&self, query: &RecordQuery) -> Result<Vec<RecordRow>, StoreError> {
        let limit = if query.limit == 0 { USUAL } else { query.limit.min(MOST) };
        let (mut tail, mut values) = restricted(query);
        if let Some(before) = query.before {
            tail.push_str(" AND r.id < ?");
            values.push(before.0.into());
        }
        tail.push_str(" ORDER BY r.id DESC LIMIT ?");
        values.push(i64::from(limit).into());
        self.records_where(&tail, values)
    }

    /// Records with their bodies, oldest first, after one: a part of a long walk.
    ///
    /// # Errors
    /// What the disk said.
    pub fn records_after(
        &self,
        query: &RecordQuery,
        after: RecordId,
        limit: u32,
    ) -> Result<Vec<RecordRow>, StoreError> {
        let (mut tail, mut values) = restricted(query);
        tail.push_str(" AND r.id > ? ORDER BY r.id LIMIT ?");
        values.extend([after.0.into(), i64::from(limit).into()]);
        self.records_where(&tail, values)
    }

    /// How many records fit a query.
    ///
    /// # Errors
    /// What the disk said.
    pub fn count_records(&self, query: &RecordQuery) -> Result<u32, StoreError> {
        let (tail, values) = restricted(query);
        let sql = format!("SELECT count(*) FROM record r JOIN record_filing f ON f.id = r.id WHERE {tail}");
        Ok(self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// A record.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn record(&self, id: RecordId) -> Result<RecordRow, StoreError> {
        let found = self.records_where("r.id = ?", vec![id.0.into()])?.pop();
        found.ok_or_else(|| StoreError::not_found("This record"))
    }

    /// The chain after a record: number, digest and hash of each.
    ///
    /// # Errors
    /// What the disk said.
    pub fn record_links(&self) -> Result<Vec<(RecordId, String, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, digest, hash FROM record ORDER BY id")?;
        let links = statement.query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        Ok(links.collect::<Result<_, _>>()?)
    }

    /// Whether a record or the cache still needs a file.
    ///
    /// # Errors
    /// What the disk said.
    pub fn needs_file(&self, hash: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM record_media WHERE hash = ?1) \
             OR EXISTS (SELECT 1 FROM picture WHERE hash = ?1)";
        Ok(self.conn.prepare_cached(sql)?.query_row([hash], |row| row.get(0))?)
    }

    /// Whether an account speaks as the library: what people say as themselves is none of its records.
    ///
    /// # Errors
    /// What the disk said.
    pub fn speaks_as_library(&self, account: AccountId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM account a JOIN identity i ON i.id = a.identity_id \
             WHERE a.id = ?1 AND i.kind = 'library')";
        Ok(self.conn.prepare_cached(sql)?.query_row([account.0], |row| row.get(0))?)
    }

    fn records_where(&self, tail: &str, values: Vec<Sql>) -> Result<Vec<RecordRow>, StoreError> {
        let sql = format!(
            "SELECT r.id, r.at, r.kind, r.body_digest, r.digest, r.hash, b.body, f.category, c.label, r.account_id, \
               a.platform, coalesce(a.handle, ''), {DUE}, r.id IN record_held, y.at {FROM} WHERE {tail}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), read_row)?;
        rows.map(|row| row?).collect()
    }
}

/// What a query asks for, as SQL over `record r` and `record_filing f`.
fn restricted(query: &RecordQuery) -> (String, Vec<Sql>) {
    let (mut tail, mut values) = ("1".to_owned(), Vec::new());
    if !query.words.trim().is_empty() {
        // Only marks: nothing has those.
        match match_words(&query.words) {
            Some(matching) => {
                tail.push_str(" AND r.id IN (SELECT rowid FROM record_words WHERE record_words MATCH ?)");
                values.push(matching.into());
            }
            None => tail.push_str(" AND 0"),
        }
    }
    for (limit, sql) in [(query.from, " AND r.at >= ?"), (query.until, " AND r.at < ?")] {
        if let Some(at) = limit {
            tail.push_str(sql);
            values.push(at.0.into());
        }
    }
    if !query.accounts.is_empty() {
        let marks = vec!["?"; query.accounts.len()].join(", ");
        tail.push_str(&format!(" AND r.account_id IN ({marks})"));
        values.extend(query.accounts.iter().map(|account| Sql::from(account.0)));
    }
    if !query.category.is_empty() {
        tail.push_str(" AND f.category = ?");
        values.push(query.category.clone().into());
    }
    if !query.kinds.is_empty() {
        let marks = vec!["?"; query.kinds.len()].join(", ");
        tail.push_str(&format!(" AND r.kind IN ({marks})"));
        let words = query.kinds.iter().filter_map(|kind| serde_json::to_value(kind).ok());
        values.extend(words.map(|word| Sql::from(word.as_str().unwrap_or_default().to_owned())));
    }
    (tail, values)
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Result<RecordRow, StoreError>> {
    let kind: String = row.get(2)?;
    let kept = KeptRecord {
        id: RecordId(row.get(0)?),
        at: Timestamp(row.get(1)?),
        kind: RecordKind::Published,
        body_digest: row.get(3)?,
        digest: row.get(4)?,
        hash: row.get(5)?,
        body: row.get(6)?,
    };
    let found = RecordRow {
        kept,
        category: row.get(7)?,
        label: row.get(8)?,
        account: row.get::<_, Option<i64>>(9)?.map(AccountId),
        platform: row.get::<_, Option<String>>(10)?.map(PlatformKey),
        handle: row.get(11)?,
        due_at: row.get::<_, Option<i64>>(12)?.map(Timestamp),
        held: row.get(13)?,
        disposed_at: row.get::<_, Option<i64>>(14)?.map(Timestamp),
    };
    Ok(with_kind(found, kind))
}

fn with_kind(mut row: RecordRow, kind: String) -> Result<RecordRow, StoreError> {
    row.kept.kind = serde_json::from_value(Value::String(kind))?;
    Ok(row)
}

#[cfg(test)]
mod tests;
