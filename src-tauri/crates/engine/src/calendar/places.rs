//! What stands at which moment, before anything is looked up: a month of ten thousand posts is walked through here, so
//! this holds numbers only.

use lectern_model::{AccountId, DeliveryId, DraftId, Timestamp};
use lectern_store::{DatedDraft, Reader, Slot, Stage, StoreError};
use std::collections::{BTreeMap, HashMap};

/// Two posts of one account that are less than this many milliseconds apart are too close.
const APART: i64 = 30 * 60 * 1000;

/// One account of a post or draft at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: Timestamp,
    pub(super) draft: DraftId,
    pub(super) account: Option<AccountId>,
    /// None: it is a draft.
    pub(super) delivery: Option<DeliveryId>,
    pub(super) stage: Stage,
    pub(super) never_after: Option<Timestamp>,
}

/// Two of one account that stand too close together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) first: Place,
    pub(super) second: Place,
}

/// What names an entry.
pub(super) type Key = (Timestamp, DraftId);

impl Place {
    pub(super) fn key(&self) -> Key {
        (self.at, self.draft)
    }
}

/// Everything from a moment on and before another that one of these accounts is in; no accounts: any.
pub(super) fn read(
    reader: &Reader<'_>,
    (from, before): (Timestamp, Timestamp),
    accounts: &[AccountId],
) -> Result<Vec<Place>, StoreError> {
    let mut places: Vec<Place> = reader.slots(from, before)?.iter().map(posted).collect();
    for draft in reader.dated_drafts(from, before)? {
        places.extend(drafted(&draft));
    }
    places.sort_by_key(|place| (place.key(), place.delivery.is_none()));
    if accounts.is_empty() {
        return Ok(places);
    }
    let wanted = |group: &&[Place]| group.iter().any(|place| place.account.is_some_and(|id| accounts.contains(&id)));
    Ok(groups(&places).filter(wanted).flatten().copied().collect())
}

/// Each post or draft at its moment.
pub(super) fn groups(places: &[Place]) -> impl Iterator<Item = &[Place]> {
    places.chunk_by(|one, next| one.key() == next.key())
}

pub(super) fn posted(slot: &Slot) -> Place {
    Place {
        at: slot.at,
        draft: slot.draft,
        account: Some(slot.account),
        delivery: Some(slot.delivery),
        stage: slot.stage,
        never_after: None,
    }
}

/// A place for each account; one where it has none yet.
fn drafted(draft: &DatedDraft) -> Vec<Place> {
    let place = |account| Place {
        at: draft.at.unwrap_or_default(),
        draft: draft.draft,
        account,
        delivery: None,
        stage: Stage::Coming,
        never_after: draft.never_after,
    };
    match draft.targets.is_empty() {
        true => vec![place(None)],
        false => draft.targets.iter().map(|account| place(Some(*account))).collect(),
    }
}

/// Those of one account that stand too close to the one before, by time; what went out or is held back counts no more.
pub(super) fn clashes(places: &[Place]) -> Vec<Clash> {
    let mut last: HashMap<AccountId, Place> = HashMap::new();
    let mut found = Vec::new();
    for place in places.iter().filter(|place| place.stage == Stage::Coming) {
        let Some(account) = place.account else { continue };
        if let Some(first) = last.insert(account, *place)
            && first.draft != place.draft
            && place.at.since(first.at) < APART
        {
            found.push(Clash { first, second: *place });
        }
    }
    found
}

/// For each entry, the first of its clashes and which of the two it is in it.
pub(super) fn by_entry(clashes: &[Clash]) -> BTreeMap<Key, (Place, Place)> {
    let mut found = BTreeMap::new();
    for Clash { first, second } in clashes {
        found.entry(first.key()).or_insert((*first, *second));
        found.entry(second.key()).or_insert((*second, *first));
    }
    found
}

#[cfg(test)]
mod tests;
