//! Free times of a weekly queue.

use jiff::ToSpan;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use lectern_core::moment::{instant, shown};
use lectern_model::{AccountId, QueueSlot, Timestamp};
use std::collections::BTreeSet;

/// Nothing is planned further ahead than this, in seconds.
pub(crate) const FURTHEST: i64 = 5 * 366 * 24 * 60 * 60;
/// Days in which a free time is looked for.
const DAYS: i32 = 5 * 366;
pub(crate) const MINUTE: i64 = 60_000;

pub(crate) fn of_account(slots: &[QueueSlot], account: AccountId) -> Vec<QueueSlot> {
    slots.iter().filter(|slot| slot.account == account).copied().collect()
}

pub(crate) fn minutes(taken: &[Timestamp]) -> BTreeSet<i64> {
    taken.iter().map(|at| at.0.div_euclid(MINUTE)).collect()
}

/// The first time after `now` whose minute is not taken: on the wall clock, and as a moment.
pub(crate) fn next_free(
    slots: &[QueueSlot],
    taken: &BTreeSet<i64>,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<(DateTime, Timestamp)> {
    if slots.is_empty() {
        return None;
    }
    let today = shown(now, zone)?.date();
    let free = |at: Timestamp| at > now && !taken.contains(&at.0.div_euclid(MINUTE));
    (0..DAYS).find_map(|days| {
        let date = today.checked_add(days.days()).ok()?;
        let weekday = date.weekday().to_monday_one_offset();
        let of_day = slots.iter().filter(|slot| i8::try_from(slot.weekday) == Ok(weekday));
        let times = of_day.filter_map(|slot| {
            let (hour, minute) = (slot.minute_of_day / 60, slot.minute_of_day % 60);
            let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
            let typed = date.to_datetime(time);
            instant(typed, zone).map(|at| (typed, at))
        });
        // By the moment: where the clock is put forward, an earlier time of the wall clock may come later.
        times
            .filter(|(_, at)| free(*at) && at.since(now) <= FURTHEST.saturating_mul(1000))
            .min_by_key(|(typed, at)| (*at, *typed))
    })
}

#[cfg(test)]
mod tests;
