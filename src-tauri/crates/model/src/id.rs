//! Identifiers. Numbers come from the store (AUTOINCREMENT, never used again); words come from connectors.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

macro_rules! number_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

number_ids! {
    /// One sign-in on a platform, or one followed feed.
    AccountId,
    /// Who an account speaks as: the library, or a person.
    IdentityId,
    /// One post as it came from a platform.
    PostId,
    /// One conversation that involves us.
    ConversationId,
    /// One message inside a conversation.
    MessageId,
    /// One draft.
    DraftId,
    /// What a draft was before.
    RevisionId,
    /// One draft to one account.
    DeliveryId,
    /// One hole in a feed that is still to be filled.
    GapId,
    /// One mute of the person's own view.
    MuteId,
    /// One series of repeated posts.
    SeriesId,
    /// Days on which the library is closed, or open at other hours.
    ClosureId,
    /// One named list of conversations.
    InboxViewId,
    /// One rule for what arrives.
    RuleId,
    /// One saved reply.
    SavedReplyId,
    /// The number of a record in the log: 1, 2, 3 without a gap.
    RecordId,
    /// One legal hold.
    HoldId,
    /// One clause of the posted policy.
    ClauseId,
    /// One message that was hidden.
    HiddenId,
    /// One person who was blocked.
    BlockedId,
    /// One message that was kept in an emergency.
    EmergencyId,
}

macro_rules! word_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self(word.to_owned())
            }
        }
    )*};
}

word_ids! {
    /// The name of a platform's folder in `connectors`.
    PlatformKey,
    /// SHA-256 of a picture's bytes, 64 lower-case hex digits. The only name a cached picture has.
    MediaHash,
}
