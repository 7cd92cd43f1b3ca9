//! Drafts: our text in preparation, and what it was once it is queued.

mod dated;

use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, ConversationId, Draft, DraftId, DraftMedia, DraftSave, DraftSummary, MessageId, PostId, Timestamp,
    Visibility, When,
};
use rusqlite::{OptionalExtension, Row, named_params, params};

pub use dated::KeptPost;

const COLUMNS: &str = "id, revision, text, language, content_warning, visibility, targets, media, answers, \
     conversation_id, shares, created_at, updated_at, queued_at, plan, never_after";

/// Most letters of a draft's title in a list.
const TITLE: usize = 120;

/// A draft to begin.
#[derive(Debug, Clone, Default)]
pub struct NewDraft {
    /// First text.
    pub text: String,
    /// BCP 47 tag. Empty: the library's language.
    pub language: String,
    /// Content warning.
    pub content_warning: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Accounts it is meant for.
    pub targets: Vec<AccountId>,
    /// Pictures.
    pub media: Vec<DraftMedia>,
    /// The message it answers.
    pub answers: Option<MessageId>,
    /// The conversation it belongs to.
    pub conversation: Option<ConversationId>,
    /// The post it shares.
    pub shares: Option<PostId>,
    /// When it is to go out.
    pub when: When,
    /// It must not go out after this moment.
    pub never_after: Option<Timestamp>,
}

/// What came of saving a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Now(Box<Draft>),
    /// A newer one is stored; nothing was changed.
    Stale,
    /// It was queued meanwhile; nothing was changed.
    Queued,
}

impl Reader<'_> {
    /// A draft, queued or not.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn draft(&self, id: DraftId) -> Result<Draft, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE id = ?1");
        let found = self.conn.prepare_cached(&sql)?.query_row([id.0], read_draft).optional()?;
        found.ok_or_else(|| StoreError::not_found("This draft"))?
    }

    /// Drafts that were not queued, last saved first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_drafts(&self, limit: u32) -> Result<Vec<DraftSummary>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM draft WHERE queued_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let drafts = statement.query_map([limit], read_draft)?;
        drafts.map(|draft| Ok(summary(&draft??))).collect()
    }

    /// The reply that was begun in a conversation and not queued.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_reply(&self, conversation: ConversationId) -> Result<Option<DraftId>, StoreError> {
        let sql = "SELECT id FROM draft WHERE conversation_id = ?1 AND queued_at IS NULL ORDER BY id DESC LIMIT 1";
        let found = self.conn.prepare_cached(sql)?.query_row([conversation.0], |row| row.get(0)).optional()?;
        Ok(found.map(DraftId))
    }
}

