//! Pages of conversations, by whatever the Inbox filters.
//!
//! Each page is walked along an index in the order it is shown in, from the conversation it goes on after; what the
//! index does not hold is looked at on the way. Which index that is, is decided here and not by the database's guesses: a
//! `+` before a column keeps it from being used for the way.

use super::{ConversationRow, SELECT, kind_word, label_word, read_row};
use crate::search::match_words;
use crate::{Reader, StoreError};
use lectern_model::{AccountId, ConversationId, ConversationQuery, ConversationState, Timestamp};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

const MOST: u32 = 200;
const USUAL: u32 = 50;
const DAY: i64 = 24 * 60 * 60;

/// A statement in the making.
struct Statement {
    sql: String,
    values: Vec<Sql>,
}

impl Statement {
    fn and(&mut self, condition: &str, value: impl Into<Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.push(value.into());
    }
}

impl Reader<'_> {
    /// A page of conversations, and whether there are more.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversations(
        &self,
        query: &ConversationQuery,
        now: Timestamp,
    ) -> Result<(Vec<ConversationRow>, bool), StoreError> {
        let limit = if query.limit == 0 { USUAL } else { query.limit.min(MOST) };
        let Some(page) = self.page_of(query, limit, now)? else { return Ok((Vec::new(), false)) };
        let mut statement = self.conn.prepare_cached(&page.sql)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut rows = Vec::with_capacity(most.saturating_add(1));
        let mut found = statement.query(params_from_iter(page.values))?;
        while let Some(row) = found.next()? {
            rows.push(read_row(row)?);
        }
        let more = rows.len() > most;
        rows.truncate(most);
        Ok((rows, more))
    }

    /// The statement of a page; none: nothing can be found by it.
    fn page_of(&self, query: &ConversationQuery, limit: u32, now: Timestamp) -> Result<Option<Statement>, StoreError> {
        // Who waits is ordered by waiting time when the oldest are wanted; all else by the last message.
        let by_wait = query.oldest_first && query.state == ConversationState::Waiting;
        let by = if by_wait { "c.since" } else { "c.last_at" };
        let mut page = Statement { sql: SELECT.to_owned(), values: Vec::new() };
        page.sql.push_str(" WHERE c.stand = ?");
        page.values.push(stand_word(query.state).to_owned().into());
        if !self.narrow(&mut page, query, by_wait)? {
            return Ok(None);
        }
        if let Some(days) = query.older_than_days.filter(|days| *days > 0) {
            page.and(&format!("{by} <= ?"), now.plus_seconds(-i64::from(days).saturating_mul(DAY)).0);
        }
        let (than, order) = if query.oldest_first { (">", "ASC") } else { ("<", "DESC") };
        if let Some(after) = query.after {
            let place = by.replace("c.", "p.");
            let next = format!("({by}, c.id) {than} (SELECT {place}, p.id FROM conversation p WHERE p.id = ?)");
            page.and(&next, after.0);
        }
        // Written out: a bound LIMIT has SQLite prepare the statement anew whenever it runs.
        page.sql.push_str(&format!(" ORDER BY {by} {order}, c.id {order} LIMIT {}", i64::from(limit) + 1));
        Ok(Some(page))
    }

    /// What is asked for beside state and order; false: there is nothing like it.
    fn narrow(&self, page: &mut Statement, query: &ConversationQuery, by_wait: bool) -> Result<bool, StoreError> {
        // One column leads the way at most, the narrowest that is asked for; by waiting time none but the label does.
        let mut leads = !by_wait;
        let mut lead = |column: &str| if std::mem::take(&mut leads) { column.to_owned() } else { format!("+{column}") };
        if !query.words.trim().is_empty() {
            let Some(matching) = match_words(&query.words) else { return Ok(false) };
            let found = "c.id IN (SELECT post.conversation_id FROM post_words CROSS JOIN post \
                 ON post.id = post_words.rowid WHERE post_words MATCH ? AND post.conversation_id IS NOT NULL)";
            page.and(found, matching);
        }
        if let Some(label) = query.label {
            let column = if by_wait { "c.label".to_owned() } else { lead("c.label") };
            page.and(&format!("{column} = ?"), label_word(label)?);
        }
        if query.reference {
            page.sql.push_str(" AND c.reference_month IS NOT NULL");
        }
        match (query.account, &query.platform) {
            (Some(account), platform) => {
                page.and(&format!("{} = ?", lead("c.account_id")), account.0);
                if let Some(platform) = platform {
                    page.and("a.platform = ?", platform.0.clone());
                }
            }
            (None, Some(platform)) => match self.accounts_on(&platform.0)?.as_slice() {
                [] => return Ok(false),
                [only] => page.and(&format!("{} = ?", lead("c.account_id")), only.0),
                _ => page.and("a.platform = ?", platform.0.clone()),
            },
            (None, None) => {}
        }
        if let Some(kind) = query.kind {
            page.and(&format!("{} = ?", lead("c.kind")), kind_word(kind).to_owned());
        }
        if let Some(answered) = query.answered {
            page.and(&format!("{} = ?", lead("c.answered")), i64::from(answered));
        }
        Ok(true)
    }

    fn accounts_on(&self, platform: &str) -> Result<Vec<AccountId>, StoreError> {
        let sql = "SELECT id FROM account WHERE platform = ?1 AND removed_at IS NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([platform], |row| row.get(0).map(AccountId))?.collect::<Result<_, _>>()?)
    }

    /// Every conversation that something is done to: those that are there, in the order given.
    pub(super) fn conversations_there(&self, ids: &[ConversationId]) -> Result<Vec<ConversationRow>, StoreError> {
        let mut there = Vec::with_capacity(ids.len());
        for id in ids {
            match self.conversation(*id) {
                Ok(row) => there.push(row),
                Err(error) if error.what == crate::StoreTrouble::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(there)
    }

    /// How a page would be read, in the database's own words. For tests.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversations_plan(&self, query: &ConversationQuery, now: Timestamp) -> Result<Vec<String>, StoreError> {
        let Some(page) = self.page_of(query, USUAL, now)? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", page.sql))?;
        let plan = statement.query_map(params_from_iter(page.values), |row| row.get(3))?;
        Ok(plan.collect::<Result<_, _>>()?)
    }
}

fn stand_word(state: ConversationState) -> &'static str {
    match state {
        ConversationState::Waiting => "waiting",
        ConversationState::Snoozed => "snoozed",
        ConversationState::Done => "done",
    }
}

#[cfg(test)]
mod tests;
