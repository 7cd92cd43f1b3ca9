//! Closed days from a calendar file. Every entry becomes a row: ready, or with the reason why it is not. Nothing is left
//! out without a word.

mod lines;
mod rule;
mod time;
mod zones;

use crate::closures::{Kept, closure_words, date_words, is_past};
use crate::week::DAY;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use lectern_model::{Closure, ClosureKind, ClosurePreview, ClosureRow, ClosureRowState, Problem};
use lines::{Entry, Line, entries};
use rule::Rule;
use std::collections::{BTreeMap, BTreeSet};
use time::{Value, duration};

/// Largest file.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Most entries of a file.
const MOST_ENTRIES: usize = 5000;
/// Years ahead that entries which come again are taken for.
const YEARS: i16 = 2;
/// Most letters of a title that are kept.
const NAME: usize = 200;

/// A calendar file, read.
///
/// # Errors
/// `UnusableFile` where it is no calendar, or too large.
pub fn read(text: &str, zone: &TimeZone, today: Date, here: &[Closure]) -> Result<ClosurePreview, Problem> {
    if text.len() > MOST_BYTES {
        return Err(unusable("This file is larger than 4 MB. Nothing was read. Export only the closed days."));
    }
    let entries = entries(text).ok_or_else(|| {
        unusable("This is not a calendar file. It would begin with BEGIN:VCALENDAR. Nothing was read.")
    })?;
    if entries.is_empty() {
        return Err(unusable("This calendar has no entries. Nothing was read."));
    }
    if entries.len() > MOST_ENTRIES {
        return Err(unusable(
            "This calendar has more than 5000 entries. Nothing was read. Export only the closed days.",
        ));
    }
    let until = today.checked_add(Span::new().years(YEARS)).unwrap_or(today);
    let reading = Reading { zone, today, until, here, moved: moved(&entries, zone) };
    let rows = entries.iter().map(|entry| reading.row(entry)).collect();
    Ok(ClosurePreview { rows, until: date_words(until) })
}

fn unusable(words: &str) -> Problem {
    Problem::new(lectern_model::Code::UnusableFile, words)
}

struct Reading<'a> {
    zone: &'a TimeZone,
    today: Date,
    until: Date,
    here: &'a [Closure],
    /// Times of repeated entries that another entry of the file stands for.
    moved: BTreeMap<String, BTreeSet<DateTime>>,
}

/// What an entry says, and what is to be known about it.
struct Read {
    closures: Vec<Closure>,
    note: String,
    whole_days: bool,
}

/// When an entry begins, on the library's clock, and how long it lasts.
struct When {
    start: DateTime,
    length: Length,
    /// Days without a time.
    all_day: bool,
}

enum Length {
    Days(i32),
    /// Real time, for what begins at a time.
    Until(DateTime),
}

fn moved(entries: &[Entry], zone: &TimeZone) -> BTreeMap<String, BTreeSet<DateTime>> {
    let mut moved: BTreeMap<String, BTreeSet<DateTime>> = BTreeMap::new();
    for entry in entries {
        let (Some(uid), Some(line)) = (entry.get("UID"), entry.get("RECURRENCE-ID")) else { continue };
        if let Ok(value) = Value::of(line, zone) {
            moved.entry(uid.value.clone()).or_default().insert(value.local());
        }
    }
    moved
}

