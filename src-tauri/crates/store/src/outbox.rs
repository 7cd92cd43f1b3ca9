//! Deliveries and their attempts.

mod changes;
mod dated;
mod held;
mod page;
mod rows;
mod threads;
mod turns;

use crate::{Reader, StoreError, Writer};
pub use changes::NewChange;
use lectern_model::{
    AccountId, Attempt, ConversationId, Delivery, DeliveryId, DeliveryState, DraftId, Outgoing, PlatformKey, Proof,
    Timestamp,
};
use rows::read_row;
use rusqlite::{OptionalExtension, Params, Row, named_params, params};
use serde_json::Value;

const SELECT: &str = "SELECT d.id, d.key, d.draft_id, d.account_id, d.conversation_id, d.outgoing, d.detail, \
     d.minted, d.progress, d.attempts, d.changing, d.due_at, d.queued_at, d.settled_at, \
     d.wake_at, d.scheduled, d.never_after, d.after_id, p.state AS before, d.kind, d.of_id, d.proof, d.hold_at, \
     d.hold_why, a.platform, a.facts \
     FROM delivery d JOIN account a ON a.id = d.account_id LEFT JOIN delivery p ON p.id = d.after_id";

/// Whether the part of a thread that goes before it, if any, is there.
const ITS_TURN: &str =
    "(d.after_id IS NULL OR EXISTS (SELECT 1 FROM delivery b WHERE b.id = d.after_id AND b.state = 'sent'))";

/// What a person must decide about.
const NEEDS_YOU: &str = "(d.state IN ('failed', 'missed') \
     OR (d.state = 'in_doubt' AND json_extract(d.detail, '$.ask') = 1) \
     OR (d.state = 'held' AND json_extract(d.detail, '$.stage.ask') = 1))";

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
    /// When it came to where it stands, if it stands there for good or until a person does something.
    pub settled_at: Option<Timestamp>,
    /// When the worker looks at it next; none: never by itself.
    pub wake_at: Option<Timestamp>,
    /// The name of the state of the delivery that goes before it; none: none does.
    pub before: Option<String>,
    /// Its account's facts, as its connector keeps them.
    pub facts: Value,
    /// What came of reading back what was sent.
    pub proof: Option<Proof>,
    /// When it is next offered to its platform's own scheduler; none: this computer keeps it.
    pub hold_at: Option<Timestamp>,
    /// Why this computer keeps it, where its platform could hold posts.
    pub hold_why: Option<String>,
}

