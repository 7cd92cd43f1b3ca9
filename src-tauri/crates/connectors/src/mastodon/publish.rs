//! Publishing: each picture first, then the post.
//!
//! Uploaded pictures are seen by nobody until a post names them, so only the last step changes anything. Right before
//! it, the moment is noted in the progress: whatever the server then did is not older than that, which is how a post in
//! doubt is told from an earlier one with the same words. The post carries the delivery's key as `Idempotency-Key`
//! (Mastodon docs: statuses; remembered for an hour by Mastodon, unknown to its relatives).

use super::Mastodon;
use super::api::{Api, decode};
use super::facts::Facts;
use super::posts::{self, RemoteRef};
use super::wire::{Media, Status};
use super::{limits, proof};
use crate::{MediaBytes, Publish, Session, Step};
use async_trait::async_trait;
use lectern_model::{
    Account, Delivery, Failure, FailureKind, Focus, Found, IncomingPost, Limits, MediaRef, Outgoing, Published,
    Timestamp, Visibility,
};
use lectern_net::{Method, Part, Payload, Request, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

/// Pictures may be large and lines slow.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(180);

/// Seconds between two looks at a picture that the server still prepares.
const PREPARING_SECONDS: i64 = 2;

/// A picture that no post names is thrown away after a day (Mastodon); long before that it is uploaded again.
const UPLOADS_LAST_SECONDS: i64 = 12 * 3600;

/// What is kept between steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    pub(super) media: Vec<Uploaded>,
    /// Set when all is ready: the post is not older than this.
    pub(super) ready_at: Option<Timestamp>,
}

/// A picture on the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Uploaded {
    id: String,
    ready: bool,
}

impl Progress {
    pub(super) fn of(delivery: &Delivery) -> Self {
        serde_json::from_value(delivery.progress.clone()).unwrap_or_default()
    }

    fn go_on(self) -> Step {
        Step::Continue(self.into_value())
    }

    /// Whether these are the pictures that were uploaded for it, as far as that is known.
    pub(super) fn is_of(&self, ids: &[&str]) -> bool {
        self.media.is_empty() || self.media.iter().all(|uploaded| ids.contains(&uploaded.id.as_str()))
    }

