//! A conversation, whole: what is stored at once, and what the platform knows around it as soon as it is here.

use super::covered::cover;
use super::ingest::{By, ingest, ready};
use super::reply::{answered_by_default, visibilities};
use super::view;
use super::{Inbox, conversation_views};
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_model::{Change, Code, ConversationId, DeliveryState, MessageId, MessageView, Problem, Thread, Timestamp};
use lectern_outbox::delivery_view::{Beside, delivery_view, with_logs};
use lectern_store::{ConversationRow, DeliveryRow, StoredPost};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A thread that was read this many seconds ago is read again when it is opened.
const FRESH: i64 = 120;
/// Reading a thread does not take longer.
const PATIENCE: Duration = Duration::from_secs(60);

impl Inbox {
    /// One, whole. What the platform knows around it is fetched beside it, and told by `Change::Inbox`.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn thread(&self, conversation: ConversationId) -> Result<Thread, Problem> {
        let (row, messages, deliveries, draft, earlier) = self
            .core
            .read(move |reader| {
                Ok((
                    reader.conversation(conversation)?,
                    reader.messages(conversation)?,
                    with_logs(reader, reader.deliveries_of_conversation(conversation)?)?,
                    reader.open_reply(conversation)?,
                    reader.messages_before(conversation)?,
                ))
            })
            .await?;
        if self.is_old(&row) {
            self.read_beside(conversation);
        }
        let limits = self.limits(&row).await?;
        let answered = answered_by_default(&messages);
        let answers = answered.map(|message| MessageId(message.id.0));
        let visibilities = match (answered, &limits) {
            (Some(answered), Some(limits)) => visibilities(answered.post.visibility, limits),
            _ => Vec::new(),
        };
        let pending = pending(&deliveries, &messages);
        let guard = self.guard().await?;
        let mut shown = view::messages(&self.media, &messages, earlier).await?;
        cover(&mut shown, &guard);
        for (delivery, log) in pending {
            shown.push(self.reply_under_way(delivery, log, &row).await?);
        }
        let conversation = conversation_views(&self.core, &self.media, &guard, vec![row]).await?.pop();
        let conversation =
            conversation.ok_or_else(|| Problem::new(Code::NotFound, "This conversation is not here any more."))?;
        Ok(Thread { conversation, messages: shown, answers, visibilities, draft, limits })
    }

    fn is_old(&self, row: &ConversationRow) -> bool {
        let age = |at: Timestamp| self.core.clock.now().since(at).abs();
        row.thread_read_at.is_none_or(|at| age(at) > FRESH * 1000)
    }

    /// A reply of ours that the platform has not given back yet.
    async fn reply_under_way(
        &self,
        delivery: DeliveryRow,
        beside: Beside,
        row: &ConversationRow,
    ) -> Result<MessageView, Problem> {
        let id = row.account;
        let account = self.core.read(move |reader| reader.account(id)).await?;
        let outgoing = &delivery.delivery.outgoing;
        Ok(MessageView {
            id: None,
            author: view::ourselves(&account),
            ours: true,
            context: false,
            html: lectern_core::text::shown_plain(&outgoing.text, &[]),
            text: outgoing.text.clone(),
            created_at: delivery.delivery.queued_at,
            url: None,
            visibility: outgoing.visibility,
            content_warning: outgoing.content_warning.clone(),
            media: outgoing.media.iter().map(view::own_picture).collect(),
            card: None,
            earlier: Vec::new(),
            delivery: Some(delivery_view(&self.core, &delivery, beside)),
            covered: Vec::new(),
        })
    }

    /// Reads the thread from the platform in the background, once at a time.
    fn read_beside(&self, conversation: ConversationId) {
        let Some(turn) = Turn::take(&self.reading, conversation) else { return };
        let (core, accounts) = (Arc::clone(&self.core), Arc::clone(&self.accounts));
        self.core.tasks.spawn(async move {
            let read = tokio::time::timeout(PATIENCE, read_thread(&core, &accounts, conversation)).await;
            drop(turn);
            if let Ok(Err(problem)) = read {
                tracing::info!(%conversation, %problem, "a thread could not be read");
            }
        });
    }

    /// Reads the thread around a conversation from its platform now.
    ///
    /// # Errors
    /// Why it could not be asked; what is stored stays.
    pub async fn refresh_thread(&self, conversation: ConversationId) -> Result<(), Problem> {
        read_thread(&self.core, &self.accounts, conversation).await
    }
}

/// Replies that are not among the messages yet, with their logs.
fn pending(deliveries: &[(DeliveryRow, Beside)], messages: &[StoredPost]) -> Vec<(DeliveryRow, Beside)> {
    let here = |remote_id: &str| messages.iter().any(|message| message.post.remote_id == remote_id);
    let waits = |row: &DeliveryRow| match &row.delivery.state {
        DeliveryState::Sent { published, deleted_at: None, .. } => !here(&published.remote_id),
        DeliveryState::Sent { .. } | DeliveryState::Cancelled => false,
        _ => true,
    };
    deliveries.iter().filter(|(row, _)| waits(row)).cloned().collect()
}

pub(super) async fn read_thread(core: &Core, accounts: &Accounts, conversation: ConversationId) -> Result<(), Problem> {
    let (row, messages) =
        core.read(move |reader| Ok((reader.conversation(conversation)?, reader.messages(conversation)?))).await?;
    let Some(around) = answered_by_default(&messages).or_else(|| messages.last()) else { return Ok(()) };
    let session = accounts.session(row.account).await?;
    let Some(inbox) = core.connectors.get(&row.platform).and_then(|connector| connector.inbox()) else {
        return Ok(());
    };
    let asked = around.to_incoming();
    // What was put into another conversation keeps its own key.
    let id = around.id;
    let key = core.read(move |reader| reader.key_of_message(id)).await?.unwrap_or_else(|| row.key.clone());
    let thread = inbox.thread(&session, &asked).await;
    let now = core.clock.now();
    let mut items = thread?;
    // `ingest` takes the newest first, and everything belongs to the conversation that was opened.
    items.reverse();
    for item in &mut items {
        item.conversation.clone_from(&key);
    }
    let messages = ready(items, now);
    let all_read = row.unread == 0;
    core.write(move |writer| {
        // Gone, or its account was removed, while the platform answered.
        writer.conversation(conversation)?;
        ingest(writer, row.account, &messages, By::Thread, now)?;
        if all_read {
            // What turned up of earlier times is not news to anybody.
            writer.mark_read_until(conversation, row.last_at, now)?;
        }
        writer.thread_was_read(conversation, now)
    })
    .await?;
    core.changed(Change::Inbox);
    Ok(())
}

/// One conversation's turn to be read.
struct Turn {
    reading: Arc<Mutex<BTreeSet<ConversationId>>>,
    conversation: ConversationId,
}

impl Turn {
    fn take(reading: &Arc<Mutex<BTreeSet<ConversationId>>>, conversation: ConversationId) -> Option<Self> {
        let first = reading.lock().unwrap_or_else(PoisonError::into_inner).insert(conversation);
        first.then(|| Self { reading: Arc::clone(reading), conversation })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.conversation);
    }
}
