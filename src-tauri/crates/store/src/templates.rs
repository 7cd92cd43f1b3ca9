//! Templates: drafts that others are begun from.

use crate::drafts::{COLUMNS, first_line, read_draft, word};
use crate::{Reader, StoreError, Writer};
use lectern_model::{Draft, DraftId, DraftRole, TemplateView};
use rusqlite::params;

impl Reader<'_> {
    /// All templates, by name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn templates(&self, limit: u32) -> Result<Vec<TemplateView>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE role = 'template' AND queued_at IS NULL \
             ORDER BY name COLLATE NOCASE, id LIMIT ?1"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let drafts = statement.query_map([limit], read_draft)?;
        drafts.map(|draft| Ok(view(&draft??))).collect()
    }

    /// A template.
    ///
    /// # Errors
    /// `NotFound`, also where it is a draft, or what the disk said.
    pub fn template(&self, id: DraftId) -> Result<Draft, StoreError> {
        let draft = self.draft(id)?;
        if draft.role == DraftRole::Template { Ok(draft) } else { Err(StoreError::not_found("This template")) }
    }
}

impl Writer<'_> {
    /// Gives a template another name.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub fn rename_template(&self, id: DraftId, name: &str) -> Result<(), StoreError> {
        self.template(id)?;
        let sql = "UPDATE draft SET name = ?2 WHERE id = ?1 AND role = ?3";
        self.conn.prepare_cached(sql)?.execute(params![id.0, name, word(&DraftRole::Template)?])?;
        Ok(())
    }
}

fn view(draft: &Draft) -> TemplateView {
    TemplateView {
        id: draft.id,
        name: draft.name.clone(),
        title: first_line(&draft.text),
        targets: draft.targets.clone(),
        pictures: u32::try_from(draft.media.len()).unwrap_or(u32::MAX),
        updated_at: draft.updated_at,
    }
}
