//! What the server holds.

use super::faults::Faults;
use super::schedule::Scheduler;
use super::{Finding, Idempotency, SignInWay, plain};
use lectern_connectors::{Incoming, IncomingKind};
use lectern_model::{
    Author, Counts, EmergencyKind, IncomingPost, Limits, MediaHash, OutgoingCard, Poll, TextUnit, Timestamp,
    VideoLimits, Visibility,
};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Who wrote a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenBy {
    /// Somebody else.
    Others,
    /// One of our accounts.
    Us {
        /// The account's remote id.
        account: String,
        /// The key of the delivery it came with.
        key: String,
        /// What was minted for it, as JSON.
        minted: String,
    },
}

/// A picture or a video as the server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Hash of its bytes, as the delivery named it.
    pub hash: MediaHash,
    /// Its description.
    pub description: String,
    /// How many bytes came.
    pub bytes: usize,
    /// Whether it came as a video.
    pub video: bool,
    /// Languages of the captions that came with it.
    pub captions: Vec<String>,
}

/// A post on the server.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerPost {
    /// As a reader gets it.
    pub post: IncomingPost,
    /// Who wrote it.
    pub by: WrittenBy,
    /// The pictures that came with it.
    pub pictures: Vec<Picture>,
    /// The link card that came with it.
    pub card: Option<OutgoingCard>,
    /// The poll that came with it.
    pub poll: Option<Poll>,
    /// Whether it was deleted.
    pub deleted: bool,
}

impl ServerPost {
    pub(super) fn by_others(post: IncomingPost) -> Self {
        Self { post, by: WrittenBy::Others, pictures: Vec::new(), card: None, poll: None, deleted: false }
    }

    /// Whether we wrote it.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self.by, WrittenBy::Us { .. })
    }

    /// The key of the delivery it came with.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match &self.by {
            WrittenBy::Us { key, .. } => Some(key),
            WrittenBy::Others => None,
        }
    }

    pub(super) fn minted(&self) -> Option<&str> {
        match &self.by {
            WrittenBy::Us { minted, .. } => Some(minted),
            WrittenBy::Others => None,
        }
    }
}

/// Something for the inbox.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) kind: IncomingKind,
    pub(super) conversation: String,
    pub(super) post: IncomingPost,
    pub(super) ours: bool,
    /// What it answers was deleted.
    pub(super) orphan: bool,
}

impl Message {
    pub(super) fn to_incoming(&self) -> Incoming {
        Incoming {
            kind: self.kind,
            conversation: self.conversation.clone(),
            post: self.post.clone(),
            ours: self.ours,
            parent_deleted: self.orphan,
        }
    }
}

/// The server.
pub(super) struct State {
    pub(super) faults: Faults,
    pub(super) offline: bool,
    pub(super) tokens: HashSet<String>,
    pub(super) sign_in_way: SignInWay,
    pub(super) lapses_at: Option<Timestamp>,
    pub(super) page_size: usize,
    pub(super) steps: u64,
    pub(super) wait_seconds: i64,
    pub(super) idempotency: Idempotency,
    pub(super) finding: Finding,
    pub(super) limits: Limits,
    pub(super) wants_card: bool,
    pub(super) names_answered: bool,
    pub(super) streaming: bool,
    pub(super) edits: bool,
    pub(super) scheduler: Scheduler,
    pub(super) keeps_at_most: Option<u32>,
    pub(super) moderates: bool,
    pub(super) hidden: HashSet<String>,
    pub(super) blocks: bool,
    pub(super) blocked: HashSet<String>,
    pub(super) takes_reports: bool,
    pub(super) reports: Vec<(String, EmergencyKind)>,
    pub(super) posts: Vec<ServerPost>,
    pub(super) messages: Vec<Message>,
    /// Answers of ours that stand in threads alone.
    pub(super) elsewhere: Vec<Message>,
    pub(super) uploads: usize,
    numbers: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            faults: Faults::default(),
            offline: false,
            tokens: HashSet::new(),
            sign_in_way: SignInWay::Fields,
            lapses_at: None,
            page_size: 20,
            steps: 1,
            wait_seconds: 0,
            idempotency: Idempotency::None,
            finding: Finding::Honest,
            limits: usual_limits(),
            wants_card: false,
            names_answered: false,
            streaming: false,
            edits: true,
            scheduler: Scheduler::default(),
            keeps_at_most: None,
            moderates: true,
            hidden: HashSet::new(),
            blocks: true,
            blocked: HashSet::new(),
            takes_reports: true,
            reports: Vec::new(),
            posts: Vec::new(),
            messages: Vec::new(),
            elsewhere: Vec::new(),
            uploads: 0,
            numbers: 0,
        }
    }
}

impl State {
    /// The next number; ids grow with time.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn blank_post(&mut self, from: &str, text: &str, now: Timestamp) -> IncomingPost {
        let id = format!("p{:06}", self.number());
        IncomingPost {
            url: Some(format!("https://scripted.example/{from}/{id}")),
            author: author(from, from),
            title: String::new(),
            body: plain(text),
            created_at: now,
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
            remote_ref: json!({ "ref": id }),
            remote_id: id,
        }
    }

    /// A text of ours in answer to a message, with the writer's name before it where that is the platform's way.
    pub(super) fn answer_text(&self, text: &str, remote_ref: &Value) -> String {
        let answered = self.messages.iter().find(|message| message.post.remote_ref == *remote_ref);
        match answered.map(|message| message.post.author.handle.as_str()) {
            Some(handle) if self.names_answered && !text.contains(handle) => format!("{handle} {text}"),
            _ => text.to_owned(),
        }
    }

    pub(super) fn post_mut(&mut self, id: &str) -> Option<&mut ServerPost> {
        self.posts.iter_mut().find(|post| post.post.remote_id == id && !post.deleted)
    }
}

pub(super) fn author(id: &str, name: &str) -> Author {
    Author {
        remote_id: id.to_owned(),
        name: name.to_owned(),
        handle: format!("@{id}@scripted.example"),
        url: Some(format!("https://scripted.example/{id}")),
        avatar_url: None,
    }
}

/// A page of things kept oldest first: those before the cursor (a place counted from the oldest), newest first, and
/// the next cursor.
pub(super) fn page<'a, T>(all: &'a [T], cursor: Option<&str>, size: usize) -> (Vec<&'a T>, Option<String>) {
    let end = cursor.and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or(all.len()).min(all.len());
    let start = end.saturating_sub(size);
    let newest_first = all.get(start..end).unwrap_or_default().iter().rev().collect();
    (newest_first, (start > 0).then(|| start.to_string()))
}

pub(super) fn minted_text(minted: &Value) -> String {
    minted.to_string()
}

fn usual_limits() -> Limits {
    Limits {
        text_max: 500,
        text_unit: TextUnit::Graphemes,
        text_max_bytes: None,
        link_weight: None,
        mention_local_part_only: false,
        warning_counts: true,
        pictures_max: 4,
        picture_max_bytes: 10 * 1024 * 1024,
        picture_max_pixels: None,
        description_max: 1500,
        picture_required: false,
        picture_types: ["image/png", "image/jpeg", "image/gif", "image/webp"].map(str::to_owned).to_vec(),
        visibilities: vec![Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct],
        content_warning: true,
        poll: None,
        video: Some(VideoLimits {
            types: ["video/mp4", "video/webm", "video/quicktime"].map(str::to_owned).to_vec(),
            max_bytes: 40 * 1024 * 1024,
            longest_s: Some(10 * 60),
            max_pixels: None,
            most: 1,
            with_pictures: false,
            captions_max_bytes: Some(20_000),
        }),
    }
}
