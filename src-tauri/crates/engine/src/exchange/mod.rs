//! What goes in and out of the calendar as files.
//!
//! ```text
//! decode     bytes -> text, with what is to be said about its encoding
//! table      text -> rows; whose columns they are, what stands between them
//! rows       row -> what it would become, and what is wrong with it (dates, labels, cells beside it)
//! known      whether a row is a post that is here already
//! posts      what some days hold, as it is written to a file
//! table_out  posts -> a table, which `rows` reads again
//! ics        posts -> a calendar for other programs
//! ```
//!
//! A table is looked at first and read again when it is kept: what was shown is what is saved, in one transaction.

mod cells;
mod dates;
mod decode;
mod ics;
mod known;
mod labels;
mod posts;
mod privacy;
mod rows;
mod table;
mod table_out;

use crate::Desk;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dates::Day;
use decode::{decode, unusable};
use jiff::tz::TimeZone;
use known::{Clue, Known, SeenRows, span};
use labels::Labels;
use lectern_core::guard::guard_of;
use lectern_core::moment::zone_of;
use lectern_core::run;
use lectern_model::{
    AccountId, AccountView, Change, CsvChoice, CsvDates, CsvFile, CsvImported, CsvPreview, CsvRow, CsvRowState,
    ExportFile, ExportRange, Finding, Level, Limits, Problem, Settings, Timestamp, When,
};
use lectern_outbox::drafts::LONGEST;
use lectern_store::NewDraft;
use rows::Reading;
use std::collections::{HashMap, HashSet};
use table::{Table, table};

/// Largest file that is read as a table, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// A table that was looked at, and for each row what tells whether it is here already.
struct Looked {
    preview: CsvPreview,
    clues: Vec<Clue>,
}

impl Desk {
    /// Looks at a table of posts. Nothing is saved.
    ///
    /// # Errors
    /// `UnusableFile` where it is no table that is known, `BadInput` where there is no such zone or account; or what
    /// the disk said.
    pub async fn csv_preview(&self, file: CsvFile) -> Result<CsvPreview, Problem> {
        Ok(self.looked_at_table(file).await?.preview)
    }

    async fn looked_at_table(&self, file: CsvFile) -> Result<Looked, Problem> {
        let settings = self.settings.read().await?;
        let accounts = self.accounts.list().await?;
        let (labels, limits) = (self.labels(&accounts), limits_of(&accounts));
        if file.accounts.iter().any(|account| !limits.contains_key(account)) {
            return Err(Problem::field("accounts", "One of these accounts is not here any more. Choose again."));
        }
        let now = self.core.clock.now();
        let mut looked = run(move || look(&file, &settings, &labels, &limits, now)).await??;
        let times = span(looked.preview.rows.iter());
        let known = self.core.read(move |reader| Known::read(reader, times)).await?;
        tell_apart(&mut looked, &known);
        Ok(looked)
    }

    /// Keeps rows of a table as drafts with their times, all or none. Nothing is scheduled. What is here already is left
    /// out.
    ///
    /// # Errors
    /// As [`Desk::csv_preview`]; `BadInput` where a row is not there or cannot be kept. Nothing was saved.
    pub async fn csv_import(&self, choice: CsvChoice) -> Result<CsvImported, Problem> {
        let Looked { preview, clues } = self.looked_at_table(choice.file).await?;
        let lines: HashSet<u32> = choice.lines.into_iter().collect();
        let rows = preview.rows.into_iter().zip(clues).filter(|(row, _)| lines.contains(&row.line));
        let rows: Vec<(CsvRow, Clue)> = rows.collect();
        if rows.is_empty() || rows.len() != lines.len() {
            return Err(Problem::field("lines", "Some of these rows are not in the file. Nothing was saved."));
        }
        if let Some((broken, _)) = rows.iter().find(|(row, _)| row.state == CsvRowState::Broken) {
            let words = format!("The row in line {} cannot be kept. Nothing was saved.", broken.line);
            return Err(Problem::field("lines", words));
        }
        let chosen = rows.len();
        let fresh: Vec<_> = rows.into_iter().filter(|(row, _)| row.state == CsvRowState::Ready).collect();
        let (language, now) = (self.settings.read().await?.language, self.core.clock.now());
        let drafts = self.core.write(move |writer| {
            // Asked again inside: two clicks are one.
            let known = Known::read(writer, span(fresh.iter().map(|(row, _)| row)))?;
            let fresh = fresh.into_iter().filter(|(row, clue)| !known.holds(row, clue));
            fresh
                .map(|(row, _)| Ok(writer.begin_draft(&new_draft(row, &language), now)?.id))
                .collect::<Result<Vec<_>, _>>()
        });
        let drafts = drafts.await?;
        self.core.changed(Change::Drafts);
        Ok(CsvImported { here: number(chosen.saturating_sub(drafts.len())), drafts })
    }

    /// The posts of some days as a table with our own columns.
    ///
    /// # Errors
    /// `BadInput` where the days are none, or what the disk said.
    pub async fn calendar_csv(&self, range: ExportRange) -> Result<ExportFile, Problem> {
        let settings = self.settings.read().await?;
        let zone = zone_of(&settings);
        let (posts, labels) = self.exported(&range, &zone).await?;
        let count = number(posts.len());
        let text = run(move || table_out::table_out(&posts, &labels, &zone)).await??;
        Ok(ExportFile {
            name: format!("posts-{}-to-{}.csv", range.from.trim(), range.until.trim()),
            text,
            posts: count,
        })
    }

