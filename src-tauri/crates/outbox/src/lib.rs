//! What a library writes and sends: drafts with their history, posts that come again, what was posted before, and the
//! outbox, which sends each post once and at its time.

pub mod completions;
pub mod delivery_view;
pub mod drafts;
mod emoji;
mod free_times;
pub mod outbox;
pub mod outgoing;
pub mod series;
pub mod similar;

pub use emoji::emojis_for;
