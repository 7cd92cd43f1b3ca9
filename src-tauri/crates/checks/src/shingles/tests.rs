use super::{Shingles, words_of};
use proptest::prelude::*;

fn percent(one: &str, other: &str) -> u8 {
    Shingles::of(&words_of(one)).percent(&Shingles::of(&words_of(other)))
}

const STORY: &str = "Story time is back! Songs, rhymes and one very brave duck. Thursdays at 10:30, ages 2 to 4.";

#[test]
fn the_same_words_are_wholly_alike_whatever_their_signs() {
    assert_eq!(percent(STORY, &STORY.to_uppercase().replace('!', " 🦆 https://a.example/x")), 100);
}

#[test]
fn a_changed_day_is_still_much_alike_and_another_post_is_not() {
    assert!(percent(STORY, &STORY.replace("Thursdays at 10:30", "Fridays at 9:00")) > 60);
    assert!(percent(STORY, "The library is closed on Monday. Books that are due can be brought back on Tuesday.") < 10);
}

#[test]
fn what_was_typed_so_far_is_found_in_the_whole() {
    assert_eq!(percent("Story time is back! Songs, rhymes and", STORY), 100);
    assert!(percent("Story time", STORY) < 20, "too short to say anything");
    assert_eq!(percent("", STORY), 0);
}

proptest! {
    #[test]
    fn it_is_the_same_both_ways(one in "[a-d ]{0,60}", other in "[a-d ]{0,60}") {
        prop_assert_eq!(percent(&one, &other), percent(&other, &one));
        prop_assert!(percent(&one, &other) <= 100);
    }
}
