//! A new draft that begins as another draft, or as what was sent.

use super::Drafts;
use lectern_model::{Change, Draft, DraftId, DraftRole, DraftSave, Problem, Timestamp, When};
use lectern_store::{NewDraft, Saved, StoreError, Writer, save_of};

impl Drafts {
    /// A new draft with all of this one but its time and what it answers. It may be sent, planned or a template.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn duplicate(&self, draft: DraftId) -> Result<Draft, Problem> {
        let now = self.core.clock.now();
        let copied = self.core.write(move |writer| {
            let from = writer.draft(draft)?;
            copy(writer, &from, (DraftRole::Draft, ""), now)
        });
        let copied = copied.await?;
        self.core.changed(Change::Drafts);
        Ok(copied)
    }
}

/// A new draft with all of another but its time and what it answers.
pub(super) fn copy(
    writer: &Writer<'_>,
    from: &Draft,
    (role, name): (DraftRole, &str),
    now: Timestamp,
) -> Result<Draft, StoreError> {
    let begun = writer
        .begin_draft(&NewDraft { shares: from.shares, role, name: name.to_owned(), ..NewDraft::default() }, now)?;
    write_into(writer, &begun, save_of(from)?, now)
}

/// Puts what was written elsewhere into a draft that was just begun.
pub(super) fn write_into(
    writer: &Writer<'_>,
    begun: &Draft,
    content: DraftSave,
    now: Timestamp,
) -> Result<Draft, StoreError> {
    let save = DraftSave { id: begun.id, revision: begun.revision, when: When::Now, never_after: None, ..content };
    match writer.save_draft(&save, now)? {
        Saved::Now(draft) => Ok(*draft),
        Saved::Stale | Saved::Queued => Err(StoreError::not_found("This draft")),
    }
}
