//! Rows of `post`, and the words that stand in their columns.

use crate::{NewPost, StoredPost};
use lectern_model::{AccountId, Author, ConversationId, ConversationKind, Counts, PostId, Timestamp, Visibility};
use rusqlite::Row;
use serde::de::DeserializeOwned;

/// Every column that [`read_row`] reads.
pub(crate) const COLUMNS: &str = "post.id, post.account_id, post.remote_id, post.sort_at, post.created_at, post.url, \
    post.author_id, post.author_name, post.author_handle, post.author_url, post.author_avatar, post.boosted_by, \
    post.title, post.html, post.text, post.language, post.content_warning, post.visibility, post.media, post.card, \
    post.replies, post.boosts, post.likes, post.liked, post.boosted, post.reply_to, post.thread_root, \
    post.remote_ref, post.received_at, post.in_feed, post.conversation_id, post.kind, post.ours, post.context, \
    post.read_at";

pub(crate) fn read_row(row: &Row<'_>) -> rusqlite::Result<StoredPost> {
    let mut at = Columns { row, next: 0 };
    let (id, account, remote_id) = (PostId(at.next()?), AccountId(at.next()?), at.next()?);
    let (sort_at, created_at, url) = (Timestamp(at.next()?), Timestamp(at.next()?), at.next()?);
    let author =
        Author { remote_id: at.next()?, name: at.next()?, handle: at.next()?, url: at.next()?, avatar_url: at.next()? };
    let post = NewPost {
        remote_id,
        sort_at,
        created_at,
        url,
        author,
        boosted_by: at.maybe_json()?,
        title: at.next()?,
        html: at.next()?,
        text: at.next()?,
        language: at.next()?,
        content_warning: at.next()?,
        visibility: visibility_of(&at.next::<String>()?),
        media: at.maybe_json()?.unwrap_or_default(),
        card: at.maybe_json()?,
        counts: Counts { replies: at.next()?, boosts: at.next()?, likes: at.next()? },
        liked: at.next()?,
        boosted: at.next()?,
        reply_to: at.next()?,
        thread_root: at.next()?,
        remote_ref: at.maybe_json()?.unwrap_or_default(),
    };
    Ok(StoredPost {
        id,
        account,
        post,
        received_at: Timestamp(at.next()?),
        in_feed: at.next()?,
        conversation: at.next::<Option<i64>>()?.map(ConversationId),
        kind: at.next::<Option<String>>()?.and_then(|word| kind_of(&word)),
        ours: at.next()?,
        context: at.next()?,
        read_at: at.next::<Option<i64>>()?.map(Timestamp),
    })
}

/// Reads the columns of a row from left to right.
pub(crate) struct Columns<'r> {
    pub(crate) row: &'r Row<'r>,
    pub(crate) next: usize,
}

impl Columns<'_> {
    pub(crate) fn next<T: rusqlite::types::FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    /// A word that stands for something; none where the column is NULL or the word is of a newer version.
    pub(crate) fn word<T>(&mut self, of: impl Fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
        let at = self.next;
        self.next += 1;
        Ok(self.row.get_ref(at)?.as_str_or_null().map_err(|_| wrong_type(at))?.and_then(of))
    }

    /// JSON; none where the column is NULL or holds what this version does not understand.
    pub(crate) fn maybe_json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<Option<T>> {
        let at = self.next;
        self.next += 1;
        let text = self.row.get_ref(at)?.as_str_or_null().map_err(|_| wrong_type(at))?;
        Ok(text.filter(|text| *text != "[]").and_then(|text| serde_json::from_str(text).ok()))
    }
}

fn wrong_type(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Text)
}

pub(super) fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "followers",
        Visibility::Direct => "direct",
    }
}

/// A word of a newer version is taken for the most private: nobody is shown more than they should be.
fn visibility_of(word: &str) -> Visibility {
    match word {
        "public" => Visibility::Public,
        "unlisted" => Visibility::Unlisted,
        "followers" => Visibility::Followers,
        _ => Visibility::Direct,
    }
}

pub(crate) fn kind_word(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::Mention => "mention",
        ConversationKind::Reply => "reply",
        ConversationKind::Direct => "direct",
    }
}

pub(crate) fn kind_of(word: &str) -> Option<ConversationKind> {
    match word {
        "mention" => Some(ConversationKind::Mention),
        "reply" => Some(ConversationKind::Reply),
        "direct" => Some(ConversationKind::Direct),
        _ => None,
    }
}
