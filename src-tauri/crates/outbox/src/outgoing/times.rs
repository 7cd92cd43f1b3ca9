//! When a draft would go out: what its words and its pictures are judged by.

use crate::free_times::{minutes, next_free, of_account};
use lectern_core::moment::zone_of;
use lectern_model::{Account, AccountId, Settings, Timestamp, When};
use lectern_store::{Reader, StoreError};
use std::collections::BTreeMap;

/// When a draft would go out, as things stand.
pub(super) enum Times {
    /// Everywhere at one moment.
    One(Timestamp),
    /// To each account at the next free time of its queue; none where there is none.
    Queues(Timestamp, BTreeMap<AccountId, Option<Timestamp>>),
}

/// The times of a draft for these accounts.
pub(super) fn of(
    reader: &Reader<'_>,
    when: When,
    accounts: &[Account],
    (settings, now): (&Settings, Timestamp),
) -> Result<Times, StoreError> {
    match when {
        When::Now => Ok(Times::One(now)),
        When::At { at } => Ok(Times::One(at)),
        When::Queue => {
            let (slots, zone) = (reader.queue_slots()?, zone_of(settings));
            let mut free = BTreeMap::new();
            for account in accounts {
                let taken = minutes(&reader.moments_taken(account.id, now)?);
                let next = next_free(&of_account(&slots, account.id), &taken, now, &zone);
                free.insert(account.id, next.map(|(_, at)| at));
            }
            Ok(Times::Queues(now, free))
        }
    }
}

impl Times {
    /// When the first of them would go out.
    pub(super) fn first(&self) -> Timestamp {
        match self {
            Self::One(at) => *at,
            Self::Queues(now, free) => free.values().flatten().min().copied().unwrap_or(*now),
        }
    }

    /// When the last of them would go out.
    pub(super) fn last(&self) -> Timestamp {
        match self {
            Self::One(at) => *at,
            Self::Queues(now, free) => free.values().flatten().max().copied().unwrap_or(*now),
        }
    }

    /// When it would go out to one account.
    pub(super) fn on(&self, account: AccountId) -> Timestamp {
        match self {
            Self::One(at) => *at,
            Self::Queues(_, free) => free.get(&account).copied().flatten().unwrap_or_else(|| self.first()),
        }
    }

    /// The queue of an account has no time for it.
    pub(super) fn none_on(&self, account: AccountId) -> bool {
        matches!(self, Self::Queues(_, free) if free.get(&account) == Some(&None))
    }
}
