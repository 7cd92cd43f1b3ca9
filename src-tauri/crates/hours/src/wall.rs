//! A time of the wall clock as a moment.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use lectern_model::Timestamp as Moment;

/// The moment at which a zone's clock first shows so many minutes after the midnight before a day, or more.
pub(crate) fn moment(date: Date, minutes: i32, zone: &TimeZone) -> Option<Moment> {
    let at = date.to_datetime(jiff::civil::Time::midnight()).checked_add(i64::from(minutes).minutes()).ok()?;
    first_shown(at, zone).map(|at| Moment(at.as_millisecond()))
}

fn first_shown(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_timestamp(at);
    let skipped = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    let first = ambiguous.compatible().ok()?;
    if !skipped {
        return Some(first);
    }
    // The clocks are put forward over this time: it has come when they are.
    let change = zone.preceding(first.checked_add(1.millisecond()).ok()?).next()?;
    Some(change.timestamp())
}

/// The day that a zone's clock shows at a moment.
pub(crate) fn day(at: Moment, zone: &TimeZone) -> Option<Date> {
    Some(Timestamp::from_millisecond(at.0).ok()?.to_zoned(zone.clone()).date())
}
