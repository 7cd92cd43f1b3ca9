//! Which rows of a table are posts that are here already. A row that does not say for certain which accounts it is for
//! (two are called alike, one was removed) is told by the number of its draft, or by the accounts it can mean: else what
//! went out as a table would come back a second time.

use super::posts;
use lectern_model::{AccountId, CsvRow, DraftId, Timestamp};
use lectern_store::{Reader, StoreError};
use std::collections::{HashMap, HashSet};

/// What tells one post from another: its text, its time to the second, its accounts.
type Key = (String, Option<i64>, Vec<AccountId>);

/// What a row says besides: where it came from, and what its accounts can be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clue {
    /// The number of its draft.
    pub(super) draft: Option<DraftId>,
    /// For each name that several accounts have, those accounts.
    pub(super) one_of: Vec<Vec<AccountId>>,
    /// It names an account that is not here.
    pub(super) unknown: bool,
}

impl Clue {
    fn is_unsure(&self) -> bool {
        self.unknown || !self.one_of.is_empty()
    }

    /// Whether the accounts of a post can be those that a row means.
    fn fits(&self, meant: &[AccountId], post: &Post) -> bool {
        if !meant.iter().all(|account| post.accounts.contains(account)) {
            return false;
        }
        if self.draft == Some(post.draft) {
            return true;
        }
        let each = self.one_of.iter().all(|some| some.iter().any(|account| post.accounts.contains(account)));
        let mut more = post.accounts.iter().filter(|account| !meant.contains(account));
        !self.unknown && each && more.all(|account| self.one_of.iter().any(|some| some.contains(account)))
    }
}

/// What of a post tells whether a row is the same.
struct Post {
    draft: DraftId,
    accounts: Vec<AccountId>,
}

/// Posts that are here, by their text and their time to the second.
#[derive(Default)]
pub(super) struct Known(HashMap<(String, Option<i64>), Vec<Post>>);

impl Known {
    /// Those of the time that rows speak of, and those with no time.
    ///
    /// # Errors
    /// What the disk said.
    pub(super) fn read(reader: &Reader<'_>, (from, before): (Timestamp, Timestamp)) -> Result<Self, StoreError> {
        let mut known = Self::default();
        for post in reader.kept_posts(from, before)? {
            known.add(&post.text, post.at, Post { draft: post.draft, accounts: post.targets });
        }
        // What was moved since stands elsewhere than its draft says.
        for post in posts::posts(reader, from, before)? {
            known.add(&post.text, Some(post.at), Post { draft: post.draft, accounts: post.accounts });
        }
        Ok(known)
    }

    fn add(&mut self, text: &str, at: Option<Timestamp>, mut post: Post) {
        post.accounts.sort_unstable();
        self.0.entry(said(text, at)).or_default().push(post);
    }

    /// Whether a row is one of them.
    pub(super) fn holds(&self, row: &CsvRow, clue: &Clue) -> bool {
        let posts = self.0.get(&said(&row.text, row.at)).map(Vec::as_slice).unwrap_or_default();
        let meant = sorted(&row.accounts);
        posts.iter().any(|post| post.accounts == meant || (clue.is_unsure() && clue.fits(&meant, post)))
    }
}

/// Rows that were seen, each with its line.
#[derive(Default)]
pub(super) struct SeenRows(HashMap<(Key, Option<DraftId>), u32>);

impl SeenRows {
    /// The line of the same post above; none: this is the first.
    pub(super) fn above(&mut self, row: &CsvRow, clue: &Clue) -> Option<u32> {
        let (text, at) = said(&row.text, row.at);
        // Two posts whose accounts nobody can tell are two where they came from two drafts.
        let draft = clue.draft.filter(|_| clue.is_unsure());
        let key = ((text, at, sorted(&row.accounts)), draft);
        let first = self.0.get(&key).copied();
        if first.is_none() {
            self.0.insert(key, row.line);
        }
        first
    }
}

/// From the first moment of some rows to just after the last.
pub(super) fn span<'r>(rows: impl Iterator<Item = &'r CsvRow>) -> (Timestamp, Timestamp) {
    let times: Vec<Timestamp> = rows.filter_map(|row| row.at).collect();
    let from = times.iter().min().copied().unwrap_or_default().plus_seconds(-1);
    (from, times.iter().max().copied().unwrap_or_default().plus_seconds(1))
}

fn said(text: &str, at: Option<Timestamp>) -> (String, Option<i64>) {
    (text.trim_end().to_owned(), at.map(|at| at.0.div_euclid(1000)))
}

fn sorted(accounts: &[AccountId]) -> Vec<AccountId> {
    let once: HashSet<AccountId> = accounts.iter().copied().collect();
    let mut accounts: Vec<AccountId> = once.into_iter().collect();
    accounts.sort_unstable();
    accounts
}
