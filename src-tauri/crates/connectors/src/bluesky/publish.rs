//! Publishing, step by step: find those who are mentioned, upload pictures, then make the record.
//!
//! Only the last step changes what others see. The record's key was minted when the draft was queued. A server that has
//! a record under that key already does not make a second one; the reference software answers 500 to the attempt, so
//! after every doubtful answer the key is looked up before anything is said about the post.
//!
//! `createdAt` is the moment of sending, not of queueing: timelines sort by it, and a post that waited for the line
//! would come out days down.

use super::posts::{self, PostRef};
use super::react::{CREATE, remove};
use super::record::{self, POSTS, Progress};
use super::refusal::{self, Refusal};
use super::session::{self, Call};
use super::wire::{PostView, Profile, Record};
use super::{Bluesky, chat, embeds, facets, identity, inbox, limits, tid, video};
use crate::{MediaBytes, Publish, Session, Step};
use async_trait::async_trait;
use lectern_model::{
    Account, Delivery, Effect, Failure, FailureKind, Found, IncomingPost, Limits, MediaRef, Outgoing, Published,
    Timestamp,
};
use lectern_net::{Payload, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[async_trait]
impl Publish for Bluesky {
    fn limits(&self, _account: &Account) -> Limits {
        limits::limits()
    }

    fn mint(&self, now: Timestamp) -> Value {
        json!({"rkey": tid::fresh(now)})
    }

    fn next_step_changes(&self, delivery: &Delivery) -> bool {
        matches!(next(delivery, &Progress::read(&delivery.progress)), Next::Create | Next::Send(_))
    }

    async fn step(&self, session: &Session, delivery: &Delivery, media: &dyn MediaBytes) -> Result<Step, Failure> {
        let mut progress = Progress::read(&delivery.progress);
        match next(delivery, &progress) {
            Next::People => {
                progress.people = Some(people(session, &delivery.outgoing.text).await?);
            }
            Next::Picture(picture) => {
                if delivery.outgoing.media.len() > limits::PICTURES {
                    return Err(too_much(limits::PICTURES, "A post on Bluesky holds at most four pictures."));
                }
                let bytes = media.read(&picture.hash).await?;
                let blob = upload(session, picture, bytes, limits::PICTURE_BYTES).await?;
                progress.pictures.push(blob);
            }
            Next::Video(media_ref) => return video::step(session, delivery, media_ref, media, progress).await,
            Next::Thumb(picture) => {
                // A card without its picture is better than a post that never goes out for a lost thumbnail.
                progress.thumb = Some(match media.read(&picture.hash).await {
                    Ok(bytes) => upload(session, picture, bytes, limits::THUMB_BYTES).await?,
                    Err(_) => Value::Null,
                });
            }
            Next::Create => return create(session, delivery, progress).await,
            Next::Mark(convo) => return chat::mark(session, convo, progress).await,
            Next::Send(convo) => return chat::send(session, convo, &delivery.outgoing, &progress).await,
        }
        Ok(Step::Continue(progress.write()))
    }

    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
        if let Some(convo) = convo(delivery) {
            return chat::find(session, convo, delivery).await;
        }
        let Some(rkey) = rkey(delivery) else { return Ok(Found::CannotTell) };
        Ok(match look(session, rkey).await? {
            Some(_) => Found::Found(published(session, rkey)),
            None => Found::Absent,
        })
    }

    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure> {
        if chat::is_message(&published.remote_id) {
            let words = "Bluesky cannot take a private message back: deleting it would hide it from you alone.";
            return Err(Failure::without_effect(FailureKind::Permission, words));
        }
        remove(session, &published.remote_id).await
    }

    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
        if chat::is_message(&published.remote_id) {
            return chat::read_back(session, published).await;
        }
        // The index lags behind the account's server, and may be down while that is up.
        let indexed = inbox::fetch(session, std::slice::from_ref(&published.remote_id)).await;
        if let Ok(Some(view)) = indexed.map(|posts| posts.into_iter().next())
            && let Some(post) = posts::incoming(view, session.now())
        {
            return Ok(post);
        }
        from_repository(session, published).await
    }

    fn wants_card(&self) -> bool {
        true
    }
}

