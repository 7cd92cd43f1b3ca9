//! A platform's own limits as data, so that counting is pure and above connectors nobody names a platform.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one unit of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextUnit {
    /// What a reader calls a character (extended grapheme clusters).
    Graphemes,
    /// Unicode code points.
    Characters,
}

/// What an account's platform accepts. Read from the server where it tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Limits {
    /// Most units of text in a post.
    pub text_max: u32,
    /// What a unit is.
    pub text_unit: TextUnit,
    /// Most UTF-8 bytes, where there is such a limit.
    pub text_max_bytes: Option<u32>,
    /// What every link counts as, whatever its length; none: its own length.
    pub link_weight: Option<u32>,
    /// Whether a mention of a person elsewhere (`@name@host`) counts only its `@name`.
    pub mention_local_part_only: bool,
    /// Whether the content warning counts too.
    pub warning_counts: bool,
    /// Most pictures in a post.
    pub pictures_max: u32,
    /// Largest picture in bytes.
    #[ts(type = "number")]
    pub picture_max_bytes: u64,
    /// Most pixels in a picture, where there is such a limit.
    #[ts(type = "number | null")]
    pub picture_max_pixels: Option<u64>,
    /// Most units in a picture's description.
    pub description_max: u32,
    /// Whether a post without a picture is refused.
    pub picture_required: bool,
    /// Picture types it takes, as media types.
    pub picture_types: Vec<String>,
    /// Visibilities it offers, the usual one first.
    pub visibilities: Vec<crate::Visibility>,
    /// Whether it takes a content warning.
    pub content_warning: bool,
    /// What it takes of polls; none: it has no polls.
    pub poll: Option<crate::PollLimits>,
    /// What it takes of videos; none: it takes none from us.
    #[serde(default)]
    pub video: Option<crate::VideoLimits>,
}

/// How long a text is by a platform's own rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Count {
    /// Units used.
    pub used: u32,
    /// Units allowed.
    pub max: u32,
    /// UTF-8 bytes used.
    pub bytes: u32,
    /// Whether it fits by every rule.
    pub fits: bool,
}
