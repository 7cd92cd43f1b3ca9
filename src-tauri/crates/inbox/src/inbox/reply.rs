//! Replies: one open draft per conversation, to the account that was written to.

use super::Inbox;
use super::newest::{newest, under_way};
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
        let (row, answered, open, newest) = self
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
                let row = reader.conversation(conversation)?;
                let newest = newest(reader, conversation, under_way(reader, &row)?.last())?;
                Ok((row, answered, open, newest))
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
        // What was begun in private stays so, whichever message it answers from now on.
        let at_most = open.as_ref().map(|draft| draft.visibility).or(newest);
        let visibility = visibilities(answered.post.visibility, at_most, &limits).first().copied().unwrap_or_default();
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

/// How many may see it.
fn width(visibility: &Visibility) -> u8 {
    match visibility {
        Visibility::Direct => 0,
        Visibility::Followers => 1,
        Visibility::Unlisted => 2,
        Visibility::Public => 3,
    }
}

/// The visibilities an answer may have, the fitting one first: never wider than what it answers, and the first of them
/// never wider than what was said last (`at_most`). Whoever wants more eyes on it has to choose that.
pub(super) fn visibilities(answered: Visibility, at_most: Option<Visibility>, limits: &Limits) -> Vec<Visibility> {
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
    let wide = |offered: &Visibility| at_most.is_some_and(|most| width(offered) > width(&most));
    // Narrower ones before wider ones, and otherwise as they were.
    fitting.sort_by_key(wide);
    fitting
}

#[cfg(test)]
mod tests;
