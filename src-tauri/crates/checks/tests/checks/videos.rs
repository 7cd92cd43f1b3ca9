//! A video needs words for those who cannot see it and for those who cannot hear it, and fits where it goes.

use crate::made::{of, picture, small_limits, text};
use lectern_checks::{Checked, common, for_account};
use lectern_model::{Captions, DraftMedia, Finding, Fix, Level, Limits, MediaHash, Video, VideoLimits};

fn video() -> DraftMedia {
    DraftMedia {
        mime: "video/mp4".to_owned(),
        name: "tour.mp4".to_owned(),
        description: "A tour".to_owned(),
        bytes: 5_000,
        video: Some(Video { length_ms: Some(60_000), no_speech: true, ..Video::default() }),
        ..picture()
    }
}

fn with(change: impl Fn(&mut Video)) -> DraftMedia {
    let mut media = video();
    media.video.iter_mut().for_each(change);
    media
}

fn captions(bytes: u32) -> Captions {
    Captions { language: "en".to_owned(), hash: MediaHash("1".repeat(64)), name: String::new(), bytes, cues: 3 }
}

fn limits() -> Limits {
    let video = VideoLimits {
        types: vec!["video/mp4".to_owned(), "video/webm".to_owned()],
        max_bytes: 5_000,
        longest_s: Some(60),
        max_pixels: Some(100),
        most: 1,
        with_pictures: false,
        captions_max_bytes: Some(20),
    };
    Limits { video: Some(video), ..small_limits() }
}

fn there(media: &[DraftMedia], limits: &Limits) -> Vec<(String, Level, String)> {
    let draft = Checked { media, limits: Some(limits), ..text("Hello") };
    let told = for_account(&draft, "Elsewhere").into_iter();
    told.map(|finding| (finding.check, finding.level, finding.words)).collect()
}

fn here(media: &[DraftMedia]) -> Vec<Finding> {
    common(&Checked { media, ..text("Hello") })
}

#[test]
fn a_video_has_captions_or_nobody_speaks_in_it() {
    let silent = here(&[with(|video| video.no_speech = false)]);
    let [told] = of("video_captions", &silent)[..] else { panic!("{silent:?}") };
    assert_eq!(
        (told.level, told.words.as_str()),
        (Level::Stop, "The video has no captions. Add them, or say that nobody speaks in it.",)
    );
    assert!(matches!(told.fix, Some(Fix::OpenPicture { picture: 0, .. })), "{told:?}");
    let written = with(|video| {
        video.no_speech = false;
        video.captions = vec![captions(10)];
    });
    for media in [video(), written, picture()] {
        assert!(of("video_captions", &here(std::slice::from_ref(&media))).is_empty(), "{media:?}");
    }
    let second = here(&[picture(), with(|video| video.no_speech = false)]);
    assert!(of("video_captions", &second)[0].words.starts_with("Video 2 has no captions."));
}

#[test]
fn a_video_is_described_as_a_picture_is() {
    let bare = DraftMedia { description: String::new(), ..video() };
    assert!(of("picture_description", &here(&[bare]))[0].words.starts_with("The video has no description"));
}

#[test]
fn what_fits_is_taken_and_one_more_is_not() {
    assert_eq!(there(&[video()], &limits()), []);
    let large = DraftMedia { bytes: 5_001, ..video() };
    let wide = DraftMedia { width: 101, height: 1, ..video() };
    let long = with(|video| video.length_ms = Some(60_001));
    let other = DraftMedia { mime: "video/quicktime".to_owned(), ..video() };
    for (media, check, words) in [
        (large, "video_size", "The video is 6 kB and Elsewhere takes at most 5 kB."),
        (wide, "video_size", "The video has 101 pixels and Elsewhere takes at most 100."),
        (long, "video_length", "The video is 1:01 long and Elsewhere takes at most 1:00."),
        (other, "video_type", "The video is QuickTime (MOV), and Elsewhere takes MP4 or WebM."),
    ] {
        let told = there(&[media], &limits());
        let [(found, level, said)] = &told[..] else { panic!("{told:?}") };
        assert_eq!((found.as_str(), *level), (check, Level::Stop));
        assert!(said.starts_with(words), "{said}");
    }
    let unknown = there(&[with(|video| video.length_ms = None)], &limits());
    assert_eq!((unknown[0].0.as_str(), unknown[0].1), ("video_length", Level::Tell));
}

#[test]
fn a_video_stands_alone_where_it_must() {
    let beside = there(&[video(), picture()], &limits());
    assert_eq!((beside[0].0.as_str(), beside[0].1, beside.len()), ("video_count", Level::Stop, 1));
    let two = there(&[video(), video()], &limits());
    assert!(two[0].2.contains("takes 1 video in a post and there are 2"), "{two:?}");
    let mut mixed = limits();
    mixed.video.iter_mut().for_each(|video| video.with_pictures = true);
    assert_eq!(there(&[video(), picture()], &mixed), []);
    let none = there(&[video()], &small_limits());
    assert_eq!((none[0].0.as_str(), none[0].1, none.len()), ("video_taken", Level::Stop, 1));
}

#[test]
fn captions_go_where_they_are_taken_and_it_is_said_where_not() {
    let of_size = |bytes| with(|video| video.captions = vec![captions(bytes)]);
    assert_eq!(there(&[of_size(20)], &limits()), []);
    let large = there(&[of_size(21)], &limits());
    assert_eq!((large[0].0.as_str(), large[0].1), ("video_captions_size", Level::Stop));
    let mut deaf = limits();
    deaf.video.iter_mut().for_each(|video| video.captions_max_bytes = None);
    let told = there(&[of_size(20)], &deaf);
    assert_eq!((told[0].0.as_str(), told[0].1), ("video_captions_there", Level::Warn));
    assert_eq!(told[0].2, "Elsewhere takes no captions from Lectern, so the video goes there without them.");
    assert_eq!(there(&[video()], &deaf), [], "nothing is said where there are none");
}
