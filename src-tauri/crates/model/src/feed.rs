//! The merged feed.

use crate::{AccountId, GapId, MuteId, PlatformKey, PostId, PostView, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which part of the merged feed to read. Empty lists mean everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FeedQuery {
    /// Only these accounts.
    pub accounts: Vec<AccountId>,
    /// Only this platform.
    pub platform: Option<PlatformKey>,
    /// Only accounts in this group.
    pub group: Option<String>,
    /// Only posts with these words (prefix search).
    pub words: String,
    /// Leave out boosts.
    pub hide_boosts: bool,
    /// Leave out answers to others.
    pub hide_replies: bool,
    /// Only posts with something attached.
    pub only_media: bool,
    /// Posts older than this one; none: from the top.
    pub before: Option<PostId>,
    /// Posts newer than this one, oldest of them first in time but still returned newest first; none: no bound.
    pub after: Option<PostId>,
    /// At most this many; 0 means 50; 200 at most.
    pub limit: u32,
}

/// A hole between two posts that is still to be filled, because the computer slept or the line was down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    /// Its number.
    pub id: GapId,
    /// Whose feed has it.
    pub account: AccountId,
    /// It lies below (older than) this moment …
    pub newer_at: Timestamp,
    /// … and above this one.
    pub older_at: Timestamp,
    /// Whether it is being filled now.
    pub filling: bool,
}

/// One page of the merged feed, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedPage {
    /// The posts.
    pub posts: Vec<PostView>,
    /// Gaps that fall within this page.
    pub gaps: Vec<Gap>,
    /// Whether older posts are stored.
    pub more: bool,
}

/// A group of accounts with its number of posts not yet reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupView {
    /// Its name.
    pub name: String,
    /// How many accounts are in it.
    pub accounts: u32,
}

/// What a mute matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MuteKind {
    /// Posts with this word or phrase.
    Words,
    /// Posts by this author (their platform id).
    Author,
}

/// A mute: leaves posts out of the person's own view, nothing else. Nobody on the platform sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mute {
    /// Its number.
    pub id: MuteId,
    /// What it matches.
    pub kind: MuteKind,
    /// The words, or the author's platform id.
    pub value: String,
    /// What to show in the list of mutes.
    pub label: String,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

/// What came of importing a list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportOutcome {
    /// Feeds added.
    pub added: u32,
    /// Feeds that were here already.
    pub already: u32,
    /// Feeds that could not be added: title or address, and why.
    pub failed: Vec<(String, String)>,
}
