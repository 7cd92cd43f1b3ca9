//! The door: the one list of commands. No logic; each command is a line that calls the engine.

mod app;
mod commands;
mod door;
mod input;
mod typescript;

pub use app::{App, Outside};
pub use commands::{COMMANDS, dispatch};
pub use door::CommandInfo;
pub use lectern_engine::{ClockKind, FrontConfig};
pub use lectern_model::{Change, Code, MediaHash, Notice, NoticeOpens, NoticeWays, Problem};
pub use typescript::typescript;
