//! Two conversations as one, and apart again.
//!
//! Messages, drafts and deliveries of the one move to the other, and each message remembers where it came in. The one
//! that was put away keeps its key: what arrives under it goes to the other, and goes back with the rest.

use super::Came;
use super::change::before;
use crate::{Reader, StoreError, Writer};
use lectern_model::{ConversationId, ConversationState, ConversationsChanged, PostId, Timestamp};
use rusqlite::{OptionalExtension, params};

impl Reader<'_> {
    /// What the connector groups a message's conversation by: what was put into another one keeps its own. None: the
    /// message is gone.
    ///
    /// # Errors
    /// What the disk said.
    pub fn key_of_message(&self, id: PostId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT c.key FROM post p JOIN conversation c ON c.id = coalesce(p.came_in, p.conversation_id) WHERE p.id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?)
    }
}

impl Writer<'_> {
    /// Puts one conversation into another of the same account; answers how both stood before.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said. That they fit together is the caller's to know.
    pub fn merge_conversations(
        &self,
        into: ConversationId,
        from: ConversationId,
        now: Timestamp,
    ) -> Result<ConversationsChanged, StoreError> {
        let (kept, put_away) = (self.conversation(into)?, self.conversation(from)?);
        let waits = |state| state == ConversationState::Waiting;
        let waiting = waits(kept.state) || waits(put_away.state);
        let sinces = [&kept, &put_away].into_iter().filter(|row| waits(row.state)).filter_map(|row| row.waiting_since);
        let since = sinces.min();
        self.run(
            "UPDATE post SET conversation_id = ?1, came_in = coalesce(came_in, ?2) WHERE conversation_id = ?2",
            into,
            from,
        )?;
        self.run("UPDATE draft SET conversation_id = ?1 WHERE conversation_id = ?2", into, from)?;
        self.run("UPDATE delivery SET conversation_id = ?1 WHERE conversation_id = ?2", into, from)?;
        // What was put into the one before is in the other now.
        self.run("UPDATE conversation SET merged_into = ?1 WHERE merged_into = ?2", into, from)?;
        self.run(
            "UPDATE conversation SET merged_into = ?1, state = 'done', waiting_since = NULL, snoozed_until = NULL, \
             unread = 0, notify_at = NULL WHERE id = ?2",
            into,
            from,
        )?;
        self.refresh_conversation(into, Came::default(), now)?;
        if waiting {
            let sql =
                "UPDATE conversation SET state = 'waiting', snoozed_until = NULL, waiting_since = ?2 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![into.0, since.unwrap_or(kept.last_at).0])?;
        }
        Ok(ConversationsChanged { at: now, before: [&kept, &put_away].into_iter().map(before).collect() })
    }

    /// Takes everything that was put into a conversation out of it again; answers what came out. Who waited in it goes on
    /// waiting, and so does whoever was not meant by an answer that ended the waiting of all.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn take_apart(&self, id: ConversationId, now: Timestamp) -> Result<Vec<ConversationId>, StoreError> {
        let waits = self.conversation(id)?.state == ConversationState::Waiting || self.ends_with_ours(id)?;
        let out: Vec<ConversationId> = self
            .conn
            .prepare_cached("SELECT id FROM conversation WHERE merged_into = ?1 ORDER BY id")?
            .query_map([id.0], |row| row.get(0).map(ConversationId))?
            .collect::<Result<_, _>>()?;
        for one in &out {
            // Answers go back with what they answer.
            let answers = "answers IN (SELECT id FROM post WHERE conversation_id = ?2 AND came_in = ?1)";
            self.run(
                &format!(
                    "UPDATE delivery SET conversation_id = ?1 WHERE conversation_id = ?2 \
                     AND draft_id IN (SELECT id FROM draft WHERE {answers})"
                ),
                *one,
                id,
            )?;
            self.run(
                &format!("UPDATE draft SET conversation_id = ?1 WHERE conversation_id = ?2 AND {answers}"),
                *one,
                id,
            )?;
            self.run(
                "UPDATE post SET conversation_id = ?1, came_in = NULL WHERE conversation_id = ?2 AND came_in = ?1",
                *one,
                id,
            )?;
            self.run(
                "UPDATE post SET conversation_id = ?1 WHERE conversation_id = ?2 AND ours = 1 AND came_in IS NULL \
                 AND remote_id IN (SELECT json_extract(detail, '$.published.remote_id') FROM delivery \
                   WHERE conversation_id = ?1)",
                *one,
                id,
            )?;
            self.conn.prepare_cached("UPDATE conversation SET merged_into = NULL WHERE id = ?1")?.execute([one.0])?;
        }
        for one in out.iter().chain([&id]) {
            self.refresh_conversation(*one, Came { fresh: waits, ..Came::default() }, now)?;
        }
        Ok(out)
    }

    /// Whether the last word in a conversation is ours.
    fn ends_with_ours(&self, id: ConversationId) -> Result<bool, StoreError> {
        let sql =
            "SELECT ours FROM post WHERE conversation_id = ?1 AND context = 0 ORDER BY sort_at DESC, id DESC LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// Remembers that a message came in under the key of a conversation that is in another one now.
    ///
    /// # Errors
    /// What the disk said.
    pub fn message_came_in(&self, post: PostId, key: &str) -> Result<(), StoreError> {
        let sql = "UPDATE post SET came_in = (SELECT c.id FROM conversation c WHERE c.account_id = post.account_id \
             AND c.key = ?2 AND c.merged_into = post.conversation_id) WHERE id = ?1 AND came_in IS NULL";
        self.conn.prepare_cached(sql)?.execute(params![post.0, key])?;
        Ok(())
    }

    fn run(&self, sql: &str, into: ConversationId, from: ConversationId) -> Result<(), StoreError> {
        self.conn.prepare_cached(sql)?.execute(params![into.0, from.0])?;
        Ok(())
    }
}
