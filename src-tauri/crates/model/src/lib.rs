//! The nouns of Lectern that two or more crates share. No I/O, no clock.
//!
//! Words are those of the product: an *account* is one sign-in on a *platform*; a *draft* becomes one *delivery* per
//! account; what people say to us is a *conversation*.

mod account;
mod blocking;
mod calendar;
mod change;
mod completion;
mod conversation;
mod conversation_change;
mod delivery;
mod desk;
mod draft;
mod emergency;
mod exchange;
mod failure;
mod feed;
mod finding;
mod held;
mod history;
mod hours;
mod id;
mod label;
mod limits;
mod moderation;
mod notice;
mod picture;
mod post;
mod privacy;
mod problem;
mod proof;
mod record;
mod rehearsal;
mod rule;
mod saved_reply;
mod search;
mod secret;
mod series;
mod settings;
mod sign_in;
mod similar;
mod slot;
mod template;
mod time;
mod today;
mod video;
mod when;
mod wording;

pub use account::{Account, AccountHealth, AccountView, Identity, IdentityKind, Part, PlatformView};
pub use blocking::{BlockAbout, BlockAsked, BlockReviewed, BlockStand, BlockedView};
pub use calendar::{
    CalendarCopied, CalendarCopy, CalendarDay, CalendarEntry, CalendarGap, CalendarLimit, CalendarMove, CalendarMoved,
    CalendarPage, CalendarPost, CalendarQuery, CalendarTarget, EntryAccount, EntryActions, EntryKind, OpenSpan,
    UndatedDraft,
};
pub use change::Change;
pub use completion::{Completion, CompletionKind, EmojiView};
pub use conversation::{
    ConversationCounts, ConversationKind, ConversationPage, ConversationQuery, ConversationState, ConversationView,
    MessageBefore, MessagePage, MessageView, Thread,
};
pub use conversation_change::{
    ConversationBefore, ConversationChange, ConversationsChanged, InboxView, ReferenceMonth, SnoozeTime,
};
pub use delivery::{
    Attempt, Delivery, DeliveryDetails, DeliveryKind, DeliveryPicture, DeliveryState, DeliveryView, Found, MediaRef,
    MissedWhy, OutboxPage, OutboxShow, Outgoing, OutgoingCard, Pause, Published, ReplyTo,
};
pub use desk::{DeskState, LineState, Progress, RecoveryCode, Trouble, TroubleKind};
pub use draft::{Draft, DraftMedia, DraftPreview, DraftSave, DraftSummary, PartPreview, TargetPreview};
pub use emergency::{
    EmergencyAbout, EmergencyKeep, EmergencyKept, EmergencyKind, EmergencyReport, ReportStand, ReportsTo,
};
pub use exchange::{
    CsvChoice, CsvDates, CsvFile, CsvImported, CsvKind, CsvPreview, CsvRow, CsvRowState, ExportFile, ExportRange,
};
pub use failure::{Effect, Failure, FailureKind};
pub use feed::{FeedPage, FeedQuery, Gap, GroupView, ImportOutcome, Mute, MuteKind};
pub use finding::{Finding, Fix, Level, Span};
pub use held::{FoundHeld, HeldStage, HeldWish};
pub use history::{Difference, DifferenceKind, DraftDifference, DraftRevision, Restored, RevisionWhy};
pub use hours::{
    AnswerBy, AnswerTarget, AnswerTargetView, Closure, ClosureChoice, ClosureFile, ClosureKind, ClosurePreview,
    ClosureRow, ClosureRowState, ClosureSave, ClosureView, ClosuresKept, Staffed, Target,
};
pub use id::{
    AccountId, BlockedId, ClauseId, ClosureId, ConversationId, DeliveryId, DraftId, EmergencyId, GapId, HiddenId,
    HoldId, IdentityId, InboxViewId, MediaHash, MessageId, MuteId, PlatformKey, PostId, RecordId, RevisionId, RuleId,
    SavedReplyId, SeriesId,
};
pub use label::Label;
pub use limits::{Count, Limits, TextUnit};
pub use moderation::{
    HiddenItem, HiddenPage, HiddenQuery, HiddenStand, HiddenView, HideAsked, HideDone, MessageModeration, Policy,
    PolicyClause,
};
pub use notice::{Notice, NoticeOpens, NoticeSettings, NoticeWays};
pub use picture::{Crop, Focus, Moving, Original, PictureRecord, PictureUsed, Release, ReleaseKind};
pub use post::{
    Author, AuthorView, Body, Card, CardView, Counts, IncomingPost, Link, MediaKind, PictureView, PostMedia, PostView,
    Visibility,
};
pub use privacy::{CardNumbers, PrivacyOverrule, PrivacySettings};
pub use problem::{Code, Problem};
pub use proof::{Proof, ProofDifference, ProofPart, Seen};
pub use record::{
    DisposalGroup, DisposalList, LegalHold, LogCheck, RecordAccount, RecordBody, RecordCategory, RecordDetails,
    RecordKind, RecordMedia, RecordPage, RecordQuery, RecordReason, RecordView, RecordWords, RecordsRequest,
    RequestDone, RequestPreview, RequestSample, Retention,
};
pub use rehearsal::{
    MendAt, Rehearsal, RehearsalAccount, RehearsalDay, RehearsalNote, RehearsalPost, RehearsalQuery, RehearsalTarget,
};
pub use rule::{Rule, RuleAnswers, RuleMatch, RuleThen, RuleTrial, RuleWhen};
pub use saved_reply::{FilledReply, SavedReply};
pub use search::{SearchHit, SearchKind, SearchPage, SearchQuery};
pub use secret::Secret;
pub use series::{
    Ends, OccurrenceState, OccurrenceView, PatternView, Rhythm, Series, SeriesKind, SeriesPlan, SeriesPreview,
    SeriesSave, SeriesStanding, SeriesView,
};
pub use settings::{Density, OpeningHours, Settings, Theme};
pub use sign_in::{Field, FieldKind, SignInStep};
pub use similar::SimilarPost;
pub use slot::{QueueNext, QueueSlot};
pub use template::{DraftRole, TemplateSample, TemplateView, Variable};
pub use time::Timestamp;
pub use today::{Today, TodayDelivery};
pub use video::{CaptionProblem, Captions, CaptionsRead, Coming, Video, VideoLimits};
pub use when::{Moment, WallClock, When};
pub use wording::{DraftVersion, Poll, PollLimits, ThreadPart, ThreadView, Threading, WaitsFor};
