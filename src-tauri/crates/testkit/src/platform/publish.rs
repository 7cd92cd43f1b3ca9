//! Publishing in one or more steps.

use super::state::{Message, ServerPost, State, WrittenBy, author, minted_text};
use super::{Operation, Picture, ScriptedPlatform, plain};
use crate::wire::lock;
use async_trait::async_trait;
use lectern_connectors::{Edit, MediaBytes, Publish, Session, Step};
use lectern_model::{
    Account, Card, Delivery, Failure, FailureKind, Found, IncomingPost, Limits, MediaKind, MediaRef, Outgoing, Poll,
    PostMedia, Published, Timestamp,
};
use lectern_net::Source;
use serde_json::{Value, json};

/// Whether a post that is sent twice becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// No: every final step makes a post.
    None,
    /// By the delivery's key: the first post is answered again.
    Key,
    /// By what was minted: a second post with the same record is refused as a conflict.
    Minted,
}

/// What the platform answers about a post in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The truth.
    Honest,
    /// It cannot tell.
    CannotTell,
}

#[async_trait]
impl Publish for ScriptedPlatform {
    fn limits(&self, _account: &Account) -> Limits {
        self.with(|state| state.limits.clone())
    }

    fn answer_text(&self, _account: &Account, text: &str, remote_ref: &Value) -> String {
        self.with(|state| state.answer_text(text, remote_ref))
    }

    fn mint(&self, _now: Timestamp) -> Value {
        json!({ "record": format!("r{:06}", self.with(State::number)) })
    }

    fn next_step_changes(&self, delivery: &Delivery) -> bool {
        self.is_last(delivery)
    }

    async fn step(&self, session: &Session, delivery: &Delivery, media: &dyn MediaBytes) -> Result<Step, Failure> {
        let uploaded = delivery.progress.get("pictures").is_some();
        let pictures = if uploaded { uploaded_pictures(delivery) } else { read_all(delivery, media).await? };
        let now = self.clock.now();
        if self.is_last(delivery) {
            let done = self.run(Operation::Step, session, |state| {
                state.uploads += if uploaded { 0 } else { pictures.len() };
                create(state, &session.account, delivery, pictures, now).map(Step::Done)
            });
            let done = done.await;
            self.say_news();
            return done;
        }
        self.happens_meanwhile();
        self.run(Operation::Step, session, |state| {
            state.uploads += if uploaded { 0 } else { pictures.len() };
            let sizes: Vec<usize> = pictures.iter().map(|picture| picture.bytes).collect();
            let progress = json!({ "step": step_number(delivery) + 1, "pictures": sizes });
            Ok(match state.wait_seconds {
                0 => Step::Continue(progress),
                seconds => Step::Wait { progress, until: now.plus_seconds(seconds) },
            })
        })
        .await
    }

    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
        self.run(Operation::FindPublished, session, |state| {
            if state.finding == Finding::CannotTell {
                return Ok(Found::CannotTell);
            }
            let found = state.posts.iter().find(|post| post.key() == Some(&delivery.key) && !post.deleted);
            Ok(found.map_or(Found::Absent, |post| Found::Found(where_it_is(&post.post))))
        })
        .await
    }

    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure> {
        self.run(Operation::Delete, session, |state| {
            if let Some(post) = state.post_mut(&published.remote_id) {
                post.deleted = true;
            }
            Ok(())
        })
        .await
    }

    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
        self.run(Operation::ReadBack, session, |state| {
            state.post_mut(&published.remote_id).map(|post| post.post.clone()).ok_or_else(gone)
        })
        .await
    }

    fn wants_card(&self) -> bool {
        self.with(|state| state.wants_card)
    }
}

#[async_trait]
impl Edit for ScriptedPlatform {
    async fn edit(&self, session: &Session, published: &Published, outgoing: &Outgoing) -> Result<(), Failure> {
        self.run(Operation::Edit, session, |state| {
            let text = match &outgoing.reply_to {
                Some(reply) => state.answer_text(&outgoing.text, &reply.remote_ref),
                None => outgoing.text.clone(),
            };
            let post = state.post_mut(&published.remote_id).ok_or_else(gone)?;
            post.post.body = plain(&with_answers(&text, post.poll.as_ref()));
            post.post.content_warning.clone_from(&outgoing.content_warning);
            for (media, new) in post.post.media.iter_mut().zip(&outgoing.media) {
                media.description.clone_from(&new.description);
            }
            for (picture, new) in post.pictures.iter_mut().zip(&outgoing.media) {
                picture.description.clone_from(&new.description);
            }
            Ok(())
        })
        .await
    }
}

impl ScriptedPlatform {
    pub(super) fn happens_meanwhile(&self) {
        if let Some(happens) = &*lock(&self.uploading) {
            happens();
        }
    }

    pub(super) fn is_last(&self, delivery: &Delivery) -> bool {
        step_number(delivery) + 1 >= self.with(|state| state.steps)
    }
}

pub(super) fn step_number(delivery: &Delivery) -> u64 {
    delivery.progress.get("step").and_then(Value::as_u64).unwrap_or_default()
}

fn gone() -> Failure {
    Failure::without_effect(FailureKind::Gone, "The post is not there any more.")
}

pub(super) fn where_it_is(post: &IncomingPost) -> Published {
    Published { remote_id: post.remote_id.clone(), url: post.url.clone() }
}

