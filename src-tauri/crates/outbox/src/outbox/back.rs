//! What was not sent becomes a draft again. What was queued stays on record: the draft is a new one.

use super::person::stale;
use super::settle::Event;
use super::{Outbox, move_on, threads};
use lectern_model::{
    AccountId, Change, DeliveryId, DeliveryKind, DeliveryState, Draft, DraftId, Problem, Timestamp, When,
};
use lectern_store::{DeliveryRow, NewDraft, StoreError, Writer};

impl Outbox {
    /// Stops one that was not sent and gives its text and pictures back as a draft for its account. What its platform
    /// holds is taken back from there first.
    ///
    /// # Errors
    /// `Unreachable` where its platform holds it and could not be asked;
    /// `Stale` where it is being sent, may be there, or was sent; nothing was changed.
    pub async fn back_to_draft(&self, delivery: DeliveryId) -> Result<Draft, Problem> {
        self.release(delivery).await?;
        let now = self.core.clock.now();
        let copied = self.core.write(move |writer| {
            let rows = writer.with_followers(delivery)?;
            let of_it = writer.delivery(delivery)?.delivery;
            if of_it.kind == DeliveryKind::Delete {
                return Ok(Err("A deletion has no text. It can be tried again, or stopped."));
            }
            if let DeliveryState::Held { .. } = of_it.state {
                return Ok(Err("Its platform holds it again by now. Try once more."));
            }
            if of_it.state != DeliveryState::Cancelled
                && let Err(words) = threads::carry_out(writer, delivery, &Event::PersonStops, now)?
            {
                return Ok(Err(words));
            }
            copy(writer, &rows, now).map(Ok)
        });
        self.handed_back(copied.await?)
    }

    /// Stops everything of a draft that only waits for its time, and gives it back as one draft for these accounts.
    ///
    /// # Errors
    /// `Stale` where some of it is on its way, may be there, or was sent, or where nothing of it waits; nothing was
    /// changed.
    pub async fn take_back(&self, draft: DraftId) -> Result<Draft, Problem> {
        for row in self.core.read(move |reader| reader.deliveries_of_draft(draft)).await? {
            self.release(row.delivery.id).await?;
        }
        let now = self.core.clock.now();
        let copied = self.core.write(move |writer| {
            writer.draft(draft)?;
            let mut rows = writer.deliveries_of_draft(draft)?;
            rows.retain(|row| {
                row.delivery.kind != DeliveryKind::Delete && row.delivery.state != DeliveryState::Cancelled
            });
            if let Some(words) = cannot_be_taken_back(&rows) {
                return Ok(Err(words));
            }
            for row in &rows {
                if let Err(words) = move_on(writer, row.delivery.id, Event::PersonStops, now)? {
                    return Err(StoreError::not_found(words));
                }
            }
            copy(writer, &rows, now).map(Ok)
        });
        self.handed_back(copied.await?)
    }

    fn handed_back(&self, copied: Result<Draft, &'static str>) -> Result<Draft, Problem> {
        let draft = copied.map_err(stale)?;
        for change in [Change::Outbox, Change::Drafts, Change::Inbox] {
            self.core.changed(change);
        }
        Ok(draft)
    }
}

/// Why not, where some of it is more than planned.
fn cannot_be_taken_back(rows: &[DeliveryRow]) -> Option<&'static str> {
    let any = |fits: fn(&DeliveryState) -> bool| rows.iter().any(|row| fits(&row.delivery.state));
    if any(|state| matches!(state, DeliveryState::Sent { .. })) {
        return Some(
            "It was sent to an account already, and what was sent stays. Stop, move or edit it for each of the others.",
        );
    }
    if any(|state| matches!(state, DeliveryState::InDoubt { .. })) {
        return Some(
            "It may be out on an account already. Once that is known, it can be stopped for each of the others.",
        );
    }
    if any(|state| matches!(state, DeliveryState::Due | DeliveryState::Sending { .. } | DeliveryState::Retry { .. })) {
        return Some("It is on its way by now. It can be stopped for each account that it was not sent to.");
    }
    if any(|state| matches!(state, DeliveryState::Held { .. })) {
        return Some("Its platform holds it again by now. Try once more.");
    }
    rows.is_empty().then_some("Nothing of it is planned any more.")
}

/// A new draft with what deliveries of one draft were made from, for their accounts.
pub(super) fn copy(writer: &Writer<'_>, rows: &[DeliveryRow], now: Timestamp) -> Result<Draft, StoreError> {
    let Some(first) = rows.first() else { return Err(StoreError::not_found("This delivery")) };
    let from = writer.draft(first.delivery.draft)?;
    let (when, never_after) = match from.when {
        // Back in the editor, it asks for the next free times again.
        When::Queue => (When::Queue, ahead(rows, now).1),
        _ => ahead(rows, now),
    };
    let mut targets: Vec<AccountId> = rows.iter().map(|row| row.delivery.account).collect();
    targets.dedup();
    let from = threads::rest(from, &first.delivery);
    let new = NewDraft { targets, when, never_after, ..same(from) };
    let draft = writer.begin_draft(&new, now)?;
    writer.carry_revisions(first.delivery.draft, draft.id)?;
    Ok(draft)
}

/// All that a draft says, for a new one.
pub fn same(from: Draft) -> NewDraft {
    NewDraft {
        text: from.text,
        versions: from.versions,
        thread: from.thread,
        poll: from.poll,
        language: from.language,
        content_warning: from.content_warning,
        visibility: from.visibility,
        targets: from.targets,
        media: from.media,
        answers: from.answers,
        conversation: from.conversation,
        shares: from.shares,
        edits: from.edits,
        when: from.when,
        never_after: from.never_after,
        ..NewDraft::default()
    }
}

/// The plan, as far as it lies ahead. What passed would be refused when it is sent again.
fn ahead(rows: &[DeliveryRow], now: Timestamp) -> (When, Option<Timestamp>) {
    let planned = rows.iter().filter(|row| row.delivery.scheduled).map(|row| row.due_at);
    let when = planned.filter(|at| *at > now).min().map_or(When::Now, |at| When::At { at });
    let last = rows.iter().filter_map(|row| row.delivery.never_after).filter(|at| *at > now).min();
    let from = if let When::At { at } = when { at } else { now };
    (when, last.filter(|last| *last >= from))
}
