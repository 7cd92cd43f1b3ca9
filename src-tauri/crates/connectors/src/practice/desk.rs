//! What is said at a practice desk at a given moment: the samples, what we posted, and what patrons answered to it.

use super::people::{Person, ourselves};
use super::samples::{ANSWERS, POSTS, QUESTIONS, THANKS};
use crate::{Incoming, IncomingKind, Session};
use lectern_model::{
    Account, Author, Body, Counts, IncomingPost, MediaKind, MediaRef, Outgoing, Poll, PostMedia, Timestamp, Visibility,
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

/// Seconds after which somebody answers a post of ours.
const ANSWERED_AFTER: i64 = 120;

/// Seconds after which somebody thanks for a reply.
const THANKED_AFTER: i64 = 90;

/// The desks of this process, by the account's remote id.
static DESKS: LazyLock<Mutex<HashMap<String, Desk>>> = LazyLock::new(Mutex::default);

/// What a desk remembers until the program ends.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) ours: Vec<Ours>,
    pub(super) liked: HashSet<String>,
    pub(super) boosted: HashSet<String>,
    pub(super) hidden: HashSet<String>,
    pub(super) blocked: HashSet<String>,
    /// How much was reported.
    pub(super) reports: u32,
    /// Grows with everything that changes here.
    pub(super) revision: u64,
}

/// Something we posted.
#[derive(Debug, Clone)]
pub(super) struct Ours {
    pub(super) id: String,
    pub(super) key: String,
    pub(super) at: Timestamp,
    pub(super) outgoing: Outgoing,
    /// The conversation it belongs to, when it answers somebody.
    pub(super) within: Option<Within>,
}

/// Where a reply of ours belongs.
#[derive(Debug, Clone)]
pub(super) struct Within {
    pub(super) kind: IncomingKind,
    pub(super) conversation: String,
    /// Who is answered.
    pub(super) to: Author,
    /// Whether they thank for it: they do once for each thing they asked.
    pub(super) thanked: bool,
}

/// Looks at, or changes, the desk of a session.
pub(super) fn with<T>(session: &Session, look: impl FnOnce(&mut Desk) -> T) -> T {
    let mut desks = DESKS.lock().unwrap_or_else(PoisonError::into_inner);
    look(desks.entry(session.account.remote_id.clone()).or_default())
}

/// When the desk was opened.
fn opened_at(account: &Account) -> Timestamp {
    account.facts.get(super::sign_in::OPENED_AT).and_then(Value::as_i64).map_or(account.added_at, Timestamp)
}

/// The feed, newest first.
pub(super) fn feed(desk: &Desk, account: &Account, now: Timestamp) -> Vec<IncomingPost> {
    let opened = opened_at(account);
    let samples = POSTS.iter().map(|sample| {
        let author = sample.from.map_or_else(|| ourselves(account), Person::author);
        let mut post = blank(sample.id, author, sample.text, opened.plus_seconds(sample.minutes * 60));
        let [replies, boosts, likes] = sample.counts;
        post.counts = Counts { replies, boosts, likes };
        post.boosted_by = sample.boosted_by.map(Person::author);
        post
    });
    let ours = desk.ours.iter().filter(|ours| ours.within.is_none() && ours.outgoing.visibility != Visibility::Direct);
    let mut posts: Vec<IncomingPost> = samples.chain(ours.map(|ours| ours.post(account))).collect();
    posts.retain(|post| post.created_at <= now);
    posts.sort_by(|a, b| (b.created_at, &b.remote_id).cmp(&(a.created_at, &a.remote_id)));
    for post in &mut posts {
        desk.mark(post);
    }
    posts
}

/// Everything in the inbox, oldest first.
pub(super) fn inbox(desk: &Desk, account: &Account, now: Timestamp) -> Vec<Incoming> {
    let opened = opened_at(account);
    let mut items: Vec<Incoming> = Vec::new();
    for question in &QUESTIONS {
        let at = opened.plus_seconds(question.minutes * 60);
        let conversation = question.answers.unwrap_or(question.id);
        let mut post = blank(question.id, question.from.author(), question.text, at);
        post.reply_to = question.answers.map(str::to_owned);
        items.push(incoming(question.kind, conversation, post, false));
    }
    for ours in &desk.ours {
        match &ours.within {
            Some(within) => {
                items.push(incoming(within.kind, &within.conversation, ours.post(account), true));
                items.extend(within.thanked.then(|| thanks(ours, within)));
            }
            None => items.extend(answer(ours)),
        }
    }
    items.retain(|item| item.post.created_at <= now);
    items.sort_by(|a, b| (a.post.created_at, &a.post.remote_id).cmp(&(b.post.created_at, &b.post.remote_id)));
    items
}

