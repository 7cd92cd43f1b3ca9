//! How many tests passed, failed and were skipped, over all runners.

use std::fmt;

/// The sums.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Totals {
    /// Adds the summary in vitest's output: `Tests  1 failed | 12 passed | 2 skipped (15)`.
    pub(super) fn add_vitest(&mut self, output: &str) -> String {
        let summary = output.lines().find_map(|line| line.trim().strip_prefix("Tests "));
        self.add(count(summary.unwrap_or_default(), |c| c == '|'))
    }

    /// Adds nextest's summary, if this line is it: `Summary [ 1.0s] 12 tests run: 11 passed, 1 failed, 3 skipped`.
    pub(super) fn add_nextest(&mut self, line: &str) -> Option<String> {
        let (_, counts) = line.trim().strip_prefix("Summary [")?.split_once("run:")?;
        Some(self.add(count(counts, |c| c == ',')))
    }

    fn add(&mut self, more: Self) -> String {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
        more.to_string()
    }
}

fn count(summary: &str, between: impl Fn(char) -> bool) -> Totals {
    let mut totals = Totals::default();
    for part in summary.split(between) {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|word| word.parse::<u32>().ok()) else { continue };
        match words.next() {
            Some("passed") => totals.passed += number,
            Some("skipped" | "todo") => totals.skipped += number,
            // "failed", "timed out", "exec failed"
            Some(_) => totals.failed += number,
            None => {}
        }
    }
    totals
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_added_up() {
        let mut totals = Totals::default();
        totals.add_vitest(" Test Files  3 passed (3)\n      Tests  1 failed | 12 passed | 2 skipped (15)\n");
        assert_eq!(totals.add_nextest("        PASS [   0.1s] a test"), None);
        let line = "     Summary [  18.6s] 10 tests run: 6 passed (1 slow), 3 failed, 1 timed out, 4 skipped";
        assert_eq!(totals.add_nextest(line).as_deref(), Some("6 passed, 4 failed, 4 skipped"));
        assert_eq!(totals.to_string(), "18 passed, 5 failed, 6 skipped");
    }
}
