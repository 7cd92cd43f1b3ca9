//! Threads: one delivery per part, each after the one before it. The store gives a later part to the worker only once the
//! part before it is `sent`; what it answers is then read from the platform and stored before its first step. So a crash
//! between two parts finds every part either sent, or still to be sent in its turn.

use super::changes::is_open;
use super::settle::Event;
use super::worker::no_session;
use super::{Moved, Outbox, move_on, person};
use lectern_connectors::{Publish, Session};
use lectern_model::{
    Delivery, DeliveryId, DeliveryKind, DeliveryState, Draft, DraftVersion, Failure, FailureKind, Problem, ReplyTo,
    Timestamp,
};
use lectern_store::{DeliveryRow, Reader, StoreError, Writer};
use std::time::Duration;

/// The platform's answer is not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether the part before it is not there yet.
pub(super) fn waits(row: &DeliveryRow) -> bool {
    row.before.as_deref().is_some_and(|state| state != "sent")
}

/// A part is there: the time of the next one has come, where a person did not plan it for later.
pub(super) fn let_go(writer: &Writer<'_>, id: DeliveryId, due_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    for next in writer.followers(id)? {
        if next.due_at <= due_at.max(now) {
            let _ = move_on(writer, next.delivery.id, Event::BeforeIsThere, now)?;
        }
    }
    Ok(())
}

/// Carries out what a person decided for a part, and for those after it as far as it fits them.
pub(super) fn carry_out(
    writer: &Writer<'_>,
    id: DeliveryId,
    event: &Event,
    now: Timestamp,
) -> Result<Result<Moved, &'static str>, StoreError> {
    let rows = writer.with_followers(id)?;
    let moved = match move_on(writer, id, event.clone(), now)? {
        Ok(moved) => moved,
        Err(words) => return Ok(Err(words)),
    };
    for row in rows.iter().skip(1) {
        let _ = move_on(writer, row.delivery.id, event.clone(), now)?;
    }
    Ok(Ok(moved))
}

/// What a new draft takes of the draft that a delivery was made from: all of it, or, where earlier parts of the thread
/// were sent, the words from this part on.
pub(super) fn rest(from: Draft, delivery: &Delivery) -> Draft {
    let Some(part) = delivery.outgoing.part.filter(|part| part.number > 1) else { return from };
    let own = from.versions.iter().find(|version| version.account == delivery.account);
    let text = own.map_or(&from.text, |DraftVersion { text, .. }| text);
    let text = text.get(part.start..).unwrap_or_default().to_owned();
    // Pictures and the poll went out with the first part.
    Draft { text, versions: Vec::new(), poll: None, media: Vec::new(), ..from }
}

impl Outbox {
    /// A person's word about a part of a thread, and about those after it.
    pub(super) async fn decide_with_followers(&self, id: DeliveryId, event: Event) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let moved = self.core.write(move |writer| carry_out(writer, id, &event, now)).await?;
        self.tell(&moved.map_err(person::refused)?);
        self.nudge();
        Ok(())
    }

    /// A later part with what it answers: the part before it, as the platform has it. Anything else as it is.
    pub(super) async fn join_thread(
        &self,
        publish: &dyn Publish,
        session: &Session,
        mut delivery: Delivery,
    ) -> Result<Delivery, Failure> {
        let Some(before) = delivery.after else { return Ok(delivery) };
        let read = move |reader: &Reader<'_>| Ok((reader.delivery(before)?, reader.changes_of(before)?));
        let (row, changes) = self.core.read(read).await.map_err(no_session)?;
        let DeliveryState::Sent { published, deleted_at: None, .. } = &row.delivery.state else {
            return Err(torn("The part before it was deleted."));
        };
        let goes =
            |change: &DeliveryRow| change.delivery.kind == DeliveryKind::Delete && is_open(&change.delivery.state);
        if changes.iter().any(goes) {
            return Err(torn("The part before it is being deleted."));
        }
        if delivery.outgoing.reply_to.is_some() {
            return Ok(delivery);
        }
        if published.remote_id.is_empty() {
            return Err(torn("Lectern does not know under which address the part before it is there."));
        }
        let read = tokio::time::timeout(PATIENCE, publish.read_back(session, published)).await;
        let post = match read {
            Ok(Ok(post)) => post,
            Ok(Err(failure)) if failure.what == FailureKind::Gone => {
                return Err(torn("The part before it is not there any more."));
            }
            Ok(Err(failure)) => return Err(failure),
            Err(_) => {
                let words = "The platform did not answer in time.";
                return Err(Failure::without_effect(FailureKind::Unreachable, words));
            }
        };
        let answers = ReplyTo { remote_ref: publish.thread_ref(&post.remote_ref), remote_id: post.remote_id };
        let (id, stored) = (delivery.id, answers.clone());
        self.core.write(move |writer| writer.join_thread(id, &stored)).await.map_err(no_session)?;
        delivery.outgoing.reply_to = Some(answers);
        Ok(delivery)
    }
}

fn torn(why: &str) -> Failure {
    let words = format!("{why} Edit this part again to send it as a post of its own.");
    Failure::without_effect(FailureKind::Rejected { field: None, limit: None }, words)
}
