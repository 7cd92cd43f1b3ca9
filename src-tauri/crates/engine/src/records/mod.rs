//! Records: the library's own copy of what it said, answered or removed, and how long everything is kept.
//!
//! ```text
//! shelf      the log as pages show it, its categories, and the check of its chain
//! holds      legal holds: what they cover is neither disposed of nor does it expire
//! disposal   what is due is proposed; a person looks at the list and confirms it
//! request    a request for records: preview, masking, the ZIP
//! tidy       by the clock: what came in goes when its time is over
//! ```
//!
//! Writing in the log is `lectern_core::records`: whoever does something that must be on record writes it first.

mod disposal;
mod holds;
mod mask;
mod request;
mod retention;
mod scope;
mod shelf;
mod tidy;
mod views;

use lectern_core::Core;
use lectern_core::media::Media;
use std::sync::Arc;

/// Records.
pub struct RecordsShelf {
    core: Arc<Core>,
    media: Arc<Media>,
}

impl RecordsShelf {
    /// Records over an open store. Nothing goes before [`RecordsShelf::run`] or [`RecordsShelf::tidy_once`].
    pub(crate) fn new(core: Arc<Core>, media: Arc<Media>) -> Self {
        Self { core, media }
    }
}
