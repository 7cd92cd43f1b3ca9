//! Cells that a spreadsheet would take for a formula. What goes out has an apostrophe before it, and what comes in with
//! one loses just that, so that the text stays as it was written.

/// Whether a spreadsheet would calculate with it.
pub(super) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// With an apostrophe where it is needed; one more where there are some already, so that each can be taken away again.
pub(super) fn guarded(cell: &str) -> String {
    match is_formula(cell.trim_start_matches('\'')) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Without the apostrophe that [`guarded`] put before it.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
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
}
