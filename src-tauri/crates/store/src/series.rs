//! Series and the drafts that they repeat.

use crate::drafts::{first_line, word};
use crate::{Reader, StoreError, Writer};
use lectern_model::{DraftId, Series, SeriesId, SeriesKind, SeriesPlan, Timestamp};
use rusqlite::{Row, named_params, params};

const COLUMNS: &str = "id, name, kind, rhythm, first, ends, lead_days, cool_down_days, most_times, since_at, \
     paused_at, ended_at, created_at";

/// What a series is made or changed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeries {
    /// Its name.
    pub name: String,
    /// What it repeats.
    pub kind: SeriesKind,
    /// When it comes.
    pub plan: SeriesPlan,
    /// Days ahead.
    pub lead_days: u16,
    /// Days before the same post comes again.
    pub cool_down_days: u16,
    /// How often a post comes at most.
    pub most_times: Option<u32>,
}

/// A draft that a series repeats, and how it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternRow {
    /// It.
    pub draft: DraftId,
    /// Its revision.
    pub revision: u32,
    /// First line.
    pub title: String,
    /// The last time for which it is proposed or was accepted.
    pub last_at: Option<Timestamp>,
    /// For how many times it was accepted.
    pub times: u32,
}

impl Reader<'_> {
    /// Every series, the oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn all_series(&self) -> Result<Vec<Series>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM series ORDER BY id"))?;
        let rows = statement.query_map([], read_series)?;
        rows.map(|row| row?).collect()
    }

    /// One series.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn series(&self, id: SeriesId) -> Result<Series, StoreError> {
        let found = self.all_series()?.into_iter().find(|series| series.id == id);
        found.ok_or_else(|| StoreError::not_found("This series"))
    }

    /// What a series repeats, the oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn patterns(&self, series: SeriesId) -> Result<Vec<PatternRow>, StoreError> {
        let sql = "SELECT p.id, p.revision, p.text, \
               max(CASE WHEN o.state = 'open' AND o.draft_id IS NOT NULL THEN o.at END), \
               count(*) FILTER (WHERE d.queued_at IS NOT NULL) \
             FROM draft p LEFT JOIN occurrence o ON o.pattern_id = p.id LEFT JOIN draft d ON d.id = o.draft_id \
             WHERE p.series_id = ?1 AND p.role = 'pattern' GROUP BY p.id ORDER BY p.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([series.0], |row| {
            Ok(PatternRow {
                draft: DraftId(row.get(0)?),
                revision: row.get(1)?,
                title: first_line(&row.get::<_, String>(2)?),
                last_at: row.get::<_, Option<i64>>(3)?.map(Timestamp),
                times: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Begins a series.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_series(&self, new: &NewSeries, now: Timestamp) -> Result<SeriesId, StoreError> {
        let sql = "INSERT INTO series (name, kind, rhythm, first, ends, lead_days, cool_down_days, most_times, \
             since_at, created_at) \
             VALUES (:name, :kind, :rhythm, :first, :ends, :lead, :cool, :most, :now, :now)";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":name": new.name,
            ":kind": word(&new.kind)?,
            ":rhythm": serde_json::to_string(&new.plan.rhythm)?,
            ":first": new.plan.first,
            ":ends": serde_json::to_string(&new.plan.ends)?,
            ":lead": new.lead_days,
            ":cool": new.cool_down_days,
            ":most": new.most_times,
            ":now": now.0,
        })?;
        Ok(SeriesId(self.conn.last_insert_rowid()))
    }

    /// Changes a series; what it repeats stays. With another plan, what came before is none of its business.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn change_series(&self, id: SeriesId, new: &NewSeries, now: Timestamp) -> Result<(), StoreError> {
        let since = match self.series(id)? {
            stored if stored.plan == new.plan => stored.since_at,
            _ => now,
        };
        let sql = "UPDATE series SET name = :name, rhythm = :rhythm, first = :first, ends = :ends, \
             lead_days = :lead, cool_down_days = :cool, most_times = :most, since_at = :since WHERE id = :id";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":name": new.name,
            ":rhythm": serde_json::to_string(&new.plan.rhythm)?,
            ":first": new.plan.first,
            ":ends": serde_json::to_string(&new.plan.ends)?,
            ":lead": new.lead_days,
            ":cool": new.cool_down_days,
            ":most": new.most_times,
            ":since": since.0,
            ":id": id.0,
        })?;
        Ok(())
    }

    /// Pauses a series, or lets it go on from now.
    ///
    /// # Errors
    /// What the disk said.
    pub fn pause_series(&self, id: SeriesId, paused: bool, now: Timestamp) -> Result<(), StoreError> {
        let sql = if paused {
            "UPDATE series SET paused_at = coalesce(paused_at, ?2) WHERE id = ?1"
        } else {
            "UPDATE series SET since_at = ?2, paused_at = NULL WHERE id = ?1 AND paused_at IS NOT NULL"
        };
        self.conn.prepare_cached(sql)?.execute(params![id.0, now.0])?;
        Ok(())
    }

    /// Ends a series. What it repeated are ordinary drafts again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn end_series(&self, id: SeriesId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE series SET ended_at = coalesce(ended_at, ?2) WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, now.0])?;
        let sql = "UPDATE draft SET role = 'draft', series_id = NULL WHERE series_id = ?1 AND role = 'pattern'";
        self.conn.prepare_cached(sql)?.execute([id.0])?;
        Ok(())
    }

    /// Makes a draft what a series repeats. False: it was queued, or is something else already.
    ///
    /// # Errors
    /// What the disk said.
    pub fn make_pattern(&self, draft: DraftId, series: SeriesId) -> Result<bool, StoreError> {
        let sql = "UPDATE draft SET role = 'pattern', series_id = ?2, plan = '{\"kind\":\"now\"}', never_after = NULL, \
             revision = revision + 1 \
             WHERE id = ?1 AND role = 'draft' AND queued_at IS NULL AND occurrence_at IS NULL AND answers IS NULL \
             AND conversation_id IS NULL";
        Ok(self.conn.prepare_cached(sql)?.execute(params![draft.0, series.0])? == 1)
    }

    /// Makes what a series repeats an ordinary draft again. False: it is none.
    ///
    /// # Errors
    /// What the disk said.
    pub fn unmake_pattern(&self, draft: DraftId) -> Result<bool, StoreError> {
        let sql = "UPDATE draft SET role = 'draft', series_id = NULL WHERE id = ?1 AND role = 'pattern'";
        Ok(self.conn.prepare_cached(sql)?.execute([draft.0])? == 1)
    }
}

