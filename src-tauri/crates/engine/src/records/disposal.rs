//! Disposing of records whose time is over. Nothing is disposed of by itself: what is due is proposed, and a person
//! confirms the list they looked at.

use super::RecordsShelf;
use super::shelf::ids;
use super::views::view;
use jiff::tz::TimeZone;
use lectern_core::guard::guard_of;
use lectern_core::moment::{civil_day, zone_of};
use lectern_core::records::{NewRecord, append};
use lectern_core::settings;
use lectern_model::{
    Change, Code, DisposalGroup, DisposalList, Problem, RecordCategory, RecordId, RecordKind, RecordReason, RecordWords,
};
use lectern_store::RecordRow;
use std::collections::BTreeSet;

/// Records in one list: more than a person looks at in one sitting.
const SHOWN: u32 = 500;
const LONGEST: usize = 200;

impl RecordsShelf {
    /// What is due for disposal.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn due(&self) -> Result<DisposalList, Problem> {
        let now = self.core.clock.now();
        let (mut rows, held, categories, told) = self
            .core
            .read(move |reader| {
                let (due, held) = (reader.records_due(now, SHOWN + 1)?, reader.records_due_held(now)?);
                Ok((due, held, reader.record_categories()?, settings::stored(reader)?))
            })
            .await?;
        let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let guard = guard_of(&told);
        let mut groups = Vec::new();
        for category in categories {
            let of_it = rows.iter().filter(|row| row.category == category.key);
            let records = of_it.map(|row| view(row, &guard)).collect::<Result<Vec<_>, _>>()?;
            if !records.is_empty() {
                groups.push(DisposalGroup { category, records });
            }
        }
        Ok(DisposalList { groups, held, more })
    }

    /// Disposes of the records of a list that a person looked at. What they say is gone then; the list stays in the log.
    ///
    /// # Errors
    /// `BadInput` without a name, `Stale` where one of them is not due any more or is held; nothing was disposed of.
    pub async fn dispose(&self, records: Vec<RecordId>, by: String) -> Result<(), Problem> {
        let by = by.trim().to_owned();
        if by.is_empty() || by.chars().count() > LONGEST {
            return Err(Problem::field("by", "Give your name: the list of what was disposed of says who did it."));
        }
        let now = self.core.clock.now();
        let wanted: BTreeSet<RecordId> = records.into_iter().collect();
        let disposed = self.core.write(move |writer| {
            let due = writer.records_due(now, u32::MAX)?;
            let due: Vec<RecordRow> = due.into_iter().filter(|row| wanted.contains(&row.kept.id)).collect();
            if due.is_empty() || due.len() != wanted.len() {
                return Ok(Err(not_due()));
            }
            let zone = zone_of(&settings::stored(writer)?);
            let words = RecordWords { text: list(&due, &writer.record_categories()?, &zone), ..RecordWords::default() };
            let reason = RecordReason { note: format!("By {by}."), ..RecordReason::default() };
            let new = NewRecord { words, reason, about: ids(&due), ..NewRecord::default() };
            let (entry, _) = append(writer, RecordKind::Disposed, new, now)?;
            writer.dispose_records(&ids(&due), entry.number)?;
            Ok(Ok(()))
        });
        disposed.await??;
        self.core.changed(Change::Records);
        self.fold().await
    }
}

fn not_due() -> Problem {
    let words = "The list changed meanwhile. Nothing was disposed of. Look at it again.";
    Problem::new(Code::Stale, words)
}

/// The list in words: what, from when to when, how long it was kept, and by which authority.
fn list(due: &[RecordRow], categories: &[RecordCategory], zone: &TimeZone) -> String {
    let mut lines = Vec::new();
    for category in categories {
        let of_it = || due.iter().filter(|row| row.category == category.key);
        let times = || of_it().map(|row| row.kept.at);
        let (Some(first), Some(last)) = (times().min(), times().max()) else { continue };
        let numbers: Vec<String> = of_it().map(|row| row.kept.id.to_string()).collect();
        let authority = if category.authority.is_empty() { "none given" } else { &category.authority };
        lines.push(format!(
            "{}: {} from {} to {}, kept {} years. Authority: {authority}. Numbers: {}.",
            category.label,
            counted(numbers.len()),
            civil_day(first, zone),
            civil_day(last, zone),
            category.years.unwrap_or_default(),
            numbers.join(", ")
        ));
    }
    lines.join("\n")
}

fn counted(records: usize) -> String {
    if records == 1 { "1 record".to_owned() } else { format!("{records} records") }
}
