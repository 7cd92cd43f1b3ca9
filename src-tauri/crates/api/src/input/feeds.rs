//! Feeds and conversations.

use lectern_model::{ConversationId, ConversationState, FeedQuery, GapId, MessageId, MuteId, MuteKind, PostId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// Posts newer than one.
    NewCountInput {
        /// The view.
        query: FeedQuery,
        /// The newest post on screen.
        after: PostId,
    }
    /// A number.
    CountOutput {
        /// It.
        count: u32,
    }
    /// A view of the feed.
    ViewInput {
        /// Its name: `everything`, `group:…`, `account:…`.
        view: String,
    }
    /// A reading position.
    PositionInput {
        /// The view.
        view: String,
        /// The topmost post on screen; none: at the top.
        post: Option<PostId>,
    }
    /// Where reading stopped.
    PositionOutput {
        /// The post; none: at the top.
        post: Option<PostId>,
    }
    /// A gap.
    GapInput {
        /// It.
        gap: GapId,
    }
    /// A post.
    PostInput {
        /// It.
        post: PostId,
    }
    /// Something to switch on or off on a post.
    PostSwitchInput {
        /// The post.
        post: PostId,
        /// On or off.
        on: bool,
    }
    /// A mute to add.
    MuteAddInput {
        /// What it matches.
        kind: MuteKind,
        /// The words; for an author, the number of any of their posts as text.
        value: String,
        /// Days until it ends by itself; none: never.
        days: Option<u32>,
    }
    /// A mute.
    MuteInput {
        /// It.
        mute: MuteId,
    }
    /// A conversation.
    ConversationInput {
        /// It.
        conversation: ConversationId,
    }
    /// Conversations to set.
    ConversationStateInput {
        /// They.
        conversations: Vec<ConversationId>,
        /// Their new state.
        state: ConversationState,
    }
    /// A reply to begin or go on with.
    ReplyDraftInput {
        /// The conversation.
        conversation: ConversationId,
        /// The message answered; none: the last of theirs.
        answers: Option<MessageId>,
    }
}
