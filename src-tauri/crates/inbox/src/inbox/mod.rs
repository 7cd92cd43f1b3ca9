//! Conversations: who wrote to us, and whether they still wait.
//!
//! ```text
//! check    pages from the connector, newest first, until nothing on a page is new
//! first    the same for an account that is new here: ninety days back, resumable, and settled as earlier times are
//! rules    what the library does by itself with a message, once, in the transaction that stores it
//! ingest   ONE transaction: messages upserted by (account, remote id), conversations refreshed, reading moved on
//! thread   what is stored, at once; what the platform knows around it is fetched beside it and shown when it is here
//! clock    by when it is answered: the library's hours, and a target per label
//! moderate a message hidden by a person under a clause of the policy, its copy on record before the platform is asked
//! block    the same for whoever wrote it; it ends by itself
//! emergency a copy on record first, then a report to the platform, then hiding: each by a person
//! reply    a draft per conversation, to the account that was written to, no wider than what it answers
//! ```

mod at_issue;
mod block;
mod change;
mod check;
mod clock;
mod covered;
mod emergency;
mod first;
mod hidden_list;
mod ingest;
mod moderate;
mod newest;
mod notes;
mod policy;
mod reply;
mod rules;
mod snooze;
mod thread;
mod view;

pub use check::NoLook;
pub use clock::AnswerClock;
use lectern_checks::privacy::Guard;
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_core::guard::guard_of;
use lectern_core::media::Media;
use lectern_core::settings::SettingsShelf;
use lectern_model::{
    Change, Code, ConversationCounts, ConversationId, ConversationPage, ConversationQuery, ConversationState,
    MessageId, MessageView, PostId, Problem,
};
use lectern_store::Reader;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;
pub use view::conversation_views;

/// Conversations.
pub struct Inbox {
    core: Arc<Core>,
    accounts: Arc<Accounts>,
    media: Arc<Media>,
    settings: Arc<SettingsShelf>,
    /// Threads that are being read from their platforms now.
    reading: Arc<Mutex<BTreeSet<ConversationId>>>,
    /// Something was snoozed, or is not any more.
    snoozed: Notify,
    /// One message is hidden, restored or looked up at a time.
    moderating: tokio::sync::Mutex<()>,
}

impl Inbox {
    /// An inbox over an open store. Nothing is fetched before it is asked to.
    #[must_use]
    pub fn new(core: Arc<Core>, accounts: Arc<Accounts>, media: Arc<Media>, settings: Arc<SettingsShelf>) -> Self {
        let (reading, snoozed, moderating) = (Arc::default(), Notify::new(), tokio::sync::Mutex::default());
        Self { core, accounts, media, settings, reading, snoozed, moderating }
    }

    /// A page of conversations.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn list(&self, query: ConversationQuery) -> Result<ConversationPage, Problem> {
        let now = self.core.clock.now();
        let (rows, more) = self.core.read(move |reader| reader.conversations(&query, now)).await?;
        let conversations = conversation_views(&self.core, &self.media, &self.guard().await?, rows).await?;
        Ok(ConversationPage { conversations, more })
    }

    /// The privacy guard of the library.
    async fn guard(&self) -> Result<Guard, Problem> {
        Ok(guard_of(&self.settings.read().await?))
    }

    /// One message in full, because a person asked to see what is covered.
    ///
    /// # Errors
    /// `NotFound` where it is gone, or what the disk said.
    pub async fn message_shown(&self, message: MessageId) -> Result<MessageView, Problem> {
        let read = move |reader: &Reader<'_>| {
            let stored = [reader.post(PostId(message.0))?];
            let earlier = reader.messages_before(&stored)?;
            Ok((stored, earlier))
        };
        let (stored, earlier) = self.core.read(read).await?;
        let shown = view::messages(&self.media, &stored, earlier).await?.pop();
        shown.ok_or_else(|| Problem::new(Code::NotFound, "This message is not here any more."))
    }

    /// How many there are.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn counts(&self) -> Result<ConversationCounts, Problem> {
        self.core.read(|reader| reader.conversation_counts()).await
    }

    /// Marks it read.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn mark_read(&self, conversation: ConversationId) -> Result<(), Problem> {
        let now = self.core.clock.now();
        if self.core.write(move |writer| writer.mark_conversation_read(conversation, now)).await? {
            self.core.changed(Change::Inbox);
        }
        Ok(())
    }

    /// Sets where conversations stand. One that is done waits again as soon as somebody writes.
    ///
    /// # Errors
    /// `BadInput` for a snooze, which needs its moment; or what the disk said. Then none was changed.
    pub async fn set_state(&self, conversations: &[ConversationId], state: ConversationState) -> Result<(), Problem> {
        if state == ConversationState::Snoozed {
            return Err(Problem::field("state", "Say until when it is to be out of sight."));
        }
        let now = self.core.clock.now();
        let conversations = conversations.to_vec();
        self.core.write(move |writer| writer.set_conversation_state(&conversations, state, now)).await?;
        self.core.changed(Change::Inbox);
        Ok(())
    }
}
