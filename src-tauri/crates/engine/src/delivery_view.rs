//! Deliveries as pages show them: the outbox, a conversation's thread, Today.

use crate::Core;
use lectern_model::{Attempt, DeliveryState, DeliveryView};
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
    let there = matches!(&delivery.state, DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty());
    DeliveryView {
        id: delivery.id,
        draft: delivery.draft,
        account: delivery.account,
        platform: row.platform.clone(),
        practice: connector.is_some_and(|connector| connector.describe().practice),
        title: title(&delivery.outgoing.text, delivery.outgoing.media.len()),
        state: delivery.state.clone(),
        attempts: delivery.attempts,
        log,
        queued_at: delivery.queued_at,
        can_delete: there && connector.is_some_and(|connector| connector.publish().is_some()),
        scheduled: delivery.scheduled,
        due_at: row.due_at,
        never_after: delivery.never_after,
        next_at: row.wake_at,
    }
}

pub(crate) fn title(text: &str, pictures: usize) -> String {
    let line = first_line(text);
    match (line.is_empty(), pictures) {
        (false, _) => line,
        (true, 1) => "A picture without words".to_owned(),
        (true, _) => "Pictures without words".to_owned(),
    }
}
