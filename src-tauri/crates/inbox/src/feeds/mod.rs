//! The merged feed.
//!
//! ```text
//! look      the newest page, then older ones until something known; posts and cursor in ONE transaction
//! order     where each post stands in the merged feed
//! gaps      what was not reached is a gap: shown where it is, filled in the background or at once
//! page      what is stored, by keyset; pictures that are not here yet become wanted
//! ```

mod gaps;
mod look;
mod order;
mod react;
mod view;

use lectern_core::Core;
use lectern_core::accounts::{Accounts, parts};
use lectern_core::media::Media;
use lectern_core::text::clean_line;
use lectern_model::{
    AccountId, Change, Code, FeedPage, FeedQuery, Gap, GapId, GroupView, Mute, MuteId, MuteKind, Part, PlatformKey,
    PostId, PostView, Problem, Timestamp,
};
use lectern_store::{Mutes, PostPage, Reader, StoreError, StoredGap, Writer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Longest name of a view.
const LONGEST_VIEW: usize = 300;

/// The merged feed.
pub struct Feeds {
    core: Arc<Core>,
    accounts: Arc<Accounts>,
    media: Arc<Media>,
    /// What each platform offers, asked once.
    platforms: HashMap<PlatformKey, Offered>,
    /// Gaps that are being filled now.
    filling: Mutex<BTreeSet<GapId>>,
}

/// What a platform offers its posts.
#[derive(Debug, Clone, Default)]
struct Offered {
    practice: bool,
    parts: Vec<Part>,
}

impl Feeds {
    /// Feeds over one core.
    pub fn new(core: Arc<Core>, accounts: Arc<Accounts>, media: Arc<Media>) -> Self {
        let offered = |connector: &dyn lectern_connectors::Connector| Offered {
            practice: connector.describe().practice,
            parts: parts(connector),
        };
        let platforms = core.connectors.iter().map(|(key, connector)| (key.clone(), offered(&**connector))).collect();
        Self { core, accounts, media, platforms, filling: Mutex::default() }
    }

    /// A page.
    ///
    /// # Errors
    /// `NotFound` where the post to go on from is gone; or what the disk said.
    pub async fn page(&self, query: FeedQuery) -> Result<FeedPage, Problem> {
        let now = self.core.clock.now();
        let newer = query.before.is_none() && query.after.is_some();
        let top = query.before.is_none() && query.after.is_none();
        let (page, shown, gaps) = self
            .core
            .read(move |reader| {
                let mutes = Mutes::of(&reader.mutes(now)?);
                let page = reader.feed_page(&query, &mutes)?;
                let shown = view::Shown::read(reader, &page.posts)?;
                let gaps = gaps_of(reader, &query, &shown.platforms)?;
                Ok((page, shown, gaps))
            })
            .await?;
        let gaps = self.gaps_within(gaps, &page, top);
        let more = newer || page.more;
        Ok(FeedPage { posts: self.views(page.posts, shown), gaps, more })
    }

    /// How many posts of a view are newer than one; stops counting at a thousand.
    ///
    /// # Errors
    /// `NotFound` where that post is gone; or what the disk said.
    pub async fn count_newer(&self, query: FeedQuery, after: PostId) -> Result<u32, Problem> {
        let now = self.core.clock.now();
        self.core
            .read(move |reader| {
                let mutes = Mutes::of(&reader.mutes(now)?);
                reader.count_newer(&query, after, &mutes)
            })
            .await
    }

    /// Where reading of a view stopped; where that post is gone, the one that stood below it.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn position(&self, view: &str) -> Result<Option<PostId>, Problem> {
        let name = position_name(view)?;
        self.core
            .read(move |reader| {
                let Some(kept) = reader.setting(&name)? else { return Ok(None) };
                let Some((post, at)) = parse_position(&kept) else { return Ok(None) };
                match reader.post(post) {
                    Ok(post) => Ok(Some(post.id)),
                    Err(error) if error.what == lectern_store::StoreTrouble::NotFound => reader.post_standing_at(at),
                    Err(error) => Err(error),
                }
            })
            .await
    }

    /// Keeps where reading of a view stopped; none: at the top.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn save_position(&self, view: &str, post: Option<PostId>) -> Result<(), Problem> {
        let name = position_name(view)?;
        self.core
            .write(move |writer| match post {
                None => writer.remove_setting(&name),
                Some(post) => {
                    let at = writer.post(post)?.post.sort_at;
                    writer.set_setting(&name, &format!("{post} {}", at.0))
                }
            })
            .await
    }

    /// Groups of feeds, by name.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn groups(&self) -> Result<Vec<GroupView>, Problem> {
        let accounts = self.core.read(|reader| reader.accounts()).await?;
        let mut groups: BTreeMap<String, u32> = BTreeMap::new();
        for account in accounts.into_iter().filter(|account| !account.group.is_empty()) {
            *groups.entry(account.group).or_default() += 1;
        }
        Ok(groups.into_iter().map(|(name, accounts)| GroupView { name, accounts }).collect())
    }

    /// One post.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn post(&self, post: PostId) -> Result<PostView, Problem> {
        let (posts, shown) = self
            .core
            .read(move |reader| {
                let posts = vec![reader.post(post)?];
                let shown = view::Shown::read(reader, &posts)?;
                Ok((posts, shown))
            })
            .await?;
        let gone = || Problem::new(Code::NotFound, "This post is not here any more.");
        self.views(posts, shown).pop().ok_or_else(gone)
    }

    /// Mutes that are in force, the newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn mutes(&self) -> Result<Vec<Mute>, Problem> {
        let now = self.core.clock.now();
        self.core.read(move |reader| reader.mutes(now)).await
    }

    /// Adds a mute of the person's own view; `days`: how long, none: until it is removed.
    ///
    /// # Errors
    /// `BadInput` where there is nothing to mute; or what the disk said.
    pub async fn add_mute(&self, kind: MuteKind, value: &str, days: Option<u32>) -> Result<(), Problem> {
        let value = clean_line(value);
        if value.is_empty() {
            return Err(Problem::field("value", "Say which words to leave out."));
        }
        let until = days.map(|days| self.core.clock.now().plus_seconds(i64::from(days) * 24 * 60 * 60));
        self.core
            .write(move |writer| {
                let (value, label) = match kind {
                    MuteKind::Words => (value.clone(), value),
                    MuteKind::Author => author_of(writer, value)?,
                };
                writer.add_mute(kind, &value, &label, until)
            })
            .await?;
        self.core.changed(Change::Feeds);
        Ok(())
    }

    /// Ends a mute.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn remove_mute(&self, mute: MuteId) -> Result<(), Problem> {
        self.core.write(move |writer| writer.remove_mute(mute)).await?;
        self.core.changed(Change::Feeds);
        Ok(())
    }

    /// The gaps that begin within a page.
    fn gaps_within(&self, gaps: Vec<StoredGap>, page: &PostPage, top: bool) -> Vec<Gap> {
        let Some((first, last)) = page.posts.first().zip(page.posts.last()) else { return Vec::new() };
        let (highest, lowest) = (first.post.sort_at, last.post.sort_at);
        let filling = self.filling();
        gaps.into_iter()
            .map(|stored| Gap { filling: filling.contains(&stored.gap.id), ..stored.gap })
            .filter(|gap| (top || gap.newer_at <= highest) && (gap.newer_at >= lowest || !page.more))
            .collect()
    }

    fn filling(&self) -> MutexGuard<'_, BTreeSet<GapId>> {
        self.filling.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whom a mute is about: the author of the post whose number was given, else the platform's id itself; and their name.
