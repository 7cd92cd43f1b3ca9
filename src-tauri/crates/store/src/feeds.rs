//! Reading `post` as the merged feed: pages by keyset, newest first.
//!
//! What SQL filters it filters by index: the whole feed walks `post_by_time`, a single account walks
//! `post_by_account`. Mutes are matched here, row by row, because SQLite folds the case of ASCII letters alone.

use crate::posts::{COLUMNS, read_row};
use crate::{Mutes, Reader, StoreError, StoredPost, match_words};
use lectern_model::{AccountId, FeedQuery, PlatformKey, PostId, Timestamp};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params, params_from_iter};
use std::collections::HashMap;

/// Where a post stands.
type Place = (Timestamp, PostId);

/// Most posts that are counted.
const MOST_COUNTED: u32 = 1000;

/// One page as it is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PostPage {
    /// The posts, newest first, without their `remote_ref`: a page shows, and what acts on a post reads that post.
    pub posts: Vec<StoredPost>,
    /// Whether there are more in the direction that was read.
    pub more: bool,
}

/// Which way a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Older,
    Newer,
}

impl Reader<'_> {
    /// A page of the feed. Private messages are no part of it: they stand in their conversation.
    ///
    /// # Errors
    /// `NotFound` where the post to go on from is gone; else what the disk said.
    pub fn feed_page(&self, query: &FeedQuery, mutes: &Mutes) -> Result<PostPage, StoreError> {
        let limit = page_size(query.limit);
        let before = query.before.map(|post| self.place(post)).transpose()?;
        let after = query.after.map(|post| self.place(post)).transpose()?;
        let way = if before.is_none() && after.is_some() { Way::Newer } else { Way::Older };
        let Some(filter) = self.filter(query)? else { return Ok(PostPage::default()) };
        let (sql, values) = filter.sql(&COLUMNS.replace("post.remote_ref", "NULL"), before, after, way);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut page = PostPage::default();
        while let Some(row) = rows.next()? {
            let post = read_row(row)?;
            if mutes.hide(&post.post) {
                continue;
            }
            if page.posts.len() == limit {
                page.more = true;
                break;
            }
            page.posts.push(post);
        }
        if way == Way::Newer {
            page.posts.reverse();
        }
        Ok(page)
    }

    /// How many posts of a view are newer than one; stops counting at a thousand.
    ///
    /// # Errors
    /// `NotFound` where that post is gone; else what the disk said.
    pub fn count_newer(&self, query: &FeedQuery, after: PostId, mutes: &Mutes) -> Result<u32, StoreError> {
        let after = self.place(after)?;
        let Some(filter) = self.filter(query)? else { return Ok(0) };
        if mutes.is_empty() {
            let (sql, values) = filter.sql("1", None, Some(after), Way::Newer);
            let sql = format!("SELECT count(*) FROM ({sql} LIMIT {MOST_COUNTED})");
            return Ok(self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?);
        }
        let (sql, values) = filter.sql(COLUMNS, None, Some(after), Way::Newer);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += u32::from(!mutes.hide(&read_row(row)?.post));
            if count == MOST_COUNTED {
                break;
            }
        }
        Ok(count)
    }

    /// Where the newest post of an account's feed stands that was not written by `own`: a post of ours is put into the
    /// feed when it is sent, and says nothing about how far the feed was read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn newest_in_feed(&self, account: AccountId, own: &str) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT sort_at FROM post WHERE account_id = ?1 AND in_feed = 1 AND author_id <> ?2
                   ORDER BY sort_at DESC, id DESC LIMIT 1";
        let found = self.conn.prepare_cached(sql)?.query_row(params![account.0, own], |row| row.get(0)).optional()?;
        Ok(found.map(Timestamp))
    }

    /// How many of these ids are in an account's feed already.
    ///
    /// # Errors
    /// What the disk said.
    pub fn known_in_feed(&self, account: AccountId, remote_ids: &[String]) -> Result<usize, StoreError> {
        let sql = "SELECT 1 FROM post WHERE account_id = ?1 AND remote_id = ?2 AND in_feed = 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut known = 0;
        for id in remote_ids {
            known += usize::from(statement.exists(params![account.0, id])? || self.is_expired(account, id)?);
        }
        Ok(known)
    }

    /// The newest post that stands at a moment or before it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn post_standing_at(&self, at: Timestamp) -> Result<Option<PostId>, StoreError> {
        let sql = "SELECT id FROM post WHERE in_feed = 1 AND sort_at <= ?1 ORDER BY sort_at DESC, id DESC LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.query_row([at.0], |row| row.get(0)).optional()?.map(PostId))
    }

    /// The platform of every account that has posts.
    ///
    /// # Errors
    /// What the disk said.
    pub fn platforms_of_accounts(&self) -> Result<HashMap<AccountId, PlatformKey>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, platform FROM account WHERE removed_at IS NULL")?;
        let rows = statement.query_map([], |row| Ok((AccountId(row.get(0)?), PlatformKey(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn place(&self, post: PostId) -> Result<Place, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT sort_at FROM post WHERE id = ?1")?;
        let found = statement.query_row([post.0], |row| row.get(0)).optional()?;
        found.map(|at| (Timestamp(at), post)).ok_or_else(|| StoreError::not_found("This post"))
    }

    /// None: nothing can fit.
    fn filter(&self, query: &FeedQuery) -> Result<Option<Filter>, StoreError> {
        let accounts = self.accounts_of(query)?;
        if accounts.as_ref().is_some_and(Vec::is_empty) {
            return Ok(None);
        }
        let words = query.words.trim();
        let matching = if words.is_empty() { None } else { Some(match_words(words)) };
        // Words were typed, but none of them can be looked for.
        if matching.as_ref().is_some_and(Option::is_none) {
            return Ok(None);
        }
        Ok(Some(Filter {
            accounts,
            matching: matching.flatten(),
            hide_boosts: query.hide_boosts,
            hide_replies: query.hide_replies,
            only_media: query.only_media,
        }))
    }

    /// The accounts a query is about; none: all of them.
    fn accounts_of(&self, query: &FeedQuery) -> Result<Option<Vec<i64>>, StoreError> {
        if query.accounts.is_empty() && query.platform.is_none() && query.group.is_none() {
            return Ok(None);
        }
        let all = self.accounts()?;
        let fitting = all.iter().filter(|account| {
            (query.accounts.is_empty() || query.accounts.contains(&account.id))
                && query.platform.as_ref().is_none_or(|platform| *platform == account.platform)
                && query.group.as_ref().is_none_or(|group| *group == account.group)
        });
        Ok(Some(fitting.map(|account| account.id.0).collect()))
    }
}

/// 0 means 50; 200 at most.
fn page_size(limit: u32) -> usize {
    let limit = if limit == 0 { 50 } else { limit.min(200) };
    usize::try_from(limit).unwrap_or(50)
}

struct Filter {
    accounts: Option<Vec<i64>>,
    matching: Option<String>,
    hide_boosts: bool,
    hide_replies: bool,
    only_media: bool,
}

impl Filter {
    fn sql(&self, columns: &str, before: Option<Place>, after: Option<Place>, way: Way) -> (String, Vec<Sql>) {
        let mut sql = format!("SELECT {columns} FROM post WHERE in_feed = 1 AND visibility <> 'direct'");
        let mut values = Vec::new();
        for (place, sign) in [(before, '<'), (after, '>')] {
            if let Some((at, id)) = place {
                sql.push_str(&format!(" AND (sort_at, id) {sign} (?, ?)"));
                values.extend([Sql::Integer(at.0), Sql::Integer(id.0)]);
            }
        }
        match self.accounts.as_deref() {
            Some([one]) => {
                sql.push_str(" AND account_id = ?");
                values.push(Sql::Integer(*one));
            }
            Some(many) => {
                // The plus keeps SQLite from reading each account's whole feed and sorting it.
                sql.push_str(" AND +account_id IN (SELECT value FROM json_each(?))");
                let list: Vec<String> = many.iter().map(i64::to_string).collect();
                values.push(Sql::Text(format!("[{}]", list.join(","))));
            }
            None => {}
        }
        if let Some(matching) = &self.matching {
            sql.push_str(" AND id IN (SELECT rowid FROM post_words WHERE post_words MATCH ?)");
            values.push(Sql::Text(matching.clone()));
        }
        if self.hide_boosts {
            sql.push_str(" AND boosted_by IS NULL");
        }
        if self.only_media {
            sql.push_str(" AND media <> '[]'");
        }
        if self.hide_replies {
            // Somebody who goes on with their own thread answers nobody.
            sql.push_str(
                " AND (reply_to IS NULL OR EXISTS (SELECT 1 FROM post AS above WHERE above.account_id = post.account_id
                   AND above.remote_id = post.reply_to AND above.author_id = post.author_id))",
            );
        }
        sql.push_str(match way {
            Way::Older => " ORDER BY sort_at DESC, id DESC",
            Way::Newer => " ORDER BY sort_at ASC, id ASC",
        });
        (sql, values)
    }
}
