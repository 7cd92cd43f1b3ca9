//! Deliveries and their attempts.

use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, Attempt, ConversationId, Delivery, DeliveryId, DeliveryState, DraftId, Outgoing, PlatformKey, Timestamp,
};
use rusqlite::{OptionalExtension, Params, Row, named_params, params};
use serde_json::Value;

const SELECT: &str = "SELECT d.id, d.key, d.draft_id, d.account_id, d.conversation_id, d.outgoing, d.detail, \
     d.minted, d.progress, d.attempts, d.changing, d.due_at, d.queued_at, a.platform \
     FROM delivery d JOIN account a ON a.id = d.account_id";

/// What a person must decide about.
const NEEDS_YOU: &str = "(d.state IN ('failed', 'missed') \
     OR (d.state = 'in_doubt' AND json_extract(d.detail, '$.ask') = 1))";

/// Attempts kept with a delivery when it is shown.
const LOG: u32 = 10;

/// A delivery as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryRow {
    /// The delivery.
    pub delivery: Delivery,
    /// Its account's platform.
    pub platform: PlatformKey,
    /// Whether a step that others can see has begun and is not settled.
    pub changing: bool,
    /// When it should have gone out.
    pub due_at: Timestamp,
}

/// A delivery to queue.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// A random UUID.
    pub key: String,
    /// The account.
    pub account: AccountId,
    /// The conversation it answers.
    pub conversation: Option<ConversationId>,
    /// What goes out.
    pub outgoing: Outgoing,
    /// What the connector minted.
    pub minted: Value,
}

/// What a delivery becomes.
#[derive(Debug, Clone)]
pub struct DeliveryChange {
    /// Where it stands.
    pub state: DeliveryState,
    /// When to look at it next.
    pub wake_at: Option<Timestamp>,
    /// Tries so far.
    pub attempts: u32,
    /// When it should have gone out.
    pub due_at: Timestamp,
    /// The connector's progress; none: as it was.
    pub progress: Option<Value>,
    /// What to write in its log.
    pub note: Option<String>,
}

/// Deliveries in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeliveryTally {
    /// Being sent or due.
    pub under_way: u32,
    /// Waiting for a person.
    pub needs_you: u32,
    /// In doubt and being asked about.
    pub in_doubt: u32,
}

