//! `post`: every post, whether it came by a feed, by the inbox, or both.
//!
//! A post is stored once per account and `remote_id`. What comes again changes what is told about it (text, counts,
//! who may see it) but never where it stands in the feed, unless somebody boosted it into the feed meanwhile.

mod rows;

pub(crate) use rows::{COLUMNS, Columns, kind_of, kind_word, read_row};

use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, Author, Card, ConversationId, ConversationKind, Counts, PostId, PostMedia, Timestamp, Visibility,
};
use rows::visibility_word;
use rusqlite::{OptionalExtension, named_params, params};
use serde_json::Value;

/// A post as it is kept: its HTML is sanitised and its time is not in the future.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPost {
    /// The platform's id for it.
    pub remote_id: String,
    /// Where it stands in the feed.
    pub sort_at: Timestamp,
    /// When it was written, as the platform says.
    pub created_at: Timestamp,
    /// Its page.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// Who boosted it into the feed.
    pub boosted_by: Option<Author>,
    /// Title. Empty: none.
    pub title: String,
    /// Sanitised HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is attached.
    pub media: Vec<PostMedia>,
    /// Its link card.
    pub card: Option<Card>,
    /// Public counts.
    pub counts: Counts,
    /// Whether the account liked it.
    pub liked: bool,
    /// Whether the account boosted it.
    pub boosted: bool,
    /// What it answers.
    pub reply_to: Option<String>,
    /// First post of its thread.
    pub thread_root: Option<String>,
    /// The connector's own handle for it.
    pub remote_ref: Value,
}

/// A stored post.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPost {
    /// Its number.
    pub id: PostId,
    /// The account it came through.
    pub account: AccountId,
    /// What is told about it.
    pub post: NewPost,
    /// When it arrived first.
    pub received_at: Timestamp,
    /// Whether it is in the account's feed.
    pub in_feed: bool,
    /// The conversation it is a message of.
    pub conversation: Option<ConversationId>,
    /// Why it arrived in the inbox.
    pub kind: Option<ConversationKind>,
    /// Whether we wrote it.
    pub ours: bool,
    /// Whether it is only context of a conversation.
    pub context: bool,
    /// When it was read as a message.
    pub read_at: Option<Timestamp>,
}

/// How a post arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// By the feed.
    Feed,
    /// As a message of a conversation.
    Message {
        /// The conversation.
        conversation: ConversationId,
        /// Why; none for our own words and for context.
        kind: Option<ConversationKind>,
        /// Whether we wrote it.
        ours: bool,
        /// Whether it is only context.
        context: bool,
    },
}

/// What storing a post came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upserted {
    /// Its number.
    pub id: PostId,
    /// It was not here before, in any way.
    pub fresh: bool,
    /// It was not here before in the way it arrived now (in the feed, or in this conversation).
    pub arrived: bool,
    /// Something about it is other than before.
    pub changed: bool,
}

const INSERT: &str =
    "INSERT INTO post (account_id, remote_id, in_feed, sort_at, created_at, received_at, url, author_id,
      author_name, author_handle, author_url, author_avatar, boosted_by, title, html, text, language, content_warning,
      visibility, media, card, replies, boosts, likes, liked, boosted, reply_to, thread_root, remote_ref,
      conversation_id, kind, ours, context)
    VALUES (:account, :remote_id, :in_feed, :sort_at, :created_at, :now, :url, :author_id, :author_name, :author_handle,
      :author_url, :author_avatar, :boosted_by, :title, :html, :text, :language, :content_warning, :visibility, :media,
      :card, :replies, :boosts, :likes, :liked, :boosted, :reply_to, :thread_root, :remote_ref, :conversation, :kind,
      :ours, :context)
    ON CONFLICT (account_id, remote_id) DO NOTHING";

/// Writes only where something differs, so that asking again and again costs no disk.
const UPDATE: &str = "UPDATE post SET
      in_feed = max(in_feed, :in_feed),
      sort_at = CASE WHEN :in_feed = 1 AND (in_feed = 0 OR (boosted_by IS NULL AND :boosted_by IS NOT NULL))
        THEN :sort_at ELSE sort_at END,
      url = :url, author_id = :author_id, author_name = :author_name, author_handle = :author_handle,
      author_url = :author_url, author_avatar = :author_avatar, boosted_by = coalesce(:boosted_by, boosted_by),
      title = :title, html = :html, text = :text, language = :language, content_warning = :content_warning,
      visibility = :visibility, media = :media, card = :card, replies = :replies, boosts = :boosts, likes = :likes,
      liked = :liked, boosted = :boosted, reply_to = :reply_to, thread_root = :thread_root, remote_ref = :remote_ref,
      conversation_id = coalesce(:conversation, conversation_id), kind = coalesce(:kind, kind),
      ours = max(ours, :ours), context = CASE WHEN :conversation IS NULL THEN context
        WHEN conversation_id IS NULL THEN :context ELSE min(context, :context) END
    WHERE account_id = :account AND remote_id = :remote_id AND (in_feed < :in_feed
      OR (:boosted_by IS NOT NULL AND boosted_by IS NOT :boosted_by)
      OR (url, author_id, author_name, author_handle, author_url, author_avatar, title, html, text, language,
        content_warning, visibility, media, card, replies, boosts, likes, liked, boosted, reply_to, thread_root,
        remote_ref)
        IS NOT (:url, :author_id, :author_name, :author_handle, :author_url, :author_avatar, :title, :html, :text,
        :language, :content_warning, :visibility, :media, :card, :replies, :boosts, :likes, :liked, :boosted,
        :reply_to, :thread_root, :remote_ref)
      OR (:conversation IS NOT NULL AND conversation_id IS NOT :conversation)
      OR (:kind IS NOT NULL AND kind IS NOT :kind) OR ours < :ours
      OR (:conversation IS NOT NULL AND context > :context))";