pub(super) async fn read_all(delivery: &Delivery, media: &dyn MediaBytes) -> Result<Vec<Picture>, Failure> {
    let mut pictures = Vec::new();
    for picture in &delivery.outgoing.media {
        let bytes = match &picture.video {
            None => media.read(&picture.hash).await?.len(),
            Some(video) => {
                for captions in &video.captions {
                    media.read(&captions.hash).await?;
                }
                read_through(&*media.open(&picture.hash).await?).await?
            }
        };
        pictures.push(taken(picture, bytes));
    }
    Ok(pictures)
}

/// Reads a video piece by piece, as a line would; says how many bytes came.
async fn read_through(source: &dyn Source) -> Result<usize, Failure> {
    let mut came = 0;
    loop {
        let at = u64::try_from(came).unwrap_or(u64::MAX);
        let piece = source.read(at, 64 * 1024).await;
        match piece.map_err(|_| Failure::unusable("The file could not be read."))?.len() {
            0 => return Ok(came),
            more => came += more,
        }
    }
}

fn taken(picture: &MediaRef, bytes: usize) -> Picture {
    let video = picture.video.as_ref();
    Picture {
        hash: picture.hash.clone(),
        description: picture.description.clone(),
        bytes,
        video: video.is_some(),
        captions: video.into_iter().flat_map(|video| &video.captions).map(|one| one.language.clone()).collect(),
    }
}

pub(super) fn uploaded_pictures(delivery: &Delivery) -> Vec<Picture> {
    let sizes = delivery.progress.get("pictures").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let sizes = sizes.iter().map(|size| size.as_u64().and_then(|size| usize::try_from(size).ok()).unwrap_or_default());
    let with_size = delivery.outgoing.media.iter().zip(sizes);
    with_size.map(|(picture, bytes)| taken(picture, bytes)).collect()
}

/// The final step, as the server's idempotency lets it.
pub(super) fn create(
    state: &mut State,
    account: &Account,
    delivery: &Delivery,
    pictures: Vec<Picture>,
    now: Timestamp,
) -> Result<Published, Failure> {
    let minted = minted_text(&delivery.minted);
    let same_key = state.posts.iter().find(|post| post.key() == Some(&delivery.key));
    let same_record = state.posts.iter().find(|post| post.minted() == Some(&minted));
    match (state.idempotency, same_key, same_record) {
        (Idempotency::Key, Some(first), _) => return Ok(where_it_is(&first.post)),
        (Idempotency::Minted, _, Some(_)) => {
            return Err(Failure::without_effect(FailureKind::Conflict, "This record exists already."));
        }
        _ => {}
    }
    let post = server_side(state, account, delivery, &pictures, now);
    let published = where_it_is(&post);
    join_conversation(state, delivery, &post);
    let by = WrittenBy::Us { account: account.remote_id.clone(), key: delivery.key.clone(), minted };
    let card = delivery.outgoing.card.clone();
    let poll = delivery.outgoing.poll.clone();
    state.posts.push(ServerPost { post, by, pictures, card, poll, deleted: false });
    Ok(published)
}

/// A text as the server shows it: with the answers of its poll below it.
fn with_answers(text: &str, poll: Option<&Poll>) -> String {
    let answers = poll.into_iter().flat_map(|poll| &poll.options);
    answers.fold(text.to_owned(), |text, answer| format!("{text}\n{}{answer}", Poll::ANSWER))
}

fn server_side(
    state: &mut State,
    account: &Account,
    delivery: &Delivery,
    pictures: &[Picture],
    now: Timestamp,
) -> IncomingPost {
    let outgoing = &delivery.outgoing;
    let text = match &outgoing.reply_to {
        Some(reply) => state.answer_text(&outgoing.text, &reply.remote_ref),
        None => outgoing.text.clone(),
    };
    let post = state.blank_post(&account.remote_id, &with_answers(&text, outgoing.poll.as_ref()), now);
    let media = pictures.iter().map(|picture| PostMedia {
        kind: if picture.video { MediaKind::Video } else { MediaKind::Picture },
        url: format!("https://scripted.example/media/{}", picture.hash),
        preview_url: None,
        description: picture.description.clone(),
        width: None,
        height: None,
    });
    let card = outgoing.card.as_ref().map(|card| Card {
        url: card.url.clone(),
        title: card.title.clone(),
        description: card.description.clone(),
        picture_url: None,
    });
    IncomingPost {
        card,
        author: author(&account.remote_id, &account.name),
        language: Some(outgoing.language.clone()).filter(|tag| !tag.is_empty()),
        content_warning: outgoing.content_warning.clone(),
        visibility: outgoing.visibility,
        media: media.collect(),
        reply_to: outgoing.reply_to.as_ref().map(|reply| reply.remote_id.clone()),
        ..post
    }
}

/// A reply of ours is part of the conversation it answers.
fn join_conversation(state: &mut State, delivery: &Delivery, post: &IncomingPost) {
    let Some(reply) = &delivery.outgoing.reply_to else { return };
    let Some(answered) = state.messages.iter().find(|message| message.post.remote_id == reply.remote_id) else {
        return;
    };
    let (kind, conversation) = (answered.kind, answered.conversation.clone());
    let post = IncomingPost { thread_root: Some(conversation.clone()), ..post.clone() };
    state.messages.push(Message { kind, conversation, post, ours: true, orphan: false });
}