fn read_series(row: &Row<'_>) -> Result<Result<Series, StoreError>, rusqlite::Error> {
    let (kind, rhythm, ends): (String, String, String) = (row.get("kind")?, row.get("rhythm")?, row.get("ends")?);
    let plan = |first: String| -> Result<(SeriesKind, SeriesPlan), StoreError> {
        let kind = serde_json::from_value(serde_json::Value::String(kind))?;
        Ok((kind, SeriesPlan { rhythm: serde_json::from_str(&rhythm)?, first, ends: serde_json::from_str(&ends)? }))
    };
    let (kind, plan) = match plan(row.get("first")?) {
        Ok(read) => read,
        Err(error) => return Ok(Err(error)),
    };
    Ok(Ok(Series {
        id: SeriesId(row.get("id")?),
        name: row.get("name")?,
        kind,
        plan,
        lead_days: row.get("lead_days")?,
        cool_down_days: row.get("cool_down_days")?,
        most_times: row.get("most_times")?,
        since_at: Timestamp(row.get("since_at")?),
        paused_at: row.get::<_, Option<i64>>("paused_at")?.map(Timestamp),
        ended_at: row.get::<_, Option<i64>>("ended_at")?.map(Timestamp),
        created_at: Timestamp(row.get("created_at")?),
    }))
}
