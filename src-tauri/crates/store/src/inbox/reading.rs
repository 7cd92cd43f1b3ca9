//! The first reading of an account's conversations, and what messages said before they were changed.

use super::Came;
use crate::{Reader, StoreError, StoredPost, Writer};
use lectern_model::{AccountId, Body, ConversationId, ConversationState, DeliveryId, IncomingPost, PostId, Timestamp};
use rusqlite::{OptionalExtension, params};

/// How far the first reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstReading {
    /// When it began.
    pub begun_at: Timestamp,
    /// Where it goes on; none: at the top.
    pub next_page: Option<String>,
    /// Messages so far.
    pub messages: u32,
}

impl StoredPost {
    /// It, as a connector takes it.
    #[must_use]
    pub fn to_incoming(&self) -> IncomingPost {
        let post = self.post.clone();
        IncomingPost {
            remote_id: post.remote_id,
            url: post.url,
            author: post.author,
            title: post.title,
            body: Body::Plain { text: post.text, links: Vec::new() },
            created_at: post.created_at,
            language: post.language,
            content_warning: post.content_warning,
            visibility: post.visibility,
            media: post.media,
            card: post.card,
            counts: post.counts,
            liked: post.liked,
            boosted: post.boosted,
            boosted_by: post.boosted_by,
            reply_to: post.reply_to,
            thread_root: post.thread_root,
            remote_ref: post.remote_ref,
        }
    }
}

impl Reader<'_> {
    /// A first reading that was begun and is not done.
    ///
    /// # Errors
    /// What the disk said.
    pub fn first_reading(&self, account: AccountId) -> Result<Option<FirstReading>, StoreError> {
        let sql = "SELECT begun_at, next_page, messages FROM first_reading WHERE account_id = ?1 AND done_at IS NULL";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(FirstReading { begun_at: Timestamp(row.get(0)?), next_page: row.get(1)?, messages: row.get(2)? })
        };
        Ok(self.conn.prepare_cached(sql)?.query_row([account.0], read).optional()?)
    }

    /// The newest answer of somebody else that was shown before a reply goes out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn answer_seen(&self, reply: DeliveryId) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT answer_seen_at FROM delivery WHERE id = ?1";
        let seen: Option<Option<i64>> =
            self.conn.prepare_cached(sql)?.query_row([reply.0], |row| row.get(0)).optional()?;
        Ok(seen.flatten().map(Timestamp))
    }
}

impl Writer<'_> {
    /// Keeps how far the first reading has come; `next_page` none: it is done.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_first_reading(
        &self,
        account: AccountId,
        next_page: Option<&str>,
        more: u32,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO first_reading (account_id, begun_at, next_page, messages, done_at) \
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account_id) DO UPDATE SET next_page = excluded.next_page, \
             messages = messages + excluded.messages, done_at = excluded.done_at";
        let done = Some(now.0).filter(|_| next_page.is_none());
        self.conn.prepare_cached(sql)?.execute(params![account.0, now.0, next_page, more, done])?;
        Ok(())
    }

    /// Keeps that an answer of somebody else is shown before a reply goes out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_answer_seen(&self, reply: DeliveryId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE delivery SET answer_seen_at = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![reply.0, at.0])?;
        // The other answer is to be read with the thread as soon as somebody looks.
        let sql = "UPDATE conversation SET thread_read_at = NULL \
             WHERE id = (SELECT conversation_id FROM delivery WHERE id = ?1)";
        self.conn.prepare_cached(sql)?.execute([reply.0])?;
        Ok(())
    }

    /// Where a conversation of earlier times stands: done where we answered, or where the last of theirs is older than
    /// `recent`; else it waits. One that a person called done stays so.
    ///
    /// # Errors
    /// What the disk said.
    pub fn settle_earlier(
        &self,
        id: ConversationId,
        fresh: bool,
        recent: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let before = self.conversation(id)?;
        self.refresh_conversation(id, Came { fresh, ..Came::default() }, now)?;
        if !fresh && before.state != ConversationState::Waiting {
            return Ok(());
        }
        let sql = "SELECT min(sort_at), max(sort_at) FROM post WHERE conversation_id = ?1 AND ours = 0 AND context = 0 \
             AND sort_at > coalesce((SELECT max(sort_at) FROM post WHERE conversation_id = ?1 AND ours = 1 \
               AND context = 0), ?2)";
        let (oldest, newest): (Option<i64>, Option<i64>) =
            self.conn.prepare_cached(sql)?.query_row(params![id.0, i64::MIN], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match oldest.filter(|_| newest.is_some_and(|at| at >= recent.0)) {
            Some(since) => {
                let sql = "UPDATE conversation SET state = 'waiting', waiting_since = ?2 WHERE id = ?1";
                self.conn.prepare_cached(sql)?.execute(params![id.0, since])?;
                Ok(())
            }
            None => self.set_conversation_state(&[id], ConversationState::Done, now),
        }
    }

    /// Keeps what a message said until now. Where we had answered it, its conversation waits again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn message_was_changed(
        &self,
        post: PostId,
        conversation: ConversationId,
        before: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM post p JOIN post o ON o.conversation_id = p.conversation_id \
             AND o.ours = 1 AND o.context = 0 AND o.sort_at > p.sort_at WHERE p.id = ?1)";
        let answered: bool = self.conn.prepare_cached(sql)?.query_row([post.0], |row| row.get(0))?;
        let sql = "INSERT INTO message_before (post_id, text, until, answered) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute(params![post.0, before, now.0, answered])?;
        if answered {
            let sql = "UPDATE conversation SET state = 'waiting', snoozed_until = NULL, edited_at = ?2, \
                 waiting_since = coalesce(waiting_since, ?2) WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![conversation.0, now.0])?;
            self.conn.prepare_cached("UPDATE post SET read_at = NULL WHERE id = ?1")?.execute([post.0])?;
        }
        Ok(answered)
    }
}
