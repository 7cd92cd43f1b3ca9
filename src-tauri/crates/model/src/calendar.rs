//! The calendar: what goes out on which day. Days and minutes are those of the library's clock.

use crate::{AccountId, DraftId, Moment, PlatformKey, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which part of the calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarQuery {
    /// First day, `2026-11-23`.
    pub from: String,
    /// Last day, `2026-11-29`.
    pub until: String,
    /// Only what goes out by these; none: by any.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// At most so many entries of one day; 0: 500.
    #[serde(default)]
    pub per_day: u32,
}

/// Time in which the library is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenSpan {
    /// Minutes after midnight.
    pub opens: u16,
    /// Minutes after midnight, at most 1440.
    pub closes: u16,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarDay {
    /// `2026-11-23`.
    pub date: String,
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u8,
    /// "Monday 23 November".
    pub words: String,
    /// When the library is open on it, in order.
    pub open: Vec<OpenSpan>,
    /// What is special about its clock, in a sentence. Empty: nothing.
    pub note: String,
    /// Entries of this day, shown or not.
    pub total: u32,
}

/// Where an entry stands: that of its deliveries which most needs a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Some of it was not sent and does not go out by itself.
    Failed,
    /// Some of it may be out or not, and a person or the platform is asked.
    InDoubt,
    /// It was due while nothing could be sent; a person decides.
    Missed,
    /// It is on its way.
    UnderWay,
    /// It waits for its time.
    Planned,
    /// A draft with a time that is not scheduled yet.
    Draft,
    /// It went out.
    Sent,
}

/// What may be done with an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "four buttons, each there or not")]
pub struct EntryActions {
    /// It can be given another time.
    pub shift: bool,
    /// It can be copied to another time.
    pub copy: bool,
    /// It can be sent at once.
    pub send_now: bool,
    /// It can be dropped: stopped, or deleted where it is a draft.
    pub discard: bool,
}

/// An account of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EntryAccount {
    /// It.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// What people know it by.
    pub label: String,
    /// Where its delivery stands, in words.
    pub state: String,
}

/// A post, or a draft with a time, at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarEntry {
    /// Names it as long as it stays where it is.
    pub id: String,
    /// The draft it is, or was queued from.
    pub draft: DraftId,
    /// First line.
    pub title: String,
    /// When it goes, was to go, or went out.
    pub at: Timestamp,
    /// The day.
    pub date: String,
    /// Minutes after midnight, as the clock on the wall shows them.
    pub minute: u16,
    /// "9:00".
    pub clock: String,
    /// "Monday 23 November 2026, 9:00 (EST)".
    pub words: String,
    /// The clock shows this time twice on that day, and this is the second.
    pub second: bool,
    /// Where it goes.
    pub accounts: Vec<EntryAccount>,
    /// Where it stands.
    pub kind: EntryKind,
    /// The same in words.
    pub state: String,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
    /// What may be done with it.
    pub may: EntryActions,
    /// What it stands too close to, in a sentence. Empty: nothing.
    pub clash: String,
}

/// A draft with no time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndatedDraft {
    /// It.
    pub draft: DraftId,
    /// First line.
    pub title: String,
    /// Where it is meant to go.
    pub accounts: Vec<EntryAccount>,
}

/// An open day on which nothing goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarGap {
    /// The day.
    pub date: String,
    /// "Thursday 3 December: nothing goes out."
    pub words: String,
}

/// A part of the calendar, ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarPage {
    /// Today, by the library's clock.
    pub today: String,
    /// The zone all times are in.
    pub zone: String,
    /// Whether opening hours are told.
    pub hours_told: bool,
    /// Every day asked for.
    pub days: Vec<CalendarDay>,
    /// What is on them, by time.
    pub entries: Vec<CalendarEntry>,
    /// Everything missed, whenever it was, oldest first; 50 at most.
    pub missed: Vec<CalendarEntry>,
    /// Drafts with no time, last saved first; 50 at most.
    pub undated: Vec<UndatedDraft>,
    /// How many drafts have no time.
    pub undated_total: u32,
    /// Posts of one account that stand too close together, in words; 20 at most.
    pub clashes: Vec<String>,
    /// How many there are.
    pub clashes_total: u32,
    /// Open days of the coming fortnight on which nothing goes out.
    pub gaps: Vec<CalendarGap>,
    /// How many posts and drafts with a time come after the last day.
    pub later: u32,
}

/// Where something is moved or copied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarTarget {
    /// A time on the library's clock.
    Local {
        /// `2026-11-26T09:00`.
        local: String,
    },
    /// A moment.
    Moment {
        /// It.
        at: Timestamp,
    },
}

/// What becomes of the moment after which it must not go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarLimit {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is another one, or none.
    Change {
        /// It.
        never_after: Option<Timestamp>,
    },
}

/// A post or draft, as the calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarPost {
    /// The draft it is, or was queued from.
    pub draft: DraftId,
    /// Where it stands: only what is due then is meant. None: all of it.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Even after the moment it must not go out after.
    #[serde(default)]
    pub anyway: bool,
}

/// A post or draft to move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarMove {
    /// The draft it is, or was queued from.
    pub draft: DraftId,
    /// Where it stands: only what is due then is moved. None: all of it.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Where to.
    pub to: CalendarTarget,
    /// Its last moment.
    #[serde(default)]
    pub limit: CalendarLimit,
}

/// What moving came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarMoved {
    /// Where it stands now.
    pub to: Moment,
    /// In a sentence, with what is special about the moment.
    pub words: String,
    /// Where it stood, where it can be taken back.
    pub back: Option<Timestamp>,
}

/// A post or draft to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarCopy {
    /// The draft it is, or was queued from.
    pub draft: DraftId,
    /// Where to.
    pub to: CalendarTarget,
}

/// What copying came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarCopied {
    /// The new draft.
    pub draft: DraftId,
    /// Where it stands.
    pub to: Moment,
    /// In a sentence: that it is a draft, and what is special about the moment.
    pub words: String,
}
