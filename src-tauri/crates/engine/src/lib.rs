//! What Lectern does: the open desk over all features, the way it is opened, and what looks at several features at once:
//! Today, the Calendar, search, tables in and out, the rehearsal.

mod calendar;
mod desk;
mod exchange;
mod front;
mod keeping;
pub mod notices;
mod occurrences;
pub mod records;
mod recovery;
mod rehearse;
pub mod search;
mod system;
mod today;
mod wall_clock;

pub use desk::Desk;
pub use front::{Front, FrontConfig};
#[cfg(feature = "fault-points")]
pub use lectern_core::fault;
pub use lectern_core::{Clock, ClockKind, Core, ManualClock, ProgressList, accounts, checked_link, media, settings};
pub use lectern_inbox::{feeds, inbox};
pub use lectern_outbox::{completions, drafts, emojis_for, outbox, series, similar};
