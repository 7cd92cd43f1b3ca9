//! Full-text search over posts and drafts.

use crate::drafts::first_line;
use crate::{Reader, StoreError};
use lectern_model::{
    AccountId, ConversationId, DraftId, DraftRole, PlatformKey, PostId, SearchHit, SearchKind, Timestamp,
};
use rusqlite::Row;
use std::collections::{HashMap, HashSet};

/// Most words of a search that count.
const MOST_WORDS: usize = 12;

/// What people type as an FTS5 expression: every word is a prefix, words between quotation marks are a phrase. None
/// where nothing typed can be looked for (only marks).
#[must_use]
pub fn match_words(typed: &str) -> Option<String> {
    let typed = typed.replace(['“', '”', '„', '«', '»'], "\"");
    let mut terms = Vec::new();
    for (number, part) in typed.split('"').enumerate() {
        let words = || part.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        if number % 2 == 1 {
            let phrase: Vec<&str> = words().collect();
            // The last, unclosed quotation mark is still being typed: its last word is a prefix.
            let open = number + 1 == typed.split('"').count();
            if !phrase.is_empty() {
                terms.push(format!("\"{}\"{}", phrase.join(" "), if open { "*" } else { "" }));
            }
        } else {
            terms.extend(words().map(|word| format!("\"{word}\"*")));
        }
    }
    terms.truncate(MOST_WORDS);
    if terms.is_empty() { None } else { Some(terms.join(" ")) }
}

/// One thing that was written somewhere, a name or a word, as an FTS5 phrase. None where nothing of it can be looked for.
pub(crate) fn phrase(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| format!("\"{}\"", words.join(" ")))
}

/// As FTS5's `unicode61` splits: letters, digits, marks that belong to a letter, and private signs.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

// The limit is written into each statement: SQLite prepares a statement over a virtual table anew whenever a bound limit
// is set, which costs more than a search that finds little.
impl Reader<'_> {
    /// The newest posts, messages, drafts, templates and deliveries with these words; `ours`: only what we wrote.
    ///
    /// # Errors
    /// What the disk said.
    pub fn search(&self, typed: &str, ours: bool, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(matching) = match_words(typed) else { return Ok(Vec::new()) };
        let mut hits = self.search_drafts(&matching, limit)?;
        // What an account said in words of its own is found by those; in the common words, by the draft.
        let said = self.search_sent(&matching, limit)?;
        let known: HashSet<DraftId> = hits.iter().filter_map(draft_of).collect();
        hits.extend(said.into_iter().filter(|hit| draft_of(hit).is_none_or(|draft| !known.contains(&draft))));
        let posts = if !ours {
            self.search_posts(&matching, limit)?
        } else if let Some(authors) = self.own_authors()? {
            self.search_posts(&format!("({matching}) AND {authors}"), limit)?
        } else {
            Vec::new()
        };
        // A post of ours that came back by the feed is told once: as what was sent.
        let published = self.published_of(hits.iter().filter_map(draft_of))?;
        let came_back = |(hit, remote_id): &(SearchHit, String)| {
            hit.account.is_some_and(|account| published.contains(&(account, remote_id.clone())))
        };
        hits.extend(posts.into_iter().filter(|post| !came_back(post)).map(|(hit, _)| hit));
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.at));
        hits.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(hits)
    }

    /// Posts with these words, each with the platform's id for it.
    fn search_posts(&self, matching: &str, limit: u32) -> Result<Vec<(SearchHit, String)>, StoreError> {
        // Newest by number, which FTS5 gives without sorting; the excerpt is made for those alone.
        let sql = format!(
            "SELECT post.id, post.account_id, post.author_name, post.author_handle,
                     snippet(post_words, -1, char(2), char(3), '…', 24), post.sort_at, post.conversation_id,
                     post.in_feed, post.remote_id
                   FROM post_words CROSS JOIN post ON post.id = post_words.rowid
                   WHERE post_words MATCH ?1 ORDER BY post_words.rowid DESC LIMIT {limit}"
        );
        // Read once for all hits: there are few accounts and many hits.
        let platforms = self.platforms_of_accounts()?;
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement.query_map([matching], |row| Ok((read_post_hit(row, &platforms)?, row.get(8)?)))?;
        Ok(hits.collect::<Result<_, _>>()?)
    }

    fn search_drafts(&self, matching: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let sql = format!(
            "SELECT draft.id, draft.text, snippet(draft_words, -1, char(2), char(3), '…', 24), draft.updated_at,
                     draft.queued_at IS NOT NULL, draft.role
                   FROM draft_words CROSS JOIN draft ON draft.id = draft_words.rowid
                   WHERE draft_words MATCH ?1 ORDER BY draft_words.rowid DESC LIMIT {limit}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement.query_map([matching], |row| {
            Ok(SearchHit {
                what: SearchKind::Draft {
                    id: DraftId(row.get(0)?),
                    queued: row.get(4)?,
                    role: role_of(&row.get::<_, String>(5)?),
                },
                account: None,
                platform: None,
                who: first_line(&row.get::<_, String>(1)?),
                excerpt: row.get(2)?,
                at: Timestamp(row.get(3)?),
            })
        })?;
        Ok(hits.collect::<Result<_, _>>()?)
    }
}

