//! What a person does to conversations: done, snoozed, labelled, noted, counted, merged.

use super::Inbox;
use lectern_core::moment::{civil_day, zone_of};
use lectern_core::settings::stored;
use lectern_core::text::clean_line;
use lectern_model::{
    Change, Code, ConversationChange, ConversationId, ConversationsChanged, InboxView, InboxViewId, Problem,
    ReferenceMonth, SnoozeTime, Timestamp,
};

/// Most conversations changed at once: what a list can hold on a screen, many times over.
const MOST: usize = 1000;
/// Most letters of a note, and of a list's name.
const LONGEST_NOTE: usize = 2000;
const LONGEST_NAME: usize = 60;
/// Most named lists.
const MOST_VIEWS: usize = 40;

impl Inbox {
    /// Does one thing to conversations, all of them or none. What it answers takes it back as one.
    ///
    /// # Errors
    /// `BadInput` where a snooze would end in the past or too many are named; nothing was changed.
    pub async fn change(
        &self,
        conversations: Vec<ConversationId>,
        change: ConversationChange,
    ) -> Result<ConversationsChanged, Problem> {
        let now = self.core.clock.now();
        if conversations.len() > MOST {
            return Err(Problem::field("conversations", "Choose at most 1,000 conversations at a time."));
        }
        if let ConversationChange::Snoozed { until } = change
            && until <= now
        {
            return Err(Problem::field("until", "This moment has passed. Choose a later one."));
        }
        let changed = self.core.write(move |writer| writer.change_conversations(&conversations, change, now)).await?;
        self.core.changed(Change::Inbox);
        self.snoozed.notify_one();
        Ok(changed)
    }

    /// Takes a change back. Where somebody wrote meanwhile, the conversation waits all the same.
    ///
    /// # Errors
    /// What the disk said; then nothing was taken back.
    pub async fn put_back(&self, changed: ConversationsChanged) -> Result<(), Problem> {
        self.core.write(move |writer| writer.put_conversations_back(&changed)).await?;
        self.core.changed(Change::Inbox);
        self.snoozed.notify_one();
        Ok(())
    }

    /// Keeps a note on a conversation. There is none on persons. `sure`: also where it tells the number of a card or a PIN.
    ///
    /// # Errors
    /// `NotFound`, `BadInput` where it is too long, or `Stopped` where it tells a number; nothing was changed.
    pub async fn note(&self, conversation: ConversationId, note: &str, sure: bool) -> Result<(), Problem> {
        let note = note.trim().to_owned();
        if note.chars().count() > LONGEST_NOTE {
            return Err(Problem::field("note", "This note is longer than 2,000 letters. Nothing was changed."));
        }
        self.allow_note(&note, sure).await?;
        self.core.write(move |writer| writer.note_conversation(conversation, &note)).await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }

