//! Delivery proof: what was sent is read back and compared, and our own copy of it is kept. Whatever comes of it, the
//! delivery stays sent. A crash on the way costs nothing: when to look is stored with the delivery.

mod compare;
mod own;

use super::Outbox;
pub(super) use compare::Sent;
use compare::compare;
use lectern_connectors::Session;
use lectern_model::{
    Change, DeliveryState, Failure, FailureKind, IncomingPost, Problem, Proof, ProofPart, Published, Timestamp,
};
use lectern_store::DeliveryRow;
use std::sync::Arc;
use std::time::Duration;

/// The platform's answer is not waited for longer than this: the next post of the account waits behind it.
const PATIENCE: Duration = Duration::from_secs(20);
/// Seconds to the next look after the first, second and third; there are no more.
const PAUSES: [i64; 3] = [30, 300, 3600];
/// Seconds to the next look when there was no way through. Such looks do not count.
const LINE_PAUSE: i64 = 300;

/// What came of one look, and when to look again.
struct Look {
    proof: Proof,
    again: Option<Timestamp>,
}

impl Outbox {
    /// Reads back what a delivery sent, compares, and keeps what came of it.
    pub(super) async fn read_back(&self, row: DeliveryRow) -> Result<(), Problem> {
        let id = row.delivery.id;
        let tries = row.proof.as_ref().map_or(0, Proof::tries);
        let read = match &row.delivery.state {
            DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty() => {
                self.ask_back(&row, published).await
            }
            // Nothing is there to be read back.
            _ => return self.core.write(move |writer| writer.keep_proof(id, None, None)).await,
        };
        let now = self.core.clock.now();
        match read {
            Ok((post, session)) => {
                let Ok((connector, _)) = self.way_out(&row).await else { return Ok(()) };
                let Some(publish) = connector.publish() else { return Ok(()) };
                let post = lectern_core::text::ready(post, now);
                let (seen, differences) = compare(&Sent::of(&row.delivery.outgoing, publish, &session.account), &post);
                // Platforms lag: what differs is looked at again before it is left at that.
                let again = if differences.is_empty() { None } else { after(tries, now) };
                let proof = Proof::Read { at: now, tries: tries.saturating_add(1), seen, differences };
                self.keep_own_copy(&row, post, Look { proof, again }).await?;
            }
            Err(failure) => {
                let Look { proof, again } = could_not(&failure, tries, row.proof, now);
                self.core.write(move |writer| writer.keep_proof(id, Some(&proof), again)).await?;
            }
        }
        self.core.changed(Change::Outbox);
        Ok(())
    }

    async fn ask_back(
        &self,
        row: &DeliveryRow,
        published: &Published,
    ) -> Result<(IncomingPost, Arc<Session>), Failure> {
        let (connector, session) = self.way_out(row).await?;
        let publish = connector.publish().ok_or_else(super::worker::cannot_publish)?;
        let read = tokio::time::timeout(PATIENCE, publish.read_back(&session, published)).await;
        let late = || Failure::without_effect(FailureKind::Server, "The platform did not answer in time.");
        let post = read.unwrap_or_else(|_| Err(late()))?;
        Ok((post, session))
    }
}

/// When to look again after this many looks.
fn after(tries: u32, now: Timestamp) -> Option<Timestamp> {
    usize::try_from(tries).ok().and_then(|tries| PAUSES.get(tries)).map(|pause| now.plus_seconds(*pause))
}

/// What is kept where it could not be read. What was read before stays.
fn could_not(failure: &Failure, tries: u32, before: Option<Proof>, now: Timestamp) -> Look {
    let line = failure.what == FailureKind::Unreachable;
    let again = if line { Some(now.plus_seconds(LINE_PAUSE)) } else { after(tries, now) };
    let tries = if line { tries } else { tries.saturating_add(1) };
    let words = failure.words.clone();
    let proof = match (before, again) {
        (Some(Proof::Read { at, seen, differences, .. }), _) => Proof::Read { at, tries, seen, differences },
        (_, Some(_)) => Proof::Waiting { tries, words },
        (_, None) => Proof::Unread { at: now, words },
    };
    Look { proof, again }
}

/// Whether a post as the platform shows it holds a change: its text, its notice, and its descriptions.
pub(super) fn shows_change(sent: &Sent<'_>, post: IncomingPost, now: Timestamp) -> bool {
    let (_, differences) = compare(sent, &lectern_core::text::ready(post, now));
    let changed =
        |what: &ProofPart| matches!(what, ProofPart::Text | ProofPart::Warning | ProofPart::Description { .. });
    !differences.iter().any(|difference| changed(&difference.what))
}

#[cfg(test)]
mod tests;
