use super::{changed, differences};
use lectern_model::{DifferenceKind, DraftId, DraftSave, Visibility, When};
use proptest::prelude::*;

fn save(text: &str) -> DraftSave {
    let value = serde_json::json!({
        "id": 1, "revision": 1, "text": text, "language": "en", "content_warning": "", "visibility": "public",
        "targets": [], "media": [],
    });
    let save: DraftSave = serde_json::from_value(value).unwrap();
    assert_eq!((save.id, save.when), (DraftId(1), When::Now));
    save
}

#[test]
fn what_changed_is_said_in_words() {
    let said = |then: &str, now: &str| changed(&save(then), &save(now));
    assert_eq!(said("Story time", "Story time on Thursday"), "2 words more");
    assert_eq!(said("Story time on Thursday", "Story time"), "2 words fewer");
    assert_eq!(said("Story time on Thursday", "Story time on Friday morning"), "2 words more, 1 fewer");
    assert_eq!(said("Story time", "Story  time"), "Marks and spaces changed");
    let unlisted = DraftSave { visibility: Visibility::Unlisted, ..save("a") };
    assert_eq!(changed(&save("a b"), &unlisted), "1 word fewer. Who sees it changed");
}

#[test]
fn words_changed_side_by_side_are_one_change() {
    let parts = differences("Come on Monday morning, please", "Come on Friday evening, please");
    let said: Vec<(DifferenceKind, &str)> = parts.iter().map(|part| (part.kind, part.text.as_str())).collect();
    let (same, gone, new) = (DifferenceKind::Same, DifferenceKind::Gone, DifferenceKind::New);
    assert_eq!(said, [(same, "Come on "), (gone, "Monday morning"), (new, "Friday evening"), (same, ", please")]);
}

#[test]
fn two_long_texts_with_nothing_in_common_are_compared_in_time() {
    let long = |word: &str| (0..20_000).map(|place| format!("{word}{place} ")).collect::<String>();
    let (then, now) = (long("a"), long("b"));
    let parts = differences(&then, &now);
    let of = |kind| parts.iter().filter(|part| part.kind == kind).map(|part| part.text.len()).sum::<usize>();
    assert!(of(DifferenceKind::Gone) > then.len() / 2 && of(DifferenceKind::New) > now.len() / 2);
}

proptest! {
    #[test]
    fn both_texts_can_be_read_from_the_difference(then in "[a-c \n🦆é]{0,40}", now in "[a-c \n🦆é]{0,40}") {
        let parts = differences(&then, &now);
        let without = |kind| parts.iter().filter(|part| part.kind != kind).map(|part| part.text.as_str()).collect::<String>();
        prop_assert_eq!(without(DifferenceKind::New), then);
        prop_assert_eq!(without(DifferenceKind::Gone), now);
    }
}
