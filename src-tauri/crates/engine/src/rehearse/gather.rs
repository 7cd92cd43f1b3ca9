//! What would go out: deliveries that are scheduled, one post for all of a draft that go at the same moment, and drafts
//! with a time.

use lectern_model::{AccountId, DeliveryId, DeliveryState, Draft, Timestamp, When};
use lectern_store::{DeliveryRow, Reader, StoreError};

/// A post that would go out.
#[derive(Debug, Clone)]
pub(super) struct Going {
    /// The draft it is, or was queued from.
    pub(super) draft: Draft,
    /// The first of its deliveries. None: it is a draft still.
    pub(super) delivery: Option<DeliveryId>,
    pub(super) at: Timestamp,
    pub(super) accounts: Vec<AccountId>,
    pub(super) text: String,
    pub(super) never_after: Option<Timestamp>,
    /// Some of it goes out from this computer, which must be on then.
    pub(super) needs_computer: bool,
}

/// All of them, by time. What is overdue goes now.
pub(super) fn going(
    reader: &Reader<'_>,
    drafts: Vec<Draft>,
    deliveries: Vec<DeliveryRow>,
    now: Timestamp,
) -> Result<Vec<Going>, StoreError> {
    let mut going: Vec<Going> = Vec::new();
    for row in deliveries {
        let needs_computer = !matches!(row.delivery.state, DeliveryState::Held { .. });
        let (delivery, at) = (row.delivery, row.due_at.max(now));
        match going.last_mut().filter(|last| last.draft.id == delivery.draft && last.at == at) {
            Some(last) => {
                // A thread is several deliveries of one account.
                if !last.accounts.contains(&delivery.account) {
                    last.accounts.push(delivery.account);
                }
                last.needs_computer |= needs_computer;
            }
            None => going.push(Going {
                draft: reader.draft(delivery.draft)?,
                delivery: Some(delivery.id),
                at,
                accounts: vec![delivery.account],
                text: delivery.outgoing.text,
                never_after: delivery.never_after,
                needs_computer,
            }),
        }
    }
    going.extend(drafts.into_iter().filter_map(of_draft));
    going.sort_by_key(|one| (one.at, one.draft.id));
    Ok(going)
}

fn of_draft(draft: Draft) -> Option<Going> {
    let When::At { at } = draft.when else { return None };
    let (accounts, text, never_after) = (draft.targets.clone(), draft.text.clone(), draft.never_after);
    Some(Going { draft, delivery: None, at, accounts, text, never_after, needs_computer: true })
}
