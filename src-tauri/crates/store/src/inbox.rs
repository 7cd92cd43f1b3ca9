//! `conversation`: who wrote to us, and whether they still wait.
//!
//! Messages are posts (see `posts`). A conversation's own row repeats what the list shows, and is brought up to date
//! by [`Writer::refresh_conversation`] after its messages were stored, in the same transaction.
//!
//! Somebody waits from their oldest message that nobody answered. A conversation that a person called done waits again
//! only when something newer comes.

use crate::drafts::word;
use crate::posts::kind_word;
use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, ConversationCounts, ConversationId, ConversationKind, ConversationState, Label, Timestamp,
};
use rusqlite::{OptionalExtension, Row, named_params, params};

mod change;
mod list;
mod merge;
mod pages;
mod reading;
mod row;

pub use pages::MessagesPage;
pub use reading::FirstReading;
pub use row::ConversationRow;
use row::{LINE, read_row};

/// Letters of a message that the list shows.
const SNIPPET: i64 = 200;

/// What arrived in a conversation since it was last refreshed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Came {
    /// The conversation was not here before.
    pub fresh: bool,
    /// Their messages: where the newest of them stands in time.
    pub theirs: Option<Timestamp>,
    /// A message of ours that was written elsewhere: whoever wrote it saw what came before.
    pub ours: bool,
}

