//! Rules for what arrives, and the past messages they are tried on.

use crate::posts::{Columns, kind_of};
use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, ConversationId, ConversationKind, PlatformKey, PostId, Rule, RuleId, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

const SELECT: &str = "SELECT id, name, matches, does, switched_on, tried_at FROM inbox_rule";

/// A message of somebody's as rules look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMessage {
    /// Its number.
    pub id: PostId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The account it came to.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Its kind.
    pub kind: ConversationKind,
    /// Its text.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// The post of ours that it answers.
    pub answered: Option<String>,
    /// Its author never wrote to this account before.
    pub new_author: bool,
}

impl Reader<'_> {
    /// All rules, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub fn rules(&self) -> Result<Vec<Rule>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} ORDER BY place, id"))?;
        Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// A rule.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn rule(&self, id: RuleId) -> Result<Rule, StoreError> {
        let found = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id.0], read).optional()?;
        found.ok_or_else(|| StoreError::not_found("This rule"))
    }

    /// The newest messages that were written to us.
    ///
    /// # Errors
    /// What the disk said.
    pub fn past_messages(&self, most: u32) -> Result<Vec<PastMessage>, StoreError> {
        let sql = "SELECT p.id, p.conversation_id, p.account_id, a.platform, p.kind, p.text, \
               CASE WHEN p.author_name = '' THEN p.author_handle ELSE p.author_name END, p.sort_at, \
               (SELECT o.text FROM post o WHERE o.account_id = p.account_id AND o.remote_id = p.reply_to AND o.ours = 1), \
               NOT EXISTS (SELECT 1 FROM post e WHERE e.account_id = p.account_id AND e.author_id = p.author_id \
                 AND e.kind IS NOT NULL AND e.ours = 0 AND e.context = 0 AND e.id < p.id) \
             FROM post p CROSS JOIN account a ON a.id = p.account_id \
             WHERE p.kind IS NOT NULL AND p.ours = 0 AND p.context = 0 AND p.conversation_id IS NOT NULL \
             ORDER BY p.sort_at DESC, p.id DESC LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let messages = statement.query_map([most], |row| {
            let mut at = Columns { row, next: 0 };
            Ok(PastMessage {
                id: PostId(at.next()?),
                conversation: ConversationId(at.next()?),
                account: AccountId(at.next()?),
                platform: PlatformKey(at.next()?),
                kind: kind_of(&at.next::<String>()?).unwrap_or(ConversationKind::Mention),
                text: at.next()?,
                author: at.next()?,
                at: Timestamp(at.next()?),
                answered: at.next()?,
                new_author: at.next()?,
            })
        })?;
        Ok(messages.collect::<Result<_, _>>()?)
    }

    /// The text of a post of ours that a message answers.
    ///
    /// # Errors
    /// What the disk said.
    pub fn our_text(&self, account: AccountId, remote_id: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT text FROM post WHERE account_id = ?1 AND remote_id = ?2 AND ours = 1";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, remote_id], |row| row.get(0)).optional()?)
    }

    /// Whether an author wrote to an account before a message.
    ///
    /// # Errors
    /// What the disk said.
    pub fn wrote_before(&self, account: AccountId, author: &str, message: PostId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM post WHERE account_id = ?1 AND author_id = ?2 AND kind IS NOT NULL \
             AND ours = 0 AND context = 0 AND id < ?3)";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, author, message.0], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// Keeps a rule, a new one at the end.
    ///
    /// # Errors
    /// `NotFound` where it is gone, or what the disk said.
    pub fn save_rule(&self, rule: &Rule) -> Result<RuleId, StoreError> {
        let (when, then) = (serde_json::to_string(&rule.when)?, serde_json::to_string(&rule.then)?);
        let tried = rule.tried_at.map(|at| at.0);
        if rule.id.0 == 0 {
            let sql = "INSERT INTO inbox_rule (name, matches, does, switched_on, tried_at, place) \
                 VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(place), 0) + 1 FROM inbox_rule))";
            self.conn.prepare_cached(sql)?.execute(params![rule.name, when, then, rule.on, tried])?;
            return Ok(RuleId(self.conn.last_insert_rowid()));
        }
        let sql =
            "UPDATE inbox_rule SET name = ?2, matches = ?3, does = ?4, switched_on = ?5, tried_at = ?6 WHERE id = ?1";
        match self.conn.prepare_cached(sql)?.execute(params![rule.id.0, rule.name, when, then, rule.on, tried])? {
            0 => Err(StoreError::not_found("This rule")),
            _ => Ok(rule.id),
        }
    }

    /// Forgets a rule. What it did stays.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_rule(&self, id: RuleId) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM inbox_rule WHERE id = ?1", [id.0])?;
        Ok(())
    }
}

/// A rule of a newer version that is not understood whole is off: it would be for too much.
fn read(row: &Row<'_>) -> rusqlite::Result<Rule> {
    let (when, then): (String, String) = (row.get(2)?, row.get(3)?);
    let (when, then) = (serde_json::from_str(&when), serde_json::from_str(&then));
    let understood = when.is_ok() && then.is_ok();
    Ok(Rule {
        id: RuleId(row.get(0)?),
        name: row.get(1)?,
        when: when.unwrap_or_default(),
        then: then.unwrap_or_default(),
        on: understood && row.get(4)?,
        tried_at: row.get::<_, Option<i64>>(5)?.filter(|_| understood).map(Timestamp),
    })
}
