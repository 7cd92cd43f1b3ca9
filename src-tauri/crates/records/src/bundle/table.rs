//! The records as a table.

use super::Released;
use crate::labels::kind_label;
use lectern_model::{RecordWords, Visibility};
use std::io;

const COLUMNS: [&str; 18] = [
    "Number",
    "When",
    "What",
    "Category",
    "Platform",
    "Account",
    "Author",
    "Handle",
    "Words",
    "Content warning",
    "Said before",
    "Page",
    "Pictures",
    "Clause or authority",
    "Words at issue and note",
    "Masked",
    "Who else agreed",
    "Who could read it",
];

/// A table being written.
pub(super) struct Table {
    out: csv::Writer<Vec<u8>>,
}

impl Table {
    pub(super) fn begin() -> Self {
        let mut out = csv::Writer::from_writer(Vec::new());
        // Into memory: it cannot fail.
        let _ = out.write_record(COLUMNS);
        Self { out }
    }

    pub(super) fn add(&mut self, record: &Released) -> io::Result<()> {
        let body = &record.body;
        let account = body.account.as_ref();
        let before: Vec<String> = body.context.iter().map(said).collect();
        let pictures: Vec<String> = super::words_of(body)
            .flat_map(|words| &words.media)
            .filter_map(|picture| picture.hash.as_ref().map(ToString::to_string))
            .collect();
        let reason = [body.reason.quoted.as_str(), body.reason.note.as_str()];
        let cells = [
            record.entry.number.to_string(),
            record.when.clone(),
            kind_label(record.entry.kind).to_owned(),
            record.category.clone(),
            account.map(|account| account.platform.clone()).unwrap_or_default(),
            account.map(|account| account.handle.clone()).unwrap_or_default(),
            body.words.author.clone(),
            body.words.handle.clone(),
            body.words.text.clone(),
            body.words.content_warning.clone(),
            before.join("\n"),
            body.words.url.clone().unwrap_or_default(),
            pictures.join(" "),
            body.reason.clause.clone(),
            reason.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
            if record.masked { "yes" } else { "" }.to_owned(),
            body.reason.agreed.clone(),
            if body.words.text.is_empty() { "" } else { readers(body.words.visibility) }.to_owned(),
        ];
        Ok(self.out.write_record(cells.iter().map(|cell| disarmed(cell)))?)
    }

    pub(super) fn finish(self) -> io::Result<Vec<u8>> {
        self.out.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

fn readers(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "everybody",
        Visibility::Unlisted => "everybody, outside public lists",
        Visibility::Followers => "followers",
        Visibility::Direct => "those it was written to: private",
    }
}

fn said(words: &RecordWords) -> String {
    if words.handle.is_empty() { words.text.clone() } else { format!("{}: {}", words.handle, words.text) }
}

/// A spreadsheet calculates with what begins so; the apostrophe before it makes it words.
fn disarmed(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
