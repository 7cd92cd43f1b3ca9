//! A clock moved by hand.

use lectern_model::Timestamp;
use lectern_net::Now;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Monday 23 November 2026, 09:00 UTC: where a manual clock stands at first.
pub const MONDAY_NINE: Timestamp = Timestamp(1_795_424_400_000);

/// A clock that moves only when it is told to, in either direction.
#[derive(Debug)]
pub struct ManualClock {
    millis: AtomicI64,
}

impl ManualClock {
    /// A clock that stands at [`MONDAY_NINE`].
    #[must_use]
    pub fn new() -> Arc<Self> {
        Self::at(MONDAY_NINE)
    }

    /// A clock that stands at `moment`.
    #[must_use]
    pub fn at(moment: Timestamp) -> Arc<Self> {
        Arc::new(Self { millis: AtomicI64::new(moment.0) })
    }

    /// Where it stands.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp(self.millis.load(Ordering::SeqCst))
    }

    /// Moves it to `moment`, also backwards.
    pub fn set(&self, moment: Timestamp) {
        self.millis.store(moment.0, Ordering::SeqCst);
    }

    /// Moves it on by `seconds`, or back where they are negative.
    pub fn advance(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }

    /// The clock as the wire and sessions take it.
    #[must_use]
    pub fn now_fn(self: &Arc<Self>) -> Now {
        let clock = Arc::clone(self);
        Arc::new(move || clock.now())
    }
}
