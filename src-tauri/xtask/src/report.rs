//! What the person sees: which step of how many, what came of it, how long it took.

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::Outcome;

/// Prints a line.
pub(crate) fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{words}");
    let _ = out.flush();
}

/// What a step came to, in a few words: "nothing to do", "built", "31 passed".
pub(crate) type Came = Outcome<String>;

/// Said by a step that found everything as it should be.
pub(crate) const NOTHING: &str = "nothing to do";

/// The steps of one command.
pub(crate) struct Steps {
    done: usize,
    of: usize,
    begun: Instant,
    failed: Vec<String>,
}

impl Steps {
    /// Begins a command of so many steps.
    pub(crate) fn of(count: usize) -> Self {
        Self { done: 0, of: count, begun: Instant::now(), failed: Vec::new() }
    }

    /// Does a step; the command ends with its error.
    pub(crate) fn must(&mut self, name: &str, step: impl FnOnce() -> Came) -> Outcome<()> {
        self.run(name, step)
    }

    /// Does a step; an error is remembered for [`Steps::all_well`], and the next step is done all the same.
    pub(crate) fn may_fail(&mut self, name: &str, step: impl FnOnce() -> Came) {
        if let Err(words) = self.run(name, step) {
            self.failed.push(format!("{name}: {words}"));
        }
    }

    /// Ends the command if a step failed.
    pub(crate) fn all_well(&mut self) -> Outcome<()> {
        if self.failed.is_empty() { Ok(()) } else { Err(self.failed.join("\n\n")) }
    }

    /// How long the command has taken.
    pub(crate) fn took(&self) -> String {
        seconds(self.begun.elapsed())
    }

    fn run(&mut self, name: &str, step: impl FnOnce() -> Came) -> Outcome<()> {
        self.done += 1;
        say(&format!("[{}/{}] {name} …", self.done, self.of));
        let begun = Instant::now();
        let came = step();
        let took = seconds(begun.elapsed());
        match &came {
            Ok(words) => say(&format!("[{}/{}] {name}: {words} ({took})", self.done, self.of)),
            Err(_) => say(&format!("[{}/{}] {name}: FAILED ({took})", self.done, self.of)),
        }
        came.map(drop)
    }
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        long => format!("{} min {} s", long / 60, long % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_that_may_fail_is_told_at_the_end_and_not_before() {
        let mut steps = Steps::of(2);
        steps.may_fail("one", || Err("broken".to_owned()));
        steps.may_fail("two", || Ok("fine".to_owned()));
        assert_eq!(steps.all_well(), Err("one: broken".to_owned()));
    }

    #[test]
    fn long_times_are_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 5 s");
    }
}
