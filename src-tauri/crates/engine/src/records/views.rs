//! Records as pages show them.

use lectern_checks::privacy::{Guard, masked_secrets};
use lectern_model::{Problem, RecordBody, RecordView, RecordWords, Visibility};
use lectern_store::{RecordRow, first_line};

/// A row as its line in the list. A note that stands there covers numbers of cards and PINs.
///
/// # Errors
/// What the row says cannot be read.
pub(super) fn view(row: &RecordRow, guard: &Guard) -> Result<RecordView, Problem> {
    let body = said(row)?;
    Ok(RecordView {
        id: row.kept.id,
        at: row.kept.at,
        kind: row.kept.kind,
        category: row.category.clone(),
        account: row.account,
        platform: row.platform.clone(),
        handle: row.handle.clone(),
        author: body.as_ref().map(author).unwrap_or_default(),
        snippet: body.as_ref().map(|body| shown(body, guard)).unwrap_or_default(),
        private: body.as_ref().is_some_and(is_private),
        held: row.held,
        due_at: row.due_at,
        disposed_at: row.disposed_at,
    })
}

/// What a record says; none: disposed of.
///
/// # Errors
/// It cannot be read.
pub(super) fn said(row: &RecordRow) -> Result<Option<RecordBody>, Problem> {
    row.kept.said().map_err(lectern_core::problem)
}

fn shown(body: &RecordBody, guard: &Guard) -> String {
    let is_note = first_line(&body.words.text).is_empty();
    if is_note { masked_secrets(&snippet(body), guard).text } else { snippet(body) }
}

pub(super) fn snippet(body: &RecordBody) -> String {
    let text = [body.words.text.as_str(), &body.reason.note, &body.reason.clause];
    text.into_iter().map(first_line).find(|line| !line.is_empty()).unwrap_or_default()
}

/// Whether anything in it was meant for the people named in it only.
pub(super) fn is_private(body: &RecordBody) -> bool {
    let direct = |words: &RecordWords| words.visibility == Visibility::Direct;
    direct(&body.words) || body.context.iter().any(direct)
}

fn author(body: &RecordBody) -> String {
    let of = |words: &RecordWords| if words.author.is_empty() { words.handle.clone() } else { words.author.clone() };
    std::iter::once(&body.words).chain(&body.context).map(of).find(|name| !name.is_empty()).unwrap_or_default()
}
