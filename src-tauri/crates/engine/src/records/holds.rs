//! Legal holds.

use super::RecordsShelf;
use super::scope::between;
use lectern_core::moment::zone_of;
use lectern_core::records::{NewRecord, append};
use lectern_core::settings;
use lectern_model::{AccountId, Change, HoldId, LegalHold, Problem, RecordKind, RecordReason, Timestamp};

const LONGEST: usize = 2000;

impl RecordsShelf {
    /// All legal holds, those that hold first.
    ///
    /// # Errors
    /// What the disk said.
    pub async fn holds(&self) -> Result<Vec<LegalHold>, Problem> {
        self.core.read(|reader| reader.legal_holds()).await
    }

    /// Begins a legal hold, and writes that in the log.
    ///
    /// # Errors
    /// `BadInput` without a reason, or where it ends before it begins; nothing was changed.
    pub async fn begin_hold(
        &self,
        reason: String,
        account: Option<AccountId>,
        (from, until): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<LegalHold, Problem> {
        let reason = given(reason, "Say why this must be kept, for example the case or the request.")?;
        if from.zip(until).is_some_and(|(from, until)| from >= until) {
            return Err(Problem::field("until", "The end is before the beginning."));
        }
        let now = self.core.clock.now();
        let held = self.core.write(move |writer| {
            let zone = zone_of(&settings::stored(writer)?);
            let id = writer.begin_hold(&reason, account, (from, until), now)?;
            let reason = RecordReason { clause: between(from, until, &zone), note: reason, ..RecordReason::default() };
            append(writer, RecordKind::Held, NewRecord { account, reason, ..NewRecord::default() }, now)?;
            Ok(writer.legal_holds()?.into_iter().find(|hold| hold.id == id))
        });
        let held = held.await?;
        self.core.changed(Change::Records);
        held.ok_or_else(|| Problem::new(lectern_model::Code::NotFound, "This hold is not here any more."))
    }

    /// Ends a legal hold, and writes that in the log.
    ///
    /// # Errors
    /// `BadInput` without a reason, `NotFound` where it does not hold; nothing was changed.
    pub async fn end_hold(&self, hold: HoldId, reason: String) -> Result<(), Problem> {
        let why = given(reason, "Say why it need not be kept any more.")?;
        let now = self.core.clock.now();
        let ended = self.core.write(move |writer| {
            let hold = writer.end_hold(hold, now)?;
            let note = format!("{why}\nIt held because: {}", hold.reason);
            let reason = RecordReason { note, ..RecordReason::default() };
            append(
                writer,
                RecordKind::Released,
                NewRecord { account: hold.account, reason, ..NewRecord::default() },
                now,
            )
        });
        ended.await?;
        self.core.changed(Change::Records);
        Ok(())
    }
}

fn given(reason: String, words: &str) -> Result<String, Problem> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(Problem::field("reason", words));
    }
    Ok(reason)
}
