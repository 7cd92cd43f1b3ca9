//! What came in is a cache: after its time it goes, with everything that was made of it.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, ConversationId, MediaHash, PlatformKey, PostId, Timestamp};
use rusqlite::{Row, params};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How long what an account reads stays, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRow {
    /// The account.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Its name.
    pub handle: String,
    /// Days that the library set; none: it set none.
    pub days: Option<u32>,
    /// How many posts and messages are here.
    pub items: u32,
}

/// What went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expired {
    /// How many posts and messages.
    pub items: usize,
    /// Files of the cache that nothing needs any more.
    pub files: Vec<MediaHash>,
}

/// What must stay although its time is over: a draft is about to answer or share it, or it is held.
const STAYS: &str = "EXISTS (SELECT 1 FROM draft d WHERE (d.answers = p.id OR d.shares = p.id) AND (d.queued_at IS NULL \
       OR EXISTS (SELECT 1 FROM delivery v WHERE v.draft_id = d.id AND v.state NOT IN ('sent', 'cancelled')))) \
     OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.ended_at IS NULL \
       AND (h.account_id IS NULL OR h.account_id = p.account_id) \
       AND (h.from_at IS NULL OR p.created_at >= h.from_at) AND (h.until_at IS NULL OR p.created_at < h.until_at))";

impl Reader<'_> {
    /// How long what each account reads stays.
    ///
    /// # Errors
    /// What the disk said.
    pub fn retention(&self) -> Result<Vec<RetentionRow>, StoreError> {
        let sql = "SELECT a.id, a.platform, a.handle, t.days, (SELECT count(*) FROM post p WHERE p.account_id = a.id) \
             FROM account a LEFT JOIN retention t ON t.account_id = a.id WHERE a.removed_at IS NULL ORDER BY a.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let read = |row: &Row<'_>| {
            let (account, platform) = (AccountId(row.get(0)?), PlatformKey(row.get(1)?));
            Ok(RetentionRow { account, platform, handle: row.get(2)?, days: row.get(3)?, items: row.get(4)? })
        };
        Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// Whether something of an account was here and is gone for good.
    ///
    /// # Errors
    /// What the disk said.
    pub fn is_expired(&self, account: AccountId, remote_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM expired WHERE account_id = ?1 AND key = ?2";
        Ok(self.conn.prepare_cached(sql)?.exists(params![account.0, key(remote_id)])?)
    }
}

