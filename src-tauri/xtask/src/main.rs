//! `cargo xtask start | test | bench`: sets the computer up as each needs, says what it does, and is quick when there
//! is nothing to do.
#![expect(clippy::disallowed_methods, reason = "xtask reads the environment and measures its own steps")]

mod bench;
mod command;
mod interface;
mod node;
mod place;
mod report;
mod servers;
mod stamp;
mod start;
mod suite;
mod system;

use std::io::Write as _;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask start [--] [arguments of the app]   sets the computer up, builds, opens the window
cargo xtask test [fast | names of tests]        sets the tests up and runs them; fast: no window, servers or faults
cargo xtask bench [privacy [files]]             prints the numbers of the README; privacy: how well the guard reads";

/// What a step or a command came to; the error is for a person to read.
type Outcome<T> = Result<T, String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let done = match words.first().map(String::as_str) {
        Some("start") => start::start(rest),
        Some("test") => suite::test(rest),
        Some("bench") => bench::bench(rest),
        Some("help" | "--help" | "-h") => {
            report::say(HELP);
            Ok(())
        }
        _ => Err(HELP.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            let _ = writeln!(std::io::stderr(), "\n{words}");
            ExitCode::FAILURE
        }
    }
}
