//! What a platform takes of videos: which kinds, how many, how large, how long, and whether captions go along.

use crate::draft::Checked;
use crate::words::{about, count_of, listed, number, picture, size};
use lectern_model::{DraftMedia, Finding, Level, Limits, Video, VideoLimits};

pub(crate) fn check(draft: &Checked<'_>, limits: &Limits, platform: &str) -> Vec<Finding> {
    let videos: Vec<(usize, &DraftMedia, &Video)> = draft
        .media
        .iter()
        .enumerate()
        .filter_map(|(place, media)| media.video.as_ref().map(|video| (place, media, video)))
        .collect();
    if videos.is_empty() {
        return Vec::new();
    }
    let Some(taken) = &limits.video else {
        let words = format!("{platform} takes no videos from Lectern. Remove it, or leave this account out.");
        return vec![about("video_taken", Level::Stop, words)];
    };
    let mut findings: Vec<Finding> = together(draft.media.len(), videos.len(), taken, platform).into_iter().collect();
    for (place, media, video) in videos {
        let which = picture(draft.media, place);
        findings.extend(kind(&which, media, taken, platform));
        findings.extend(large(&which, media, taken, platform));
        findings.extend(long(&which, video, taken, platform));
        findings.extend(captioned(&which, video, taken, platform));
    }
    findings
}

/// How many there are, and what stands beside them.
fn together(all: usize, videos: usize, taken: &VideoLimits, platform: &str) -> Option<Finding> {
    let count = u64::try_from(videos).unwrap_or(u64::MAX);
    let most = u64::from(taken.most);
    if count > most {
        let words = format!(
            "{platform} takes {} in a post and there are {}. Remove {}.",
            count_of(most, "video"),
            number(count),
            number(count - most)
        );
        return Some(about("video_count", Level::Stop, words));
    }
    if all > videos && !taken.with_pictures {
        let words = format!("{platform} takes a video or pictures in a post, not both. Remove one or the other.");
        return Some(about("video_count", Level::Stop, words));
    }
    None
}

fn kind(which: &str, media: &DraftMedia, taken: &VideoLimits, platform: &str) -> Option<Finding> {
    if taken.types.iter().any(|mime| mime.eq_ignore_ascii_case(&media.mime)) {
        return None;
    }
    let kinds: Vec<String> = taken.types.iter().map(|mime| name(mime)).collect();
    let words = format!(
        "{which} is {}, and {platform} takes {}. Save it as that in a video program.",
        name(&media.mime),
        listed(&kinds, "or")
    );
    Some(about("video_type", Level::Stop, words))
}

/// `video/mp4` as `MP4`.
fn name(mime: &str) -> String {
    match mime {
        "video/quicktime" => "QuickTime (MOV)".to_owned(),
        "video/webm" => "WebM".to_owned(),
        _ => mime.rsplit('/').next().unwrap_or(mime).to_uppercase(),
    }
}

fn large(which: &str, media: &DraftMedia, taken: &VideoLimits, platform: &str) -> Option<Finding> {
    if media.bytes > taken.max_bytes {
        let words = format!(
            "{which} is {} and {platform} takes at most {}. Save it smaller in a video program.",
            size(media.bytes),
            size(taken.max_bytes)
        );
        return Some(about("video_size", Level::Stop, words));
    }
    let pixels = u64::from(media.width) * u64::from(media.height);
    let most = taken.max_pixels.filter(|most| pixels > *most)?;
    let words = format!(
        "{which} has {} pixels and {platform} takes at most {}. Save it smaller in a video program.",
        number(pixels),
        number(most)
    );
    Some(about("video_size", Level::Stop, words))
}

fn long(which: &str, video: &Video, taken: &VideoLimits, platform: &str) -> Option<Finding> {
    let most = u64::from(taken.longest_s?);
    let Some(length) = video.length_ms else {
        let words = format!(
            "{which} does not say how long it is. {platform} takes at most {}.",
            time(most.saturating_mul(1000))
        );
        return Some(about("video_length", Level::Tell, words));
    };
    if length <= most.saturating_mul(1000) {
        return None;
    }
    let words = format!(
        "{which} is {} long and {platform} takes at most {}. Cut it in a video program.",
        time(length),
        time(most.saturating_mul(1000))
    );
    Some(about("video_length", Level::Stop, words))
}

/// Milliseconds as `3:05`, rounded up, so that what is too long never reads as the limit.
fn time(ms: u64) -> String {
    let seconds = ms.div_ceil(1000);
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

fn captioned(which: &str, video: &Video, taken: &VideoLimits, platform: &str) -> Option<Finding> {
    if video.captions.is_empty() {
        return None;
    }
    let Some(most) = taken.captions_max_bytes else {
        let words =
            format!("{platform} takes no captions from Lectern, so {} goes there without them.", which.to_lowercase());
        let why = "People who cannot hear read the captions. Burn them into the picture with a video program, or say in the text what is said in the video.";
        return Some(about("video_captions_there", Level::Warn, words).because(why));
    };
    let too_large = video.captions.iter().find(|captions| captions.bytes > most)?;
    let words = format!(
        "The captions ({}) are {} and {platform} takes at most {}. Shorten them.",
        too_large.language,
        size(u64::from(too_large.bytes)),
        size(u64::from(most))
    );
    Some(about("video_captions_size", Level::Stop, words))
}
