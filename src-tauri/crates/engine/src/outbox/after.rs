//! What follows a transition, outside its transaction. All of it is best effort: the next look at the account brings
//! what is missed here.

use super::{Moved, Outbox};
use crate::text;
use lectern_connectors::Session;
use lectern_model::{
    AccountId, Change, ConversationId, DeliveryState, Failure, FailureKind, IncomingPost, MediaHash, MediaKind,
    MediaRef, Problem, Published,
};
use lectern_store::{Arrival, Came, NewPost, StoreError, Writer};
use std::time::Duration;

/// The platform's answer is not waited for longer than this: the next post of the account waits behind it.
const PATIENCE: Duration = Duration::from_secs(20);

impl Outbox {
    /// Reads back what is there now, and tells the account's health what went wrong.
    pub(super) async fn follow_up(&self, moved: Moved) -> Result<(), Problem> {
        let account = moved.row.delivery.account;
        match &moved.row.delivery.state {
            DeliveryState::Sent { published, deleted_at: None, .. } if !published.remote_id.is_empty() => {
                self.keep_own_copy(&moved, published).await
            }
            DeliveryState::Failed { why } | DeliveryState::Retry { why, .. } | DeliveryState::InDoubt { why, .. } => {
                self.note_trouble(account, why).await;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Says so on the account where only a person or time can mend it.
    pub(super) async fn note_trouble(&self, account: AccountId, failure: &Failure) {
        if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } | FailureKind::Unreachable = failure.what {
            self.accounts.note_failure(account, failure).await;
        }
    }

    /// Our own post, as the platform shows it, into the account's feed and into the conversation it answers.
    async fn keep_own_copy(&self, moved: &Moved, published: &Published) -> Result<(), Problem> {
        let Ok((connector, session)) = self.way_out(&moved.row).await else { return Ok(()) };
        let Some(publish) = connector.publish() else { return Ok(()) };
        let read = tokio::time::timeout(PATIENCE, publish.read_back(&session, published)).await;
        let Ok(Ok(post)) = read else { return Ok(()) };
        let delivery = &moved.row.delivery;
        self.store_own_copy(&session, post, delivery.conversation, &delivery.outgoing.media).await
    }

    async fn store_own_copy(
        &self,
        session: &Session,
        post: IncomingPost,
        conversation: Option<ConversationId>,
        sent: &[MediaRef],
    ) -> Result<(), Problem> {
        let account = session.account.id;
        let now = self.core.clock.now();
        let post = text::ready(post, now);
        let pictures = own_pictures(&post, sent);
        let store = move |writer: &Writer<'_>| -> Result<(), StoreError> {
            // Removed while we read: nothing of it is kept.
            writer.account(account)?;
            writer.upsert_post(account, &post, Arrival::Feed, now)?;
            for (url, hash) in &pictures {
                writer.picture_here(url, hash, 0, now)?;
            }
            let Some(conversation) = conversation else { return Ok(()) };
            let arrival = Arrival::Message { conversation, kind: None, ours: true, context: false };
            writer.upsert_post(account, &post, arrival, now)?;
            writer.refresh_conversation(conversation, Came::default(), now)
        };
        self.core.write(store).await?;
        self.core.changed(Change::Feeds);
        if conversation.is_some() {
            self.core.changed(Change::Inbox);
        }
        Ok(())
    }

    /// A post of ours is gone on the platform: our copy of it goes, too.
    pub(super) async fn forget_own_copy(&self, account: AccountId, remote_id: &str) -> Result<(), Problem> {
        let remote_id = remote_id.to_owned();
        self.core
            .write(move |writer| match writer.post_by_remote(account, &remote_id)? {
                Some(post) => writer.delete_post(post.id),
                None => Ok(()),
            })
            .await?;
        self.core.changed(Change::Feeds);
        self.core.changed(Change::Inbox);
        Ok(())
    }
}

/// Which pictures of our post, as the platform shows it, are which of those we sent: their bytes are here already and need
/// no fetching. Where the platform shows another number of pictures nobody can tell.
fn own_pictures(post: &NewPost, sent: &[MediaRef]) -> Vec<(String, MediaHash)> {
    if post.media.len() != sent.len() {
        return Vec::new();
    }
    let pairs = post.media.iter().zip(sent).filter(|(shown, _)| shown.kind == MediaKind::Picture);
    pairs
        .flat_map(|(shown, ours)| {
            let addresses = std::iter::once(shown.url.clone()).chain(shown.preview_url.clone());
            addresses.map(|url| (url, ours.hash.clone()))
        })
        .collect()
}