impl Reader<'_> {
    fn search_sent(&self, matching: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let sql = format!(
            "SELECT d.draft_id, d.account_id, a.platform, a.handle,
                     snippet(sent_words, -1, char(2), char(3), '…', 24), coalesce(d.settled_at, d.queued_at)
                   FROM sent_words CROSS JOIN delivery d ON d.id = sent_words.rowid
                   JOIN account a ON a.id = d.account_id
                   WHERE sent_words MATCH ?1 ORDER BY sent_words.rowid DESC LIMIT {limit}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let hits = statement.query_map([matching], |row| {
            Ok(SearchHit {
                what: SearchKind::Draft { id: DraftId(row.get(0)?), queued: true, role: DraftRole::Draft },
                account: Some(AccountId(row.get(1)?)),
                platform: Some(PlatformKey(row.get(2)?)),
                who: row.get(3)?,
                excerpt: row.get(4)?,
                at: Timestamp(row.get(5)?),
            })
        })?;
        Ok(hits.collect::<Result<_, _>>()?)
    }
}

impl Reader<'_> {
    /// What went out from these drafts: the account, and the platform's id for it.
    fn published_of(&self, drafts: impl Iterator<Item = DraftId>) -> Result<HashSet<(AccountId, String)>, StoreError> {
        let sql = "SELECT account_id, json_extract(detail, '$.published.remote_id') FROM delivery
                   WHERE draft_id = ?1 AND state = 'sent' AND json_extract(detail, '$.published.remote_id') <> ''";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut published = HashSet::new();
        for draft in drafts {
            let rows = statement.query_map([draft.0], |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?;
            published.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(published)
    }
}

fn draft_of(hit: &SearchHit) -> Option<DraftId> {
    match hit.what {
        SearchKind::Draft { id, .. } => Some(id),
        SearchKind::Post { .. } | SearchKind::Message { .. } => None,
    }
}

/// A role of a newer version is shown as a draft.
fn role_of(word: &str) -> DraftRole {
    match word {
        "template" => DraftRole::Template,
        "pattern" => DraftRole::Pattern,
        _ => DraftRole::Draft,
    }
}

fn read_post_hit(row: &Row<'_>, platforms: &HashMap<AccountId, PlatformKey>) -> rusqlite::Result<SearchHit> {
    let account = AccountId(row.get(1)?);
    let (name, handle): (String, String) = (row.get(2)?, row.get(3)?);
    let (conversation, in_feed): (Option<i64>, bool) = (row.get(6)?, row.get(7)?);
    let what = match conversation {
        Some(conversation) if !in_feed => SearchKind::Message { conversation: ConversationId(conversation) },
        _ => SearchKind::Post { id: PostId(row.get(0)?) },
    };
    Ok(SearchHit {
        what,
        account: Some(account),
        platform: platforms.get(&account).cloned(),
        who: if name.is_empty() { handle } else { name },
        excerpt: row.get(4)?,
        at: Timestamp(row.get(5)?),
    })
}

#[cfg(test)]
mod tests {
    use super::match_words;
    use proptest::prelude::*;

    #[test]
    fn words_are_prefixes_and_quotes_are_phrases() {
        let expected = [
            ("story", Some("\"story\"*")),
            ("Story time!", Some("\"Story\"* \"time\"*")),
            ("\"book club\" tues", Some("\"book club\" \"tues\"*")),
            ("“book club”", Some("\"book club\"")),
            ("\"book cl", Some("\"book cl\"*")),
            ("c++ AND (NOT *", Some("\"c\"* \"AND\"* \"NOT\"*")),
            ("  -- * \" ", None),
            ("", None),
        ];
        for (typed, matching) in expected {
            assert_eq!(match_words(typed).as_deref(), matching, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_an_expression_that_fts5_takes(typed in ".{0,80}|[\"*():^a-b ]{0,30}") {
            let conn = rusqlite::Connection::open_in_memory().unwrap();
            conn.execute_batch("CREATE VIRTUAL TABLE words USING fts5 (text)").unwrap();
            if let Some(matching) = match_words(&typed) {
                let found = conn.query_row("SELECT count(*) FROM words WHERE words MATCH ?1", [&matching], |row| row.get::<_, i64>(0));
                prop_assert!(found.is_ok(), "{matching}: {found:?}");
            }
        }
    }
}
