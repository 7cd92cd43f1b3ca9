use super::{DAY, HOUR, MINUTE, MOST, MOST_BYTES, Weight, cuts, superfluous};
use proptest::prelude::*;

const NOW: i64 = 400 * DAY;

/// Revisions of these ages in minutes, newest first.
fn kept(ages: impl IntoIterator<Item = i64>) -> Vec<Weight> {
    let ages: Vec<i64> = ages.into_iter().collect();
    let count = i64::try_from(ages.len()).unwrap();
    ages.into_iter().zip(0..).map(|(age, place)| (count - place, NOW - age * MINUTE, 100)).collect()
}

fn left(weights: &[Weight]) -> Vec<i64> {
    let gone = superfluous(weights, NOW);
    weights.iter().filter(|(id, _, _)| !gone.contains(id)).map(|(_, at, _)| (NOW - at) / MINUTE).collect()
}

#[test]
fn all_of_an_hour_one_of_each_hour_one_of_each_day() {
    assert_eq!(left(&kept(0..59)), (0..59).collect::<Vec<_>>());
    let day = left(&kept((60..24 * 60).step_by(10)));
    // The first and the last hour on the clock are not whole ones.
    assert_eq!(day.len(), 24, "one of each hour: {day:?}");
    let month = left(&kept((24 * 60..30 * 24 * 60).step_by(60)));
    assert_eq!(month.len(), 30, "one of each day: {month:?}");
}

#[test]
fn a_clock_set_back_drops_nothing() {
    let future: Vec<Weight> = (0..50).map(|place| (50 - place, NOW + DAY - place * HOUR, 10)).collect();
    let recent: Vec<i64> = superfluous(&future, NOW);
    assert!(recent.iter().all(|id| *id < 26), "what is not an hour old stays: {recent:?}");
}

#[test]
fn the_newest_stays_however_large_and_the_others_are_bounded() {
    assert!(superfluous(&[(1, NOW, MOST_BYTES * 2)], NOW).is_empty());
    let heavy: Vec<Weight> = (0..20).map(|place| (20 - place, NOW - place, MOST_BYTES / 4)).collect();
    assert_eq!(heavy.len() - superfluous(&heavy, NOW).len(), 4);
    let many: Vec<Weight> = (0..500).map(|place| (500 - place, NOW - place, 1)).collect();
    assert_eq!(many.len() - superfluous(&many, NOW).len(), MOST);
}

#[test]
fn much_is_cut_when_less_than_half_of_the_old_words_stand() {
    let old = "Story time is back on Thursday at half past ten, for children from two to five.";
    let cut = |old: &str, new: &str| cuts(old, new, (old, new));
    assert!(cut(old, ""));
    assert!(cut(old, "Something else altogether that is just as long as what stood there before it."));
    assert!(!cut(old, &old.replace("Thursday", "Friday")));
    assert!(!cut(old, &format!("{old} See you there!")));
    assert!(!cut("Short words", ""), "what is short is soon written again");
    assert!(cuts(&"x".repeat(400), "x", ("a", "a")), "the description of a picture counts too");
}

proptest! {
    #[test]
    fn thinning_twice_is_thinning_once(mut ages in proptest::collection::vec(0i64..60 * 24 * 60, 1..120)) {
        ages.sort_unstable();
        let weights = kept(ages);
        let gone = superfluous(&weights, NOW);
        let rest: Vec<Weight> = weights.into_iter().filter(|(id, _, _)| !gone.contains(id)).collect();
        prop_assert!(!rest.is_empty());
        prop_assert_eq!(superfluous(&rest, NOW), Vec::<i64>::new());
    }
}
