//! Uploading pictures and videos, and waiting until the server has prepared them (Mastodon docs: media).
//!
//! A video is read while it is sent. Which id the server gave it is stored before anything else happens, so that a
//! video that is still being prepared when the program ends is asked about again, and not sent again.

use super::api::{Api, decode};
use super::wire::Media;
use crate::MediaBytes;
use bytes::Bytes;
use lectern_model::{Failure, FailureKind, Focus, MediaRef};
use lectern_net::{FilePart, Part, Payload, Request, Response};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Pictures may be large and lines slow.
const TIMEOUT: Duration = Duration::from_secs(180);

/// A line that takes less than this in a second is given up: bytes.
const SLOWEST: u64 = 50_000;

/// Seconds before the first look at what the server still prepares; each later wait is twice as long.
const FIRST_WAIT: i64 = 2;

/// Longest wait between two looks, in seconds.
const LONGEST_WAIT: i64 = 60;

/// After so many looks, some hours, nothing comes of it any more.
const MOST_LOOKS: u32 = 240;

/// A picture or a video on the server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Uploaded {
    pub(super) id: String,
    pub(super) ready: bool,
    /// How often the server was asked whether it is ready.
    #[serde(skip_serializing_if = "is_none_yet")]
    looks: u32,
}

fn is_none_yet(looks: &u32) -> bool {
    *looks == 0
}

/// What a look at an uploaded file came to.
pub(super) enum Prepared {
    Ready,
    NotYet { seconds: i64 },
    Lost,
}

/// Uploads one. The description and the point to keep in view go with it.
pub(super) async fn send(api: &Api<'_>, file: &MediaRef, media: &dyn MediaBytes) -> Result<Uploaded, Failure> {
    let (payload, timeout) = if file.video.is_some() {
        let source = media.open(&file.hash).await?;
        let timeout = TIMEOUT + Duration::from_secs(source.length() / SLOWEST);
        let beside = words(file).into_iter().chain(still(file, media).await).collect();
        (Payload::Upload(beside, file_part(file, source)), timeout)
    } else {
        let bytes = media.read(&file.hash).await?;
        let mime = Some(file.mime.clone());
        let part = Part { name: "file".to_owned(), file_name: Some(file.name.clone()), mime, bytes };
        let parts = std::iter::once(part).chain(words(file)).collect();
        (Payload::Multipart(parts), TIMEOUT)
    };
    let send = async |path: &str| {
        let request = Request::post(api.url(path, &[], &[])?);
        api.send(request.payload(payload.clone()).timeout(timeout)).await
    };
    let mut answer = send("/api/v2/media").await?;
    if matches!(answer.status, 404 | 405) {
        answer = send("/api/v1/media").await?;
    }
    let still_preparing = answer.status == 202;
    let there: Media = decode(&answer.ok()?)?;
    if there.id.is_empty() {
        return Err(Failure::unusable("The server took the file but did not say which one it is."));
    }
    Ok(Uploaded { id: there.id, ready: !still_preparing, looks: 0 })
}

fn file_part(file: &MediaRef, source: std::sync::Arc<dyn lectern_net::Source>) -> FilePart {
    FilePart { name: "file".to_owned(), file_name: file.name.clone(), mime: file.mime.clone(), source }
}

/// The first picture of a video, where it is known: servers show it until somebody plays the video (Mastodon docs: media,
/// `thumbnail`). A video without it is better than a post that never goes out for a lost still.
async fn still(file: &MediaRef, media: &dyn MediaBytes) -> Option<Part> {
    let poster = file.video.as_ref()?.poster.as_ref()?;
    let bytes = media.read(poster).await.ok()?;
    let (mime, file_name) = match bytes.get(..4)? {
        [0xff, 0xd8, 0xff, _] => ("image/jpeg", "still.jpg"),
        [0x89, b'P', b'N', b'G'] => ("image/png", "still.png"),
        _ => return None,
    };
    let (mime, file_name) = (Some(mime.to_owned()), Some(file_name.to_owned()));
    Some(Part { name: "thumbnail".to_owned(), file_name, mime, bytes })
}

/// What is said about a file.
fn words(file: &MediaRef) -> Vec<Part> {
    let field = |name: &str, value: String| Part {
        name: name.to_owned(),
        file_name: None,
        mime: None,
        bytes: Bytes::from(value),
    };
    let mut parts = Vec::new();
    if !file.description.is_empty() {
        parts.push(field("description", file.description.clone()));
    }
    parts.extend(file.focus.map(focal_point).map(|point| field("focus", point)));
    parts
}

/// The point to keep in view as the servers count it: from -1 to 1, to the right and upwards, the middle being 0
/// (Mastodon docs: media).
pub(super) fn focal_point(focus: Focus) -> String {
    let place = |thousandths: u16| f64::from(thousandths.min(1000)) / 500.0 - 1.0;
    let upwards = |thousandths: u16| place(1000 - thousandths.min(1000));
    format!("{:.3},{:.3}", place(focus.x), upwards(focus.y))
}

/// Looks whether it is prepared: 206 while it is not, 422 where it could not be, 404 where it is not there any more.
pub(super) async fn look(api: &Api<'_>, uploaded: &mut Uploaded) -> Result<Prepared, Failure> {
    let answer = api.send(Request::get(api.url("/api/v1/media", &[&uploaded.id], &[])?)).await?;
    match answer.status {
        404 | 410 => return Ok(Prepared::Lost),
        422 => return Err(unprepared(answer)),
        206 => {}
        _ => {
            answer.ok()?;
            uploaded.ready = true;
            return Ok(Prepared::Ready);
        }
    }
    uploaded.looks = uploaded.looks.saturating_add(1);
    if uploaded.looks > MOST_LOOKS {
        let words = "The server has been preparing the file for hours and is not done. Nothing was posted. Try again later, or save it in another form.";
        return Err(refused(words.to_owned()));
    }
    let doubled = FIRST_WAIT << uploaded.looks.saturating_sub(1).min(6);
    Ok(Prepared::NotYet { seconds: doubled.min(LONGEST_WAIT) })
}

fn unprepared(answer: Response) -> Failure {
    let said = answer.failure().words;
    refused(format!("The server could not prepare the file, and nothing was posted. It says: {said}"))
}

/// What was uploaded is gone, twice.
pub(super) fn lost() -> Failure {
    refused("The server lost the uploaded file twice. Nothing was posted; try again later.".to_owned())
}

fn refused(words: String) -> Failure {
    Failure::without_effect(FailureKind::Rejected { field: Some("media".to_owned()), limit: None }, words)
}
