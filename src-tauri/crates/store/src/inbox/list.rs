//! Pages of conversations, by whatever the Inbox filters.
//!
//! Each page is walked along an index in the order it is shown in, from the conversation it goes on after; what the
//! index does not hold is looked at on the way. Which index that is, is decided here and not by the database's guesses: a
//! `+` before a column keeps it from being used for the way. There are few accounts, so they are read once and not joined
//! to every line.

use super::{ConversationRow, LINE, kind_word, label_word, read_row};
use crate::search::match_words;
use crate::{Reader, StoreError};
use lectern_model::{AccountId, ConversationId, ConversationQuery, ConversationState, PlatformKey, Timestamp};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

const MOST: u32 = 200;
const USUAL: u32 = 50;
const DAY: i64 = 24 * 60 * 60;

/// An account, as far as pages need it.
struct Here {
    id: AccountId,
    platform: PlatformKey,
    removed: bool,
}

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
        let accounts = self.accounts_known()?;
        let Some(page) = Self::page_of(&accounts, query, limit, now)? else { return Ok((Vec::new(), false)) };
        let mut statement = self.conn.prepare_cached(&page.sql)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut rows = Vec::with_capacity(most.saturating_add(1));
        let mut found = statement.query(params_from_iter(page.values))?;
        while let Some(row) = found.next()? {
            let mut line = read_row(row)?;
            if let Some(account) = accounts.iter().find(|one| one.id == line.account) {
                line.platform = account.platform.clone();
            }
            rows.push(line);
        }
        let more = rows.len() > most;
        rows.truncate(most);
        Ok((rows, more))
    }

    /// The statement of a page; none: nothing can be found by it.
    fn page_of(
        accounts: &[Here],
        query: &ConversationQuery,
        limit: u32,
        now: Timestamp,
    ) -> Result<Option<Statement>, StoreError> {
        // Who waits is ordered by waiting time when the oldest are wanted; all else by the last message.
        let by_wait = query.oldest_first && query.state == ConversationState::Waiting;
        let by = if by_wait { "c.since" } else { "c.last_at" };
        let mut page = Statement { sql: format!("{LINE} '' FROM conversation c"), values: Vec::new() };
        page.sql.push_str(" WHERE c.stand = ?");
        page.values.push(stand_word(query.state).to_owned().into());
        if accounts.iter().any(|one| one.removed) {
            page.sql
                .push_str(&format!(" AND +c.account_id IN ({})", numbers(accounts.iter().filter(|one| !one.removed))));
        }
        if !narrow(&mut page, accounts, query, by_wait)? {
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

    /// Every account, also those that were removed.
    fn accounts_known(&self) -> Result<Vec<Here>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, platform, removed_at IS NOT NULL FROM account")?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Here { id: AccountId(row.get(0)?), platform: PlatformKey(row.get(1)?), removed: row.get(2)? })
        };
        Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
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
        let accounts = self.accounts_known()?;
        let Some(page) = Self::page_of(&accounts, query, USUAL, now)? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", page.sql))?;
        let plan = statement.query_map(params_from_iter(page.values), |row| row.get(3))?;
        Ok(plan.collect::<Result<_, _>>()?)
    }
}

/// Numbers of accounts, to be asked for.
fn numbers<'a>(accounts: impl Iterator<Item = &'a Here>) -> String {
    accounts.map(|one| one.id.0.to_string()).collect::<Vec<_>>().join(", ")
}

/// What is asked for beside state and order; false: there is nothing like it.
fn narrow(
    page: &mut Statement,
    accounts: &[Here],
    query: &ConversationQuery,
    by_wait: bool,
) -> Result<bool, StoreError> {
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
    let fits = |one: &&Here| !one.removed && query.platform.as_ref().is_none_or(|platform| one.platform == *platform);
    if let Some(account) = query.account {
        if accounts.iter().any(|one| one.id == account && !fits(&one)) {
            return Ok(false);
        }
        page.and(&format!("{} = ?", lead("c.account_id")), account.0);
    } else if query.platform.is_some() {
        let on: Vec<&Here> = accounts.iter().filter(fits).collect();
        match on.as_slice() {
            [] => return Ok(false),
            [only] => page.and(&format!("{} = ?", lead("c.account_id")), only.id.0),
            _ => page.sql.push_str(&format!(" AND +c.account_id IN ({})", numbers(on.into_iter()))),
        }
    }
    if let Some(kind) = query.kind {
        page.and(&format!("{} = ?", lead("c.kind")), kind_word(kind).to_owned());
    }
    if let Some(answered) = query.answered {
        page.and(&format!("{} = ?", lead("c.answered")), i64::from(answered));
    }
    Ok(true)
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
