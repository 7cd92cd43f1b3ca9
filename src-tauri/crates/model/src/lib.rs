//! The nouns of Lectern that two or more crates share. No I/O, no clock.
//!
//! Words are those of the product: an *account* is one sign-in on a *platform*; a *draft* becomes one *delivery* per
//! account; what people say to us is a *conversation*.

mod account;
mod change;
mod conversation;
mod delivery;
mod desk;
mod draft;
mod exchange;
mod failure;
mod feed;
mod finding;
mod id;
mod limits;
mod post;
mod problem;
mod rehearsal;
mod search;
mod secret;
mod settings;
mod sign_in;
mod time;
mod today;
mod when;

pub use account::{Account, AccountHealth, AccountView, Identity, IdentityKind, Part, PlatformView};
pub use change::Change;
pub use conversation::{
    ConversationCounts, ConversationKind, ConversationPage, ConversationQuery, ConversationState, ConversationView,
    MessageView, Thread,
};
pub use delivery::{
    Attempt, Delivery, DeliveryState, DeliveryView, Found, MediaRef, MissedWhy, Outgoing, OutgoingCard, Pause,
    Published, ReplyTo,
};
pub use desk::{DeskState, LineState, Progress, RecoveryCode, Trouble, TroubleKind};
pub use draft::{Draft, DraftMedia, DraftPreview, DraftSave, DraftSummary, TargetPreview};
pub use exchange::{
    CsvChoice, CsvDates, CsvFile, CsvImported, CsvKind, CsvPreview, CsvRow, CsvRowState, ExportFile, ExportRange,
};
pub use failure::{Effect, Failure, FailureKind};
pub use feed::{FeedPage, FeedQuery, Gap, GroupView, ImportOutcome, Mute, MuteKind};
pub use finding::{Finding, Fix, Level, Span};
pub use id::{
    AccountId, ConversationId, DeliveryId, DraftId, GapId, IdentityId, MediaHash, MessageId, MuteId, PlatformKey,
    PostId,
};
pub use limits::{Count, Limits, TextUnit};
pub use post::{
    Author, AuthorView, Body, Card, CardView, Counts, IncomingPost, Link, MediaKind, PictureView, PostMedia, PostView,
    Visibility,
};
pub use problem::{Code, Problem};
pub use rehearsal::{
    MendAt, Rehearsal, RehearsalAccount, RehearsalDay, RehearsalNote, RehearsalPost, RehearsalQuery, RehearsalTarget,
};
pub use search::{SearchHit, SearchKind, SearchPage, SearchQuery};
pub use secret::Secret;
pub use settings::{Density, OpeningHours, Settings, Theme};
pub use sign_in::{Field, FieldKind, SignInStep};
pub use time::Timestamp;
pub use today::{Today, TodayDelivery};
pub use when::{Moment, WallClock, When};