fn author_of(writer: &Writer<'_>, value: String) -> Result<(String, String), StoreError> {
    let author = match value.parse() {
        Ok(post) => writer.post(PostId(post))?.post.author.remote_id,
        Err(_) => value,
    };
    let label = writer.author_label(&author)?.unwrap_or_else(|| author.clone());
    Ok((author, label))
}

/// The gaps of the accounts that a query is about.
fn gaps_of(
    reader: &Reader<'_>,
    query: &FeedQuery,
    platforms: &HashMap<AccountId, PlatformKey>,
) -> Result<Vec<StoredGap>, StoreError> {
    let mut gaps = reader.gaps(None)?;
    if gaps.is_empty() {
        return Ok(gaps);
    }
    let in_group: Option<BTreeSet<AccountId>> = match &query.group {
        None => None,
        Some(group) => {
            let accounts = reader.accounts()?;
            Some(accounts.into_iter().filter(|account| account.group == *group).map(|account| account.id).collect())
        }
    };
    gaps.retain(|stored| {
        let account = stored.gap.account;
        (query.accounts.is_empty() || query.accounts.contains(&account))
            && query.platform.as_ref().is_none_or(|platform| platforms.get(&account) == Some(platform))
            && in_group.as_ref().is_none_or(|group| group.contains(&account))
    });
    Ok(gaps)
}

fn position_name(view: &str) -> Result<String, Problem> {
    if view.len() > LONGEST_VIEW {
        return Err(Problem::field("view", "There is no such view of the feed."));
    }
    Ok(format!("position:{view}"))
}

fn parse_position(kept: &str) -> Option<(PostId, Timestamp)> {
    let (post, at) = kept.split_once(' ')?;
    Some((PostId(post.parse().ok()?), Timestamp(at.parse().ok()?)))
}
