//! What is kept with an account between runs: which software, its limits, its stream, its OAuth addresses.

use super::flavour::Flavour;
use super::instance::Instance;
use super::wire;
use lectern_model::{Account, Visibility};
use lectern_net::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An account's facts. Unknown and missing fields are harmless: an older or newer program may have written them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Facts {
    /// The software.
    pub(super) flavour: Flavour,
    /// Its version text, for diagnostics.
    pub(super) version: String,
    /// Host and port of the server: account ids mean something only there.
    pub(super) host: String,
    /// What follows the second `@` of local people's handles, in small letters.
    pub(super) domain: String,
    /// The account's own page: how snac names us inside a post.
    pub(super) account_url: String,
    /// Base of the websocket, where there is one.
    pub(super) streaming: Option<String>,
    /// `api_versions.mastodon`; 0 where the server does not say.
    pub(super) api_version: u32,
    /// The visibility its owner usually posts with.
    pub(super) usual_visibility: Visibility,
    /// Where tokens come from, where it is not `/oauth/token`.
    pub(super) token_url: Option<String>,
    /// Where tokens are revoked, where it is not `/oauth/revoke`.
    pub(super) revoke_url: Option<String>,
    /// Most characters.
    pub(super) max_characters: Option<u64>,
    /// What a link counts as.
    pub(super) link_weight: Option<u64>,
    /// Most attachments.
    pub(super) max_media: Option<u64>,
    /// Largest picture in bytes.
    pub(super) image_bytes: Option<u64>,
    /// Most pixels of a picture.
    pub(super) image_pixels: Option<u64>,
    /// Largest video in bytes.
    pub(super) video_bytes: Option<u64>,
    /// Most pixels of a video's picture.
    pub(super) video_pixels: Option<u64>,
    /// Most characters of a description.
    pub(super) description: Option<u64>,
    /// Media types it takes, of any kind.
    pub(super) mime_types: Vec<String>,
    /// What it says of polls; none: nothing, and it is taken to have none.
    pub(super) poll: Option<PollFacts>,
}

/// What a server says of polls.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PollFacts {
    /// Most answers.
    pub(super) options: Option<u64>,
    /// Most characters of an answer.
    pub(super) option_characters: Option<u64>,
    /// Shortest time it is open, in seconds.
    pub(super) shortest: Option<u64>,
    /// Longest time it is open, in seconds.
    pub(super) longest: Option<u64>,
}

impl Facts {
    /// An account's facts.
    pub(super) fn of(account: &Account) -> Self {
        serde_json::from_value(account.facts.clone()).unwrap_or_default()
    }

    /// The facts as the account keeps them.
    pub(super) fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Takes over what an instance says.
    pub(super) fn learn(&mut self, instance: &Instance, flavour: Flavour, base: &Url) {
        let media = &instance.configuration.media_attachments;
        let statuses = &instance.configuration.statuses;
        self.flavour = flavour;
        self.version.clone_from(&instance.version);
        self.domain = domain(instance, base);
        self.host = super::site::host_and_port(base);
        self.streaming = instance.configuration.urls.streaming.clone().or_else(|| instance.urls.streaming_api.clone());
        self.api_version = instance.api_versions.mastodon;
        self.max_characters = instance.characters();
        self.link_weight = statuses.characters_reserved_per_url;
        self.max_media = statuses.max_media_attachments.or(instance.max_media_attachments);
        self.image_bytes = media.image_size_limit.or(instance.upload_limit);
        self.image_pixels = media.image_matrix_limit;
        self.video_bytes = media.video_size_limit.or(instance.upload_limit);
        self.video_pixels = media.video_matrix_limit;
        self.description = instance.description();
        self.mime_types.clone_from(&media.supported_mime_types);
        self.poll = instance.polls();
    }

    /// Takes over what the account says about itself.
    pub(super) fn learn_owner(&mut self, owner: &wire::Account) {
        self.account_url = owner.url.clone().unwrap_or_default();
        self.usual_visibility = match owner.source.privacy.as_deref() {
            Some("unlisted") => Visibility::Unlisted,
            Some("private") => Visibility::Followers,
            _ => Visibility::Public,
        };
    }

    /// Somebody's id that is nobody else's: two servers both have an account 1.
    pub(super) fn person(&self, id: &str) -> String {
        if id.is_empty() { String::new() } else { format!("{id}@{}", self.host) }
    }

    /// Somebody's handle with its host: `@name@host`.
    pub(super) fn handle(&self, acct: &str) -> String {
        if acct.contains('@') { format!("@{acct}") } else { format!("@{acct}@{}", self.domain) }
    }

    /// How to name somebody in a text of ours: without the host where they are on our server.
    pub(super) fn mention(&self, acct: &str) -> String {
        match acct.split_once('@') {
            Some((name, host)) if host.eq_ignore_ascii_case(&self.domain) => name.to_owned(),
            _ => acct.to_owned(),
        }
    }
}

fn domain(instance: &Instance, base: &Url) -> String {
    let said = if instance.domain.is_empty() { &instance.uri } else { &instance.domain };
    let bare = said.split_once("://").map_or(said.as_str(), |(_, rest)| rest);
    let bare = bare.split('/').next().unwrap_or_default().trim().to_lowercase();
    if bare.is_empty() { super::site::host_and_port(base) } else { bare }
}
