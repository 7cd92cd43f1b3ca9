//! What was seen lately: the words and people that what is typed may be completed to.

use crate::{Reader, StoreError};
use lectern_model::PlatformKey;
use rusqlite::params;

/// As much of a post as completions are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPost {
    /// Its number, by which the next look begins.
    pub id: i64,
    /// The platform it came from.
    pub platform: PlatformKey,
    /// Who wrote it: handle and name.
    pub handle: String,
    /// Their name.
    pub name: String,
    /// Its text where that has a hashtag and is not private; else empty.
    pub text: String,
    /// Whether we wrote it.
    pub ours: bool,
    /// Whether it is a message of a conversation with us.
    pub spoken: bool,
}

impl Reader<'_> {
    /// Posts after a number, newest first, at most so many.
    ///
    /// # Errors
    /// What the disk said.
    pub fn seen_posts(&self, after: i64, limit: u32) -> Result<Vec<SeenPost>, StoreError> {
        let sql = "SELECT post.id, account.platform, post.author_handle, post.author_name,
                     CASE WHEN post.visibility <> 'direct' AND instr(post.text, '#') > 0 THEN post.text ELSE '' END,
                     post.ours OR post.author_id = account.remote_id, post.conversation_id IS NOT NULL AND NOT post.context
                   FROM post JOIN account ON account.id = post.account_id
                   WHERE post.id > ?1 ORDER BY post.id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![after, limit], |row| {
            Ok(SeenPost {
                id: row.get(0)?,
                platform: PlatformKey(row.get(1)?),
                handle: row.get(2)?,
                name: row.get(3)?,
                text: row.get(4)?,
                ours: row.get(5)?,
                spoken: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Texts with hashtags that we queued after a number, newest first, at most so many: the number and the text.
    ///
    /// # Errors
    /// What the disk said.
    pub fn seen_sent(&self, after: i64, limit: u32) -> Result<Vec<(i64, String)>, StoreError> {
        let sql = "SELECT id, CASE WHEN instr(text, '#') > 0 THEN text ELSE '' END FROM sent_text
                   WHERE id > ?1 ORDER BY id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![after, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
