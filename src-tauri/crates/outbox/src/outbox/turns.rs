//! What is late goes out one after the other. A computer that slept would otherwise pour out at once what was meant for
//! a whole morning.

use super::pause;
use super::settle::Event;
use lectern_model::{DeliveryKind, Timestamp};
use lectern_store::{DeliveryRow, Reader, StoreError};

/// Of the late ones of one account, one goes out in this many seconds.
const APART: i64 = 120;
/// One that is at most this many milliseconds after its time is not late.
const IN_TIME: i64 = 60_000;
/// Nothing is in line for a moment further away than this many seconds, unless the clock was wrong.
const IN_LINE: i64 = 24 * 60 * 60;

/// What becomes of a claim: it is one, it waits for its turn, or nothing may be claimed (none).
pub(super) fn claim(reader: &Reader<'_>, row: &DeliveryRow, now: Timestamp) -> Result<Option<Event>, StoreError> {
    // What takes a post away is not held back by a pause, and no change waits for a turn: nobody sees it come.
    if row.delivery.kind != DeliveryKind::Delete && pause::stored(reader)?.is_some() {
        return Ok(None);
    }
    if row.delivery.kind != DeliveryKind::Post {
        return Ok(Some(Event::Claimed));
    }
    // A thread is one thing: its parts go out one after the other.
    if now.since(row.due_at) <= IN_TIME || row.delivery.after.is_some() {
        return Ok(Some(Event::Claimed));
    }
    let lately = (now.plus_seconds(-APART), now);
    let last = reader.last_late_turn((row.delivery.account, row.delivery.id), IN_TIME, lately)?;
    Ok(Some(last.map_or(Event::Claimed, |last| Event::Waits { until: last.plus_seconds(APART) })))
}

/// When a missed one that a person wants sent now goes out: after the others of its account.
pub(super) fn after_others(reader: &Reader<'_>, row: &DeliveryRow, now: Timestamp) -> Result<Timestamp, StoreError> {
    let span = (now.plus_seconds(-APART), now.plus_seconds(IN_LINE));
    let last = reader.last_turn((row.delivery.account, row.delivery.id), span)?;
    Ok(last.map_or(now, |last| last.plus_seconds(APART)))
}
