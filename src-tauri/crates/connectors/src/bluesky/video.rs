//! A video: handed to Bluesky's video service, which prepares it and puts it on the account's own server; then its
//! captions; then the record names both (lexicons `app.bsky.video.*`, `app.bsky.embed.video`).
//!
//! ```text
//! limits ─▶ upload (job) ─▶ look ─▶ look … ─▶ blob ─▶ captions, one a step ─▶ the post
//! ```
//!
//! The job's number is stored as soon as it is known: a video that is still being prepared when the program ends is
//! asked about again, and not sent again. Where an answer was lost, the service knows the same bytes and names the job
//! it has for them. A server of one's own has no such service: there the account's server takes the bytes itself.

use super::limits;
use super::publish::{rkey, too_much};
use super::record::{Progress, with_ratio};
use super::refusal::{self, Refusal};
use super::session::{self, Call};
use crate::{MediaBytes, Session, Step};
use lectern_model::{Captions, Delivery, Failure, FailureKind, MediaRef, Outgoing, Secret};
use lectern_net::{Payload, Request, Response, Url};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The service that prepares videos.
const SERVICE: &str = "https://video.bsky.app";
/// Its name in tokens.
const SERVICE_DID: &str = "did:web:video.bsky.app";
/// Seconds for which the service may put the video on the account's server.
const TOKEN_SECONDS: i64 = 30 * 60;
/// Seconds before the first look at a job; each later wait is twice as long.
const FIRST_WAIT: i64 = 2;
/// Longest wait between two looks, in seconds.
const LONGEST_WAIT: i64 = 60;
/// After so many looks, some hours, nothing comes of it any more.
const MOST_LOOKS: u32 = 240;

/// A video as far as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Film {
    /// The job that prepares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<String>,
    /// How often the job was asked about.
    looks: u32,
    /// Jobs that came to nothing through no fault of the video.
    lost: u32,
    /// Where it is on the account's server.
    #[serde(skip_serializing_if = "Option::is_none")]
    blob: Option<Value>,
    /// Where its captions are, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    captions: Vec<Value>,
}

impl Film {
    /// Whether all of it is on the account's server.
    pub(super) fn is_whole(&self, media: &MediaRef) -> bool {
        self.blob.is_some() && self.captions.len() >= captions(media).len()
    }
}

/// The video of a post.
pub(super) fn of(outgoing: &Outgoing) -> Option<&MediaRef> {
    outgoing.media.iter().find(|media| media.video.is_some())
}

fn captions(media: &MediaRef) -> &[Captions] {
    media.video.as_ref().map_or(&[], |video| video.captions.as_slice())
}

/// What the record says of it.
pub(super) fn embed(media: &MediaRef, film: &Film) -> Value {
    let files = captions(media).iter().zip(&film.captions);
    let captions: Vec<Value> = files.map(|(captions, file)| json!({"lang": captions.language, "file": file})).collect();
    let mut embed = json!({"$type": "app.bsky.embed.video", "video": film.blob, "alt": media.description});
    if let (false, Some(fields)) = (captions.is_empty(), embed.as_object_mut()) {
        fields.insert("captions".to_owned(), json!(captions));
    }
    with_ratio(embed, media)
}

/// Brings it one step further.
pub(super) async fn step(
    session: &Session,
    delivery: &Delivery,
    media: &MediaRef,
    bytes: &dyn MediaBytes,
    mut progress: Progress,
) -> Result<Step, Failure> {
    let mut film = progress.video.take().unwrap_or_default();
    let mut wait = None;
    match (&film.blob, film.job.clone()) {
        (Some(_), _) => film.captions.push(next_captions(session, media, &film, bytes).await?),
        (None, Some(job)) => wait = look(session, &job, &mut film).await?,
        (None, None) => begin(session, delivery, media, bytes, &mut film).await?,
    }
    let until = wait.map(|seconds| session.now().plus_seconds(seconds));
    progress.video = Some(film);
    Ok(match until {
        Some(until) => Step::Wait { progress: progress.write(), until },
        None => Step::Continue(progress.write()),
    })
}

