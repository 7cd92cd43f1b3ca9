//! Deliveries as pages show them: the outbox, a conversation's thread, Today.

use lectern_core::Core;
use lectern_model::{
    Attempt, Delivery, DeliveryKind, DeliveryState, DeliveryView, HeldStage, ThreadView, Visibility, WaitsFor,
};
use lectern_store::{DeliveryRow, Reader, StoreError, first_line};

/// What is shown beside a delivery.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The end of its log, or all of it.
    pub log: Vec<Attempt>,
    /// Its account has a text of its own.
    pub own_text: bool,
}

/// Deliveries with the end of their logs.
pub fn with_logs(reader: &Reader<'_>, rows: Vec<DeliveryRow>) -> Result<Vec<(DeliveryRow, Beside)>, StoreError> {
    rows.into_iter()
        .map(|row| {
            let beside = Beside { log: reader.attempts(row.delivery.id)?, own_text: reader.has_own_text(&row)? };
            Ok((row, beside))
        })
        .collect()
}

/// A delivery ready to show.
pub fn delivery_view(core: &Core, row: &DeliveryRow, beside: Beside) -> DeliveryView {
    let connector = core.connectors.get(&row.platform);
    let delivery = &row.delivery;
    let thread = thread_view(row);
    let is_there = matches!(&delivery.state, DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty());
    let there = is_there && delivery.kind == DeliveryKind::Post;
    DeliveryView {
        id: delivery.id,
        draft: delivery.draft,
        account: delivery.account,
        platform: row.platform.clone(),
        practice: connector.is_some_and(|connector| connector.describe().practice),
        private: delivery.outgoing.visibility == Visibility::Direct,
        title: title_of(delivery),
        state: delivery.state.clone(),
        attempts: delivery.attempts,
        log: beside.log,
        queued_at: delivery.queued_at,
        can_delete: there && connector.is_some_and(|connector| connector.publish().is_some()),
        scheduled: delivery.scheduled,
        due_at: row.due_at,
        settled_at: row.settled_at,
        own_text: beside.own_text,
        never_after: delivery.never_after,
        next_at: row
            .wake_at
            .filter(|_| next_is_ours(&delivery.state))
            .filter(|_| thread.as_ref().is_none_or(|thread| thread.waits.is_none())),
        thread,
        kind: delivery.kind,
        of: delivery.of,
        can_edit: there && connector.is_some_and(|connector| connector.edit(&row.facts).is_some()),
        proof: row.proof.clone(),
        kept_here: kept_here(row, connector.is_some_and(|connector| connector.schedule(&row.facts).is_some())),
    }
}

/// A post that waits on its platform has no next try here.
const fn next_is_ours(state: &DeliveryState) -> bool {
    !matches!(state, DeliveryState::Held { stage: HeldStage::Waiting, .. })
}

/// Why this computer sends a planned post although its platform could hold posts.
fn kept_here(row: &DeliveryRow, holds: bool) -> Option<String> {
    let DeliveryState::Planned { .. } = row.delivery.state else { return None };
    if holds && row.delivery.outgoing.part.is_some() {
        return Some("The parts of a thread answer one another, so they go out from this computer.".to_owned());
    }
    row.hold_why.clone().filter(|_| holds)
}

/// Which part of a thread it is, and why it waits for the one before it.
fn thread_view(row: &DeliveryRow) -> Option<ThreadView> {
    let part = row.delivery.outgoing.part?;
    let unsent = matches!(
        &row.delivery.state,
        DeliveryState::Planned { .. } | DeliveryState::Due | DeliveryState::Retry { .. } | DeliveryState::Missed { .. }
    );
    let waits = match row.before.as_deref() {
        None | Some("sent") => None,
        Some("failed" | "missed" | "cancelled") => Some(WaitsFor::APerson),
        Some(_) => Some(WaitsFor::ItsTurn),
    };
    let waits = waits.filter(|_| unsent);
    Some(ThreadView { number: part.number, of: part.of, after: row.delivery.after, waits })
}

fn title_of(delivery: &Delivery) -> String {
    let line = title(&delivery.outgoing.text, delivery.outgoing.media.len());
    match delivery.kind {
        DeliveryKind::Post => line,
        DeliveryKind::Edit => format!("Change: {line}"),
        DeliveryKind::Delete => format!("Delete: {line}"),
    }
}

/// The first line of a text, or what there is instead.
pub fn title(text: &str, pictures: usize) -> String {
    let line = first_line(text);
    match (line.is_empty(), pictures) {
        (false, _) => line,
        (true, 1) => "A picture without words".to_owned(),
        (true, _) => "Pictures without words".to_owned(),
    }
}
