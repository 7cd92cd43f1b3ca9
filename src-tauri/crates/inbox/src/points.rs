//! Named moments of hiding and blocking at which the fault tests stop the process. Without the feature `fault-points` there
//! is nothing here: the call compiles to nothing.

/// This point was reached.
#[cfg(not(feature = "fault-points"))]
#[inline(always)]
pub(crate) fn reached(_point: &'static str) {}

/// This point was reached: the process ends at once, as in a power cut, when a test armed it.
#[cfg(feature = "fault-points")]
pub(crate) fn reached(point: &'static str) {
    lectern_core::fault::reached(point);
}
