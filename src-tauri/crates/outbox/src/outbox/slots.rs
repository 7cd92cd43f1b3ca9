//! The weekly queue of an account. Its times are times of the library's wall clock; one that daylight saving skips or
//! doubles is understood as any time that a person types. A time is free while nothing of that account that is still
//! to go out is planned for its minute. When times are changed, what is queued already stays where it is.

use super::Outbox;
use crate::free_times::{MINUTE, minutes, next_free, of_account};
use crate::outgoing::Shaped;
use jiff::tz::TimeZone;
use lectern_core::moment::{moment_of, zone_of};
use lectern_model::{AccountId, Change, Problem, QueueNext, QueueSlot, Timestamp};
use lectern_store::{NewDelivery, Plan, Reader, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Most times in one week of an account.
const MOST: usize = 200;

/// Why a delivery has no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unplaced {
    /// The account's week has no times.
    NoSlots(AccountId),
    /// Every time of the years ahead is taken.
    Full(AccountId),
    /// The next free time comes after the moment it must not go out after.
    TooLate(AccountId),
}

impl Outbox {
    /// The times of every account.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn slots(&self) -> Result<Vec<QueueSlot>, Problem> {
        self.core.read(|reader| reader.queue_slots()).await
    }

    /// Gives an account these times and no others. What is queued already stays where it is.
    ///
    /// # Errors
    /// `BadInput` where a time is none, `NotFound` where the account is gone; nothing was changed.
    pub async fn save_slots(&self, account: AccountId, slots: Vec<QueueSlot>) -> Result<Vec<QueueSlot>, Problem> {
        let wrong = |slot: &QueueSlot| {
            slot.account != account || !(1..=7).contains(&slot.weekday) || slot.minute_of_day >= 24 * 60
        };
        if slots.iter().any(wrong) {
            return Err(Problem::field("slots", "This is not a time of the week. Nothing was changed."));
        }
        if slots.len() > MOST {
            return Err(Problem::field("slots", "This week has more than 200 times. Nothing was changed."));
        }
        let all = self.core.write(move |writer| {
            writer.account(account)?;
            writer.set_queue_slots(account, &slots)?;
            writer.queue_slots()
        });
        let all = all.await?;
        self.core.changed(Change::Settings);
        Ok(all)
    }

    /// The time that a post to each of these accounts would get now.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn next_slots(&self, accounts: Vec<AccountId>) -> Result<Vec<QueueNext>, Problem> {
        let zone = zone_of(&self.shaping.settings.read().await?);
        let now = self.core.clock.now();
        let read = move |reader: &Reader<'_>| {
            let slots = reader.queue_slots()?;
            let next = |account: &AccountId| -> Result<QueueNext, StoreError> {
                let of_it = of_account(&slots, *account);
                let taken = minutes(&reader.moments_taken(*account, now)?);
                let next = next_free(&of_it, &taken, now, &zone).and_then(|(typed, _)| moment_of(typed, &zone).ok());
                Ok(QueueNext { account: *account, next, slots: u32::try_from(of_it.len()).unwrap_or(u32::MAX) })
            };
            accounts.iter().map(next).collect()
        };
        self.core.read(read).await
    }
}

/// The plan of each delivery: its account's next free time. Two for one account get two times.
pub(super) fn times(
    reader: &Reader<'_>,
    new: &[NewDelivery],
    plan: Plan,
    (zone, now): (&TimeZone, Timestamp),
) -> Result<Result<Vec<Plan>, Unplaced>, StoreError> {
    let slots = reader.queue_slots()?;
    let mut taken: BTreeMap<AccountId, BTreeSet<i64>> = BTreeMap::new();
    let mut plans = Vec::new();
    for NewDelivery { account, follows, .. } in new {
        // A later part of a thread takes no time of its own.
        if let (true, Some(before)) = (*follows, plans.last().copied()) {
            plans.push(before);
            continue;
        }
        let of_it = of_account(&slots, *account);
        if of_it.is_empty() {
            return Ok(Err(Unplaced::NoSlots(*account)));
        }
        if !taken.contains_key(account) {
            taken.insert(*account, minutes(&reader.moments_taken(*account, now)?));
        }
        let taken = taken.entry(*account).or_default();
        let Some((_, at)) = next_free(&of_it, taken, now, zone) else { return Ok(Err(Unplaced::Full(*account))) };
        if plan.never_after.is_some_and(|last| last < at) {
            return Ok(Err(Unplaced::TooLate(*account)));
        }
        taken.insert(at.0.div_euclid(MINUTE));
        plans.push(Plan { at: Some(at), never_after: plan.never_after });
    }
    Ok(Ok(plans))
}

/// Why, and what to do, for a person.
pub(super) fn told(unplaced: &Unplaced, shaped: &Shaped) -> Problem {
    let (Unplaced::NoSlots(id) | Unplaced::Full(id) | Unplaced::TooLate(id)) = unplaced;
    let name = shaped.targets.iter().find(|on| on.account.id == *id).map_or("This account", |on| &on.account.handle);
    match unplaced {
        Unplaced::NoSlots(_) => Problem::field(
            "when",
            format!(
                "The queue of {name} has no times yet. Give it some under “Queue times”, or choose a time for this post. The draft is safe, and nothing was queued."
            ),
        ),
        Unplaced::Full(_) => Problem::field(
            "when",
            format!(
                "Every time in the queue of {name} is taken for years. Add times, or choose one for this post. The draft is safe."
            ),
        ),
        Unplaced::TooLate(_) => Problem::field(
            "never_after",
            format!(
                "The next free time of {name} comes after the moment it must not go out after. Change one of them. The draft is safe."
            ),
        ),
    }
}
