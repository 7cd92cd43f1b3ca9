//! A text that is too long becomes a thread: every part fits, and together they say the same.

use crate::made::small_limits;
use lectern_checks::length::count;
use lectern_checks::thread::{Part, Room, split};
use lectern_model::{Limits, TextUnit};
use proptest::prelude::*;

fn limits(text_max: u32) -> Limits {
    Limits { text_max, text_unit: TextUnit::Graphemes, ..small_limits() }
}

fn room(limits: &Limits, numbered: bool) -> Room<'_> {
    Room { before: "", warning: "", limits, numbered }
}

fn texts(text: &str, limits: &Limits, numbered: bool) -> Vec<String> {
    split(text, &room(limits, numbered)).into_iter().map(|part| part.text).collect()
}

/// The words of the parts in a row, without white space and without lines of dashes.
fn bare(text: &str) -> String {
    let is_break = |line: &&str| line.trim().len() >= 3 && line.trim().bytes().all(|byte| byte == b'-');
    text.lines().filter(|line| !is_break(line)).flat_map(str::split_whitespace).collect()
}

fn joined(text: &str, parts: &[Part]) -> String {
    parts.iter().map(|part| bare(text.get(part.at.clone()).unwrap_or_default())).collect()
}

#[test]
fn what_fits_stays_as_it_is() {
    assert_eq!(texts("  Story time at three.\n", &limits(40), true), ["  Story time at three.\n"]);
    assert_eq!(texts("", &limits(40), true), [""]);
}

#[test]
fn it_is_cut_after_a_sentence_and_numbered() {
    let text = "Story time is back. Come on Thursday at ten. Bring a duck.";
    assert_eq!(
        texts(text, &limits(40), true),
        ["Story time is back.\n\n1/3", "Come on Thursday at ten.\n\n2/3", "Bring a duck.\n\n3/3"]
    );
    assert_eq!(texts(text, &limits(45), false), ["Story time is back. Come on Thursday at ten.", "Bring a duck."]);
}

#[test]
fn a_paragraph_and_a_line_are_better_places_than_a_sentence() {
    let text = "We open at nine.\nStory time is at ten. There is tea for all of you after that.";
    assert_eq!(
        texts(text, &limits(40), false),
        ["We open at nine.", "Story time is at ten.", "There is tea for all of you after that."]
    );
}

#[test]
fn where_no_sentence_ends_it_is_cut_between_words_and_at_last_between_letters() {
    assert_eq!(texts("one two three four five six", &limits(14), false), ["one two three", "four five six"]);
    assert_eq!(texts("abcdefghij", &limits(4), false), ["abcd", "efgh", "ij"]);
    assert_eq!(texts("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", &limits(2), false), ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"], "a family stays together");
}

#[test]
fn links_mentions_and_hashtags_stay_whole() {
    let text = "Come see https://glen.example.org/a-long-way-to-go and @library@glen.example.org at #StoryTime";
    for max in 36..90 {
        let parts = texts(text, &limits(max), false);
        for whole in ["https://glen.example.org/a-long-way-to-go", "@library@glen.example.org", "#StoryTime"] {
            let fits = whole.len() <= usize::try_from(max).unwrap();
            assert_eq!(parts.iter().any(|part| part.contains(whole)), fits, "{max}: {parts:?}");
        }
    }
}

#[test]
fn a_line_of_dashes_begins_a_new_part() {
    let text = "First.\n---\nSecond -- with dashes.\n  -----  \n\n---\nThird.";
    assert_eq!(texts(text, &limits(100), false), ["First.", "Second -- with dashes.", "Third."]);
    assert_eq!(texts("---\nOnly one.\n---", &limits(100), true), ["Only one."]);
    assert_eq!(texts("---\n---", &limits(100), true), ["---\n---"], "nothing is lost where nothing else is there");
}

#[test]
fn names_before_the_first_part_and_the_notice_of_all_are_counted() {
    let limits = Limits { warning_counts: true, ..limits(31) };
    let room = Room { before: "@ann@glen.example.org ", warning: "Ducks", limits: &limits, numbered: false };
    let parts = split("Yes. Of course you can bring a duck.", &room);
    assert_eq!(parts[0].text, "Yes.");
    for (at, part) in parts.iter().enumerate() {
        let before = if at == 0 { room.before } else { "" };
        assert!(count(&format!("{before}{}", part.text), room.warning, &limits).fits, "{parts:?}");
    }
}

#[test]
fn a_limit_of_bytes_is_kept_too() {
    let limits = Limits { text_max: 300, text_max_bytes: Some(20), ..limits(300) };
    let parts = texts("ééééé ééééé ééééé ééééé", &limits, false);
    assert!(parts.len() > 2 && parts.iter().all(|part| part.len() <= 20), "{parts:?}");
}

/// Words as people write them, with links, names, tags, emoji and signs that join others.
fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-Zäöü]{1,12}",
        2 => Just(". ".to_owned()),
        2 => Just("! ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("https://glen.example.org/a".to_owned()),
        1 => Just("@ann@glen.example.org".to_owned()),
        1 => Just("#StoryTime".to_owned()),
        1 => Just("👩‍👩‍👧🦆".to_owned()),
        1 => Just("\u{301}".to_owned()),
        1 => Just("図書館は本を貸します。".to_owned()),
        1 => "\\PC{1,6}",
    ];
    let space = prop_oneof![4 => Just(" "), 1 => Just(""), 1 => Just("  ")];
    proptest::collection::vec((piece, space), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| piece + space).collect())
}

proptest! {
    #[test]
    fn every_part_fits_and_together_they_say_the_same(
        text in written(),
        max in 40u32..200,
        numbered in any::<bool>(),
        weighs in any::<bool>(),
        bytes in proptest::option::of(60u32..400),
    ) {
        let limits = Limits {
            link_weight: weighs.then_some(23),
            mention_local_part_only: weighs,
            text_max_bytes: bytes,
            ..limits(max)
        };
        let parts = split(&text, &room(&limits, numbered));
        prop_assert_eq!(joined(&text, &parts), bare(&text));
        let of = parts.len();
        for (at, part) in parts.iter().enumerate() {
            prop_assert!(count(&part.text, "", &limits).fits, "{of} parts, {at}: {:?}", part.text);
            let number = if numbered && of > 1 { format!("\n\n{}/{of}", at + 1) } else { String::new() };
            prop_assert_eq!(&part.text, &format!("{}{number}", text.get(part.at.clone()).unwrap()));
        }
        let after = parts.windows(2).all(|two| two[0].at.end <= two[1].at.start);
        prop_assert!(after, "{parts:?}");
    }

    #[test]
    fn whatever_is_typed_is_split_without_a_fault(text in "\\PC{0,300}|[ \n.#@a-]{0,200}", max in 0u32..60, numbered in any::<bool>()) {
        let limits = limits(max);
        let parts = split(&text, &room(&limits, numbered));
        prop_assert!(!parts.is_empty());
    }
}
