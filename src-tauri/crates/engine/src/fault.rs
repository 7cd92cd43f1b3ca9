//! Ends the process at a named point of the outbox, as a power cut would. Only in builds with `fault-points`: tests.

use std::sync::Mutex;

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

static ARMED: Mutex<Option<(String, u32)>> = Mutex::new(None);

/// Ends the process when `point` is reached for the `nth` time (1 is the first).
pub fn arm(point: &str, nth: u32) {
    if let Ok(mut armed) = ARMED.lock() {
        *armed = Some((point.to_owned(), nth.max(1)));
    }
}

pub(crate) fn reached(point: &'static str) {
    let Ok(mut armed) = ARMED.lock() else { return };
    let Some((name, left)) = armed.as_mut() else { return };
    if name == point {
        *left = left.saturating_sub(1);
        if *left == 0 {
            std::process::abort();
        }
    }
}
