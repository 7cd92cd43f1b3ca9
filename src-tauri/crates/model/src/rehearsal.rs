//! A dry run of the coming days, without a connection: what would go where and when, and what would go wrong.

use crate::{AccountId, DeliveryId, DraftId, Finding, Level, PlatformKey, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RehearsalQuery {
    /// Days, today being the first: 1 to 31; 0: 7.
    #[serde(default)]
    pub days: u32,
}

/// Where something can be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MendAt {
    /// In a draft.
    Draft {
        /// It.
        draft: DraftId,
    },
    /// At a delivery.
    Delivery {
        /// It.
        delivery: DeliveryId,
    },
    /// Among the accounts.
    Accounts,
    /// Where everything waits.
    Outbox,
    /// In the settings.
    Settings,
}

/// Something to know about all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RehearsalNote {
    /// How much it matters.
    pub level: Level,
    /// In a sentence.
    pub words: String,
    /// Where to mend it.
    pub mend: MendAt,
}

/// An account that a post would go out by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RehearsalTarget {
    /// It.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// What people know it by.
    pub label: String,
}

/// A post that would go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RehearsalPost {
    /// The draft it is, or was queued from.
    pub draft: DraftId,
    /// When.
    pub at: Timestamp,
    /// "9:00".
    pub clock: String,
    /// First line.
    pub title: String,
    /// Whether it is scheduled. Else it is a draft with a time, and stays here.
    pub scheduled: bool,
    /// Where to.
    pub targets: Vec<RehearsalTarget>,
    /// What would go wrong, the worst first.
    pub problems: Vec<Finding>,
    /// Where to mend it.
    pub mend: MendAt,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RehearsalDay {
    /// `2026-11-23`.
    pub date: String,
    /// "Monday 23 November".
    pub words: String,
    /// When the library is open, in words. Empty: not told.
    pub open: String,
    /// What would go out, by time.
    pub posts: Vec<RehearsalPost>,
}

/// An account, and how its sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RehearsalAccount {
    /// It.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// What people know it by.
    pub label: String,
    /// How many posts would go out by it.
    pub posts: u32,
    /// How many drafts with a time are meant for it. They do not go out by themselves.
    pub drafts: u32,
    /// What would go wrong.
    pub problems: Vec<Finding>,
}

/// A dry run of the coming days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rehearsal {
    /// What would happen, in a sentence or two.
    pub sentence: String,
    /// The zone all times are in.
    pub zone: String,
    /// What to know about all of it.
    pub notes: Vec<RehearsalNote>,
    /// Every day looked at.
    pub days: Vec<RehearsalDay>,
    /// Every account that can publish.
    pub accounts: Vec<RehearsalAccount>,
    /// Posts that would go out.
    pub posts: u32,
    /// Posts that something stops or that need a second look.
    pub with_problems: u32,
}
