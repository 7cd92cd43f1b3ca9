//! A program that a test starts: in a process group of its own, its words in a log, ended when dropped.
//!
//! The group is ended by a small shell guard (`guard.sh`) that waits for a pipe to close. So it ends too when the test
//! is killed, and no unsafe call is needed.

use std::fs::File;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::wait;

const GUARD: &str = include_str!("guard.sh");

/// How a program is to be started.
pub struct Launch {
    command: Command,
    log: PathBuf,
    name: String,
}

impl Launch {
    /// A program, by name or path. Its output goes to `<name>.log` in `folder`, which is also where it starts.
    #[must_use]
    pub fn new(name: &str, program: impl AsRef<Path>, folder: &Path) -> Self {
        Self::ended_by("TERM", name, program, folder)
    }

    /// As [`Launch::new`], for a program that wants another signal than TERM (PostgreSQL: INT is its fast stop).
    #[must_use]
    pub fn ended_by(signal: &str, name: &str, program: impl AsRef<Path>, folder: &Path) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", GUARD, "guard", signal]).arg(program.as_ref()).current_dir(folder);
        Self { command, log: folder.join(format!("{name}.log")), name: name.to_owned() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<S: AsRef<std::ffi::OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes a variable from its environment.
    #[must_use]
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it as another user (only root can).
    #[must_use]
    pub fn as_user(mut self, user: User) -> Self {
        user.apply(&mut self.command);
        self
    }

    /// Starts it.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start(mut self) -> Program {
        let log = File::create(&self.log).expect("the test's folder can be written");
        let errors = log.try_clone().expect("a file can be opened twice");
        self.command.process_group(0).stdin(Stdio::piped()).stdout(log).stderr(errors);
        let child = self.command.spawn().unwrap_or_else(|error| panic!("{} did not start: {error}", self.name));
        Program { child, log: self.log, name: self.name }
    }
}

/// A running program. Dropping it ends its process group and waits until it is gone.
pub struct Program {
    child: Child,
    log: PathBuf,
    name: String,
}

impl Program {
    /// What it has printed so far.
    #[must_use]
    pub fn log(&self) -> String {
        let mut text = Vec::new();
        if let Ok(mut file) = File::open(&self.log) {
            let _ = file.read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Waits for a line of its output that `read` understands.
    ///
    /// # Panics
    /// When the program ends first or `limit` is over; the panic shows the end of its output.
    pub async fn line<T>(&mut self, limit: Duration, read: impl Fn(&str) -> Option<T>) -> T {
        let begun = std::time::Instant::now();
        loop {
            let log = self.log();
            if let Some(found) = log.lines().find_map(&read) {
                return found;
            }
            let ended = self.child.try_wait().ok().flatten().is_some();
            let late = begun.elapsed() > limit;
            assert!(!ended && !late, "{} {}:\n{}", self.name, if ended { "ended" } else { "is late" }, tail(&log));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until it accepts connections on a loopback port.
    ///
    /// # Panics
    /// After `limit`.
    pub async fn listening(&self, port: u16, limit: Duration) {
        wait::until_listening(&self.name, port, limit).await;
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The last lines of a log.
pub(crate) fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(40)).copied().collect::<Vec<_>>().join("\n")
}

/// A user of this computer.
#[derive(Debug, Clone, Copy)]
pub struct User {
    uid: u32,
    gid: u32,
}

impl User {
    /// The user to run a server as that refuses to run as root; none when the test itself is not run by root.
    ///
    /// # Panics
    /// When the test is run by root and there is no such user.
    #[must_use]
    pub fn instead_of_root(name: &str) -> Option<Self> {
        if answer("id", &["-u"]) != "0" {
            return None;
        }
        let number = |flag| answer("id", &[flag, name]).parse().unwrap_or_else(|_| panic!("there is no user {name}"));
        Some(Self { uid: number("-u"), gid: number("-g") })
    }

    /// Makes a command run as this user.
    pub fn apply(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    /// Gives a folder to this user.
    ///
    /// # Panics
    /// When that is refused.
    pub fn own(self, folder: &Path) {
        std::os::unix::fs::chown(folder, Some(self.uid), Some(self.gid)).expect("root can give folders away");
    }
}

/// Runs a program to its end and returns what it printed, without the last line break.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn answer(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let output = output.unwrap_or_else(|error| panic!("{program} did not start: {error}"));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// Runs a program to its end.
///
/// # Panics
/// When it cannot be started or fails; the panic shows what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{text}", output.status);
    text
}
