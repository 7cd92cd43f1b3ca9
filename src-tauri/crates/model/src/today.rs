//! The opening check.

use crate::{AccountView, ConversationView, DeliveryView, DraftSummary, OccurrenceView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A delivery on Today.
pub type TodayDelivery = DeliveryView;

/// What Today shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Today {
    /// One plain, true sentence or two, written from the facts.
    pub sentence: String,
    /// Who waits, longest first; at most six.
    pub waiting: Vec<ConversationView>,
    /// How many wait in all.
    pub waiting_total: u32,
    /// Deliveries that need a person: in doubt, failed, missed.
    pub needs_you: Vec<DeliveryView>,
    /// Posts of series that wait to be looked at, or passed without being looked at; the next first.
    pub to_look_at: Vec<OccurrenceView>,
    /// What went out or goes out today.
    pub going_out: Vec<DeliveryView>,
    /// Drafts to go on with, newest first; at most five.
    pub drafts: Vec<DraftSummary>,
    /// Accounts that are not well.
    pub unwell: Vec<AccountView>,
    /// Whether there is any account at all.
    pub has_accounts: bool,
    /// The library's weekday and date, for example "Monday 23 November".
    pub date: String,
}
