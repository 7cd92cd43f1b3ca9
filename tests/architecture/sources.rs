//! The project's own files: those in git, and those that will be.

use std::process::Command;

use lectern_tests::place;
use lectern_tests::program::run;

/// A text file of the project.
pub(crate) struct Source {
    /// Its path from the top, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn is(&self, endings: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }

    /// Whether nobody wrote it by hand.
    pub(crate) fn is_generated(&self) -> bool {
        // The schema is written by a test of the store from all migrations together; those are what people write.
        let written = ["/schema.sql", ".lock", "package-lock.json"];
        self.path.contains("generated") || written.iter().any(|end| self.path.ends_with(end))
    }

    /// Whether it is only there for tests.
    pub(crate) fn is_test(&self) -> bool {
        let path = &self.path;
        path.starts_with("tests/")
            || path.contains("/tests/")
            || path.contains("/fixtures/")
            || path.contains("/mock/")
            || path.ends_with("/tests.rs")
            || path.ends_with(".test.ts")
    }

    /// Its lines with their numbers.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Its lines of code that are part of the product: no comments that fill a line, nothing from a test module on.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let comment = |line: &str| ["//", "<!--", "*", "/*"].iter().any(|mark| line.trim_start().starts_with(mark));
        self.lines().take_while(|(_, line)| *line != "#[cfg(test)]").filter(move |(_, line)| !comment(line))
    }
}

/// All paths of the project, from the top.
pub(crate) fn paths() -> Vec<String> {
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(place::project());
    let mut paths: Vec<String> =
        run(&mut list).split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// All text files of the project.
pub(crate) fn all() -> Vec<Source> {
    let read = |path: String| Some(Source { text: std::fs::read_to_string(place::project().join(&path)).ok()?, path });
    paths().into_iter().filter_map(read).collect()
}

/// Fails with the list of what broke a rule.
#[track_caller]
pub(crate) fn none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}
