//! Every byte on disk: open, key, migrate, back up, one writer, many readers, one file per table, search.

mod accounts;
mod backup;
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
mod open;
mod outbox;
mod pictures;
mod posts;
mod search;
mod settings;
mod sidecar;
mod verify;

pub use accounts::{AccountFacts, Reading};
pub use backup::{backups, backups_folder, check_backup, thin_backups};
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
pub use open::{Reader, Store, Writer};
pub use outbox::{DeliveryChange, DeliveryRow, DeliveryTally, NewDelivery, Plan};
pub use pictures::{PictureState, PictureUse, WantedPicture};
pub use posts::{Arrival, NewPost, StoredPost, Upserted};
pub use search::match_words;
pub use sidecar::{Sidecar, sidecar_path};
