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
mod tests {
    use super::{Outcome, Pace};
    use lectern_model::Timestamp;

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn waits(outcome: Outcome, probe: bool, times: usize) -> Vec<i64> {
        let mut pace = Pace::new(60);
        (0..times).map(|_| pace.next(outcome, NOW, probe, 127).since(NOW) / 1000).collect()
    }

    #[test]
    fn looks_are_spread_by_fifteen_percent() {
        let mut pace = Pace::new(100);
        assert_eq!(pace.next(Outcome::Well, NOW, false, 0).since(NOW), 85_000);
        assert_eq!(pace.next(Outcome::Well, NOW, false, 255).since(NOW), 115_000);
    }

    #[test]
    fn failures_are_tried_later_and_later_but_not_forever_later() {
        let failed = waits(Outcome::Failed, false, 9);
        assert!(failed.windows(2).all(|pair| pair[0] <= pair[1]), "{failed:?}");
        assert!(failed[0] >= 119 && failed[8] <= 3600, "{failed:?}");
    }

    #[test]
    fn without_a_line_one_account_probes_often_and_the_others_wait_to_be_woken() {
        assert_eq!(waits(Outcome::NoLine, true, 4), [14, 29, 59, 59]);
        assert!(waits(Outcome::NoLine, false, 3).iter().all(|wait| *wait > 500));
    }

    #[test]
    fn a_platform_that_asks_for_rest_gets_it_within_a_day() {
        let mut pace = Pace::new(60);
        let until = NOW.plus_seconds(900);
        assert_eq!(pace.next(Outcome::Rest(Some(until)), NOW, false, 0), until);
        let absurd = NOW.plus_seconds(10 * 365 * 24 * 3600);
        assert_eq!(pace.next(Outcome::Rest(Some(absurd)), NOW, false, 0), NOW.plus_seconds(24 * 3600));
        assert!(pace.next(Outcome::Rest(Some(NOW.plus_seconds(-5))), NOW, false, 0) > NOW);
    }

    #[test]
    fn a_good_look_ends_the_caution() {
        let mut pace = Pace::new(60);
        for _ in 0..5 {
            pace.next(Outcome::Failed, NOW, false, 127);
        }
        assert!(!pace.is_well());
        assert!(pace.next(Outcome::Well, NOW, false, 127).since(NOW) < 70_000);
        assert!(pace.is_well());
        assert_eq!(pace.with_stream(NOW), NOW.plus_seconds(300));
    }
}
