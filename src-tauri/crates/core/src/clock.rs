//! The one clock. Everything that needs the time gets it from here, so that tests can move it.

use lectern_model::Timestamp;
use std::sync::Arc;
use tokio::sync::watch;

/// Which clock a desk runs on.
#[derive(Debug, Clone, Default)]
pub enum ClockKind {
    /// The computer's.
    #[default]
    System,
    /// One that a test moves.
    Manual(Arc<ManualClock>),
}

/// Tells the time and waits.
#[derive(Debug, Clone, Default)]
pub struct Clock(ClockKind);

/// A clock that only moves when told.
#[derive(Debug)]
pub struct ManualClock(watch::Sender<Timestamp>);

impl ManualClock {
    /// A clock that stands at `start`.
    #[must_use]
    pub fn at(start: Timestamp) -> Arc<Self> {
        Arc::new(Self(watch::Sender::new(start)))
    }

    /// Sets the time, forwards or back, and wakes who waits.
    pub fn set(&self, now: Timestamp) {
        self.0.send_replace(now);
    }

    /// Moves the time by seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.send_modify(|now| *now = now.plus_seconds(seconds));
    }

    /// The time it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        *self.0.borrow()
    }
}

impl Clock {
    /// A clock of a kind.
    #[must_use]
    pub fn new(kind: ClockKind) -> Self {
        Self(kind)
    }

    /// This moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock's one home")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            ClockKind::System => Timestamp(jiff::Timestamp::now().as_millisecond()),
            ClockKind::Manual(clock) => clock.now(),
        }
    }

    /// Waits until a moment, but at most a minute: laptops sleep and clocks jump, so that callers look again.
    pub async fn wait_until(&self, at: Timestamp) {
        match &self.0 {
            ClockKind::System => {
                let milliseconds = at.since(self.now()).clamp(0, 60_000);
                tokio::time::sleep(std::time::Duration::from_millis(milliseconds.unsigned_abs())).await;
            }
            ClockKind::Manual(clock) => {
                let mut shown = clock.0.subscribe();
                let _ = shown.wait_for(|now| *now >= at).await;
            }
        }
    }

    /// As a closure, for the crates below.
    #[must_use]
    pub fn as_now(&self) -> lectern_net::Now {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}
