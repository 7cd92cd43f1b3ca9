use super::plan;
use lectern_model::{Timestamp, When};
use lectern_store::Plan;

const NOW: Timestamp = Timestamp(1_795_424_400_000);

fn field(when: When, never_after: Option<i64>) -> Option<String> {
    plan(when, never_after.map(|seconds| NOW.plus_seconds(seconds)), NOW).err().and_then(|problem| problem.field)
}

fn at(seconds: i64) -> When {
    When::At { at: NOW.plus_seconds(seconds) }
}

#[test]
fn what_has_just_passed_is_now_and_what_passed_before_is_refused() {
    let of = |seconds| plan(at(seconds), None, NOW).map(|plan| plan.at).map_err(|problem| problem.field.unwrap());
    assert_eq!(of(1), Ok(Some(NOW.plus_seconds(1))));
    assert_eq!((of(0), of(-300)), (Ok(None), Ok(None)));
    assert_eq!(of(-301), Err("when".to_owned()));
    assert_eq!(of(6 * 366 * 86_400), Err("when".to_owned()));
    assert_eq!(plan(When::At { at: Timestamp(i64::MAX) }, None, NOW).unwrap_err().field.unwrap(), "when");
    assert_eq!(plan(When::Now, None, NOW), Ok(Plan::default()));
}

#[test]
fn the_last_moment_does_not_come_before_the_first() {
    assert_eq!(field(at(60), Some(59)).unwrap(), "never_after");
    assert_eq!(field(at(60), Some(60)), None);
    assert_eq!(field(When::Now, Some(-1)).unwrap(), "never_after");
    assert_eq!(field(When::Now, Some(0)), None);
    assert_eq!(field(at(-60), Some(-1)).unwrap(), "never_after", "it counts as now");
}

#[test]
fn a_year_with_a_slip_of_the_finger_in_it_is_refused() {
    let years = |years: i64| Some(years * 366 * 86_400);
    for when in [at(60), When::Now, When::Queue] {
        assert_eq!(field(when, years(11)).unwrap(), "never_after");
        assert_eq!(field(when, years(9)), None);
    }
    let far = plan(at(60), Some(Timestamp(i64::MAX)), NOW).unwrap_err();
    assert!(far.message.contains("ten years"), "{far:?}");
}
