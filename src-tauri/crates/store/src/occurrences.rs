//! Occurrences of series: each is made once, as a draft.

use crate::drafts::read_draft;
use crate::{Reader, StoreError, Writer, drafts};
use lectern_model::{Draft, DraftId, SeriesId, Timestamp, When};
use rusqlite::{Row, params};

/// The columns that an occurrence takes from its pattern.
const CONTENT: &str =
    "text, versions, thread, poll, other_words, language, content_warning, visibility, targets, media, shares";

/// Where an occurrence stands on the disk. Whether it was accepted stands in its draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccurrenceStand {
    /// Its draft waits, was queued, or was deleted by a person.
    Open,
    /// A person left it out.
    Skipped,
    /// It passed.
    Expired,
}

/// An occurrence as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccurrenceRow {
    /// Its number.
    pub id: i64,
    /// Its series.
    pub series: SeriesId,
    /// Its time.
    pub at: Timestamp,
    /// Where it stands.
    pub stand: OccurrenceStand,
    /// Its draft.
    pub draft: Option<DraftId>,
    /// The draft's revision now.
    pub revision: u32,
    /// The draft is not as it was made.
    pub changed: bool,
    /// The draft was queued: a person accepted it.
    pub queued: bool,
    /// What it was made from.
    pub pattern: Option<DraftId>,
    /// The pattern's revision it was made from.
    pub pattern_revision: u32,
}

const SELECT: &str = "SELECT o.id, o.series_id, o.at, o.state, o.draft_id, coalesce(d.revision, 0), \
     d.id IS NOT NULL AND d.revision <> o.draft_revision, d.queued_at IS NOT NULL, o.pattern_id, o.pattern_revision \
     FROM occurrence o LEFT JOIN draft d ON d.id = o.draft_id";

impl Reader<'_> {
    /// The occurrences of a series, the first first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn occurrences(&self, series: SeriesId) -> Result<Vec<OccurrenceRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} WHERE o.series_id = ?1 ORDER BY o.at"))?;
        Ok(statement.query_map([series.0], read_occurrence)?.collect::<Result<_, _>>()?)
    }

    /// One occurrence.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn occurrence(&self, series: SeriesId, at: Timestamp) -> Result<OccurrenceRow, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} WHERE o.series_id = ?1 AND o.at = ?2"))?;
        let found = statement.query_map(params![series.0, at.0], read_occurrence)?.next();
        found.transpose()?.ok_or_else(|| StoreError::not_found("This date of the series"))
    }

    /// What waits to be looked at, and what passed since a moment; the first first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn occurrences_to_look_at(&self, since: Timestamp) -> Result<Vec<OccurrenceRow>, StoreError> {
        let tail = "WHERE (o.state = 'open' AND d.id IS NOT NULL AND d.queued_at IS NULL) \
             OR (o.state = 'expired' AND o.at >= ?1) ORDER BY o.at, o.id";
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} {tail}"))?;
        Ok(statement.query_map([since.0], read_occurrence)?.collect::<Result<_, _>>()?)
    }

    /// The draft of an occurrence or a pattern, where it is still there.
    ///
    /// # Errors
    /// What the disk said.
    pub fn draft_if_there(&self, id: DraftId) -> Result<Option<Draft>, StoreError> {
        let sql = format!("SELECT {} FROM draft WHERE id = ?1", drafts::COLUMNS);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_map([id.0], read_draft)?.next().transpose()?;
        found.transpose()
    }
}

