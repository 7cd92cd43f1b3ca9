//! What commands take and give where no noun of the model fits.

use lectern_model::{
    AccountId, ConversationId, ConversationState, Crop, DeliveryId, DraftId, DraftSave, FeedQuery, Focus, GapId,
    IdentityId, MediaHash, MessageId, MuteId, MuteKind, OutboxShow, PlatformKey, PostId, QueueSlot, RevisionId,
    SeriesId, Timestamp,
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
    /// A message.
    MessageInput {
        /// It.
        message: MessageId,
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
    /// What a draft was before.
    RevisionInput {
        /// The draft.
        draft: DraftId,
        /// The older version.
        revision: RevisionId,
    }
    /// A template.
    TemplateInput {
        /// It.
        template: DraftId,
    }
    /// A draft to keep as a template.
    TemplateSaveInput {
        /// The draft.
        draft: DraftId,
        /// What it is called.
        name: String,
    }
    /// A template and its new name.
    TemplateNameInput {
        /// The template.
        template: DraftId,
        /// What it is called.
        name: String,
    }
    /// A template that is offered.
    SampleInput {
        /// Its key.
        key: String,
    }
    /// What a draft is begun from: one of the two.
    TemplateUseInput {
        /// A template.
        template: Option<DraftId>,
        /// One that is offered, by its key.
        sample: Option<String>,
    }
    /// A deleted template to put back.
    TemplateBackInput {
        /// What it was called.
        name: String,
        /// What it held.
        content: DraftSave,
    }
    /// A text in which braces are to be filled in.
    FillInput {
        /// It.
        text: String,
    }
    /// A word that is being typed.
    CompletionInput {
        /// It, with its `#` or `@`.
        prefix: String,
        /// Only people of this account's platform.
        #[serde(default)]
        account: Option<AccountId>,
    }
    /// Words to find emoji by.
    EmojiInput {
        /// They; empty: all emoji.
        words: String,
    }
    /// A text that may have been posted before.
    SimilarInput {
        /// The draft it is written in.
        draft: DraftId,
        /// The text as it stands.
        text: String,
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
    /// How a picture of a draft is to be turned and cut, from what it was when it came.
    PictureEditInput {
        /// The draft.
        draft: DraftId,
        /// The revision on screen: a newer one elsewhere is refused as stale.
        revision: u32,
        /// Which picture, from 0.
        at: u32,
        /// The part that is taken after turning; none: all of it.
        crop: Option<Crop>,
        /// Quarter turns clockwise, 0 to 3.
        turn: u8,
        /// What should stay in view where others cut it.
        focus: Option<Focus>,
    }
    /// A picture as it came.
    PictureInput {
        /// It.
        picture: MediaHash,
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
    /// An account's times of the week, instead of those it had.
    QueueSlotsInput {
        /// The account.
        account: AccountId,
        /// All of its times.
        slots: Vec<QueueSlot>,
    }
    /// Whose next free time is asked for.
    QueueNextInput {
        /// The accounts.
        accounts: Vec<AccountId>,
    }
    /// A series.
    SeriesInput {
        /// It.
        series: SeriesId,
    }
    /// A series to pause, or to let go on.
    SeriesPauseInput {
        /// It.
        series: SeriesId,
        /// False: it goes on.
        paused: bool,
    }
    /// A draft for an evergreen shelf.
    EvergreenInput {
        /// The shelf.
        series: SeriesId,
        /// The draft.
        draft: DraftId,
    }
    /// An occurrence to queue.
    OccurrenceAcceptInput {
        /// Its series.
        series: SeriesId,
        /// Its time.
        at: Timestamp,
        /// The revision that was looked at: a newer one is refused as stale.
        revision: u32,
        /// A personal account may speak.
        confirm_personal: bool,
    }
    /// An occurrence to leave out.
    OccurrenceSkipInput {
        /// Its series.
        series: SeriesId,
        /// Its time.
        at: Timestamp,
        /// False: it is taken in again.
        skip: bool,
    }
    /// What the person saw on the platform.
    SettleInput {
        /// The delivery.
        delivery: DeliveryId,
        /// The post is there.
        there: bool,
    }
}
