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
use super::upload::{self, Prepared, Uploaded, focal_point};
use super::wire::Status;
use super::{limits, proof};
use crate::{MediaBytes, Publish, Session, Step};
use async_trait::async_trait;
use lectern_model::{
    Account, Delivery, Failure, FailureKind, Found, IncomingPost, Limits, MediaRef, Outgoing, Published, Timestamp,
    Visibility,
};
use lectern_net::{Method, Payload, Request, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A picture that no post names is thrown away after a day (Mastodon); long before that it is uploaded again.
const UPLOADS_LAST_SECONDS: i64 = 12 * 3600;

/// What is kept between steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    pub(super) media: Vec<Uploaded>,
    /// The server lost what was uploaded once, and it is being uploaded again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) again: bool,
    /// Set when all is ready: the post is not older than this.
    pub(super) ready_at: Option<Timestamp>,
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
        progress.media.push(upload::send(api, next, media).await?);
        return Ok(Some(progress.clone().go_on()));
    }
    let Some(waiting) = progress.media.iter_mut().find(|uploaded| !uploaded.ready) else { return Ok(None) };
    match upload::look(api, waiting).await? {
        Prepared::Ready => Ok(Some(progress.clone().go_on())),
        Prepared::NotYet { seconds } => {
            let until = api.session.now().plus_seconds(seconds);
            Ok(Some(Step::Wait { progress: progress.clone().into_value(), until }))
        }
        Prepared::Lost if !progress.again => Ok(Some(Progress { again: true, ..Progress::default() }.go_on())),
        Prepared::Lost => Err(upload::lost()),
    }
}

pub(super) fn attributes(id: &str, media: &MediaRef) -> Value {
    match media.focus.map(focal_point) {
        Some(point) => json!({ "id": id, "description": media.description, "focus": point }),
        None => json!({ "id": id, "description": media.description }),
    }
}

fn uuid() -> String {
    format!("{:032x}", rand::random::<u128>())
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
