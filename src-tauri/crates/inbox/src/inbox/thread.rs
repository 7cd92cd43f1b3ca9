//! A conversation: what is stored at once, the newest messages first, and what the platform knows around it as soon as it
//! is here.

use super::covered::cover;
use super::ingest::{By, ingest, ready};
use super::newest::{newest, under_way};
use super::reply::visibilities;
use super::view;
use super::{Inbox, conversation_views};
use lectern_checks::privacy::Guard;
use lectern_core::Core;
use lectern_core::accounts::Accounts;
use lectern_model::{
    Change, Code, ConversationId, MessageBefore, MessageId, MessagePage, MessageView, PostId, Problem, Thread,
    Timestamp,
};
use lectern_outbox::delivery_view::{Beside, delivery_view, with_logs};
use lectern_store::{ConversationRow, DeliveryRow, HiddenRow, MessagesPage, Reader, StoreError, StoredPost};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A thread that was read this many seconds ago is read again when it is opened.
const FRESH: i64 = 120;
/// Messages that are shown of a conversation when it is opened.
const PAGE: u32 = 100;
/// Most that are told at once.
const MOST: u32 = 500;
/// Reading a thread does not take longer.
const PATIENCE: Duration = Duration::from_secs(60);

impl Inbox {
    /// One, with its newest messages. What the platform knows around it is fetched beside it, and told by
    /// `Change::Inbox`.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn thread(&self, conversation: ConversationId) -> Result<Thread, Problem> {
        let read = self.core.read(move |reader| {
            let row = reader.conversation(conversation)?;
            let pending = pending(reader, &row)?;
            let stretch = Stretch::read(reader, conversation, None, PAGE)?;
            let (count, last) = (reader.message_count(conversation)?, reader.last_message(conversation)?);
            let last = (last, newest(reader, conversation, pending.last().map(|(ours, _)| ours))?);
            let read_at = reader.thread_read_at(conversation)?;
            Ok((row, read_at, stretch, count, last, pending, reader.open_reply(conversation)?))
        });
        let (row, read_at, stretch, count, (last, newest), pending, draft) = read.await?;
        if self.is_old(read_at) {
            self.read_beside(conversation);
        }
        let limits = self.limits(&row).await?;
        // What stands around a conversation is nobody's to answer.
        let answered = last.filter(|message| !message.context);
        let answers = answered.as_ref().map(|message| MessageId(message.id.0));
        let visibilities = match (&answered, &limits) {
            (Some(answered), Some(limits)) => visibilities(answered.post.visibility, newest, limits),
            _ => Vec::new(),
        };
        let guard = self.guard().await?;
        let more = stretch.page.more;
        let mut messages = self.shown(stretch, &guard).await?;
        let count = count.saturating_add(u32::try_from(pending.len()).unwrap_or(u32::MAX));
        for (delivery, beside) in pending {
            messages.push(self.reply_under_way(delivery, beside, &row).await?);
        }
        let conversation = conversation_views(&self.core, &self.media, &guard, vec![row]).await?.pop();
        let conversation =
            conversation.ok_or_else(|| Problem::new(Code::NotFound, "This conversation is not here any more."))?;
        Ok(Thread { conversation, messages, count, more, answers, visibilities, draft, limits })
    }

    /// Messages of a conversation that come before one of them.
    ///
    /// # Errors
    /// `NotFound` where that one is not there any more, or what the disk said.
    pub async fn earlier(
        &self,
        conversation: ConversationId,
        before: MessageId,
        limit: u32,
    ) -> Result<MessagePage, Problem> {
        let limit = if limit == 0 { PAGE } else { limit.min(MOST) };
        let read = move |reader: &Reader<'_>| Stretch::read(reader, conversation, Some(PostId(before.0)), limit);
        let stretch = self.core.read(read).await?;
        let more = stretch.page.more;
        Ok(MessagePage { messages: self.shown(stretch, &self.guard().await?).await?, more })
    }

    /// The messages of a stretch, people's details covered: also those that go on from or into another page.
    async fn shown(&self, stretch: Stretch, guard: &Guard) -> Result<Vec<MessageView>, Problem> {
        let Stretch { page, earlier, gone, hidden } = stretch;
        let (before, count) = (page.before.len(), page.messages.len());
        let ids: Vec<PostId> = page.messages.iter().map(|message| message.id).collect();
        let all: Vec<StoredPost> = page.before.into_iter().chain(page.messages).chain(page.after).collect();
        let mut shown = view::messages(&self.media, &all, earlier).await?;
        cover(&mut shown, guard);
        let mut shown: Vec<MessageView> = shown.into_iter().skip(before).take(count).collect();
        for (message, id) in shown.iter_mut().zip(ids) {
            message.answers_deleted = gone.contains(&id);
        }
        let stored = all.get(before..before + count).unwrap_or_default();
        self.say_what_can_be_done(&mut shown, stored, &hidden).await?;
        Ok(shown)
    }

    fn is_old(&self, read_at: Option<Timestamp>) -> bool {
        let age = |at: Timestamp| self.core.clock.now().since(at).abs();
        read_at.is_none_or(|at| age(at) > FRESH * 1000)
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
            answers_deleted: false,
            moderation: None,
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

/// Messages of a conversation that stand one after another, and what is told beside them.
struct Stretch {
    page: MessagesPage,
    earlier: HashMap<PostId, Vec<MessageBefore>>,
    /// Those that answer a post which was deleted.
    gone: BTreeSet<PostId>,
    /// Those that were hidden on the platform, once or still.
    hidden: Vec<HiddenRow>,
}

impl Stretch {
    fn read(
        reader: &Reader<'_>,
        conversation: ConversationId,
        before: Option<PostId>,
        limit: u32,
    ) -> Result<Self, StoreError> {
        let page = reader.messages_page(conversation, before, limit)?;
        let (earlier, gone) = (reader.messages_before(&page.messages)?, reader.answering_deleted(&page.messages)?);
        Ok(Self { page, earlier, gone, hidden: reader.hidden_of_conversation(conversation)? })
    }
}

/// Replies that are not among the messages yet, with their logs.
fn pending(reader: &Reader<'_>, row: &ConversationRow) -> Result<Vec<(DeliveryRow, Beside)>, StoreError> {
    with_logs(reader, under_way(reader, row)?)
}

pub(super) async fn read_thread(core: &Core, accounts: &Accounts, conversation: ConversationId) -> Result<(), Problem> {
    let (row, last) =
        core.read(move |reader| Ok((reader.conversation(conversation)?, reader.last_message(conversation)?))).await?;
    let Some(around) = last else { return Ok(()) };
    let session = accounts.session(row.account).await?;
    let Some(inbox) = core.connectors.get(&row.platform).and_then(|connector| connector.inbox()) else {
        return Ok(());
    };
    let asked = around.to_incoming();
    let id = around.id;
    let Some(key) = core.read(move |reader| reader.key_of_message(id)).await? else { return Ok(()) };
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
