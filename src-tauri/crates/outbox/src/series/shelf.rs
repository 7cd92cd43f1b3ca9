//! Which post of an evergreen shelf is next. Pure.

use lectern_model::{DraftId, Timestamp};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A post on the shelf, and the times for which it is proposed or was accepted.
#[derive(Debug, Clone)]
pub(super) struct OnShelf {
    pub(super) pattern: DraftId,
    pub(super) used: Vec<Timestamp>,
}

/// The one that was not used the longest: not within its cool-down before or after that time, and not more often than
/// `most` says. The oldest on the shelf where several were never used.
pub(super) fn choose(shelf: &[OnShelf], at: Timestamp, cool_down_days: u16, most: Option<u32>) -> Option<DraftId> {
    let rested = |used: &Timestamp| whole_days(at, *used) >= i64::from(cool_down_days);
    let often = |one: &OnShelf| most.is_some_and(|most| u32::try_from(one.used.len()).unwrap_or(u32::MAX) >= most);
    let free = shelf.iter().filter(|one| one.used.iter().all(rested) && !often(one));
    free.min_by_key(|one| (one.used.iter().max().copied(), one.pattern)).map(|one| one.pattern)
}

/// Days between two moments; a day that daylight saving shortens is a day.
fn whole_days(a: Timestamp, b: Timestamp) -> i64 {
    (a.since(b).saturating_abs().saturating_add(DAY / 2)) / DAY
}

#[cfg(test)]
mod tests;