impl Reader<'_> {
    /// A delivery.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn delivery(&self, id: DeliveryId) -> Result<DeliveryRow, StoreError> {
        let found = self.deliveries_where("WHERE d.id = ?1", [id.0])?.pop();
        found.ok_or_else(|| StoreError::not_found("This delivery"))
    }

    /// The deliveries of a draft, in the order of their accounts.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_of_draft(&self, draft: DraftId) -> Result<Vec<DeliveryRow>, StoreError> {
        self.deliveries_where("WHERE d.draft_id = ?1 ORDER BY d.id", [draft.0])
    }

    /// Deliveries, newest first, or only those that need a person.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries(&self, needs_you: bool, limit: u32) -> Result<Vec<DeliveryRow>, StoreError> {
        let only = if needs_you { format!("WHERE {NEEDS_YOU}") } else { String::new() };
        self.deliveries_where(&format!("{only} ORDER BY d.queued_at DESC, d.id DESC LIMIT ?1"), [limit])
    }

    /// What went out or was to go out since a moment, or is still on its way; newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_since(&self, since: Timestamp, limit: u32) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE (d.state = 'sent' AND d.settled_at >= ?1) \
             OR d.state IN ('due', 'sending', 'retry', 'in_doubt') \
             ORDER BY d.queued_at DESC, d.id DESC LIMIT ?2";
        self.deliveries_where(tail, params![since.0, limit])
    }

    /// Deliveries that answer a conversation and were not stopped, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_of_conversation(&self, conversation: ConversationId) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.conversation_id = ?1 AND d.state <> 'cancelled' ORDER BY d.id";
        self.deliveries_where(tail, [conversation.0])
    }

    /// Deliveries of an account that are not settled.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_deliveries_of_account(&self, account: AccountId) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.account_id = ?1 AND d.state NOT IN ('sent', 'cancelled') ORDER BY d.id";
        self.deliveries_where(tail, [account.0])
    }

    /// Deliveries that are to be looked at now, oldest first. What waits for a moment after `latest` waits for a clock
    /// that was wrong, unless a person planned it, and is looked at too.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_to_wake(&self, now: Timestamp, latest: Timestamp) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.wake_at IS NOT NULL AND (d.wake_at <= ?1 OR (d.wake_at > ?2 AND d.state <> 'planned')) \
             ORDER BY d.queued_at, d.id";
        self.deliveries_where(tail, [now.0, latest.0])
    }

    /// Deliveries marked as being sent.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_sending(&self) -> Result<Vec<DeliveryRow>, StoreError> {
        self.deliveries_where("WHERE d.state = 'sending' ORDER BY d.id", [])
    }

    /// When the next delivery is to be looked at.
    ///
    /// # Errors
    /// What the disk said.
    pub fn next_delivery_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT min(wake_at) FROM delivery WHERE wake_at IS NOT NULL";
        let at: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// The last attempts of a delivery, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn attempts(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        let sql = "SELECT at, words FROM attempt WHERE delivery_id = ?1 ORDER BY id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![id.0, LOG], |row| Ok(Attempt { at: Timestamp(row.get(0)?), words: row.get(1)? }))?;
        let mut attempts = rows.collect::<Result<Vec<_>, _>>()?;
        attempts.reverse();
        Ok(attempts)
    }

    /// Deliveries in numbers.
    ///
    /// # Errors
    /// What the disk said.
    pub fn delivery_tally(&self) -> Result<DeliveryTally, StoreError> {
        let sql = format!(
            "SELECT count(*) FILTER (WHERE d.state IN ('due', 'sending', 'retry')), \
                    count(*) FILTER (WHERE {NEEDS_YOU}), \
                    count(*) FILTER (WHERE d.state = 'in_doubt') \
             FROM delivery d WHERE d.state IN ('due', 'sending', 'retry', 'failed', 'missed', 'in_doubt')"
        );
        let read =
            |row: &Row<'_>| Ok(DeliveryTally { under_way: row.get(0)?, needs_you: row.get(1)?, in_doubt: row.get(2)? });
        Ok(self.conn.prepare_cached(&sql)?.query_row([], read)?)
    }

    fn deliveries_where(&self, tail: &str, params: impl Params) -> Result<Vec<DeliveryRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{SELECT} {tail}"))?;
        let rows = statement.query_map(params, read_row)?;
        rows.map(|row| row?.parse()).collect()
    }
}

