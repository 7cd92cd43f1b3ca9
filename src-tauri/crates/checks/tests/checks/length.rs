//! Counting by each platform's rule.

use crate::made::small_limits;
use lectern_checks::{Checked, for_account, length::count};
use lectern_model::{Limits, Span, TextUnit};

fn used(text: &str, limits: &Limits) -> u32 {
    count(text, "", limits).used
}

#[test]
fn ten_fit_and_eleven_do_not() {
    let limits = small_limits();
    for (letters, fits) in [(9, true), (10, true), (11, false)] {
        assert_eq!(count(&"a".repeat(letters), "", &limits).fits, fits, "{letters}");
    }
}

#[test]
fn what_a_reader_calls_one_character_counts_one() {
    let limits = small_limits();
    for (what, text) in [
        ("family of four joined by ZWJ", "👨‍👩‍👧‍👦"),
        ("flag", "🇨🇦"),
        ("skin tone", "👍🏽"),
        ("keycap", "1️⃣"),
        ("letter with combining marks", "e\u{301}\u{323}"),
        ("Han", "圖"),
        ("Hangul syllable of three letters", "한"),
        ("Devanagari with virama", "नी"),
        ("Arabic letter with vowel", "بَ"),
        ("line break of two characters", "\r\n"),
    ] {
        assert_eq!(used(text, &limits), 1, "{what}");
    }
    let characters = Limits { text_unit: TextUnit::Characters, ..limits };
    assert_eq!(used("👨‍👩‍👧‍👦", &characters), 7);
}

#[test]
fn right_to_left_text_counts_like_any_other() {
    assert_eq!(used("ספרייה", &small_limits()), 6);
    assert_eq!(used("\u{2067}مكتبة\u{2069}", &small_limits()), 7);
}

#[test]
fn every_link_weighs_the_same_where_the_platform_says_so() {
    let limits = Limits { link_weight: Some(23), ..small_limits() };
    assert_eq!(used("https://a.org", &limits), 23);
    assert_eq!(used(&format!("see https://a.org/{} ok", "x".repeat(300)), &limits), 4 + 23 + 3);
    assert_eq!(used("a.org and mailto:x@a.org", &limits), 24, "only links with a web scheme are shortened");
    assert_eq!(used("https://a.org", &small_limits()), 13);
}

#[test]
fn only_the_name_of_a_mention_counts_where_the_platform_says_so() {
    let limits = Limits { mention_local_part_only: true, ..small_limits() };
    assert_eq!(used("@ann@social.example hi", &limits), 7);
    assert_eq!(used("ann@social.example", &limits), 18, "an address is no mention");
    assert_eq!(used("@ann@social.example hi", &small_limits()), 22);
    let both = Limits { link_weight: Some(23), ..limits };
    assert_eq!(used("https://social.example/@ann@far.example", &both), 23, "no mention inside a link");
}

#[test]
fn the_warning_counts_where_the_platform_says_so() {
    let limits = Limits { warning_counts: true, ..small_limits() };
    assert!(count("12345", "12345", &limits).fits);
    assert!(!count("123456", "12345", &limits).fits);
    assert!(count("1234567890", "12345", &small_limits()).fits);
}

#[test]
fn bytes_have_their_own_limit() {
    let limits = Limits { text_max: 100, text_max_bytes: Some(12), ..small_limits() };
    for (text, fits) in [("ああああ", true), ("あああああ", false), ("aaaaaaaaaaaa", true), ("aaaaaaaaaaaaa", false)]
    {
        assert_eq!(count(text, "", &limits).fits, fits, "{text}");
    }
    let found = for_account(&Checked { limits: Some(&limits), ..crate::made::text("ああああb") }, "Here");
    assert_eq!(found[0].at, Some(Span { start: 4, end: 5 }));
    assert_eq!(found[0].words, "Here takes 12 bytes and this text has 13. Shorten it.");
}

#[test]
fn the_part_that_is_too_long_is_marked_in_utf16_units() {
    let limits = Limits { text_max: 3, ..small_limits() };
    let found = for_account(&Checked { limits: Some(&limits), ..crate::made::text("🦆🦆🦆🦆a") }, "Bluesky");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].words, "Bluesky counts 5 of 3. Shorten it by 2.");
    assert_eq!(found[0].at, Some(Span { start: 6, end: 9 }));
}

#[test]
fn a_link_that_does_not_fit_is_marked_whole() {
    let limits = Limits { link_weight: Some(23), text_max: 25, ..small_limits() };
    let found = for_account(&Checked { limits: Some(&limits), ..crate::made::text("abc https://a.org") }, "Here");
    assert_eq!(found[0].at, Some(Span { start: 4, end: 17 }));
}

#[test]
fn a_warning_that_is_too_long_alone_marks_the_whole_text() {
    let limits = Limits { warning_counts: true, text_max: 3, ..small_limits() };
    let draft = Checked { limits: Some(&limits), content_warning: "12345", ..crate::made::text("ab") };
    assert_eq!(for_account(&draft, "Here")[0].at, Some(Span { start: 0, end: 2 }));
}
