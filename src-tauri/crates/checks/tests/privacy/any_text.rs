//! Whatever comes in: nothing panics, what is covered stays covered, and every place is a place between characters.

use crate::table::library;
use lectern_checks::privacy::{Channel, Kind, masked, masked_pair, outgoing, outgoing_found};
use proptest::prelude::*;
use std::time::Duration;

/// Texts with what the guard looks for in them, and anything else.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "[23][0-9]{13}",
        "[23][0-9]{4}[ -][0-9]{4}[ -][0-9]{5}",
        "[٠-٩２-９𝟐-𝟗۰-۹]{5,14}",
        "[0-9\u{200B}\u{200F}\u{202E}]{5,20}",
        "[0-9 ./:-]{1,20}",
        Just("21234000012344".to_owned()),
        Just("212-555-0143 ".to_owned()),
        " ?(card|my pin is|order|password:|born|isbn|call|dob|live at) ?",
        "[a-z.]{1,6}@[a-z]{1,4}\\.(org|com)",
        "[0-9]{1,4} [A-Z][a-z]{2,6} (Street|Ave|Road)",
        "[0-9]{1,2}/[0-9]{1,2}/(19|20)[0-9]{2}",
        "(Your|You|Ana's|Mia,) (hold|book|7|owe) (is|are)? ?(ready|overdue)?[.!? ]",
        Just("•".to_owned()),
        Just("\n".to_owned()),
        Just(" ".to_owned()),
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_covered_stays_covered(text in texts()) {
        let guard = library();
        let first = masked(&text, &guard);
        let again = masked(&first.text, &guard);
        prop_assert_eq!(&again.text, &first.text);
        prop_assert!(again.spans.is_empty());
        prop_assert_eq!(first.spans.is_empty(), first.text == text);
    }

    #[test]
    fn places_are_between_characters_and_in_order(text in texts()) {
        let shown = masked(&text, &library());
        let mut done = 0;
        for span in &shown.spans {
            prop_assert!(shown.text.get(span.shown.clone()).is_some() && text.get(span.written.clone()).is_some());
            prop_assert!(span.shown.start >= done);
            prop_assert!(shown.kinds.contains(&span.kind));
            done = span.shown.end;
        }
        let units = u32::try_from(text.encode_utf16().count()).unwrap();
        for found in outgoing_found(&text, &library()) {
            prop_assert!(text.get(found.at).is_some() && text.get(found.whole).is_some());
        }
        for finding in outgoing(&text, &library(), Channel::Public) {
            let at = finding.at.unwrap();
            prop_assert!(at.start <= at.end && at.end <= units);
        }
    }

    #[test]
    fn a_card_is_never_shown_bare(before in texts(), after in texts(), serial in "[0-9]{9}") {
        let card = format!("21234{serial}");
        let text = format!("{before} my card {card} {after}");
        let shown = masked(&text, &library());
        prop_assert!(!shown.text.contains(&card), "{:?}", shown.text);
    }

    #[test]
    fn two_messages_are_covered_whatever_they_are(before in texts(), after in texts()) {
        let (one, two) = masked_pair(&before, &after, &library());
        prop_assert_eq!(&masked(&one.text, &library()).text, &one.text);
        prop_assert_eq!(&masked(&two.text, &library()).text, &two.text);
    }
}

#[test]
fn a_number_over_two_messages_is_covered_in_both() {
    for (before, after) in [
        ("my card is 2123400", "0012344"),
        ("Hi! Card number: 21234 0000", "12344 thanks"),
        ("the barcode starts with 2123", "and then 4000012344"),
    ] {
        let (one, two) = masked_pair(before, after, &library());
        assert_eq!(
            (one.kinds, two.kinds),
            (vec![Kind::PatronBarcode], vec![Kind::PatronBarcode]),
            "{before} | {after}"
        );
        assert!(!one.text.contains("2123") && !two.text.contains("12344"), "{} | {}", one.text, two.text);
    }
    for (before, after) in [("We need 21 chairs", "34 if the kids come"), ("See you at 2", "1234000012344")] {
        let (one, _) = masked_pair(before, after, &library());
        assert!(one.spans.is_empty(), "{}", one.text);
    }
}

/// How long this thread has worked, as the system counts it: what else the computer does is not in it.
fn worked() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(counted.split_whitespace().next().unwrap().parse().unwrap())
}

/// What takes so long as it is long takes about this many times as long where it is four times as long; a busy computer
/// is left some room. Reading the square would take sixteen times.
const FOUR_TIMES: u32 = 9;

#[test]
fn long_texts_take_as_long_as_they_are_long() {
    let parts =
        ["2", "21234000012344 ", "212-555-", "your hold ", "a@", "pin ", "5 Main ", "Mia, 7 ", "•", "you have a "];
    for part in parts {
        let text = |letters: usize| part.chars().cycle().take(letters).collect::<String>();
        let time = |letters: usize| {
            let text = text(letters);
            let rounds = (0..2).map(|_| {
                let begun = worked();
                let _ = outgoing_found(&text, &library());
                let _ = masked(&text, &library());
                worked().saturating_sub(begun)
            });
            rounds.min().unwrap()
        };
        let (short, long) = (time(3_000), time(12_000));
        assert!(long < short * FOUR_TIMES + Duration::from_millis(50), "{part:?}: {short:?} and {long:?}");
    }
}

#[test]
fn a_comment_of_sixty_thousand_characters_is_read_to_its_end() {
    let filler = "I like the library, 5 stars. ".chars().cycle().take(60_000).collect::<String>();
    let shown = masked(&format!("{filler} my card 21234000012344"), &library());
    assert!(shown.text.ends_with("my card 2•••••••••2344") && shown.spans.len() == 1);
}
