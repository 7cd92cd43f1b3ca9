//! Ends the process at a named point of the outbox, as a power cut would, or tells a test that a point was passed. Only
//! in builds with `fault-points`: tests.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

/// What a test does when a point is passed: it moves a clock, or unwinds and so ends the work right there.
pub type Watch = Arc<dyn Fn(&'static str) + Send + Sync>;

/// Every named point, in the order in which a post in two steps passes them.
pub const POINTS: &[&str] = &[
    "after_queue_commit",
    "after_claim_commit",
    "before_step",
    "after_upload_step",
    "after_progress_commit",
    "before_changing_commit",
    "before_send",
    "after_answer",
    "before_settle_commit",
    "after_settle_commit",
    "after_find_published",
];

/// The points on the way to a platform's own scheduler, and back.
pub const HOLD_POINTS: &[&str] = &[
    "after_hold_commit",
    "after_hold_step",
    "before_hold_begins",
    "before_hold_send",
    "after_hold_answer",
    "after_hold_settled",
    "after_find_held",
    "before_held_told",
    "after_held_told",
];

/// The points on the way to a message that is hidden, or shown again.
pub const HIDE_POINTS: &[&str] = &["after_copy_commit", "after_hide_answer", "after_hide_looked", "after_hide_settled"];

/// The points on the way to somebody who is blocked, and not any more.
pub const BLOCK_POINTS: &[&str] = &["after_block_copy", "after_block_answer", "after_unblock_copy"];

/// The points on the way to a message that is kept in an emergency, and reported.
pub const EMERGENCY_POINTS: &[&str] =
    &["after_emergency_copy", "after_report_copy", "after_report_answer", "after_report_settled"];

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

static ARMED: Mutex<Option<(String, u32)>> = Mutex::new(None);

/// Ends the process when `point` is reached for the `nth` time (1 is the first).
pub fn arm(point: &str, nth: u32) {
    if let Ok(mut armed) = ARMED.lock() {
        *armed = Some((point.to_owned(), nth.max(1)));
    }
}

/// Does a piece of work, such as one poll of a future, and tells `watch` of every point that it passes.
pub fn watched<T>(watch: &Watch, work: impl FnOnce() -> T) -> T {
    /// Puts back who watched before, also where the work unwinds.
    struct Before(Option<Watch>);
    impl Drop for Before {
        fn drop(&mut self) {
            WATCH.replace(self.0.take());
        }
    }
    let _before = Before(WATCH.replace(Some(Arc::clone(watch))));
    work()
}

/// A named point is passed: a watching test hears of it, and an armed point ends the process.
pub fn reached(point: &'static str) {
    // Taken out of its place first: whoever watches may unwind.
    let watch = WATCH.with_borrow(Clone::clone);
    if let Some(watch) = watch {
        watch(point);
    }
    let Ok(mut armed) = ARMED.lock() else { return };
    let Some((name, left)) = armed.as_mut() else { return };
    if name == point {
        *left = left.saturating_sub(1);
        if *left == 0 {
            std::process::abort();
        }
    }
}
