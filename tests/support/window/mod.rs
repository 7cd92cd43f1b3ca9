//! The built app in a real window: a display, a session bus with a keychain, and a driver, all of this test's own.
//!
//! Each test gets its own session bus because a second start of the app finds the first one over the bus. The person's
//! browser is a script that notes the addresses it is given.

mod accessibility;
mod actions;
mod desktop;
mod display;
mod find;
mod pointer;
mod session;
mod store;

pub use accessibility::Violation;
pub use actions::PATIENCE;
pub use desktop::{Desktop, Icon, Shown};
pub use find::{Sought, button, css, field, heading, link, role, test_id, text};
pub use session::{Desk, Keychain, Opening};