    /// Counts a conversation as a reference question, in the month that it is on the library's clock, or takes it out of
    /// the count.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn count_reference(&self, conversation: ConversationId, on: bool) -> Result<(), Problem> {
        let now = self.core.clock.now();
        let count = self.core.write(move |writer| {
            let day = civil_day(now, &zone_of(&stored(writer)?));
            writer.count_reference(conversation, on, day.get(..7).unwrap_or_default())
        });
        count.await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }

    /// Reference questions by month.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn reference_months(&self) -> Result<Vec<ReferenceMonth>, Problem> {
        self.core.read(|reader| reader.reference_months()).await
    }

    /// Puts one conversation into another; answers how both stood, so that it can be taken back.
    ///
    /// # Errors
    /// `BadInput` where they are the same, belong to two accounts, or have both an answer that was begun; nothing was
    /// changed.
    pub async fn merge(&self, into: ConversationId, from: ConversationId) -> Result<ConversationsChanged, Problem> {
        let now = self.core.clock.now();
        let merge = self.core.write(move |writer| {
            let (kept, put_away) = (writer.conversation(into)?, writer.conversation(from)?);
            if into == from {
                return Ok(Err("Choose another conversation to put into this one."));
            }
            if kept.account != put_away.account {
                return Ok(Err(
                    "Only conversations of one account can be one: an answer goes out by the account that \
                     was written to.",
                ));
            }
            if writer.open_reply(into)?.is_some() && writer.open_reply(from)?.is_some() {
                return Ok(Err("Both have an answer that was begun. Send or delete one of them first."));
            }
            writer.merge_conversations(into, from, now).map(Ok)
        });
        let changed = merge.await?.map_err(|words| Problem::field("from", words))?;
        self.core.changed(Change::Inbox);
        self.core.changed(Change::Drafts);
        Ok(changed)
    }

    /// Takes everything out of a conversation that was put into it; answers how many came out.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn take_apart(&self, conversation: ConversationId) -> Result<usize, Problem> {
        let now = self.core.clock.now();
        let out = self.core.write(move |writer| writer.take_apart(conversation, now)).await?;
        self.core.changed(Change::Inbox);
        self.core.changed(Change::Drafts);
        Ok(out.len())
    }

    /// Moments that one snoozes until.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn snooze_times(&self) -> Result<Vec<SnoozeTime>, Problem> {
        let settings = self.settings.read().await?;
        Ok(super::snooze::times(&settings, &self.settings.hours().await?, self.core.clock.now()))
    }

    /// Lets what is snoozed until now wait again; answers how many there were.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn wake_once(&self) -> Result<usize, Problem> {
        let now = self.core.clock.now();
        let woken = self.core.write(move |writer| writer.wake_snoozed(now)).await?;
        if woken > 0 {
            self.core.changed(Change::Inbox);
        }
        Ok(woken)
    }

    /// Wakes what is snoozed at its time, for as long as the desk is open.
    pub async fn run_snoozes(&self) {
        loop {
            let now = self.core.clock.now();
            let woken = self.wake_once().await;
            let next = self.core.read(|reader| reader.next_snooze()).await;
            if let Err(problem) = woken.and(next.clone().map(|_| 0)) {
                tracing::warn!(%problem, "snoozed conversations could not be read");
            }
            // Looked at again every minute in any case: clocks jump.
            let latest = now.plus_seconds(60);
            let at = next.ok().flatten().map_or(latest, |at| Timestamp(at.0.clamp(now.0 + 1000, latest.0)));
            tokio::select! {
                () = self.snoozed.notified() => {}
                () = self.core.clock.wait_until(at) => {}
            }
        }
    }

    /// Named lists, in their order.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn views(&self) -> Result<Vec<InboxView>, Problem> {
        self.core.read(|reader| reader.inbox_views()).await
    }

    /// Keeps a named list.
    ///
    /// # Errors
    /// `BadInput` where it has no name, or there are too many; `NotFound` where it is gone.
    pub async fn save_view(&self, view: InboxView) -> Result<InboxView, Problem> {
        let name = clean_line(&view.name);
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Problem::field("name", "Give this list a name of at most 60 letters."));
        }
        let mut view = InboxView { name, ..view };
        // Where somebody stood in a list is no part of it.
        view.query.after = None;
        view.query.limit = 0;
        let kept = self.core.write(move |writer| {
            if view.id.0 == 0 && writer.inbox_views()?.len() >= MOST_VIEWS {
                return Ok(None);
            }
            let id = writer.save_inbox_view(&view)?;
            Ok(Some(InboxView { id, ..view }))
        });
        let full = || Problem::new(Code::BadInput, "There are 40 lists already. Remove one first.");
        let kept = kept.await?.ok_or_else(full)?;
        self.core.changed(Change::Inbox);
        Ok(kept)
    }

    /// Puts named lists in an order.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn order_views(&self, ids: Vec<InboxViewId>) -> Result<(), Problem> {
        self.core.write(move |writer| writer.order_inbox_views(&ids)).await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }

    /// Forgets a named list. Its conversations stay.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn remove_view(&self, id: InboxViewId) -> Result<(), Problem> {
        self.core.write(move |writer| writer.remove_inbox_view(id)).await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }
}
