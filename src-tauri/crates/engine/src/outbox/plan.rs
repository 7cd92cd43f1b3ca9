//! When a draft is to go out, and moving that.

use super::Outbox;
use super::settle::Event;
use lectern_model::{DeliveryId, Problem, Timestamp, When};
use lectern_store::Plan;

/// A moment that passed no more than this many seconds ago is now: choosing and clicking takes a while.
const AS_GOOD_AS_NOW: i64 = 5 * 60;
/// Nothing is planned for later than in this many seconds: five years.
pub(super) const FURTHEST: i64 = 5 * 366 * 24 * 60 * 60;

impl Outbox {
    /// Gives a planned, missed, failed or waiting one another time.
    ///
    /// # Errors
    /// `BadInput` where the time has passed or its *never after* comes before it; `Stale` where it is on its way, may
    /// be there, or was sent. Nothing was changed.
    pub async fn move_to(
        &self,
        delivery: DeliveryId,
        at: Timestamp,
        never_after: Option<Timestamp>,
    ) -> Result<(), Problem> {
        let plan = plan(When::At { at }, never_after, self.core.clock.now())?;
        self.decide_with_followers(delivery, Event::PersonMoves { at: plan.at, never_after: plan.never_after }).await
    }
}

/// What a person chose, where it can be kept to.
pub(crate) fn plan(when: When, never_after: Option<Timestamp>, now: Timestamp) -> Result<Plan, Problem> {
    let at = match when {
        // Each account has its own time then; see `slots`.
        When::Now | When::Queue => None,
        When::At { at } if at > now.plus_seconds(FURTHEST) => {
            return Err(Problem::field("when", "This is more than five years away. Choose an earlier time."));
        }
        When::At { at } if at > now => Some(at),
        When::At { at } if at >= now.plus_seconds(-AS_GOOD_AS_NOW) => None,
        When::At { .. } => {
            return Err(Problem::field("when", "This time has passed. Choose a later one, or send it now."));
        }
    };
    if never_after.is_some_and(|last| last < at.unwrap_or(now)) {
        let words = match at {
            Some(_) => "It must not go out after a moment that comes before its time. Change one of them.",
            None => "The moment it must not go out after has passed. Change it, or take it away.",
        };
        return Err(Problem::field("never_after", words));
    }
    Ok(Plan { at, never_after })
}

#[cfg(test)]
mod tests {
    use super::plan;
    use lectern_model::{Timestamp, When};
    use lectern_store::Plan;

    const NOW: Timestamp = Timestamp(1_795_424_400_000);

    fn field(when: When, never_after: Option<i64>) -> Option<String> {
        plan(when, never_after.map(|seconds| NOW.plus_seconds(seconds)), NOW).err().and_then(|problem| problem.field)
    }

    fn at(seconds: i64) -> When {
        When::At { at: NOW.plus_seconds(seconds) }
    }

    #[test]
    fn what_has_just_passed_is_now_and_what_passed_before_is_refused() {
        let of = |seconds| plan(at(seconds), None, NOW).map(|plan| plan.at).map_err(|problem| problem.field.unwrap());
        assert_eq!(of(1), Ok(Some(NOW.plus_seconds(1))));
        assert_eq!((of(0), of(-300)), (Ok(None), Ok(None)));
        assert_eq!(of(-301), Err("when".to_owned()));
        assert_eq!(of(6 * 366 * 86_400), Err("when".to_owned()));
        assert_eq!(plan(When::At { at: Timestamp(i64::MAX) }, None, NOW).unwrap_err().field.unwrap(), "when");
        assert_eq!(plan(When::Now, None, NOW), Ok(Plan::default()));
    }

    #[test]
    fn the_last_moment_does_not_come_before_the_first() {
        assert_eq!(field(at(60), Some(59)).unwrap(), "never_after");
        assert_eq!(field(at(60), Some(60)), None);
        assert_eq!(field(When::Now, Some(-1)).unwrap(), "never_after");
        assert_eq!(field(When::Now, Some(0)), None);
        assert_eq!(field(at(-60), Some(-1)).unwrap(), "never_after", "it counts as now");
    }
}
