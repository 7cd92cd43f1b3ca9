//! Every byte on disk: open, key, migrate, back up, one writer, many readers, one file per table, search.

mod error;
mod open;

pub use error::{StoreError, StoreTrouble};
pub use open::{Reader, Store, Writer};