impl Reader<'_> {
    /// A conversation.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn conversation(&self, id: ConversationId) -> Result<ConversationRow, StoreError> {
        let sql = format!(
            "{LINE} a.platform FROM conversation c CROSS JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL WHERE c.id = ?1"
        );
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_row).optional()?;
        found.ok_or_else(|| StoreError::not_found("This conversation"))
    }

    /// When a conversation's thread was last read from the platform.
    ///
    /// # Errors
    /// What the disk said.
    pub fn thread_read_at(&self, id: ConversationId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT thread_read_at FROM conversation WHERE id = ?1";
        let at: Option<Option<i64>> = self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(at.flatten().map(Timestamp))
    }

    /// How many conversations there are.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversation_counts(&self) -> Result<ConversationCounts, StoreError> {
        let sql = "SELECT count(*) FILTER (WHERE c.stand = 'waiting'), \
                 count(*) FILTER (WHERE c.stand = 'waiting' AND c.unread > 0), \
                 count(*) FILTER (WHERE c.stand = 'snoozed'), count(*) FILTER (WHERE c.stand = 'done') \
             FROM conversation c JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL";
        let read = |row: &Row<'_>| {
            let (waiting, unread, snoozed, done) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(ConversationCounts { waiting, unread, snoozed, done })
        };
        Ok(self.conn.prepare_cached(sql)?.query_row([], read)?)
    }

    /// Whether a message of an account was sent by a delivery of this desk.
    ///
    /// # Errors
    /// What the disk said.
    pub fn is_delivered(&self, account: AccountId, remote_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM delivery WHERE account_id = ?1 AND state = 'sent' \
             AND json_extract(detail, '$.published.remote_id') = ?2)";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, remote_id], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// The conversation of an account with a key, made where it is new; and whether it is. One that was put into
    /// another is that other.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversation_by_key(
        &self,
        account: AccountId,
        key: &str,
        kind: ConversationKind,
        at: Timestamp,
    ) -> Result<(ConversationId, bool), StoreError> {
        if let Some(id) = self.conversation_with_key(account, key)? {
            return Ok((id, false));
        }
        let sql = "INSERT INTO conversation (account_id, key, kind, last_at) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute(params![account.0, key, kind_word(kind), at.0])?;
        Ok((ConversationId(self.conn.last_insert_rowid()), true))
    }

    /// Brings a conversation's row up to date after messages were stored.
    ///
    /// # Errors
    /// What the disk said.
    pub fn refresh_conversation(&self, id: ConversationId, came: Came, now: Timestamp) -> Result<(), StoreError> {
        let before = self.conversation(id)?;
        if came.ours || came.fresh {
            self.read_what_we_answered(id, now)?;
        }
        let mut waiting_since = self.waiting_since(&before, came)?;
        let state = if waiting_since.is_some() { ConversationState::Waiting } else { ConversationState::Done };
        // Snoozed until its moment, or until somebody writes: whatever else came leaves it so.
        let snoozed = before.snoozed_until.filter(|_| waiting_since.is_none() && !came.ours);
        if snoozed.is_some() {
            waiting_since = before.waiting_since;
        }
        self.conn
            .prepare_cached(
                "UPDATE conversation SET state = :state, waiting_since = :since, snoozed_until = :snoozed,
                   answered = EXISTS (SELECT 1 FROM post WHERE conversation_id = :id AND ours = 1 AND context = 0
                     AND sort_at >= (SELECT min(sort_at) FROM post WHERE conversation_id = :id AND ours = 0
                       AND context = 0)),
                   unread = (SELECT count(*) FROM post WHERE conversation_id = :id AND ours = 0 AND context = 0
                     AND read_at IS NULL),
                   kind = coalesce((SELECT kind FROM post WHERE conversation_id = :id AND kind IS NOT NULL
                     ORDER BY kind = 'direct' DESC, sort_at, id LIMIT 1), kind),
                   last_at = coalesce((SELECT max(sort_at) FROM post WHERE conversation_id = :id AND context = 0), last_at),
                   snippet = coalesce((SELECT substr(text, 1, :snippet) FROM post
                     WHERE conversation_id = :id AND context = 0 ORDER BY sort_at DESC, id DESC LIMIT 1), snippet),
                   about = coalesce((SELECT substr(text, 1, :snippet) FROM (SELECT text, ours, context FROM post
                     WHERE conversation_id = :id ORDER BY sort_at, id LIMIT 1) WHERE ours = 1 OR context = 1), ''),
                   with_author = coalesce((SELECT json_object('remote_id', author_id, 'name', author_name,
                       'handle', author_handle, 'url', author_url, 'avatar_url', author_avatar) FROM post
                     WHERE conversation_id = :id AND context = 0 ORDER BY ours, sort_at DESC, id DESC LIMIT 1), with_author)
                 WHERE id = :id",
            )?
            .execute(named_params! {
                ":id": id.0, ":state": state_word(state), ":since": waiting_since.map(|at| at.0), ":snippet": SNIPPET,
                ":snoozed": snoozed.map(|at| at.0),
            })?;
        Ok(())
    }

    /// Since when somebody waits, after what came; none: nobody does.
    fn waiting_since(&self, before: &ConversationRow, came: Came) -> Result<Option<Timestamp>, StoreError> {
        let was_waiting = before.state == ConversationState::Waiting && !came.fresh;
        let last_ours = if came.fresh || came.ours { self.last_of_ours(before.id)? } else { None };
        // What was handled before: all of a conversation that was done, all before the waiting began, all we answered.
        let handled = match (came.fresh, before.state, before.waiting_since) {
            (true, _, _) => None,
            // Two messages may carry the same moment, and the second come after the first was called done.
            (false, ConversationState::Done, _) if came.theirs == Some(before.last_at) => {
                Some(before.last_at.0.saturating_sub(1))
            }
            (false, ConversationState::Done, _) => Some(before.last_at.0),
            (false, ConversationState::Waiting | ConversationState::Snoozed, since) => {
                since.map(|at| at.0.saturating_sub(1))
            }
        };
        let floor = [handled, last_ours].into_iter().flatten().max().unwrap_or(i64::MIN);
        let sql = "SELECT min(sort_at) FROM post \
             WHERE conversation_id = ?1 AND ours = 0 AND context = 0 AND sort_at > ?2";
        let oldest: Option<i64> =
            self.conn.prepare_cached(sql)?.query_row(params![before.id.0, floor], |row| row.get(0))?;
        let news = came.theirs.is_some_and(|at| at >= before.last_at);
        Ok(match oldest {
            Some(at) if was_waiting || came.fresh || news => Some(Timestamp(at)),
            None if was_waiting && !came.ours => before.waiting_since,
            _ => None,
        })
    }

    fn last_of_ours(&self, id: ConversationId) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT max(sort_at) FROM post WHERE conversation_id = ?1 AND ours = 1 AND context = 0";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    }

    fn read_what_we_answered(&self, id: ConversationId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE post SET read_at = ?2 WHERE conversation_id = ?1 AND ours = 0 AND read_at IS NULL \
             AND sort_at < (SELECT max(sort_at) FROM post WHERE conversation_id = ?1 AND ours = 1 AND context = 0)";
        self.conn.prepare_cached(sql)?.execute(params![id.0, now.0])?;
        Ok(())
    }

    /// A reply that was queued at `queued_at` is on the platform: nobody waits any more, unless somebody wrote since.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversation_answered(
        &self,
        id: ConversationId,
        queued_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "SELECT min(sort_at) FROM post \
             WHERE conversation_id = ?1 AND ours = 0 AND context = 0 AND received_at > ?2";
        let since: Option<i64> =
            self.conn.prepare_cached(sql)?.query_row(params![id.0, queued_at.0], |row| row.get(0))?;
        if since.is_none() {
            self.conn.prepare_cached("UPDATE conversation SET answered = 1 WHERE id = ?1")?.execute([id.0])?;
            return self.set_conversation_state(&[id], ConversationState::Done, now);
        }
        let sql = "UPDATE conversation SET state = 'waiting', waiting_since = ?2, snoozed_until = NULL, answered = 1, \
             edited_at = NULL WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, since])?;
        Ok(())
    }

    /// Sets where conversations stand. What is done is read, too.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_conversation_state(
        &self,
        ids: &[ConversationId],
        state: ConversationState,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for id in ids {
            match state {
                ConversationState::Done => {
                    self.mark_conversation_read(*id, now)?;
                    let sql = "UPDATE conversation SET state = 'done', waiting_since = NULL, snoozed_until = NULL, \
                         edited_at = NULL, notify_at = NULL WHERE id = ?1";
                    self.conn.prepare_cached(sql)?.execute([id.0])?;
                }
                ConversationState::Waiting => {
                    let sql = "UPDATE conversation SET state = 'waiting', snoozed_until = NULL, \
                         waiting_since = coalesce(waiting_since, (SELECT max(sort_at) \
                         FROM post WHERE conversation_id = ?1 AND ours = 0 AND context = 0), last_at) \
                         WHERE id = ?1 AND state <> 'waiting'";
                    self.conn.prepare_cached(sql)?.execute([id.0])?;
                }
                // That needs its moment: `snooze_conversation`.
                ConversationState::Snoozed => {}
            }
        }
        Ok(())
    }

    /// Marks all messages of a conversation read; says whether any was not.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mark_conversation_read(&self, id: ConversationId, now: Timestamp) -> Result<bool, StoreError> {
        self.mark_read_until(id, Timestamp(i64::MAX), now)
    }

    /// Marks messages up to a moment read; says whether any was not.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mark_read_until(&self, id: ConversationId, until: Timestamp, now: Timestamp) -> Result<bool, StoreError> {
        // Context is nobody's message yet: should it become one, it was not read.
        let sql = "UPDATE post SET read_at = ?3 WHERE conversation_id = ?1 AND sort_at <= ?2 AND read_at IS NULL \
             AND ours = 0 AND context = 0";
        let any = self.conn.prepare_cached(sql)?.execute(params![id.0, until.0, now.0])? > 0;
        let sql = "UPDATE conversation SET unread = (SELECT count(*) FROM post WHERE conversation_id = ?1 \
             AND ours = 0 AND context = 0 AND read_at IS NULL) WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute([id.0])?;
        Ok(any)
    }

    /// Remembers when a conversation's thread was read from the platform.
    ///
    /// # Errors
    /// What the disk said.
    pub fn thread_was_read(&self, id: ConversationId, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET thread_read_at = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, now.0])?;
        Ok(())
    }
}

fn state_word(state: ConversationState) -> &'static str {
    match state {
        ConversationState::Waiting => "waiting",
        ConversationState::Done | ConversationState::Snoozed => "done",
    }
}

/// A label as it is kept.
pub(crate) fn label_word(label: Label) -> Result<String, StoreError> {
    word(&label)
}

/// A word of a newer version is no label.
pub(crate) fn label_of(word: &str) -> Option<Label> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

#[cfg(test)]
mod tests;
