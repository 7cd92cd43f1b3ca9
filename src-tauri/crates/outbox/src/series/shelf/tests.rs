use super::{DAY, OnShelf, choose};
use lectern_model::{DraftId, Timestamp};
use proptest::prelude::*;

fn on(pattern: i64, days: &[i64]) -> OnShelf {
    let used = days.iter().map(|day| Timestamp(day * DAY)).collect();
    OnShelf { pattern: DraftId(pattern), used }
}

#[test]
fn the_longest_unused_comes_next() {
    let shelf = [on(1, &[10]), on(2, &[5, 3]), on(3, &[])];
    let at = |day: i64| Timestamp(day * DAY);
    assert_eq!(choose(&shelf, at(100), 60, None), Some(DraftId(3)));
    assert_eq!(choose(&shelf[..2], at(100), 60, None), Some(DraftId(2)));
    assert_eq!(choose(&shelf[..2], at(100), 60, Some(2)), Some(DraftId(1)));
    assert_eq!(choose(&shelf[..2], at(66), 60, None), Some(DraftId(2)));
    assert_eq!(choose(&shelf[..2], at(64), 60, None), None, "both rest");
    assert_eq!(choose(&[], at(64), 60, None), None);
}

#[test]
fn an_hour_of_daylight_saving_does_not_lengthen_the_rest() {
    let short = Timestamp(70 * DAY - 3_600_000);
    assert_eq!(choose(&[on(1, &[10])], short, 60, None), Some(DraftId(1)));
}

proptest! {
    #[test]
    fn nothing_comes_within_its_rest_or_too_often(
        posts in 1i64..6, cool in 0u16..40, most in prop::option::of(1u32..6), every in 1i64..9,
    ) {
        let mut shelf: Vec<OnShelf> = (1..=posts).map(|post| on(post, &[])).collect();
        for day in (0..200).step_by(usize::try_from(every).unwrap()) {
            let at = Timestamp(day * DAY);
            let Some(chosen) = choose(&shelf, at, cool, most) else { continue };
            let one = shelf.iter_mut().find(|one| one.pattern == chosen).unwrap();
            prop_assert!(one.used.iter().all(|used| at.since(*used) >= i64::from(cool) * DAY));
            one.used.push(at);
            prop_assert!(most.is_none_or(|most| one.used.len() <= most as usize));
        }
    }
}
