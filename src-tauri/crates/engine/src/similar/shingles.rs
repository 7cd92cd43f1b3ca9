//! How alike two texts are: by how many runs of neighbouring words they share.

use std::collections::HashSet;

/// Words in a run.
const RUN: usize = 2;

/// A text of fewer words that stands whole in a longer one says little.
const ENOUGH: usize = 6;

/// The words of a text, in small letters. Addresses and signs do not count.
pub(super) fn words(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().filter(|part| !part.contains("://"));
    let words =
        parts.flat_map(|part| part.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>());
    words.filter(|word| !word.is_empty()).collect()
}

/// The runs of neighbouring words of a text.
#[derive(Debug)]
pub(super) struct Shingles {
    runs: HashSet<String>,
    words: usize,
}

impl Shingles {
    /// Of these words.
    pub(super) fn of(words: &[String]) -> Self {
        let runs = words.windows(RUN).map(|run| run.join(" ")).collect();
        Self { runs, words: words.len() }
    }

    /// How alike two texts are, in hundredths: runs in both, of the runs in either; or, where the shorter is long enough
    /// to say something, of its own.
    pub(super) fn percent(&self, other: &Self) -> u8 {
        let (short, long) = if self.runs.len() <= other.runs.len() { (self, other) } else { (other, self) };
        let shared = short.runs.iter().filter(|run| long.runs.contains(*run)).count();
        let either = short.runs.len() + long.runs.len() - shared;
        let of = if short.words >= ENOUGH { short.runs.len() } else { either };
        u8::try_from((shared * 100).checked_div(of).unwrap_or_default()).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shingles, words};
    use proptest::prelude::*;

    fn percent(one: &str, other: &str) -> u8 {
        Shingles::of(&words(one)).percent(&Shingles::of(&words(other)))
    }

    const STORY: &str = "Story time is back! Songs, rhymes and one very brave duck. Thursdays at 10:30, ages 2 to 4.";

    #[test]
    fn the_same_words_are_wholly_alike_whatever_their_signs() {
        assert_eq!(percent(STORY, &STORY.to_uppercase().replace('!', " 🦆 https://a.example/x")), 100);
    }

    #[test]
    fn a_changed_day_is_still_much_alike_and_another_post_is_not() {
        assert!(percent(STORY, &STORY.replace("Thursdays at 10:30", "Fridays at 9:00")) > 60);
        assert!(
            percent(STORY, "The library is closed on Monday. Books that are due can be brought back on Tuesday.") < 10
        );
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
}
