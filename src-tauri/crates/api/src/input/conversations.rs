//! What the Inbox's commands take.

use lectern_model::{ConversationChange, ConversationId, InboxViewId, MessageId, RuleId, SavedReplyId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A message.
    MessageInput {
        /// It.
        message: MessageId,
    }
    /// Messages before one of a conversation.
    ConversationEarlierInput {
        /// Of which.
        conversation: ConversationId,
        /// Before which.
        before: MessageId,
        /// At most so many; 0 means 100; 500 at most.
        limit: u32,
    }
    /// One thing to be done to conversations.
    ConversationsChangeInput {
        /// Which, at most a thousand.
        conversations: Vec<ConversationId>,
        /// What.
        change: ConversationChange,
    }
    /// A note on a conversation.
    ConversationNoteInput {
        /// Which.
        conversation: ConversationId,
        /// The note. Empty: none.
        note: String,
        /// It is kept although it tells the number of a card or a PIN.
        #[serde(default)]
        sure: bool,
    }
    /// Whether a conversation is counted as a reference question.
    ConversationReferenceInput {
        /// Which.
        conversation: ConversationId,
        /// It is.
        on: bool,
    }
    /// Two conversations to be one.
    ConversationMergeInput {
        /// The one that stays.
        into: ConversationId,
        /// The one that is put into it.
        from: ConversationId,
    }
    /// A named list of conversations.
    InboxViewInput {
        /// Which.
        view: InboxViewId,
    }
    /// Named lists in an order.
    InboxViewsInput {
        /// All of them.
        views: Vec<InboxViewId>,
    }
    /// A rule.
    RuleInput {
        /// Which.
        rule: RuleId,
    }
    /// A rule to be switched.
    RuleSwitchInput {
        /// Which.
        rule: RuleId,
        /// On or off.
        on: bool,
    }
    /// A saved reply.
    SavedReplyInput {
        /// Which.
        reply: SavedReplyId,
    }
}
