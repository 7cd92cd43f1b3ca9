//! How each platform is shown.

use lectern_connectors::all;
use std::collections::HashSet;

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_mark_can_be_read_by_everyone() {
    for connector in all() {
        let view = connector.describe();
        assert!(view.colour.len() == 7 && view.colour.starts_with('#'), "{}: {}", view.key, view.colour);
        let contrast = 1.05 / (luminance(&view.colour) + 0.05);
        assert!(contrast >= 4.5, "{}: white on {} has contrast {contrast:.2}", view.key, view.colour);
        assert!((1..=2).contains(&view.letter.chars().count()), "{}: {:?}", view.key, view.letter);
    }
}

#[test]
fn every_description_is_in_plain_sentences() {
    for connector in all() {
        let view = connector.describe();
        assert!(!view.name.trim().is_empty(), "{}", view.key);
        assert!(!view.notes.is_empty(), "{} has no notes", view.key);
        for sentence in view.notes.iter().chain([&view.about]) {
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{}: {sentence}", view.key);
        }
    }
}

#[test]
fn no_two_platforms_look_the_same() {
    let views: Vec<_> = all().iter().map(|connector| connector.describe()).collect();
    assert_eq!(views.iter().map(|view| &view.key).collect::<HashSet<_>>().len(), views.len());
    assert_eq!(views.iter().map(|view| &view.colour).collect::<HashSet<_>>().len(), views.len());
    for view in views {
        let key = view.key.as_str();
        assert!(key.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{key} is the name of a folder");
    }
}

#[test]
fn every_platform_is_good_for_something() {
    for connector in all() {
        let view = connector.describe();
        let reads = connector.feed().is_some() || connector.inbox().is_some();
        assert!(reads || connector.publish().is_some(), "{}", view.key);
        assert!(!view.subscription || connector.publish().is_none(), "{} cannot be followed and posted to", view.key);
        assert!(connector.list_format().is_none() || view.subscription, "{} has lists but is not followed", view.key);
        for every in [connector.feed().map(|feed| feed.every()), connector.inbox().map(|inbox| inbox.every())] {
            assert!(every.is_none_or(|seconds| seconds >= 20), "{} looks too often", view.key);
        }
    }
}
