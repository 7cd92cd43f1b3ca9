//! Series: a post that comes again. Each occurrence is a draft that a person looks at before it goes out.

use crate::{AccountId, DraftId, Moment, SeriesId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// On which days it comes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rhythm {
    /// Every day.
    Daily,
    /// On some days of the week.
    Weekly {
        /// 1 = Monday … 7 = Sunday.
        weekdays: Vec<u8>,
        /// Every week (1), every second (2) …, counted from the week of the first day.
        every: u8,
    },
    /// On a day of the month; on the month's last where it has no such day.
    Monthly {
        /// 1 to 31.
        day: u8,
    },
    /// On the first, second … of a weekday in the month.
    MonthlyWeekday {
        /// 1 to 4; 5: the last.
        nth: u8,
        /// 1 = Monday … 7 = Sunday.
        weekday: u8,
    },
}

/// When a series ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ends {
    /// When a person ends it.
    Never,
    /// After a day.
    On {
        /// The last day it may come, for example `2026-12-18`.
        date: String,
    },
    /// After so many occurrences, counted from the first; what is left out or paused counts.
    After {
        /// How many.
        times: u32,
    },
}

/// What a series repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeriesKind {
    /// One post, again and again.
    Repeating,
    /// A shelf of posts that stay true: each time the one that was not used the longest.
    Evergreen,
}

/// When a series comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesPlan {
    /// On which days.
    pub rhythm: Rhythm,
    /// The first day and the time of day on the library's clock, `2026-12-03T09:00`.
    pub first: String,
    /// When it ends.
    pub ends: Ends,
}

/// A series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Series {
    /// Its number.
    pub id: SeriesId,
    /// Its name.
    pub name: String,
    /// What it repeats.
    pub kind: SeriesKind,
    /// When it comes.
    pub plan: SeriesPlan,
    /// Each occurrence is made this many days ahead.
    pub lead_days: u16,
    /// Evergreen: the same post does not come again within this many days.
    pub cool_down_days: u16,
    /// Evergreen: a post comes at most this often.
    pub most_times: Option<u32>,
    /// What came before this moment is none of its business.
    pub since_at: Timestamp,
    /// Since when it is paused.
    pub paused_at: Option<Timestamp>,
    /// When a person ended it.
    pub ended_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
}

/// What a person sets of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesSave {
    /// The series; none: a new one.
    pub id: Option<SeriesId>,
    /// Its name. Empty: the first line of its post.
    pub name: String,
    /// What it repeats. Stays as it is for one that is there already.
    pub kind: SeriesKind,
    /// When it comes.
    pub plan: SeriesPlan,
    /// Each occurrence is made this many days ahead: 1 to 60.
    pub lead_days: u16,
    /// Evergreen: the same post does not come again within this many days.
    pub cool_down_days: u16,
    /// Evergreen: a post comes at most this often.
    pub most_times: Option<u32>,
    /// For a new one, the draft that becomes its pattern.
    pub draft: Option<DraftId>,
}

/// A rhythm in words, and the dates it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesPreview {
    /// For example "Every Thursday at 9:00, until 18 December 2026, 4 times".
    pub words: String,
    /// The next five dates.
    pub next: Vec<Moment>,
    /// What is special about them, in a sentence. Empty: nothing.
    pub note: String,
}

/// Where a series stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeriesStanding {
    /// It goes on.
    Running,
    /// A person paused it.
    Paused,
    /// Its last date has passed.
    Over,
    /// A person ended it.
    Ended,
}

/// A post that a series repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PatternView {
    /// Its draft.
    pub draft: DraftId,
    /// First line.
    pub title: String,
    /// The last time for which it was proposed or accepted.
    pub last_at: Option<Timestamp>,
    /// For how many times it was accepted.
    pub times: u32,
}

/// A series ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeriesView {
    /// It.
    pub series: Series,
    /// Where it stands.
    pub standing: SeriesStanding,
    /// Its rhythm in words, its next dates and what is special about them.
    pub preview: SeriesPreview,
    /// What it repeats.
    pub patterns: Vec<PatternView>,
    /// What a person should know or do, in a sentence. Empty: nothing.
    pub note: String,
}

/// Where an occurrence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    /// A person has to look at it before it goes out.
    Waiting,
    /// A person accepted it: it is among the deliveries.
    Accepted,
    /// A person left it out.
    Skipped,
    /// Nobody looked at it in time; it did not go out and will not.
    Expired,
}

/// An occurrence that waits to be looked at, or passed without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OccurrenceView {
    /// Its series.
    pub series: SeriesId,
    /// The series' name.
    pub name: String,
    /// Its time.
    pub at: Timestamp,
    /// Its time for a person, with the zone.
    pub words: String,
    /// Where it stands.
    pub state: OccurrenceState,
    /// Its draft; none: it was not made, or is gone.
    pub draft: Option<DraftId>,
    /// The draft's revision.
    pub revision: u32,
    /// First line of its text.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Number of pictures.
    pub pictures: u32,
    /// Accounts it goes to.
    pub targets: Vec<AccountId>,
    /// Somebody changed it after it was made.
    pub changed: bool,
    /// What a person should know, in a sentence. Empty: nothing.
    pub note: String,
}
