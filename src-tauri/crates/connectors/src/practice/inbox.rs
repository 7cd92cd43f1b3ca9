//! What patrons write to us.

use super::{EVERY, Practice, desk};
use crate::{Inbox, InboxBatch, Incoming, IncomingKind, Session};
use async_trait::async_trait;
use lectern_model::{Failure, IncomingPost};

#[async_trait]
impl Inbox for Practice {
    async fn page(&self, session: &Session, cursor: Option<&str>) -> Result<InboxBatch, Failure> {
        if cursor.is_some() {
            return Ok(InboxBatch::default());
        }
        let now = session.now();
        let mut items = desk::with(session, |desk| desk::inbox(desk, &session.account, now));
        items.reverse();
        Ok(InboxBatch { items, older: None })
    }

    async fn thread(&self, session: &Session, post: &IncomingPost) -> Result<Vec<Incoming>, Failure> {
        let root = post.thread_root.as_deref().unwrap_or(&post.remote_id);
        let (account, now) = (&session.account, session.now());
        Ok(desk::with(session, |desk| {
            let beginning = desk::feed(desk, account, now).into_iter().find(|post| post.remote_id == root);
            let mut thread: Vec<Incoming> = beginning
                .map(|post| Incoming {
                    kind: IncomingKind::Reply,
                    conversation: root.to_owned(),
                    ours: post.author.remote_id == account.remote_id,
                    post,
                    parent_deleted: false,
                })
                .into_iter()
                .collect();
            thread.extend(desk::inbox(desk, account, now).into_iter().filter(|item| item.conversation == root));
            thread
        }))
    }

    fn every(&self) -> u32 {
        EVERY
    }
}
