//! What the commands of videos take and give.

use lectern_model::{DraftId, MediaHash};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A video that begins to come.
    VideoBeginInput {
        /// The draft.
        draft: DraftId,
        /// File name.
        name: String,
        /// How many bytes it has.
        #[ts(type = "number")]
        bytes: u64,
    }
    /// The next part of it.
    VideoPartInput {
        /// `Coming::ticket`.
        ticket: String,
        /// Where in the file it belongs.
        #[ts(type = "number")]
        at: u64,
        /// Its bytes in base64.
        base64: String,
    }
    /// All of it came.
    VideoDoneInput {
        /// The draft.
        draft: DraftId,
        /// `Coming::ticket`.
        ticket: String,
    }
    /// A still picture of a video.
    VideoStillInput {
        /// Its bytes in base64.
        base64: String,
    }
    /// A still picture that was kept.
    VideoStillOutput {
        /// Its bytes.
        still: MediaHash,
    }
    /// Captions to read and keep.
    CaptionsInput {
        /// File name. Empty: they were written here.
        name: String,
        /// BCP 47 tag of what is written in them.
        language: String,
        /// The file's text.
        text: String,
        /// How long the video is, in milliseconds, where it is known.
        #[ts(type = "number | null")]
        length_ms: Option<u64>,
    }
    /// Captions that were kept.
    CaptionsTextInput {
        /// Their bytes.
        captions: MediaHash,
    }
}
