//! What the calendar reads: which draft goes out by which account at which moment. A month is read from one index; the
//! words are looked up for what is shown.

use crate::drafts::first_line;
use crate::{Reader, StoreError, Writer};
use lectern_model::{Account, AccountId, DeliveryId, DeliveryState, Draft, DraftId, Timestamp, When};
use rusqlite::{OptionalExtension, Params, Row, params};

/// Letters of a text that its title is looked for in.
const BEGINNING: u32 = 1000;

/// Shown are all posts that were not stopped; an answer only where it was planned. What was changed or deleted later is
/// told with the post.
const SHOWN: &str = "kind = 'post' AND state <> 'cancelled' AND (conversation_id IS NULL OR scheduled = 1)";

/// A delivery's place in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// It.
    pub delivery: DeliveryId,
    /// The draft it came from.
    pub draft: DraftId,
    /// Where it goes.
    pub account: AccountId,
    /// When it is or was to go out.
    pub at: Timestamp,
    /// How far it has come.
    pub stage: Stage,
}

/// How far a delivery has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for its time or its turn.
    Coming,
    /// It went out, or may have.
    Out,
    /// A person decides.
    Held,
}

/// A draft that was not queued, with a time or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedDraft {
    /// It.
    pub draft: DraftId,
    /// Its time.
    pub at: Option<Timestamp>,
    /// Where it is meant to go.
    pub targets: Vec<AccountId>,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
}