/// When the deliveries of a draft are to go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// The moment; none: now.
    pub at: Option<Timestamp>,
    /// They must not go out after this moment.
    pub never_after: Option<Timestamp>,
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
    /// It goes out after the one before it in the list: a later part of a thread.
    pub follows: bool,
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
    /// Whether it is planned for that time.
    pub scheduled: bool,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
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
    /// Of these, missed.
    pub missed: u32,
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

    /// Deliveries that are to be looked at now, the one that was due first before the others. What waits for a moment
    /// after `latest` waits for a clock that was wrong, unless a person planned it, and is looked at too. `paused`: only
    /// those that the platform is asked about, and what takes a post away.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_to_wake(
        &self,
        now: Timestamp,
        latest: Timestamp,
        paused: bool,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        // Two ways in, each with an index of its own: what is planned for later is not walked past.
        let tail = format!(
            "WHERE d.id IN (SELECT id FROM delivery WHERE wake_at <= ?1 \
               UNION SELECT id FROM delivery WHERE wake_at IS NOT NULL AND wake_at > ?2 AND state <> 'planned' AND state <> 'held') \
             AND (NOT ?3 OR d.state IN ('in_doubt', 'sent', 'held') OR d.kind = 'delete') AND {ITS_TURN} \
             ORDER BY d.due_at, d.id"
        );
        self.deliveries_where(&tail, params![now.0, latest.0, paused])
    }

    /// Deliveries marked as being sent, or as being handed over to their platforms.
    ///
    /// # Errors
    /// What the disk said.
    pub fn deliveries_sending(&self) -> Result<Vec<DeliveryRow>, StoreError> {
        let tail = "WHERE d.state = 'sending' \
             OR (d.state = 'held' AND json_extract(d.detail, '$.stage.is') = 'handing_over') ORDER BY d.id";
        self.deliveries_where(tail, [])
    }

    /// When the next delivery is to be looked at.
    ///
    /// # Errors
    /// What the disk said.
    pub fn next_delivery_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = format!("SELECT min(d.wake_at) FROM delivery d WHERE d.wake_at IS NOT NULL AND {ITS_TURN}");
        let at: Option<i64> = self.conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// The last attempts of a delivery, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn attempts(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        self.last_attempts(id, LOG)
    }

    /// Whether what goes out by a delivery is not the text of its draft: its account has a version of its own, or it was
    /// reworded or changed for it alone.
    ///
    /// # Errors
    /// What the disk said.
    pub fn has_own_text(&self, row: &DeliveryRow) -> Result<bool, StoreError> {
        let Delivery { draft, account, outgoing, .. } = &row.delivery;
        let sql = "SELECT text, EXISTS (SELECT 1 FROM json_each(versions) WHERE json_extract(value, '$.account') = ?2) \
             FROM draft WHERE id = ?1";
        let read = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?));
        let found = self.conn.prepare_cached(sql)?.query_row(params![draft.0, account.0], read).optional()?;
        let other = |text: &str| outgoing.part.is_none() && text.trim() != outgoing.text.trim();
        Ok(found.is_some_and(|(text, version)| version || other(&text)))
    }

    fn last_attempts(&self, id: DeliveryId, most: u32) -> Result<Vec<Attempt>, StoreError> {
        let sql = "SELECT at, words FROM attempt WHERE delivery_id = ?1 ORDER BY id DESC LIMIT ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![id.0, most], |row| Ok(Attempt { at: Timestamp(row.get(0)?), words: row.get(1)? }))?;
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
            "SELECT count(*) FILTER (WHERE d.state IN ('due', 'sending', 'retry') AND {ITS_TURN}), \
                    count(*) FILTER (WHERE {NEEDS_YOU}), \
                    count(*) FILTER (WHERE d.state = 'missed'), \
                    count(*) FILTER (WHERE d.state = 'in_doubt') \
             FROM delivery d WHERE d.state IN ('due', 'sending', 'retry', 'failed', 'missed', 'in_doubt', 'held')"
        );
        let read = |row: &Row<'_>| {
            let (under_way, needs_you, missed) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(DeliveryTally { under_way, needs_you, missed, in_doubt: row.get(3)? })
        };
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
    pub fn queue_deliveries(
        &self,
        draft: DraftId,
        new: &[NewDelivery],
        plan: Plan,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO delivery (key, draft_id, account_id, conversation_id, outgoing, state, detail, \
             wake_at, minted, due_at, scheduled, never_after, after_id, queued_at) \
             VALUES (:key, :draft, :account, :conversation, :outgoing, :state, :detail, \
             :due, :minted, :due, :scheduled, :never_after, :after, :now)";
        let state = plan.at.map_or(DeliveryState::Due, |at| DeliveryState::Planned { at });
        let (detail, name) = state_columns(&state)?;
        let mut last: Option<i64> = None;
        for delivery in new {
            self.conn.prepare_cached(sql)?.execute(named_params! {
                ":key": delivery.key,
                ":draft": draft.0,
                ":account": delivery.account.0,
                ":conversation": delivery.conversation.map(|id| id.0),
                ":outgoing": serde_json::to_string(&delivery.outgoing)?,
                ":state": name,
                ":detail": detail,
                ":due": plan.at.unwrap_or(now).0,
                ":minted": serde_json::to_string(&delivery.minted)?,
                ":scheduled": plan.at.is_some(),
                ":never_after": plan.never_after.map(|at| at.0),
                ":after": last.filter(|_| delivery.follows),
                ":now": now.0,
            })?;
            last = Some(self.conn.last_insert_rowid());
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
             due_at = :due, scheduled = :scheduled, never_after = :never_after, progress = coalesce(:progress, progress), changing = 0, \
             settled_at = CASE WHEN NOT :settled THEN NULL WHEN state = :state THEN coalesce(settled_at, :now) ELSE :now END \
             WHERE id = :id";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":state": name,
            ":detail": detail,
            ":wake": change.wake_at.map(|at| at.0),
            ":attempts": change.attempts,
            ":due": change.due_at.0,
            ":scheduled": change.scheduled,
            ":never_after": change.never_after.map(|at| at.0),
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
        let sql = "UPDATE delivery SET changing = 1 WHERE id = ?1 AND state IN ('sending', 'held')";
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

#[cfg(test)]
mod tests;