/// Sends the bytes.
async fn begin(
    session: &Session,
    delivery: &Delivery,
    media: &MediaRef,
    bytes: &dyn MediaBytes,
    film: &mut Film,
) -> Result<(), Failure> {
    if delivery.outgoing.media.len() > 1 {
        return Err(too_much(1, "A post on Bluesky holds one video and nothing beside it."));
    }
    if captions(media).len() > limits::CAPTIONS {
        return Err(too_much(limits::CAPTIONS, "A video on Bluesky holds captions in at most twenty languages."));
    }
    let source = bytes.open(&media.hash).await?;
    if source.length() > limits::VIDEO_BYTES {
        let most = usize::try_from(limits::VIDEO_BYTES).unwrap_or(usize::MAX);
        return Err(too_much(most, "The video is larger than the 300 MB that Bluesky takes."));
    }
    let payload = Payload::Source(source, media.mime.clone());
    if own_network(session) {
        film.blob = Some(blob(session, payload).await?);
        return Ok(());
    }
    allowed(session).await?;
    let server = session::server(session)?;
    let host = server.host_str().unwrap_or_default();
    let token = service_token(session, &format!("did:web:{host}"), "com.atproto.repo.uploadBlob").await?;
    let name = format!("{}.mp4", rkey(delivery).unwrap_or("video"));
    let query = [("did", session.account.remote_id.as_str()), ("name", name.as_str())];
    let timeout = session::sending_time(if let Payload::Source(source, _) = &payload { source.length() } else { 0 });
    let request = Request::post(at_service("app.bsky.video.uploadVideo", &query)?).payload(payload);
    let answer = session.wire.send(request.timeout(timeout).bearer(&token)).await?;
    let job = Job::of(&answer);
    // The service has these bytes already (409, `already_exists`), and names the job.
    if !(200..300).contains(&answer.status) && (answer.status != 409 || job.id.is_empty()) {
        return Err(said(&answer));
    }
    if job.id.is_empty() {
        return Err(Failure::unusable("The video service took the video but did not say which job it made."));
    }
    film.job = Some(job.id);
    film.looks = 0;
    Ok(())
}

/// Whether a person told us the server: a network of one's own knows no public service.
fn own_network(session: &Session) -> bool {
    session.account.facts.get("typed_server").and_then(Value::as_bool).unwrap_or(false)
}

fn at_service(nsid: &str, query: &[(&str, &str)]) -> Result<Url, Failure> {
    let service = Url::parse(SERVICE).map_err(|_| Failure::unusable("That address cannot be used."))?;
    let mut url = session::method_url(&service, nsid)?;
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    Ok(url)
}

/// A token with which the account's server lets somebody else do one thing for a while.
async fn service_token(session: &Session, audience: &str, method: &str) -> Result<Secret, Failure> {
    #[derive(Deserialize)]
    struct Answer {
        token: String,
    }
    let ends = (session.now().0 / 1000 + TOKEN_SECONDS).to_string();
    let query = [("aud", audience), ("lxm", method), ("exp", ends.as_str())];
    let answer: Answer = session::call(session, Call::get("com.atproto.server.getServiceAuth", &query)).await?;
    Ok(Secret::new(answer.token))
}

/// Asks whether the account may send a video now. A service that does not say so does not forbid it.
async fn allowed(session: &Session) -> Result<(), Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer {
        can_upload: bool,
        #[serde(default)]
        remaining_daily_videos: Option<i64>,
        #[serde(default)]
        remaining_daily_bytes: Option<i64>,
        #[serde(default)]
        message: String,
    }
    let nsid = "app.bsky.video.getUploadLimits";
    let token = service_token(session, SERVICE_DID, nsid).await?;
    let answer = session.wire.send(Request::get(at_service(nsid, &[])?).bearer(&token)).await?;
    let Ok(limits) = refusal::settle(answer).and_then(|answer| answer.json::<Answer>()) else { return Ok(()) };
    if limits.can_upload {
        return Ok(());
    }
    let spent = [limits.remaining_daily_videos, limits.remaining_daily_bytes].iter().flatten().any(|left| *left <= 0);
    let what = if spent { FailureKind::QuotaSpent } else { FailureKind::Permission };
    let told = if limits.message.is_empty() { String::new() } else { format!(" It says: {}", limits.message) };
    Err(Failure::without_effect(what, format!("Bluesky takes no video from this account now.{told}")))
}

/// A job as the service tells of it, by itself or inside `jobStatus`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Job {
    #[serde(rename = "jobId")]
    id: String,
    state: String,
    blob: Option<Value>,
    error: Option<String>,
    message: Option<String>,
    failure_code: Option<String>,
}

