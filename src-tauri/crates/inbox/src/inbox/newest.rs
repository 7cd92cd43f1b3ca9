//! What was said last in a conversation, by them or by us.

use lectern_model::{ConversationId, DeliveryState, Visibility};
use lectern_store::{ConversationRow, DeliveryRow, Reader, StoreError};

/// Replies of ours that are not among the messages yet.
pub(super) fn under_way(reader: &Reader<'_>, row: &ConversationRow) -> Result<Vec<DeliveryRow>, StoreError> {
    let mut waiting = Vec::new();
    for delivery in reader.deliveries_of_conversation(row.id)? {
        let waits = match &delivery.delivery.state {
            DeliveryState::Sent { published, deleted_at: None, .. } => {
                let here = reader.post_by_remote(row.account, &published.remote_id)?;
                here.is_none_or(|post| post.conversation != Some(row.id))
            }
            DeliveryState::Sent { .. } | DeliveryState::Cancelled => false,
            _ => true,
        };
        if waits {
            waiting.push(delivery);
        }
    }
    Ok(waiting)
}

/// Who may see what was said last, by them or by us (`ours`: what is under way); what only stands around the conversation
/// is not part of it.
pub(super) fn newest(
    reader: &Reader<'_>,
    id: ConversationId,
    ours: Option<&DeliveryRow>,
) -> Result<Option<Visibility>, StoreError> {
    match ours {
        Some(ours) => Ok(Some(ours.delivery.outgoing.visibility)),
        None => Ok(reader.last_said(id)?.map(|message| message.post.visibility)),
    }
}
