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
mod tests;