impl Reading<'_> {
    fn row(&self, entry: &Entry) -> ClosureRow {
        let name: String = entry.get("SUMMARY").map(Line::text).unwrap_or_default().chars().take(NAME).collect();
        let cancelled = entry.get("STATUS").is_some_and(|status| status.value.eq_ignore_ascii_case("CANCELLED"));
        let row = |state, words: String, note: String, likely, closures| ClosureRow {
            line: entry.line,
            name: name.clone(),
            words,
            state,
            note,
            likely,
            closures,
        };
        let read = match self.read(entry, &name) {
            Ok(read) => read,
            Err(why) => return row(ClosureRowState::Broken, String::new(), why, false, Vec::new()),
        };
        let words = self.words(&read);
        if cancelled {
            let note = "Its calendar says that it does not take place.".to_owned();
            return row(ClosureRowState::Cancelled, words, note, false, Vec::new());
        }
        let (past, coming): (Vec<Closure>, Vec<Closure>) =
            read.closures.into_iter().partition(|one| is_past(one, self.today));
        if coming.is_empty() {
            let note = if past.is_empty() { "None of it comes in the next two years." } else { "It is over." };
            return row(ClosureRowState::Past, words, note.to_owned(), false, Vec::new());
        }
        let new: Vec<Closure> = coming.into_iter().filter(|one| !self.here.contains(one)).collect();
        if new.is_empty() {
            return row(ClosureRowState::Here, words, "It is kept already.".to_owned(), false, Vec::new());
        }
        let mut note = read.note;
        if !past.is_empty() {
            let over = if past.len() == 1 { "One of them is over" } else { "Some of them are over" };
            note = format!("{note} {over} and left out.").trim().to_owned();
        }
        let likely = read.whole_days || says_closed(&name);
        row(ClosureRowState::Ready, words, note, likely, new)
    }

    fn words(&self, read: &Read) -> String {
        let coming: Vec<&Closure> = read.closures.iter().filter(|one| !is_past(one, self.today)).collect();
        let first = coming.first().copied().or(read.closures.last()).map(closure_words).unwrap_or_default();
        match coming.len() {
            0 | 1 => first,
            2 => format!("{first}, and once more"),
            many => format!("{first}, and {} times more", many - 1),
        }
    }

    fn read(&self, entry: &Entry, name: &str) -> Result<Read, String> {
        if let Some(unreadable) = &entry.broken {
            return Err(unreadable.clone());
        }
        let when = self.when(entry)?;
        for extra in ["RDATE", "EXRULE"] {
            if entry.get(extra).is_some() {
                return Err(format!(
                    "It comes again by a rule that Lectern does not read ({extra}). Enter it by hand."
                ));
            }
        }
        let range = entry.get("RECURRENCE-ID").is_some_and(|line| line.parameter("RANGE").is_some());
        if range {
            return Err(
                "It changes all entries from a day on, which Lectern does not read. Enter it by hand.".to_owned()
            );
        }
        let mut rules = entry.all("RRULE");
        let Some(line) = rules.next() else {
            let closures = vec![self.closure(&when, when.start, name)?];
            return Ok(Read { whole_days: whole(&closures), closures, note: when_note(&when) });
        };
        if rules.next().is_some() {
            return Err("It comes again by several rules, which Lectern does not read. Enter it by hand.".to_owned());
        }
        let mut left_out = entry.get("UID").and_then(|uid| self.moved.get(&uid.value)).cloned().unwrap_or_default();
        for line in entry.all("EXDATE") {
            for value in Value::each(line, self.zone)? {
                left_out.insert(value.local());
            }
        }
        let rule = Rule::of(&line.value, when.start, self.zone)?;
        let days = rule.days(when.start.date(), self.until);
        let time = when.start.time();
        let starts = days.into_iter().map(|day| day.to_datetime(time)).filter(|start| !left_out.contains(start));
        let closures: Vec<Closure> =
            starts.map(|start| self.closure(&when, start, name)).collect::<Result<_, String>>()?;
        let note = format!("It comes again; taken up to {}. {}", date_words(self.until), when_note(&when));
        Ok(Read { whole_days: whole(&closures), closures, note: note.trim().to_owned() })
    }

    fn when(&self, entry: &Entry) -> Result<When, String> {
        let begins = entry.get("DTSTART").ok_or("It does not say when it begins.")?;
        let start = Value::of(begins, self.zone)?;
        let end = entry.get("DTEND").map(|line| Value::of(line, self.zone)).transpose()?;
        let lasts = entry.get("DURATION").map(|line| duration(&line.value)).transpose()?;
        let length = match (start, end, lasts) {
            (Value::Day(first), Some(Value::Day(end)), _) => {
                // Some programs write the last day itself.
                Length::Days(first.until(end).map(|span| span.get_days()).unwrap_or_default().max(1))
            }
            (Value::Day(_), Some(Value::Time(_)), _) | (Value::Time(_), Some(Value::Day(_)), _) => {
                return Err("It begins on a day and ends at a time, or the other way round.".to_owned());
            }
            (Value::Day(_), None, Some(span)) => Length::Days(i32::try_from(span / 86_400).unwrap_or(1).max(1)),
            (Value::Day(_), None, None) => Length::Days(1),
            (Value::Time(_), Some(Value::Time(end)), _) => Length::Until(end),
            (Value::Time(at), None, Some(span)) => {
                Length::Until(at.checked_add(span.seconds()).map_err(|_| "It ends too far away.")?)
            }
            (Value::Time(_), None, None) => return Err("It does not say when it ends.".to_owned()),
        };
        let when = When { start: start.local(), length, all_day: matches!(start, Value::Day(_)) };
        match when.length {
            Length::Until(end) if end <= when.start => Err("It ends before it begins.".to_owned()),
            _ => Ok(when),
        }
    }

    /// What an entry closes that begins at a time.
    fn closure(&self, when: &When, start: DateTime, name: &str) -> Result<Closure, String> {
        let far = |_| "It lies too far away.".to_owned();
        let (first, last, what) = match when.length {
            Length::Days(days) => {
                let last = start.date().checked_add((days - 1).days()).map_err(far)?;
                (start.date(), last, ClosureKind::Closed)
            }
            Length::Until(end) => {
                let lasts = when.start.until(end).map_err(far)?;
                let end = start.checked_add(lasts).map_err(far)?;
                let midnight = |at: DateTime| at.time() == jiff::civil::Time::midnight();
                let minute = |at: DateTime| u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute()));
                let wrong = |_| "Its times cannot be read.".to_owned();
                if midnight(end) {
                    let last = end.date().yesterday().map_err(far)?;
                    match midnight(start) {
                        true => (start.date(), last, ClosureKind::Closed),
                        false => {
                            let from = minute(start).map_err(wrong)?;
                            (start.date(), last, ClosureKind::Between { from, until: DAY })
                        }
                    }
                } else {
                    let (from, until) = (minute(start).map_err(wrong)?, minute(end).map_err(wrong)?);
                    (start.date(), end.date(), ClosureKind::Between { from, until })
                }
            }
        };
        let closure = Closure { name: name.to_owned(), first: first.to_string(), last: last.to_string(), what };
        Kept::of(&closure).map_err(|problem| problem.message)?;
        Ok(closure)
    }
}

fn whole(closures: &[Closure]) -> bool {
    closures.iter().all(|one| one.what == ClosureKind::Closed)
}

fn when_note(when: &When) -> String {
    if when.all_day { String::new() } else { "Closed only at these times of the library’s clock.".to_owned() }
}

/// Whether a title says that the library is closed.
fn says_closed(name: &str) -> bool {
    let name = name.to_lowercase();
    ["closed", "closing", "closure", "closes", "holiday"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests;
