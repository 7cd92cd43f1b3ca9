//! Changing what was sent: a draft of what is there, and on "Send the change" a delivery of its own.

use super::changes::{is_open, not_to_be_changed};
use super::queue::{check_findings, random_uuid, stale as draft_is_stale};
use super::settle::Event;
use super::{Outbox, move_on, person, points};
use crate::outgoing::OnAccount;
use lectern_model::{
    Change, DeliveryId, DeliveryKind, DeliveryState, Draft, DraftMedia, MediaRef, Moving, Outgoing, Problem, When,
};
use lectern_store::{DeliveryRow, NewChange, NewDraft, StoreError, Writer};

/// What the transaction came to.
enum Queued {
    Now,
    Before,
    StaleDraft,
    No(&'static str),
}

impl Outbox {
    /// A draft of what is published, to be changed; the one that was begun already where there is one.
    ///
    /// # Errors
    /// `Stale` where it is not there, or its platform lets nobody change posts; nothing was changed.
    pub async fn edit_published(&self, delivery: DeliveryId) -> Result<Draft, Problem> {
        let row = self.core.read(move |reader| reader.delivery(delivery)).await?;
        let can_edit = self.core.connectors.get(&row.platform).is_some_and(|one| one.edit(&row.facts).is_some());
        let now = self.core.clock.now();
        let begun = self.core.write(move |writer| {
            let row = writer.delivery(delivery)?;
            if let Some(words) = not_to_be_changed(writer, &row)? {
                return Ok(Err(words));
            }
            if !can_edit {
                return Ok(Err("This platform lets nobody change posts. Delete it and post again instead."));
            }
            match writer.open_edit(delivery)? {
                Some(open) => writer.draft(open).map(Ok),
                None => begin(writer, &row, now).map(Ok),
            }
        });
        let draft = begun.await?.map_err(person::stale)?;
        self.core.changed(Change::Drafts);
        Ok(draft)
    }

    /// Queues the change that a draft holds. One that waits already gives way to it.
    pub(super) async fn queue_edit(&self, draft: Draft, revision: u32) -> Result<(), Problem> {
        if draft.revision != revision {
            return Err(draft_is_stale());
        }
        let Some(of) = draft.edits else { return Ok(()) };
        if draft.when != When::Now {
            return Err(Problem::field("when", "A change goes out at once. Choose “Now”."));
        }
        let row = self.core.read(move |reader| reader.delivery(of)).await?;
        let sent = &row.delivery.outgoing;
        check(&draft, &row)?;
        let shaped = self.shaping.shape(&Draft { visibility: sent.visibility, ..draft.clone() }).await?;
        check_findings(&shaped)?;
        let text = shaped.targets.first().map_or_else(|| draft.text.clone(), OnAccount::alone);
        let outgoing = Outgoing {
            text,
            content_warning: draft.content_warning.clone(),
            media: sent.media.iter().zip(&draft.media).map(|(sent, new)| described(sent, new)).collect(),
            ..sent.clone()
        };
        let (account, key) = (row.delivery.account, random_uuid());
        let new = NewChange { key, draft: draft.id, account, kind: DeliveryKind::Edit, of, outgoing };
        let now = self.core.clock.now();
        points::reached("before_queue_commit");
        match self.core.write(move |writer| commit(writer, &new, revision, now)).await? {
            Queued::Now => points::reached("after_queue_commit"),
            Queued::Before => {}
            Queued::StaleDraft => return Err(draft_is_stale()),
            Queued::No(words) => return Err(person::stale(words)),
        }
        for change in [Change::Drafts, Change::Outbox] {
            self.core.changed(change);
        }
        self.nudge();
        Ok(())
    }
}

fn begin(writer: &Writer<'_>, row: &DeliveryRow, now: lectern_model::Timestamp) -> Result<Draft, StoreError> {
    let delivery = &row.delivery;
    let sent = &delivery.outgoing;
    let from = writer.draft(delivery.draft)?;
    let new = NewDraft {
        text: sent.text.clone(),
        language: sent.language.clone(),
        content_warning: sent.content_warning.clone(),
        visibility: sent.visibility,
        targets: vec![delivery.account],
        media: sent.media.iter().map(in_draft).collect(),
        answers: from.answers,
        edits: Some(delivery.id),
        ..NewDraft::default()
    };
    writer.begin_draft(&new, now)
}

/// A picture that was sent, as a draft holds it. Its size does not matter any more: the platform took it.
fn in_draft(sent: &MediaRef) -> DraftMedia {
    DraftMedia {
        hash: sent.hash.clone(),
        mime: sent.mime.clone(),
        name: sent.name.clone(),
        description: sent.description.clone(),
        decorative: sent.description.is_empty(),
        decorative_why: if sent.description.is_empty() { "It was sent without one".to_owned() } else { String::new() },
        original: None,
        focus: sent.focus,
        moving: Moving::default(),
        width: sent.width,
        height: sent.height,
        bytes: 0,
        video: sent.video.clone(),
    }
}

fn described(sent: &MediaRef, new: &DraftMedia) -> MediaRef {
    let description = if new.decorative { String::new() } else { new.description.clone() };
    MediaRef { description, ..sent.clone() }
}

/// What a change may not change.
fn check(draft: &Draft, row: &DeliveryRow) -> Result<(), Problem> {
    if draft.targets != [row.delivery.account] {
        return Err(Problem::field("targets", "A change goes to the account that published it, and to no other."));
    }
    let same = |(sent, new): (&MediaRef, &DraftMedia)| sent.hash == new.hash;
    let sent = &row.delivery.outgoing.media;
    if sent.len() != draft.media.len() || !sent.iter().zip(&draft.media).all(same) {
        let words = "The pictures of a published post stay. Their descriptions can be changed.";
        return Err(Problem::field("media", words));
    }
    Ok(())
}

fn commit(
    writer: &Writer<'_>,
    new: &NewChange,
    revision: u32,
    now: lectern_model::Timestamp,
) -> Result<Queued, StoreError> {
    let draft = writer.draft(new.draft)?;
    if draft.queued_at.is_some() {
        return Ok(Queued::Before);
    }
    if draft.revision != revision {
        return Ok(Queued::StaleDraft);
    }
    if let Some(words) = not_to_be_changed(writer, &writer.delivery(new.of)?)? {
        return Ok(Queued::No(words));
    }
    for change in writer.changes_of(new.of)?.into_iter().filter(|change| is_open(&change.delivery.state)) {
        if change.delivery.kind == DeliveryKind::Delete {
            return Ok(Queued::No("It is being deleted. Stop that first."));
        }
        if let DeliveryState::Sending { .. } | DeliveryState::InDoubt { .. } = change.delivery.state {
            return Ok(Queued::No("A change of it is on its way. Send this one once that is settled."));
        }
        let _ = move_on(writer, change.delivery.id, Event::PersonStops, now)?;
    }
    writer.queue_change(new, now)?;
    Ok(Queued::Now)
}
