//! Changes and deletions of what was sent. They take the same way out as posts and have the same states. Both come to
//! the same when they are done twice; all the same, one that may have been done is looked for before it is done again,
//! by reading back what it changes.

use super::proof::{Sent, shows_change};
use super::queue::random_uuid;
use super::settle::Event;
use super::worker::{STEP_PATIENCE, cannot_publish};
use super::{Moved, Outbox, back, doubt, move_on, person, points};
use lectern_connectors::{Connector, Session, Step};
use lectern_model::{
    Change, Delivery, DeliveryId, DeliveryKind, DeliveryState, Draft, Failure, FailureKind, Found, Problem, Published,
    Timestamp,
};
use lectern_store::{DeliveryRow, NewChange, StoreError, StoreTrouble, Writer};

impl Outbox {
    /// Queues the deletion of what was published. Asked again while one waits, it is tried now.
    ///
    /// # Errors
    /// `Stale` where nothing was published, or nobody knows where; nothing was changed.
    pub async fn delete_published(&self, delivery: DeliveryId) -> Result<(), Problem> {
        let (now, key) = (self.core.clock.now(), random_uuid());
        let queued = self.core.write(move |writer| queue_deletion(writer, delivery, key, now)).await?;
        queued.map_err(person::stale)?;
        self.core.changed(Change::Outbox);
        self.nudge();
        Ok(())
    }

    /// Queues the deletion of what was published and gives it back as a draft for its account, to be posted again where a
    /// platform lets nobody change posts. Nothing new goes out before the person sends it.
    ///
    /// # Errors
    /// `Stale` where nothing was published, or nobody knows where; nothing was changed.
    pub async fn replace_published(&self, delivery: DeliveryId) -> Result<Draft, Problem> {
        let (now, key) = (self.core.clock.now(), random_uuid());
        let replaced = self.core.write(move |writer| match queue_deletion(writer, delivery, key, now)? {
            Ok(()) => back::copy(writer, &[writer.delivery(delivery)?], now).map(Ok),
            Err(words) => Ok(Err(words)),
        });
        let draft = replaced.await?.map_err(person::stale)?;
        self.core.changed(Change::Drafts);
        self.core.changed(Change::Outbox);
        self.nudge();
        Ok(draft)
    }

    /// Runs the one step of a claimed change or deletion.
    pub(super) async fn carry_out(
        &self,
        connector: &dyn Connector,
        session: &Session,
        row: DeliveryRow,
    ) -> Result<Option<Moved>, Problem> {
        let id = row.delivery.id;
        let Some(published) = self.where_it_is(&row.delivery).await? else {
            return self.give_up(id, gone()).await;
        };
        if !self.begin_changing(id).await? {
            return Ok(None);
        }
        points::reached("before_send");
        let change = change(connector, session, &row, &published);
        let outcome = tokio::time::timeout(STEP_PATIENCE, change).await.unwrap_or_else(|_| {
            Err(Failure::in_doubt(FailureKind::Unreachable, "The platform did not answer in time."))
        });
        points::reached("after_answer");
        let outcome = outcome.map(|()| Step::Done(published));
        points::reached("before_settle_commit");
        let moved = self.transition(id, Event::Stepped { changing: true, outcome }).await?.ok();
        points::reached("after_settle_commit");
        Ok(moved)
    }

    /// Whether a change or deletion in doubt was made: what it changes is read back.
    pub(super) async fn is_carried_out(
        &self,
        connector: &dyn Connector,
        session: &Session,
        row: &DeliveryRow,
    ) -> Result<Result<Found, Failure>, Problem> {
        let Some(published) = self.where_it_is(&row.delivery).await? else { return Ok(Ok(Found::Absent)) };
        let Some(publish) = connector.publish() else { return Ok(Ok(Found::CannotTell)) };
        let read = tokio::time::timeout(doubt::PATIENCE, publish.read_back(session, &published)).await;
        let read = read.unwrap_or_else(|_| {
            Err(Failure::without_effect(FailureKind::Unreachable, "The platform did not answer in time."))
        });
        let delivery = &row.delivery;
        Ok(match (read, delivery.kind) {
            (Err(failure), DeliveryKind::Delete) if failure.what == FailureKind::Gone => Ok(Found::Found(published)),
            // Doing it again says so in plain words.
            (Err(failure), _) if failure.what == FailureKind::Gone => Ok(Found::Absent),
            (Err(failure), _) => Err(failure),
            (Ok(_), DeliveryKind::Delete) => Ok(Found::Absent),
            (Ok(post), _) => {
                let sent = Sent::of(&delivery.outgoing, publish, &session.account);
                let there = shows_change(&sent, post, self.core.clock.now());
                Ok(if there { Found::Found(published) } else { Found::Absent })
            }
        })
    }

