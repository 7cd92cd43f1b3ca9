//! `mute`: what is left out of the person's own view.

use crate::{NewPost, Reader, StoreError, Writer};
use lectern_model::{Author, Mute, MuteId, MuteKind, Timestamp};
use rusqlite::params;
use std::collections::HashSet;

/// Mutes that are in force, ready to be matched.
#[derive(Debug, Clone, Default)]
pub struct Mutes {
    authors: HashSet<String>,
    words: Vec<String>,
}

impl Mutes {
    /// Makes them ready.
    #[must_use]
    pub fn of(mutes: &[Mute]) -> Self {
        let mut ready = Self::default();
        for mute in mutes {
            match mute.kind {
                MuteKind::Author => drop(ready.authors.insert(mute.value.clone())),
                MuteKind::Words => ready.words.push(mute.value.to_lowercase()),
            }
        }
        ready.words.retain(|words| !words.trim().is_empty());
        ready
    }

    /// Whether nothing is muted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.authors.is_empty() && self.words.is_empty()
    }

    /// Whether a post is left out: by its author, by who boosted it, or by words that stand in it as whole words.
    #[must_use]
    pub fn hide(&self, post: &NewPost) -> bool {
        let by = |author: &Author| self.authors.contains(&author.remote_id) || self.authors.contains(&author.handle);
        if !self.authors.is_empty() && (by(&post.author) || post.boosted_by.as_ref().is_some_and(by)) {
            return true;
        }
        if self.words.is_empty() {
            return false;
        }
        let parts = [post.title.to_lowercase(), post.content_warning.to_lowercase(), post.text.to_lowercase()];
        self.words.iter().any(|words| parts.iter().any(|part| holds(part, words)))
    }
}

/// Whether `words` stand in `text` with no letter or digit right before or after.
fn holds(text: &str, words: &str) -> bool {
    let edge = |neighbour: Option<char>, end: Option<char>| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !(letter(neighbour) && letter(end))
    };
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        edge(before, found.chars().next()) && edge(after, found.chars().next_back())
    })
}

impl Reader<'_> {
    /// Mutes in force, the newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mutes(&self, now: Timestamp) -> Result<Vec<Mute>, StoreError> {
        let sql = "SELECT id, kind, value, label, until FROM mute WHERE until IS NULL OR until > ?1 ORDER BY id DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mutes = statement.query_map([now.0], |row| {
            let kind: String = row.get(1)?;
            Ok(Mute {
                id: MuteId(row.get(0)?),
                kind: if kind == "author" { MuteKind::Author } else { MuteKind::Words },
                value: row.get(2)?,
                label: row.get(3)?,
                until: row.get::<_, Option<i64>>(4)?.map(Timestamp),
            })
        })?;
        Ok(mutes.collect::<Result<_, _>>()?)
    }

    /// An author's name and handle, as they stood in the newest post by them. `author`: their platform id or handle.
    ///
    /// # Errors
    /// What the disk said.
    pub fn author_label(&self, author: &str) -> Result<Option<String>, StoreError> {
        let sql =
            "SELECT author_name, author_handle FROM post WHERE in_feed = 1 AND (author_id = ?1 OR author_handle = ?1)
                   ORDER BY sort_at DESC, id DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([author])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (name, handle): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(Some([name, handle].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")))
    }
}

impl Writer<'_> {
    /// Adds a mute, or gives one that is here a new end.
    ///
    /// # Errors
    /// What the disk said.
    pub fn add_mute(
        &self,
        kind: MuteKind,
        value: &str,
        label: &str,
        until: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let kind = match kind {
            MuteKind::Words => "words",
            MuteKind::Author => "author",
        };
        let sql = "INSERT INTO mute (kind, value, label, until) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (kind, value) DO UPDATE SET label = excluded.label, until = excluded.until";
        self.conn.prepare_cached(sql)?.execute(params![kind, value, label, until.map(|at| at.0)])?;
        Ok(())
    }

    /// Ends a mute.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_mute(&self, id: MuteId) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM mute WHERE id = ?1")?.execute([id.0])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn words_are_found_whole_and_not_inside_others() {
        for (text, words, found) in [
            ("cats and dogs", "cats", true),
            ("concatenate", "cat", false),
            ("a cat.", "cat", true),
            ("book club tonight", "book club", true),
            ("#election2026", "#election", false),
            ("the #election is near", "#election", true),
            ("élection", "élection", true),
            ("", "x", false),
        ] {
            assert_eq!(holds(text, words), found, "{text} / {words}");
        }
    }
}
