//! What a server says about itself: `/api/v2/instance`, or version 1 where there is no other (Mastodon docs: instance).

use super::lenient;
use super::site::{is_html, words_for_page};
use lectern_model::{Failure, FailureKind};
use lectern_net::{Request, Response, Url, Wire};
use serde::Deserialize;

/// Versions 1 and 2 in one; each fills its own fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Instance {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) version: String,
    /// Version 2.
    #[serde(deserialize_with = "lenient::text")]
    pub(super) domain: String,
    /// Version 1; Pleroma and Akkoma write a whole address here.
    #[serde(deserialize_with = "lenient::text")]
    pub(super) uri: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) source_url: String,
    /// Version 1, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_toot_chars: Option<u64>,
    /// Version 1, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) description_limit: Option<u64>,
    /// Version 1, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) upload_limit: Option<u64>,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) configuration: Configuration,
    /// Version 1.
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) urls: OldUrls,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) api_versions: ApiVersions,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Configuration {
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) statuses: StatusRules,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) media_attachments: MediaRules,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) urls: Urls,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct StatusRules {
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_characters: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_media_attachments: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) characters_reserved_per_url: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MediaRules {
    #[serde(deserialize_with = "lenient::list")]
    pub(super) supported_mime_types: Vec<String>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) image_size_limit: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) image_matrix_limit: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) description_limit: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Urls {
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) streaming: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OldUrls {
    #[serde(deserialize_with = "lenient::maybe_text")]
    pub(super) streaming_api: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ApiVersions {
    #[serde(deserialize_with = "lenient::count")]
    pub(super) mastodon: u32,
}

impl Instance {
    /// Whether this answer is an instance at all and not some other JSON.
    fn is_one(&self) -> bool {
        !self.version.is_empty() && (!self.domain.is_empty() || !self.uri.is_empty())
    }

    /// Takes from `older` what this answer leaves open.
    fn completed_by(mut self, older: Self) -> Self {
        let (ours, theirs) = (&mut self.configuration.statuses, older.configuration.statuses);
        ours.max_characters = ours.max_characters.or(theirs.max_characters);
        ours.max_media_attachments = ours.max_media_attachments.or(theirs.max_media_attachments);
        self.max_toot_chars = self.max_toot_chars.or(older.max_toot_chars);
        self.description_limit = self.description_limit.or(older.description_limit);
        self.upload_limit = self.upload_limit.or(older.upload_limit);
        self
    }
}

/// Reads the instance at `base`, and where it really answers (after redirects).
///
/// # Errors
/// The line failed, or no server of this family answers there.
pub(super) async fn read(wire: &Wire, base: &Url) -> Result<(Instance, Url), Failure> {
    let newer = ask(wire, base, "/api/v2/instance").await?;
    if let Ok((instance, at)) = &newer
        && instance.configuration.statuses.max_characters.is_some()
    {
        return Ok((instance.clone(), at.clone()));
    }
    let older = ask(wire, base, "/api/v1/instance").await?;
    match (newer, older) {
        (Ok((newer, at)), Ok((older, _))) => Ok((newer.completed_by(older), at)),
        (Ok(found), Err(_)) | (Err(_), Ok(found)) => Ok(found),
        (Err(_), Err(answer)) => Err(stranger(base, &answer)),
    }
}

/// The inner error is an answer that is no instance.
async fn ask(wire: &Wire, base: &Url, path: &str) -> Result<Result<(Instance, Url), Response>, Failure> {
    let url = base.join(path).map_err(|_| Failure::unusable("That address cannot be used."))?;
    let answer = wire.send(Request::get(url).header("accept", "application/json")).await?;
    if !(200..300).contains(&answer.status) {
        return Ok(Err(answer));
    }
    let mut at = answer.url.clone();
    at.set_path("/");
    at.set_query(None);
    Ok(match answer.json::<Instance>() {
        Ok(instance) if instance.is_one() => Ok((instance, at)),
        _ => Err(answer),
    })
}

/// Why an answer is no instance, in words for the sign-in form.
fn stranger(base: &Url, answer: &Response) -> Failure {
    let host = base.host_str().unwrap_or_default();
    if answer.status == 429 || answer.status >= 500 {
        return answer.failure();
    }
    let words = if is_html(answer) && (200..300).contains(&answer.status) {
        words_for_page(host)
    } else {
        format!("{host} does not answer like Mastodon or one of its relatives. Check the address.")
    };
    Failure::without_effect(FailureKind::Rejected { field: Some("server".to_owned()), limit: None }, words)
}
