//! What each row of a table would become, and what is to be said about it.

use super::cells::{is_formula, unguarded};
use super::dates::{self, Day, Meant};
use super::known::Clue;
use super::labels::Labels;
use super::privacy;
use super::table::{Columns, Raw, Table};
use jiff::tz::TimeZone;
use lectern_checks::length;
use lectern_checks::privacy::Guard;
use lectern_model::{AccountId, CsvKind, CsvRow, CsvRowState, DraftId, Finding, Level, Limits, Timestamp, When};
use std::collections::HashMap;

/// What is needed to read rows.
pub(super) struct Reading<'a> {
    pub(super) labels: &'a Labels,
    pub(super) limits: &'a HashMap<AccountId, Limits>,
    /// The accounts of rows that name none.
    pub(super) accounts: &'a [AccountId],
    /// The zone of rows that name none, and the library's, in which moments are told.
    pub(super) zone: &'a TimeZone,
    pub(super) shown_in: &'a TimeZone,
    pub(super) day_first: Option<bool>,
    pub(super) guard: &'a Guard,
    pub(super) now: Timestamp,
    /// Most bytes of a text.
    pub(super) longest: usize,
}

/// A row under way.
struct Row<'a> {
    kind: CsvKind,
    columns: &'a Columns,
    raw: &'a Raw,
    findings: Vec<Finding>,
    clue: Clue,
}

/// Every row of a table as it would be kept, and what tells whether it is here already.
pub(super) fn read(table: &Table, reading: &Reading<'_>) -> Vec<(CsvRow, Clue)> {
    let row = |raw| Row { kind: table.kind, columns: &table.columns, raw, findings: Vec::new(), clue: Clue::default() };
    let one = |raw| row(raw).read(reading);
    table.rows.iter().map(one).collect()
}