    pub(super) fn into_value(self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

#[async_trait]
impl Publish for Mastodon {
    fn limits(&self, account: &Account) -> Limits {
        limits::of(&Facts::of(account))
    }

    fn answer_text(&self, account: &Account, text: &str, remote_ref: &Value) -> String {
        naming(&Facts::of(account), account, text, remote_ref)
    }

    fn thread_ref(&self, _remote_ref: &Value) -> Value {
        // Whoever is named in one part is not named again in all that follow it.
        Value::Null
    }

    fn mint(&self, _now: Timestamp) -> Value {
        // The delivery's own key is the server's idempotency key: nothing else has to be fixed beforehand.
        json!({ "nonce": uuid() })
    }

    fn next_step_changes(&self, delivery: &Delivery) -> bool {
        Progress::of(delivery).ready_at.is_some()
    }

    async fn step(&self, session: &Session, delivery: &Delivery, media: &dyn MediaBytes) -> Result<Step, Failure> {
        let api = Api::of(session)?;
        let mut progress = Progress::of(delivery);
        if progress.ready_at.is_some() {
            return post(&api, delivery, &progress).await;
        }
        if let Some(step) = prepare(&api, delivery, media, &mut progress).await? {
            return Ok(step);
        }
        progress.ready_at = Some(session.now());
        Ok(progress.go_on())
    }

    async fn find_published(&self, session: &Session, delivery: &Delivery) -> Result<Found, Failure> {
        let api = Api::of(session)?;
        let text = full_text(&api, &delivery.outgoing);
        proof::find(&api, delivery, &text, &Progress::of(delivery)).await
    }

    async fn delete(&self, session: &Session, published: &Published) -> Result<(), Failure> {
        let api = Api::of(session)?;
        let url = api.url("/api/v1/statuses", &[&published.remote_id], &[])?;
        let answer = api.send(Request::new(Method::Delete, url)).await?;
        match answer.status {
            404 => {}
            410 => return Ok(()),
            _ => return answer.ok().map(|_| ()),
        }
        // Gone already, or a server that does not know this request (snac): then the post is still there.
        match api.get("/api/v1/statuses", &[&published.remote_id], &[]).await {
            Ok(_) => {
                let words = "This server lets no app delete posts. Delete it on the server's own page.";
                Err(Failure::without_effect(FailureKind::Permission, words))
            }
            Err(failure) if failure.what == FailureKind::Gone => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    async fn read_back(&self, session: &Session, published: &Published) -> Result<IncomingPost, Failure> {
        let api = Api::of(session)?;
        let status: Status = decode(&api.get("/api/v1/statuses", &[&published.remote_id], &[]).await?)?;
        posts::post(&status, &api.facts, session.now()).ok_or_else(|| Failure::unusable("The post came back empty."))
    }

    fn wants_card(&self) -> bool {
        // The servers fetch links and make cards themselves.
        false
    }
}

/// The next picture; none: all of them are there.
pub(super) async fn prepare(
    api: &Api<'_>,
    delivery: &Delivery,
    media: &dyn MediaBytes,
    progress: &mut Progress,
) -> Result<Option<Step>, Failure> {
    if let Some(next) = delivery.outgoing.media.get(progress.media.len()) {
        progress.media.push(upload(api, next, media).await?);
        return Ok(Some(progress.clone().go_on()));
    }
    let Some(waiting) = progress.media.iter_mut().find(|uploaded| !uploaded.ready) else { return Ok(None) };
    waiting.ready = is_ready(api, &waiting.id).await?;
    if waiting.ready {
        return Ok(Some(progress.clone().go_on()));
    }
    let until = api.session.now().plus_seconds(PREPARING_SECONDS);
    Ok(Some(Step::Wait { progress: progress.clone().into_value(), until }))
}

pub(super) fn attributes(id: &str, media: &MediaRef) -> Value {
    match media.focus.map(focal_point) {
        Some(point) => json!({ "id": id, "description": media.description, "focus": point }),
        None => json!({ "id": id, "description": media.description }),
    }
}

/// The point to keep in view as the servers count it: from -1 to 1, to the right and upwards, the middle being 0
/// (Mastodon docs: media).
fn focal_point(focus: Focus) -> String {
    let place = |thousandths: u16| f64::from(thousandths.min(1000)) / 500.0 - 1.0;
    let upwards = |thousandths: u16| place(1000 - thousandths.min(1000));
    format!("{:.3},{:.3}", place(focus.x), upwards(focus.y))
}

fn uuid() -> String {
    format!("{:032x}", rand::random::<u128>())
}

async fn upload(api: &Api<'_>, picture: &MediaRef, media: &dyn MediaBytes) -> Result<Uploaded, Failure> {
    let bytes = media.read(&picture.hash).await?;
    let mut parts = vec![Part {
        name: "file".to_owned(),
        file_name: Some(picture.name.clone()),
        mime: Some(picture.mime.clone()),
        bytes,
    }];
    if !picture.description.is_empty() {
        let description = bytes::Bytes::from(picture.description.clone());
        parts.push(Part { name: "description".to_owned(), file_name: None, mime: None, bytes: description });
    }
    if let Some(point) = picture.focus.map(focal_point) {
        parts.push(Part { name: "focus".to_owned(), file_name: None, mime: None, bytes: point.into() });
    }
    let send = async |path: &str| {
        let request = Request::post(api.url(path, &[], &[])?);
        api.send(request.payload(Payload::Multipart(parts.clone())).timeout(UPLOAD_TIMEOUT)).await
    };
    let mut answer = send("/api/v2/media").await?;
    if matches!(answer.status, 404 | 405) {
        answer = send("/api/v1/media").await?;
    }
    let still_preparing = answer.status == 202;
    let there: Media = decode(&answer.ok()?)?;
    if there.id.is_empty() {
        return Err(Failure::unusable("The server took the picture but did not say which one it is."));
    }
    Ok(Uploaded { id: there.id, ready: !still_preparing })
}

/// 206 while the server still prepares it (Mastodon docs: media).
async fn is_ready(api: &Api<'_>, id: &str) -> Result<bool, Failure> {
    let answer = api.get("/api/v1/media", &[id], &[]).await?;
    Ok(answer.status != 206)
}

async fn post(api: &Api<'_>, delivery: &Delivery, progress: &Progress) -> Result<Step, Failure> {
    let request = Request::post(api.url("/api/v1/statuses", &[], &[])?)
        .header("idempotency-key", delivery.key.as_str())
        .payload(Payload::Form(fields(api, &delivery.outgoing, progress)));
    let answer = api.send(request).await?;
    if uploads_are_gone(api, &answer, progress) {
        return Ok(Progress::default().go_on());
    }
    let status: Status = decode(&answer.ok()?)?;
    if status.id.is_empty() {
        return Err(Failure::unusable("The server answered, but not with the post."));
    }
    Ok(Step::Done(published(api, &status)))
}

/// Refused, and the pictures are so old that the server has thrown them away: they are uploaded again.
fn uploads_are_gone(api: &Api<'_>, answer: &Response, progress: &Progress) -> bool {
    let old = progress.ready_at.is_some_and(|at| api.session.now().since(at) > UPLOADS_LAST_SECONDS * 1000);
    matches!(answer.status, 404 | 422) && !progress.media.is_empty() && old
}

pub(super) fn published(api: &Api<'_>, status: &Status) -> Published {
    Published {
        remote_id: api.facts.flavour.stable_id(&status.id),
        url: status.url.clone().or_else(|| status.uri.clone()),
    }
}

pub(super) fn fields(api: &Api<'_>, outgoing: &Outgoing, progress: &Progress) -> Vec<(String, String)> {
    let mut fields = vec![("status", full_text(api, outgoing)), ("visibility", word(outgoing.visibility).to_owned())];
    fields.extend(progress.media.iter().map(|uploaded| ("media_ids[]", uploaded.id.clone())));
    if let Some(reply) = &outgoing.reply_to {
        fields.push(("in_reply_to_id", reply.remote_id.clone()));
    }
    if let Some(poll) = &outgoing.poll {
        fields.extend(poll.options.iter().map(|option| ("poll[options][]", option.trim().to_owned())));
        fields.push(("poll[expires_in]", poll.lasts_seconds.to_string()));
        fields.push(("poll[multiple]", poll.several.to_string()));
    }
    if !outgoing.language.is_empty() {
        // ISO 639-1: what stands before a region (Mastodon docs: statuses).
        let short = outgoing.language.split('-').next().unwrap_or_default().to_lowercase();
        fields.push(("language", short));
    }
    if !outgoing.content_warning.is_empty() {
        fields.push(("spoiler_text", outgoing.content_warning.clone()));
        fields.push(("sensitive", "true".to_owned()));
    }
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "private",
        Visibility::Direct => "direct",
    }
}

/// The text as it goes out.
pub(super) fn full_text(api: &Api<'_>, outgoing: &Outgoing) -> String {
    match &outgoing.reply_to {
        Some(reply) => naming(&api.facts, &api.session.account, &outgoing.text, &reply.remote_ref),
        None => outgoing.text.clone(),
    }
}

/// An answer names whom it answers, and who else was named there, where it does not already.
fn naming(facts: &Facts, account: &Account, text: &str, remote_ref: &Value) -> String {
    let named: RemoteRef = serde_json::from_value(remote_ref.clone()).unwrap_or_default();
    let us = facts.mention(account.handle.trim_start_matches('@'));
    let mut missing: Vec<String> = Vec::new();
    for acct in std::iter::once(named.acct).chain(named.mentions) {
        let mention = format!("@{acct}");
        let there = text.split_whitespace().any(|word| word.trim_end_matches([',', ':', '.', '!', '?']) == mention);
        if !acct.is_empty() && acct != us && !there && !missing.contains(&mention) {
            missing.push(mention);
        }
    }
    if missing.is_empty() { text.to_owned() } else { format!("{} {text}", missing.join(" ")) }
}
