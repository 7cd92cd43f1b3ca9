//! Whatever is typed: no check panics, and every mark lies inside the text.

use crate::made::{picture, small_limits};
use lectern_checks::{Checked, common as for_all, for_account, length::count};
use lectern_model::{DraftMedia, Finding, Limits, TextUnit};
use proptest::prelude::*;

fn inside(text: &str, findings: &[Finding]) -> bool {
    let units = u32::try_from(text.encode_utf16().count()).unwrap();
    findings.iter().filter_map(|finding| finding.at).all(|at| at.start <= at.end && at.end <= units)
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
        };
        prop_assert!(inside(&text, &for_all(&draft)));
        let findings = for_account(&draft, "Here");
        prop_assert!(inside(&text, &findings));
        let length = findings.iter().find(|finding| finding.check == "length");
        prop_assert_eq!(length.is_none(), count(&text, &warning, &limits).fits);
        prop_assert!(length.is_none_or(|finding| finding.at.is_some()));
    }

    #[test]
    fn without_special_rules_the_count_is_that_of_the_reader(text in any::<String>()) {
        let characters = Limits { text_unit: TextUnit::Characters, ..small_limits() };
        prop_assert_eq!(count(&text, "", &characters).used as usize, text.chars().count());
        prop_assert_eq!(count(&text, "", &characters).bytes as usize, text.len());
    }
}
