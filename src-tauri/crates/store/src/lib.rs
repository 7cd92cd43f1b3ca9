//! Every byte on disk: open, key, migrate, back up, one writer, many readers, one file per table, search.

mod accounts;
mod backup;
mod calendar;
mod cards;
mod drafts;
mod error;
#[cfg(feature = "faults")]
mod faults;
mod feeds;
mod gaps;
mod inbox;
mod key;
mod migrate;
mod mutes;
mod occurrences;
mod open;
mod outbox;
mod pictures;
mod posts;
mod privacy;
mod revisions;
mod search;
mod seen;
mod series;
mod settings;
mod sidecar;
mod similar;
mod slots;
mod templates;
mod verify;
mod visuals;

pub use accounts::{AccountFacts, Reading};
pub use backup::{backups, backups_folder, check_backup, thin_backups};
pub use calendar::{DatedDraft, Slot, Stage};
pub use cards::StoredCard;
pub use drafts::{KeptPost, NewDraft, Saved, first_line};
pub use error::{StoreError, StoreTrouble};
#[cfg(feature = "faults")]
pub use faults::{Refusal, WriteFaults};
pub use feeds::PostPage;
pub use gaps::StoredGap;
pub use inbox::{Came, ConversationRow};
pub use key::DatabaseKey;
pub use mutes::Mutes;
pub use occurrences::{OccurrenceRow, OccurrenceStand};
pub use open::{Reader, Store, Writer};
pub use outbox::{DeliveryChange, DeliveryRow, DeliveryTally, NewChange, NewDelivery, Plan};
pub use pictures::{PictureState, PictureUse, WantedPicture};
pub use posts::{Arrival, NewPost, StoredPost, Upserted};
pub use revisions::{StoredRevision, save_of};
pub use search::match_words;
pub use seen::SeenPost;
pub use series::{NewSeries, PatternRow};
pub use sidecar::{Sidecar, sidecar_path};
pub use similar::OwnPost;
