//! Deliveries as pages show them: the outbox, a conversation's thread, Today.

use crate::Core;
use lectern_model::{Attempt, Delivery, DeliveryKind, DeliveryState, DeliveryView};
use lectern_store::{DeliveryRow, Reader, StoreError, first_line};

/// Deliveries with the end of their logs.
pub(crate) fn with_logs(
    reader: &Reader<'_>,
    rows: Vec<DeliveryRow>,
) -> Result<Vec<(DeliveryRow, Vec<Attempt>)>, StoreError> {
    rows.into_iter()
        .map(|row| {
            let log = reader.attempts(row.delivery.id)?;
            Ok((row, log))
        })
        .collect()
}

/// A delivery ready to show.
pub(crate) fn delivery_view(core: &Core, row: &DeliveryRow, log: Vec<Attempt>) -> DeliveryView {
    let connector = core.connectors.get(&row.platform);
    let delivery = &row.delivery;
    let is_there = matches!(&delivery.state, DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty());
    let there = is_there && delivery.kind == DeliveryKind::Post;
    DeliveryView {
        id: delivery.id,
        draft: delivery.draft,
        account: delivery.account,
        platform: row.platform.clone(),
        practice: connector.is_some_and(|connector| connector.describe().practice),
        title: title(delivery),
        state: delivery.state.clone(),
        attempts: delivery.attempts,
        log,
        queued_at: delivery.queued_at,
        can_delete: there && connector.is_some_and(|connector| connector.publish().is_some()),
        scheduled: delivery.scheduled,
        due_at: row.due_at,
        never_after: delivery.never_after,
        next_at: row.wake_at,
        kind: delivery.kind,
        of: delivery.of,
        can_edit: there && connector.is_some_and(|connector| connector.edit(&row.facts).is_some()),
        proof: row.proof.clone(),
    }
}

fn title(delivery: &Delivery) -> String {
    let line = first_line(&delivery.outgoing.text);
    let line = match (line.is_empty(), delivery.outgoing.media.len()) {
        (false, _) => line,
        (true, 1) => "A picture without words".to_owned(),
        (true, _) => "Pictures without words".to_owned(),
    };
    match delivery.kind {
        DeliveryKind::Post => line,
        DeliveryKind::Edit => format!("Change: {line}"),
        DeliveryKind::Delete => format!("Delete: {line}"),
    }
}
