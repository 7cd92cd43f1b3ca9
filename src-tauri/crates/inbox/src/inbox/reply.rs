//! Replies: one open draft per conversation, to the account that was written to.

use super::Inbox;
use lectern_model::{Change, Code, ConversationId, Draft, Limits, MessageId, PostId, Problem, Visibility};
use lectern_store::{ConversationRow, NewDraft, StoreError, StoreTrouble, StoredPost};

impl Inbox {
    /// Begins a reply, or goes on with the one that was begun. `answers`: the message to answer; none: the last of
    /// theirs, or what the reply that was begun answers.
    ///
    /// # Errors
    /// `NotFound` where the conversation or the message is gone; `Permission` where this account cannot write.
    pub async fn reply_draft(
        &self,
        conversation: ConversationId,
        answers: Option<MessageId>,
    ) -> Result<Draft, Problem> {
        let (row, answered, open) = self
            .core
            .read(move |reader| {
                let open = match reader.open_reply(conversation)? {
                    Some(draft) => Some(reader.draft(draft)?),
                    None => None,
                };
                let answered = match answers {
                    Some(MessageId(id)) => reader.post(PostId(id)).map(Some).or_else(unless_gone)?,
                    None => reader.last_message(conversation)?.filter(|message| !message.context),
                };
                let answered = answered.filter(|message| message.conversation == Some(conversation));
                Ok((reader.conversation(conversation)?, answered, open))
            })
            .await?;
        let open = match (open, answers) {
            (Some(open), None) => return Ok(open),
            (Some(open), Some(_)) if open.answers == answers => return Ok(open),
            (open, _) => open,
        };
        let answered =
            answered.ok_or_else(|| Problem::new(Code::NotFound, "The message to answer is not here any more."))?;
        let limits = self.limits(&row).await?.ok_or_else(|| {
            Problem::new(Code::Permission, "This account can be read here, but nothing can be written by it.")
        })?;
        let visibility = visibilities(answered.post.visibility, &limits).first().copied().unwrap_or_default();
        let answers = MessageId(answered.id.0);
        let new = NewDraft {
            language: self.settings.read().await?.language,
            visibility,
            content_warning: if limits.content_warning { answered.post.content_warning.clone() } else { String::new() },
            targets: vec![row.account],
            answers: Some(answers),
            conversation: Some(conversation),
            ..NewDraft::default()
        };
        let now = self.core.clock.now();
        // Looked for again inside the transaction: two windows may have asked at once.
        let begin = self.core.write(move |writer| match writer.open_reply(conversation)? {
            Some(draft) if open.is_some() => writer.turn_reply(draft, answers, visibility, now),
            Some(draft) => writer.draft(draft),
            None => writer.begin_draft(&new, now),
        });
        let draft = begin.await?;
        self.core.changed(Change::Drafts);
        self.core.changed(Change::Inbox);
        Ok(draft)
    }

    /// What the conversation's account may publish; none: nothing.
    pub(super) async fn limits(&self, row: &ConversationRow) -> Result<Option<Limits>, Problem> {
        let id = row.account;
        let account = self.core.read(move |reader| reader.account(id)).await?;
        let publish = self.core.connectors.get(&row.platform).and_then(|connector| connector.publish());
        Ok(publish.map(|publish| publish.limits(&account)))
    }
}

/// What is gone is nothing; all else stays an error.
fn unless_gone(error: StoreError) -> Result<Option<StoredPost>, StoreError> {
    if error.what == StoreTrouble::NotFound { Ok(None) } else { Err(error) }
}

/// The visibilities an answer may have, the fitting one first: never wider than what it answers.
pub(super) fn visibilities(answered: Visibility, limits: &Limits) -> Vec<Visibility> {
    let width = |visibility: &Visibility| match visibility {
        Visibility::Direct => 0,
        Visibility::Followers => 1,
        Visibility::Unlisted => 2,
        Visibility::Public => 3,
    };
    let mut fitting: Vec<Visibility> = limits
        .visibilities
        .iter()
        .copied()
        .filter(|offered| width(offered) <= width(&answered))
        .filter(|offered| answered != Visibility::Direct || *offered == Visibility::Direct)
        .collect();
    // As wide as what it answers first, then ever narrower.
    fitting.sort_by_key(|offered| std::cmp::Reverse(width(offered)));
    fitting.dedup();
    if fitting.is_empty() && answered != Visibility::Direct {
        // A platform where everything is for everyone.
        fitting.extend(limits.visibilities.first());
    }
    fitting
}

#[cfg(test)]
mod tests;
