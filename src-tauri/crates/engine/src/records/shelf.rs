//! The log as pages show it.

use super::RecordsShelf;
use super::views::{said, view};
use lectern_checks::privacy::masked_secrets;
use lectern_core::guard::guard_of;
use lectern_core::records::{NewRecord, append};
use lectern_core::settings::stored;
use lectern_model::{
    Change, LogCheck, Problem, RecordCategory, RecordDetails, RecordId, RecordKind, RecordPage, RecordQuery,
    RecordReason,
};
use lectern_records::{Chain, Entry};
use lectern_store::{KeptRecord, RecordRow};

/// Records that one look of a long walk takes.
pub(super) const BATCH: u32 = 500;
const LONGEST_NAME: usize = 120;
const LONGEST_NOTE: usize = 2000;
/// Nobody's schedule is longer.
const MOST_YEARS: u32 = 200;

impl RecordsShelf {
    /// A page of the log, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self, mut query: RecordQuery) -> Result<RecordPage, Problem> {
        query.limit = if query.limit == 0 { 50 } else { query.limit.min(200) };
        let (rows, count, all, settings) = self
            .core
            .read(move |reader| {
                let rows = reader.records(&query)?;
                let (count, all) = (reader.count_records(&query)?, reader.count_records(&RecordQuery::default())?);
                Ok((rows, count, all, stored(reader)?))
            })
            .await?;
        let guard = guard_of(&settings);
        let next = rows.last().map(|row| row.kept.id).filter(|id| id.0 > 1);
        let records = rows.iter().map(|row| view(row, &guard)).collect::<Result<_, _>>()?;
        Ok(RecordPage { records, next, count, all })
    }

    /// One record, whole. `covered`: numbers of cards and PINs in its note are covered.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn details(&self, id: RecordId, covered: bool) -> Result<RecordDetails, Problem> {
        let (row, settings) = self.core.read(move |reader| Ok((reader.record(id)?, stored(reader)?))).await?;
        let guard = guard_of(&settings);
        let (view, mut body) = (self::view(&row, &guard)?, said(&row)?);
        let note = body.as_mut().filter(|_| covered).map(|body| &mut body.reason.note);
        let note_covered = note.is_some_and(|note| {
            let masked = masked_secrets(note, &guard);
            let hides = masked.is_covered();
            *note = masked.text;
            hides
        });
        Ok(RecordDetails { view, body, hash: row.kept.hash, note_covered })
    }

    /// All categories and how long their records are kept.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn categories(&self) -> Result<Vec<RecordCategory>, Problem> {
        self.core.read(|reader| reader.record_categories()).await
    }

    /// Keeps a category, changed or new; answers all.
    ///
    /// # Errors
    /// `BadInput` with the field that cannot be kept; nothing was changed.
    pub async fn save_category(&self, mut category: RecordCategory) -> Result<Vec<RecordCategory>, Problem> {
        for text in [&mut category.label, &mut category.authority, &mut category.note] {
            *text = text.trim().to_owned();
        }
        if category.label.is_empty() || category.label.chars().count() > LONGEST_NAME {
            return Err(Problem::field("label", "Give the category a name of at most 120 letters."));
        }
        if category.years.is_some_and(|years| years > MOST_YEARS) {
            return Err(Problem::field("years", "Say how many years, from 0 to 200, or that it is kept for good."));
        }
        if category.authority.chars().count() > LONGEST_NOTE || category.note.chars().count() > LONGEST_NOTE {
            return Err(Problem::field("note", "This is too long: 2,000 letters at most."));
        }
        let all = self.core.write(move |writer| {
            let all = writer.record_categories()?;
            let same = |other: &&RecordCategory| other.label == category.label && other.key != category.key;
            if all.iter().any(|other| same(&other)) {
                return Ok(Err(Problem::field("label", "There is a category of this name already.")));
            }
            if category.key.is_empty() {
                category.key = format!("own-{}", all.len() + 1);
            } else if !all.iter().any(|other| other.key == category.key) {
                return Ok(Err(Problem::field("key", "There is no such category.")));
            }
            writer.save_record_category(&category)?;
            writer.record_categories().map(Ok)
        });
        let all = all.await??;
        self.core.changed(Change::Records);
        Ok(all)
    }

    /// Puts a record into another category, and writes that in the log.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said; nothing was changed.
    pub async fn file(&self, id: RecordId, category: String) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let filed = self.core.write(move |writer| {
            let before = writer.record(id)?;
            if before.category == category {
                return Ok(());
            }
            writer.file_record(id, &category)?;
            let label = writer.record(id)?.label;
            let note = format!("Record {id}: from {} to {label}.", before.label);
            let reason = RecordReason { note, ..RecordReason::default() };
            append(writer, RecordKind::Filed, NewRecord { reason, about: vec![id], ..NewRecord::default() }, now)?;
            Ok(())
        });
        filed.await?;
        self.core.changed(Change::Records);
        Ok(())
    }

    /// Walks the whole log and names the first record that is not as it was written.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn check(&self) -> Result<LogCheck, Problem> {
        let mut chain = Chain::default();
        let mut looked = 0;
        loop {
            let after = RecordId(chain.length);
            let rows =
                self.core.read(move |reader| reader.records_after(&RecordQuery::default(), after, BATCH)).await?;
            for row in &rows {
                looked += 1;
                if let Err(broken) = chain.next(&entry(&row.kept), row.kept.body.as_deref()) {
                    let (bad, words) = (Some(broken.number), broken.words.to_owned());
                    return Ok(LogCheck { records: looked, bad, words, head: chain.head });
                }
                if row.kept.body.is_none() && row.disposed_at.is_none() {
                    let words = "What it says is gone, and nobody disposed of it.".to_owned();
                    return Ok(LogCheck { records: looked, bad: Some(row.kept.id), words, head: chain.head });
                }
            }
            if rows.is_empty() {
                return Ok(LogCheck { records: looked, bad: None, words: String::new(), head: chain.head });
            }
        }
    }
}

/// A record's place in the chain.
pub(super) fn entry(kept: &KeptRecord) -> Entry {
    Entry {
        number: kept.id,
        at: kept.at,
        kind: kept.kind,
        body: kept.body_digest.clone(),
        digest: kept.digest.clone(),
        hash: kept.hash.clone(),
    }
}

/// Numbers of rows.
pub(super) fn ids(rows: &[RecordRow]) -> Vec<RecordId> {
    rows.iter().map(|row| row.kept.id).collect()
}
