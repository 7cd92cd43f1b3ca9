//! `draft_revision`: what a draft was before, whole.
//!
//! Kept when some time has passed since the last one, and before much of a draft is cut or written over. Thinned as time
//! goes by: all of the last hour, one per hour of the last day, one per day of before.

use crate::drafts::word;
use crate::{Reader, StoreError, Writer};
use lectern_model::{Draft, DraftId, DraftSave, RevisionId, RevisionWhy, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Most revisions of one draft, and most bytes of them together.
const MOST: usize = 200;
const MOST_BYTES: i64 = 8 * 1024 * 1024;

/// A text shorter than this is soon written again.
const SHORT: usize = 40;

/// Bytes of anything else (descriptions, pictures) whose loss counts as much.
const MUCH: usize = 200;

/// What a draft was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRevision {
    /// Its number.
    pub id: RevisionId,
    /// When it was written.
    pub at: Timestamp,
    /// Why it was kept.
    pub why: RevisionWhy,
    /// All of it.
    pub content: DraftSave,
}

/// A revision as it is weighed: its number, when it was written, and its bytes.
type Weight = (i64, i64, i64);

/// Everything of a draft that is written. Whatever is added to drafts later is in it by itself.
///
/// # Errors
/// It cannot be written down.
pub fn save_of(draft: &Draft) -> Result<DraftSave, StoreError> {
    Ok(serde_json::from_value(serde_json::to_value(draft)?)?)
}

impl Reader<'_> {
    /// What a draft was before, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn revisions(&self, draft: DraftId) -> Result<Vec<StoredRevision>, StoreError> {
        let sql = "SELECT id, at, why, content FROM draft_revision WHERE draft_id = ?1 ORDER BY id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        statement.query_map([draft.0], columns)?.map(|row| read_revision(row?)).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn revision(&self, draft: DraftId, id: RevisionId) -> Result<StoredRevision, StoreError> {
        let sql = "SELECT id, at, why, content FROM draft_revision WHERE draft_id = ?1 AND id = ?2";
        let found = self.conn.prepare_cached(sql)?.query_row([draft.0, id.0], columns).optional()?;
        read_revision(found.ok_or_else(|| StoreError::not_found("This older version"))?)
    }
}

impl Writer<'_> {
    /// Keeps what is stored of a draft before something else is, where it is time or much would be lost.
    pub(crate) fn keep_before_save(&self, stored: &Draft, save: &DraftSave, now: Timestamp) -> Result<(), StoreError> {
        let sql = "SELECT kept_at FROM draft_revision WHERE draft_id = ?1 ORDER BY id DESC LIMIT 1";
        let last: Option<i64> = self.conn.prepare_cached(sql)?.query_row([stored.id.0], |row| row.get(0)).optional()?;
        // A clock that was set back is time passed, too.
        let time = (now.0 - last.unwrap_or(stored.created_at.0)).abs() >= MINUTE;
        let why = if cuts(&content_of(stored)?, &content(save)?, (&stored.text, &save.text)) {
            RevisionWhy::Cut
        } else if time {
            RevisionWhy::Saved
        } else {
            return Ok(());
        };
        let nothing = stored.text.trim().is_empty() && stored.media.is_empty();
        if !nothing && content_of(stored)? != content(save)? {
            self.keep_revision(stored, why, now)?;
        }
        Ok(())
    }

    /// Keeps what a draft is now. What is kept already is not kept twice.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_revision(&self, draft: &Draft, why: RevisionWhy, now: Timestamp) -> Result<RevisionId, StoreError> {
        let content = content_of(draft)?;
        let sql = "SELECT id, content FROM draft_revision WHERE draft_id = ?1 ORDER BY id DESC LIMIT 1";
        let last: Option<(i64, String)> =
            self.conn.prepare_cached(sql)?.query_row([draft.id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((id, _)) = last.filter(|(_, kept)| *kept == content) {
            return Ok(RevisionId(id));
        }
        let sql = "INSERT INTO draft_revision (draft_id, at, kept_at, why, content) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![draft.id.0, draft.updated_at.0, now.0, word(&why)?, content];
        self.conn.prepare_cached(sql)?.execute(values)?;
        let id = RevisionId(self.conn.last_insert_rowid());
        self.thin_revisions(draft.id, now)?;
        Ok(id)
    }

    /// Gives a new draft what the one it was made from was before.
    ///
    /// # Errors
    /// What the disk said.
    pub fn carry_revisions(&self, from: DraftId, to: DraftId) -> Result<(), StoreError> {
        let sql = "INSERT INTO draft_revision (draft_id, at, kept_at, why, content) \
             SELECT ?2, at, kept_at, why, content FROM draft_revision WHERE draft_id = ?1 ORDER BY id";
        self.conn.prepare_cached(sql)?.execute([from.0, to.0])?;
        Ok(())
    }

    fn thin_revisions(&self, draft: DraftId, now: Timestamp) -> Result<(), StoreError> {
        let sql =
            "SELECT id, at, length(CAST(content AS BLOB)) FROM draft_revision WHERE draft_id = ?1 ORDER BY id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let kept = statement.query_map([draft.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let kept: Vec<Weight> = kept.collect::<Result<_, _>>()?;
        let mut delete = self.conn.prepare_cached("DELETE FROM draft_revision WHERE id = ?1")?;
        for id in superfluous(&kept, now.0) {
            delete.execute([id])?;
        }
        Ok(())
    }
}

type Columns = (i64, i64, String, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn read_revision((id, at, why, content): Columns) -> Result<StoredRevision, StoreError> {
    Ok(StoredRevision {
        id: RevisionId(id),
        at: Timestamp(at),
        why: serde_json::from_value(serde_json::Value::String(why))?,
        content: serde_json::from_str(&content)?,
    })
}

fn content_of(draft: &Draft) -> Result<String, StoreError> {
    content(&save_of(draft)?)
}

/// As it is kept: without the number that grows with every save.
fn content(save: &DraftSave) -> Result<String, StoreError> {
    let kept = DraftSave { id: DraftId(0), revision: 0, ..save.clone() };
    Ok(serde_json::to_string(&kept)?)
}

/// Whether much of what was there is not there after a save.
fn cuts(old: &str, new: &str, (old_text, new_text): (&str, &str)) -> bool {
    let length = old_text.chars().count();
    let before = old_text.chars().zip(new_text.chars()).take_while(|(old, new)| old == new).count();
    let after = old_text.chars().rev().zip(new_text.chars().rev()).take_while(|(old, new)| old == new).count();
    let stays = (before + after).min(length);
    (length >= SHORT && stays * 2 < length) || old.len() > new.len() + MUCH
}

/// Which of these, newest first, are too many.
fn superfluous(kept: &[Weight], now: i64) -> Vec<i64> {
    let mut drop = Vec::new();
    let (mut count, mut bytes, mut last) = (0, 0, None);
    for (id, at, size) in kept {
        let span = match now - at {
            ..HOUR => None,
            HOUR..DAY => Some((HOUR, at.div_euclid(HOUR))),
            _ => Some((DAY, at.div_euclid(DAY))),
        };
        let full = count >= MOST || bytes + size > MOST_BYTES;
        // The newest stays, however large it is.
        if count > 0 && (full || (span.is_some() && span == last)) {
            drop.push(*id);
            continue;
        }
        count += 1;
        bytes += size;
        last = span;
    }
    drop
}

#[cfg(test)]
mod tests;
