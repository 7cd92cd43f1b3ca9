//! What an account's server accepts. Every number is the server's own where it gives one; what stands in for a missing
//! one is what Mastodon ships with (Mastodon docs: instance).

use super::facts::{Facts, PollFacts};
use super::flavour::Flavour;
use lectern_model::{Limits, PollLimits, TextUnit, VideoLimits, Visibility};

const STOCK_CHARACTERS: u64 = 500;
const STOCK_LINK: u64 = 23;
const STOCK_MEDIA: u64 = 4;
const STOCK_IMAGE_BYTES: u64 = 16 * 1024 * 1024;
const STOCK_VIDEO_BYTES: u64 = 99 * 1024 * 1024;
const STOCK_DESCRIPTION: u64 = 1500;
const STOCK_OPTIONS: u64 = 4;
const STOCK_OPTION_CHARACTERS: u64 = 50;
const STOCK_SHORTEST: u64 = 5 * 60;
const STOCK_LONGEST: u64 = 31 * 24 * 60 * 60;

/// Videos that every server takes that takes some.
const STOCK_VIDEOS: [&str; 3] = ["video/mp4", "video/webm", "video/quicktime"];

/// Pictures that every branch of the family takes.
const STOCK_TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// The limits of an account with these facts.
pub(super) fn of(facts: &Facts) -> Limits {
    // Only Mastodon counts every link as the same and drops the host of a mention; the others count what is written,
    // although GoToSocial and snac repeat `characters_reserved_per_url`.
    let mastodon = facts.flavour == Flavour::Mastodon;
    Limits {
        text_max: small(facts.max_characters.unwrap_or(STOCK_CHARACTERS)),
        text_unit: match facts.flavour {
            Flavour::Mastodon | Flavour::Pleroma => TextUnit::Graphemes,
            _ => TextUnit::Characters,
        },
        text_max_bytes: None,
        link_weight: if mastodon { Some(small(facts.link_weight.unwrap_or(STOCK_LINK))) } else { None },
        mention_local_part_only: mastodon,
        warning_counts: true,
        pictures_max: small(facts.max_media.unwrap_or(STOCK_MEDIA)),
        picture_max_bytes: facts.image_bytes.unwrap_or(STOCK_IMAGE_BYTES),
        picture_max_pixels: facts.image_pixels,
        description_max: small(facts.description.unwrap_or(STOCK_DESCRIPTION)),
        picture_required: facts.flavour == Flavour::Pixelfed,
        picture_types: picture_types(facts),
        visibilities: visibilities(facts),
        content_warning: true,
        poll: facts.poll.as_ref().and_then(polls),
        video: videos(facts),
    }
}

/// None where the server says that a poll may have fewer than two answers: it has no polls.
fn polls(facts: &PollFacts) -> Option<PollLimits> {
    let options_max = small(facts.options.unwrap_or(STOCK_OPTIONS));
    (options_max >= 2).then(|| PollLimits {
        options_max,
        option_chars_max: small(facts.option_characters.unwrap_or(STOCK_OPTION_CHARACTERS)),
        shortest_s: small(facts.shortest.unwrap_or(STOCK_SHORTEST)),
        longest_s: small(facts.longest.unwrap_or(STOCK_LONGEST)),
        // Mastodon's own servers refuse a poll with pictures.
        with_pictures: false,
    })
}

/// None where the server names what it takes and no video is among it. Mastodon refuses a video beside anything else; the
/// others are not known to take it. None of them takes captions, and none says how long a video may be.
fn videos(facts: &Facts) -> Option<VideoLimits> {
    let told = of_kind(facts, "video/");
    let types = if facts.mime_types.is_empty() { STOCK_VIDEOS.map(str::to_owned).to_vec() } else { told };
    (!types.is_empty()).then(|| VideoLimits {
        types,
        max_bytes: facts.video_bytes.unwrap_or(STOCK_VIDEO_BYTES),
        longest_s: None,
        max_pixels: facts.video_pixels,
        most: 1,
        with_pictures: false,
        captions_max_bytes: None,
    })
}

fn of_kind(facts: &Facts, kind: &str) -> Vec<String> {
    facts.mime_types.iter().filter(|mime| mime.starts_with(kind)).cloned().collect()
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn picture_types(facts: &Facts) -> Vec<String> {
    let told = of_kind(facts, "image/");
    if told.is_empty() { STOCK_TYPES.map(str::to_owned).to_vec() } else { told }
}

/// What the server honours, the owner's usual one first.
fn visibilities(facts: &Facts) -> Vec<Visibility> {
    let mut offered = vec![Visibility::Public, Visibility::Unlisted];
    if facts.flavour.has_followers_only() {
        offered.push(Visibility::Followers);
    }
    if facts.flavour.has_direct() {
        offered.push(Visibility::Direct);
    }
    if let Some(at) = offered.iter().position(|visibility| *visibility == facts.usual_visibility) {
        let usual = offered.remove(at);
        offered.insert(0, usual);
    }
    offered
}