impl Writer<'_> {
    /// Makes an occurrence from a pattern: a draft with its own time, and the row that says so.
    ///
    /// # Errors
    /// What the disk said.
    pub fn make_occurrence(
        &self,
        series: SeriesId,
        at: Timestamp,
        pattern: DraftId,
        now: Timestamp,
    ) -> Result<DraftId, StoreError> {
        let sql = format!(
            "INSERT INTO draft ({CONTENT}, plan, series_id, occurrence_at, created_at, updated_at) \
             SELECT {CONTENT}, ?2, ?3, ?4, ?5, ?5 FROM draft WHERE id = ?1"
        );
        let plan = serde_json::to_string(&When::At { at })?;
        self.conn.prepare_cached(&sql)?.execute(params![pattern.0, plan, series.0, at.0, now.0])?;
        let draft = self.conn.last_insert_rowid();
        let sql = "INSERT INTO occurrence (series_id, at, draft_id, draft_revision, pattern_id, pattern_revision) \
             SELECT ?1, ?2, d.id, d.revision, p.id, p.revision FROM draft d, draft p WHERE d.id = ?3 AND p.id = ?4";
        self.conn.prepare_cached(sql)?.execute(params![series.0, at.0, draft, pattern.0])?;
        Ok(DraftId(draft))
    }

    /// Brings an occurrence that nobody changed up to its pattern.
    ///
    /// # Errors
    /// What the disk said.
    pub fn renew_occurrence(&self, row: &OccurrenceRow, now: Timestamp) -> Result<(), StoreError> {
        let (Some(draft), Some(pattern)) = (row.draft, row.pattern) else { return Ok(()) };
        let sql = format!(
            "UPDATE draft SET ({CONTENT}) = (SELECT {CONTENT} FROM draft WHERE id = ?2), \
             revision = revision + 1, updated_at = ?3 WHERE id = ?1 AND queued_at IS NULL"
        );
        self.conn.prepare_cached(&sql)?.execute(params![draft.0, pattern.0, now.0])?;
        let sql = "UPDATE occurrence SET draft_revision = (SELECT revision FROM draft WHERE id = ?2), \
             pattern_revision = (SELECT revision FROM draft WHERE id = ?3) WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![row.id, draft.0, pattern.0])?;
        Ok(())
    }

    /// Takes an occurrence back, with its draft where that was not queued: it may be made again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn unmake_occurrence(&self, row: &OccurrenceRow) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM occurrence WHERE id = ?1")?.execute([row.id])?;
        self.drop_draft(row)
    }

    /// Writes down that an occurrence passed. Its draft goes where nobody changed it; else it is an ordinary draft.
    ///
    /// # Errors
    /// What the disk said.
    pub fn expire_occurrence(&self, row: &OccurrenceRow) -> Result<(), StoreError> {
        self.conn.prepare_cached("UPDATE occurrence SET state = 'expired' WHERE id = ?1")?.execute([row.id])?;
        match row.draft {
            Some(draft) if row.changed => {
                let sql = "UPDATE draft SET series_id = NULL, occurrence_at = NULL WHERE id = ?1 AND queued_at IS NULL";
                self.conn.prepare_cached(sql)?.execute([draft.0])?;
                Ok(())
            }
            _ => self.drop_draft(row),
        }
    }

    /// Writes down that a time passed for which nothing was made.
    ///
    /// # Errors
    /// What the disk said.
    pub fn note_passed(&self, series: SeriesId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO occurrence (series_id, at, state) VALUES (?1, ?2, 'expired')";
        self.conn.prepare_cached(sql)?.execute(params![series.0, at.0])?;
        Ok(())
    }

    /// Leaves an occurrence out, or takes it in again. Its draft stays until its time has passed.
    ///
    /// # Errors
    /// What the disk said.
    pub fn skip_occurrence(&self, id: i64, skip: bool) -> Result<(), StoreError> {
        let state = if skip { "skipped" } else { "open" };
        self.conn.prepare_cached("UPDATE occurrence SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
        Ok(())
    }

    /// Deletes the draft of an occurrence that was not queued.
    ///
    /// # Errors
    /// What the disk said.
    pub fn drop_draft(&self, row: &OccurrenceRow) -> Result<(), StoreError> {
        let Some(draft) = row.draft else { return Ok(()) };
        let sql = "DELETE FROM draft WHERE id = ?1 AND queued_at IS NULL AND occurrence_at IS NOT NULL";
        self.conn.prepare_cached(sql)?.execute([draft.0])?;
        Ok(())
    }
}

fn read_occurrence(row: &Row<'_>) -> Result<OccurrenceRow, rusqlite::Error> {
    let state: String = row.get(3)?;
    Ok(OccurrenceRow {
        id: row.get(0)?,
        series: SeriesId(row.get(1)?),
        at: Timestamp(row.get(2)?),
        stand: match state.as_str() {
            "skipped" => OccurrenceStand::Skipped,
            "expired" => OccurrenceStand::Expired,
            _ => OccurrenceStand::Open,
        },
        draft: row.get::<_, Option<i64>>(4)?.map(DraftId),
        revision: row.get(5)?,
        changed: row.get(6)?,
        queued: row.get(7)?,
        pattern: row.get::<_, Option<i64>>(8)?.map(DraftId),
        pattern_revision: row.get(9)?,
    })
}

#[cfg(test)]
mod tests {
    use super::CONTENT;
    use crate::{DatabaseKey, Store};
    use std::collections::BTreeSet;

    /// Columns that an occurrence has for itself. A new column of `draft` belongs here or to `CONTENT`.
    const OWN: &str = "id, revision, answers, conversation_id, created_at, updated_at, queued_at, plan, never_after, \
         role, name, series_id, occurrence_at, edits";

    #[test]
    fn every_column_of_a_draft_is_copied_or_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("a.db"), &DatabaseKey::fresh()).unwrap();
        let there = store.read(|reader| {
            let mut statement = reader.conn.prepare("SELECT name FROM pragma_table_info('draft')")?;
            let names = statement.query_map([], |row| row.get::<_, String>(0))?;
            Ok(names.collect::<Result<BTreeSet<_>, _>>()?)
        });
        let known = [CONTENT, OWN].join(", ").split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(there.unwrap(), known);
    }
}