impl Reader<'_> {
    /// A post by its number.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn post(&self, id: PostId) -> Result<StoredPost, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM post WHERE id = ?1"))?;
        let found = statement.query_row([id.0], read_row).optional()?;
        found.ok_or_else(|| StoreError::not_found("This post"))
    }

    /// A post by the platform's id for it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn post_by_remote(&self, account: AccountId, remote_id: &str) -> Result<Option<StoredPost>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM post WHERE account_id = ?1 AND remote_id = ?2");
        Ok(self.conn.prepare_cached(&sql)?.query_row(params![account.0, remote_id], read_row).optional()?)
    }

    /// How many posts are kept.
    ///
    /// # Errors
    /// What the disk said.
    pub fn count_posts(&self) -> Result<u64, StoreError> {
        let count: i64 = self.conn.query_row("SELECT count(*) FROM post", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

impl Writer<'_> {
    /// Stores a post, or what is new about it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn upsert_post(
        &self,
        account: AccountId,
        post: &NewPost,
        arrival: Arrival,
        now: Timestamp,
    ) -> Result<Upserted, StoreError> {
        let words = JsonColumns::of(post)?;
        if self.store(INSERT, account, post, &words, arrival, Some(now))? > 0 {
            let id = PostId(self.conn.last_insert_rowid());
            return Ok(Upserted { id, fresh: true, arrived: true, changed: true });
        }
        let sql = "SELECT id, in_feed, conversation_id FROM post WHERE account_id = ?1 AND remote_id = ?2";
        let (id, in_feed, conversation): (i64, bool, Option<i64>) = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![account.0, post.remote_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let arrived = match arrival {
            Arrival::Feed => !in_feed,
            Arrival::Message { conversation: to, .. } => conversation != Some(to.0),
        };
        let changed = self.store(UPDATE, account, post, &words, arrival, None)? > 0;
        Ok(Upserted { id: PostId(id), fresh: false, arrived, changed })
    }

    fn store(
        &self,
        sql: &str,
        account: AccountId,
        post: &NewPost,
        words: &JsonColumns,
        arrival: Arrival,
        now: Option<Timestamp>,
    ) -> Result<usize, StoreError> {
        let (conversation, kind, ours, context) = match arrival {
            Arrival::Feed => (None, None, false, false),
            Arrival::Message { conversation, kind, ours, context } => (Some(conversation.0), kind, ours, context),
        };
        let mut statement = self.conn.prepare_cached(sql)?;
        let values = named_params! {
            ":account": account.0, ":remote_id": post.remote_id, ":in_feed": matches!(arrival, Arrival::Feed),
            ":sort_at": post.sort_at.0, ":url": post.url,
            ":author_id": post.author.remote_id, ":author_name": post.author.name,
            ":author_handle": post.author.handle, ":author_url": post.author.url,
            ":author_avatar": post.author.avatar_url, ":boosted_by": words.boosted_by, ":title": post.title,
            ":html": post.html, ":text": post.text, ":language": post.language,
            ":content_warning": post.content_warning, ":visibility": visibility_word(post.visibility),
            ":media": words.media, ":card": words.card, ":replies": post.counts.replies,
            ":boosts": post.counts.boosts, ":likes": post.counts.likes, ":liked": post.liked,
            ":boosted": post.boosted, ":reply_to": post.reply_to, ":thread_root": post.thread_root,
            ":remote_ref": words.remote_ref, ":conversation": conversation, ":kind": kind.map(kind_word),
            ":ours": ours, ":context": context,
        };
        for (name, value) in values {
            let index = statement.parameter_index(name)?;
            if let Some(index) = index {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        if let Some(now) = now {
            statement.raw_bind_parameter(c":now", now.0)?;
            statement.raw_bind_parameter(c":created_at", post.created_at.0)?;
        }
        Ok(statement.raw_execute()?)
    }

    /// Keeps what a like or boost of ours came to.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_reaction(
        &self,
        id: PostId,
        (liked, boosted): (bool, bool),
        counts: Counts,
        remote_ref: &Value,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE post SET liked = ?2, boosted = ?3, likes = ?4, boosts = ?5, remote_ref = ?6 WHERE id = ?1";
        let values = params![id.0, liked, boosted, counts.likes, counts.boosts, remote_ref.to_string()];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Forgets a post that is gone on the platform.
    ///
    /// # Errors
    /// What the disk said.
    pub fn delete_post(&self, id: PostId) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }
}

/// The columns that hold JSON.
struct JsonColumns {
    boosted_by: Option<String>,
    media: String,
    card: Option<String>,
    remote_ref: String,
}

impl JsonColumns {
    fn of(post: &NewPost) -> Result<Self, StoreError> {
        Ok(Self {
            boosted_by: post.boosted_by.as_ref().map(serde_json::to_string).transpose()?,
            media: if post.media.is_empty() { "[]".to_owned() } else { serde_json::to_string(&post.media)? },
            card: post.card.as_ref().map(serde_json::to_string).transpose()?,
            remote_ref: post.remote_ref.to_string(),
        })
    }
}
