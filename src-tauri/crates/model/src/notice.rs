//! What the desktop is to show a person who does not look at the window.

use crate::{AccountId, ConversationId, Label};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a click on a notice leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum NoticeOpens {
    /// One conversation.
    Conversation {
        /// Which.
        conversation: ConversationId,
    },
    /// The Inbox.
    Inbox,
    /// What was sent and what was not.
    Outbox,
    /// Accounts.
    Accounts,
    /// Today.
    Today,
    /// The editor, with a new post.
    Write,
}

/// What the desktop shows. Holds no patron's data but the name of who wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// What it is about: the same thing has the same id.
    pub id: String,
    /// Title.
    pub title: String,
    /// A sentence or two.
    pub body: String,
    /// It should not wait.
    pub urgent: bool,
    /// Where a click leads.
    pub opens: NoticeOpens,
}

/// What a person wants to be told by the desktop, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NoticeSettings {
    /// New messages.
    pub messages: bool,
    /// Posts that did not go out.
    pub deliveries: bool,
    /// Sign-ins that lapsed.
    pub sign_ins: bool,
    /// Accounts whose messages are not told.
    pub silent_accounts: Vec<AccountId>,
    /// Labels whose conversations are not told.
    pub silent_labels: Vec<Label>,
    /// Outside of opening hours only what is urgent is told; the rest waits until the library opens.
    pub quiet_when_closed: bool,
    /// A summary once a day.
    pub summary: bool,
    /// When, in minutes after midnight on the library's clock; none: when the library opens.
    pub summary_at: Option<u16>,
    /// Whether the first words of a message are shown, with what is personal masked.
    pub show_words: bool,
}

impl Default for NoticeSettings {
    fn default() -> Self {
        Self {
            messages: true,
            deliveries: true,
            sign_ins: true,
            silent_accounts: Vec::new(),
            silent_labels: vec![Label::Spam],
            quiet_when_closed: true,
            summary: true,
            summary_at: None,
            show_words: false,
        }
    }
}

/// What the desktop of this computer can do for notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoticeWays {
    /// Lectern's icon stands in the tray.
    pub tray: bool,
}