    /// The posts of some days as a calendar for other programs.
    ///
    /// # Errors
    /// `BadInput` where the days are none, or what the disk said.
    pub async fn calendar_ics(&self, range: ExportRange) -> Result<ExportFile, Problem> {
        let settings = self.settings.read().await?;
        let (posts, labels) = self.exported(&range, &zone_of(&settings)).await?;
        let count = number(posts.len());
        let (database, now) = (self.core.database.clone(), self.core.clock.now());
        let text = run(move || ics::ics(&posts, &labels, &settings.library_name, &database, now)).await?;
        Ok(ExportFile {
            name: format!("posts-{}-to-{}.ics", range.from.trim(), range.until.trim()),
            text,
            posts: count,
        })
    }

    async fn exported(&self, range: &ExportRange, zone: &TimeZone) -> Result<(Vec<posts::Post>, Labels), Problem> {
        let (from, before) = posts::moments(range, zone)?;
        let posts = self.core.read(move |reader| posts::posts(reader, from, before)).await?;
        let accounts = self.accounts.list().await?;
        let mut posts = posts::all_of(posts)?;
        privacy::cover(&mut posts, &guard_of(&self.settings.read().await?));
        Ok((posts, self.labels(&accounts)))
    }

    fn labels(&self, accounts: &[AccountView]) -> Labels {
        let publishing = accounts.iter().filter(|view| view.limits.is_some());
        Labels::new(publishing.map(|view| {
            let connector = self.core.connectors.get(&view.account.platform);
            (view, connector.map(|connector| connector.describe().name).unwrap_or_default())
        }))
    }
}

fn limits_of(accounts: &[AccountView]) -> HashMap<AccountId, Limits> {
    accounts.iter().filter_map(|view| Some((view.account.id, view.limits.clone()?))).collect()
}

/// The preview without what the store knows.
fn look(
    file: &CsvFile,
    settings: &Settings,
    labels: &Labels,
    limits: &HashMap<AccountId, Limits>,
    now: Timestamp,
) -> Result<Looked, Problem> {
    let shown_in = zone_of(settings);
    let named = file.zone.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let no_zone = |_| Problem::field("zone", "There is no such time zone. Choose one from the list.");
    let zone = named.map_or(Ok(shown_in.clone()), |name| TimeZone::get(name).map_err(no_zone))?;
    let decoded = decode(&bytes_of(file)?)?;
    let table = table(&decoded.text, file.kind)?;
    let dates = dates_of(&table, file.day_first);
    let day_first = dates.as_ref().and_then(|dates| dates.day_first).or(file.day_first);
    let guard = guard_of(settings);
    let reading = Reading {
        guard: &guard,
        labels,
        limits,
        accounts: &file.accounts,
        zone: &zone,
        shown_in: &shown_in,
        day_first,
        now,
        longest: LONGEST,
    };
    let (rows, clues) = rows::read(&table, &reading).into_iter().unzip();
    let preview = CsvPreview {
        kind: table.kind,
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        notes: decoded.note.into_iter().map(str::to_owned).collect(),
        dates,
        names_accounts: table.columns.account.is_some(),
        rows,
        ready: 0,
        here: 0,
        broken: 0,
    };
    Ok(Looked { preview, clues })
}

fn bytes_of(file: &CsvFile) -> Result<Vec<u8>, Problem> {
    if file.base64.len() / 4 * 3 > LARGEST {
        return Err(unusable("This file is larger than 16 MB. Split it into smaller files. Nothing was saved."));
    }
    STANDARD.decode(file.base64.trim()).map_err(|_| unusable("The file did not arrive whole. Nothing was saved."))
}

/// How the dates of a table are read. None: no row has one that could be two.
fn dates_of(table: &Table, chosen: Option<bool>) -> Option<CsvDates> {
    let days = rows::days(table);
    if !days.iter().any(|day| day.is_ambiguous()) {
        return None;
    }
    let must = |first: bool| days.iter().filter(|day: &&Day| day.must_be_day_first() == Some(first)).count();
    let (guess, words) = match (must(true), must(false)) {
        (0, 0) => (None, "Nothing in the file says whether the day or the month comes first."),
        (_, 0) => (Some(true), "Other rows of this file can only be read with the day first."),
        (0, _) => (Some(false), "Other rows of this file can only be read with the month first."),
        _ => (None, "Some rows can only be read with the day first, others only with the month first: look at each."),
    };
    Some(CsvDates { day_first: chosen.or(guess), words: words.to_owned() })
}

/// Marks rows that are here already or stand in the file twice, and counts.
fn tell_apart(looked: &mut Looked, known: &Known) {
    let preview = &mut looked.preview;
    let mut seen = SeenRows::default();
    for (row, clue) in preview.rows.iter_mut().zip(&looked.clues) {
        if known.holds(row, clue) {
            row.state = CsvRowState::Here;
            row.findings = vec![Finding::new("here", Level::Tell, "This post is here already.".to_owned())];
        } else if row.state == CsvRowState::Ready
            && let Some(line) = seen.above(row, clue)
        {
            let words = format!("The same post stands in line {line}. It is taken once.");
            row.findings.push(Finding::new("twice", Level::Stop, words));
            row.state = CsvRowState::Broken;
        }
    }
    let count = |state| number(preview.rows.iter().filter(|row| row.state == state).count());
    (preview.ready, preview.here, preview.broken) =
        (count(CsvRowState::Ready), count(CsvRowState::Here), count(CsvRowState::Broken));
}

fn new_draft(row: CsvRow, language: &str) -> NewDraft {
    NewDraft {
        text: row.text,
        language: language.to_owned(),
        targets: row.accounts,
        when: row.at.map_or(When::Now, |at| When::At { at }),
        never_after: row.never_after,
        ..NewDraft::default()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
