//! What a person wished, kept apart from what the program keeps, and every post on the platform held against it.

use std::collections::BTreeMap;

use lectern_model::{AccountId, Body, DeliveryId, DraftId, Timestamp};
use lectern_testkit::{ServerPost, WrittenBy};

/// A planned post goes out by itself within this many seconds after its time: the setting nobody changed.
const GRACE: i64 = 30 * 60;
/// What nobody planned is sent within a day, or in line behind others within a day more.
const UNPLANNED: i64 = 2 * 24 * 60 * 60;

/// When something is to go out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// The moment; none: at once.
    pub(super) at: Option<Timestamp>,
    /// When it was wished.
    pub(super) since: Timestamp,
    pub(super) never_after: Option<Timestamp>,
}

impl Wish {
    fn allows(&self, now: Timestamp) -> bool {
        let not_too_late = self.never_after.is_none_or(|last| now <= last);
        let in_time = match self.at {
            Some(at) => at <= now && now <= at.plus_seconds(GRACE),
            None => now <= self.since.plus_seconds(UNPLANNED),
        };
        not_too_late && in_time
    }
}

/// A post as a person wrote it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) accounts: u64,
    pub(super) at: Option<i64>,
    pub(super) never_after: Option<i64>,
    pub(super) picture: bool,
    pub(super) draft: Option<DraftId>,
    /// It is queued, or there is no account left for it.
    pub(super) done: bool,
    /// More than one where the program ended, or the disk failed, before it said whether the last one counts.
    pub(super) wishes: Vec<Wish>,
}

/// One delivery, from a person's side.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) key: String,
    pub(super) account: AccountId,
    pub(super) written: usize,
    pub(super) wishes: Vec<Wish>,
    /// The program said that it was stopped.
    pub(super) stopped: bool,
    /// What a person decided about it after the run.
    pub(super) decided: u32,
}

/// The book of one run.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) written: Vec<Written>,
    pub(super) lines: BTreeMap<DeliveryId, Line>,
    /// Remote ids of the accounts.
    pub(super) names: BTreeMap<AccountId, String>,
    /// Posts on the platform that were looked at.
    pub(super) seen: usize,
}

impl Book {
    /// Holds the posts that came since the last look against what was wished.
    ///
    /// # Panics
    /// Where one is there twice, from the wrong account, too early, too late, or with other words or pictures.
    pub(super) fn look(&mut self, posts: &[ServerPost]) {
        for (place, post) in posts.iter().enumerate().skip(self.seen) {
            let WrittenBy::Us { account, key, .. } = &post.by else { continue };
            let twice = posts.iter().take(place).any(|before| before.key() == Some(key));
            let same =
                |before: &&ServerPost| before.post.body == post.post.body && before.post.author == post.post.author;
            let again = posts.iter().take(place).find(same);
            assert!(!twice && again.is_none(), "a doubled post: {post:?}");
            let line = self.lines.values().find(|line| line.key == *key).expect("every post has its delivery");
            assert_eq!(Some(account), self.names.get(&line.account), "the wrong account: {post:?}");
            let written = &self.written[line.written];
            let same_words = matches!(&post.post.body, Body::Plain { text, .. } if *text == written.text);
            let pictures: Vec<&str> = post.pictures.iter().map(|one| one.description.as_str()).collect();
            assert!(same_words && pictures == vec!["A dot"; usize::from(written.picture)], "other words: {post:?}");
            let at = post.post.created_at;
            let allowed = line.wishes.iter().any(|wish| wish.allows(at));
            assert!(allowed, "too early, too late or after its never after: {at:?}, {:?}", line.wishes);
        }
        self.seen = posts.len();
    }

    /// The delivery that a number means, as long as there is any.
    pub(super) fn pick(&self, which: u64) -> Option<DeliveryId> {
        let place = which.checked_rem(self.lines.len() as u64)?;
        self.lines.keys().nth(usize::try_from(place).ok()?).copied()
    }

    /// A person gave new wishes; `sure`: the program said that they count.
    pub(super) fn wish(&mut self, id: DeliveryId, sure: bool, new: impl Fn(&Wish) -> Wish) {
        let Some(line) = self.lines.get_mut(&id) else { return };
        let wished: Vec<Wish> = line.wishes.iter().map(new).collect();
        if sure {
            line.wishes = wished;
        } else {
            line.wishes.extend(wished);
        }
    }
}
