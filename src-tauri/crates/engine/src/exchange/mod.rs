//! What goes in and out of the calendar as files.
//!
//! ```text
//! decode     bytes -> text, with what is to be said about its encoding
//! table      text -> rows; whose columns they are, what stands between them
//! rows       row -> what it would become, and what is wrong with it (dates, labels, cells beside it)
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
use labels::Labels;
use lectern_core::guard::guard_of;
use lectern_core::moment::zone_of;
use lectern_core::run;
use lectern_model::{
    AccountId, AccountView, Change, CsvChoice, CsvDates, CsvFile, CsvImported, CsvPreview, CsvRow, CsvRowState,
    ExportFile, ExportRange, Finding, Level, Limits, Problem, Settings, Timestamp, When,
};
use lectern_outbox::drafts::LONGEST;
use lectern_store::{NewDraft, Reader, StoreError};
use rows::Reading;
use std::collections::{HashMap, HashSet};
use table::{Table, table};

/// Largest file that is read as a table, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// What tells one post from another: its text, its time to the second, its accounts.
type Key = (String, Option<i64>, Vec<AccountId>);

impl Desk {
    /// Looks at a table of posts. Nothing is saved.
    ///
    /// # Errors
    /// `UnusableFile` where it is no table that is known, `BadInput` where there is no such zone or account; or what
    /// the disk said.
    pub async fn csv_preview(&self, file: CsvFile) -> Result<CsvPreview, Problem> {
        let settings = self.settings.read().await?;
        let accounts = self.accounts.list().await?;
        let (labels, limits) = (self.labels(&accounts), limits_of(&accounts));
        if file.accounts.iter().any(|account| !limits.contains_key(account)) {
            return Err(Problem::field("accounts", "One of these accounts is not here any more. Choose again."));
        }
        let now = self.core.clock.now();
        let mut preview = run(move || look(&file, &settings, &labels, &limits, now)).await??;
        let known = self.known(&preview.rows).await?;
        tell_apart(&mut preview, &known);
        Ok(preview)
    }

    /// Keeps rows of a table as drafts with their times, all or none. Nothing is scheduled. What is here already is left
    /// out.
    ///
    /// # Errors
    /// As [`Desk::csv_preview`]; `BadInput` where a row is not there or cannot be kept. Nothing was saved.
    pub async fn csv_import(&self, choice: CsvChoice) -> Result<CsvImported, Problem> {
        let preview = self.csv_preview(choice.file).await?;
        let lines: HashSet<u32> = choice.lines.into_iter().collect();
        let rows: Vec<CsvRow> = preview.rows.into_iter().filter(|row| lines.contains(&row.line)).collect();
        if rows.is_empty() || rows.len() != lines.len() {
            return Err(Problem::field("lines", "Some of these rows are not in the file. Nothing was saved."));
        }
        if let Some(broken) = rows.iter().find(|row| row.state == CsvRowState::Broken) {
            let words = format!("The row in line {} cannot be kept. Nothing was saved.", broken.line);
            return Err(Problem::field("lines", words));
        }
        let chosen = rows.len();
        let fresh: Vec<CsvRow> = rows.into_iter().filter(|row| row.state == CsvRowState::Ready).collect();
        let (language, now) = (self.settings.read().await?.language, self.core.clock.now());
        let drafts = self.core.write(move |writer| {
            // Asked again inside: two clicks are one.
            let (from, before) = span(&fresh);
            let known: HashSet<Key> = kept(writer, from, before)?;
            let fresh = fresh.into_iter().filter(|row| !known.contains(&key_of(row)));
            fresh.map(|row| Ok(writer.begin_draft(&new_draft(row, &language), now)?.id)).collect::<Result<Vec<_>, _>>()
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

    /// Posts that are here already, of the time that rows speak of.
    async fn known(&self, rows: &[CsvRow]) -> Result<HashSet<Key>, Problem> {
        let (from, before) = span(rows);
        self.core.read(move |reader| kept(reader, from, before)).await
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
) -> Result<CsvPreview, Problem> {
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
    Ok(CsvPreview {
        kind: table.kind,
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        notes: decoded.note.into_iter().map(str::to_owned).collect(),
        dates,
        names_accounts: table.columns.account.is_some(),
        rows: rows::read(&table, &reading),
        ready: 0,
        here: 0,
        broken: 0,
    })
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
fn tell_apart(preview: &mut CsvPreview, known: &HashSet<Key>) {
    let mut seen: HashMap<Key, u32> = HashMap::new();
    for row in &mut preview.rows {
        let key = key_of(row);
        if known.contains(&key) {
            row.state = CsvRowState::Here;
            row.findings = vec![Finding::new("here", Level::Tell, "This post is here already.".to_owned())];
        } else if row.state == CsvRowState::Ready {
            match seen.get(&key) {
                Some(line) => {
                    let words = format!("The same post stands in line {line}. It is taken once.");
                    row.findings.push(Finding::new("twice", Level::Stop, words));
                    row.state = CsvRowState::Broken;
                }
                None => {
                    seen.insert(key, row.line);
                }
            }
        }
    }
    let count = |state| number(preview.rows.iter().filter(|row| row.state == state).count());
    (preview.ready, preview.here, preview.broken) =
        (count(CsvRowState::Ready), count(CsvRowState::Here), count(CsvRowState::Broken));
}

/// From the first moment of some rows to just after the last.
fn span(rows: &[CsvRow]) -> (Timestamp, Timestamp) {
    let times = || rows.iter().filter_map(|row| row.at);
    let from = times().min().unwrap_or_default().plus_seconds(-1);
    (from, times().max().unwrap_or_default().plus_seconds(1))
}

/// The posts that are here, between two moments or with no time.
fn kept(reader: &Reader<'_>, from: Timestamp, before: Timestamp) -> Result<HashSet<Key>, StoreError> {
    let drafts = reader.kept_posts(from, before)?;
    let drafts = drafts.into_iter().map(|post| key(&post.text, post.at, post.targets));
    // What was moved since stands elsewhere than its draft says.
    let moved = posts::posts(reader, from, before)?;
    Ok(drafts.chain(moved.into_iter().map(|post| key(&post.text, Some(post.at), post.accounts))).collect())
}

fn key_of(row: &CsvRow) -> Key {
    key(&row.text, row.at, row.accounts.clone())
}

fn key(text: &str, at: Option<Timestamp>, mut accounts: Vec<AccountId>) -> Key {
    accounts.sort_unstable();
    (text.trim_end().to_owned(), at.map(|at| at.0.div_euclid(1000)), accounts)
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
