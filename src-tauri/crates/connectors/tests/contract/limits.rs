//! Limits hold at one below, at, and one above, by the counting the editor uses.

use crate::made::account_of;
use lectern_checks::{Checked, for_account, length::count};
use lectern_connectors::{Connector, all};
use lectern_model::{DraftMedia, Finding, Limits, MediaHash, Moving, TextUnit, Video};
use serde_json::{Value, json};
use std::sync::Arc;

/// Limits of every platform that publishes, for an account of which nothing is known yet.
fn limits() -> Vec<(String, Limits)> {
    let known = |connector: &Arc<dyn Connector>| {
        let limits = connector.publish()?.limits(&account_of(connector, Value::Null));
        Some((connector.describe().name, limits))
    };
    all().iter().filter_map(known).collect()
}

fn picture(limits: &Limits) -> DraftMedia {
    DraftMedia {
        hash: MediaHash("0".repeat(64)),
        mime: limits.picture_types.first().cloned().unwrap_or_default(),
        name: "duck.png".to_owned(),
        description: "A duck".to_owned(),
        decorative: false,
        width: 10,
        height: 10,
        bytes: 1,
        decorative_why: String::new(),
        original: None,
        focus: None,
        moving: Moving::Still,
        video: None,
    }
}

fn found(limits: &Limits, name: &str, text: &str, media: &[DraftMedia], check: &str) -> usize {
    let draft = Checked {
        text,
        content_warning: "",
        media,
        limits: Some(limits),
        own_sites: &[],
        reply: false,
        variables: None,
    };
    let findings: Vec<Finding> = for_account(&draft, name);
    findings.iter().filter(|finding| finding.check == check).count()
}

#[test]
fn text_fits_up_to_the_limit_and_no_further() {
    for (name, limits) in limits() {
        assert!(limits.text_max > 0, "{name}");
        let max = usize::try_from(limits.text_max).unwrap();
        for (letters, fits) in [(max - 1, true), (max, true), (max + 1, false)] {
            let count = count(&"a".repeat(letters), "", &limits);
            assert_eq!(count.fits, fits, "{name} at {letters} of {max}");
            assert_eq!(found(&limits, &name, &"a".repeat(letters), &[], "length"), usize::from(!fits), "{name}");
        }
    }
}

#[test]
fn one_emoji_of_several_characters_counts_as_the_platform_says() {
    for (name, limits) in limits() {
        let used = count("👨‍👩‍👧‍👦", "", &limits).used;
        let expected = match limits.text_unit {
            TextUnit::Graphemes => 1,
            TextUnit::Characters => 7,
        };
        assert_eq!(used, expected, "{name}");
    }
}

#[test]
fn bytes_fit_up_to_their_limit_and_no_further() {
    for (name, limits) in limits() {
        let Some(max) = limits.text_max_bytes.and_then(|max| usize::try_from(max).ok()) else { continue };
        let roomy = Limits { text_max: u32::MAX, ..limits };
        for (bytes, fits) in [(max - 1, true), (max, true), (max + 1, false)] {
            assert_eq!(count(&"a".repeat(bytes), "", &roomy).fits, fits, "{name} at {bytes} of {max} bytes");
        }
    }
}

#[test]
fn pictures_fit_up_to_the_limit_and_no_further() {
    for (name, limits) in limits() {
        let max = usize::try_from(limits.pictures_max).unwrap();
        for (pictures, findings) in [(max.saturating_sub(1), 0), (max, 0), (max + 1, 1)] {
            let media = vec![picture(&limits); pictures];
            assert_eq!(found(&limits, &name, "a", &media, "picture_count"), findings, "{name} with {pictures}");
        }
        for (bytes, findings) in [(limits.picture_max_bytes, 0), (limits.picture_max_bytes + 1, 1)] {
            let media = [DraftMedia { bytes, ..picture(&limits) }];
            assert_eq!(found(&limits, &name, "a", &media, "picture_size"), findings, "{name} with {bytes} bytes");
        }
        let max = usize::try_from(limits.description_max).unwrap();
        for (letters, findings) in [(max - 1, 0), (max, 0), (max + 1, 1)] {
            let media = [DraftMedia { description: "a".repeat(letters), ..picture(&limits) }];
            assert_eq!(found(&limits, &name, "a", &media, "description_length"), findings, "{name} with {letters}");
        }
    }
}

#[test]
fn there_is_always_something_to_choose_from() {
    for (name, limits) in limits() {
        assert!(!limits.visibilities.is_empty(), "{name}");
        assert!(limits.pictures_max == 0 || !limits.picture_types.is_empty(), "{name}");
        assert!(limits.picture_types.iter().all(|mime| mime.contains('/')), "{name}");
    }
}

#[test]
fn facts_of_any_form_give_limits() {
    let facts =
        [json!([]), json!({ "limits": "none", "instance": 7, "configuration": { "statuses": null } }), json!(-1)];
    for connector in all() {
        let Some(publish) = connector.publish() else { continue };
        for facts in &facts {
            assert!(publish.limits(&account_of(&connector, facts.clone())).text_max > 0);
        }
    }
}

#[test]
fn videos_hold_at_their_limits() {
    for (name, limits) in limits() {
        let Some(taken) = &limits.video else { continue };
        let video = |bytes: u64, length_ms: u64| DraftMedia {
            mime: taken.types.first().cloned().unwrap_or_default(),
            bytes,
            video: Some(Video { length_ms: Some(length_ms), no_speech: true, ..Video::default() }),
            ..picture(&limits)
        };
        assert!(taken.most >= 1 && taken.types.iter().all(|kind| kind.starts_with("video/")), "{name}");
        for (bytes, refused) in [(taken.max_bytes - 1, 0), (taken.max_bytes, 0), (taken.max_bytes + 1, 1)] {
            assert_eq!(found(&limits, &name, "Hello", &[video(bytes, 1000)], "video_size"), refused, "{name}");
        }
        let Some(longest) = taken.longest_s.map(|seconds| u64::from(seconds) * 1000) else { continue };
        for (length, refused) in [(longest - 1, 0), (longest, 0), (longest + 1, 1)] {
            assert_eq!(found(&limits, &name, "Hello", &[video(1, length)], "video_length"), refused, "{name}");
        }
    }
}
