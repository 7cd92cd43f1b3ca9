//! Drafts: our text in preparation, and what it was once it is queued.

mod dated;

use crate::{Reader, StoreError, Writer};
use lectern_model::{
    AccountId, ConversationId, DeliveryId, Draft, DraftId, DraftMedia, DraftRole, DraftSave, DraftSummary,
    DraftVersion, MessageId, Poll, PostId, SeriesId, Threading, Timestamp, Visibility, When,
};
use rusqlite::{OptionalExtension, Row, named_params, params};

pub use dated::KeptPost;

pub(crate) const COLUMNS: &str = "id, revision, text, language, content_warning, visibility, targets, media, answers, \
     conversation_id, shares, created_at, updated_at, queued_at, plan, never_after, role, name, \
     series_id, occurrence_at, versions, thread, poll, edits";

/// Most letters of a draft's title in a list.
const TITLE: usize = 120;

/// A draft to begin.
#[derive(Debug, Clone, Default)]
pub struct NewDraft {
    /// First text.
    pub text: String,
    /// What accounts say instead of it.
    pub versions: Vec<DraftVersion>,
    /// Whether it becomes a thread where it is too long.
    pub thread: Threading,
    /// A poll.
    pub poll: Option<Poll>,
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
    /// What it is for.
    pub role: DraftRole,
    /// What a template is called.
    pub name: String,
    /// What was published and is changed by it.
    pub edits: Option<DeliveryId>,
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

    /// Drafts that were not queued, last saved first; without patterns and what a series made of them.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_drafts(&self, limit: u32) -> Result<Vec<DraftSummary>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE queued_at IS NULL AND role = 'draft' AND occurrence_at IS NULL \
             ORDER BY updated_at DESC, id DESC LIMIT ?1"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let drafts = statement.query_map([limit], read_draft)?;
        drafts.map(|draft| Ok(summary(&draft??))).collect()
    }

    /// The change of a delivery that was begun and not queued.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_edit(&self, of: DeliveryId) -> Result<Option<DraftId>, StoreError> {
        let sql = "SELECT id FROM draft WHERE edits = ?1 AND queued_at IS NULL ORDER BY id DESC LIMIT 1";
        let found = self.conn.prepare_cached(sql)?.query_row([of.0], |row| row.get(0)).optional()?;
        Ok(found.map(DraftId))
    }

    /// The reply that was begun in a conversation and not queued.
    ///
    /// # Errors
    /// What the disk said.
    pub fn open_reply(&self, conversation: ConversationId) -> Result<Option<DraftId>, StoreError> {
        let sql = "SELECT id FROM draft WHERE conversation_id = ?1 AND edits IS NULL AND queued_at IS NULL \
             ORDER BY id DESC LIMIT 1";
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
             conversation_id, shares, plan, never_after, role, name, versions, thread, poll, other_words, edits, \
             created_at, updated_at) \
             VALUES (:text, :language, :warning, :visibility, :targets, :media, :answers, :conversation, :shares, \
             :plan, :never_after, :role, :name, :versions, :thread, :poll, :other_words, :edits, :now, :now)";
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
            ":role": word(&new.role)?,
            ":name": new.name,
            ":versions": serde_json::to_string(&new.versions)?,
            ":thread": serde_json::to_string(&new.thread)?,
            ":poll": serde_json::to_string(&new.poll)?,
            ":other_words": other_words(&new.versions, new.poll.as_ref()),
            ":edits": new.edits.map(|id| id.0),
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
        self.keep_before_save(&stored, save, now)?;
        let sql = "UPDATE draft SET revision = revision + 1, text = :text, language = :language, \
             content_warning = :warning, visibility = :visibility, targets = :targets, media = :media, \
             plan = :plan, never_after = :never_after, versions = :versions, thread = :thread, poll = :poll, \
             other_words = :other_words, updated_at = :now WHERE id = :id";
        self.conn.prepare_cached(sql)?.execute(named_params! {
            ":text": save.text,
            ":language": save.language,
            ":warning": save.content_warning,
            ":visibility": word(&save.visibility)?,
            ":targets": serde_json::to_string(&save.targets)?,
            ":media": serde_json::to_string(&save.media)?,
            ":plan": serde_json::to_string(&save.when)?,
            ":never_after": save.never_after.map(|at| at.0),
            ":versions": serde_json::to_string(&save.versions)?,
            ":thread": serde_json::to_string(&save.thread)?,
            ":poll": serde_json::to_string(&save.poll)?,
            ":other_words": other_words(&save.versions, save.poll.as_ref()),
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

pub(crate) fn read_draft(row: &Row<'_>) -> Result<Result<Draft, StoreError>, rusqlite::Error> {
    let visibility: String = row.get("visibility")?;
    let targets: String = row.get("targets")?;
    let media: String = row.get("media")?;
    let plan: String = row.get("plan")?;
    let role: String = row.get("role")?;
    let [versions, thread, poll]: [String; 3] = [row.get("versions")?, row.get("thread")?, row.get("poll")?];
    let draft = Draft {
        id: DraftId(row.get("id")?),
        revision: row.get("revision")?,
        text: row.get("text")?,
        versions: Vec::new(),
        thread: Threading::default(),
        poll: None,
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
        edits: row.get::<_, Option<i64>>("edits")?.map(DeliveryId),
        created_at: Timestamp(row.get("created_at")?),
        updated_at: Timestamp(row.get("updated_at")?),
        queued_at: row.get::<_, Option<i64>>("queued_at")?.map(Timestamp),
        role: DraftRole::Draft,
        name: row.get("name")?,
        series: row.get::<_, Option<i64>>("series_id")?.map(SeriesId),
        occurrence_at: row.get::<_, Option<i64>>("occurrence_at")?.map(Timestamp),
    };
    Ok(with_json(draft, [visibility, role], [&targets, &media, &plan, &versions, &thread, &poll]))
}

fn with_json(
    draft: Draft,
    [visibility, role]: [String; 2],
    [targets, media, plan, versions, thread, poll]: [&str; 6],
) -> Result<Draft, StoreError> {
    Ok(Draft {
        versions: serde_json::from_str(versions)?,
        thread: serde_json::from_str(thread)?,
        poll: serde_json::from_str(poll)?,
        visibility: serde_json::from_value(serde_json::Value::String(visibility))?,
        role: serde_json::from_value(serde_json::Value::String(role))?,
        targets: serde_json::from_str(targets)?,
        media: serde_json::from_str(media)?,
        when: serde_json::from_str(plan)?,
        ..draft
    })
}

/// What stands in a draft beside its common text, to be found by its words.
fn other_words(versions: &[DraftVersion], poll: Option<&Poll>) -> String {
    let texts = versions.iter().map(|version| version.text.as_str());
    let options = poll.into_iter().flat_map(|poll| &poll.options).map(String::as_str);
    texts.chain(options).collect::<Vec<_>>().join("\n")
}

fn summary(draft: &Draft) -> DraftSummary {
    DraftSummary {
        id: draft.id,
        title: first_line(&draft.text),
        targets: draft.targets.clone(),
        pictures: u32::try_from(draft.media.len()).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
        reply: draft.edits.is_none() && (draft.answers.is_some() || draft.conversation.is_some()),
        edits: draft.edits.is_some(),
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
