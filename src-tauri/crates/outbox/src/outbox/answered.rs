//! Two people at two computers. Before a reply goes out, its thread is read from the platform; where one of us has
//! answered since the reply was begun, it is held, and the person is shown what was answered.
//!
//! Held once for each answer: who sends it all the same has seen it. Where the thread cannot be read for other reasons than the
//! line, the reply goes out: a platform whose threads are broken must not keep people waiting.

use super::Outbox;
use lectern_connectors::{Connector, Incoming, Session};
use lectern_core::text;
use lectern_model::{Delivery, DeliveryKind, Failure, FailureKind, PostId, Timestamp};
use lectern_store::StoredPost;
use std::time::Duration;

/// A thread is not waited for longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// Letters of the other answer that are shown.
const SHOWN: usize = 280;

/// An answer of one of us that the person has not seen.
pub(super) struct Answered {
    /// When it was written.
    pub(super) at: Timestamp,
    /// The start of it.
    pub(super) text: String,
}

impl Outbox {
    /// Whether one of us has answered since a reply was begun.
    ///
    /// # Errors
    /// There is no line, no sign-in, or the platform asks to wait: sending would fail alike.
    pub(super) async fn answered_meanwhile(
        &self,
        connector: &dyn Connector,
        session: &Session,
        delivery: &Delivery,
    ) -> Result<Option<Answered>, Failure> {
        let begins = delivery.kind == DeliveryKind::Post
            && delivery.progress.is_null()
            && delivery.outgoing.part.is_none_or(|part| part.number <= 1);
        let (Some(_), Some(inbox), true) = (delivery.conversation, connector.inbox(), begins) else { return Ok(None) };
        let (id, draft) = (delivery.id, delivery.draft);
        let read = self.core.read(move |reader| {
            let draft = reader.draft(draft)?;
            let answered = match draft.answers {
                Some(answers) => Some(reader.post(PostId(answers.0))?),
                None => None,
            };
            Ok((draft.created_at, answered, reader.answer_seen(id)?))
        });
        // What it answers is not kept any more: then there is nothing to ask about.
        let Ok((begun_at, Some(answered), seen)) = read.await else { return Ok(None) };
        let asked = answered.to_incoming();
        let thread = inbox.thread(session, &asked);
        let thread = match tokio::time::timeout(PATIENCE, thread).await {
            Ok(Ok(thread)) => thread,
            Ok(Err(why)) if holds_up(&why) => return Err(why),
            Ok(Err(_)) => return Ok(None),
            Err(_) => {
                let words = "The platform did not say in time whether somebody has answered.";
                return Err(Failure::without_effect(FailureKind::Unreachable, words));
            }
        };
        let after = seen.map_or(answered.post.created_at, |seen| seen.max(answered.post.created_at));
        let newest = thread.into_iter().filter(|item| item.ours && item.post.created_at > after).collect();
        Ok(self.unseen(session, &answered, begun_at, newest).await)
    }

    /// The newest of these that was neither sent from here nor on this computer when the reply was begun.
    async fn unseen(
        &self,
        session: &Session,
        answered: &StoredPost,
        begun_at: Timestamp,
        mut items: Vec<Incoming>,
    ) -> Option<Answered> {
        items.sort_by_key(|item| std::cmp::Reverse(item.post.created_at));
        let account = session.account.id;
        for item in items.into_iter().filter(|item| item.post.remote_id != answered.post.remote_id) {
            let remote_id = item.post.remote_id.clone();
            let known = self.core.read(move |reader| {
                let here = reader.post_by_remote(account, &remote_id)?;
                let seen = here.is_some_and(|post| post.received_at <= begun_at);
                Ok(seen || reader.is_delivered(account, &remote_id)?)
            });
            if let Ok(false) = known.await {
                let at = item.post.created_at;
                let post = text::ready(item.post, self.core.clock.now());
                return Some(Answered { at, text: post.text.chars().take(SHOWN).collect() });
            }
        }
        None
    }
}

/// Whether the same would keep the reply itself from going out.
fn holds_up(why: &Failure) -> bool {
    matches!(why.what, FailureKind::Unreachable | FailureKind::SignInNeeded | FailureKind::RateLimited { .. })
}
