//! What a server says about itself: `/api/v2/instance`, or version 1 where there is no other (Mastodon docs: instance).

use super::facts::PollFacts;
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
    /// Version 1, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_media_attachments: Option<u64>,
    /// Both versions, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) pleroma: OfPleroma,
    /// Version 1, Pleroma and its relatives.
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) poll_limits: PollRules,
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
    pub(super) polls: PollRules,
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) urls: Urls,
}

/// Mastodon's names and those of Pleroma and its relatives.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PollRules {
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_options: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_characters_per_option: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_option_chars: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) min_expiration: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) max_expiration: Option<u64>,
}

impl PollRules {
    fn facts(&self) -> Option<PollFacts> {
        // A server that has polls says how many answers they take.
        self.max_options.map(|options| PollFacts {
            options: Some(options),
            option_characters: self.max_characters_per_option.or(self.max_option_chars),
            shortest: self.min_expiration,
            longest: self.max_expiration,
        })
    }
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
    pub(super) video_size_limit: Option<u64>,
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) video_matrix_limit: Option<u64>,
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
pub(super) struct OfPleroma {
    #[serde(deserialize_with = "lenient::or_empty")]
    pub(super) metadata: PleromaMetadata,
}

/// Version 2 keeps here what version 1 has at the top.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PleromaMetadata {
    #[serde(deserialize_with = "lenient::maybe_number")]
    pub(super) description_limit: Option<u64>,
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

    /// Most characters of a post, wherever this version says it.
    pub(super) fn characters(&self) -> Option<u64> {
        self.configuration.statuses.max_characters.or(self.max_toot_chars)
    }

    /// Most characters of a picture's description, likewise.
    pub(super) fn description(&self) -> Option<u64> {
        let told = self.configuration.media_attachments.description_limit.or(self.description_limit);
        told.or(self.pleroma.metadata.description_limit)
    }

    /// What it says of polls, wherever this version says it.
    pub(super) fn polls(&self) -> Option<PollFacts> {
        self.configuration.polls.facts().or_else(|| self.poll_limits.facts())
    }

    /// Whether version 1 may know more. Mastodon says all in version 2; its relatives keep some of their own limits in
    /// version 1.
    fn is_partial(&self) -> bool {
        self.characters().is_none() || (self.version.contains("(compatible;") && self.description().is_none())
    }

    /// Takes from `older` what this answer leaves open.
    fn completed_by(mut self, older: Self) -> Self {
        let description = older.description();
        let (ours, theirs) = (&mut self.configuration.statuses, older.configuration.statuses);
        ours.max_characters = ours.max_characters.or(theirs.max_characters);
        ours.max_media_attachments = ours.max_media_attachments.or(theirs.max_media_attachments);
        ours.characters_reserved_per_url = ours.characters_reserved_per_url.or(theirs.characters_reserved_per_url);
        let (ours, theirs) = (&mut self.configuration.media_attachments, older.configuration.media_attachments);
        ours.image_size_limit = ours.image_size_limit.or(theirs.image_size_limit);
        ours.image_matrix_limit = ours.image_matrix_limit.or(theirs.image_matrix_limit);
        ours.video_size_limit = ours.video_size_limit.or(theirs.video_size_limit);
        ours.video_matrix_limit = ours.video_matrix_limit.or(theirs.video_matrix_limit);
        if ours.supported_mime_types.is_empty() {
            ours.supported_mime_types = theirs.supported_mime_types;
        }
        if self.polls().is_none() {
            (self.configuration.polls, self.poll_limits) = (older.configuration.polls, older.poll_limits);
        }
        self.urls.streaming_api = self.urls.streaming_api.or(older.urls.streaming_api);
        self.max_toot_chars = self.max_toot_chars.or(older.max_toot_chars);
        self.max_media_attachments = self.max_media_attachments.or(older.max_media_attachments);
        self.description_limit = self.description_limit.or(description);
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
    match newer {
        Ok((newer, at)) if newer.is_partial() => match ask(wire, base, "/api/v1/instance").await {
            Ok(Ok((older, _))) => Ok((newer.completed_by(older), at)),
            // What is known is enough to go on.
            Ok(Err(_)) | Err(_) => Ok((newer, at)),
        },
        Ok(found) => Ok(found),
        Err(_) => match ask(wire, base, "/api/v1/instance").await? {
            Ok(found) => Ok(found),
            Err(answer) => Err(stranger(base, &answer)),
        },
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
