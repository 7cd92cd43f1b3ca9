//! What every feature stands on: the open store, the keychain, the wire, the clock and started tasks; and what features
//! share: accounts, pictures, text, settings. The only home of the clock and of started tasks.

pub mod accounts;
mod clock;
mod core;
#[cfg(feature = "fault-points")]
pub mod fault;
pub mod guard;
pub mod keychain;
mod links;
pub mod media;
pub mod moment;
mod progress;
pub mod records;
pub mod settings;
mod tasks;
pub mod text;

pub use clock::{Clock, ClockKind, ManualClock};
pub use core::{Core, problem, run};
pub use links::checked_link;
pub use progress::{ProgressList, Work};
pub use tasks::Tasks;
