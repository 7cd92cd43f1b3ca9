//! Drafts by their time: what a dry run looks at, what is written to a file, and what a file brings a second time.

use super::{COLUMNS, read_draft};
use crate::{Reader, StoreError};
use lectern_model::{AccountId, Draft, DraftId, Timestamp};
use rusqlite::params;

/// What tells a post that was written here from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPost {
    /// Its draft.
    pub draft: DraftId,
    /// Its text.
    pub text: String,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// When it is to go out.
    pub at: Option<Timestamp>,
}

impl Reader<'_> {
    /// Drafts that were not queued and have a time from a moment on and before another, by time.
    ///
    /// # Errors
    /// What the disk said.
    pub fn drafts_planned(&self, from: Timestamp, before: Timestamp, limit: u32) -> Result<Vec<Draft>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE queued_at IS NULL AND json_extract(plan, '$.at') >= ?1 \
             AND json_extract(plan, '$.at') < ?2 ORDER BY json_extract(plan, '$.at'), id LIMIT ?3"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let drafts = statement.query_map(params![from.0, before.0, limit], read_draft)?;
        drafts.map(|draft| draft?).collect()
    }

    /// Posts that were written here, queued or not, with a time from a moment on and before another; and drafts with
    /// no time. Answers are left out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn kept_posts(&self, from: Timestamp, before: Timestamp) -> Result<Vec<KeptPost>, StoreError> {
        let sql = "SELECT id, text, targets, json_extract(plan, '$.at') FROM draft \
             WHERE answers IS NULL AND conversation_id IS NULL \
             AND ((json_extract(plan, '$.at') >= ?1 AND json_extract(plan, '$.at') < ?2) \
               OR (json_extract(plan, '$.at') IS NULL AND queued_at IS NULL))";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![from.0, before.0], |row| {
            let plan = row.get::<_, Option<i64>>(3)?;
            Ok((DraftId(row.get(0)?), row.get::<_, String>(1)?, row.get::<_, String>(2)?, plan))
        })?;
        rows.map(|row| {
            let (draft, text, targets, at) = row?;
            Ok(KeptPost { draft, text, targets: serde_json::from_str(&targets)?, at: at.map(Timestamp) })
        })
        .collect()
    }
}
