//! A conversation's line, as the list shows it.

use super::label_of;
use crate::posts::{self, kind_of};
use lectern_model::{
    AccountId, Author, ConversationId, ConversationKind, ConversationState, Label, PlatformKey, Timestamp,
};
use rusqlite::Row;

/// What a line is made of, but for its platform, which comes last. Whether any reply is under way and whether anything was
/// merged at all is asked once for the whole page; most desks have neither.
pub(super) const LINE: &str = "SELECT c.id, c.account_id, c.kind, c.state, c.with_author, c.snippet, c.about, c.last_at, \
     c.waiting_since, c.unread, \
     c.label, c.snoozed_until, c.note, \
     CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE conversation_id IS NOT NULL AND state NOT IN ('sent', 'cancelled')) \
       THEN EXISTS (SELECT 1 FROM delivery d WHERE d.conversation_id = c.id AND d.state NOT IN ('sent', 'cancelled')) \
       ELSE 0 END \
       + 2 * (c.reference_month IS NOT NULL) + 4 * c.answered + 8 * (c.edited_at IS NOT NULL), \
     CASE WHEN EXISTS (SELECT 1 FROM conversation WHERE merged_into IS NOT NULL) \
       THEN (SELECT group_concat(coalesce(m.label, ''), ',') FROM conversation m WHERE m.merged_into = c.id) END,";

/// A conversation's line in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationRow {
    /// Its number.
    pub id: ConversationId,
    /// The account it came to.
    pub account: AccountId,
    /// How it began.
    pub kind: ConversationKind,
    /// Where it stands.
    pub state: ConversationState,
    /// The last of the others who wrote.
    pub with: Author,
    /// Start of the last message.
    pub snippet: String,
    /// Start of what it is about.
    pub about: String,
    /// When the last message came.
    pub last_at: Timestamp,
    /// Since when somebody waits.
    pub waiting_since: Option<Timestamp>,
    /// Messages not read yet.
    pub unread: u32,
    /// Its account's platform.
    pub platform: PlatformKey,
    /// A reply of ours is on its way or could not be sent.
    pub reply_pending: bool,
    /// Its label.
    pub label: Option<Label>,
    /// Until when it is snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// A note on it. Empty: none.
    pub note: String,
    /// It is counted as a reference question.
    pub reference: bool,
    /// We answered it.
    pub answered: bool,
    /// How many others were put into it.
    pub merged: u32,
    /// Their labels, each once.
    pub merged_labels: Vec<Label>,
    /// A message was changed after we answered it.
    pub edited: bool,
}

pub(super) fn read_row(row: &Row<'_>) -> rusqlite::Result<ConversationRow> {
    let mut at = posts::Columns { row, next: 0 };
    let mut conversation = ConversationRow {
        id: ConversationId(at.next()?),
        account: AccountId(at.next()?),
        kind: at.word(kind_of)?.unwrap_or(ConversationKind::Mention),
        state: at.word(state_of)?.unwrap_or_default(),
        with: at.maybe_json()?.unwrap_or_default(),
        snippet: at.next()?,
        about: at.next()?,
        last_at: Timestamp(at.next()?),
        waiting_since: at.next::<Option<i64>>()?.map(Timestamp),
        unread: at.next()?,
        label: at.word(label_of)?,
        snoozed_until: at.next::<Option<i64>>()?.map(Timestamp),
        note: at.next()?,
        reply_pending: false,
        reference: false,
        answered: false,
        edited: false,
        merged: 0,
        merged_labels: Vec::new(),
        platform: PlatformKey(String::new()),
    };
    // What is so or not so comes in one number: each column that is read costs.
    let flags: i64 = at.next()?;
    conversation.reply_pending = flags & 1 != 0;
    conversation.reference = flags & 2 != 0;
    conversation.answered = flags & 4 != 0;
    conversation.edited = flags & 8 != 0;
    if let Some(labels) = at.next::<Option<String>>()? {
        (conversation.merged, conversation.merged_labels) = merged(&labels);
    }
    conversation.platform = PlatformKey(at.next()?);
    if conversation.snoozed_until.is_some() {
        conversation.state = ConversationState::Snoozed;
    }
    Ok(conversation)
}

/// How many were merged into a conversation, and their labels, from a list with a place for each.
fn merged(labels: &str) -> (u32, Vec<Label>) {
    let mut known: Vec<Label> = Vec::new();
    let mut count: u32 = 0;
    for word in labels.split(',') {
        count = count.saturating_add(1);
        let label = Some(word).filter(|word| !word.is_empty()).and_then(label_of);
        known.extend(label.filter(|label| !known.contains(label)));
    }
    (count, known)
}

fn state_of(word: &str) -> Option<ConversationState> {
    match word {
        "done" => Some(ConversationState::Done),
        _ => None,
    }
}
