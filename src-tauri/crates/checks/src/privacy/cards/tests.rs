use super::{ean, is_moment, luhn};

#[test]
fn the_check_digit_is_that_of_cards() {
    for digits in ["30234000517861", "33191000105864", "21234000012344", "20000000000014", "29090001234564"] {
        assert!(luhn(digits), "{digits}");
    }
    for digits in ["22390000027896", "35555000012349", "21234000012345"] {
        assert!(!luhn(digits), "{digits}");
    }
}

#[test]
fn books_and_moments_are_known() {
    assert!(ean("9780306406157") && !ean("9780306406158"));
    assert!(is_moment("20261123091500") && !is_moment("20000000000014"));
}
