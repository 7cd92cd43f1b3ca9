//! What the privacy guard knows of the library, and what a person decided against it.

use crate::{AccountId, ConversationId, DraftId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A format of cards beside the usual one of fourteen digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CardNumbers {
    /// How many digits it has: 4 to 20.
    pub length: u8,
    /// What it begins with. Empty: anything.
    pub prefix: String,
}

/// What the privacy guard knows of the library: its own details are nobody's secret. The desk's telephone, the street
/// address and the library's own sites are known from the other settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PrivacySettings {
    /// The four digits that stand second to fifth on its cards.
    pub card_prefixes: Vec<String>,
    /// Other formats of its cards.
    pub card_numbers: Vec<CardNumbers>,
    /// More of its telephone numbers.
    pub phones: Vec<String>,
    /// More of its street addresses.
    pub addresses: Vec<String>,
    /// More host names whose mail addresses are its own.
    pub domains: Vec<String>,
}

/// A private answer that a person sent though the guard stopped it. The words are in the answer itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrivacyOverrule {
    /// When.
    pub at: Timestamp,
    /// What was sent.
    pub draft: DraftId,
    /// The account it went out by.
    pub account: AccountId,
    /// The conversation it belongs to.
    pub conversation: Option<ConversationId>,
    /// What the guard had found: names of its checks.
    pub checks: Vec<String>,
}
