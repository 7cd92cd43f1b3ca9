//! When the library is open, and by when somebody who writes is answered. Pure: no clock, no disk.
//!
//! ```text
//! week      the hours of a week as they are typed: refused or kept; in words
//! closures  closed days and other hours as they are typed: refused or kept; in words
//! wall      a time of the wall clock as a moment, where the clocks change too
//! days      the openings of one day: its hours, less what is closed
//! walk      from opening to opening: is it open, when is it next, how long was it, by when
//! targets   the target of each label
//! ical      closed days from a calendar file, row by row
//! ```
//!
//! Hours belong to the day on which they begin: where Friday is closed, so is its night up to two on Saturday, and a
//! closed Saturday leaves that night alone. A time that the clocks skip is the moment at which they are put forward,
//! and of a time that comes twice the first counts.

mod closures;
mod days;
pub mod ical;
mod targets;
mod walk;
mod wall;
pub mod week;

pub use closures::{checked_closure, closure_words, is_past};
pub use days::Hours;
pub use targets::{checked_target, usual_target};
pub use walk::{Never, Opening};
