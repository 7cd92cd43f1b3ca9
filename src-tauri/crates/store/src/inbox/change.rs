//! What a person does to conversations, and taking it back.

use super::{ConversationRow, label_word};
use crate::{Reader, StoreError, Writer};
use lectern_model::{
    ConversationBefore, ConversationChange, ConversationId, ConversationState, ConversationsChanged, Label,
    ReferenceMonth, Timestamp,
};
use rusqlite::params;

impl Reader<'_> {
    /// When the next snoozed conversation waits again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn next_snooze(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT min(snoozed_until) FROM conversation WHERE snoozed_until IS NOT NULL";
        let at: Option<i64> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// Reference questions by month, the newest month first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn reference_months(&self) -> Result<Vec<ReferenceMonth>, StoreError> {
        let sql = "SELECT month, count FROM reference_tally WHERE count > 0 ORDER BY month DESC";
        let mut statement = self.conn.prepare_cached(sql)?;
        let months = statement.query_map([], |row| Ok(ReferenceMonth { month: row.get(0)?, count: row.get(1)? }))?;
        Ok(months.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Does one thing to conversations; what is gone by now is left out.
    ///
    /// # Errors
    /// What the disk said.
    pub fn change_conversations(
        &self,
        ids: &[ConversationId],
        change: ConversationChange,
        now: Timestamp,
    ) -> Result<ConversationsChanged, StoreError> {
        let there = self.conversations_there(ids)?;
        for row in &there {
            match change {
                ConversationChange::Done => self.set_conversation_state(&[row.id], ConversationState::Done, now)?,
                ConversationChange::Waiting => {
                    self.set_conversation_state(&[row.id], ConversationState::Waiting, now)?;
                }
                ConversationChange::Snoozed { until } => self.snooze_conversation(row.id, until)?,
                ConversationChange::Labelled { label } => self.label_conversation(row.id, label)?,
            }
        }
        Ok(ConversationsChanged { at: now, before: there.iter().map(before).collect() })
    }

    /// Takes a change back as one. Where somebody wrote meanwhile the conversation waits, and only its label goes back.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_conversations_back(&self, changed: &ConversationsChanged) -> Result<(), StoreError> {
        for before in &changed.before {
            let there = self.conversations_there(&[before.conversation])?;
            let Some(row) = there.first() else { continue };
            self.label_conversation(row.id, before.label)?;
            if row.last_at > before.last_at {
                continue;
            }
            let state = if before.state == ConversationState::Waiting { "waiting" } else { "done" };
            let sql = "UPDATE conversation SET state = ?2, snoozed_until = ?3, waiting_since = ?4 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![
                row.id.0,
                state,
                before.snoozed_until.map(|at| at.0),
                before.waiting_since.map(|at| at.0),
            ])?;
            // What was read by calling it done was not read by anybody.
            let sql = "UPDATE post SET read_at = NULL WHERE conversation_id = ?1 AND read_at = ?2 AND ours = 0";
            self.conn.prepare_cached(sql)?.execute(params![row.id.0, changed.at.0])?;
            let sql = "UPDATE conversation SET unread = (SELECT count(*) FROM post WHERE conversation_id = ?1 \
                 AND ours = 0 AND context = 0 AND read_at IS NULL) WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute([row.id.0])?;
        }
        Ok(())
    }

    /// Out of sight until a moment. Who waited goes on waiting from when they did.
    ///
    /// # Errors
    /// What the disk said.
    pub fn snooze_conversation(&self, id: ConversationId, until: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET state = 'done', snoozed_until = ?2, waiting_since = coalesce(waiting_since, \
             (SELECT max(sort_at) FROM post WHERE conversation_id = ?1 AND ours = 0 AND context = 0), last_at) \
             WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, until.0])?;
        Ok(())
    }

    /// Lets what is snoozed until now wait again; answers how many there were.
    ///
    /// # Errors
    /// What the disk said.
    pub fn wake_snoozed(&self, now: Timestamp) -> Result<usize, StoreError> {
        let sql = "UPDATE conversation SET state = 'waiting', snoozed_until = NULL, \
             waiting_since = coalesce(waiting_since, last_at) WHERE snoozed_until IS NOT NULL AND snoozed_until <= ?1";
        Ok(self.conn.prepare_cached(sql)?.execute([now.0])?)
    }

    /// Nobody is to be kept waiting in sight: it is done, and what is not read stays so.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_aside(&self, id: ConversationId) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET state = 'done', waiting_since = NULL, snoozed_until = NULL WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute([id.0])?;
        Ok(())
    }

    /// Gives it a label, or takes it away.
    ///
    /// # Errors
    /// What the disk said.
    pub fn label_conversation(&self, id: ConversationId, label: Option<Label>) -> Result<(), StoreError> {
        let label = label.map(label_word).transpose()?;
        self.conn.prepare_cached("UPDATE conversation SET label = ?2 WHERE id = ?1")?.execute(params![id.0, label])?;
        Ok(())
    }

    /// Keeps a note on it.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn note_conversation(&self, id: ConversationId, note: &str) -> Result<(), StoreError> {
        self.conversation(id)?;
        self.conn.prepare_cached("UPDATE conversation SET note = ?2 WHERE id = ?1")?.execute(params![id.0, note])?;
        Ok(())
    }

    /// Counts it as a reference question of a month, or takes it out of the count of the month it was counted in.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn count_reference(&self, id: ConversationId, on: bool, month: &str) -> Result<(), StoreError> {
        if self.conversation(id)?.reference == on {
            return Ok(());
        }
        if on {
            let sql = "INSERT INTO reference_tally (month, count) VALUES (?1, 1) \
                 ON CONFLICT (month) DO UPDATE SET count = count + 1";
            self.conn.prepare_cached(sql)?.execute([month])?;
        } else {
            let sql = "UPDATE reference_tally SET count = max(0, count - 1) \
                 WHERE month = (SELECT reference_month FROM conversation WHERE id = ?1)";
            self.conn.prepare_cached(sql)?.execute([id.0])?;
        }
        let sql = "UPDATE conversation SET reference_month = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, Some(month).filter(|_| on)])?;
        Ok(())
    }

    /// Asks that the person be told of what came.
    ///
    /// # Errors
    /// What the disk said.
    pub fn ask_to_notify(&self, id: ConversationId, at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE conversation SET notify_at = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![id.0, at.0])?;
        Ok(())
    }
}

pub(super) fn before(row: &ConversationRow) -> ConversationBefore {
    ConversationBefore {
        conversation: row.id,
        state: row.state,
        snoozed_until: row.snoozed_until,
        waiting_since: row.waiting_since,
        label: row.label,
        last_at: row.last_at,
    }
}
