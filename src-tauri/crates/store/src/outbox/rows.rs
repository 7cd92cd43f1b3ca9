//! Reading a delivery.

use super::DeliveryRow;
use crate::StoreError;
use lectern_model::{
    AccountId, ConversationId, Delivery, DeliveryId, DeliveryKind, DeliveryState, DraftId, Outgoing, PlatformKey,
    Timestamp,
};
use rusqlite::Row;
use serde_json::Value;

/// A row before its JSON is read.
pub(super) struct RawRow {
    row: DeliveryRow,
    outgoing: String,
    detail: String,
    minted: String,
    progress: String,
    kind: String,
    facts: String,
    proof: Option<String>,
}

impl RawRow {
    pub(super) fn parse(self) -> Result<DeliveryRow, StoreError> {
        let Self { mut row, outgoing, detail, minted, progress, kind, facts, proof } = self;
        row.delivery.outgoing = serde_json::from_str(&outgoing)?;
        row.delivery.state = serde_json::from_str(&detail)?;
        row.delivery.minted = serde_json::from_str(&minted)?;
        row.delivery.progress = serde_json::from_str(&progress)?;
        row.delivery.kind = serde_json::from_value(Value::String(kind))?;
        row.facts = serde_json::from_str(&facts)?;
        row.proof = proof.as_deref().map(serde_json::from_str).transpose()?;
        Ok(row)
    }
}

/// One row of the query in the parent module.
pub(super) fn read_row(row: &Row<'_>) -> Result<RawRow, rusqlite::Error> {
    let delivery = Delivery {
        id: DeliveryId(row.get("id")?),
        key: row.get("key")?,
        draft: DraftId(row.get("draft_id")?),
        account: AccountId(row.get("account_id")?),
        outgoing: empty_outgoing(),
        state: DeliveryState::Due,
        minted: Value::Null,
        progress: Value::Null,
        attempts: row.get("attempts")?,
        queued_at: Timestamp(row.get("queued_at")?),
        conversation: row.get::<_, Option<i64>>("conversation_id")?.map(ConversationId),
        scheduled: row.get("scheduled")?,
        never_after: row.get::<_, Option<i64>>("never_after")?.map(Timestamp),
        after: row.get::<_, Option<i64>>("after_id")?.map(DeliveryId),
        kind: DeliveryKind::Post,
        of: row.get::<_, Option<i64>>("of_id")?.map(DeliveryId),
    };
    Ok(RawRow {
        row: DeliveryRow {
            delivery,
            platform: PlatformKey(row.get("platform")?),
            changing: row.get("changing")?,
            due_at: Timestamp(row.get("due_at")?),
            settled_at: row.get::<_, Option<i64>>("settled_at")?.map(Timestamp),
            wake_at: row.get::<_, Option<i64>>("wake_at")?.map(Timestamp),
            before: row.get("before")?,
            facts: Value::Null,
            proof: None,
            hold_at: row.get::<_, Option<i64>>("hold_at")?.map(Timestamp),
            hold_why: row.get("hold_why")?,
        },
        outgoing: row.get("outgoing")?,
        detail: row.get("detail")?,
        minted: row.get("minted")?,
        progress: row.get("progress")?,
        kind: row.get("kind")?,
        facts: row.get("facts")?,
        proof: row.get("proof")?,
    })
}

pub(super) fn empty_outgoing() -> Outgoing {
    Outgoing {
        text: String::new(),
        language: String::new(),
        content_warning: String::new(),
        visibility: lectern_model::Visibility::Public,
        media: Vec::new(),
        card: None,
        reply_to: None,
        poll: None,
        part: None,
    }
}