impl Writer<'_> {
    /// Begins a draft.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_draft(&self, new: &NewDraft, now: Timestamp) -> Result<Draft, StoreError> {
        let sql = "INSERT INTO draft (text, language, content_warning, visibility, targets, media, answers, \
             conversation_id, shares, plan, never_after, created_at, updated_at) \
             VALUES (:text, :language, :warning, :visibility, :targets, :media, :answers, :conversation, :shares, \
             :plan, :never_after, :now, :now)";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":text": new.text,
            ":language": new.language,
            ":warning": new.content_warning,
            ":visibility": word(&new.visibility)?,
            ":targets": serde_json::to_string(&new.targets)?,
            ":media": serde_json::to_string(&new.media)?,
            ":answers": new.answers.map(|id| id.0),
            ":conversation": new.conversation.map(|id| id.0),
            ":shares": new.shares.map(|id| id.0),
            ":plan": serde_json::to_string(&new.when)?,
            ":never_after": new.never_after.map(|at| at.0),
            ":now": now.0,
        })?;
        self.draft(DraftId(self.conn.last_insert_rowid()))
    }

    /// Saves what the editor holds, whole.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn save_draft(&self, save: &DraftSave, now: Timestamp) -> Result<Saved, StoreError> {
        let stored = self.draft(save.id)?;
        if stored.queued_at.is_some() {
            return Ok(Saved::Queued);
        }
        if stored.revision != save.revision {
            return Ok(Saved::Stale);
        }
        let sql = "UPDATE draft SET revision = revision + 1, text = :text, language = :language, \
             content_warning = :warning, visibility = :visibility, targets = :targets, media = :media, \
             plan = :plan, never_after = :never_after, updated_at = :now WHERE id = :id";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":text": save.text,
            ":language": save.language,
            ":warning": save.content_warning,
            ":visibility": word(&save.visibility)?,
            ":targets": serde_json::to_string(&save.targets)?,
            ":media": serde_json::to_string(&save.media)?,
            ":plan": serde_json::to_string(&save.when)?,
            ":never_after": save.never_after.map(|at| at.0),
            ":now": now.0,
            ":id": save.id.0,
        })?;
        Ok(Saved::Now(Box::new(self.draft(save.id)?)))
    }

    /// Lets a reply that was begun answer another message of its conversation. Its text stays.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn turn_reply(
        &self,
        id: DraftId,
        answers: MessageId,
        visibility: Visibility,
        now: Timestamp,
    ) -> Result<Draft, StoreError> {
        let sql = "UPDATE draft SET revision = revision + 1, answers = ?2, visibility = ?3, updated_at = ?4 \
             WHERE id = ?1 AND queued_at IS NULL";
        self.conn.prepare_cached(sql)?.execute(params![id.0, answers.0, word(&visibility)?, now.0])?;
        self.draft(id)
    }

    /// Deletes a draft that was not queued; says whether there was one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn delete_draft(&self, id: DraftId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM draft WHERE id = ?1 AND queued_at IS NULL";
        Ok(self.conn.prepare_cached(sql)?.execute(params![id.0])? > 0)
    }
}

fn read_draft(row: &Row<'_>) -> Result<Result<Draft, StoreError>, rusqlite::Error> {
    let visibility: String = row.get("visibility")?;
    let targets: String = row.get("targets")?;
    let media: String = row.get("media")?;
    let plan: String = row.get("plan")?;
    let draft = Draft {
        id: DraftId(row.get("id")?),
        revision: row.get("revision")?,
        text: row.get("text")?,
        language: row.get("language")?,
        content_warning: row.get("content_warning")?,
        visibility: Visibility::Public,
        targets: Vec::new(),
        media: Vec::new(),
        when: When::Now,
        never_after: row.get::<_, Option<i64>>("never_after")?.map(Timestamp),
        answers: row.get::<_, Option<i64>>("answers")?.map(MessageId),
        conversation: row.get::<_, Option<i64>>("conversation_id")?.map(ConversationId),
        shares: row.get::<_, Option<i64>>("shares")?.map(PostId),
        created_at: Timestamp(row.get("created_at")?),
        updated_at: Timestamp(row.get("updated_at")?),
        queued_at: row.get::<_, Option<i64>>("queued_at")?.map(Timestamp),
    };
    Ok(with_json(draft, visibility, [&targets, &media, &plan]))
}

fn with_json(draft: Draft, visibility: String, [targets, media, plan]: [&str; 3]) -> Result<Draft, StoreError> {
    Ok(Draft {
        visibility: serde_json::from_value(serde_json::Value::String(visibility))?,
        targets: serde_json::from_str(targets)?,
        media: serde_json::from_str(media)?,
        when: serde_json::from_str(plan)?,
        ..draft
    })
}

fn summary(draft: &Draft) -> DraftSummary {
    DraftSummary {
        id: draft.id,
        title: first_line(&draft.text),
        targets: draft.targets.clone(),
        pictures: u32::try_from(draft.media.len()).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
        reply: draft.answers.is_some() || draft.conversation.is_some(),
    }
}

/// The first line of a text that says anything, for a list.
#[must_use]
pub fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    match line.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line).trim_end()),
        None => line.to_owned(),
    }
}

/// The word an enum is stored as.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Ok(other.to_string()),
    }
}