impl Writer<'_> {
    /// Queues the deliveries of a draft and marks it as queued.
    ///
    /// # Errors
    /// What the disk said.
    pub fn queue_deliveries(&self, draft: DraftId, new: &[NewDelivery], now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO delivery \
             (key, draft_id, account_id, conversation_id, outgoing, state, detail, wake_at, minted, due_at, queued_at) \
             VALUES (:key, :draft, :account, :conversation, :outgoing, 'due', :detail, :now, :minted, :now, :now)";
        for delivery in new {
            self.conn.prepare_cached(sql)?.execute(named_params! {
                ":key": delivery.key,
                ":draft": draft.0,
                ":account": delivery.account.0,
                ":conversation": delivery.conversation.map(|id| id.0),
                ":outgoing": serde_json::to_string(&delivery.outgoing)?,
                ":detail": serde_json::to_string(&DeliveryState::Due)?,
                ":minted": serde_json::to_string(&delivery.minted)?,
                ":now": now.0,
            })?;
        }
        let sql = "UPDATE draft SET queued_at = ?2, updated_at = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![draft.0, now.0])?;
        Ok(())
    }

    /// Stores what a delivery became. No changing step is under way after this.
    ///
    /// # Errors
    /// What the disk said.
    pub fn change_delivery(&self, id: DeliveryId, change: &DeliveryChange, now: Timestamp) -> Result<(), StoreError> {
        let (detail, name) = state_columns(&change.state)?;
        let settled = matches!(name.as_str(), "sent" | "failed" | "cancelled" | "missed");
        let progress = change.progress.as_ref().map(serde_json::to_string).transpose()?;
        let sql = "UPDATE delivery SET state = :state, detail = :detail, wake_at = :wake, attempts = :attempts, \
             due_at = :due, progress = coalesce(:progress, progress), changing = 0, \
             settled_at = CASE WHEN :settled THEN coalesce(settled_at, :now) END WHERE id = :id";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":state": name,
            ":detail": detail,
            ":wake": change.wake_at.map(|at| at.0),
            ":attempts": change.attempts,
            ":due": change.due_at.0,
            ":progress": progress,
            ":settled": settled,
            ":now": now.0,
            ":id": id.0,
        })?;
        match &change.note {
            Some(note) => self.note_attempt(id, note, now),
            None => Ok(()),
        }
    }

    /// Marks that a step that others can see begins. False: it is not being sent, and must not be.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_changing(&self, id: DeliveryId) -> Result<bool, StoreError> {
        let sql = "UPDATE delivery SET changing = 1 WHERE id = ?1 AND state = 'sending'";
        Ok(self.conn.prepare_cached(sql)?.execute([id.0])? == 1)
    }

    /// Writes in the log; the same words again only move the time of the last.
    fn note_attempt(&self, id: DeliveryId, words: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "SELECT id, words FROM attempt WHERE delivery_id = ?1 ORDER BY id DESC LIMIT 1";
        let last: Option<(i64, String)> =
            self.conn.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match last {
            Some((attempt, said)) if said == words => {
                self.conn.prepare_cached("UPDATE attempt SET at = ?2 WHERE id = ?1")?.execute([attempt, now.0])?;
            }
            _ => {
                let sql = "INSERT INTO attempt (delivery_id, at, words) VALUES (?1, ?2, ?3)";
                self.conn.prepare_cached(sql)?.execute(params![id.0, now.0, words])?;
            }
        }
        Ok(())
    }
}

/// The whole state as JSON, and its name for the index.
fn state_columns(state: &DeliveryState) -> Result<(String, String), StoreError> {
    let value = serde_json::to_value(state)?;
    let name = value.get("state").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok((value.to_string(), name))
}

/// A row before its JSON is read.
struct RawRow {
    row: DeliveryRow,
    outgoing: String,
    detail: String,
    minted: String,
    progress: String,
}

impl RawRow {
    fn parse(self) -> Result<DeliveryRow, StoreError> {
        let Self { mut row, outgoing, detail, minted, progress } = self;
        row.delivery.outgoing = serde_json::from_str(&outgoing)?;
        row.delivery.state = serde_json::from_str(&detail)?;
        row.delivery.minted = serde_json::from_str(&minted)?;
        row.delivery.progress = serde_json::from_str(&progress)?;
        Ok(row)
    }
}

fn read_row(row: &Row<'_>) -> Result<RawRow, rusqlite::Error> {
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
    };
    Ok(RawRow {
        row: DeliveryRow {
            delivery,
            platform: PlatformKey(row.get("platform")?),
            changing: row.get("changing")?,
            due_at: Timestamp(row.get("due_at")?),
        },
        outgoing: row.get("outgoing")?,
        detail: row.get("detail")?,
        minted: row.get("minted")?,
        progress: row.get("progress")?,
    })
}

fn empty_outgoing() -> Outgoing {
    Outgoing {
        text: String::new(),
        language: String::new(),
        content_warning: String::new(),
        visibility: lectern_model::Visibility::Public,
        media: Vec::new(),
        card: None,
        reply_to: None,
    }
}

#[cfg(test)]
mod tests;
