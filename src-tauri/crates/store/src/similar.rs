//! What we posted with some of these words.

use crate::search::phrase;
use crate::{Reader, StoreError};
use lectern_model::{AccountId, DraftId, PlatformKey, PostId, SimilarPost, Timestamp};
use rusqlite::{Row, params};

/// A post of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPost {
    /// The platform's id for it. Empty: not known.
    pub remote_id: String,
    /// The post; how alike it is was not looked at.
    pub post: SimilarPost,
}

impl Reader<'_> {
    /// In how many of the texts that went out a word stands; no more than `most` are counted.
    ///
    /// # Errors
    /// What the disk said.
    pub fn sent_with_word(&self, word: &str, most: u32) -> Result<u32, StoreError> {
        let Some(matching) = phrase(word) else { return Ok(0) };
        let sql = "SELECT count(*) FROM (SELECT 1 FROM sent_words WHERE sent_words MATCH ?1 LIMIT ?2)";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![matching, most], |row| row.get(0))?)
    }

    /// What went out with any of these words, most and rarest words first. Answers to others are left out. Its time grows
    /// with the number of posts that have any of the words.
    ///
    /// # Errors
    /// What the disk said.
    pub fn sent_with_any(&self, words: &[String], limit: u32) -> Result<Vec<OwnPost>, StoreError> {
        self.sent_with(joined(words, " OR "), "rank", limit)
    }

    /// What went out with all of these words, the newest first. Answers to others are left out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn sent_with_all(&self, words: &[String], limit: u32) -> Result<Vec<OwnPost>, StoreError> {
        self.sent_with(joined(words, " AND "), "rowid DESC", limit)
    }

    fn sent_with(&self, matching: Option<String>, order: &str, limit: u32) -> Result<Vec<OwnPost>, StoreError> {
        let Some(matching) = matching else { return Ok(Vec::new()) };
        let sql = format!(
            "SELECT d.account_id, a.platform, a.handle, coalesce(d.settled_at, d.queued_at),
                     json_extract(d.outgoing, '$.text'), d.draft_id, NULL, json_extract(d.detail, '$.published.url'),
                     coalesce(json_extract(d.detail, '$.published.remote_id'), ''), json_extract(d.detail, '$.deleted_at')
                   FROM (SELECT rowid AS id FROM sent_words WHERE sent_words MATCH ?1 ORDER BY {order} LIMIT ?2) AS found
                   CROSS JOIN delivery d ON d.id = found.id CROSS JOIN account a ON a.id = d.account_id
                   WHERE d.state = 'sent' AND d.kind = 'post' AND d.conversation_id IS NULL"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![matching, limit], read_own)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Posts of our own in the feeds with any of these words, the newest first, also those that went out from here.
    ///
    /// # Errors
    /// What the disk said.
    pub fn own_posts_with_words(&self, words: &[String], limit: u32) -> Result<Vec<OwnPost>, StoreError> {
        let (Some(matching), Some(authors)) = (joined(words, " OR "), self.own_authors()?) else {
            return Ok(Vec::new());
        };
        let matching = format!("({authors}) AND {{title text}} : ({matching})");
        let sql = "SELECT post.account_id, account.platform, account.handle, post.created_at, post.text, NULL, post.id,
                     post.url, post.remote_id, NULL
                   FROM (SELECT rowid AS id FROM post_words WHERE post_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS found
                   CROSS JOIN post ON post.id = found.id CROSS JOIN account ON account.id = post.account_id
                   WHERE post.author_id = account.remote_id AND post.reply_to IS NULL AND post.boosted_by IS NULL
                     AND post.visibility <> 'direct'";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![matching, limit], read_own)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Our own accounts as authors, for a search; none where there is none.
    pub(crate) fn own_authors(&self) -> Result<Option<String>, StoreError> {
        let accounts = self.accounts()?;
        let handles: Vec<String> = accounts.iter().filter_map(|account| phrase(&account.handle)).collect();
        Ok((!handles.is_empty()).then(|| format!("author_handle : ({})", handles.join(" OR "))))
    }
}

fn read_own(row: &Row<'_>) -> rusqlite::Result<OwnPost> {
    let post = SimilarPost {
        account: AccountId(row.get(0)?),
        platform: PlatformKey(row.get(1)?),
        handle: row.get(2)?,
        at: Timestamp(row.get(3)?),
        deleted_at: row.get::<_, Option<i64>>(9)?.map(Timestamp),
        text: row.get(4)?,
        percent: 0,
        draft: row.get::<_, Option<i64>>(5)?.map(DraftId),
        post: row.get::<_, Option<i64>>(6)?.map(PostId),
        url: row.get(7)?,
    };
    Ok(OwnPost { remote_id: row.get(8)?, post })
}

fn joined(words: &[String], by: &str) -> Option<String> {
    let words: Vec<String> = words.iter().filter_map(|word| phrase(word)).collect();
    (!words.is_empty()).then(|| words.join(by))
}
