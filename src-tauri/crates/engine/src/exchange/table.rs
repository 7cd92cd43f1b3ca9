//! A table as it stands in a file: whose columns it has, what stands between them, and its rows. What is half or cannot
//! be told apart is kept as it is, with the line it begins on: a person sees every row before anything is saved.

use super::decode::unusable;
use csv::{ReaderBuilder, StringRecord};
use lectern_model::{CsvKind, Problem};

/// Most rows of one table.
pub(super) const MOST_ROWS: usize = 10_000;

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Where each thing stands in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) text: usize,
    /// The day, or both where the time has no column of its own.
    pub(super) date: usize,
    pub(super) time: Option<usize>,
    pub(super) zone: Option<usize>,
    pub(super) account: Option<usize>,
    pub(super) state: Option<usize>,
    pub(super) pictures: Option<usize>,
    pub(super) image: Option<usize>,
    pub(super) tags: Option<usize>,
    pub(super) link: Option<usize>,
    pub(super) not_after: Option<usize>,
    /// A row has at least so many cells, and at most so many.
    pub(super) least: usize,
    pub(super) most: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    /// The line it begins on.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
    /// The line of a quotation mark in it that is never closed.
    pub(super) open: Option<u32>,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: CsvKind,
    pub(super) columns: Columns,
    pub(super) rows: Vec<Raw>,
}

/// The table in a text.
///
/// # Errors
/// `UnusableFile` where it has no columns that are known, or too many rows.
pub(super) fn table(text: &str, kind: Option<CsvKind>) -> Result<Table, Problem> {
    let found = DELIMITERS.iter().find_map(|delimiter| {
        let (first, _) = records(text, *delimiter).next()?;
        columns(&first, kind).map(|(kind, columns, header)| (*delimiter, kind, columns, header))
    });
    let (delimiter, kind, columns, header) = found.ok_or_else(|| unusable(unknown(kind)))?;
    let mut rows = Vec::new();
    for (cells, line) in records(text, delimiter).skip(usize::from(header)) {
        let mut cells: Vec<String> = cells.iter().map(str::to_owned).collect();
        while cells.len() > columns.most && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(unusable(
                "This file has more than 10,000 rows. Split it into smaller files. Nothing was saved.",
            ));
        }
        rows.push(Raw { line, cells, open: None });
    }
    if rows.is_empty() {
        return Err(unusable("This file names its columns and has no rows below them. Nothing was saved."));
    }
    if let (Some(last), Some(line)) = (rows.last_mut(), never_closed(text, delimiter)) {
        last.open = Some(line);
    }
    Ok(Table { kind, columns, rows })
}

/// Every row with the line it begins on.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = (StringRecord, u32)> {
    let reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut counted, mut line) = (0, 1);
    // Reading a text that is in memory and is UTF-8 fails nowhere.
    reader.into_records().map_while(Result::ok).map(move |record| {
        let from = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(counted);
        let rest = text.get(from..).unwrap_or_default();
        // Where lines end with two signs, or are empty, the reader stands before them.
        let begins = from + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        line += text.get(counted..begins).unwrap_or_default().matches('\n').count();
        counted = begins.max(counted);
        (record, u32::try_from(line).unwrap_or(u32::MAX))
    })
}

fn unknown(kind: Option<CsvKind>) -> &'static str {
    match kind {
        Some(CsvKind::Own) => {
            "The first row does not name our columns: date, time and text at least. Nothing was saved."
        }
        Some(CsvKind::Hootsuite) => {
            "The first row has no date and message, as Hootsuite's files do. Nothing was saved."
        }
        Some(CsvKind::Buffer) => {
            "The first row does not name Buffer's columns: Text and Posting Time. Nothing was saved."
        }
        None => {
            "This is no table of posts that Lectern knows. The first row names the columns, for example: \
             date, time, account, text. Nothing was saved."
        }
    }
}

/// Whose columns these are, where they stand, and whether the row names them.
fn columns(first: &StringRecord, wanted: Option<CsvKind>) -> Option<(CsvKind, Columns, bool)> {
    let names: Vec<String> = first.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let at = |among: &[&str]| names.iter().position(|name| among.contains(&name.as_str()));
    let is = |kind: CsvKind| wanted.is_none_or(|wanted| wanted == kind);
    let (text, message) = (at(&["text"]), at(&["message", "text", "post", "content"]));
    let named = Columns { least: names.len(), most: names.len(), ..Columns::default() };
    if let (true, Some(text), Some(date), Some(time)) = (is(CsvKind::Own), text, at(&["date"]), at(&["time"])) {
        let columns = Columns {
            id: at(&["id"]),
            text,
            date,
            time: Some(time),
            zone: at(&["zone", "time zone"]),
            account: at(&["account", "accounts"]),
            state: at(&["state"]),
            pictures: at(&["picture descriptions"]),
            link: at(&["link"]),
            not_after: at(&["not after"]),
            ..named
        };
        return Some((CsvKind::Own, columns, true));
    }
    if let (true, Some(text), Some(date)) = (is(CsvKind::Buffer), text, at(&["posting time"])) {
        let columns = Columns { text, date, image: at(&["image url"]), tags: at(&["tags"]), ..named };
        return Some((CsvKind::Buffer, columns, true));
    }
    if !is(CsvKind::Hootsuite) {
        return None;
    }
    let link = at(&["link", "url"]);
    if let (Some(date), Some(text)) = (at(&["date", "date & time", "date and time", "date/time", "datetime"]), message)
    {
        let columns = Columns { text, date, link, least: text.max(date) + 1, ..named };
        return Some((CsvKind::Hootsuite, columns, true));
    }
    // Its files have no row of names.
    let begins_with_a_date =
        names.first().is_some_and(|cell| super::dates::day(super::dates::halves(cell).0).is_some());
    let columns = Columns { text: 1, date: 0, link: Some(2), least: 2, most: 3, ..Columns::default() };
    (names.len() >= 2 && begins_with_a_date).then_some((CsvKind::Hootsuite, columns, false))
}

/// The line of a quotation mark that opens a cell and is never closed.
fn never_closed(text: &str, delimiter: u8) -> Option<u32> {
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        line += u32::from(sign == '\n');
        match (opened, sign) {
            (Some(_), '"') if signs.peek() == Some(&'"') => {
                signs.next();
            }
            (Some(_), '"') => opened = None,
            (None, '"') if begins => opened = Some(line),
            _ => {}
        }
        begins = opened.is_none() && (sign == '\n' || sign == '\r' || sign == char::from(delimiter));
    }
    opened
}

#[cfg(test)]
mod tests;
