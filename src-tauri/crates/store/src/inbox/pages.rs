//! The messages of a conversation, a page at a time: one that thousands answered opens as fast as any other.

use crate::posts::{self, read_row};
use crate::{Reader, StoreError, StoredPost, Writer};
use lectern_model::{AccountId, ConversationId, MessageBefore, PostId, Timestamp};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeSet, HashMap};

/// A stretch of a conversation, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessagesPage {
    /// The messages.
    pub messages: Vec<StoredPost>,
    /// Of each who writes on this page, the last message before it.
    pub before: Vec<StoredPost>,
    /// Of each who writes on this page, the first message after it.
    pub after: Vec<StoredPost>,
    /// There are messages before these.
    pub more: bool,
}

impl Reader<'_> {
    /// The newest messages of a conversation, or those before one of its messages.
    ///
    /// # Errors
    /// `NotFound` where that message is not in it any more, or what the disk said.
    pub fn messages_page(
        &self,
        id: ConversationId,
        before: Option<PostId>,
        limit: u32,
    ) -> Result<MessagesPage, StoreError> {
        let end = match before {
            Some(post) => self.place_of(id, post)?,
            None => (i64::MAX, i64::MAX),
        };
        let sql = format!(
            "SELECT {} FROM post WHERE conversation_id = ?1 AND (sort_at, id) < (?2, ?3) \
             ORDER BY sort_at DESC, id DESC LIMIT {}",
            posts::COLUMNS,
            i64::from(limit) + 1
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![id.0, end.0, end.1], read_row)?;
        let mut messages = rows.collect::<Result<Vec<_>, _>>()?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = messages.len() > most;
        messages.truncate(most);
        messages.reverse();
        let (before, after) = self.beside(id, &messages)?;
        Ok(MessagesPage { messages, before, after, more })
    }

    /// Where a message stands in its conversation.
    fn place_of(&self, id: ConversationId, post: PostId) -> Result<(i64, i64), StoreError> {
        let sql = "SELECT sort_at FROM post WHERE id = ?1 AND conversation_id = ?2";
        let at = self.conn.prepare_cached(sql)?.query_row([post.0, id.0], |row| row.get(0)).optional()?;
        Ok((at.ok_or_else(|| StoreError::not_found("This message"))?, post.0))
    }

    /// What those who write on a page wrote right before and right after it.
    fn beside(
        &self,
        id: ConversationId,
        page: &[StoredPost],
    ) -> Result<(Vec<StoredPost>, Vec<StoredPost>), StoreError> {
        let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok((Vec::new(), Vec::new())) };
        let side = |than: &str, order: &str| {
            format!(
                "SELECT {} FROM post WHERE conversation_id = ?1 AND author_handle = ?2 \
                 AND (sort_at, id) {than} (?3, ?4) ORDER BY sort_at {order}, id {order} LIMIT 1",
                posts::COLUMNS
            )
        };
        let mut above = self.conn.prepare_cached(&side("<", "DESC"))?;
        let mut below = self.conn.prepare_cached(&side(">", "ASC"))?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let writers: BTreeSet<&str> = page.iter().map(|message| message.post.author.handle.as_str()).collect();
        for writer in writers {
            let (at, post) = (first.post.sort_at.0, first.id.0);
            before.extend(above.query_row(params![id.0, writer, at, post], read_row).optional()?);
            let (at, post) = (last.post.sort_at.0, last.id.0);
            after.extend(below.query_row(params![id.0, writer, at, post], read_row).optional()?);
        }
        Ok((before, after))
    }

    /// How many messages a conversation has.
    ///
    /// # Errors
    /// What the disk said.
    pub fn message_count(&self, id: ConversationId) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM post WHERE conversation_id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    }

    /// The message that a reply answers when nobody says: the last that was written to us, or the last there is.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_message(&self, id: ConversationId) -> Result<Option<StoredPost>, StoreError> {
        let newest = "ORDER BY sort_at DESC, id DESC LIMIT 1";
        for whose in ["ours = 0 AND context = 0", "context = 0", "TRUE"] {
            let sql = format!("SELECT {} FROM post WHERE conversation_id = ?1 AND {whose} {newest}", posts::COLUMNS);
            if let Some(found) = self.conn.prepare_cached(&sql)?.query_row([id.0], read_row).optional()? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The newest message of a conversation, theirs or ours.
    ///
    /// # Errors
    /// What the disk said.
    pub fn last_said(&self, id: ConversationId) -> Result<Option<StoredPost>, StoreError> {
        let sql = format!(
            "SELECT {} FROM post WHERE conversation_id = ?1 AND context = 0 ORDER BY sort_at DESC, id DESC LIMIT 1",
            posts::COLUMNS
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([id.0], read_row).optional()?)
    }

    /// What messages said before they were changed, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn messages_before(&self, messages: &[StoredPost]) -> Result<HashMap<PostId, Vec<MessageBefore>>, StoreError> {
        let sql = "SELECT text, until, answered FROM message_before WHERE post_id = ?1 ORDER BY id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut all = HashMap::new();
        for message in messages {
            let rows = statement.query_map([message.id.0], |row| {
                Ok(MessageBefore { text: row.get(0)?, until: Timestamp(row.get(1)?), answered: row.get(2)? })
            })?;
            let before = rows.collect::<Result<Vec<_>, _>>()?;
            if !before.is_empty() {
                all.insert(message.id, before);
            }
        }
        Ok(all)
    }

    /// Those of some messages that answer a post which was deleted: the platform said so, or this desk did it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn answering_deleted(&self, messages: &[StoredPost]) -> Result<BTreeSet<PostId>, StoreError> {
        let sql = "SELECT p.parent_deleted OR EXISTS (SELECT 1 FROM delivery d WHERE d.account_id = p.account_id \
             AND d.state = 'sent' AND json_extract(d.detail, '$.published.remote_id') = p.reply_to \
             AND json_extract(d.detail, '$.deleted_at') IS NOT NULL) FROM post p WHERE p.id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut found = BTreeSet::new();
        for message in messages {
            if statement.query_row([message.id.0], |row| row.get(0)).optional()?.unwrap_or(false) {
                found.insert(message.id);
            }
        }
        Ok(found)
    }

    /// The conversation of an account with a key. One that was put into another is that other.
    ///
    /// # Errors
    /// What the disk said.
    pub fn conversation_with_key(&self, account: AccountId, key: &str) -> Result<Option<ConversationId>, StoreError> {
        let sql = "SELECT coalesce(merged_into, id) FROM conversation WHERE account_id = ?1 AND key = ?2";
        let read = |row: &rusqlite::Row<'_>| row.get(0).map(ConversationId);
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, key], read).optional()?)
    }
}

impl Writer<'_> {
    /// Keeps that the post which a message answers was deleted; says whether that was not known.
    ///
    /// # Errors
    /// What the disk said.
    pub fn parent_was_deleted(&self, message: PostId) -> Result<bool, StoreError> {
        let sql = "UPDATE post SET parent_deleted = 1 WHERE id = ?1 AND parent_deleted = 0";
        Ok(self.conn.prepare_cached(sql)?.execute([message.0])? > 0)
    }
}
