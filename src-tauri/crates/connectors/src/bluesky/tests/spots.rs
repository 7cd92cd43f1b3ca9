//! Facets of our own text, and the keys of records.

use super::super::facets::{What, facets, spots};
use super::super::{Bluesky, tid};
use crate::Publish;
use lectern_model::Timestamp;
use lectern_testkit::MONDAY_NINE;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn said(text: &str) -> Vec<(&str, What)> {
    spots(text).into_iter().map(|spot| (text.get(spot.range).unwrap(), spot.what)).collect()
}

fn link(uri: &str) -> What {
    What::Link(uri.to_owned())
}

fn tag(word: &str) -> What {
    What::Tag(word.to_owned())
}

fn mention(handle: &str) -> What {
    What::Mention(handle.to_owned())
}

#[test]
fn links_are_found_whole_and_bare() {
    assert_eq!(
        said("📚 See https://a.example/x?y=1#z, (http://b.example) or library.example.org/new and örtlich.de."),
        [
            ("https://a.example/x?y=1#z", link("https://a.example/x?y=1#z")),
            ("http://b.example", link("http://b.example")),
            ("library.example.org/new", link("https://library.example.org/new")),
            ("örtlich.de", link("https://xn--rtlich-vxa.de/")),
        ]
    );
    let none = "Open at 9.30 a.m., e.g. for ages 3.5+. See us there.Next week: report.draft, ftp://x.example, a@b.org";
    assert_eq!(said(none), []);
    assert_eq!(said("Closed today.In case of rain"), []);
}

#[test]
fn mentions_are_handles_at_the_start_of_a_word() {
    assert_eq!(
        said("Thanks @Alice.bsky.social, (@bob.test). @me @x@mastodon.example a@c.test @no_good.test @dot.test."),
        [
            ("@Alice.bsky.social", mention("alice.bsky.social")),
            ("@bob.test", mention("bob.test")),
            ("@dot.test", mention("dot.test")),
        ]
    );
}

#[test]
fn hashtags_end_before_punctuation_and_are_no_numbers() {
    assert_eq!(
        said("#StoryTime! (#Kinder) #bücher… #📚 #1Lib1Ref #2026 #1. issue#7 # #️⃣ ＃本 #a_b #don't."),
        [
            ("#StoryTime", tag("StoryTime")),
            ("#Kinder", tag("Kinder")),
            ("#bücher", tag("bücher")),
            ("#📚", tag("📚")),
            ("#1Lib1Ref", tag("1Lib1Ref")),
            ("＃本", tag("本")),
            ("#a_b", tag("a_b")),
            ("#don't", tag("don't")),
        ]
    );
    assert_eq!(said(&format!("#{}", "a".repeat(65))), []);
    assert_eq!(said(&format!("#{}", "a".repeat(64))).len(), 1);
}

#[test]
fn facets_count_bytes_and_leave_strangers_plain() {
    let people = BTreeMap::from([("patron.test".to_owned(), "did:plc:p".to_owned())]);
    let text = "👩‍👩‍👧‍👦 @patron.test @nobody.test #b";
    let made = facets(text, &people);
    assert_eq!(made.len(), 2);
    assert_eq!(made[0]["index"], json!({"byteStart": 26, "byteEnd": 38}));
    assert_eq!(made[0]["features"][0], json!({"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:p"}));
    assert_eq!(made[1]["features"][0]["tag"], "b");
}

proptest! {
    #[test]
    fn spots_lie_between_characters_in_order(text in "(\\PC|[@#＃./: ]|@[a-z]{1,4}\\.[a-z]{2,3}|https://[a-z]{2}\\.org|📚|é){0,30}") {
        let mut reached = 0;
        for spot in spots(&text) {
            prop_assert!(spot.range.start >= reached);
            reached = spot.range.end;
            let words = text.get(spot.range);
            prop_assert!(words.is_some_and(|words| !words.is_empty()));
            match spot.what {
                What::Tag(tag) => prop_assert!(words.is_some_and(|words| words.ends_with(&tag) && words.chars().count() == tag.chars().count() + 1)),
                What::Mention(handle) => {
                    let after = words.and_then(|words| words.strip_prefix('@'));
                    prop_assert!(after.is_some_and(|words| words.eq_ignore_ascii_case(&handle)));
                }
                What::Link(uri) => prop_assert!(uri.starts_with("http") && uri.is_ascii()),
            }
        }
    }

    #[test]
    fn later_keys_sort_later(early in 0u64..(1 << 53), late in 0u64..(1 << 53), clocks in (0u16..1024, 0u16..1024)) {
        prop_assume!(early < late);
        prop_assert!(tid::encode(early, clocks.0) < tid::encode(late, clocks.1));
    }

    #[test]
    fn keys_have_the_form_of_the_specification(now in any::<i64>()) {
        let key = tid::fresh(Timestamp(now));
        prop_assert_eq!(key.len(), 13);
        prop_assert!(key.starts_with(|c: char| "234567ab".contains(c)), "{}", key);
        prop_assert!(key.chars().all(|c| "234567abcdefghijklmnopqrstuvwxyz".contains(c)), "{}", key);
    }
}

#[test]
fn keys_are_counted_in_32s() {
    assert_eq!(tid::encode(0, 0), "2222222222222");
    assert_eq!(tid::encode(1, 0), "2222222222322");
    assert_eq!(tid::encode((1 << 53) - 1, 1023), "bzzzzzzzzzzzz");
    assert_ne!(Bluesky.mint(MONDAY_NINE), Bluesky.mint(MONDAY_NINE));
}
