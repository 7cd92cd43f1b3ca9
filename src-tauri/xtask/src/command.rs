//! Running other programs: quietly, in view, or in view and read along.

use std::borrow::BorrowMut;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Outcome, node, place, report};

/// A program to run in the project's folder.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(place::project());
    if let Some(path) = node::search_path() {
        command.env("PATH", path);
    }
    command
}

/// npm, which is a script with another name on Windows.
pub(crate) fn npm(args: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args);
    command
}

/// The cargo that runs xtask.
pub(crate) fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs it in view.
pub(crate) fn show(command: &mut Command) -> Outcome<()> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}.", line(command))) }
}

/// Runs it quietly and returns what it printed; when it fails, the error holds all that it printed.
pub(crate) fn quiet(mut command: impl BorrowMut<Command>) -> Outcome<String> {
    let command = command.borrow_mut();
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    Err(format!("{} ended with {}.\n{text}{}", line(command), output.status, String::from_utf8_lossy(&output.stderr)))
}

/// Runs it in view and hands each line that it prints to `read` as well; returns whether it succeeded.
pub(crate) fn read_along(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome<bool> {
    let (reader, writer) = std::io::pipe().map_err(|error| error.to_string())?;
    let errors = writer.try_clone().map_err(|error| error.to_string())?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(errors)
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    // The command holds the writing end of the pipe; without it, reading ends when the program does.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        report::say(&line);
        read(&line);
    }
    Ok(child.wait().map_err(|error| error.to_string())?.success())
}

/// The first line that a program answers, if there is such a program and it succeeds.
pub(crate) fn answer(name: &str, args: &[&str]) -> Option<String> {
    let text = quiet(program(name).args(args)).ok()?;
    Some(text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Whether there is such a program in the search path.
pub(crate) fn exists(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A command as a person would type it.
pub(crate) fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let typed = words.join(" ");
    if typed.chars().count() > 200 { format!("{} …", typed.chars().take(200).collect::<String>()) } else { typed }
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("{} could not be started: {error}.", line(command))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_failed_program_tells_what_it_printed() {
        let error = quiet(program("sh").args(["-c", "echo said; echo cried >&2; exit 3"])).unwrap_err();
        assert!(error.contains("said") && error.contains("cried") && error.contains('3'), "{error}");
    }

    #[test]
    fn lines_are_read_along_to_the_end() {
        let mut lines = Vec::new();
        let ended = read_along(program("sh").args(["-c", "echo one; echo two >&2; exit 1"]), |line| {
            lines.push(line.to_owned());
        });
        lines.sort();
        assert_eq!((ended, lines), (Ok(false), vec!["one".to_owned(), "two".to_owned()]));
    }
}
