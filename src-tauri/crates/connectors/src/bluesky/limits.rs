//! What Bluesky accepts (lexicons `app.bsky.feed.post`, `app.bsky.embed.*`, `chat.bsky.convo.defs#messageInput`). The
//! network has one set of rules; servers that lag behind it say so when they refuse.

use lectern_model::{Limits, TextUnit, VideoLimits, Visibility};

/// Most graphemes of a post.
pub(super) const TEXT_GRAPHEMES: u32 = 300;
/// Most UTF-8 bytes of a post.
pub(super) const TEXT_BYTES: u32 = 3000;
/// Most pictures in `app.bsky.embed.images`.
pub(super) const PICTURES: usize = 4;
/// Largest picture in bytes; servers that run older rules take 1,000,000 and name that number when they refuse.
pub(super) const PICTURE_BYTES: usize = 2_000_000;
/// Largest video in bytes (`app.bsky.embed.video`).
pub(super) const VIDEO_BYTES: u64 = 300_000_000;
/// Largest file of captions in bytes (`app.bsky.embed.video#caption`).
pub(super) const CAPTIONS_BYTES: usize = 20_000;
/// Most files of captions of a video.
pub(super) const CAPTIONS: usize = 20;
/// Largest picture of a link card in bytes.
pub(super) const THUMB_BYTES: usize = 1_000_000;
/// Most graphemes of a private message.
pub(super) const MESSAGE_GRAPHEMES: usize = 1000;
/// Most UTF-8 bytes of a private message.
pub(super) const MESSAGE_BYTES: usize = 10_000;

/// The limits of a post. The lexicon sets none for descriptions; 2,000 is what Bluesky's own app lets people type.
pub(super) fn limits() -> Limits {
    Limits {
        text_max: TEXT_GRAPHEMES,
        text_unit: TextUnit::Graphemes,
        text_max_bytes: Some(TEXT_BYTES),
        link_weight: None,
        mention_local_part_only: false,
        warning_counts: false,
        pictures_max: 4,
        picture_max_bytes: 2_000_000,
        picture_max_pixels: None,
        description_max: 2000,
        picture_required: false,
        picture_types: ["image/jpeg", "image/png", "image/webp"].map(str::to_owned).to_vec(),
        visibilities: vec![Visibility::Public],
        content_warning: false,
        poll: None,
        video: Some(VideoLimits {
            types: vec!["video/mp4".to_owned()],
            max_bytes: VIDEO_BYTES,
            // The lexicon sets none; three minutes are what Bluesky's own app lets people send.
            longest_s: Some(180),
            max_pixels: None,
            most: 1,
            with_pictures: false,
            captions_max_bytes: Some(20_000),
        }),
    }
}
