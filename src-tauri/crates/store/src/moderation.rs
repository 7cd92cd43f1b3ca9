//! `policy_clause` and `hidden_message`: under what a library hides, and what it hid. Each time that a message is hidden
//! is a row of its own; the newest says where the message stands.

use crate::search::match_words;
use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, ClauseId, ConversationId, HiddenId, HiddenQuery, HiddenStand, PlatformKey, PolicyClause, RecordId,
    Timestamp,
};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use serde_json::Value;

const CLAUSE: &str = "SELECT id, code, label, words, posted FROM policy_clause";

/// `stand` decides what is asked of the platform; accounts that were removed are asked nothing.
const HIDDEN: &str = "SELECT h.id, h.account_id, h.remote_id, h.remote_ref, h.clause, h.record_id, h.stand, h.at, \
     coalesce((SELECT c.label FROM policy_clause c WHERE c.code = h.clause), h.clause), h.since, \
     (SELECT p.conversation_id FROM post p WHERE p.account_id = h.account_id AND p.remote_id = h.remote_id), \
     a.handle, a.platform FROM hidden_message h JOIN account a ON a.id = h.account_id AND a.removed_at IS NULL";

/// No later row is about the same message.
const NEWEST: &str = "NOT EXISTS (SELECT 1 FROM hidden_message l \
     WHERE l.account_id = h.account_id AND l.remote_id = h.remote_id AND l.id > h.id)";

/// A message that was hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct HiddenRow {
    /// Its number; 0: not kept yet.
    pub id: HiddenId,
    /// The account it was written to.
    pub account: AccountId,
    /// The platform's id for it.
    pub remote_id: String,
    /// The connector's own handle for it.
    pub remote_ref: Value,
    /// The clause's code.
    pub clause: String,
    /// The record with its copy.
    pub record: RecordId,
    /// Where it stands.
    pub stand: HiddenStand,
    /// Since when.
    pub at: Timestamp,
    /// What the clause is called.
    pub label: String,
    /// When a person hid it.
    pub since: Timestamp,
    /// The conversation it stands in, where it is here still.
    pub conversation: Option<ConversationId>,
    /// The account's name.
    pub handle: String,
    /// Its platform.
    pub platform: PlatformKey,
}

