//! What commands take and give where no noun of the model fits.

use lectern_model::{
    AccountId, ConversationId, ConversationState, DeliveryId, DraftId, FeedQuery, GapId, IdentityId, MessageId, MuteId,
    MuteKind, OutboxShow, PlatformKey, PostId, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $($(#[$field_meta])* pub(crate) $field: $type),* }
    )*};
}

/// No input, no answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub(crate) struct Nothing {}

/// Some of the settings: what is not named stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "Partial<Settings>")]
pub(crate) struct SettingsPart(pub(crate) serde_json::Map<String, serde_json::Value>);

inputs! {
    /// A recovery code as typed.
    RecoverInput {
        /// Spaces, dashes and case do not matter.
        code: String,
    }
    /// A backup to open.
    RestoreInput {
        /// Its file name, from `Trouble::backups`.
        backup: String,
    }
    /// A piece of text.
    TextOutput {
        /// It.
        text: String,
    }
    /// Text to save where the person says.
    SaveTextInput {
        /// Proposed file name.
        name: String,
        /// What to save.
        text: String,
    }
    /// Whether it happened.
    DoneOutput {
        /// It did; false: the person changed their mind.
        done: bool,
    }
    /// A link to open in the system browser.
    LinkInput {
        /// `https:` or `mailto:`.
        url: String,
    }
    /// Long work to stop.
    ProgressInput {
        /// Its id.
        id: String,
    }
    /// An account.
    AccountInput {
        /// It.
        account: AccountId,
    }
    /// An account and its group.
    AccountGroupInput {
        /// The account.
        account: AccountId,
        /// The group; empty: none.
        group: String,
    }
    /// An account and who it speaks as.
    AccountIdentityInput {
        /// The account.
        account: AccountId,
        /// The identity.
        identity: IdentityId,
    }
    /// A sign-in to begin.
    SignInBeginInput {
        /// The platform.
        platform: PlatformKey,
        /// Who the account will speak as; none: the library.
        identity: Option<IdentityId>,
        /// The account whose sign-in lapsed.
        again: Option<AccountId>,
    }
    /// Answers to a sign-in's fields.
    SignInAnswerInput {
        /// The sign-in.
        ticket: String,
        /// Name and value of each field.
        fields: BTreeMap<String, String>,
    }
    /// A sign-in under way.
    TicketInput {
        /// It.
        ticket: String,
    }
    /// A list of subscriptions.
    ImportInput {
        /// The file's text.
        text: String,
    }
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
    /// A draft.
    DraftInput {
        /// It.
        draft: DraftId,
    }
    /// A draft to begin.
    DraftNewInput {
        /// First text.
        text: String,
        /// A post to share with a note.
        shares: Option<PostId>,
        /// A post of a feed to answer.
        answers: Option<PostId>,
    }
    /// A picture to add.
    PictureAddInput {
        /// The draft.
        draft: DraftId,
        /// File name.
        name: String,
        /// Its bytes in base64.
        base64: String,
    }
    /// A draft to send.
    SendInput {
        /// The draft, at its last saved revision.
        draft: DraftId,
        /// The revision on screen: a newer one elsewhere is refused as stale.
        revision: u32,
        /// A personal account may speak.
        confirm_personal: bool,
    }
    /// Which deliveries to list.
    OutboxInput {
        /// Only those that need a person.
        needs_you: bool,
        /// At most this many.
        limit: u32,
    }
    /// A page of the outbox.
    OutboxPageInput {
        /// Which.
        show: OutboxShow,
        /// Words in them. Empty: all.
        words: String,
        /// Where the page begins; none: at the newest.
        before: Option<DeliveryId>,
        /// How many at most; 0: the usual number.
        limit: u32,
    }
    /// Another text for what was not sent.
    RewriteInput {
        /// The delivery.
        delivery: DeliveryId,
        /// The text.
        text: String,
        /// Even after the moment it must not go out after.
        anyway: bool,
    }
    /// A delivery.
    DeliveryInput {
        /// It.
        delivery: DeliveryId,
    }
    /// A delivery to send now.
    RetryInput {
        /// It.
        delivery: DeliveryId,
        /// Even after the moment it must not go out after.
        #[serde(default)]
        anyway: bool,
    }
    /// A delivery to give another time.
    MoveInput {
        /// It.
        delivery: DeliveryId,
        /// When it is to go out.
        at: Timestamp,
        /// It must not go out after this moment.
        never_after: Option<Timestamp>,
    }
    /// Everything is to wait.
    PauseInput {
        /// Why, in the person's words.
        reason: String,
    }
    /// A time on the library's wall clock.
    MomentInput {
        /// It, for example `2026-11-26T09:00`.
        local: String,
    }
    /// What the person saw on the platform.
    SettleInput {
        /// The delivery.
        delivery: DeliveryId,
        /// The post is there.
        there: bool,
    }
}
