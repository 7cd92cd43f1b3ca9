//! Closed days and other hours: entered by hand, or taken from a calendar file that is shown row by row before anything
//! is kept.

use super::{SettingsShelf, stored};
use crate::moment::{civil_day, zone_of};
use crate::text::clean_line;
use jiff::civil::Date;
use lectern_hours::{checked_closure, closure_words, ical, is_past};
use lectern_model::{
    Change, Closure, ClosureChoice, ClosureId, ClosurePreview, ClosureRow, ClosureRowState, ClosureSave, ClosureView,
    ClosuresKept, Problem,
};
use lectern_store::Reader;

/// Most closures that are kept.
const MOST: usize = 5000;

impl SettingsShelf {
    /// All closures: those to come by their days, then what is over, the latest first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn closures(&self) -> Result<Vec<ClosureView>, Problem> {
        let today = self.today().await?;
        let kept = self.core.read(|reader| reader.closures()).await?;
        let view = |(id, closure): (ClosureId, Closure)| ClosureView {
            id,
            words: closure_words(&closure),
            past: is_past(&closure, today),
            closure,
        };
        let (mut past, mut coming): (Vec<ClosureView>, Vec<ClosureView>) =
            kept.into_iter().map(view).partition(|view| view.past);
        coming.sort_by(|one, other| (&one.closure.first, one.id).cmp(&(&other.closure.first, other.id)));
        past.sort_by(|one, other| (&other.closure.first, other.id).cmp(&(&one.closure.first, one.id)));
        coming.append(&mut past);
        Ok(coming)
    }

    /// Keeps a closure, new or in the place of another.
    ///
    /// # Errors
    /// `BadInput` with the field that no closure can have, `NotFound`, or what the disk said; nothing was changed.
    pub async fn save_closure(&self, save: ClosureSave) -> Result<ClosureView, Problem> {
        let name = clean_line(&save.closure.name);
        let closure = checked_closure(Closure { name, ..save.closure })?;
        let (today, now) = (self.today().await?, self.core.clock.now());
        let view =
            ClosureView { id: ClosureId(0), words: closure_words(&closure), past: is_past(&closure, today), closure };
        let closure = view.closure.clone();
        let kept = self.core.write(move |writer| match save.id {
            Some(id) => writer.replace_closure(id, &closure).map(|()| Ok(id)),
            None if writer.closures()?.len() >= MOST => Ok(Err(too_many())),
            None => writer.add_closure(&closure, now).map(Ok),
        });
        let id = kept.await??;
        self.hours_changed();
        Ok(ClosureView { id, ..view })
    }

    /// Forgets a closure.
    ///
    /// # Errors
    /// `NotFound`, or what the disk said.
    pub async fn remove_closure(&self, closure: ClosureId) -> Result<(), Problem> {
        self.core.write(move |writer| writer.remove_closure(closure)).await?;
        self.hours_changed();
        Ok(())
    }

    /// The entries of a calendar file, read and not kept.
    ///
    /// # Errors
    /// `UnusableFile`, or what the disk said.
    pub async fn preview_closures(&self, text: String) -> Result<ClosurePreview, Problem> {
        let today = self.today().await?;
        self.core.read(move |reader| preview(reader, &text, today)).await?
    }

    /// Keeps the chosen entries of a calendar file. What is kept already stays as it is.
    ///
    /// # Errors
    /// `UnusableFile`, `BadInput` where an entry cannot be kept, or what the disk said; nothing was kept.
    pub async fn import_closures(&self, choice: ClosureChoice) -> Result<ClosuresKept, Problem> {
        let (today, now) = (self.today().await?, self.core.clock.now());
        let kept = self.core.write(move |writer| {
            let rows = match preview(writer, &choice.text, today)? {
                Ok(preview) => preview.rows,
                Err(problem) => return Ok(Err(problem)),
            };
            let known: Vec<Closure> = writer.closures()?.into_iter().map(|(_, closure)| closure).collect();
            // All of it is found before any of it is kept.
            let (new, here) = match chosen(&rows, &choice.lines, &known) {
                Ok(found) => found,
                Err(problem) => return Ok(Err(problem)),
            };
            if known.len() + new.len() > MOST {
                return Ok(Err(too_many()));
            }
            for closure in &new {
                writer.add_closure(closure, now)?;
            }
            Ok(Ok(ClosuresKept { kept: u32::try_from(new.len()).unwrap_or(u32::MAX), here }))
        });
        let counts = kept.await??;
        self.hours_changed();
        Ok(counts)
    }

    /// Answer-by times, the calendar and the rehearsal follow the hours.
    pub(super) fn hours_changed(&self) {
        self.core.changed(Change::Settings);
        self.core.changed(Change::Inbox);
    }

    /// Today, on the library's clock.
    async fn today(&self) -> Result<Date, Problem> {
        let now = self.core.clock.now();
        let day = civil_day(now, &zone_of(&self.read().await?));
        day.parse().map_err(|_| Problem::field("now", "The clock of this computer shows no day that a calendar knows."))
    }
}

fn preview(
    reader: &Reader<'_>,
    text: &str,
    today: Date,
) -> Result<Result<ClosurePreview, Problem>, lectern_store::StoreError> {
    let zone = zone_of(&stored(reader)?);
    let here: Vec<Closure> = reader.closures()?.into_iter().map(|(_, closure)| closure).collect();
    Ok(ical::read(text, &zone, today, &here))
}

/// The closures of chosen entries that are new, and how many are kept already.
fn chosen(rows: &[ClosureRow], lines: &[u32], known: &[Closure]) -> Result<(Vec<Closure>, u32), Problem> {
    let (mut new, mut here): (Vec<Closure>, u32) = (Vec::new(), 0);
    for line in lines {
        let row = rows.iter().find(|row| row.line == *line).ok_or_else(|| no_row(*line))?;
        match row.state {
            ClosureRowState::Ready => {}
            ClosureRowState::Here => here += 1,
            ClosureRowState::Past | ClosureRowState::Cancelled | ClosureRowState::Broken => return Err(no_row(*line)),
        }
        for closure in &row.closures {
            if known.contains(closure) || new.contains(closure) {
                here += 1;
            } else {
                new.push(closure.clone());
            }
        }
    }
    Ok((new, here))
}

fn no_row(line: u32) -> Problem {
    Problem::field("lines", format!("The entry on line {line} cannot be kept. Nothing was kept."))
}

fn too_many() -> Problem {
    Problem::field("closures", "More than 5000 closures cannot be kept. Remove some that are over. Nothing was kept.")
}
