//! Whatever is typed: no check panics, and every mark lies inside the text.

use crate::made::{after, picture, small_limits, text};
use lectern_checks::{Checked, common as for_all, for_account, length::count};
use lectern_model::{DraftMedia, Finding, Fix, Limits, Span, TextUnit};
use proptest::prelude::*;

fn inside(text: &str, findings: &[Finding]) -> bool {
    let units = u32::try_from(text.encode_utf16().count()).unwrap();
    let fixes = findings.iter().filter_map(|finding| match &finding.fix {
        Some(Fix::Replace { at, .. }) => Some(*at),
        _ => None,
    });
    let marks = findings.iter().filter_map(|finding| finding.at);
    marks.chain(fixes).all(|at| at.start <= at.end && at.end <= units)
}

/// Whether a check still says the same about what now stands in a place.
fn still_said(finding: &Finding, at: Span, findings: &[Finding]) -> bool {
    findings.iter().any(|one| {
        let here = one.at.is_some_and(|there| there.start < at.end && at.start < there.end);
        here && one.check == finding.check && one.level == finding.level
    })
}

/// Text with what the rules look for in it, and anything else.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "https?://[a-zé.@/-]{0,20}",
        "@[a-z_.-]{0,5}@?[a-zé.-]{0,8}",
        "[a-z]{1,6}\\.(org|com|рф|zz)",
        Just("👨‍👩‍👧‍👦".to_owned()),
        Just("\u{202E}\u{301}\u{200D}".to_owned()),
        "[A-ZÉİΣ'I]{1,8}[ ,.\n]",
        "#?(story|time|book|club|of|the|[a-z]){1,4}[0-9]{0,2}",
        "[𝐀-𝟿ⓐ-ⓩ🄰-🆉Ａ-ｚℂ-ℴ]{1,4}",
        "[🎉👻❤️👏🏽🇨🇦1️⃣© ]{1,6}",
        "(h?ttps?|htps)(:|;|//|:/|://|:///){1,2}([a-z]{1,4}\\.org)?",
        "https?://([a-z]:[a-z]@)?[a-z]{1,3}\\.(org|local)(;jsessionid=[0-9/]{0,9})?(\\?|&|&amp;|fbclid=1|gclid|sid=123456789|x=1|#){0,6}",
        "(click here|read more|here)[:. ]{1,3}",
        Just(" ".to_owned()),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn checks_hold_for_any_text(
        text in texts(),
        warning in any::<String>(),
        site in any::<String>(),
        description in any::<String>(),
        max in 0u32..40,
        bytes in prop::option::of(0u32..80),
        weight in prop::option::of(any::<u32>()),
        flags in any::<[bool; 4]>(),
    ) {
        let limits = Limits {
            text_max: max,
            text_max_bytes: bytes,
            text_unit: if flags[0] { TextUnit::Graphemes } else { TextUnit::Characters },
            link_weight: weight,
            mention_local_part_only: flags[1],
            warning_counts: flags[2],
            ..small_limits()
        };
        let media = [DraftMedia { description, ..picture() }];
        let own_sites = [site];
        let draft = Checked {
            text: &text,
            content_warning: &warning,
            media: &media,
            limits: Some(&limits),
            own_sites: &own_sites,
            reply: flags[3],
            variables: Some(&[]),
        };
        prop_assert!(inside(&text, &for_all(&draft)));
        let findings = for_account(&draft, "Here");
        prop_assert!(inside(&text, &findings));
        let length = findings.iter().find(|finding| finding.check == "length");
        prop_assert_eq!(length.is_none(), count(&text, &warning, &limits).fits);
        prop_assert!(length.is_none_or(|finding| finding.at.is_some()));
    }

    #[test]
    fn what_a_change_mends_is_not_said_again(written in texts()) {
        for finding in for_all(&text(&written)) {
            let Some(Fix::Replace { at, with, .. }) = &finding.fix else { continue };
            let changed = after(&written, finding.fix.as_ref().unwrap());
            let now = Span { start: at.start, end: at.start + u32::try_from(with.encode_utf16().count()).unwrap() };
            prop_assert!(!still_said(&finding, now, &for_all(&text(&changed))), "{finding:?} in {changed:?}");
        }
    }

    #[test]
    fn without_special_rules_the_count_is_that_of_the_reader(text in any::<String>()) {
        let characters = Limits { text_unit: TextUnit::Characters, ..small_limits() };
        prop_assert_eq!(count(&text, "", &characters).used as usize, text.chars().count());
        prop_assert_eq!(count(&text, "", &characters).bytes as usize, text.len());
    }
}

proptest! {
    // Making such texts takes longer than reading them.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn long_texts_are_read_to_the_end(parts in prop::collection::vec(texts(), 0..60), anything in "(?s).{0,5000}") {
        let written: String = parts.concat().chars().take(5000).collect();
        prop_assert!(inside(&written, &for_all(&text(&written))));
        prop_assert!(inside(&anything, &for_all(&text(&anything))));
    }
}
