//! Videos of our own: how long they are, what is said in them, and what platforms take of them.

use crate::MediaHash;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Captions of a video in one language: a WebVTT file in the media folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Captions {
    /// BCP 47 tag of what is written in them.
    pub language: String,
    /// The file's bytes.
    pub hash: MediaHash,
    /// File name they came with. Empty: they were written here.
    pub name: String,
    /// Size in bytes.
    pub bytes: u32,
    /// How many there are.
    pub cues: u32,
}

/// What a video has and a picture has not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Video {
    /// How long it is, in milliseconds; none: its file does not say.
    #[ts(type = "number | null")]
    pub length_ms: Option<u64>,
    /// How its picture is encoded, by its container's own name for it (`avc1`, `V_VP9`); none: its file does not say, and
    /// nothing can play it.
    #[serde(default)]
    pub codec: Option<String>,
    /// A still picture of it in the media folder, shown where it does not play.
    pub poster: Option<MediaHash>,
    /// Captions, one for a language.
    pub captions: Vec<Captions>,
    /// A person said that nobody speaks in it, so that it needs no captions.
    pub no_speech: bool,
}

/// What a platform takes of videos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VideoLimits {
    /// Media types it takes.
    pub types: Vec<String>,
    /// Largest video in bytes.
    #[ts(type = "number")]
    pub max_bytes: u64,
    /// Longest video in seconds, where there is such a limit.
    pub longest_s: Option<u32>,
    /// Most pixels of one of its pictures, where there is such a limit.
    #[ts(type = "number | null")]
    pub max_pixels: Option<u64>,
    /// Most videos in a post.
    pub most: u32,
    /// Whether a post may hold pictures beside a video.
    pub with_pictures: bool,
    /// Largest file of captions in bytes; none: it takes no captions.
    pub captions_max_bytes: Option<u32>,
}

/// Something in a file of captions that is not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaptionProblem {
    /// Its line, from 1.
    pub line: u32,
    /// One plain sentence.
    pub words: String,
    /// The captions cannot be kept like this.
    pub stops: bool,
}

/// What reading a file of captions came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaptionsRead {
    /// The captions, kept; none: something stops them.
    pub captions: Option<Captions>,
    /// What is not right, by line.
    pub problems: Vec<CaptionProblem>,
}

/// A file on its way into a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Coming {
    /// Names it while it comes.
    pub ticket: String,
    /// Most bytes of one part.
    pub part_bytes: u32,
}
