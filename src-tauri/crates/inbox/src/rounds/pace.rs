//! How long to wait between two looks. Pure.

use lectern_model::{Failure, FailureKind, Timestamp};

/// Longest wait after failures, in seconds.
const LONGEST: i64 = 60 * 60;

/// Longest wait of the one account that looks whether the line is back, in seconds.
const PROBE: i64 = 60;

/// Wait of the others while there is no line, in seconds: they are woken when it is back.
const NO_LINE: i64 = 10 * 60;

/// While the stream stands, looks by the clock are so much rarer.
const WITH_STREAM: i64 = 5;

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Well,
    /// Tried again, later and later.
    Failed,
    /// Not reached at all.
    NoLine,
    /// A person must sign in; whoever does wakes the loop.
    SignIn,
    /// The platform asked to wait.
    Rest(Option<Timestamp>),
}

impl Outcome {
    pub(super) fn of(failure: &Failure) -> Self {
        match failure.what {
            FailureKind::SignInNeeded => Self::SignIn,
            FailureKind::Unreachable => Self::NoLine,
            FailureKind::RateLimited { until } => Self::Rest(until),
            _ => Self::Failed,
        }
    }
}

/// The pace of one account's looks.
#[derive(Debug)]
pub(super) struct Pace {
    every: i64,
    failures: u32,
}

impl Pace {
    /// A pace of so many seconds.
    pub(super) fn new(every: u32) -> Self {
        Self { every: i64::from(every.max(10)), failures: 0 }
    }

    /// Whether the last look went well.
    pub(super) fn is_well(&self) -> bool {
        self.failures == 0
    }

    /// When to look next by the clock. `probe`: this account looks for the line, for all. `chance`: 0 to 255, spreads
    /// looks by up to 15 % either way, so that accounts do not march in step.
    pub(super) fn next(&mut self, outcome: Outcome, now: Timestamp, probe: bool, chance: u8) -> Timestamp {
        self.failures = if outcome == Outcome::Well { 0 } else { self.failures.saturating_add(1) };
        let doubled = |from: i64, most: i64| {
            let times = 1_i64 << self.failures.saturating_sub(1).min(12);
            from.saturating_mul(times).min(most)
        };
        let seconds = match outcome {
            Outcome::Well => self.every,
            Outcome::NoLine if probe => doubled(15, PROBE),
            Outcome::NoLine => NO_LINE,
            Outcome::SignIn => LONGEST * 6,
            Outcome::Failed | Outcome::Rest(_) => doubled(self.every.saturating_mul(2), LONGEST.max(self.every)),
        };
        let spread = now.0 + seconds * (850 + i64::from(chance) * 300 / 255);
        match outcome {
            Outcome::Rest(Some(until)) => until.max(now.plus_seconds(1)).min(now.plus_seconds(LONGEST * 24)),
            _ => Timestamp(spread),
        }
    }

    /// When to look by the clock while the stream stands.
    pub(super) fn with_stream(&self, from: Timestamp) -> Timestamp {
        from.plus_seconds(self.every * WITH_STREAM)
    }
}

#[cfg(test)]
mod tests;