fn thanks(ours: &Ours, within: &Within) -> Incoming {
    let at = ours.at.plus_seconds(THANKED_AFTER);
    let words = choose(&THANKS, &ours.id).copied().unwrap_or_default();
    let mut post = blank(&format!("{}:thanks", ours.id), within.to.clone(), words, at);
    post.reply_to = Some(ours.id.clone());
    incoming(within.kind, &within.conversation, post, false)
}

fn answer(ours: &Ours) -> Option<Incoming> {
    let (person, words) = choose(&ANSWERS, &ours.id)?;
    let mut post = blank(&format!("{}:answer", ours.id), person.author(), words, ours.at.plus_seconds(ANSWERED_AFTER));
    post.reply_to = Some(ours.id.clone());
    Some(incoming(IncomingKind::Reply, &ours.id, post, false))
}

fn incoming(kind: IncomingKind, conversation: &str, mut post: IncomingPost, ours: bool) -> Incoming {
    post.thread_root = Some(conversation.to_owned());
    if kind == IncomingKind::Direct {
        post.visibility = Visibility::Direct;
    }
    Incoming { kind, conversation: conversation.to_owned(), post, ours, parent_deleted: false }
}

/// The same choice for the same id, also tomorrow.
fn choose<'c, T>(choices: &'c [T], id: &str) -> Option<&'c T> {
    let sum = id.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    choices.get(sum.checked_rem(choices.len())?)
}

impl Ours {
    pub(super) fn post(&self, account: &Account) -> IncomingPost {
        let mut post = blank(&self.id, ourselves(account), &self.text(), self.at);
        post.language = Some(self.outgoing.language.clone()).filter(|tag| !tag.is_empty());
        post.content_warning.clone_from(&self.outgoing.content_warning);
        post.visibility = self.outgoing.visibility;
        post.reply_to = self.outgoing.reply_to.as_ref().map(|reply| reply.remote_id.clone());
        post.media = self.outgoing.media.iter().map(picture).collect();
        post.thread_root = self.within.as_ref().map(|within| within.conversation.clone());
        post
    }

    /// Its text, and a poll as lines below it.
    fn text(&self) -> String {
        let answers = self.outgoing.poll.iter().flat_map(|poll| &poll.options);
        let lines: Vec<String> = answers.map(|answer| format!("{}{answer}", Poll::ANSWER)).collect();
        match lines.is_empty() {
            true => self.outgoing.text.clone(),
            false => format!("{}\n\n{}", self.outgoing.text, lines.join("\n")),
        }
    }
}

impl Desk {
    /// Adds what this account did to a post.
    pub(super) fn mark(&self, post: &mut IncomingPost) {
        post.liked = self.liked.contains(&post.remote_id);
        post.boosted = self.boosted.contains(&post.remote_id);
        post.counts.likes += u32::from(post.liked);
        post.counts.boosts += u32::from(post.boosted);
    }
}

/// A picture of ours under an address that nothing answers: the desk has its bytes already.
fn picture(media: &MediaRef) -> PostMedia {
    PostMedia {
        kind: if media.video.is_some() { MediaKind::Video } else { MediaKind::Picture },
        url: format!("https://practice.invalid/{}", media.hash),
        preview_url: None,
        description: media.description.clone(),
        width: Some(media.width),
        height: Some(media.height),
    }
}

fn blank(id: &str, author: Author, text: &str, at: Timestamp) -> IncomingPost {
    IncomingPost {
        remote_id: id.to_owned(),
        url: None,
        author,
        title: String::new(),
        body: Body::Plain { text: text.to_owned(), links: Vec::new() },
        created_at: at,
        language: Some("en".to_owned()),
        content_warning: String::new(),
        visibility: Visibility::Public,
        media: Vec::new(),
        card: None,
        counts: Counts::default(),
        liked: false,
        boosted: false,
        boosted_by: None,
        reply_to: None,
        thread_root: None,
        remote_ref: json!({}),
    }
}