impl Reader<'_> {
    /// All clauses, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub fn policy_clauses(&self) -> Result<Vec<PolicyClause>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{CLAUSE} ORDER BY position, id"))?;
        Ok(statement.query_map([], read_clause)?.collect::<Result<_, _>>()?)
    }

    /// A clause.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn policy_clause(&self, id: ClauseId) -> Result<PolicyClause, StoreError> {
        let sql = format!("{CLAUSE} WHERE id = ?1");
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_clause).optional()?;
        found.ok_or_else(|| StoreError::not_found("This clause"))
    }

    /// What was hidden of a conversation.
    ///
    /// # Errors
    /// What the disk said.
    pub fn hidden_of_conversation(&self, id: ConversationId) -> Result<Vec<HiddenRow>, StoreError> {
        let sql = format!(
            "{HIDDEN} JOIN post p ON p.account_id = h.account_id AND p.remote_id = h.remote_id \
             WHERE p.conversation_id = ?1 AND {NEWEST}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([id.0], read_hidden)?.collect::<Result<_, _>>()?)
    }

    /// A message that was hidden.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn hidden_message(&self, id: HiddenId) -> Result<HiddenRow, StoreError> {
        let sql = format!("{HIDDEN} WHERE h.id = ?1");
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_hidden).optional()?;
        found.ok_or_else(|| StoreError::not_found("This message"))
    }

    /// The same, by the platform's id for it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn hidden_by_remote(&self, account: AccountId, remote_id: &str) -> Result<Option<HiddenRow>, StoreError> {
        let sql = format!("{HIDDEN} WHERE h.account_id = ?1 AND h.remote_id = ?2 AND {NEWEST}");
        Ok(self.conn.prepare_cached(&sql)?.query_row(params![account.0, remote_id], read_hidden).optional()?)
    }

    /// What was hidden, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn hidden_messages(&self, query: &HiddenQuery, limit: u32) -> Result<Vec<HiddenRow>, StoreError> {
        let (mut tail, mut values) = restricted(query);
        if let Some(before) = query.before {
            tail.push_str(" AND h.id < ?");
            values.push(before.0.into());
        }
        values.push(i64::from(limit).into());
        let sql = format!("{HIDDEN} WHERE {tail} ORDER BY h.id DESC LIMIT ?");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params_from_iter(values), read_hidden)?.collect::<Result<_, _>>()?)
    }

    /// How many hidden messages fit a query.
    ///
    /// # Errors
    /// What the disk said.
    pub fn count_hidden(&self, query: &HiddenQuery) -> Result<u32, StoreError> {
        let (tail, values) = restricted(query);
        let sql = format!(
            "SELECT count(*) FROM hidden_message h JOIN account a ON a.id = h.account_id AND a.removed_at IS NULL \
             WHERE {tail}"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// What a platform was asked and did not answer for certain.
    ///
    /// # Errors
    /// What the disk said.
    pub fn hidden_in_doubt(&self) -> Result<Vec<HiddenRow>, StoreError> {
        let sql = format!("{HIDDEN} WHERE h.stand IN ('hiding', 'restoring') ORDER BY h.id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([], read_hidden)?.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a clause, changed or new.
    ///
    /// # Errors
    /// `NotFound` where it is gone, or what the disk said.
    pub fn save_policy_clause(&self, clause: &PolicyClause) -> Result<ClauseId, StoreError> {
        if clause.id.0 == 0 {
            let sql = "INSERT INTO policy_clause (code, position, label, words, posted) \
                 VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM policy_clause), ?2, ?3, ?4)";
            let values = params![clause.code, clause.label, clause.words, clause.posted];
            self.conn.prepare_cached(sql)?.execute(values)?;
            return Ok(ClauseId(self.conn.last_insert_rowid()));
        }
        let sql = "UPDATE policy_clause SET label = ?2, words = ?3, posted = ?4 WHERE id = ?1";
        let values = params![clause.id.0, clause.label, clause.words, clause.posted];
        match self.conn.prepare_cached(sql)?.execute(values)? {
            0 => Err(StoreError::not_found("This clause")),
            _ => Ok(clause.id),
        }
    }

    /// Keeps where a message stands that is hidden, or shown again; one without a number is new.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_hidden(&self, row: &HiddenRow) -> Result<HiddenRow, StoreError> {
        if row.id.0 != 0 {
            let sql = "UPDATE hidden_message SET stand = ?2, at = ?3 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![row.id.0, stand_word(row.stand), row.at.0])?;
            return self.hidden_message(row.id);
        }
        let sql = "INSERT INTO hidden_message (account_id, remote_id, remote_ref, clause, record_id, stand, since, at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let remote_ref = serde_json::to_string(&row.remote_ref)?;
        self.conn.prepare_cached(sql)?.execute(params![
            row.account.0,
            row.remote_id,
            remote_ref,
            row.clause,
            row.record.0,
            stand_word(row.stand),
            row.since.0,
            row.at.0
        ])?;
        self.hidden_message(HiddenId(self.conn.last_insert_rowid()))
    }
}

/// What a query asks for, as SQL over `hidden_message h`.
fn restricted(query: &HiddenQuery) -> (String, Vec<Sql>) {
    let (mut tail, mut values) = ("1".to_owned(), Vec::new());
    if !query.words.trim().is_empty() {
        match match_words(&query.words) {
            Some(matching) => {
                tail.push_str(" AND h.record_id IN (SELECT rowid FROM record_words WHERE record_words MATCH ?)");
                values.push(matching.into());
            }
            // Only marks: nothing has those.
            None => tail.push_str(" AND 0"),
        }
    }
    if !query.clause.is_empty() {
        tail.push_str(" AND h.clause = ?");
        values.push(query.clause.clone().into());
    }
    if query.still {
        tail.push_str(" AND h.stand IN ('hiding', 'hidden', 'restoring')");
    }
    (tail, values)
}

fn read_clause(row: &Row<'_>) -> rusqlite::Result<PolicyClause> {
    let id = ClauseId(row.get(0)?);
    Ok(PolicyClause { id, code: row.get(1)?, label: row.get(2)?, words: row.get(3)?, posted: row.get(4)? })
}

fn read_hidden(row: &Row<'_>) -> rusqlite::Result<HiddenRow> {
    let remote_ref: String = row.get(3)?;
    Ok(HiddenRow {
        id: HiddenId(row.get(0)?),
        account: AccountId(row.get(1)?),
        remote_id: row.get(2)?,
        remote_ref: serde_json::from_str(&remote_ref).unwrap_or_default(),
        clause: row.get(4)?,
        record: RecordId(row.get(5)?),
        stand: stand_of(&row.get::<_, String>(6)?),
        at: Timestamp(row.get(7)?),
        label: row.get(8)?,
        since: Timestamp(row.get(9)?),
        conversation: row.get::<_, Option<i64>>(10)?.map(ConversationId),
        handle: row.get(11)?,
        platform: PlatformKey(row.get(12)?),
    })
}

fn stand_word(stand: HiddenStand) -> &'static str {
    match stand {
        HiddenStand::Hiding => "hiding",
        HiddenStand::Hidden => "hidden",
        HiddenStand::Restoring => "restoring",
        HiddenStand::Restored => "restored",
        HiddenStand::Refused => "refused",
    }
}

fn stand_of(word: &str) -> HiddenStand {
    match word {
        "hidden" => HiddenStand::Hidden,
        "restoring" => HiddenStand::Restoring,
        "restored" => HiddenStand::Restored,
        "refused" => HiddenStand::Refused,
        // In doubt is looked up.
        _ => HiddenStand::Hiding,
    }
}
