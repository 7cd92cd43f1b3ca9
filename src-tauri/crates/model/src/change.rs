//! What changed: the only thing an event says. The UI reads again; events never carry data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A topic whose readers should read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The desk opened, or could not.
    Desk,
    /// Accounts, identities, their health.
    Accounts,
    /// Posts in feeds, gaps, mutes.
    Feeds,
    /// Conversations and messages.
    Inbox,
    /// Drafts.
    Drafts,
    /// Deliveries.
    Outbox,
    /// A picture arrived in the cache.
    Pictures,
    /// The log of records, its schedule and holds.
    Records,
    /// Settings.
    Settings,
    /// Long work moved on.
    Progress,
    /// The line went up or down.
    Line,
    /// A listener fell behind: read everything again.
    All,
}