impl Row<'_> {
    fn read(mut self, reading: &Reading<'_>) -> (CsvRow, Clue) {
        let whole = self.is_whole();
        let text = self.text(reading);
        let accounts = self.accounts(reading);
        let (at, never_after) = if whole { self.times(reading) } else { (None, None) };
        if whole {
            self.look_at_text(&text, reading);
            self.findings.extend(privacy::of_row(&text, reading.guard));
            self.look_at_length(&text, &accounts, reading);
            self.look_at_rest();
        }
        let broken = self.findings.iter().any(|finding| finding.level == Level::Stop);
        let row = CsvRow {
            line: self.raw.line,
            text,
            accounts,
            at,
            words: at.map(|at| words(at, reading.shown_in)).unwrap_or_default(),
            never_after,
            findings: self.findings,
            state: if broken { CsvRowState::Broken } else { CsvRowState::Ready },
        };
        (row, self.clue)
    }

    fn say(&mut self, check: &str, level: Level, words: impl Into<String>) {
        self.findings.push(Finding::new(check, level, words.into()));
    }

    /// A cell as it was written.
    fn cell(&self, at: Option<usize>) -> &str {
        let cell = at.and_then(|at| self.raw.cells.get(at)).map(String::as_str).unwrap_or_default();
        if self.kind == CsvKind::Own { unguarded(cell) } else { cell }
    }

    /// Whether it has all of its cells.
    fn is_whole(&mut self) -> bool {
        if let Some(line) = self.raw.open {
            let words = format!(
                "A quotation mark in line {line} is never closed, so that everything after it runs into one. Close it in \
                 the file."
            );
            self.say("quotation", Level::Stop, words);
            return false;
        }
        let (has, least, most) = (self.raw.cells.len(), self.columns.least, self.columns.most);
        if has < least {
            let words = format!("This row ends early: it has {has} of {least} columns. Mend it in the file.");
            self.say("columns", Level::Stop, words);
        }
        if has > most {
            let words = format!(
                "This row has {has} columns where {most} are named. A text that holds a comma needs quotation marks around it."
            );
            self.say("columns", Level::Stop, words);
        }
        (least..=most).contains(&has)
    }

    /// The text, with the link below it where it is not in it.
    fn text(&self, reading: &Reading<'_>) -> String {
        let text = self.cell(Some(self.columns.text)).replace("\r\n", "\n").replace('\r', "\n");
        let link = self.cell(self.columns.link).trim();
        let whole = match (link.is_empty() || text.contains(link), text.trim().is_empty()) {
            (true, _) => text,
            (false, true) => link.to_owned(),
            (false, false) => format!("{}\n\n{link}", text.trim_end()),
        };
        lectern_core::text::cut(&whole, reading.longest).to_owned()
    }

    fn accounts(&mut self, reading: &Reading<'_>) -> Vec<AccountId> {
        let cell = self.cell(self.columns.account);
        if cell.trim().is_empty() {
            return reading.accounts.to_vec();
        }
        let named = reading.labels.named(cell);
        self.clue = Clue {
            draft: self.cell(self.columns.id).trim().parse().ok().map(DraftId),
            unknown: !named.unknown.is_empty(),
            one_of: named.several.iter().map(|(_, accounts)| accounts.clone()).collect(),
        };
        for name in named.unknown {
            let words = format!("No account here is called “{name}”. The draft is kept without it.");
            self.say("account", Level::Warn, words);
        }
        for (name, _) in named.several {
            let words = format!("Several accounts are called “{name}”. Choose one in the draft.");
            self.say("account", Level::Warn, words);
        }
        named.accounts
    }

    /// When it goes out, and the moment after which it must not.
    fn times(&mut self, reading: &Reading<'_>) -> (Option<Timestamp>, Option<Timestamp>) {
        let Some(zone) = self.zone(reading) else { return (None, None) };
        let day = self.cell(Some(self.columns.date)).to_owned();
        let written = match self.columns.time {
            Some(time) => format!("{} {}", day.trim(), self.cell(Some(time)).trim()),
            None => day,
        };
        if written.trim().is_empty() {
            self.say("time", Level::Tell, "No time is given: it becomes a draft without one.");
        }
        let at = self.moment(&written, &zone, None, reading);
        if let Some(at) = at {
            self.look_at_time(at, reading.now);
        }
        let last = self.cell(self.columns.not_after).to_owned();
        let never_after = self.moment(&last, &zone, Some("not after"), reading);
        if let Err(problem) = lectern_outbox::outbox::limit(never_after, reading.now) {
            self.say("never_after", Level::Stop, problem.message);
        }
        if at.zip(never_after).is_some_and(|(at, last)| last < at) {
            let words = "It must not go out after a moment that comes before its time. Change one of them in the file.";
            self.say("never_after", Level::Stop, words);
        }
        (at, never_after)
    }

    /// The zone that its times are in. None: there is no such zone, and that was said.
    fn zone(&mut self, reading: &Reading<'_>) -> Option<TimeZone> {
        let name = self.cell(self.columns.zone).trim().to_owned();
        if name.is_empty() {
            return Some(reading.zone.clone());
        }
        let zone = TimeZone::get(&name).ok();
        if zone.is_none() {
            let words = format!("There is no time zone called “{name}”. Write it like America/New_York.");
            self.say("zone", Level::Stop, words);
        }
        zone
    }

    /// The moment a cell means. `column`: its name, where it is not the row's own time.
    fn moment(
        &mut self,
        written: &str,
        zone: &TimeZone,
        column: Option<&str>,
        reading: &Reading<'_>,
    ) -> Option<Timestamp> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let place = column.map(|column| format!("In the column “{column}”, ")).unwrap_or_default();
        let (day, clock) = dates::halves(written);
        let (day, clock) = (dates::day(day), dates::clock(clock));
        if day.is_some_and(|day| day.is_ambiguous() && day.read(reading.day_first).is_none()) {
            let words =
                format!("{place}“{written}” can be two days. Say above whether the day or the month comes first.");
            self.say("day_first", Level::Stop, words);
            return None;
        }
        let read = day.and_then(|day| day.read(reading.day_first));
        let meant = read.zip(clock).and_then(|(day, clock)| dates::meant(day, clock, zone));
        let Some(Meant { at, note }) = meant else {
            let words = format!("{place}“{written}” is no date with a time. Write it like 2027-04-03 09:00.");
            self.say(if column.is_some() { "never_after" } else { "time" }, Level::Stop, words);
            return None;
        };
        if !note.is_empty() {
            self.say("clock", Level::Warn, format!("{place}{note}"));
        }
        Some(at)
    }

    fn look_at_time(&mut self, at: Timestamp, now: Timestamp) {
        if at < now {
            self.say("past", Level::Stop, "This time has passed. Change it in the file.");
        } else if let Err(problem) = lectern_outbox::outbox::plan(When::At { at }, None, now) {
            self.say("time", Level::Stop, problem.message);
        }
    }

    fn look_at_text(&mut self, text: &str, reading: &Reading<'_>) {
        let written = self.raw.cells.get(self.columns.text).map(String::as_str).unwrap_or_default();
        if text.trim().is_empty() {
            self.say("empty", Level::Stop, "There is no text in this row.");
        }
        if text.len() >= reading.longest {
            self.say("length", Level::Stop, "This text is longer than Lectern keeps in one draft.");
        }
        if is_formula(written) {
            let sign = written.chars().next().unwrap_or_default();
            let words = match sign {
                '\t' | '\r' => "The text begins with an invisible sign. It is kept as plain text.".to_owned(),
                sign => format!("The text begins with {sign}, as formulas do. It is kept as plain text."),
            };
            self.say("formula", Level::Tell, words);
        }
    }

    fn look_at_length(&mut self, text: &str, accounts: &[AccountId], reading: &Reading<'_>) {
        if accounts.is_empty() && self.findings.iter().all(|finding| finding.check != "account") {
            self.say("account", Level::Warn, "No account is named. Choose one above or in the draft.");
        }
        for account in accounts {
            let Some(limits) = reading.limits.get(account) else { continue };
            let count = length::count(text, "", limits);
            if !count.fits {
                let label = reading.labels.of(*account).unwrap_or_default();
                let words = format!("Too long for {label}: {} of {}. Shorten it in the draft.", count.used, count.max);
                self.say("length", Level::Warn, words);
            }
        }
    }

    /// What a table cannot bring along.
    fn look_at_rest(&mut self) {
        let state = self.cell(self.columns.state).trim().to_lowercase();
        if matches!(state.as_str(), "sent" | "on its way" | "in doubt") {
            let words = format!("The file says “{state}”: it is not taken a second time.");
            self.say("state", Level::Stop, words);
        }
        let described = self.cell(self.columns.pictures).trim().to_owned();
        if !described.is_empty() {
            let words = format!("Its pictures do not come with the table. Add them in the draft: {described}");
            self.say("pictures", Level::Tell, words);
        }
        let image = self.cell(self.columns.image).trim().to_owned();
        if !image.is_empty() {
            let words = format!("The picture is not fetched. Add it in the draft, with a description: {image}");
            self.say("pictures", Level::Tell, words);
        }
        if !self.cell(self.columns.tags).trim().is_empty() {
            self.say("tags", Level::Tell, "Tags are Buffer's own and are left behind.");
        }
    }
}

/// Every day of a table that was written with two numbers and a year.
pub(super) fn days(table: &Table) -> Vec<Day> {
    let cells = table.rows.iter().flat_map(|raw| {
        let at = |at: Option<usize>| at.and_then(|at| raw.cells.get(at));
        [at(Some(table.columns.date)), at(table.columns.not_after)].into_iter().flatten()
    });
    cells.filter_map(|cell| dates::day(dates::halves(cell).0)).collect()
}

/// A moment for a person.
pub(super) fn words(at: Timestamp, zone: &TimeZone) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|moment| moment.to_zoned(zone.clone()).strftime("%A %-d %B %Y, %-H:%M (%Z)").to_string())
        .unwrap_or_default()
}
