//! What the person set.

use crate::NoticeSettings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How close things stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Room to read.
    #[default]
    Comfortable,
    /// More on a screen.
    Compact,
}

/// Opening hours of one weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpeningHours {
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u8,
    /// Minutes after midnight, library's zone.
    pub opens: u16,
    /// Minutes after midnight; above 1440 means the next day.
    pub closes: u16,
}

/// Everything the person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// The library's name. Empty: not told yet.
    pub library_name: String,
    /// IANA time zone. Empty: the computer's.
    pub time_zone: String,
    /// Opening hours; none: not told.
    pub opening_hours: Vec<OpeningHours>,
    /// The branch, where the library has several. Empty: none.
    pub branch: String,
    /// Telephone of the desk. Empty: not told.
    pub desk_phone: String,
    /// Street address. Empty: not told.
    pub address: String,
    /// The library's own web addresses (host names), for "leads to your own site".
    pub own_sites: Vec<String>,
    /// Language of new posts, BCP 47.
    pub language: String,
    /// Light or dark.
    pub theme: Theme,
    /// Comfortable or compact.
    pub density: Density,
    /// First run was finished or skipped.
    pub first_run_done: bool,
    /// The recovery code was shown and the person said they keep it.
    pub recovery_code_kept: bool,
    /// Fetch pictures of posts (off: text only).
    pub fetch_pictures: bool,
    /// How late a planned post still goes out by itself, in minutes: 0 to 1440.
    pub missed_grace_minutes: u32,
    /// For how many days what a saved reply says counts as true, once somebody confirmed it: 7 to 1095.
    pub facts_hold_days: u32,
    /// What the desktop tells, and when.
    pub notices: NoticeSettings,
    /// What the privacy guard knows of the library.
    pub privacy: crate::PrivacySettings,
    /// The number of the emergency services. Empty: not told.
    pub emergency_number: String,
    /// A second person must agree before anything is hidden or anybody blocked.
    pub second_person: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            library_name: String::new(),
            time_zone: String::new(),
            opening_hours: Vec::new(),
            branch: String::new(),
            desk_phone: String::new(),
            address: String::new(),
            own_sites: Vec::new(),
            language: "en".to_owned(),
            theme: Theme::System,
            density: Density::Comfortable,
            first_run_done: false,
            recovery_code_kept: false,
            fetch_pictures: true,
            missed_grace_minutes: 30,
            facts_hold_days: 183,
            notices: NoticeSettings::default(),
            privacy: crate::PrivacySettings::default(),
            emergency_number: String::new(),
            second_person: false,
        }
    }
}