/// What comes next.
enum Next<'a> {
    People,
    Picture(&'a MediaRef),
    Video(&'a MediaRef),
    Thumb(&'a MediaRef),
    Create,
    Mark(&'a str),
    Send(&'a str),
}

fn next<'a>(delivery: &'a Delivery, progress: &Progress) -> Next<'a> {
    let outgoing = &delivery.outgoing;
    if progress.people.is_none() && !facets::mentioned(&outgoing.text).is_empty() {
        return Next::People;
    }
    if let Some(convo) = convo(delivery) {
        return if progress.newest.is_none() { Next::Mark(convo) } else { Next::Send(convo) };
    }
    if let Some(film) = video::of(outgoing) {
        let done = progress.video.as_ref().is_some_and(|so_far| so_far.is_whole(film));
        return if done { Next::Create } else { Next::Video(film) };
    }
    if let Some(picture) = outgoing.media.get(progress.pictures.len()) {
        return Next::Picture(picture);
    }
    let thumb = outgoing.card.as_ref().and_then(|card| card.picture.as_ref());
    match thumb {
        Some(thumb) if outgoing.media.is_empty() && progress.thumb.is_none() => Next::Thumb(thumb),
        _ => Next::Create,
    }
}

/// The private conversation that a delivery answers in.
fn convo(delivery: &Delivery) -> Option<&str> {
    delivery.outgoing.reply_to.as_ref().and_then(|to| chat::convo_of(&to.remote_ref))
}

pub(super) fn rkey(delivery: &Delivery) -> Option<&str> {
    delivery.minted.get("rkey").and_then(Value::as_str)
}

/// DIDs of those whom a text mentions. Whoever cannot be found stays plain text; a server that cannot be asked now is
/// asked again later.
async fn people(session: &Session, text: &str) -> Result<BTreeMap<String, String>, Failure> {
    let server = session::server(session)?;
    let mut found = BTreeMap::new();
    for handle in facets::mentioned(text) {
        match identity::resolve_at(&session.wire, &handle, &server).await {
            Ok(Some(did)) => {
                found.insert(handle, did);
            }
            Ok(None) => {}
            Err(failure) if failure.passes() && failure.what != FailureKind::Server => return Err(failure),
            // The reference software answers 500 to some handles it cannot read; such a handle must not hold up the post.
            Err(_) => {}
        }
    }
    Ok(found)
}

/// Uploads one picture. Nobody sees it until a record points at it, and the server forgets it after a while if none does.
async fn upload(session: &Session, picture: &MediaRef, bytes: bytes::Bytes, most: usize) -> Result<Value, Failure> {
    if bytes.len() > most {
        let words =
            format!("The picture {} is larger than the {} MB that Bluesky takes.", picture.name, most / 1_000_000);
        return Err(too_much(most, &words));
    }
    let payload = Payload::Bytes(bytes, picture.mime.clone());
    let mut answer: Value = session::call(session, Call::post("com.atproto.repo.uploadBlob", payload)).await?;
    match answer.get_mut("blob").map(Value::take) {
        Some(blob @ Value::Object(_)) => Ok(blob),
        _ => Err(Failure::unusable("The server did not say where it put the picture.")),
    }
}

pub(super) fn too_much(limit: usize, words: &str) -> Failure {
    let what = FailureKind::Rejected { field: Some("media".to_owned()), limit: u64::try_from(limit).ok() };
    Failure::without_effect(what, words)
}

/// Makes the record.
async fn create(session: &Session, delivery: &Delivery, progress: Progress) -> Result<Step, Failure> {
    let Some(rkey) = rkey(delivery) else {
        let what = FailureKind::Rejected { field: None, limit: None };
        return Err(Failure::without_effect(what, "This delivery was queued without a key. Queue it again."));
    };
    let record = record::post(&delivery.outgoing, &progress, session.now())?;
    let body = json!({"repo": session.account.remote_id, "collection": POSTS, "rkey": rkey, "record": record});
    let response = session::ask(session, &Call::post(CREATE, Payload::Json(body))).await?;
    let refusal = Refusal::of(&response);
    if refusal.name == "BlobNotFound" && !progress.again {
        let afresh = Progress { people: progress.people, again: true, ..Progress::default() };
        return Ok(Step::Continue(afresh.write()));
    }
    match made(session, rkey, &response) {
        Ok(published) => Ok(Step::Done(published)),
        Err(failure) if failure.effect == Effect::Maybe || refusal.message.contains("already") => {
            match look(session, rkey).await {
                Ok(Some(found)) if is_ours(&found, &delivery.outgoing) => Ok(Step::Done(published(session, rkey))),
                Ok(Some(_)) => Err(Failure::without_effect(
                    FailureKind::Conflict,
                    "Another post is there under this one's key. Nothing was changed; queue this one again.",
                )),
                Ok(None) | Err(_) => Err(failure),
            }
        }
        Err(failure) => Err(failure),
    }
}

/// Whether an answer says that our record was made.
fn made(session: &Session, rkey: &str, response: &Response) -> Result<Published, Failure> {
    let made: Record = refusal::settle(response.clone())?.json()?;
    let published = published(session, rkey);
    if made.uri == published.remote_id {
        Ok(published)
    } else {
        Err(Failure::unusable("The server's answer could not be read."))
    }
}

fn published(session: &Session, rkey: &str) -> Published {
    let account = &session.account;
    let who = Profile { did: account.remote_id.clone(), handle: account.handle.clone(), ..Profile::default() };
    Published { remote_id: format!("at://{}/{POSTS}/{rkey}", account.remote_id), url: Some(posts::page(&who, rkey)) }
}

/// The record under a key of ours; none where there certainly is none. Asked without tokens: a post can be looked for
/// even when the sign-in has ended.
async fn look(session: &Session, rkey: &str) -> Result<Option<Record>, Failure> {
    let query = [("repo", session.account.remote_id.as_str()), ("collection", POSTS), ("rkey", rkey)];
    let request = Call::get("com.atproto.repo.getRecord", &query).at(&session::server(session)?)?;
    let response = session.wire.send(request).await?;
    if response.status == 400 && Refusal::of(&response).name == "RecordNotFound" {
        return Ok(None);
    }
    let record: Record = refusal::settle(response)?.json()?;
    if record.value.is_object() {
        Ok(Some(record))
    } else {
        Err(Failure::unusable("The server's answer could not be read."))
    }
}

/// Whether a record says what we wanted to say, to whom.
fn is_ours(found: &Record, outgoing: &Outgoing) -> bool {
    let parent = found.value.pointer("/reply/parent/uri").and_then(Value::as_str);
    let answered = outgoing.reply_to.as_ref().map(|to| PostRef::read(&to.remote_ref).uri);
    found.value.get("text").and_then(Value::as_str) == Some(outgoing.text.as_str()) && parent == answered.as_deref()
}

/// A post as the account's own repository has it: no counts, pictures by their blobs.
async fn from_repository(session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
    let gone = || Failure::without_effect(FailureKind::Gone, "The post is not there any more.");
    let address = super::wire::AtUri::parse(&published.remote_id).ok_or_else(gone)?;
    let record = look(session, address.rkey).await?.ok_or_else(gone)?;
    let account = &session.account;
    let blob = |cid: &str| {
        let mut url = session::method_url(&session::server(session).ok()?, "com.atproto.sync.getBlob").ok()?;
        url.query_pairs_mut().append_pair("did", &account.remote_id).append_pair("cid", cid);
        Some(String::from(url))
    };
    let embed = record.value.get("embed").and_then(|embed| embeds::as_viewed(embed, blob));
    let author = json!({
        "did": account.remote_id, "handle": account.handle, "displayName": account.name, "avatar": account.avatar_url,
    });
    let view = json!({"uri": record.uri, "cid": record.cid, "author": author, "record": record.value, "embed": embed});
    let view: PostView = serde_json::from_value(view).map_err(|_| gone())?;
    posts::incoming(view, session.now()).ok_or_else(gone)
}
