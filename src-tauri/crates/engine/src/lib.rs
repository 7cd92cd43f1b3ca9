//! What Lectern does: accounts, feeds, inbox, drafts, outbox. The only home of the clock and of started tasks.

pub mod accounts;
mod calendar;
mod clock;
pub mod completions;
mod core;
mod delivery_view;
mod desk;
pub mod drafts;
mod emoji;
mod exchange;
#[cfg(feature = "fault-points")]
pub mod fault;
pub mod feeds;
mod front;
pub mod inbox;
mod keeping;
mod keychain;
mod links;
pub mod media;
mod moment;
pub mod outbox;
mod outgoing;
mod progress;
mod recovery;
mod rehearse;
mod rounds;
pub mod search;
pub mod series;
pub mod settings;
pub mod similar;
mod system;
mod tasks;
mod text;
mod today;

pub use clock::{Clock, ClockKind, ManualClock};
pub use core::Core;
pub use desk::Desk;
pub use emoji::emojis_for;
pub use front::{Front, FrontConfig};
pub use links::checked_link;
pub use progress::ProgressList;