impl Writer<'_> {
    /// Sets how many days what an account reads stays.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_retention(&self, account: AccountId, days: u32) -> Result<(), StoreError> {
        let sql = "INSERT INTO retention (account_id, days) VALUES (?1, ?2) \
             ON CONFLICT (account_id) DO UPDATE SET days = ?2";
        self.conn.prepare_cached(sql)?.execute(params![account.0, days])?;
        Ok(())
    }

    /// Removes what an account received before a moment, at most so many; with the conversations that are empty then, the
    /// words that others show of it, and the pictures that only it showed.
    ///
    /// # Errors
    /// What the disk said.
    pub fn expire_posts(&self, account: AccountId, before: Timestamp, most: u32) -> Result<Expired, StoreError> {
        let old = self.old_posts(account, before, most)?;
        let mut conversations = BTreeSet::new();
        let mut pictures = BTreeSet::new();
        for post in &old {
            conversations.extend(post.conversation);
            pictures.extend(post.pictures.iter().map(String::as_str));
            let sql = "INSERT OR IGNORE INTO expired (account_id, key) VALUES (?1, ?2)";
            self.conn.prepare_cached(sql)?.execute(params![account.0, key(&post.remote_id)])?;
            self.conn.prepare_cached("DELETE FROM post WHERE id = ?1")?.execute([post.id.0])?;
        }
        for conversation in conversations {
            self.without_expired(conversation)?;
        }
        Ok(Expired { items: old.len(), files: self.forget_pictures(&pictures)? })
    }

    fn old_posts(&self, account: AccountId, before: Timestamp, most: u32) -> Result<Vec<OldPost>, StoreError> {
        let sql = format!(
            "SELECT p.id, p.remote_id, p.conversation_id, p.author_avatar, p.boosted_by, p.media, p.card FROM post p \
             WHERE p.account_id = ?1 AND p.received_at < ?2 AND NOT ({STAYS}) ORDER BY p.received_at LIMIT ?3"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![account.0, before.0, most], |row| {
            let mut pictures: Vec<String> = row.get::<_, Option<String>>(3)?.into_iter().collect();
            for column in 4..=6 {
                let json: Option<String> = row.get(column)?;
                let json = json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(Value::Null);
                collect_pictures(&json, &mut pictures);
            }
            let conversation = row.get::<_, Option<i64>>(2)?.map(ConversationId);
            Ok(OldPost { id: PostId(row.get(0)?), remote_id: row.get(1)?, conversation, pictures })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A conversation shows nothing of what went; one without messages goes.
    fn without_expired(&self, id: ConversationId) -> Result<(), StoreError> {
        let sql = "DELETE FROM conversation WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM post WHERE conversation_id = ?1) \
             AND NOT EXISTS (SELECT 1 FROM draft WHERE conversation_id = ?1 AND queued_at IS NULL)";
        if self.conn.prepare_cached(sql)?.execute([id.0])? > 0 {
            return Ok(());
        }
        let sql = "UPDATE conversation SET \
               snippet = coalesce((SELECT substr(text, 1, 200) FROM post WHERE conversation_id = ?1 AND context = 0 \
                 ORDER BY sort_at DESC, id DESC LIMIT 1), ''), \
               about = coalesce((SELECT substr(text, 1, 200) FROM (SELECT text, ours, context FROM post \
                 WHERE conversation_id = ?1 ORDER BY sort_at, id LIMIT 1) WHERE ours = 1 OR context = 1), ''), \
               with_author = coalesce((SELECT json_object('remote_id', author_id, 'name', author_name, \
                 'handle', author_handle, 'url', author_url, 'avatar_url', author_avatar) FROM post \
                 WHERE conversation_id = ?1 AND context = 0 AND ours = 0 ORDER BY sort_at DESC, id DESC LIMIT 1), '{}'), \
               unread = (SELECT count(*) FROM post WHERE conversation_id = ?1 AND ours = 0 AND context = 0 \
                 AND read_at IS NULL) \
             WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute([id.0])?;
        Ok(())
    }

    /// Forgets pictures by their addresses: whoever else shows one fetches it again. Answers the files that nothing needs.
    fn forget_pictures(&self, urls: &BTreeSet<&str>) -> Result<Vec<MediaHash>, StoreError> {
        let mut hashes = BTreeSet::new();
        for url in urls {
            let sql = "DELETE FROM picture WHERE url = ?1 RETURNING hash";
            let mut statement = self.conn.prepare_cached(sql)?;
            let gone = statement.query_map([url], |row| row.get::<_, Option<String>>(0))?;
            for hash in gone {
                hashes.extend(hash?);
            }
        }
        let mut files = Vec::new();
        for hash in hashes {
            if !self.needs_file(&hash)? {
                files.push(MediaHash(hash));
            }
        }
        Ok(files)
    }
}

struct OldPost {
    id: PostId,
    remote_id: String,
    conversation: Option<ConversationId>,
    pictures: Vec<String>,
}

/// Every address in a post's JSON that a picture may have been fetched from.
fn collect_pictures(json: &Value, into: &mut Vec<String>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| collect_pictures(item, into)),
        Value::Object(fields) => fields.iter().filter(|(name, _)| name.ends_with("url")).for_each(|(_, url)| {
            into.extend(url.as_str().map(str::to_owned));
        }),
        _ => {}
    }
}

/// Half a SHA-256 of the platform's id: enough to know it again, and nothing that says what it was.
fn key(remote_id: &str) -> Vec<u8> {
    Sha256::digest(remote_id.as_bytes()).iter().take(16).copied().collect()
}

#[cfg(test)]
mod tests;
