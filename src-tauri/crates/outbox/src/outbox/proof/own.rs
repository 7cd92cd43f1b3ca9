//! Our own copy of a post of ours, as the platform shows it: in the account's feed, and in the conversation it answers.

use super::Look;
use crate::outbox::Outbox;
use lectern_model::{Change, MediaHash, MediaKind, MediaRef, Problem};
use lectern_store::{Arrival, Came, DeliveryRow, NewPost, StoreError, StoreTrouble, Writer};

impl Outbox {
    /// Keeps the copy and the proof, in one transaction.
    pub(super) async fn keep_own_copy(&self, row: &DeliveryRow, post: NewPost, look: Look) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let pictures = own_pictures(&post, &row.delivery.outgoing.media);
        let (id, account, conversation) = (row.delivery.id, row.delivery.account, row.delivery.conversation);
        let store = move |writer: &Writer<'_>| -> Result<(), StoreError> {
            writer.keep_proof(id, Some(&look.proof), look.again)?;
            match writer.account(account) {
                Ok(_) => {}
                // Removed while we read: nothing of it is kept.
                Err(error) if error.what == StoreTrouble::NotFound => return Ok(()),
                Err(error) => return Err(error),
            }
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
