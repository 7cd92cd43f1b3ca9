//! Conversations: mentions, replies and direct messages that involve us.

use crate::{
    AccountId, AnswerBy, AuthorView, CardView, ConversationId, DeliveryView, Label, MessageId, MessageModeration,
    PictureView, PlatformKey, Timestamp, Visibility,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    /// Somebody waits for us.
    #[default]
    Waiting,
    /// Out of sight until a moment, or until they write again.
    Snoozed,
    /// Nothing to do until they write again.
    Done,
}

/// How it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// Somebody named us.
    Mention,
    /// Somebody answered our post.
    Reply,
    /// Somebody wrote to us alone.
    Direct,
}

/// Which conversations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ConversationQuery {
    /// In this state.
    pub state: ConversationState,
    /// Only this account.
    pub account: Option<AccountId>,
    /// Only this platform.
    pub platform: Option<PlatformKey>,
    /// Only this kind.
    pub kind: Option<ConversationKind>,
    /// Only with this label.
    pub label: Option<Label>,
    /// Only those that we answered, or only those that we did not.
    pub answered: Option<bool>,
    /// Only reference questions.
    pub reference: bool,
    /// Only those that wait, or came last, longer ago than this many days.
    pub older_than_days: Option<u32>,
    /// Only with these words in a message.
    pub words: String,
    /// Oldest first (waiting longest) instead of newest first.
    pub oldest_first: bool,
    /// Continue after this one.
    pub after: Option<ConversationId>,
    /// At most this many; 0 means 50; 200 at most.
    pub limit: u32,
}

/// A conversation in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationView {
    /// Its number.
    pub id: ConversationId,
    /// The account it came to.
    pub account: AccountId,
    /// Its platform.
    pub platform: PlatformKey,
    /// Whether it is practice.
    pub practice: bool,
    /// How it began.
    pub kind: ConversationKind,
    /// Where it stands.
    pub state: ConversationState,
    /// The other person (the last one who wrote).
    pub with: AuthorView,
    /// Start of the last message, plain.
    pub snippet: String,
    /// What it is about: the start of our post, or empty.
    pub about: String,
    /// When the last message came.
    pub last_at: Timestamp,
    /// Since when somebody waits for us; none when it is done.
    pub waiting_since: Option<Timestamp>,
    /// By when it is to be answered; none when nobody waits.
    pub answer_by: Option<AnswerBy>,
    /// Messages not read yet.
    pub unread: u32,
    /// A reply of ours is on its way or could not be sent.
    pub reply_pending: bool,
    /// Its label.
    pub label: Option<Label>,
    /// Until when it is snoozed.
    pub snoozed_until: Option<Timestamp>,
    /// A note on the conversation, numbers of cards and PINs covered. Empty: none.
    pub note: String,
    /// Something is covered in the note.
    pub note_covered: bool,
    /// It is counted as a reference question.
    pub reference: bool,
    /// We answered it.
    pub answered: bool,
    /// How many other conversations were put into it.
    pub merged: u32,
    /// Their labels, each once.
    pub merged_labels: Vec<Label>,
    /// A message was changed after we answered it.
    pub edited_after_answer: bool,
}

/// A page of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationPage {
    /// The conversations.
    pub conversations: Vec<ConversationView>,
    /// Whether there are more.
    pub more: bool,
}

/// How many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationCounts {
    /// Waiting.
    pub waiting: u32,
    /// Waiting with something unread.
    pub unread: u32,
    /// Snoozed.
    pub snoozed: u32,
    /// Done.
    pub done: u32,
}

/// One message in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageView {
    /// Its number; none for a reply of ours that the platform has not given back yet.
    pub id: Option<MessageId>,
    /// Who wrote it.
    pub author: AuthorView,
    /// Whether we wrote it.
    pub ours: bool,
    /// Whether it is only context (neither ours nor to us).
    pub context: bool,
    /// Sanitised HTML.
    pub html: String,
    /// Plain text.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Its page.
    pub url: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Content warning. Empty: none.
    pub content_warning: String,
    /// What is attached.
    pub media: Vec<PictureView>,
    /// Its link card.
    pub card: Option<CardView>,
    /// What it said before it was changed, newest first.
    pub earlier: Vec<MessageBefore>,
    /// Our reply's delivery while it is under way, failed or in doubt.
    pub delivery: Option<DeliveryView>,
    /// Kinds of details in it that are covered: it is shown in full when a person asks. Empty: none.
    #[serde(default)]
    pub covered: Vec<String>,
    /// The post that it answers was deleted.
    #[serde(default)]
    pub answers_deleted: bool,
    /// What can be done about it on its platform; none: nothing.
    #[serde(default)]
    pub moderation: Option<MessageModeration>,
}

/// Messages of a conversation that come before those one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessagePage {
    /// The messages, oldest first.
    pub messages: Vec<MessageView>,
    /// Whether there are earlier ones.
    pub more: bool,
}

/// What a message said before it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageBefore {
    /// Its text then, plain.
    pub text: String,
    /// When it was seen to be changed.
    pub until: Timestamp,
    /// We had answered by then.
    pub answered: bool,
}

/// A conversation, with its newest messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Thread {
    /// Its line in the list.
    pub conversation: ConversationView,
    /// Its newest messages, oldest first; then what we are answering.
    pub messages: Vec<MessageView>,
    /// How many messages it has, the earlier ones and our answers under way included.
    pub count: u32,
    /// Whether there are earlier ones.
    pub more: bool,
    /// The message a reply would answer.
    pub answers: Option<MessageId>,
    /// Visibilities a reply may have, the fitting one first (a private message is answered privately).
    pub visibilities: Vec<Visibility>,
    /// A reply that was begun and not sent.
    pub draft: Option<crate::DraftId>,
    /// Most characters in a reply.
    pub limits: Option<crate::Limits>,
}
