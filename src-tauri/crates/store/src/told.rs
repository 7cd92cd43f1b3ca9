//! `told`, and `post.told_at`: what the desktop told a person. Nothing is told twice.

use crate::inbox::label_of;
use crate::posts::kind_of;
use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, ConversationId, ConversationKind, Label, MessageId, Timestamp};
use rusqlite::{Row, params};
use std::collections::BTreeMap;

/// A message that waits to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UntoldMessage {
    /// Its number.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// Whether somebody waits in that conversation.
    pub waits: bool,
    /// What that conversation is about, as a person or a rule of theirs said.
    pub label: Option<Label>,
    /// A rule asks that somebody be told of that conversation.
    pub asked: bool,
    /// The account it came to.
    pub account: AccountId,
    /// What that account is known by.
    pub handle: String,
    /// When that account was added.
    pub account_added_at: Timestamp,
    /// How it reached us.
    pub kind: ConversationKind,
    /// Who wrote it: their name.
    pub name: String,
    /// Who wrote it: their handle.
    pub author: String,
    /// The start of its text.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
}

impl Reader<'_> {
    /// Messages to us that nobody read and nobody was told of, the first first, at most so many.
    ///
    /// # Errors
    /// What the disk said.
    pub fn untold_messages(&self, limit: u32) -> Result<Vec<UntoldMessage>, StoreError> {
        let sql = "SELECT p.id, c.id, c.state = 'waiting', a.id, a.handle, a.added_at, coalesce(p.kind, c.kind),
                     p.author_name, p.author_handle, substr(p.text, 1, 300), p.sort_at, c.label, c.notify_at IS NOT NULL
                   FROM post p JOIN conversation c ON c.id = p.conversation_id
                     JOIN account a ON a.id = p.account_id AND a.removed_at IS NULL
                   WHERE p.told_at IS NULL AND p.conversation_id IS NOT NULL AND p.ours = 0 AND p.context = 0
                     AND p.read_at IS NULL
                   ORDER BY p.id LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([limit], read_untold)?.collect::<Result<_, _>>()?)
    }

    /// Things that were told, by name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn told(&self) -> Result<BTreeMap<String, Timestamp>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT thing, told_at FROM told")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, Timestamp(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn read_untold(row: &Row<'_>) -> Result<UntoldMessage, rusqlite::Error> {
    Ok(UntoldMessage {
        id: MessageId(row.get(0)?),
        conversation: ConversationId(row.get(1)?),
        waits: row.get(2)?,
        label: row.get::<_, Option<String>>(11)?.and_then(|word| label_of(&word)),
        asked: row.get(12)?,
        account: AccountId(row.get(3)?),
        handle: row.get(4)?,
        account_added_at: Timestamp(row.get(5)?),
        kind: kind_of(&row.get::<_, String>(6)?).unwrap_or(ConversationKind::Mention),
        name: row.get(7)?,
        author: row.get(8)?,
        text: row.get(9)?,
        at: Timestamp(row.get(10)?),
    })
}

impl Writer<'_> {
    /// Marks messages told.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mark_messages_told(&self, messages: &[MessageId], now: Timestamp) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached("UPDATE post SET told_at = ?2 WHERE id = ?1")?;
        for message in messages {
            statement.execute(params![message.0, now.0])?;
        }
        Ok(())
    }

    /// Marks a thing told, or told again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mark_told(&self, thing: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "INSERT INTO told (thing, told_at) VALUES (?1, ?2)
                   ON CONFLICT (thing) DO UPDATE SET told_at = excluded.told_at";
        self.conn.prepare_cached(sql)?.execute(params![thing, now.0])?;
        Ok(())
    }

    /// Forgets that a thing was told: it is over, and may begin again.
    ///
    /// # Errors
    /// What the disk said.
    pub fn forget_told(&self, thing: &str) -> Result<(), StoreError> {
        self.conn.prepare_cached("DELETE FROM told WHERE thing = ?1")?.execute([thing])?;
        Ok(())
    }
}
