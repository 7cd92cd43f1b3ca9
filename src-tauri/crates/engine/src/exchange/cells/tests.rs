use super::{guarded, is_formula, unguarded};
use proptest::prelude::*;

#[test]
fn formulas_are_made_harmless() {
    for cell in ["=HYPERLINK(\"https://a.example\")", "+1", "-1", "@library", "\tx", "'=1", "''@a"] {
        let out = guarded(cell);
        assert!(!is_formula(&out) && out != cell, "{cell}");
        assert_eq!(unguarded(&out), cell);
    }
    for cell in ["", "Story time", "'quoted'", "'tis the season", "3-4"] {
        assert_eq!((guarded(cell).as_str(), unguarded(cell)), (cell, cell));
    }
}

proptest! {
    #[test]
    fn what_goes_out_comes_back(cell in "['=+@a-]{0,5}.*") {
        let out = guarded(&cell);
        prop_assert!(!is_formula(&out));
        prop_assert_eq!(unguarded(&out), &cell);
    }
}
