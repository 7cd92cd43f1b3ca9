//! Likes and boosts. The platform is asked first; what it did is stored.

use super::Feeds;
use lectern_model::{Change, Code, FailureKind, PostId, Problem};

/// What a person does to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reaction {
    Like,
    Boost,
}

impl Feeds {
    /// Likes a post or takes it back.
    ///
    /// # Errors
    /// Why the platform did not do it; nothing was changed.
    pub async fn like(&self, post: PostId, on: bool) -> Result<(), Problem> {
        self.react(post, Reaction::Like, on).await
    }

    /// Boosts a post or takes it back.
    ///
    /// # Errors
    /// Why the platform did not do it; nothing was changed.
    pub async fn boost(&self, post: PostId, on: bool) -> Result<(), Problem> {
        self.react(post, Reaction::Boost, on).await
    }

    async fn react(&self, id: PostId, reaction: Reaction, on: bool) -> Result<(), Problem> {
        let stored = self.core.read(move |reader| reader.post(id)).await?;
        let session = self.accounts.session(stored.account).await?;
        let connector = self.core.connector(&session.account.platform)?;
        let cannot = || Problem::new(Code::Permission, "This platform has no likes and boosts.");
        let react = connector.react().ok_or_else(cannot)?;
        let (remote_id, remote_ref) = (&stored.post.remote_id, &stored.post.remote_ref);
        let done = match reaction {
            Reaction::Like => react.like(&session, remote_id, remote_ref, on).await,
            Reaction::Boost => react.boost(&session, remote_id, remote_ref, on).await,
        };
        let remote_ref = match done {
            Ok(remote_ref) => remote_ref,
            Err(failure) => {
                // Other failures are about the post, not the account.
                if let FailureKind::SignInNeeded | FailureKind::RateLimited { .. } = failure.what {
                    self.accounts.note_failure(stored.account, &failure).await;
                }
                return Err(failure.into());
            }
        };
        self.core
            .write(move |writer| {
                // Read again: a look may have stored newer counts meanwhile.
                let post = writer.post(id)?.post;
                let (mut liked, mut boosted, mut counts) = (post.liked, post.boosted, post.counts);
                match reaction {
                    Reaction::Like => counts.likes = counted(counts.likes, &mut liked, on),
                    Reaction::Boost => counts.boosts = counted(counts.boosts, &mut boosted, on),
                }
                writer.set_reaction(id, (liked, boosted), counts, &remote_ref)
            })
            .await?;
        self.core.changed(Change::Feeds);
        Ok(())
    }
}

/// One more or one less, where something changed.
fn counted(count: u32, was: &mut bool, on: bool) -> u32 {
    if std::mem::replace(was, on) == on {
        count
    } else if on {
        count.saturating_add(1)
    } else {
        count.saturating_sub(1)
    }
}
