//! The weekly queue of an account: times of the library's wall clock at which its posts go out one after the other.

use crate::{AccountId, Moment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One time of an account's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct QueueSlot {
    /// Whose.
    pub account: AccountId,
    /// 1 = Monday … 7 = Sunday.
    pub weekday: u8,
    /// Minutes after midnight on the library's clock.
    pub minute_of_day: u16,
}

/// The time that a post to an account would get now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QueueNext {
    /// The account.
    pub account: AccountId,
    /// The time; none: its queue has no times, or none that is free within the years ahead.
    pub next: Option<Moment>,
    /// How many times its week has.
    pub slots: u32,
}