    /// Where the post is that a delivery changes; none where it is not there any more.
    async fn where_it_is(&self, delivery: &Delivery) -> Result<Option<Published>, Problem> {
        let Some(of) = delivery.of else { return Ok(None) };
        let row = self.core.read(move |reader| reader.delivery(of)).await?;
        Ok(match row.delivery.state {
            DeliveryState::Sent { published, deleted_at: None, .. } => Some(published),
            _ => None,
        })
    }
}

async fn change(
    connector: &dyn Connector,
    session: &Session,
    row: &DeliveryRow,
    published: &Published,
) -> Result<(), Failure> {
    match row.delivery.kind {
        DeliveryKind::Edit => {
            let edit = connector.edit(&session.account.facts).ok_or_else(cannot_edit)?;
            edit.edit(session, published, &row.delivery.outgoing).await
        }
        DeliveryKind::Post | DeliveryKind::Delete => {
            connector.publish().ok_or_else(cannot_publish)?.delete(session, published).await
        }
    }
}

fn cannot_edit() -> Failure {
    let words = "This platform lets no app change posts. Delete it and post again instead.";
    Failure::without_effect(FailureKind::Permission, words)
}

fn gone() -> Failure {
    Failure::without_effect(FailureKind::Gone, "The post is not there any more.")
}

/// What a change or deletion that was made means for the post it belongs to. Runs in the transaction that settles it, so
/// that no crash can come between.
///
/// # Errors
/// What the disk said.
pub(super) fn carried_out(writer: &Writer<'_>, row: &DeliveryRow, now: Timestamp) -> Result<(), StoreError> {
    let Some(of) = row.delivery.of else { return Ok(()) };
    match row.delivery.kind {
        DeliveryKind::Post => Ok(()),
        DeliveryKind::Edit => {
            writer.outgoing_changed(of, &row.delivery.outgoing, "You changed it on the platform.", now)
        }
        DeliveryKind::Delete => {
            let before = writer.delivery(of)?;
            // Refused where it was deleted already: then all is as it should be.
            let _ = move_on(writer, of, Event::Deleted, now)?;
            let DeliveryState::Sent { published, .. } = &before.delivery.state else { return Ok(()) };
            match writer.post_by_remote(before.delivery.account, &published.remote_id)? {
                Some(post) => writer.delete_post(post.id),
                None => Ok(()),
            }
        }
    }
}

fn queue_deletion(
    writer: &Writer<'_>,
    of: DeliveryId,
    key: String,
    now: Timestamp,
) -> Result<Result<(), &'static str>, StoreError> {
    let row = writer.delivery(of)?;
    if let Some(words) = not_to_be_changed(writer, &row)? {
        return Ok(Err(words));
    }
    for change in writer.changes_of(of)?.into_iter().filter(|change| is_open(&change.delivery.state)) {
        let id = change.delivery.id;
        if change.delivery.kind == DeliveryKind::Delete {
            // Refused where it is under way: then it is tried at this moment.
            let _ = move_on(writer, id, Event::PersonRetries { anyway: false }, now)?;
            return Ok(Ok(()));
        }
        // A change that waits is not needed any more. One that is under way comes to its end first.
        let _ = move_on(writer, id, Event::PersonStops, now)?;
    }
    let new = NewChange {
        key,
        draft: row.delivery.draft,
        account: row.delivery.account,
        kind: DeliveryKind::Delete,
        of,
        outgoing: row.delivery.outgoing,
    };
    writer.queue_change(&new, now)?;
    Ok(Ok(()))
}

/// Why what a delivery published can be neither changed nor deleted; none: it can.
pub(super) fn not_to_be_changed(writer: &Writer<'_>, row: &DeliveryRow) -> Result<Option<&'static str>, StoreError> {
    let delivery = &row.delivery;
    let DeliveryState::Sent { published, deleted_at: None, .. } = &delivery.state else {
        return Ok(Some("It is not there to be changed or deleted."));
    };
    if delivery.kind != DeliveryKind::Post {
        return Ok(Some("This is a change itself. Change or delete the post it belongs to."));
    }
    if published.remote_id.is_empty() {
        return Ok(Some(
            "Lectern does not know under which address it is there. Change or delete it on the platform itself.",
        ));
    }
    match writer.account(delivery.account) {
        Ok(_) => Ok(None),
        Err(error) if error.what == StoreTrouble::NotFound => {
            Ok(Some("Its account was removed here. Change or delete it on the platform itself."))
        }
        Err(error) => Err(error),
    }
}

/// Whether something may still come of it.
pub(super) fn is_open(state: &DeliveryState) -> bool {
    !matches!(state, DeliveryState::Sent { .. } | DeliveryState::Cancelled)
}