impl Reader<'_> {
    /// Deliveries that are or were to go out from a moment on and before another, by time.
    ///
    /// # Errors
    /// What the disk said.
    pub fn slots(&self, from: Timestamp, before: Timestamp) -> Result<Vec<Slot>, StoreError> {
        let tail = format!("WHERE due_at >= ?1 AND due_at < ?2 AND {SHOWN} ORDER BY due_at, draft_id, account_id");
        self.slots_where(&tail, [from.0, before.0])
    }

    /// Everything that was missed, the one that was due first before the others.
    ///
    /// # Errors
    /// What the disk said.
    pub fn missed_slots(&self, limit: u32) -> Result<Vec<Slot>, StoreError> {
        self.slots_where(
            "WHERE kind = 'post' AND state = 'missed' ORDER BY due_at, draft_id, account_id LIMIT ?1",
            [limit],
        )
    }

    fn slots_where(&self, tail: &str, params: impl Params) -> Result<Vec<Slot>, StoreError> {
        let sql = format!(
            "SELECT id, draft_id, account_id, due_at, CASE WHEN state IN ('planned', 'due', 'sending', 'retry', 'held') THEN 0 \
             WHEN state IN ('sent', 'in_doubt') THEN 1 ELSE 2 END FROM delivery {tail}"
        );
        let read = |row: &Row<'_>| {
            Ok(Slot {
                delivery: DeliveryId(row.get(0)?),
                draft: DraftId(row.get(1)?),
                account: AccountId(row.get(2)?),
                at: Timestamp(row.get(3)?),
                stage: match row.get(4)? {
                    0 => Stage::Coming,
                    1 => Stage::Out,
                    _ => Stage::Held,
                },
            })
        };
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params, read)?.collect::<Result<_, _>>()?)
    }

    /// Where a delivery stands, and the moment it must not go out after.
    ///
    /// # Errors
    /// What the disk said.
    pub fn standing_of(&self, id: DeliveryId) -> Result<(DeliveryState, Option<Timestamp>), StoreError> {
        let sql = "SELECT detail, never_after FROM delivery WHERE id = ?1";
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?));
        let found = self.conn.prepare_cached(sql)?.query_row([id.0], read).optional()?;
        let (detail, last) = found.ok_or_else(|| StoreError::not_found("This delivery"))?;
        Ok((serde_json::from_str(&detail)?, last.map(Timestamp)))
    }

    /// Drafts that were not queued and have a time from a moment on and before another, by time.
    ///
    /// # Errors
    /// What the disk said.
    pub fn dated_drafts(&self, from: Timestamp, before: Timestamp) -> Result<Vec<DatedDraft>, StoreError> {
        let tail = "json_extract(plan, '$.at') >= ?1 AND json_extract(plan, '$.at') < ?2 \
             ORDER BY json_extract(plan, '$.at'), id";
        self.drafts_where(tail, [from.0, before.0])
    }

    /// Drafts that were not queued and have no time, last saved first; answers stand in their conversations.
    ///
    /// # Errors
    /// What the disk said.
    pub fn undated_drafts(&self, limit: u32) -> Result<(Vec<DatedDraft>, u32), StoreError> {
        let undated = "json_extract(plan, '$.at') IS NULL AND answers IS NULL AND conversation_id IS NULL";
        let drafts = self.drafts_where(&format!("{undated} ORDER BY updated_at DESC, id DESC LIMIT ?1"), [limit])?;
        let sql = format!("SELECT count(*) FROM draft WHERE queued_at IS NULL AND {undated}");
        let total = self.conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        Ok((drafts, total))
    }

    fn drafts_where(&self, tail: &str, params: impl Params) -> Result<Vec<DatedDraft>, StoreError> {
        let sql = format!(
            "SELECT id, json_extract(plan, '$.at'), targets, never_after FROM draft WHERE queued_at IS NULL AND {tail}"
        );
        let read = |row: &Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?, row.get(3)?))
        };
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params, read)?;
        rows.map(|row| {
            let (id, at, targets, last): (i64, Option<i64>, String, Option<i64>) = row?;
            let targets = serde_json::from_str(&targets)?;
            let never_after = last.map(Timestamp);
            Ok(DatedDraft { draft: DraftId(id), at: at.map(Timestamp), targets, never_after })
        })
        .collect()
    }

    /// How many posts and drafts have a time at or after a moment.
    ///
    /// # Errors
    /// What the disk said.
    pub fn dated_after(&self, from: Timestamp) -> Result<u32, StoreError> {
        let sql = format!(
            "SELECT (SELECT count(*) FROM (SELECT DISTINCT due_at, draft_id FROM delivery WHERE due_at >= ?1 AND {SHOWN})) \
                  + (SELECT count(*) FROM draft WHERE queued_at IS NULL AND json_extract(plan, '$.at') >= ?1)"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([from.0], |row| row.get(0))?)
    }

    /// The first line of a draft, how many pictures it has, and whether it is an answer.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn title_of(&self, id: DraftId) -> Result<(String, u32, bool), StoreError> {
        let sql = "SELECT substr(text, 1, ?2), json_array_length(media), \
             answers IS NOT NULL OR conversation_id IS NOT NULL FROM draft WHERE id = ?1";
        let read = |row: &Row<'_>| Ok((first_line(&row.get::<_, String>(0)?), row.get(1)?, row.get(2)?));
        let found = self.conn.prepare_cached(sql)?.query_row(params![id.0, BEGINNING], read).optional()?;
        found.ok_or_else(|| StoreError::not_found("This draft"))
    }

    /// An account, removed or not, and whether it was removed.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn account_or_former(&self, id: AccountId) -> Result<(Account, bool), StoreError> {
        let sql = "SELECT removed_at IS NOT NULL FROM account WHERE id = ?1";
        let removed = self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
        Ok((self.account_on_record(id)?, removed.unwrap_or(true)))
    }
}

impl Writer<'_> {
    /// Gives a draft that was not queued another time. None: it was queued meanwhile, and nothing was changed.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn plan_draft(
        &self,
        id: DraftId,
        when: When,
        never_after: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Option<Draft>, StoreError> {
        let sql = "UPDATE draft SET revision = revision + 1, plan = ?2, never_after = ?3, updated_at = ?4 \
             WHERE id = ?1 AND queued_at IS NULL";
        let params = params![id.0, serde_json::to_string(&when)?, never_after.map(|at| at.0), now.0];
        let changed = self.conn.prepare_cached(sql)?.execute(params)?;
        let draft = self.draft(id)?;
        Ok((changed == 1).then_some(draft))
    }
}

#[cfg(test)]
mod tests;