impl Job {
    fn of(answer: &Response) -> Self {
        let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let inner = body.get_mut("jobStatus").map(Value::take);
        serde_json::from_value(inner.unwrap_or(body)).unwrap_or_default()
    }
}

/// Looks at the job. Some: it is not done, and is looked at again after so many seconds.
async fn look(session: &Session, id: &str, film: &mut Film) -> Result<Option<i64>, Failure> {
    let nsid = "app.bsky.video.getJobStatus";
    let url = at_service(nsid, &[("jobId", id)])?;
    let mut answer = session.wire.send(Request::get(url.clone())).await?;
    if answer.status == 401 {
        let token = service_token(session, SERVICE_DID, nsid).await?;
        answer = session.wire.send(Request::get(url).bearer(&token)).await?;
    }
    if matches!(answer.status, 400 | 404) {
        return again(film, "The video service does not know the video any more.");
    }
    let job = Job::of(&refusal::settle(answer)?);
    match (job.state.as_str(), &job.blob) {
        ("JOB_STATE_FAILED", _) => failed(&job, film),
        (_, Some(Value::Object(_))) => {
            film.blob = job.blob;
            Ok(None)
        }
        _ => {
            film.looks = film.looks.saturating_add(1);
            if film.looks > MOST_LOOKS {
                return again(film, "The video service has been preparing the video for hours and is not done.");
            }
            let doubled = FIRST_WAIT << film.looks.saturating_sub(1).min(6);
            Ok(Some(doubled.min(LONGEST_WAIT)))
        }
    }
}

/// The video is sent once more from the beginning, but not for ever.
fn again(film: &mut Film, why: &str) -> Result<Option<i64>, Failure> {
    film.lost = film.lost.saturating_add(1);
    if film.lost > 2 {
        let what = FailureKind::Rejected { field: Some("media".to_owned()), limit: None };
        return Err(Failure::without_effect(what, format!("{why} Nothing was posted. Try again later.")));
    }
    *film = Film { lost: film.lost, ..Film::default() };
    Ok(Some(LONGEST_WAIT))
}

/// What a job that failed means: the video's fault, or nobody's.
fn failed(job: &Job, film: &mut Film) -> Result<Option<i64>, Failure> {
    let told = [&job.message, &job.error].into_iter().flatten().find(|words| !words.is_empty());
    let told = told.map(|words| format!(" It says: {words}")).unwrap_or_default();
    match job.failure_code.as_deref() {
        Some("validation_failure" | "encoding_failure" | "pds_upload_unsupported_blob_size") => {
            let what = FailureKind::Rejected { field: Some("media".to_owned()), limit: None };
            let words = format!("Bluesky could not use this video, and nothing was posted.{told}");
            Err(Failure::without_effect(what, words))
        }
        _ => again(film, &format!("Bluesky's video service failed.{told}")),
    }
}

/// The failure that the service's refusal means.
fn said(answer: &Response) -> Failure {
    let refusal = Refusal::of(answer);
    let mut failure = refusal::failure(answer);
    if refusal.message.is_empty() && !refusal.name.is_empty() {
        failure.words = format!("The video service refused the video ({}).", refusal.name);
    }
    failure
}

/// Uploads the captions that come next.
async fn next_captions(
    session: &Session,
    media: &MediaRef,
    film: &Film,
    bytes: &dyn MediaBytes,
) -> Result<Value, Failure> {
    let next = captions(media).get(film.captions.len());
    let next = next.ok_or_else(|| Failure::unusable("The captions were changed meanwhile."))?;
    let file = bytes.read(&next.hash).await?;
    if file.len() > limits::CAPTIONS_BYTES {
        let words = format!("The captions in {} are larger than the 20 kB that Bluesky takes.", next.language);
        return Err(too_much(limits::CAPTIONS_BYTES, &words));
    }
    blob(session, Payload::Bytes(file, "text/vtt".to_owned())).await
}

/// Uploads something to the account's server.
async fn blob(session: &Session, payload: Payload) -> Result<Value, Failure> {
    let mut answer: Value = session::call(session, Call::post("com.atproto.repo.uploadBlob", payload)).await?;
    match answer.get_mut("blob").map(Value::take) {
        Some(blob @ Value::Object(_)) => Ok(blob),
        _ => Err(Failure::unusable("The server did not say where it put the file.")),
    }
}
